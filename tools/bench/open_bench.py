#!/usr/bin/env python3
"""How soon `shoebox serve` answers, over a synthetic library (as hybrid_bench.py makes it) that another process has asked once.

  open_bench.py [--program FILE] [--photos 100000] [--dimension 512] [--repeat 4]

Prints a JSON line a start: seconds from the start of the process until it listens, and then of the first answers, one after the
other. --dimension is that of the program's model. Needs numpy, onnxruntime and tokenizers (hybrid_bench.py's).
"""
import argparse
import http.client
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from hybrid_bench import ask, make_library  # noqa: E402

PATHS = ("/", "/api/session", "/api/status", "/api/timeline", "/api/search?q=dog", "/api/search?q=dog")


def start(program, home):
    begin = time.monotonic()
    server = subprocess.Popen([program, "--home", home, "serve", "--port", "0", "--json"], stdout=subprocess.PIPE, text=True)
    try:
        port = json.loads(server.stdout.readline())["port"]
        seconds = [["listening", round(time.monotonic() - begin, 3)]]
        for path in PATHS:
            connection, begin = http.client.HTTPConnection("127.0.0.1", port), time.monotonic()
            connection.request("GET", path)
            reply = connection.getresponse()
            reply.read()
            connection.close()
            if reply.status != 200:
                raise SystemExit(f"open_bench: {path}: {reply.status}")
            seconds.append([path, round(time.monotonic() - begin, 3)])
    finally:
        server.terminate()
        server.wait()
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path("build/release/shoebox"))
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--dimension", type=int, default=512)
    parser.add_argument("--repeat", type=int, default=4)
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    with tempfile.TemporaryDirectory(prefix="shoebox-open-") as work:
        home = pathlib.Path(work) / "home"
        make_library(program, home, arguments.photos, arguments.dimension)
        ask(program, home, ["warm up"], 1)
        for _ in range(arguments.repeat):
            print(json.dumps({"photos": arguments.photos, "seconds": start(program, home)}), flush=True)


if __name__ == "__main__":
    main()
