#!/usr/bin/env python3
"""Writes a model bundle with the shape of CLIP ViT-B/32 and random weights, for measuring speed: no real weights are needed.

  random_vit.py OUT_DIR fp32|int8|int8_dynamic DEFAULT_BUNDLE

int8 has a scale for each column of weights, and for activations scales that were measured once, on noise (static); int8_dynamic finds
those anew for each run, so that photos of one run depend on each other and Shoebox runs them one by one. The image tower is 12 layers
of width 768 on 49 patches; the text tower is only as large as the layout asks for. Needs numpy, onnx, onnxruntime.
"""
import json
import pathlib
import shutil
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

KINDS = ("fp32", "int8", "int8_dynamic")
SIDE, PATCH, WIDTH, LAYERS, HEADS, DIMENSION = 224, 32, 768, 12, 12, 512
MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]


class Graph:
    """Nodes and constants, each named once. `precision` is that of linear layers; `ranges` are of their inputs, for "static"."""

    def __init__(self, precision="fp32", ranges=()):
        self.random = np.random.default_rng(0)
        self.precision = precision
        self.linear_inputs = []
        self._ranges = list(ranges)
        self._codes = {}
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
        weights = self.random.standard_normal((rows, columns), dtype=np.float32) * np.float32(0.02)
        self.linear_inputs.append(x)
        if self.precision == "fp32":
            return self.add("Add", self.add("MatMul", x, self.constant(weights)), bias)
        scale = np.abs(weights).max(0) / np.float32(127)
        whole = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
        if self.precision == "dynamic":
            return self._dynamic(x, whole, scale, bias)
        return self._static(x, whole, scale, bias)

    def _dynamic(self, x, whole, scale, bias):
        codes, code_scale, zero = self.add("DynamicQuantizeLinear", x, outputs=3)
        product = self.add("MatMulInteger", codes, self.constant(whole), zero, self.constant(np.zeros(len(scale), np.int8)))
        factor = self.add("Mul", code_scale, self.constant(scale))
        return self.add("Add", self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), factor), bias)

    def _static(self, x, whole, scale, bias):
        """ONNX Runtime's own operator for an integer product with scales and bias."""
        if x not in self._codes:
            least, most = self._ranges[len(self.linear_inputs) - 1]
            step = (most - least) / 255
            code_scale, zero = self.number(step), self.constant(np.array(np.clip(np.rint(-least / step), 0, 255), np.uint8))
            self._codes[x] = (self.add("QuantizeLinear", x, code_scale, zero), code_scale, zero)
        codes, code_scale, zero = self._codes[x]
        zeros = self.constant(np.zeros(len(scale), np.int8))
        return self.add("MatMulIntegerToFloat", codes, self.constant(whole), code_scale, self.constant(scale), zero, zeros, bias,
                        domain="com.microsoft")

    def norm(self, x):
        return self.add("LayerNormalization", x, self.constant(np.ones(WIDTH, np.float32)),
                        self.constant(np.zeros(WIDTH, np.float32)), axis=-1, epsilon=1e-5)

    def model(self, inputs, outputs):
        graph = helper.make_graph(self._nodes, "tower", inputs, outputs, self._constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)], ir_version=8)


def save(model, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)


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


def image_tower(graph, measured=False):
    """With `measured` the inputs of all linear layers are outputs, too."""
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
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", DIMENSION])]
    if measured:
        outputs += [helper.make_tensor_value_info(each, TensorProto.FLOAT, None) for each in dict.fromkeys(graph.linear_inputs)]
    return graph.model([helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 3, SIDE, SIDE])], outputs)


def activation_ranges(photos=4):
    """The least and the largest input of each linear layer on noise; zero is always within."""
    graph = Graph()
    session = onnxruntime.InferenceSession(image_tower(graph, measured=True).SerializeToString(), providers=["CPUExecutionProvider"])
    noise = np.random.default_rng(1).standard_normal((photos, 3, SIDE, SIDE), dtype=np.float32)
    names = list(dict.fromkeys(graph.linear_inputs))
    found = dict(zip(names, session.run(names, {"image": noise})))
    return [(min(float(found[name].min()), 0.0), max(float(found[name].max()), 0.0)) for name in graph.linear_inputs]


def image_graph(kind):
    if kind == "int8":
        return Graph("static", activation_ranges())
    return Graph("dynamic" if kind == "int8_dynamic" else "fp32")


def text_tower(path, vocabulary):
    """The mean of random piece vectors: enough for the layout, not meant to be measured."""
    graph = Graph()
    x = graph.add("MatMul", graph.add("Gather", graph.weights(vocabulary, 16, scale=1), "text", axis=0), graph.weights(16, DIMENSION, scale=1))
    graph.add("LpNormalization", graph.add("ReduceMean", x, axes=[1], keepdims=0), axis=-1, p=2, name="embedding")
    save(graph.model([helper.make_tensor_value_info("text", TensorProto.INT32, ["N", "L"])],
                     [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", DIMENSION])]), path)


def write_bundle(out, kind, default_bundle):
    """The tokenizer is the default model's: any will do, because the text tower is random."""
    vocabulary = json.loads((default_bundle / "config.json").read_text())["text_cfg"]["vocab_size"]
    save(image_tower(image_graph(kind)), out / "visual/model.onnx")
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
    if len(sys.argv) != 4 or sys.argv[2] not in KINDS:
        raise SystemExit(f"usage: random_vit.py OUT_DIR {'|'.join(KINDS)} DEFAULT_BUNDLE")
    write_bundle(pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]))
