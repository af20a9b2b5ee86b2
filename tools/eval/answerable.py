#!/usr/bin/env python3
"""Measures whether relevance tells questions that have an answer from those that have none.

  answerable.py CAPTIONS [--program FILE] [--per-topic 60] [--json FILE] [--filters]

CAPTIONS is a folder with captions.jsonl (val is used). For each topic below: the captions that name it are asked once of the
library without the photos that show it (a photo shows a topic when any caption of it says so), where nothing is right, and once
of the whole library. Printed: AUC of the best result's relevance; at several lines the share of questions without an answer that
show nothing above it, and the share of questions with one that keep a right photo above it (one of the topic, and the photo that
the caption was written for). Words are asked as meaning alone unless --filters.
"""
import argparse
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
TOPICS = {
    "dog": (r"\b(dogs?|pupp(y|ies))\b", "狗"), "snow": (r"\b(snow\w*|ski\w*|sled\w*)\b", "雪"),
    "water": (r"\b(pool|swim\w*|surf\w*|wave|ocean|lake|river|beach|kayak\w*|canoe)\b", "水|海|泳|浪"),
    "bike": (r"\b(bik\w*|bicycl\w*|motorcycl\w*)\b", "自行车|摩托"), "climb": (r"\b(climb\w*|rock face|cliff)\b", "攀|爬|岩"),
    "ball": (r"\b(ball|soccer|football|basketball|baseball|tennis|rugby|volleyball)\b", "球"),
    "skate": (r"\b(skateboard\w*|skat\w*)\b", "滑板|滑冰|轮滑"), "music": (r"\b(guitar\w*|music\w*|sing\w*|drum\w*|band)\b", "吉他|音乐|唱|乐队"),
    "horse": (r"\b(horses?|cow\w*|bull|rodeo)\b", "马|牛"), "car": (r"\b(cars?|truck|vehicle)\b", "汽车|赛车|卡车"),
}
LINES = [line / 20 for line in range(2, 20)]


class Library:
    """A home of its own and a folder of links, of which photos can be taken away."""

    def __init__(self, program, work, photos):
        self._program, self._home, self._folder, self._photos = program, work / "home", work / "photos", photos
        self._folder.mkdir()
        self.show(photos)

    def show(self, names):
        for name, source in self._photos.items():
            link = self._folder / name
            if name in names and not link.exists():
                os.link(source, link) if _same_device(source, self._folder) else link.write_bytes(source.read_bytes())
            elif name not in names and link.exists():
                link.unlink()
        self._run(["index", str(self._folder), "--json"])

    def ask(self, texts, options):
        """For each text its results as [(name, relevance)], best first."""
        lines = "".join(" ".join(text.split()) + "\n" for text in texts)
        output = self._run(["search", "--queries", "-", "-k", "60", "--no-fold", "--batch", "--json", *options], lines)
        answers = [json.loads(line) for line in output.splitlines()]
        return [[(pathlib.PurePath(result["path"]).name, result["relevance"]) for result in answer["results"]] for answer in answers]

    def _run(self, arguments, text=""):
        done = subprocess.run([self._program, "--home", self._home, *arguments], input=text, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"answerable: {' '.join(arguments)}: {done.stderr}")
        return done.stdout


def _same_device(a, b):
    return os.stat(a).st_dev == os.stat(b).st_dev


def auc(right, wrong):
    """How often a right one is above a wrong one; equals count half."""
    return sum((r > w) + 0.5 * (r == w) for r in right for w in wrong) / (len(right) * len(wrong))


def topic_questions(rows, topic, per_topic, chooser):
    """The photos of a topic, and (language, caption, own photo) of captions that name it, half of each language."""
    patterns = {"en": re.compile(TOPICS[topic][0], re.IGNORECASE), "zh": re.compile(TOPICS[topic][1])}
    photos, questions = set(), {"en": [], "zh": []}
    for row in rows:
        name = pathlib.PurePath(row["file"]).name
        for language, pattern in patterns.items():
            said = [caption for caption in row[language] if pattern.search(caption)]
            questions[language] += [(language, caption, name) for caption in said]
            if said:
                photos.add(name)
    return photos, [question for each in questions.values() for question in chooser.sample(each, min(per_topic // 2, len(each)))]


def measure(library, rows, photos, arguments):
    """A record a question: topic, language, best relevance without and with an answer, best right ones."""
    chooser = random.Random(7)
    options = [] if arguments.filters else ["--no-filters"]
    asked = {topic: topic_questions(rows, topic, arguments.per_topic, chooser) for topic in TOPICS}
    records = []
    for topic, (shown, questions) in asked.items():
        for (language, text, own), found in zip(questions, library.ask([text for _, text, _ in questions], options)):
            of_topic = max((relevance for name, relevance in found if name in shown), default=0)
            of_own = max((relevance for name, relevance in found if name == own), default=0)
            records.append({"topic": topic, "language": language, "text": text, "with": found[0][1] if found else 0,
                            "right": of_topic, "own": of_own})
    done = 0
    for topic, (shown, questions) in asked.items():
        library.show({name for name in photos if name not in shown})
        for found in library.ask([text for _, text, _ in questions], options):
            records[done]["without"] = found[0][1] if found else 0
            done += 1
        print(f"answerable: {topic}: {len(questions)} questions, {len(shown)} photos taken away", file=sys.stderr)
    return records


def report(records):
    def share(records, key, test):
        return sum(test(record[key]) for record in records) / len(records)

    for language in ("", "en", "zh"):
        some = [record for record in records if not language or record["language"] == language]
        print(f"{language or 'all':<4} {len(some)} questions without and with an answer, "
              f"AUC {auc([record['with'] for record in some], [record['without'] for record in some]):.3f}")
    print("line   nothing above it     a right photo above it   its own photo above it    (all / en / zh)")
    for line in LINES:
        cells = []
        for key, test in (("without", lambda value: value < line), ("right", lambda value: value >= line),
                          ("own", lambda value: value >= line)):
            groups = [records, [r for r in records if r["language"] == "en"], [r for r in records if r["language"] == "zh"]]
            cells.append(" / ".join(f"{share(group, key, test):.2f}" for group in groups))
        print(f"{line:.2f}   " + "    ".join(f"{cell:<20}" for cell in cells))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("captions", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path("build/release/shoebox"))
    parser.add_argument("--per-topic", type=int, default=60)
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="every question's numbers")
    parser.add_argument("--filters", action="store_true", help="let the captions be understood as sentences are")
    arguments = parser.parse_args()
    with open(arguments.captions / "captions.jsonl", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["split"] == "val"]
    photos = {pathlib.PurePath(row["file"]).name: arguments.captions / row["file"] for row in rows}
    with tempfile.TemporaryDirectory(prefix="shoebox-answerable-") as work:
        library = Library(arguments.program.resolve(), pathlib.Path(work), photos)
        records = measure(library, rows, photos, arguments)
    report(records)
    if arguments.json:
        arguments.json.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
