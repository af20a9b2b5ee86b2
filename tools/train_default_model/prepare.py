#!/usr/bin/env python3
"""Writes what training needs beside the photos: the towers' weights and the texts.

  prepare.py --prepared PREPARED_DIR [--data DATA_DIR] [--cache DIR]

DATA_DIR holds captions/ and labelled/. Written:
  towers.npz    the weights by their names in the bundle's graphs (batch normalisation folded in, float16 and 4-bit), word
                embeddings of the texts' pieces only, and B.classifier.weight [1000, 1280], .bias [1000] of each backbone B
  texts.npz     SET.ids [sum of lengths] (rows of those embeddings), SET.lengths [T]; and beside them for the SET
      train, val    captions: owners [T] (number of the photo), chinese [T]
      labels        prompts of the classes: en and zh, [1000 classes x 3 prompts] each, in this order
      phrases       names of phrases (phrases.py): phrase [T], chinese [T]; a phrase's photos of train are photo[ends[p - 1]:ends[p]],
                    with the share of their captions that name it
      queries       names that some val photos show: chinese [T], ends, photo
"""
import argparse
import pathlib
import re

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper
from tokenizers import Tokenizer

from dataset import DATA, PROMPTS, RECIPE, caption_rows, flat_captions, label_rows
from e5_file import E5File
from e5_tower import add_encoder, add_ids_and_mask
from efficientnet_lite import IMAGE_SIZE, VARIANTS, add_backbone, classifier
from graph import Graph
from legacy_torch_file import read_state_dict
from phrases import find_photos, frequent_phrases, is_chinese, phrase_truth, read_phrases
from pinned_packages import BACKBONES, E5_PACKAGE, default_cache, read_weights
from sentencepiece_tokenizer import CONTEXT_LENGTH, SPECIAL_PIECES, read_kept_pieces, tokenizer_json

EMBEDDINGS = ("emb.word.nibbles", "emb.word.scales")


def initializers(model):
    """Bytes of a model -> {name: array} of its weights; the builder's unnamed constants are left out."""
    tensors = onnx.load_from_string(model).graph.initializer
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in tensors if "." in tensor.name and tensor.dims}


def image_weights(states):
    """states: {variant: state dict}"""
    graph, image = Graph(), ("image", TensorProto.FLOAT, ["N", 3, IMAGE_SIZE, IMAGE_SIZE])
    maps = [add_backbone(graph, state, "image", variant)[0] for variant, state in states.items()]
    weights = initializers(graph.serialize([image], [(name, TensorProto.FLOAT, ["N", "C", "H", "W"]) for name in maps]))
    for variant, state in states.items():
        weights |= {f"{variant.name}.classifier.{part}": array for part, array in zip(("weight", "bias"), classifier(state))}
    return weights


def text_weights(e5, kept_pieces):
    graph = Graph()
    ids, mask = add_ids_and_mask(graph, "text")
    last = add_encoder(graph, e5, kept_pieces, ids, mask)[-1]
    return initializers(graph.serialize([("text", TensorProto.INT32, ["N", "L"])], [(last, TensorProto.FLOAT, ["N", "L", "H"])]))


class Texts:
    """Collects sets of texts as ids."""

    def __init__(self, e5, kept_pieces):
        self._tokenizer = Tokenizer.from_str(tokenizer_json(e5, kept_pieces))
        self._tokenizer.enable_truncation(max_length=CONTEXT_LENGTH)
        self.arrays = {}

    def add(self, name, texts, **arrays):
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        arrays |= {"ids": np.concatenate(ids).astype(np.int32), "lengths": np.array([len(row) for row in ids])}
        self.arrays |= {f"{name}.{part}": array for part, array in arrays.items()}

    def chinese_pieces(self, text):
        """The pieces of a text that are Chinese characters only, words or so."""
        pieces = (piece.replace("\u2581", "") for piece in self._tokenizer.encode(text).tokens[1:-1])
        return [piece for piece in pieces if re.fullmatch("[\u4e00-\u9fff]+", piece)]

    def renumber(self):
        """Numbers the pieces that occur, special ones first, without gaps -> their old numbers."""
        sets = [name for name in self.arrays if name.endswith(".ids")]
        used = np.unique(np.concatenate([np.arange(len(SPECIAL_PIECES)), *(self.arrays[name] for name in sets)]))
        self.arrays |= {name: np.searchsorted(used, self.arrays[name]).astype(np.int32) for name in sets}
        return used


def add_texts(texts, train, val, labelled):
    """train, val, labelled: rows"""
    for name, rows in (("train", train), ("val", val)):
        captions, owners, chinese = flat_captions(rows)
        texts.add(name, captions, owners=owners, chinese=chinese)
    texts.add("labels", [prompt.format(row["labels_" + language][0])
                         for language in PROMPTS for row in labelled for prompt in PROMPTS[language]])
    phrases = read_phrases()
    find_photos(phrases, train)
    phrases += frequent_phrases(train, texts.chinese_pieces)
    names = [(name, number) for number, phrase in enumerate(phrases) for name in phrase.names()]
    shares = [pair for phrase in phrases for pair in sorted(phrase.photos.items())]
    texts.add("phrases", [name for name, _ in names], phrase=np.array([number for _, number in names]),
              chinese=np.array([is_chinese(name) for name, _ in names]),
              ends=np.cumsum([len(phrase.photos) for phrase in phrases]),
              photo=np.array([photo for photo, _ in shares]), share=np.array([share for _, share in shares], np.float32))
    queries = phrase_truth(val)
    texts.add("queries", [name for name, _ in queries], chinese=np.array([is_chinese(name) for name, _ in queries]),
              ends=np.cumsum([len(photos) for _, photos in queries]), photo=np.concatenate([photos for _, photos in queries]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--prepared", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, default=DATA)
    parser.add_argument("--cache", type=pathlib.Path, default=default_cache())
    arguments = parser.parse_args()
    arguments.prepared.mkdir(parents=True, exist_ok=True)
    e5 = E5File(read_weights(E5_PACKAGE, arguments.cache))
    kept_pieces = read_kept_pieces(RECIPE / "kept_pieces.bin", e5)
    texts = Texts(e5, kept_pieces)
    train, val = (caption_rows(arguments.data / "captions", split) for split in ("train", "val"))
    add_texts(texts, train, val, label_rows(arguments.data / "labelled"))
    used = texts.renumber()
    weights = text_weights(e5, kept_pieces)
    weights |= {name: weights[name][used] for name in EMBEDDINGS}
    states = {variant: read_state_dict(read_weights(BACKBONES[variant.name], arguments.cache)) for variant in VARIANTS}
    weights |= image_weights(states)
    np.savez(arguments.prepared / "towers.npz", **weights)
    np.savez_compressed(arguments.prepared / "texts.npz", **texts.arrays)


if __name__ == "__main__":
    main()
