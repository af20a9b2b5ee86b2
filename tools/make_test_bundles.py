#!/usr/bin/env python3
"""Makes tests/data/bundles/: model bundles of every layout, far too small to know anything, and the reference's embeddings.

  make_test_bundles.py [OUT_DIR]

Each has the shapes, names, types, padding and pooling of a real family, with random weights of width 16. A bundle's
tokenizer is one of tests/data/tokenizers/ (expected.json names it), put in place by the test. expected.json holds what PyPI
tokenizers, numpy and PyPI onnxruntime make of made-up pictures and texts. Needs numpy and onnx
(tools/default_model/requirements.txt), onnxruntime and tokenizers (tests/requirements.txt). The same bytes every time.
"""
import argparse
import json
import pathlib
import shutil

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

TESTS = pathlib.Path(__file__).resolve().parent.parent / "tests/data"
WIDTH, HEADS, DIMENSION, SIDE, PATCH = 16, 2, 12, 32, 8
CLIP = ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])
HALF = ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
TEXTS = ["", "a dog on the beach", "一只在沙滩上奔跑的金毛狗", "A DOG'S beach, at 6 o'clock!", "日落沙滩 👍", "犬が走っている", "word " * 3000,
         "e\u0301cole ＤＯＧ"]
PICTURES = 5


