#!/usr/bin/env python3
"""Runs the frozen towers over the data and keeps their features.

  extract_features.py --features FEATURES_DIR [--data DATA_DIR] [--only NAME ...] [--threads 2]

DATA_DIR holds captions/ and labelled/. Written (NAME is the file's stem; those that exist are kept), all float16:
  images_val_base, images_{imagenet,train}_{base,flip,crop1..}.npz    for each backbone B:
      B.cells [N, 9, 1280] (means of the last map over 3 x 3 cells), B.max [N, 1280], B.stages [N, S], B.logits [N, 1000]
  texts_{val,train}.npz    tokens [sum of lengths, 1152], ids of the same, lengths [T], owners [T] (number of the photo), chinese [T]
  texts_phrases.npz        the same for the names of the phrases (phrases.py), with their photos
  texts_labels.npz         the same for the prompts of the classes: en and zh, [1000 classes x 3 prompts] each, in this order
  classifier.npz           B.weight [1000, 1280], B.bias [1000]
"""
import argparse
import pathlib
import re
import time

import numpy as np
import onnxruntime
from onnx import TensorProto
from PIL import Image
from tokenizers import Tokenizer

from dataset import CLASSES, DATA, PROMPTS, RECIPE, VIEWS, caption_rows, flat_captions, label_rows, open_photo
from e5_file import E5File
from e5_tower import FEATURES, PAD_ID, POOLED_LAYERS, add_encoder, add_ids_and_mask
from efficientnet_lite import (
    CHANNELS,
    IMAGE_SIZE,
    PIXEL_MEAN,
    PIXEL_STD,
    VARIANTS,
    add_backbone,
    add_pooling,
    add_stage_pooling,
    classifier,
)
from graph import Graph
from legacy_torch_file import read_state_dict
from phrases import find_photos, frequent_phrases, read_phrases
from pinned_packages import BACKBONES, E5_PACKAGE, default_cache, read_weights
from sentencepiece_tokenizer import read_kept_pieces, tokenizer_json

CROP_SEED = 485
BATCH_IMAGES, BATCH_TEXTS = 16, 64
PARTS = {"cells": ["N", 9, CHANNELS], "max": ["N", CHANNELS], "stages": ["N", "S"], "logits": ["N", CLASSES]}


def image_feature_graph(weights):
    """weights: {variant: state dict} -> the bytes of a graph with the outputs B.cells, B.max, B.stages, B.logits."""
    graph, outputs = Graph(), []
    for variant, state in weights.items():
        last_map, stage_maps = add_backbone(graph, state, "image", variant)
        cells = graph.add("AveragePool", last_map, kernel_shape=[3, 3], strides=[3, 3])
        cells = graph.add("Reshape", cells, graph.integers(0, CHANNELS, 9))
        graph.add("Transpose", cells, perm=[0, 2, 1], output=variant.name + ".cells")
        graph.add("ReduceMax", last_map, axes=[2, 3], keepdims=0, output=variant.name + ".max")
        graph.add("Identity", add_stage_pooling(graph, stage_maps), output=variant.name + ".stages")
        weight, bias = (graph.constant(f"{variant.name}.fc{place}", part)
                        for place, part in enumerate(classifier(state)))
        pooled = add_pooling(graph, last_map)
        graph.add("Gemm", pooled, weight, bias, output=variant.name + ".logits", transB=1)
        outputs += [(f"{variant.name}.{part}", TensorProto.FLOAT, shape) for part, shape in PARTS.items()]
    side = IMAGE_SIZE
    return graph.serialize([("image", TensorProto.FLOAT, ["N", 3, side, side])], outputs)


def text_feature_graph(e5, kept_pieces):
    """The bytes of a graph: text int32 [N, L] -> the token states of the pooled layers, [N, L, 1152]."""
    graph = Graph()
    ids, mask = add_ids_and_mask(graph, "text")
    states = add_encoder(graph, e5, kept_pieces, ids, mask)
    graph.add("Concat", *(states[layer - 1] for layer in POOLED_LAYERS), output="states", axis=-1)
    return graph.serialize([("text", TensorProto.INT32, ["N", "L"])], [("states", TensorProto.FLOAT, ["N", "L", FEATURES])])


class Towers:
    """The frozen towers. Texts go through the bundle's own graph, int8 activations and all."""

    def __init__(self, cache, threads):
        self.image_weights = {
            variant: read_state_dict(read_weights(BACKBONES[variant.name], cache)) for variant in VARIANTS}
        e5 = E5File(read_weights(E5_PACKAGE, cache))
        kept_pieces = read_kept_pieces(RECIPE / "kept_pieces.bin", e5)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._image = onnxruntime.InferenceSession(image_feature_graph(self.image_weights), options)
        self._text = onnxruntime.InferenceSession(text_feature_graph(e5, kept_pieces), options)
        self._tokenizer = Tokenizer.from_str(tokenizer_json(e5, kept_pieces))

    def images(self, paths, view):
        """-> {B.part: float16 [N, ...]}"""
        random = np.random.default_rng([CROP_SEED, VIEWS.index(view)])
        names, results = [value.name for value in self._image.get_outputs()], []
        for begin in range(0, len(paths), BATCH_IMAGES):
            pixels = np.stack([squashed(change(open_photo(path), view, random)) for path in paths[begin:begin + BATCH_IMAGES]])
            results.append([part.astype(np.float16) for part in self._image.run(names, {"image": pixels})])
        return {name: np.concatenate(parts) for name, parts in zip(names, zip(*results))}

    def texts(self, texts):
        """-> {tokens, ids, lengths}; texts of similar length share a batch."""
        ids = [np.array(encoding.ids, np.int32) for encoding in self._tokenizer.encode_batch(texts)]
        lengths = np.array([len(row) for row in ids])
        order, ends = np.argsort(lengths, kind="stable"), np.cumsum(lengths)
        tokens = np.zeros((ends[-1], FEATURES), np.float16)
        for begin in range(0, len(order), BATCH_TEXTS):
            chosen = order[begin:begin + BATCH_TEXTS]
            batch = np.full((len(chosen), lengths[chosen[-1]]), PAD_ID, np.int32)
            for row, index in enumerate(chosen):
                batch[row, :lengths[index]] = ids[index]
            for row, index in zip(self._text.run(None, {"text": batch})[0], chosen):
                tokens[ends[index] - lengths[index]:ends[index]] = row[:lengths[index]]
        return {"tokens": tokens, "ids": np.concatenate(ids), "lengths": lengths}

    def chinese_pieces(self, text):
        """The pieces of a text that are Chinese characters only, words or so."""
        pieces = (piece.replace("\u2581", "") for piece in self._tokenizer.encode(text).tokens[1:-1])
        return [piece for piece in pieces if re.fullmatch("[\u4e00-\u9fff]+", piece)]


