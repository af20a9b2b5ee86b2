#!/usr/bin/env python3
"""A running server under load: connections that search and fetch thumbnails, beside many that do nothing and some that are slow.

  load.py ADDRESS [--seconds 60] [--connections 32] [--idle 1000] [--pid PID]

Prints one JSON object: requests, errors, p50/p95/p99 and the longest in milliseconds, by kind; resident memory of PID before and
after. Exit 1 when there was any error. Python's standard library only; its own cost is in the times.
"""
import argparse
import http.client
import json
import pathlib
import random
import socket
import sys
import threading
import time
import urllib.parse

WORDS = ["beach", "dog", "日落", "snow", "a red car", "孩子", "mountain lake", "at night", "food", "花"]


def resident_mib(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024, 1)
    return None


def percentile(sorted_values, share):
    return round(sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))], 1) if sorted_values else None


class Client(threading.Thread):
    """One connection that asks without pause until the time is over."""

    def __init__(self, host, port, until, number):
        super().__init__()
        self.host, self.port, self.until, self.random = host, port, until, random.Random(number)
        self.times, self.errors = {"search": [], "thumbnail": []}, []

    def run(self):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        tiles = []
        while time.monotonic() < self.until:
            kind = "search" if not tiles or self.random.random() < 0.25 else "thumbnail"
            path = ("/api/search?k=30&q=" + urllib.parse.quote(self.random.choice(WORDS)) if kind == "search"
                    else self.random.choice(tiles) + "&size=" + self.random.choice("sm"))
            begin = time.monotonic()
            try:
                connection.request("GET", path)
                reply = connection.getresponse()
                body = reply.read()
                if reply.status != 200:
                    self.errors.append(f"{reply.status} {path}")
                elif kind == "search":
                    tiles = [each["thumbnail"] for each in json.loads(body)["results"] if each["thumbnail"]]
                self.times[kind].append(1000 * (time.monotonic() - begin))
            except OSError as error:
                self.errors.append(f"{error} {path}")
                connection.close()
        connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--idle", type=int, default=1000)
    parser.add_argument("--pid", type=int)
    options = parser.parse_args()
    where = urllib.parse.urlsplit(options.address)
    memory = [resident_mib(options.pid)] if options.pid else []
    idle = []
    for number in range(options.idle):
        idle.append(socket.create_connection((where.hostname, where.port)))
        if number % 4 == 0:
            idle[-1].sendall(b"GET /api/search?q=x HTTP/1.1\r\nHo")      # a slow client: the rest never comes
    until = time.monotonic() + options.seconds
    clients = [Client(where.hostname, where.port, until, number) for number in range(options.connections)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    result = {"seconds": options.seconds, "connections": options.connections, "idle": options.idle}
    for kind in ("search", "thumbnail"):
        times = sorted(each for client in clients for each in client.times[kind])
        result[kind] = {"requests": len(times), "p50_ms": percentile(times, 0.5), "p95_ms": percentile(times, 0.95),
                        "p99_ms": percentile(times, 0.99), "longest_ms": percentile(times, 1.0)}
    errors = [each for client in clients for each in client.errors]
    result["errors"] = len(errors)
    result["first_errors"] = errors[:5]
    if options.pid:
        result["resident_mib"] = {"before": memory[0], "after": resident_mib(options.pid)}
    print(json.dumps(result, ensure_ascii=False))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
