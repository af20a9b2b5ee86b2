#!/usr/bin/env python3
"""The README's commands do what it says, and its links lead somewhere."""
import pathlib
import re
import shlex
import shutil
import unittest

import pictures
from shoebox import ShoeboxTest

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


class Readme(ShoeboxTest):
    def commands(self):
        blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
        return [line for block in blocks for line in block.splitlines() if line.strip()]

    def test_commands_run_in_their_order(self):
        """~/Pictures is a folder of made pictures, ~/models/NAME a copy of the default model."""
        self.write("cat.jpg", pictures.jpeg())
        self.write("other.png", pictures.png(1))
        ran = 0
        for line in self.commands():
            if not line.startswith("build/release/shoebox "):
                self.assertTrue((ROOT / line.split()[0]).exists(), line)
                continue
            words = [word.replace("~/Pictures", str(self.photos)).replace("~/models", str(self.work)) for word in shlex.split(line)[1:]]
            if words[:2] == ["model", "add"]:
                default = self.run_shoebox("model", "list", "--json").json[0]["folder"]
                shutil.copytree(default, words[2])
            self.run_shoebox(*words)
            ran += 1
        self.assertGreaterEqual(ran, 6)

    def test_links_lead_to_files(self):
        for link in re.findall(r"\]\(([^)#:]+)\)", README):
            self.assertTrue((ROOT / link).exists(), link)

    def test_it_is_one_screen(self):
        self.assertLessEqual(len(README.splitlines()), 70)


if __name__ == "__main__":
    unittest.main()
