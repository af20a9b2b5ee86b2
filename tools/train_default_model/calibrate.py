#!/usr/bin/env python3
"""Measures how scores of a bundle are to be read, on val, and writes it into calibration.json.

  calibrate.py BUNDLE --out calibration.json [--data DATA_DIR] [--threads 2]

Three kinds of queries count the same: captions (right: their own photo), class names (right: the photo of the class, among
the class photos and val's) and everyday phrases (right: the photos whose captions have them). Right and wrong pairs are
weighed so that one in a hundred is right; then 1 / (1 + exp(-slope (score - midpoint))) is fitted by maximum likelihood
and so approximates the chance that a photo of such a score is right. Other variants in the file are kept.
"""
import argparse
import json
import pathlib

import numpy as np

from bundle import Bundle
from dataset import DATA, caption_rows, label_rows
from evaluate import Space
from phrases import is_chinese, phrase_truth

PRIOR = 0.01
WRONG_SAMPLE = 200_000                              # wrong pairs of a kind and language
LANGUAGES = ("en", "zh")


def kinds_of_queries(captions, labelled):
    """For each kind: (texts, the columns of the gallery that are right for each); the gallery is captions, then labelled."""
    pairs = [(text, [number]) for number, row in enumerate(captions) for language in LANGUAGES for text in row[language]]
    names = [(row["labels_" + language][0], [len(captions) + number]) for number, row in enumerate(labelled) for language in LANGUAGES]
    return [pairs, names, phrase_truth(captions)]


def samples(space, queries, images, language, random):
    """(scores of right pairs, scores of a sample of the wrong ones)"""
    chosen = [(text, columns) for text, columns in queries if is_chinese(text) == (language == "zh")]
    scores = space.scores([text for text, _ in chosen], images)
    is_right = np.zeros(scores.shape, bool)
    for row, (_, columns) in enumerate(chosen):
        is_right[row, columns] = True
    wrong = scores[~is_right]
    return scores[is_right], random.choice(wrong, min(WRONG_SAMPLE, len(wrong)), replace=False)


def fit_logistic(groups):
    """groups: (right, wrong) scores -> (midpoint, slope), by Newton's method; every group counts the same."""
    scores = np.concatenate([part for group in groups for part in group])
    target = np.concatenate([np.full(len(part), 1.0 - place) for group in groups for place, part in enumerate(group)])
    weight = np.concatenate([np.full(len(part), share / len(part)) for group in groups for share, part in zip((PRIOR, 1 - PRIOR), group)])
    centre, spread = np.average(scores, weights=weight), scores.std()
    x = np.stack([np.ones_like(scores), (scores - centre) / spread], 1)
    beta = np.array([np.log(PRIOR / (1 - PRIOR)), 1.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (target - chance))
        hessian = (x * (weight * chance * (1 - chance))[:, None]).T @ x
        beta = beta + np.linalg.solve(hessian + 1e-9 * np.eye(2), gradient)
    return centre - spread * beta[0] / beta[1], beta[1] / spread


def summary(groups):
    midpoint, slope = fit_logistic(groups)
    right, wrong = groups[0]                        # captions
    numbers = {"midpoint": midpoint, "slope": slope, "wrong_mean": wrong.mean(), "wrong_sd": wrong.std(),
               "wrong_p99": np.percentile(wrong, 99), "right_median": np.median(right)}
    return {name: round(float(value), 4) for name, value in numbers.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("bundle", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, default=DATA)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    bundle, random = Bundle(arguments.bundle, arguments.threads), np.random.default_rng(0)
    space, captions, labelled = Space(bundle), caption_rows(arguments.data / "captions", "val"), label_rows(arguments.data / "labelled")
    images = np.concatenate([space.images(captions), space.images(labelled)])
    # Class photos show everyday things too, so captions and phrases are compared with val's photos alone.
    galleries = (images[:len(captions)], images, images[:len(captions)])
    kinds = kinds_of_queries(captions, labelled)
    groups = {language: [samples(space, queries, gallery, language, random) for queries, gallery in zip(kinds, galleries)]
              for language in LANGUAGES}
    midpoint, slope = fit_logistic([group for language in LANGUAGES for group in groups[language]])
    entry = {"prior": PRIOR, "midpoint": round(float(midpoint), 4), "slope": round(float(slope), 4)}
    entry |= {language: summary(groups[language]) for language in LANGUAGES}
    table = json.loads(arguments.out.read_text(encoding="utf-8")) if arguments.out.exists() else {}
    arguments.out.write_text(json.dumps(table | {bundle.name: entry}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({bundle.name: entry}))


if __name__ == "__main__":
    main()
