#!/usr/bin/env python3
"""shoebox parse: what a sentence is understood as, without a home; on the questions of the development album."""
import json
import os
import pathlib
import unittest
from datetime import date

from shoebox import ERROR, ShoeboxTest

ALBUM = pathlib.Path(os.environ.get("SHOEBOX_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared")) / "data/album"
NOW = "2026-11-23T12:00:00+08:00"
TIME_KEYS = {"from", "to", "ranges", "months", "monthdays", "weekdays", "hours", "moments", "holiday"}


def read_lines(name):
    with open(ALBUM / name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def in_hours(window, minute):
    begin, end = (round(hour * 60) for hour in window)
    return begin <= minute < end if begin < end else minute >= begin or minute < end


def holds(chip, taken_at):
    """Whether a time chip lets through a photo of this local time ("2024-05-03T10:00:00+08:00", a date, or None)."""
    if not taken_at:
        return False
    day, clock = taken_at[:10], taken_at[11:16]
    minute = int(clock[:2]) * 60 + int(clock[3:]) if clock else None
    tests = []
    if chip["ranges"]:
        tests.append(any((a or "0000") <= day < (b or "9999") for a, b in chip["ranges"]))
    if "hours" in chip:
        tests.append(minute is not None and any(in_hours(window, minute) for window in chip["hours"]))
    if "weekdays" in chip:
        tests.append(date.fromisoformat(day).weekday() in chip["weekdays"])
    if "moments" in chip:
        tests.append(minute is not None and any(a <= taken_at[:16] < b for a, b in chip["moments"]))
    return all(tests)


class Parse(ShoeboxTest):
    def parse(self, *arguments, **options):
        return self.run_shoebox("parse", *arguments, "--now", NOW, "--json", **options).json

    def test_needs_no_home_and_creates_nothing(self):
        answer = self.parse("去年在日本拍的樱花")
        self.assertEqual(answer["meaning"], "樱花")
        self.assertEqual([chip["kind"] for chip in answer["chips"]], ["time", "place"])
        self.assertEqual(answer["chips"][0]["ranges"], [["2025-01-01", "2026-01-01"]])
        self.assertEqual([chip["text"] for chip in answer["chips"]], ["去年", "日本"])
        self.assertFalse(self.home.exists())

    def test_shows_the_same_to_people(self):
        answer = self.run_shoebox("parse", "dogs in Paris, not at night", "--now", NOW, "--lang", "en")
        self.assertIn("Paris", answer.out)
        self.assertIn("dogs", answer.out)

    def test_reads_queries_of_both_forms(self):
        lines = '2023年\n{"q": "today", "now": "2020-02-29T08:00:00+08:00"}\n'
        first, second = self.run_shoebox("parse", "--queries", "-", "--now", NOW, text=lines).json_lines
        self.assertEqual(first["chips"][0]["ranges"], [["2023-01-01", "2024-01-01"]])
        self.assertEqual(second["chips"][0]["ranges"], [["2020-02-29", "2020-03-01"]])

    def test_tells_what_it_cannot_read(self):
        self.run_shoebox("parse", expect=ERROR)
        self.run_shoebox("parse", "today", "--now", "yesterday", expect=ERROR)
        lines = '{"q": "today", "now": "never"}\n2019\n'
        first, second = self.run_shoebox("parse", "--queries", "-", text=lines, expect=ERROR).json_lines
        self.assertIn("error", first)
        self.assertEqual(second["chips"][0]["kind"], "time")

    def test_tells_which_keys_are_no_filters(self):
        answer = self.parse("beach rating:9")
        self.assertEqual((answer["unread"], answer["meaning"], answer["chips"]), (["rating:9"], "beach rating:9", []))
        self.assertNotIn("unread", self.parse("beach rating:4"))
        self.assertIn("无法识别为筛选条件，已按文字查找：评分:九", self.run_shoebox("parse", "海边 评分:九", "--lang", "zh").out)

    def test_chips_read_back_as_themselves(self):
        for sentence in ("near Kyoto", "Paris, Texas", "索尼 A7M4 不是晚上", "「農業銀行」", "最近半年的截图"):
            for chip in self.parse(sentence)["chips"]:
                again = self.parse("--queries", "-", text=chip["canonical"] + "\n")["chips"]
                self.assertEqual(len(again), 1, chip)
                self.assertEqual(again[0]["canonical"], chip["canonical"])
                self.assertEqual(again[0]["negated"], chip["negated"])


class Album(ShoeboxTest):
    def setUp(self):
        super().setUp()
        if not (ALBUM / "queries.jsonl").is_file():
            if os.environ.get("CI"):
                self.fail(f"{ALBUM} is missing")
            self.skipTest(f"needs {ALBUM}")
        self.queries = read_lines("queries.jsonl")
        text = "".join(json.dumps({"q": query["q"], "now": query["now"]}, ensure_ascii=False) + "\n" for query in self.queries)
        self.answers = self.run_shoebox("parse", "--queries", "-", text=text).json_lines

    def check_share(self, rights):
        """(language, right?, what) of each: 98 of 100 in each language."""
        for language in ("zh", "en"):
            mine = [(right, what) for each, right, what in rights if (each == "en") == (language == "en")]
            wrong = [what for right, what in mine if not right]
            self.assertGreater(len(mine), 0)
            self.assertLessEqual(len(wrong), 0.02 * len(mine), f"{language}: {wrong}")

    def test_times_let_the_right_photos_through(self):
        photos = [(photo["path"], photo["taken_at"]) for photo in read_lines("album.jsonl")]
        rights = []
        for query, answer in zip(self.queries, self.answers):
            wanted = {key for key, value in query["parsed"].items() if value and key != "text"}
            if not query["filtered"] or not wanted <= TIME_KEYS:
                continue
            found = {path for path, taken_at in photos
                     if all(holds(chip, taken_at) != chip["negated"] for chip in answer["chips"])}
            right = found - set(query["optional"]) == set(query["expect"])
            rights.append((query["lang"], right, (query["q"], answer["chips"])))
        self.assertGreater(len(rights), 50)
        self.check_share(rights)

    def test_words_that_are_no_filter_stay_meaning(self):
        for query, answer in zip(self.queries, self.answers):
            if "person" not in query["kind"] and not query["filtered"]:
                self.assertEqual(answer["chips"], [], query["q"])
                self.assertEqual(answer["meaning"], query["parsed"]["text"])


if __name__ == "__main__":
    unittest.main()
