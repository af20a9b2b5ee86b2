#!/usr/bin/env python3
"""A run that is ended at any moment keeps what it had and goes on from there."""
import os
import random
import signal
import subprocess
import unittest

import pictures
from shoebox import ERROR, OK, PROGRAM, ShoeboxTest

KILLS = int(os.environ.get("SHOEBOX_KILLS", "6"))


class Interrupted(ShoeboxTest):
    photo_count = 120

    def setUp(self):
        super().setUp()
        for number in range(self.photo_count):
            self.write(f"{number % 7}/{number:03}.png", pictures.png(number, 640, 480))

    def start(self):
        return subprocess.Popen([PROGRAM, "--home", self.home, "index", self.photos, "--json"], env=self.environment(),
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def photos_known(self):
        if not (self.home / "shoebox.db").exists():
            return 0
        answer = self.run_shoebox("status", "--json", expect=None)
        return answer.json["photos"] if answer.code == OK else 0

    def end(self, process, how, after_s):
        """Ends the process if it still runs then; -> its exit code."""
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            process.send_signal(how)
        process.communicate()
        return process.returncode

    def check_complete(self):
        """The next run finishes, nothing is there twice, and the one after it finds nothing to do."""
        summary = self.index()
        self.assertEqual(summary["skipped"], [])
        self.check_index(self.index(), unchanged=self.photo_count)
        results = self.search("picture", "-k", "0")["results"]
        self.assertEqual(len({each["path"] for each in results}), self.photo_count)
        self.assertEqual(len({each["photo_id"] for each in results}), self.photo_count)
        for path in random.Random(0).sample(sorted(self.photos.rglob("*.png")), 5):
            self.assertEqual(self.search("--image", path, "-k", "1")["results"][0]["path"], str(path))

    def test_kill_at_any_moment_loses_nothing_that_was_there(self):
        chance = random.Random(7)
        known = 0
        for _ in range(KILLS):
            self.end(self.start(), signal.SIGKILL, chance.uniform(0.02, 1.5))
            now = self.photos_known()
            self.assertGreaterEqual(now, known)
            known = now
        self.check_complete()

    def test_control_c_stops_soon_and_says_so(self):
        process = self.start()
        code = self.end(process, signal.SIGINT, 1.0)
        self.assertIn(code, (OK, ERROR))            # OK: it was done before the signal came
        self.check_complete()

    def test_second_writer_is_told_who_writes(self):
        process = self.start()
        try:
            answer = self.run_shoebox("index", self.photos, expect=None)
            if process.poll() is None and answer.code != OK:
                self.assertEqual(answer.code, ERROR)
                self.assertIn(str(process.pid), answer.err)
        finally:
            process.communicate()
        self.check_complete()


if __name__ == "__main__":
    unittest.main()
