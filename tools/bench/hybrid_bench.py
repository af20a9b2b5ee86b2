#!/usr/bin/env python3
"""Measures sentences with filters over a synthetic library, in one warm process, as the server answers them.

  hybrid_bench.py [--program FILE] [--model FOLDER] [--photos 100000] [--repeat 10] [--out FILE]

The library is made from an empty one of the program: rows of photos (twenty years, fifty cameras) and random unit vectors of
the model's size, no picture files. For filters that let 0.01 %, 1 %, 50 % and everything through it prints p50 and p95 of the
time a question takes (and of parse + filter in it), recall of the first 12 against brute force, and, beside it, the recall of
filtering the 100 nearest afterwards, as simple tools do. Needs numpy, onnxruntime and tokenizers for the brute force.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import sqlite3
import subprocess
import sys
import tempfile

import numpy as np

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "train_default_model"))
from bundle import Bundle  # noqa: E402

SHOWN, POST_FILTERED, YEARS = 12, 100, 20
FIRST_DAY = datetime.date(2004, 1, 1)
WORDS = ["dogs", "a red car", "海边的狗", "birthday cake", "雪山", "people dancing", "flowers", "an old house"]
# (name, sentence, what passes of (days since FIRST_DAY, hour))
DAY, SPRING, LATE = datetime.date(2019, 3, 5), (datetime.date(2019, 3, 1), datetime.date(2019, 5, 13)), datetime.date(2014, 1, 1)
LEVELS = [("0.01 %", "{} on 2019-03-05 at night", lambda day, hour: (day == _days(DAY)) & ((hour >= 18) | (hour < 5))),
          ("1 %", "{} between 2019-03-01 and 2019-05-12", lambda day, hour: (day >= _days(SPRING[0])) & (day < _days(SPRING[1]))),
          ("50 %", "{} since 2014", lambda day, hour: day >= _days(LATE)),
          ("100 %", "{}", lambda day, hour: day >= 0)]


def _days(date):
    return (date - FIRST_DAY).days


def make_library(program, home, photos, dimension):
    """-> days, hours and vectors by slot."""
    random = np.random.default_rng(1)
    empty = home.parent / "empty"
    empty.mkdir()
    subprocess.run([program, "--home", home, "--quiet", "index", empty], check=True)
    days = (np.arange(photos) * (365.25 * YEARS) / photos).astype(int)
    hours = random.integers(0, 24, photos)
    vectors = random.standard_normal((photos, dimension), np.float32)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    database = sqlite3.connect(home / "shoebox.db")
    with database:
        root = database.execute("SELECT id FROM root").fetchone()[0]
        database.execute("UPDATE counter SET value = value + 1 WHERE name = 'commit'")
        commit = database.execute("SELECT value FROM counter WHERE name = 'commit'").fetchone()[0]
        number = database.execute("SELECT id FROM space WHERE active = 1").fetchone()[0]
        database.execute("UPDATE counter SET value = ? WHERE name = 'slot'", (photos,))
        folder = database.execute("INSERT INTO folder(root_id, path) VALUES(?, ?)", (root, b"2019")).lastrowid
        for slot in range(photos):
            day = FIRST_DAY + datetime.timedelta(days=int(days[slot]))
            taken = f"{day}T{hours[slot]:02}:{slot % 60:02}:00"
            database.execute("INSERT INTO photo(id, slot, present, kind, added_at, commit_seq, format, width, height, taken_local, "
                             "taken_precision, taken_is_utc, taken_source, make, model, place_stale) "
                             "VALUES(?, ?, 1, 1, 0, ?, 'jpeg', 4000, 3000, ?, 4, 0, 'exif:DateTimeOriginal', ?, ?, 0)",
                             (slot + 1, slot, commit, taken, ("Canon", "SONY")[slot % 2], f"Model {slot % 50}"))
            database.execute("INSERT INTO file(folder_id, name, photo_id, size, mtime, content_hash, pixel_hash, format, width, height, "
                             "metadata_version) VALUES(?, ?, ?, 1, 1, ?, ?, 'jpeg', 4000, 3000, 9)",
                             (folder, f"IMG_{slot:06}.jpg".encode(), slot + 1, slot.to_bytes(16, "big"), slot.to_bytes(16, "big")))
            database.execute("INSERT INTO embedding(space_id, photo_id, commit_seq, vector) VALUES(?, ?, ?, ?)",
                             (number, slot + 1, commit, vectors[slot].tobytes()))
    database.close()
    return days, hours, vectors


def ask(program, home, sentences, k):
    done = subprocess.run([program, "--home", home, "search", "--queries", "-", "-k", str(k), "--no-fold", "--json"],
                          input="".join(sentence + "\n" for sentence in sentences), capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(sentences) or any("error" in answer for answer in answers):
        raise SystemExit(f"hybrid_bench: {done.stderr}{done.stdout[:500]}")
    return answers


def recall(found, right):
    return len(set(found) & set(right)) / len(right) if len(right) else 1.0


def measure(level, program, home, library, texts, repeat):
    days, hours, vectors = library
    name, sentence, passes = level
    passing = np.flatnonzero(passes(days, hours))
    # One process: the first questions open the index and the model, and are left out.
    answers = ask(program, home, [sentence.format(words) for words in WORDS * (repeat + 1)], SHOWN)
    timed = [answer["took_ms"] for answer in answers[len(WORDS):]]
    own, after = [], []
    for answer, vector in zip(answers, texts):
        scores = vectors.astype(np.float32) @ vector
        right = passing[np.argsort(-scores[passing], kind="stable")[:SHOWN]]
        own.append(recall([result["photo_id"] - 1 for result in answer["results"]], right))
        nearest = np.argsort(-scores, kind="stable")[:POST_FILTERED]
        after.append(recall([slot for slot in nearest if slot in set(passing)][:SHOWN], right))
    total, understood = [each["total"] for each in timed], [each["parse"] + each["filter"] for each in timed]
    return {"selectivity": name, "passing": len(passing), "of": len(days), "answered": answers[0]["total"],
            "p50_ms": _at(total, 50), "p95_ms": _at(total, 95), "parse_filter_p50_ms": _at(understood, 50),
            "parse_filter_p95_ms": _at(understood, 95), "encode_p50_ms": _at([each["encode"] for each in timed], 50),
            "index_p50_ms": _at([each["index"] for each in timed], 50), "rank_p50_ms": _at([each["rank"] for each in timed], 50),
            "recall": round(float(np.mean(own)), 4), "recall_post_filtering_100": round(float(np.mean(after)), 4)}


def _at(values, percentile):
    return round(float(np.percentile(values, percentile)), 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path("build/release/shoebox"))
    parser.add_argument("--model", type=pathlib.Path, default=pathlib.Path(".deps/default-model"))
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--out", type=pathlib.Path)
    arguments = parser.parse_args()
    program, bundle = arguments.program.resolve(), Bundle(arguments.model)
    texts = bundle.texts(WORDS)
    with tempfile.TemporaryDirectory(prefix="shoebox-hybrid-") as work:
        home = pathlib.Path(work) / "home"
        library = make_library(program, home, arguments.photos, texts.shape[1])
        ask(program, home, ["warm up"], SHOWN)
        rows = [measure(level, program, home, library, texts, arguments.repeat) for level in LEVELS]
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")), "")
    result = {"machine": {"cpu": cpu, "cores": os.cpu_count(), "load": os.getloadavg()[0], "system": platform.platform()},
              "photos": arguments.photos, "dimension": texts.shape[1], "rows": rows}
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    print(text, end="")
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
