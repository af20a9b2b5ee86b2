#!/usr/bin/env python3
"""Writes a model bundle with the shape of CLIP ViT-B/32 and random weights, for measuring speed: no real weights are needed.

  random_vit.py OUT_DIR fp32|int8 DEFAULT_BUNDLE     int8: weights per channel, activations quantised as they come (dynamic)

The image tower is 12 layers of width 768 on 49 patches; the text tower is only as large as the layout asks for. Needs numpy, onnx.
"""
import json
import pathlib
import shutil
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE, PATCH, WIDTH, LAYERS, HEADS, DIMENSION = 224, 32, 768, 12, 12, 512
MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]


class Graph:
    """Nodes and constants, each named once."""

    def __init__(self, quantised=False):
        self.random = np.random.default_rng(0)
        self.quantised = quantised
        self._nodes, self._constants, self._count = [], [], 0

    def _name(self, kind):
        self._count += 1
        return f"{kind}_{self._count}"

    def constant(self, array):
        name = self._name("c")
        self._constants.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def integers(self, *values):
        return self.constant(np.array(values, np.int64))

    def number(self, value):
        return self.constant(np.array(value, np.float32))

    def weights(self, *shape, scale=0.02):
        return self.constant(self.random.standard_normal(shape, dtype=np.float32) * np.float32(scale))

    def add(self, kind, *inputs, outputs=1, name=None, **attributes):
        names = [name] if name else [self._name(kind.lower()) for _ in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if len(names) == 1 else names

    def linear(self, x, rows, columns):
        bias = self.weights(columns)
        if not self.quantised:
            return self.add("Add", self.add("MatMul", x, self.weights(rows, columns)), bias)
        weights = self.random.standard_normal((rows, columns), dtype=np.float32) * 0.02
        scale = np.abs(weights).max(0) / 127.0
        whole = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
        codes, code_scale, zero = self.add("DynamicQuantizeLinear", x, outputs=3)
        product = self.add("MatMulInteger", codes, self.constant(whole), zero, self.constant(np.zeros(columns, np.int8)))
        factor = self.add("Mul", code_scale, self.constant(scale.astype(np.float32)))
        return self.add("Add", self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), factor), bias)

    def norm(self, x):
        return self.add("LayerNormalization", x, self.constant(np.ones(WIDTH, np.float32)),
                        self.constant(np.zeros(WIDTH, np.float32)), axis=-1, epsilon=1e-5)

    def save(self, path, inputs, outputs):
        graph = helper.make_graph(self._nodes, "tower", inputs, outputs, self._constants)
        path.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


def attention(graph, x, tokens):
    size = WIDTH // HEADS

    def heads(projected, order):
        return graph.add("Transpose", graph.add("Reshape", projected, graph.integers(0, tokens, HEADS, size)), perm=order)

    query, key, value = (graph.linear(x, WIDTH, WIDTH) for _ in range(3))
    scaled = graph.add("Mul", query, graph.number(size ** -0.5))
    scores = graph.add("MatMul", heads(scaled, [0, 2, 1, 3]), heads(key, [0, 2, 3, 1]))
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), heads(value, [0, 2, 1, 3]))
    joined = graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), graph.integers(0, tokens, WIDTH))
    return graph.linear(joined, WIDTH, WIDTH)


def quick_gelu(graph, x):
    return graph.add("Mul", x, graph.add("Sigmoid", graph.add("Mul", x, graph.number(1.702))))


def image_tower(path, quantised):
    graph = Graph(quantised)
    patches = (SIDE // PATCH) ** 2
    tokens = patches + 1
    x = graph.add("Conv", "image", graph.weights(WIDTH, 3, PATCH, PATCH), strides=[PATCH, PATCH], kernel_shape=[PATCH, PATCH])
    x = graph.add("Transpose", graph.add("Reshape", x, graph.integers(0, WIDTH, patches)), perm=[0, 2, 1])
    photos = graph.add("Slice", graph.add("Shape", x), graph.integers(0), graph.integers(1), graph.integers(0))
    shape = graph.add("Concat", photos, graph.integers(1), graph.integers(WIDTH), axis=0)
    x = graph.add("Concat", graph.add("Expand", graph.weights(1, 1, WIDTH), shape), x, axis=1)
    x = graph.norm(graph.add("Add", x, graph.weights(1, tokens, WIDTH)))
    for _ in range(LAYERS):
        x = graph.add("Add", x, attention(graph, graph.norm(x), tokens))
        inner = quick_gelu(graph, graph.linear(graph.norm(x), WIDTH, 4 * WIDTH))
        x = graph.add("Add", x, graph.linear(inner, 4 * WIDTH, WIDTH))
    x = graph.norm(graph.add("Gather", x, graph.constant(np.array(0, np.int64)), axis=1))
    graph.add("LpNormalization", graph.add("MatMul", x, graph.weights(WIDTH, DIMENSION, scale=WIDTH ** -0.5)), axis=-1, p=2,
              name="embedding")
    graph.save(path, [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 3, SIDE, SIDE])],
               [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", DIMENSION])])


def text_tower(path, vocabulary):
    """The mean of random piece vectors: enough for the layout, not meant to be measured."""
    graph = Graph()
    x = graph.add("MatMul", graph.add("Gather", graph.weights(vocabulary, 16, scale=1), "text", axis=0), graph.weights(16, DIMENSION, scale=1))
    graph.add("LpNormalization", graph.add("ReduceMean", x, axes=[1], keepdims=0), axis=-1, p=2, name="embedding")
    graph.save(path, [helper.make_tensor_value_info("text", TensorProto.INT32, ["N", "L"])],
               [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", DIMENSION])])


def write_bundle(out, quantised, default_bundle):
    """The tokenizer is the default model's: any will do, because the text tower is random."""
    vocabulary = json.loads((default_bundle / "config.json").read_text())["text_cfg"]["vocab_size"]
    image_tower(out / "visual/model.onnx", quantised)
    text_tower(out / "textual/model.onnx", vocabulary)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(default_bundle / "textual" / name, out / "textual" / name)
    (out / "visual/preprocess_cfg.json").write_text(json.dumps({
        "size": [SIDE, SIDE], "mode": "RGB", "mean": MEAN, "std": STD, "interpolation": "bicubic", "resize_mode": "shortest",
        "fill_color": 0}))
    (out / "config.json").write_text(json.dumps({
        "model_name": out.name, "embed_dim": DIMENSION, "vision_cfg": {"image_size": SIDE, "patch_size": PATCH},
        "text_cfg": {"context_length": 77, "vocab_size": vocabulary, "pad_id": 1}}))


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[2] not in ("fp32", "int8"):
        raise SystemExit("usage: random_vit.py OUT_DIR fp32|int8 DEFAULT_BUNDLE")
    write_bundle(pathlib.Path(sys.argv[1]), sys.argv[2] == "int8", pathlib.Path(sys.argv[3]))