class Graph:
    """Collects nodes and weights; every value has a name made here."""

    def __init__(self, seed: int):
        self.random = np.random.default_rng(seed)
        self.nodes, self.weights, self.count = [], [], 0

    def name(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def constant(self, values) -> str:
        name = self.name("w")
        self.weights.append(numpy_helper.from_array(np.array(values, order="C"), name))
        return name

    def weight(self, *shape, scale=0.3) -> str:
        return self.constant((self.random.standard_normal(shape) * scale).astype(np.float32))

    def whole(self, *values) -> str:
        return self.constant(np.array(values, np.int64))

    def op(self, kind: str, *inputs, outputs=1, output=None, **attributes):
        names = [output] if output else [self.name("v") for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x, inside, outside, quantised=False):
        if not quantised:
            return self.op("Add", self.op("MatMul", x, self.weight(inside, outside)), self.weight(outside))
        weight = self.random.integers(-127, 128, (inside, outside)).astype(np.int8)
        values, scale, zero = self.op("DynamicQuantizeLinear", x, outputs=3)
        product = self.op("Cast", self.op("MatMulInteger", values, self.constant(weight), zero), to=TensorProto.FLOAT)
        scale = self.op("Mul", scale, self.constant(np.float32(0.004)))
        return self.op("Add", self.op("Mul", product, scale), self.weight(outside))

    def norm(self, x):
        return self.op("LayerNormalization", x, self.constant(np.ones(WIDTH, np.float32)), self.weight(WIDTH), axis=-1)

    def block(self, x, bias=None, quantised=False):
        """One transformer layer over [N, L, WIDTH]; `bias` is added to the scores."""
        y = self.norm(x)
        parts = []
        for order in ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]):
            part = self.op("Reshape", self.linear(y, WIDTH, WIDTH, quantised), self.whole(0, -1, HEADS, WIDTH // HEADS))
            parts.append(self.op("Transpose", part, perm=order))
        scores = self.op("Mul", self.op("MatMul", parts[0], parts[1]), self.constant(np.float32((WIDTH // HEADS) ** -0.5)))
        if bias:
            scores = self.op("Add", scores, bias)
        mixed = self.op("Transpose", self.op("MatMul", self.op("Softmax", scores, axis=-1), parts[2]), perm=[0, 2, 1, 3])
        x = self.op("Add", x, self.linear(self.op("Reshape", mixed, self.whole(0, -1, WIDTH)), WIDTH, WIDTH, quantised))
        hidden = self.op("Tanh", self.linear(self.norm(x), WIDTH, 2 * WIDTH, quantised))
        return self.op("Add", x, self.linear(hidden, 2 * WIDTH, WIDTH, quantised))

    def save(self, path, inputs, outputs):
        values = [[helper.make_tensor_value_info(name, kind, shape) for name, kind, shape in group] for group in (inputs, outputs)]
        graph = helper.make_graph(self.nodes, "tower", *values, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        path.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(model, path)


def save_vision(path, seed, *, output="embedding", normalise=True, batch="N", quantised=False, input_name="pixel_values"):
    graph = Graph(seed)
    cells = (SIDE // PATCH) ** 2
    x = graph.op("Conv", input_name, graph.weight(WIDTH, 3, PATCH, PATCH, scale=0.1), strides=[PATCH, PATCH])
    x = graph.op("Transpose", graph.op("Reshape", x, graph.whole(0, WIDTH, cells)), perm=[0, 2, 1])
    hidden = graph.norm(graph.block(graph.op("Add", x, graph.weight(1, cells, WIDTH)), quantised=quantised))
    pooled = graph.op("ReduceMean", hidden, axes=[1], keepdims=0)
    result = graph.op("MatMul", pooled, graph.weight(WIDTH, DIMENSION), output=None if normalise else output)
    if normalise:
        graph.op("LpNormalization", result, axis=-1, p=2, output=output)
    # The output that nobody asked for comes first, as in files made by transformers.
    graph.op("Identity", hidden, output="last_hidden_state")
    graph.save(path, [(input_name, TensorProto.FLOAT, [batch, 3, SIDE, SIDE])],
               [("last_hidden_state", TensorProto.FLOAT, [batch, cells, WIDTH]), (output, TensorProto.FLOAT, [batch, DIMENSION])])


def save_text(path, seed, rows, length, *, ids="text", kind=TensorProto.INT32, mask=None, pool="eot", output="embedding",
              normalise=True, batch="N", fixed=True):
    graph = Graph(seed)
    table = graph.constant((graph.random.standard_normal((rows, WIDTH)) * 0.5).astype(np.float16))
    x = graph.op("Cast", graph.op("Gather", table, ids), to=TensorProto.FLOAT)
    positions = graph.weight(length, WIDTH)
    if not fixed:
        size = graph.op("Slice", graph.op("Shape", ids), graph.whole(1), graph.whole(2))
        positions = graph.op("Slice", positions, graph.whole(0), size, graph.whole(0))
    x = graph.op("Add", x, positions)
    bias = None
    if mask:
        gone = graph.op("Sub", graph.constant(np.float32(1)), graph.op("Cast", mask, to=TensorProto.FLOAT))
        bias = graph.op("Mul", graph.op("Unsqueeze", gone, graph.whole(1, 2)), graph.constant(np.float32(-1e4)))
    elif pool == "eot":
        bias = graph.constant(np.triu(np.full((length, length), -1e4, np.float32), 1))
    hidden = graph.norm(graph.block(x, bias))
    if pool == "eot":        # the closing token has the largest id
        place = graph.op("ArgMax", ids, axis=1, keepdims=1)
        spread = graph.op("Expand", graph.op("Unsqueeze", place, graph.whole(2)), graph.whole(1, 1, WIDTH))
        pooled = graph.op("Squeeze", graph.op("GatherElements", hidden, spread, axis=1), graph.whole(1))
    else:
        pooled = graph.op("Gather", hidden, graph.constant(np.int64(-1 if pool == "last" else 0)), axis=1)
    result = graph.op("MatMul", pooled, graph.weight(WIDTH, DIMENSION), output=None if normalise else output)
    if normalise:
        graph.op("LpNormalization", result, axis=-1, p=2, output=output)
    size = length if fixed else "L"
    inputs = [(ids, kind, [batch, size])] + ([(mask, kind, [batch, size])] if mask else [])
    graph.save(path, inputs, [(output, TensorProto.FLOAT, [batch, DIMENSION])])


def write_json(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def rows_of(tokenizer: str) -> int:
    return Tokenizer.from_file(str(TESTS / "tokenizers" / f"{tokenizer}.json")).get_vocab_size()


def openclip(folder):
    save_vision(folder / "visual/model.onnx", 1, batch="N", input_name="image")
    # The closing token of byte_bpe is 1, so pooling here finds the largest id: any fixed rule will do.
    save_text(folder / "textual/model.onnx", 2, rows_of("byte_bpe"), 77)
    write_json(folder / "config.json", {"embed_dim": DIMENSION, "vision_cfg": {"image_size": SIDE},
                                        "text_cfg": {"context_length": 77, "vocab_size": 49408}})
    write_json(folder / "visual/preprocess_cfg.json", {"size": [SIDE, SIDE], "mode": "RGB", "mean": CLIP[0], "std": CLIP[1],
                                                       "interpolation": "bicubic", "resize_mode": "shortest", "fill_color": 0})
    write_json(folder / "textual/tokenizer_config.json", {"pad_token": "<|endoftext|>"})
    return {"tokenizer": "byte_bpe", "mean": CLIP[0], "std": CLIP[1], "length": 77, "pad": 0, "family": "openclip"}


def m_clip(folder):
    save_vision(folder / "visual/model.onnx", 3, batch=1, input_name="image")
    save_text(folder / "textual/model.onnx", 4, rows_of("unigram"), 77, ids="input_ids", mask="attention_mask", pool="first", batch=1)
    write_json(folder / "config.json", {"embed_dim": DIMENSION, "modelBase": "xlm-roberta-large", "text_cfg": {"context_length": 77}})
    write_json(folder / "visual/preprocess_cfg.json", {"size": SIDE, "mean": CLIP[0], "std": CLIP[1], "interpolation": "bicubic",
                                                       "resize_mode": "shortest"})
    write_json(folder / "textual/tokenizer_config.json", {"pad_token": {"content": "<pad>"}})
    return {"tokenizer": "unigram", "mean": CLIP[0], "std": CLIP[1], "length": 77, "pad": 1, "family": "xlm-r-clip"}


def siglip_hub(folder):
    save_vision(folder / "onnx/vision_model.onnx", 5, output="pooler_output", normalise=False)
    save_text(folder / "onnx/text_model.onnx", 6, rows_of("unigram"), 64, ids="input_ids", kind=TensorProto.INT64, pool="last",
              output="pooler_output", normalise=False, fixed=False)
    write_json(folder / "config.json", {"model_type": "siglip", "text_config": {"vocab_size": 32000}})
    write_json(folder / "preprocessor_config.json", {"do_resize": True, "size": {"height": SIDE, "width": SIDE}, "resample": 3,
                                                     "image_mean": HALF[0], "image_std": HALF[1], "do_normalize": True})
    write_json(folder / "tokenizer_config.json", {"pad_token": "<pad>"})
    return {"tokenizer": "unigram", "mean": HALF[0], "std": HALF[1], "length": 64, "pad": 1, "family": "siglip", "clean": True,
            "squash": True}


def chinese_hub(folder):
    save_vision(folder / "onnx/vision_model.onnx", 7, output="image_embeds", normalise=False, quantised=True)
    save_text(folder / "onnx/text_model.onnx", 8, rows_of("wordpiece"), 52, ids="input_ids", kind=TensorProto.INT64,
              mask="attention_mask", pool="first", output="text_embeds", normalise=False, fixed=False)
    write_json(folder / "config.json", {"model_type": "chinese_clip", "projection_dim": DIMENSION,
                                        "text_config": {"vocab_size": 21128, "max_position_embeddings": 512}})
    write_json(folder / "preprocessor_config.json", {"do_center_crop": False, "do_resize": True, "size": {"height": SIDE, "width": SIDE},
                                                     "resample": 3, "image_mean": CLIP[0], "image_std": CLIP[1]})
    write_json(folder / "tokenizer_config.json", {"pad_token": "[PAD]"})
    return {"tokenizer": "wordpiece", "mean": CLIP[0], "std": CLIP[1], "length": 52, "pad": 0, "family": "chinese-clip", "squash": True}


def external(folder):
    """Weights in a file beside the model, of a name that no rule foresees; the graph takes texts of any length."""
    save_vision(folder / "visual/model.onnx", 9)
    path = folder / "visual/model.onnx"
    model = onnx.load(path)
    onnx.save(model, path, save_as_external_data=True, all_tensors_to_one_file=True, location="Weights of the tower", size_threshold=512)
    save_text(folder / "textual/model.onnx", 10, rows_of("metaspace_bpe"), 64, pool="first", fixed=False)
    write_json(folder / "config.json", {
        "model_name": "external", "embed_dim": DIMENSION, "text_cfg": {"context_length": 64, "pad_id": 0},
        "metadata": {"version": "1.2.3", "languages": ["zh", "en"], "licence": "CC0", "text_length_free": True,
                     "calibration": {"midpoint": 0.25, "slope": 20}}})
    write_json(folder / "visual/preprocess_cfg.json", {"size": SIDE, "mean": [0, 0, 0], "std": [1, 1, 1], "interpolation": "bilinear",
                                                       "resize_mode": "shortest"})
    return {"tokenizer": "metaspace_bpe", "mean": [0, 0, 0], "std": [1, 1, 1], "length": 64, "pad": 0, "family": "clip",
            "free": True, "bilinear": True}


def make_pixels() -> np.ndarray:
    """PICTURES pictures of noise; the test has the same generator."""
    count, state, values = PICTURES * SIDE * SIDE * 3, 12345, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 24)
    return np.array(values, np.uint8).reshape(PICTURES, SIDE, SIDE, 3)


def canonicalize(text: str) -> str:
    import string
    return " ".join(text.replace("_", " ").translate(str.maketrans("", "", string.punctuation)).lower().split())


def unit(rows: np.ndarray) -> list:
    rows = rows.astype(np.float64)
    return np.round(rows / np.linalg.norm(rows, axis=1, keepdims=True), 6).tolist()


def run(path, output, feeds) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.concatenate([session.run([output], feed)[0] for feed in feeds])


def expect(folder, facts) -> None:
    hub = (folder / "onnx").exists()
    visual, textual = [folder / name for name in (("onnx/vision_model.onnx", "onnx/text_model.onnx") if hub else
                                                  ("visual/model.onnx", "textual/model.onnx"))]
    vision_graph, text_graph = onnx.load(visual, load_external_data=False).graph, onnx.load(textual).graph
    planes = (make_pixels().astype(np.float32) / 255 - np.float32(facts["mean"])) / np.float32(facts["std"])
    planes = planes.transpose(0, 3, 1, 2)
    images = run(visual, vision_graph.output[1].name, [{vision_graph.input[0].name: plane[None]} for plane in planes])
    tokenizer = Tokenizer.from_file(str(TESTS / "tokenizers" / f"{facts['tokenizer']}.json"))
    tokenizer.enable_truncation(max_length=facts["length"])
    feeds = []
    for text in TEXTS:
        ids = tokenizer.encode(canonicalize(text) if facts.get("clean") else text).ids
        padding = 0 if facts.get("free") else facts["length"] - len(ids)
        kind = np.int32 if text_graph.input[0].type.tensor_type.elem_type == TensorProto.INT32 else np.int64
        rows = [ids + [facts["pad"]] * padding, [1] * len(ids) + [0] * padding]
        feeds.append({value.name: np.array([row], kind) for value, row in zip(text_graph.input, rows)})
    texts = run(textual, text_graph.output[0].name, feeds)
    write_json(folder / "expected.json", {"tokenizer": facts["tokenizer"], "family": facts["family"], "length": facts["length"],
                                          "squash": facts.get("squash", False), "bilinear": facts.get("bilinear", False),
                                          "texts": TEXTS, "image_embeddings": unit(images), "text_embeddings": unit(texts)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("out_dir", nargs="?", type=pathlib.Path, default=TESTS / "bundles")
    out_dir = parser.parse_args().out_dir
    for make in (openclip, m_clip, siglip_hub, chinese_hub, external):
        folder = out_dir / make.__name__
        shutil.rmtree(folder, ignore_errors=True)
        expect(folder, make(folder))


if __name__ == "__main__":
    main()
