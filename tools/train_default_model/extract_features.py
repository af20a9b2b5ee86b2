#!/usr/bin/env python3
"""Runs the frozen towers over the data and keeps their features.

  extract_features.py --data DATA_DIR --features FEATURES_DIR [--only NAME ...] [--threads 2]

DATA_DIR holds captions/ and labelled/. Written (NAME is the file's stem; those that exist are kept):
  images_{val,imagenet,train}_base, images_train_{flip,crop1}.npz    features float32 [N, 2992], logits float32 [N, 1000]
  texts_{val,train}.npz        features float16 [T, 1152], owners [T] (number of the photo), chinese [T]
  texts_labels.npz             en, zh float16 [1000, 3, 1152]: the prompts of each class
  classifier.npz               weight [1000, 1280], bias [1000]
"""
import argparse
import pathlib
import time

import numpy as np
import onnxruntime
from onnx import TensorProto
from PIL import Image
from tokenizers import Tokenizer

import e5_tower
import efficientnet_lite
from dataset import PROMPTS, RECIPE, caption_rows, flat_captions, label_rows, open_photo
from e5_file import E5File
from graph import Graph
from legacy_torch_file import read_state_dict
from pinned_packages import E5, EFFICIENTNET, default_cache, read_weights
from sentencepiece_tokenizer import read_kept_pieces, tokenizer_json

CROP_SEED = 485
BATCH_IMAGES, BATCH_TEXTS = 32, 64


def image_feature_graph(weights):
    graph, side = Graph(), efficientnet_lite.IMAGE_SIZE
    last_map, stage_maps = efficientnet_lite.add_backbone(graph, weights, "image")
    pooled = efficientnet_lite.add_pooling(graph, last_map)
    graph.add("Concat", pooled, efficientnet_lite.add_stage_pooling(graph, stage_maps), output="features", axis=1)
    weight, bias = efficientnet_lite.classifier(weights)
    graph.add("Gemm", pooled, graph.constant("fc.weight", weight), graph.constant("fc.bias", bias), output="logits", transB=1)
    return graph.serialize([("image", TensorProto.FLOAT, ["N", 3, side, side])],
                           [("features", TensorProto.FLOAT, ["N", efficientnet_lite.FEATURES]),
                            ("logits", TensorProto.FLOAT, ["N", len(bias)])])


def text_feature_graph(e5, kept_pieces):
    graph = Graph()
    ids, mask = e5_tower.add_ids_and_mask(graph, "text")
    layers = e5_tower.add_pooling(graph, e5_tower.add_encoder(graph, e5, kept_pieces, ids, mask), mask)
    graph.add("Concat", *layers, output="features", axis=-1)
    return graph.serialize([("text", TensorProto.INT32, ["N", "L"])], [("features", TensorProto.FLOAT, ["N", e5_tower.FEATURES])])


class Towers:
    """The frozen towers. Texts go through the bundle's own graph, int8 activations and all."""

    def __init__(self, cache, threads):
        self.image_weights = read_state_dict(read_weights(EFFICIENTNET, cache))
        e5 = E5File(read_weights(E5, cache))
        kept_pieces = read_kept_pieces(RECIPE / "kept_pieces.bin", e5)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._image = onnxruntime.InferenceSession(image_feature_graph(self.image_weights), options)
        self._text = onnxruntime.InferenceSession(text_feature_graph(e5, kept_pieces), options)
        self._tokenizer = Tokenizer.from_str(tokenizer_json(e5, kept_pieces))

    def images(self, paths, view):
        """-> (features [N, 2992], logits [N, 1000])"""
        random = np.random.default_rng(CROP_SEED)
        results = []
        for begin in range(0, len(paths), BATCH_IMAGES):
            pixels = np.stack([squashed(change(open_photo(path), view, random)) for path in paths[begin:begin + BATCH_IMAGES]])
            results.append(self._image.run(["features", "logits"], {"image": pixels}))
        return tuple(np.concatenate(part) for part in zip(*results))

    def texts(self, texts):
        """-> features float16 [T, 1152]; texts of similar length share a batch."""
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        order = np.argsort([len(row) for row in ids], kind="stable")
        features = np.zeros((len(texts), e5_tower.FEATURES), np.float16)
        for begin in range(0, len(order), BATCH_TEXTS):
            chosen = order[begin:begin + BATCH_TEXTS]
            batch = np.full((len(chosen), len(ids[chosen[-1]])), e5_tower.PAD_ID, np.int32)
            for row, index in enumerate(chosen):
                batch[row, :len(ids[index])] = ids[index]
            features[chosen] = self._text.run(None, {"text": batch})[0]
        return features


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
    side = efficientnet_lite.IMAGE_SIZE
    pixels = np.asarray(photo.resize((side, side), Image.BICUBIC), np.float32)
    return ((pixels - efficientnet_lite.PIXEL_MEAN) / efficientnet_lite.PIXEL_STD).transpose(2, 0, 1)


def image_file(towers, rows, view):
    features, logits = towers.images([row["path"] for row in rows], view)
    return {"features": features, "logits": logits}


def caption_file(towers, rows):
    texts, owners, chinese = flat_captions(rows)
    return {"features": towers.texts(texts), "owners": owners, "chinese": chinese}


def label_file(towers, rows):
    """The first name of each class, in 3 prompts a language."""
    def prompts(language):
        texts = [prompt.format(row["labels_" + language][0]) for row in rows for prompt in PROMPTS[language]]
        return towers.texts(texts).reshape(len(rows), len(PROMPTS[language]), -1)

    return {language: prompts(language) for language in PROMPTS}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--features", type=pathlib.Path, required=True)
    parser.add_argument("--only", nargs="*", help="names of the files to make, without .npz")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cache", type=pathlib.Path, default=default_cache())
    arguments = parser.parse_args()
    arguments.features.mkdir(parents=True, exist_ok=True)
    towers = Towers(arguments.cache, arguments.threads)
    captions, labelled = arguments.data / "captions", arguments.data / "labelled"
    jobs = {
        "classifier": lambda: dict(zip(("weight", "bias"), efficientnet_lite.classifier(towers.image_weights))),
        "texts_labels": lambda: label_file(towers, label_rows(labelled)),
        "texts_val": lambda: caption_file(towers, caption_rows(captions, "val")),
        "texts_train": lambda: caption_file(towers, caption_rows(captions, "train")),
        "images_imagenet_base": lambda: image_file(towers, label_rows(labelled), "base"),
        "images_val_base": lambda: image_file(towers, caption_rows(captions, "val"), "base"),
    }
    for view in ("base", "flip", "crop1"):
        jobs[f"images_train_{view}"] = lambda view=view: image_file(towers, caption_rows(captions, "train"), view)
    for name, job in jobs.items():
        path = arguments.features / (name + ".npz")
        if path.exists() or (arguments.only and name not in arguments.only):
            continue
        begin = time.time()
        np.savez(path, **job())
        print(f"{name}: {time.time() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    main()
