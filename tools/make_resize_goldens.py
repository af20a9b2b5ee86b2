#!/usr/bin/env python3
"""Writes tests/goldens/resize/pillow.txt: what Pillow makes of small pictures of known noise.

A line a case: source width and height, box (4 numbers), result width and height, filter, window (4 numbers), then the
window's RGB bytes in hexadecimal. The noise is that of image/resize_test.cc. Needs Pillow 11 (13 changed the order of the
passes); run by hand when a case is added, then commit the result.
"""

import itertools
import pathlib

import PIL
from PIL import Image

FILTERS = {
    "box": Image.Resampling.BOX,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
OUT = pathlib.Path(__file__).resolve().parent.parent / "tests/goldens/resize/pillow.txt"


def noise(width: int, height: int) -> Image.Image:
    """Bytes of a linear congruential generator seeded with the size."""
    state = (width * 65536 + height) & 0xFFFFFFFF
    values = bytearray(width * height * 3)
    for i in range(len(values)):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        values[i] = state >> 24
    return Image.frombytes("RGB", (width, height), bytes(values))


def cases():
    whole = [(37, 23, 12, 9), (23, 37, 46, 11), (400, 300, 8, 6), (401, 299, 9, 7), (5, 3, 17, 19), (1, 1, 6, 5)]
    whole += [(64, 48, 64, 12), (64, 48, 16, 48), (20, 14, 20, 14), (300, 2, 7, 5), (2, 300, 5, 7)]
    for (w, h, ow, oh), name in itertools.product(whole, FILTERS):
        yield w, h, (0, 0, w, h), ow, oh, name, (0, 0, min(ow, 16), min(oh, 14))
    for name in FILTERS:
        yield 320, 240, (0, 0, 320, 240), 224, 168, name, (31, 50, 12, 10)
        yield 60, 40, (10, 5, 41, 33), 9, 8, name, (0, 0, 9, 8)
        yield 60, 40, (10.25, 5.5, 41.75, 33.125), 9, 8, name, (0, 0, 9, 8)
        yield 60, 40, (0, 0, 60, 39.5), 60, 13, name, (20, 3, 10, 10)


def main():
    lines = [f"# Pillow {PIL.__version__}, tools/make_resize_goldens.py"]
    for w, h, box, ow, oh, name, (x, y, cw, ch) in cases():
        result = noise(w, h).resize((ow, oh), FILTERS[name], box).crop((x, y, x + cw, y + ch))
        numbers = " ".join(str(n) for n in (w, h, *box, ow, oh, name, x, y, cw, ch))
        lines.append(f"{numbers} {result.tobytes().hex()}")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
