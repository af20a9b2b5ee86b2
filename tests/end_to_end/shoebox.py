"""The program as a user has it: a home and folders of their own, commands, exit codes, what is printed."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = pathlib.Path(os.environ.get("SHOEBOX_PROGRAM", pathlib.Path(__file__).resolve().parents[2] / "build/release/shoebox"))
OK, NOTHING_FOUND, ERROR = 0, 1, 2


class Answer:
    """What a command did: exit code, output, errors."""

    def __init__(self, done, command):
        self.code, self.out, self.err, self.command = done.returncode, done.stdout, done.stderr, command

    @property
    def json(self):
        """The last line as JSON: commands print one object."""
        return json.loads(self.out.splitlines()[-1])

    @property
    def json_lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __str__(self):
        return f"{' '.join(map(repr, self.command))} -> {self.code}\n{self.out[-2000:]}{self.err[-2000:]}"


class ShoeboxTest(unittest.TestCase):
    """A fresh home and an empty folder of photos for each test."""
    maxDiff = None

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="shoebox-test-"))
        self.addCleanup(self._remove)
        self.home, self.photos = self.work / "home", self.work / "photos"
        self.photos.mkdir()

    def _remove(self):
        """Also what a test made unreadable, or too deep for a path."""
        subprocess.run(["chmod", "-R", "u+rwX", self.work], check=False, stderr=subprocess.DEVNULL)
        subprocess.run(["rm", "-rf", self.work], check=False)

    def environment(self, **changes):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SHOEBOX_"))}
        return {**kept, "HOME": str(self.work / "user"), "LC_ALL": "C.UTF-8", "SHOEBOX_TIME_ZONE": "Asia/Shanghai", **changes}

    def run_shoebox(self, *arguments, expect=OK, text="", env=None, home=True, cwd=None):
        command = [str(PROGRAM), *(["--home", str(self.home)] if home else []), *map(os.fsdecode, map(os.fsencode, arguments))]
        done = subprocess.run(command, input=text, capture_output=True, text=True, errors="replace", check=False,
                              env=env or self.environment(), cwd=cwd, timeout=600)
        answer = Answer(done, command)
        if expect is not None:
            self.assertEqual(answer.code, expect, str(answer))
        return answer

    def write(self, name, content):
        path = self.photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def index(self, *arguments, **options):
        """The summary of `index --json` over the photos (or what is named)."""
        return self.run_shoebox("index", *(arguments or (self.photos,)), "--json", **options).json

    def check_index(self, summary, **expected):
        """Each count is as expected; those that are not named are 0, and `skipped` is compared by file name."""
        found = {key: summary[key] for key in ("added", "unchanged", "moved", "updated")}
        found["skipped"] = sorted(pathlib.Path(each["path"]).name for each in summary["skipped"])
        wanted = {"added": 0, "unchanged": 0, "moved": 0, "updated": 0, "skipped": [], **expected}
        self.assertEqual(found, wanted, summary)

    def search(self, *arguments, **options):
        return self.run_shoebox("search", *arguments, "--json", **options).json

    def photo_of(self, path):
        """The result that is the photo of this file, found by showing the file itself."""
        results = self.search("--image", path, "-k", "0")["results"]
        found = [each for each in results if str(path) in each["paths"]]
        self.assertEqual(len(found), 1, f"{path} in {json.dumps(results)[:2000]}")
        return found[0]