def change(photo, view, random):
    """A view of a photo for training: base, flip, or crop (45 to 90 % of the area, often mirrored, brighter or darker)."""
    if view == "flip":
        return photo.transpose(Image.FLIP_LEFT_RIGHT)
    if not view.startswith("crop"):
        return photo
    width, height = photo.size
    side = random.uniform(0.45, 0.9) ** 0.5
    stretched = side * random.uniform(0.85, 1.18)
    crop_width, crop_height = int(width * min(1, side)), int(height * min(1, stretched))
    left, top = random.integers(0, width - crop_width + 1), random.integers(0, height - crop_height + 1)
    photo = photo.crop((left, top, left + crop_width, top + crop_height))
    if random.random() < 0.5:
        photo = photo.transpose(Image.FLIP_LEFT_RIGHT)
    gain = random.uniform(0.75, 1.25)
    return photo.point(lambda value: min(255, int(value * gain)))


def squashed(photo):
    """A photo as the image tower wants it: float32 [3, 260, 260]."""
    side = IMAGE_SIZE
    pixels = np.asarray(photo.resize((side, side), Image.BICUBIC), np.float32)
    return ((pixels - PIXEL_MEAN) / PIXEL_STD).transpose(2, 0, 1)


def caption_file(towers, rows):
    texts, owners, chinese = flat_captions(rows)
    return towers.texts(texts) | {"owners": owners, "chinese": chinese}


def phrase_file(towers, rows):
    """The features of all names, and for each name its phrase; the photos of a phrase are photo[ends[i - 1]:ends[i]]."""
    phrases = read_phrases()
    find_photos(phrases, rows)
    phrases += frequent_phrases(rows, towers.chinese_pieces)
    names = [(name, number) for number, phrase in enumerate(phrases) for name in phrase.names()]
    shares = [pair for phrase in phrases for pair in sorted(phrase.photos.items())]
    return towers.texts([name for name, _ in names]) | {
        "phrase": np.array([number for _, number in names]),
        "chinese": np.array([not name.isascii() for name, _ in names]),
        "ends": np.cumsum([len(phrase.photos) for phrase in phrases]),
        "photo": np.array([photo for photo, _ in shares]), "share": np.array([share for _, share in shares], np.float32)}


def label_file(towers, rows):
    """The first name of each class, in 3 prompts a language."""
    return towers.texts([prompt.format(row["labels_" + language][0])
                         for language in PROMPTS for row in rows for prompt in PROMPTS[language]])


def classifier_file(towers):
    return {f"{variant.name}.{part}": array for variant, state in towers.image_weights.items()
            for part, array in zip(("weight", "bias"), classifier(state))}


def jobs_of(data, towers):
    """{name of a file: what makes its content}, in the order in which they are made."""
    train, val = (caption_rows(data / "captions", split) for split in ("train", "val"))
    labelled = label_rows(data / "labelled")
    jobs = {
        "classifier": lambda: classifier_file(towers),
        "texts_labels": lambda: label_file(towers, labelled),
        "texts_val": lambda: caption_file(towers, val),
        "images_val_base": lambda: towers.images([row["path"] for row in val], "base"),
        "images_imagenet_base": lambda: towers.images([row["path"] for row in labelled], "base"),
        "texts_phrases": lambda: phrase_file(towers, train),
        "texts_train": lambda: caption_file(towers, train),
    }
    for view in VIEWS:
        jobs[f"images_train_{view}"] = lambda view=view: towers.images([row["path"] for row in train], view)
        jobs[f"images_imagenet_{view}"] = lambda view=view: towers.images([row["path"] for row in labelled], view)
    return jobs


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=pathlib.Path, default=DATA)
    parser.add_argument("--features", type=pathlib.Path, required=True)
    parser.add_argument("--only", nargs="*", help="names of the files to make, without .npz")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cache", type=pathlib.Path, default=default_cache())
    arguments = parser.parse_args()
    arguments.features.mkdir(parents=True, exist_ok=True)
    for name, job in jobs_of(arguments.data, Towers(arguments.cache, arguments.threads)).items():
        path = arguments.features / (name + ".npz")
        if path.exists() or (arguments.only and name not in arguments.only):
            continue
        begin = time.time()
        content = job()
        partial = path.with_suffix(".part.npz")
        np.savez(partial, **content)
        partial.rename(path)
        print(f"{name}: {time.time() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    main()
