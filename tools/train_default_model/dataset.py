"""The data folders: captions.jsonl (file, en, zh, split, source) and labels.jsonl (file, labels_en, labels_zh, source)."""
import json
import pathlib
import sys

import numpy as np
from PIL import Image

TOOLS = pathlib.Path(__file__).resolve().parent.parent
RECIPE = TOOLS / "default_model"
DATA = TOOLS.parent.parent / "shared" / "data"
sys.path.insert(0, str(RECIPE))                     # the modules of the bundle are used in training too

CLASSES = 1000                                      # of ImageNet; labelled/ has one photo of each, in the order of their ids
PROMPTS = {"en": ["{}", "a photo of a {}", "{} in a photo"], "zh": ["{}", "一张{}的照片", "照片里有{}"]}


def read_jsonl(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def caption_rows(folder, split=None):
    """Rows of captions.jsonl, with path; one split of them if named."""
    rows = [row for row in read_jsonl(folder / "captions.jsonl") if split is None or row["split"] == split]
    return [row | {"path": folder / row["file"]} for row in rows]


def label_rows(folder):
    """Rows of labels.jsonl, with path, by file name: for ImageNet that is the order of the classes."""
    rows = sorted(read_jsonl(folder / "labels.jsonl"), key=lambda row: row["file"])
    return [row | {"path": folder / row["file"]} for row in rows]


def flat_captions(rows):
    """(texts, number of the photo of each, is it Chinese)"""
    flat = [(text, number, language == "zh") for number, row in enumerate(rows) for language in ("en", "zh")
            for text in row[language]]
    texts, owners, chinese = zip(*flat)
    return list(texts), np.array(owners), np.array(chinese)


def open_photo(path):
    return Image.open(path).convert("RGB")
