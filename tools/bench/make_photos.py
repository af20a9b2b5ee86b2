#!/usr/bin/env python3
"""Makes photos to measure with: make_photos.py OUT_DIR COUNT jpeg|heic|jpeg,heic SOURCE_DIR...

OUT_DIR/jpeg and OUT_DIR/heic get COUNT different pictures each, 4032x3024 (12 megapixels) at camera quality, as crops of the largest
photos in the source folders, with sensor noise, so that they cost a decoder what real ones do. What is there already is kept.
"""
import os
import pathlib
import random
import sys

import numpy as np
import pillow_heif
from PIL import Image, ImageOps

SIZE = (4032, 3024)
SOURCES = 8
SIDE_MIN = 1000


def sources(folders):
    """The largest photos, a few, opened."""
    found = []
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.suffix.lower() in (".jpg", ".jpeg", ".png"):
                try:
                    with Image.open(path) as image:
                        found.append((min(image.size), path))
                except (OSError, Image.DecompressionBombError):
                    continue
    large = sorted((side, path) for side, path in found if side >= SIDE_MIN)[-SOURCES:]
    if not large:
        raise SystemExit(f"bench: no photo with {SIDE_MIN} pixels on its short side in {' '.join(map(str, folders))}")
    return [ImageOps.exif_transpose(Image.open(path)).convert("RGB") for _, path in large]


def picture(images, seed):
    chance = random.Random(seed)
    image = chance.choice(images)
    share = chance.uniform(0.6, 1.0)
    width, height = int(image.width * share), int(image.height * share)
    left, top = chance.randint(0, image.width - width), chance.randint(0, image.height - height)
    crop = image.resize(SIZE, Image.Resampling.BICUBIC, (left, top, left + width, top + height))
    noise = np.random.default_rng(seed).normal(0, 3, (SIZE[1], SIZE[0], 1))
    pixels = np.asarray(crop if chance.random() < 0.5 else ImageOps.mirror(crop), np.float32) * chance.uniform(0.8, 1.1) + noise
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def save(image, path, **options):
    new = path.with_name(path.name + ".new")
    image.save(new, **options)
    os.replace(new, path)


def write(kind, number, path, images):
    if kind == "jpeg":
        save(picture(images, 2 * number), path, format="JPEG", quality=92, subsampling="4:2:0")
    else:
        save(picture(images, 2 * number + 1), path, format="HEIF", quality=60, enc_params={"preset": "ultrafast"})


def main():
    out, count, kinds = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(",")
    pillow_heif.register_heif_opener()
    pillow_heif.options.PREFERRED_ENCODER["HEIF"] = "x265"
    images = None
    for kind in kinds:
        (out / kind).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            path = out / kind / f"{number:04}.{'jpg' if kind == 'jpeg' else kind}"
            if path.exists():
                continue
            images = images or sources(sys.argv[4:])
            write(kind, number, path, images)


if __name__ == "__main__":
    main()
