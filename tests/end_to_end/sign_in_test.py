#!/usr/bin/env python3
"""Who may ask the server: passwords, sessions and tokens, guessing, other hosts, and connections that are encrypted."""
import http.client
import json
import socket
import ssl
import subprocess
import unittest

from serving import ServeTest
from shoebox import ERROR


class SigningIn(ServeTest):
    PASSWORD = "correct horse battery"

    def open_server(self, *arguments):
        self.run_shoebox("passwd", text=self.PASSWORD + "\n")
        return self.serve("--host", "0.0.0.0", *arguments)

    def test_other_machines_need_a_password(self):
        answer = self.run_shoebox("serve", "--port", "0", "--host", "0.0.0.0", expect=ERROR)
        self.assertIn("passwd", answer.err)
        self.assertEqual(self.serve("--host", "0.0.0.0", "--no-auth").get("/api/session").json["by"], "no_auth")

    def test_short_password_is_refused(self):
        self.run_shoebox("passwd", text="short\n", expect=ERROR)

    def test_password_opens_and_signing_out_closes(self):
        server = self.open_server()
        self.check_problem(server.get("/api/status"), 401)
        self.assertEqual(server.get("/").status, 200)
        self.assertEqual(server.get("/api/session").json, {"password_needed": True, "signed_in": False, "by": "nobody", "secure": True})
        self.check_problem(server.ask("POST", "/api/session", {"password": "wrong one"}), 422)
        reply = server.ask("POST", "/api/session", {"password": self.PASSWORD})
        cookie = reply.headers["set-cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Strict", cookie)
        signed_in = {"Cookie": cookie.split(";")[0]}
        self.assertEqual(server.get("/api/status", signed_in).status, 200)
        self.assertEqual(server.ask("DELETE", "/api/session", headers=signed_in).status, 204)
        self.check_problem(server.get("/api/status", signed_in), 401)

    def test_tokens_are_for_scripts(self):
        server = self.open_server()
        cookie = server.ask("POST", "/api/session", {"password": self.PASSWORD}).headers["set-cookie"].split(";")[0]
        made = server.ask("POST", "/api/tokens", {"name": "backup"}, {"Cookie": cookie})
        self.assertEqual(made.status, 201)
        bearer = {"Authorization": "Bearer " + made.json["token"]}
        self.assertEqual(server.get("/api/status", bearer).status, 200)
        self.assertNotIn("token", server.get("/api/tokens", bearer).json["tokens"][0])
        self.check_problem(server.get("/api/status", {"Authorization": "Bearer wrong"}), 401)
        self.assertEqual(server.ask("DELETE", f"/api/tokens/{made.json['token_id']}", headers={"Cookie": cookie}).status, 204)
        self.check_problem(server.get("/api/status", bearer), 401)

    def test_guessing_is_slowed(self):
        server = self.open_server()
        for _ in range(5):
            self.check_problem(server.ask("POST", "/api/session", {"password": "wrong one"}), 422)
        reply = server.ask("POST", "/api/session", {"password": self.PASSWORD})
        self.check_problem(reply, 429)
        self.assertTrue(reply.headers["retry-after"])

    def test_tls(self):
        certificate, key = self.work / "cert.pem", self.work / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        server = self.open_server("--tls", f"{certificate},{key}")
        context = ssl.create_default_context(cafile=str(certificate))
        with socket.create_connection(("127.0.0.1", server.port)) as plain, context.wrap_socket(plain, server_hostname="localhost") as stream:
            body = json.dumps({"password": self.PASSWORD}).encode()
            stream.sendall(b"POST /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            reply = b""
            while piece := stream.recv(65536):
                reply += piece
        self.assertIn(b" 200 OK", reply)
        self.assertIn(b"; Secure", reply)
        self.run_shoebox("serve", "--port", "0", "--tls", f"{key},{key}", home=False, env=self.environment(SHOEBOX_HOME=str(self.work / "other")), expect=ERROR)


    def test_tls_of_the_home_is_trusted_by_who_trusts_its_authority(self):
        server = self.open_server("--tls", "auto")
        authority = self.home / "tls" / "ca.pem"
        self.assertEqual((self.home / "tls" / "ca-key.pem").stat().st_mode & 0o077, 0)
        context = ssl.create_default_context(cafile=str(authority))
        for host in ("localhost", "127.0.0.1"):
            connection = http.client.HTTPSConnection(host, server.port, context=context, timeout=60)
            self.addCleanup(connection.close)
            connection.request("GET", "/trust")
            page = connection.getresponse().read().decode()
            self.assertIn("fingerprint", page)
            self.assertNotIn("<script", page)
            connection.request("GET", "/trust/ca.crt")
            self.assertEqual(connection.getresponse().read(), authority.read_bytes())
        server.stop()
        before = authority.read_bytes()
        self.serve("--host", "0.0.0.0", "--tls", "auto").stop()
        self.assertEqual(authority.read_bytes(), before)


if __name__ == "__main__":
    unittest.main()
