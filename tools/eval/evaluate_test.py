#!/usr/bin/env python3
"""script/eval's numbers are right: the measures by hand-counted cases, the whole with a program of known answers."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import measures  # noqa: E402
import times  # noqa: E402
from sentences import SENTENCES, truth  # noqa: E402

# Stands for shoebox: knows each photo by the text in its file, and answers with the photos in order of shared words.
FAKE = '''#!/usr/bin/env python3
import json, pathlib, sys
arguments = sys.argv[1:]
home = pathlib.Path(arguments[arguments.index("--home") + 1])
if "index" in arguments:
    home.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(arguments[arguments.index("index") + 1])
    photos = {str(p): p.read_text().split() for p in sorted(folder.rglob("*")) if p.is_file()}
    (home / "photos.json").write_text(json.dumps(photos))
    print(json.dumps({"seen": len(photos), "skipped": [{"path": p, "error": "damaged"} for p in photos if "damaged" in p]}))
    raise SystemExit
assert "--queries" in arguments and "--no-filters" in arguments and "--no-fold" in arguments and "--json" in arguments
k = int(arguments[arguments.index("-k") + 1])
photos = json.loads((home / "photos.json").read_text())
for line in sys.stdin:
    words = set(line.split())
    order = sorted(photos, key=lambda p: -len(words & set(photos[p])))
    print(json.dumps({"model": "fake", "results": [{"path": p} for p in order[:k]]}))
'''


class Measures(unittest.TestCase):
    rankings = [["a", "b", "c"], ["b", "c", "a"]]

    def test_recall_counts_questions_whose_photo_is_among_the_first(self):
        self.assertEqual(measures.recall_at(self.rankings, [{"a"}, {"a"}], 1), 0.5)
        self.assertEqual(measures.recall_at(self.rankings, [{"a"}, {"a"}], 2), 0.5)
        self.assertEqual(measures.recall_at(self.rankings, [{"a"}, {"a"}], 3), 1.0)

    def test_precision_divides_by_the_places_shown(self):
        self.assertEqual(measures.precision_at(self.rankings, [{"a", "c"}, {"x"}], 2), 0.25)
        self.assertEqual(measures.precision_ceiling([{"a", "c"}, {"x"}], 2), 0.75)

    def test_r_precision_looks_as_deep_as_there_are_right_photos(self):
        self.assertEqual(measures.r_precision(self.rankings, [{"a", "c"}, {"b"}]), 0.75)

    def test_random_order_gives_the_share_of_right_photos(self):
        self.assertEqual(measures.random_precision([{"a"}, {"a", "b", "c"}], 10), 0.2)
        self.assertEqual(measures.random_recall(1000, 10), 0.01)
        self.assertEqual(measures.random_recall(5, 10), 1.0)


class Sentences(unittest.TestCase):
    def rule(self, name):
        return next(sentence for sentence in SENTENCES if sentence.name == name)

    def test_rule_wants_every_pattern_and_no_excluded_one(self):
        captions = {"right": ["A brown dog .", "It runs on the beach ."], "cat": ["A brown cat runs on the beach"],
                    "black": ["A black dog runs on the beach"]}
        self.assertEqual(truth(self.rule("golden dog on the beach"), captions), {"right"})
        self.assertEqual(truth(self.rule("bicycle"), {"a": ["A man on a bike"], "b": ["A man on a dirt bike"]}), {"a"})

    def test_names_are_unique_and_both_languages_are_there(self):
        self.assertEqual(len({sentence.name for sentence in SENTENCES}), len(SENTENCES))
        for sentence in SENTENCES:
            self.assertTrue(sentence.en and any(ord(character) > 0x2E80 for character in sentence.zh), sentence)


class Whole(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = self.folder / "fake"
        self.program.write_text(FAKE)
        self.program.chmod(0o755)

    def write(self, folder, name, rows, contents):
        (self.folder / folder).mkdir(exist_ok=True)
        (self.folder / folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
        for file, text in contents.items():
            (self.folder / folder / file).write_text(text)

    def run_eval(self, folder, *options):
        done = subprocess.run([sys.executable, HERE / "evaluate.py", self.folder / folder, "--program", self.program, *options],
                              capture_output=True, text=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        return done

    def results(self, folder, *options):
        done = self.run_eval(folder, "--json", "-", *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["results"]

    def write_captions(self):
        self.write("captions", "captions.jsonl", [
            {"file": "a.jpg", "en": ["red dog", "dog"], "zh": ["红 狗"], "split": "val", "source": "s"},
            {"file": "b.jpg", "en": ["someone playing guitar"], "zh": ["吉他"], "split": "val", "source": "s"},
            {"file": "c.jpg", "en": ["never"], "zh": ["不"], "split": "train", "source": "s"}],
            {"a.jpg": "red 狗", "b.jpg": "dog guitar", "c.jpg": "red dog 狗 红"})

    def test_captions_are_scored_per_language_on_the_split_alone(self):
        self.write_captions()
        english, chinese = [r for r in self.results("captions") if r["measure"] == "captions"]
        self.assertEqual((english["photos"], english["queries"], english["model"]), (2, 3, "fake"))
        # "red dog": a and b share one word each, a comes first; "dog": b comes first; "… guitar": b comes first.
        self.assertAlmostEqual(english["R@1"], 2 / 3)
        self.assertEqual(english["R@5"], 1)
        self.assertEqual(english["random"]["R@1"], 0.5)
        self.assertEqual(chinese["language"], "zh")
        self.assertEqual(chinese["R@1"], 0.5)               # "吉他" has no match, so a comes first

    def test_sentences_without_a_right_photo_are_left_out(self):
        self.write_captions()
        sentences = [r for r in self.results("captions") if r["measure"] == "sentence"]
        self.assertEqual({r["name"] for r in sentences}, {"guitar"})
        english = next(r for r in sentences if r["language"] == "en")
        self.assertEqual((english["R-precision"], english["random"]["R-precision"]), (1, 0.5))

    def test_labels_are_scored_with_what_is_possible(self):
        self.write("labels", "labels.jsonl", [
            {"file": "a.jpg", "labels_en": ["dog"], "labels_zh": ["狗"], "source": "l", "split": "train"},
            {"file": "b.jpg", "labels_en": ["dog", "cat"], "labels_zh": ["狗", "猫"], "source": "l", "split": "train"}],
            {"a.jpg": "dog", "b.jpg": "nothing"})
        english = self.results("labels")[0]
        # dog: a then b, both right; cat: a first, wrong.
        self.assertEqual((english["R-precision"], english["queries"]), (0.5, 2))
        self.assertAlmostEqual(english["P@12"], (2 / 12 + 1 / 12) / 2)
        self.assertAlmostEqual(english["P@12_possible"], (2 / 12 + 1 / 12) / 2)

    def test_table_shows_numbers_beside_chance(self):
        self.write_captions()
        lines = self.run_eval("captions").stdout
        self.assertIn("captions s", lines)
        self.assertRegex(lines, r"R@1 +66\.7 \(50\.0\)")

    def test_photo_that_cannot_be_read_stops_the_measure(self):
        self.write("bad", "labels.jsonl", [{"file": "damaged.jpg", "labels_en": ["dog"], "source": "l"}], {"damaged.jpg": "dog"})
        done = self.run_eval("bad")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("could not be read", done.stderr)

    def test_folder_without_truth_is_refused(self):
        (self.folder / "empty").mkdir()
        done = self.run_eval("empty")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("neither captions.jsonl nor labels.jsonl", done.stderr)


class Times(unittest.TestCase):
    def right(self, words, expected, **chip):
        case = times.Case("group", words, "2016-11-07T12:00", words, expected)
        return times.right(case, [{"canonical": "", "ranges": [], **chip}])

    def test_a_day_is_right_when_it_is_one_of_the_ranges(self):
        may = {"date": "2016-05-03"}
        self.assertTrue(self.right("may 3", may, ranges=[["2015-05-03", "2015-05-04"], ["2016-05-03", "2016-05-04"]]))
        self.assertFalse(self.right("may 3", may, ranges=[["2016-05-01", "2016-06-01"]]))
        self.assertFalse(self.right("may 3", may, ranges=[[None, "2016-05-04"]]))
        self.assertFalse(self.right("may 3", may))

    def test_what_the_rules_say_is_right(self):
        self.assertTrue(self.right("two years ago", {"date": "2014-11-07"}, ranges=[["2014-01-01", "2015-01-01"]]))
        self.assertTrue(self.right("friday", {"date": "2016-11-04"}, weekdays=[4]))
        self.assertFalse(self.right("friday", {"date": "2016-11-04"}, weekdays=[5]))
        span = {"startDate": "2016-01-01", "endDate": "2018-01-01"}
        self.assertTrue(self.right("2016 to 2018", span, ranges=[["2016-01-01", "2019-01-01"]]))
        self.assertFalse(self.right("2016 to 2018", span, ranges=[["2016-01-01", "2017-01-01"]]))

    def test_clocks_go_over_midnight(self):
        self.assertTrue(self.right("night", {"startTime": "20:00:00"}, hours=[[18, 5]]))
        self.assertFalse(self.right("night", {"startTime": "12:00:00"}, hours=[[18, 5]]))

    def test_what_the_suite_cannot_resolve_is_left_out(self):
        self.assertIsNone(self.right("february 30", {"date": "0001-01-01"}))


if __name__ == "__main__":
    unittest.main()
