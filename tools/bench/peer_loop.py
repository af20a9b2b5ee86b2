#!/usr/bin/env python3
"""The plain loop that people write today, as the peer: for each file Pillow opens and decodes it, open_clip's preprocessing makes the
model's input, the image tower embeds it; one photo at a time. torch is not needed: ONNX Runtime runs the tower, which is the harder peer.

  peer_loop.py MODEL.onnx THREADS FILE...   -> one line of JSON: photos, seconds, milliseconds a photo in each part

open_clip's evaluation transform (open_clip/transform.py): Resize(224, bicubic) of the shortest side, CenterCrop(224), RGB, [0, 1],
minus mean by std.
"""
import json
import sys
import time

import numpy as np
import onnxruntime
import pillow_heif
from PIL import Image

SIDE = 224
MEAN = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)
STD = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)


def preprocess(image):
    width, height = image.size
    scale = SIDE / min(width, height)
    size = (SIDE, int(height * scale)) if width <= height else (int(width * scale), SIDE)
    image = image.resize(size, Image.Resampling.BICUBIC)
    left, top = round((size[0] - SIDE) / 2), round((size[1] - SIDE) / 2)
    image = image.crop((left, top, left + SIDE, top + SIDE)).convert("RGB")
    pixels = np.asarray(image, np.float32) / 255
    return ((pixels - MEAN) / STD).transpose(2, 0, 1)[None]


def main():
    model, threads, files = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    pillow_heif.register_heif_opener()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    session.run(None, {"image": np.zeros((1, 3, SIDE, SIDE), np.float32)})
    parts = {"decode": 0.0, "preprocess": 0.0, "encode": 0.0}
    embeddings = []
    start = time.perf_counter()
    for file in files:
        begin = time.perf_counter()
        image = Image.open(file)
        image.load()
        decoded = time.perf_counter()
        pixels = preprocess(image)
        prepared = time.perf_counter()
        embeddings.append(session.run(None, {"image": pixels})[0][0])
        for part, seconds in zip(parts, (decoded - begin, prepared - decoded, time.perf_counter() - prepared)):
            parts[part] += seconds
    seconds = time.perf_counter() - start
    print(json.dumps({"photos": len(files), "seconds": seconds, "photos_per_second": len(files) / seconds, "threads": threads,
                      "milliseconds": {part: 1000 * value / len(files) for part, value in parts.items()}}))


if __name__ == "__main__":
    main()
