#!/usr/bin/env python3
"""Writes tests/data/images: one small picture of each kind that image/ must read.

All show the same picture, 48 x 32: red above left, green above right, blue below left, yellow below right, so that a
test can tell how it lies and what became of its colours. Run by hand when a file is added (pip install pillow==13.0.0
pillow-heif==1.8.1 imagecodecs tifffile), then commit the result.
"""

import pathlib
import struct
import zlib

import imagecodecs
import numpy as np
import pillow_heif
import tifffile
from PIL import Image

OUT = pathlib.Path(__file__).resolve().parent.parent / "tests/data/images"
WIDTH, HEIGHT = 48, 32
RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 180, 60), (40, 60, 200), (220, 200, 40)
PALETTE = [RED, GREEN, BLUE, YELLOW]


def quadrants() -> np.ndarray:
    """Palette indices of the picture."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return ((x >= WIDTH // 2) + 2 * (y >= HEIGHT // 2)).astype(np.uint8)


def picture() -> np.ndarray:
    return np.array(PALETTE, np.uint8)[quadrants()]


# What undoes an EXIF orientation: applied to the upright picture, it gives the stored one.
UNDO = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, 1),
    7: lambda a: np.rot90(a, 2).swapaxes(0, 1),
    8: lambda a: np.rot90(a, -1),
}


def exif(orientation: int) -> bytes:
    data = Image.Exif()
    data[0x0112] = orientation
    return data.tobytes()


def oriented():
    for value in range(1, 9):
        stored = Image.fromarray(np.ascontiguousarray(UNDO[value](picture())))
        stored.save(OUT / f"orientation_{value}.jpg", quality=90, exif=exif(value))
        stored.save(OUT / f"orientation_{value}.png", exif=exif(value))
        stored.save(OUT / f"orientation_{value}.webp", quality=90, exif=exif(value))
        stored.save(OUT / f"orientation_{value}.tif", compression="tiff_lzw", tiffinfo={274: value})
        # pillow-heif turns the orientation of EXIF into irot and imir, and keeps EXIF as it was.
        heif = pillow_heif.from_bytes("RGB", stored.size, stored.tobytes())
        heif.save(OUT / f"orientation_{value}.heic", quality=80, exif=exif(value))


def xyz_matrix(xy):
    """RGB to XYZ of white and primaries given as x, y."""
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in xy[1:]]).T
    x, y = xy[0]
    white = np.array([x / y, 1, (1 - x - y) / y])
    return columns * np.linalg.solve(columns, white), white


BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
D50 = np.array([0.9642, 1.0, 0.8249])
SPACES = {
    "display_p3": ([(0.3127, 0.329), (0.68, 0.32), (0.265, 0.69), (0.15, 0.06)], None),
    "adobe_rgb": ([(0.3127, 0.329), (0.64, 0.33), (0.21, 0.71), (0.15, 0.06)], 563 / 256),
    "prophoto": ([(0.3457, 0.3585), (0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001)], 1.8),
    "srgb": ([(0.3127, 0.329), (0.64, 0.33), (0.3, 0.6), (0.15, 0.06)], None),
}


def adapted(name):
    matrix, white = xyz_matrix(SPACES[name][0])
    gain = (BRADFORD @ D50) / (BRADFORD @ white)
    return np.linalg.inv(BRADFORD) @ np.diag(gain) @ BRADFORD @ matrix


def curve_tag(gamma) -> bytes:
    if gamma is not None:
        return b"curv" + struct.pack(">IIH", 0, 1, round(gamma * 256)) + b"\0\0"
    parameters = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
    return b"para" + struct.pack(">IHH5i", 0, 3, 0, *(round(p * 65536) for p in parameters))


def xyz_tag(values) -> bytes:
    return b"XYZ " + struct.pack(">I3i", 0, *(round(v * 65536) for v in values))


def assemble_profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    table, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, tag in tags.items():
        tag += b"\0" * (-len(tag) % 4)
        table += name + struct.pack(">II", start + len(data), len(tag))
        data += tag
    body = struct.pack(">I", len(tags)) + table + data
    header = struct.pack(">I4sI4s4s4s", 128 + len(body), b"none", 0x04200000, b"mntr", space, b"XYZ ")
    header += struct.pack(">6H4s", 2024, 1, 1, 0, 0, 0, b"acsp") + b"\0" * 28
    header += struct.pack(">3i", *(round(v * 65536) for v in D50))
    return header.ljust(128, b"\0") + body


def rgb_profile(name) -> bytes:
    text = "Shoebox test".encode("utf-16-be")
    description = b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(text), 28) + text
    matrix = adapted(name)
    tags = {b"desc": description, b"cprt": description, b"wtpt": xyz_tag(D50)}
    for i, channel in enumerate(b"rgb"):
        tags[bytes([channel]) + b"XYZ"] = xyz_tag(matrix[:, i])
        tags[bytes([channel]) + b"TRC"] = curve_tag(SPACES[name][1])
    return assemble_profile(b"RGB ", tags)


def gray_profile(gamma) -> bytes:
    text = "Shoebox test".encode("utf-16-be")
    description = b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(text), 28) + text
    tags = {b"desc": description, b"cprt": description, b"wtpt": xyz_tag(D50), b"kTRC": curve_tag(gamma)}
    return assemble_profile(b"GRAY", tags)


def srgb_encode(linear):
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055)


def srgb_decode(value):
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def as_space(rgb: np.ndarray, name: str) -> np.ndarray:
    """The numbers that the sRGB colours have in another space."""
    linear = srgb_decode(rgb / 255.0) @ (np.linalg.inv(adapted(name)) @ adapted("srgb")).T
    gamma = SPACES[name][1]
    encoded = srgb_encode(linear) if gamma is None else np.clip(linear, 0, 1) ** (1 / gamma)
    return np.round(encoded * 255).astype(np.uint8)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack_rows(samples: np.ndarray, bits: int) -> bytes:
    """Rows of samples (height, width * channels), each with filter byte 0."""
    rows = b""
    for row in samples:
        if bits == 16:
            packed = row.astype(">u2").tobytes()
        elif bits == 8:
            packed = row.astype(np.uint8).tobytes()
        else:
            wide = np.unpackbits(row.astype(np.uint8)[:, None], axis=1)[:, 8 - bits :]
            packed = np.packbits(wide.reshape(-1)).tobytes()
        rows += b"\0" + packed
    return rows


def png(name, samples, bits, colour_type, extra=b"", interlaced=False):
    height, width = samples.shape[:2]
    grid = samples.reshape(height, width, -1)
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = b""
    for x, y, dx, dy in passes:
        part = grid[y::dy, x::dx]
        rows += pack_rows(part.reshape(part.shape[0], -1), bits)
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, int(interlaced))
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
    content += chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    (OUT / name).write_bytes(content)


def pngs():
    rgb, index = picture(), quadrants()
    alpha = np.where(index == 3, 0, 255).astype(np.uint8)
    palette = chunk(b"PLTE", bytes(v for colour in PALETTE for v in colour))
    png("plain.png", rgb, 8, 2)
    png("interlaced.png", rgb, 8, 2, interlaced=True)
    png("rgb16.png", rgb.astype(np.uint16) * 257, 16, 2)
    png("palette2.png", index, 2, 3, palette)
    png("palette8_transparent.png", index, 8, 3, palette + chunk(b"tRNS", bytes([255, 255, 255, 0])))
    rgba = np.dstack([rgb, alpha])
    png("rgba.png", rgba, 8, 6)
    png("rgba_interlaced.png", rgba, 8, 6, interlaced=True)
    png("rgb_transparent.png", rgb, 8, 2, chunk(b"tRNS", struct.pack(">3H", *YELLOW)))
    gray = (index.astype(np.uint16) * 85).astype(np.uint8)
    png("gray1.png", (index & 1), 1, 0)
    png("gray8.png", gray, 8, 0)
    png("gray16_alpha.png", np.dstack([gray.astype(np.uint16) * 257, alpha.astype(np.uint16) * 257]), 16, 4)
    for name in ("display_p3", "adobe_rgb", "prophoto"):
        profile = chunk(b"iCCP", b"test\0\0" + zlib.compress(rgb_profile(name)))
        png(f"{name}.png", as_space(rgb, name), 8, 2, profile)
    png("srgb_profile.png", rgb, 8, 2, chunk(b"iCCP", b"test\0\0" + zlib.compress(rgb_profile("srgb"))))
    png("cicp_p3.png", as_space(rgb, "display_p3"), 8, 2, chunk(b"cICP", bytes([12, 13, 0, 1])))
    linear = np.round(srgb_decode(rgb / 255.0) * 65535).astype(np.uint16)
    png("gamma_linear.png", np.round(linear / 257).astype(np.uint8), 8, 2, chunk(b"gAMA", struct.pack(">I", 100000)))
    gray_icc = chunk(b"iCCP", b"test\0\0" + zlib.compress(gray_profile(1.0)))
    png("gray_linear_profile.png", np.full((HEIGHT, WIDTH), 55, np.uint8), 8, 0, gray_icc)
    frames = [Image.fromarray(rgb), Image.fromarray(rgb[::-1].copy())]
    frames[0].save(OUT / "animated.png", save_all=True, append_images=frames[1:], duration=100)


def jpegs():
    image = Image.fromarray(picture())
    image.save(OUT / "baseline.jpg", quality=90)
    image.save(OUT / "progressive.jpg", quality=90, progressive=True)
    image.convert("L").save(OUT / "gray.jpg", quality=90)
    image.convert("CMYK").save(OUT / "cmyk.jpg", quality=95)
    p3 = Image.fromarray(as_space(picture(), "display_p3"))
    p3.save(OUT / "display_p3.jpg", quality=95, subsampling=0, icc_profile=rgb_profile("display_p3"))


def others():
    rgb, index = picture(), quadrants()
    image = Image.fromarray(rgb)
    flipped = Image.fromarray(rgb[::-1].copy())
    alpha = np.where(index == 3, 0, 255).astype(np.uint8)
    rgba = Image.fromarray(np.dstack([rgb, alpha]))
    p3 = Image.fromarray(as_space(rgb, "display_p3"))

    image.save(OUT / "plain.gif")
    image.save(OUT / "animated.gif", save_all=True, append_images=[flipped], duration=100)
    rgba.save(OUT / "transparent.gif")

    image.save(OUT / "lossy.webp", quality=90)
    rgba.save(OUT / "alpha.webp", lossless=True)
    image.save(OUT / "animated.webp", save_all=True, append_images=[flipped], duration=100, lossless=True)
    p3.save(OUT / "display_p3.webp", lossless=True, icc_profile=rgb_profile("display_p3"))

    image.save(OUT / "plain.avif", quality=90)
    rgba.save(OUT / "alpha.avif", quality=90)
    pillow_heif.from_pillow(image).save(OUT / "plain.heic", quality=90)
    pillow_heif.from_pillow(rgba).save(OUT / "alpha.heic", quality=90)
    pillow_heif.from_pillow(p3).save(OUT / "display_p3.heic", quality=95, icc_profile=rgb_profile("display_p3"))
    large = image.resize((WIDTH * 4, HEIGHT * 4), Image.Resampling.NEAREST)
    pillow_heif.from_pillow(large).save(OUT / "grid.heic", quality=80, tile_size=64)
    pillow_heif.options.SAVE_HDR_TO_12_BIT = False
    deep = (rgb.astype(np.uint16) * 257).tobytes()
    pillow_heif.from_bytes("RGB;16", (WIDTH, HEIGHT), deep).save(OUT / "ten_bit.heic", quality=90)

    (OUT / "lossless.jxl").write_bytes(imagecodecs.jpegxl_encode(rgb, lossless=True))
    (OUT / "lossy.jxl").write_bytes(imagecodecs.jpegxl_encode(rgb, distance=1.0))
    (OUT / "alpha.jxl").write_bytes(imagecodecs.jpegxl_encode(np.array(rgba), lossless=True))


def tiffs():
    rgb, index = picture(), quadrants()
    image = Image.fromarray(rgb)
    image.save(OUT / "lzw.tif", compression="tiff_lzw")
    image.convert("CMYK").save(OUT / "cmyk.tif", compression="tiff_deflate")
    image.save(OUT / "pages.tif", save_all=True, append_images=[image.resize((9, 7))], compression="tiff_lzw")
    tifffile.imwrite(OUT / "tiled16.tif", rgb.astype(np.uint16) * 257, tile=(16, 16), compression="zlib", metadata=None,
                     photometric="rgb")
    alpha = np.where(index == 3, 0, 255).astype(np.uint8)
    tifffile.imwrite(OUT / "alpha.tif", np.dstack([rgb, alpha]), compression="zlib", extrasamples=["unassalpha"],
                     photometric="rgb", metadata=None)
    tifffile.imwrite(OUT / "big.tif", rgb, bigtiff=True, compression="zlib", metadata=None, photometric="rgb")
    p3 = Image.fromarray(as_space(rgb, "display_p3"))
    p3.save(OUT / "display_p3.tif", compression="tiff_deflate", icc_profile=rgb_profile("display_p3"))


def bmp(name, bits, rows, palette=b"", compression=0, masks=b"", height=HEIGHT, header_size=40):
    info = struct.pack("<IiiHHIIiiII", header_size, WIDTH, height, 1, bits, compression, len(rows), 2835, 2835,
                       len(palette) // 4, 0)
    info += masks if header_size == 40 else masks.ljust(header_size - 40, b"\0")
    offset = 14 + len(info) + len(palette)
    (OUT / name).write_bytes(struct.pack("<2sIHHI", b"BM", offset + len(rows), 0, 0, offset) + info + palette + rows)


def padded(rows) -> bytes:
    return b"".join(row + b"\0" * (-len(row) % 4) for row in rows)


def run_rows(index, bits) -> bytes:
    """Each row as two runs, one literal stretch in the first row, the rest by escape codes."""
    data = b""
    for number, row in enumerate(index[::-1]):
        half = WIDTH // 2
        left, right = int(row[0]), int(row[-1])
        if bits == 4:
            left, right = left * 17, right * 17
        data += bytes([half, left])
        if number == 0:
            data += bytes([0, half]) + bytes([right]) * (half if bits == 8 else half // 2)
        else:
            data += bytes([half, right])
        data += b"\0\0"
    return data + b"\0\1"


def bmps():
    rgb, index = picture(), quadrants()
    up = rgb[::-1].astype(np.uint32)
    palette = b"".join(bytes([b, g, r, 0]) for r, g, b in PALETTE)
    bmp("indexed1.bmp", 1, padded(np.packbits(row & 1).tobytes() for row in index[::-1]), palette[:8])
    bmp("indexed4.bmp", 4, padded(bytes(row[::2] << 4 | row[1::2]) for row in index[::-1]), palette)
    bmp("indexed8.bmp", 8, padded(row.tobytes() for row in index[::-1]), palette)
    bmp("rle8.bmp", 8, run_rows(index, 8), palette, compression=1)
    bmp("rle4.bmp", 4, run_rows(index, 4), palette, compression=2)
    bmp("rgb24.bmp", 24, padded(row[:, ::-1].tobytes() for row in rgb[::-1]))
    bmp("top_down.bmp", 24, padded(row[:, ::-1].tobytes() for row in rgb), height=-HEIGHT)
    five = up[..., 0] >> 3 << 10 | up[..., 1] >> 3 << 5 | up[..., 2] >> 3
    bmp("rgb555.bmp", 16, padded(row.astype("<u2").tobytes() for row in five))
    six = up[..., 0] >> 3 << 11 | up[..., 1] >> 2 << 5 | up[..., 2] >> 3
    bmp("rgb565.bmp", 16, padded(row.astype("<u2").tobytes() for row in six), compression=3,
        masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F))
    word = up[..., 0] << 16 | up[..., 1] << 8 | up[..., 2]
    bmp("rgb32.bmp", 32, padded(row.astype("<u4").tobytes() for row in word))
    opacity = np.where(index[::-1] == 3, 0, 255).astype(np.uint32) << 24
    bmp("rgba32.bmp", 32, padded(row.astype("<u4").tobytes() for row in word | opacity), compression=3,
        masks=struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000), header_size=124)


def raws():
    """A DNG of the picture through a colour filter array, turned by its tag, without a preview."""
    rgb = np.repeat(np.repeat(UNDO[6](picture()), 4, axis=0), 4, axis=1)
    linear = np.round(srgb_decode(rgb / 255.0) * 4095).astype(np.uint16)
    mosaic = linear[..., 1].copy()
    mosaic[0::2, 0::2] = linear[0::2, 0::2, 0]
    mosaic[1::2, 1::2] = linear[1::2, 1::2, 2]
    to_camera = np.linalg.inv(xyz_matrix(SPACES["srgb"][0])[0])
    rationals = [n for value in to_camera.reshape(-1) for n in (round(float(value) * 10000), 10000)]
    tags = [
        (274, "H", 1, 6, True),
        (271, "s", 0, "Shoebox", True),
        (272, "s", 0, "Test", True),
        (33421, "H", 2, (2, 2), True),
        (33422, "B", 4, bytes([0, 1, 1, 2]), True),
        (50706, "B", 4, bytes([1, 4, 0, 0]), True),
        (50708, "s", 0, "Shoebox Test", True),
        (50714, "H", 1, 0, True),
        (50717, "I", 1, 4095, True),
        (50721, "2i", 9, rationals, True),
        (50728, "2I", 3, (1, 1, 1, 1, 1, 1), True),
        (50778, "H", 1, 21, True),
    ]
    tifffile.imwrite(OUT / "mosaic.dng", mosaic, photometric=32803, compression="none", metadata=None, extratags=tags)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    oriented()
    pngs()
    jpegs()
    others()
    tiffs()
    bmps()
    raws()


if __name__ == "__main__":
    main()
