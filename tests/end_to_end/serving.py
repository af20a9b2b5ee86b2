"""A running `shoebox serve` and a client for it, from the standard library."""
import contextlib
import http.client
import json
import os
import signal
import subprocess
import time
import urllib.parse

import described
from shoebox import PROGRAM, ShoeboxTest


class Reply:
    """What came back: status, headers (names in lower case), body."""

    def __init__(self, response):
        self.status, self.headers, self.body = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    """One process on a port of its own. Whatever it answers is held to its OpenAPI document."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(self.process.stderr.read())
        self.port = json.loads(line)["port"]

    def connect(self, timeout=60):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, path, body=None, headers=None, query=None):
        headers = dict(headers or {})
        if isinstance(body, (dict, list)):
            body, headers["Content-Type"] = json.dumps(body), "application/json"
        if query:
            path += "?" + urllib.parse.urlencode(query)
        connection = self.connect()
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=headers)
            reply = Reply(connection.getresponse())
        if faults := described.reply_faults(method, path, reply.status, reply.headers.get("content-type"), reply.body):
            raise AssertionError("not as docs/openapi.json says: " + "; ".join(faults[:5]))
        return reply

    def get(self, path, /, headers=None, **query):
        return self.ask("GET", path, headers=headers, query=query)

    def wait_until_idle(self):
        """Waits for what is being read. -> the job."""
        while (job := self.get("/api/status").json["job"])["state"] in ("running", "stopping"):
            time.sleep(0.05)
        return job

    def stop(self):
        """As ctrl-C does it. -> exit code and what was said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            _, errors = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return self.process.returncode, errors


class ServeTest(ShoeboxTest):
    """A home of its own with a server that is ended with the test."""

    def serve(self, *arguments, environment=None):
        command = [str(PROGRAM), "--home", str(self.home), "serve", "--port", "0", "--json", *arguments]
        server = Server(command, environment or self.environment())
        self.addCleanup(server.stop)
        return server

    def check_problem(self, reply, status):
        self.assertEqual(reply.status, status, reply.body[:500])
        self.assertEqual(reply.headers["content-type"], "application/problem+json")
        self.assertEqual(reply.json["status"], status)
        self.assertTrue(reply.json["detail"])
        return reply.json


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
