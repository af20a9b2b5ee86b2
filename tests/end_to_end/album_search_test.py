#!/usr/bin/env python3
"""The album with known truth (../shared/data/album): what each of its questions must find, and nothing else.

Its rules are the specification of filters. Photos are compared as sets (-k 0 --no-fold); `optional` ones count neither way.
$SHOEBOX_ALBUM_HOME names a home that the album in $SHOEBOX_ALBUM was read into before; $SHOEBOX_ALBUM_REPORT a file for
every question that is not answered perfectly.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import shoebox

SHARED = pathlib.Path(os.environ.get("SHOEBOX_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared"))
ALBUM = SHARED / "data/album"
NOW = "2026-11-23T12:00:00+08:00"
ENVIRONMENT = {**os.environ, "SHOEBOX_TIME_ZONE": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
SHARE_WANTED = 0.98
COUNTED_APART = {"person", "ocr"}             # they need faces and text in pictures; sidecars name only some persons


def is_chinese(question):
    return question["lang"].startswith("zh")


class Questions:
    """An album, read once, and its questions, asked once; those that test them derive from it."""
    description = ALBUM                       # the folder with queries.jsonl

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="shoebox-album-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)
        cls.home = pathlib.Path(os.environ.get("SHOEBOX_ALBUM_HOME", cls.work / "home"))
        cls.album = pathlib.Path(os.environ.get("SHOEBOX_ALBUM", cls.home.parent / "album"))
        if not (cls.home / "shoebox.db").is_file():
            cls.build(cls.album)
            subprocess.run([shoebox.PROGRAM, "--home", cls.home, "--quiet", "index", cls.album], check=True, env=ENVIRONMENT)
        with open(cls.description / "queries.jsonl", encoding="utf-8") as lines:
            cls.questions = [json.loads(line) for line in lines]
        cls.answers = cls.ask([question["q"] for question in cls.questions])

    @classmethod
    def build(cls, album):
        subprocess.run([sys.executable, ALBUM / "build_album.py", album], check=True, stdout=subprocess.DEVNULL)

    @classmethod
    def ask(cls, texts, *options):
        command = [shoebox.PROGRAM, "--home", cls.home, "search", "--queries", "-", "-k", "0", "--no-fold", "--now", NOW, "--json"]
        done = subprocess.run([*command, *options], input="".join(text + "\n" for text in texts), capture_output=True, text=True,
                              env=ENVIRONMENT, check=False)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(answers) == len(texts), done.stderr
        return answers

    def found(self, answer):
        return {os.path.relpath(path, self.album) for result in answer["results"] for path in result["paths"]}

    def faults(self, question, answer):
        """What is missing and what is too much; for a question without a filter, the chips that it must not have."""
        if not question["filtered"]:
            return {"chips": [chip["canonical"] for chip in answer["query"]["chips"]]} if answer["query"]["chips"] else {}
        found = self.found(answer)
        expected, optional = set(question["expect"]), set(question.get("optional") or [])
        missing, surplus = expected - found, found - expected - optional
        return {"missing": sorted(missing), "surplus": sorted(surplus)} if missing or surplus else {}

    def results(self, wanted):
        """(question, faults) of the questions that are `wanted`."""
        return [(question, self.faults(question, answer)) for question, answer in zip(self.questions, self.answers)
                if wanted(question)]

    def share_right(self, wanted):
        results = self.results(wanted)
        wrong = [f"{question['id']} {question['q']}: {_short(faults)}" for question, faults in results if faults]
        share = 1 - len(wrong) / len(results)
        print(f"{self._testMethodName}: {len(results) - len(wrong)} of {len(results)} right ({share:.3f})", file=sys.stderr)
        return share, "\n".join(wrong)

    def structural(self, question):
        return (question["filtered"] and not question.get("ambiguous") and not COUNTED_APART & set(question["kind"])
                and "trap" not in question["kind"])


@unittest.skipUnless(ALBUM.is_dir(), "the album is not there: set SHOEBOX_SHARED")
class Album(Questions, unittest.TestCase):
    def test_chinese_questions_find_the_right_photos(self):
        share, wrong = self.share_right(lambda question: self.structural(question) and is_chinese(question))
        self.assertGreaterEqual(share, SHARE_WANTED, wrong)

    def test_english_questions_find_the_right_photos(self):
        share, wrong = self.share_right(lambda question: self.structural(question) and question["lang"] == "en")
        self.assertGreaterEqual(share, SHARE_WANTED, wrong)

    def test_mixed_questions_find_the_right_photos(self):
        share, wrong = self.share_right(lambda question: self.structural(question) and question["lang"] == "mixed")
        self.assertGreaterEqual(share, SHARE_WANTED, wrong)

    def test_traps_filter_nothing_that_is_meaning(self):
        share, wrong = self.share_right(lambda question: "trap" in question["kind"] and not COUNTED_APART & set(question["kind"]))
        self.assertEqual(share, 1, wrong)

    def test_questions_of_meaning_alone_have_no_filter(self):
        share, wrong = self.share_right(lambda question: not question["filtered"])
        self.assertEqual(share, 1, wrong)

    def test_persons_are_those_that_sidecars_name(self):
        with open(ALBUM / "people.jsonl", encoding="utf-8") as lines:
            tagged = {person["name"]: set(person["tagged"]) for person in map(json.loads, lines)}
        for question, answer in zip(self.questions, self.answers):
            people = question["parsed"].get("people", [])
            if "person" not in question["kind"] or len(people) != 1 or not tagged[people[0]] or question["parsed"]["not"]:
                continue
            wanted = set(question["expect"]) & tagged[people[0]]
            self.assertEqual(wanted - self.found(answer), set(), question["q"])

    def test_chips_of_time_tell_local_days(self):
        answer = self.ask(["去年在日本拍的樱花"])[0]
        chips = {chip["kind"]: chip for chip in answer["query"]["chips"]}
        self.assertEqual(chips["time"]["ranges"], [["2025-01-01", "2026-01-01"]])
        self.assertEqual(answer["query"]["meaning"], "樱花")
        self.assertEqual(chips["place"]["text"], "日本")

    def test_nothing_left_says_what_to_relax(self):
        answer = self.ask(["2023年在墨西哥的海滩"])[0]
        self.assertEqual(answer["results"], [])
        best = answer["relax"][0]
        self.assertEqual(answer["query"]["chips"][best["chip"]]["kind"], "place")
        self.assertGreater(best["total"], 100)

    def test_results_say_when_where_and_why(self):
        result = self.ask(["去年在日本拍的樱花"])[0]["results"][0]
        self.assertTrue(result["taken_at"].startswith("2025-"))
        self.assertRegex(result["place"], "日本|Japan")
        self.assertEqual([reason["kind"] for reason in result["why"]][:2], ["time", "place"])

    @classmethod
    def tearDownClass(cls):
        report = os.environ.get("SHOEBOX_ALBUM_REPORT")
        if not report:
            return
        with open(report, "w", encoding="utf-8") as file:
            for question, answer in zip(cls.questions, cls.answers):
                faults = cls("faults").faults(question, answer)
                if faults:
                    chips = [(chip["kind"], chip["canonical"], chip["negated"]) for chip in answer["query"]["chips"]]
                    file.write(json.dumps({"id": question["id"], "q": question["q"], "kind": question["kind"], "chips": chips,
                                           "meaning": answer["query"]["meaning"], **faults}, ensure_ascii=False) + "\n")


def _short(faults):
    return ", ".join(f"{len(photos)} {what}, as {photos[0]}" for what, photos in faults.items() if photos)


if __name__ == "__main__":
    unittest.main()
