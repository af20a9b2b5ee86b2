#!/usr/bin/env python3
"""The examples of docs/api.md, run as they stand there, and docs/openapi.json against the program."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import pictures
from serving import ServeTest

PAGE = (pathlib.Path(__file__).resolve().parents[2] / "docs/api.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


class Examples(ServeTest):
    def setUp(self):
        super().setUp()
        for number in range(4):
            self.write(f"{number}.png", pictures.png(number))
        self.index()
        self.server = self.serve()
        self.address = f"http://127.0.0.1:{self.server.port}"

    @unittest.skipUnless(shutil.which("curl"), "no curl here")
    def test_curl(self):
        (self.work / "picture.png").write_bytes(pictures.png(2))
        lines = [line for block in blocks("sh") for line in block.splitlines() if line]
        self.assertGreater(len(lines), 15)
        for line in lines:
            done = subprocess.run(["sh", "-c", line], cwd=self.work, capture_output=True, text=True, errors="replace", check=False, timeout=60,
                                  env=self.environment(SHOEBOX=self.address))
            self.assertEqual(done.returncode, 0, f"{line}\n{done.stdout[-500:]}{done.stderr[-500:]}")
        self.assertEqual((self.work / "small.webp").read_bytes()[8:12], b"WEBP")
        self.assertEqual(len((self.work / "first-bytes").read_bytes()), 100)

    def test_python_client(self):
        (program,) = blocks("python")
        self.assertLess(len(program.splitlines()), 30)
        done = subprocess.run([sys.executable, "-c", program, self.address], capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 4)
        self.assertRegex(done.stdout, r"(?m)^\d\.\d\d (maybe )?/.*\.png$")


class Documents(ServeTest):
    def test_openapi_is_the_one_in_docs(self):
        printed = self.run_shoebox("serve", "--print-openapi", home=False).out
        docs = pathlib.Path(__file__).resolve().parents[2] / "docs/openapi.json"
        self.assertEqual(json.loads(printed), json.loads(docs.read_text(encoding="utf-8")))
        server = self.serve()
        self.assertEqual(server.get("/api/openapi.json").json, json.loads(printed))
        page = server.get("/api/docs").body.decode()
        self.assertIn("/api/photos/{id}/thumbnail", page)


if __name__ == "__main__":
    unittest.main()
