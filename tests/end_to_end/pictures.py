"""Pictures made with the standard library alone: PNGs of any content, JPEGs with metadata, and damaged ones."""
import pathlib
import random
import struct
import zlib

DATA = pathlib.Path(__file__).resolve().parent / "data"


def png(seed, width=320, height=240):
    """A PNG of coloured rectangles over a gradient, another one for each seed."""
    chance = random.Random(seed)
    colour = [[chance.randrange(256) for _ in range(3)] for _ in range(2)]
    boxes = [(chance.randrange(width), chance.randrange(height), chance.randrange(20, width // 2), chance.randrange(20, height // 2),
              bytes(chance.randrange(256) for _ in range(3))) for _ in range(6)]
    rows = []
    for y in range(height):
        blend = [(a * (height - y) + b * y) // height for a, b in zip(*colour)]
        row = bytearray(bytes(blend) * width)
        for left, top, wide, high, fill in boxes:
            if top <= y < top + high:
                right = min(width, left + wide)
                row[3 * left:3 * right] = fill * (right - left)
        rows.append(b"\0" + bytes(row))
    return png_of(width, height, b"".join(rows))


def png_of(width, height, raw):
    """A PNG with this header, whatever the raw rows are."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(raw, 1)) + _chunk(b"IEND", b""))


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(name="meadow", *, taken=None, description=None, orientation=None):
    """One of the committed JPEGs ("meadow", "desert") with EXIF in front of the same scan data."""
    data = (DATA / f"{name}.jpg").read_bytes()
    if taken is None and description is None and orientation is None:
        return data
    exif = b"Exif\0\0" + _tiff(taken, description, orientation)
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]


def _tiff(taken, description, orientation):
    """A little-endian TIFF block: IFD0 with description and orientation, an Exif IFD with DateTimeOriginal."""
    entries = []                                    # (tag, type, count, value bytes)
    if description is not None:
        text = description.encode() + b"\0"
        entries.append((0x010E, 2, len(text), text))
    if orientation is not None:
        entries.append((0x0112, 3, 1, struct.pack("<HH", orientation, 0)))
    exif = [(0x9003, 2, 20, taken.encode() + b"\0")] if taken is not None else []
    if exif:
        entries.append((0x8769, 4, 1, b"exif"))     # the place is filled in below
    first = _ifd_size(entries)
    body = b"II*\0" + struct.pack("<I", 8)
    if exif:
        entries[-1] = (0x8769, 4, 1, struct.pack("<I", 8 + first))
    return body + _ifd(entries, 8) + (_ifd(exif, 8 + first) if exif else b"")


def _ifd_size(entries):
    return 2 + 12 * len(entries) + 4 + sum(len(value) + len(value) % 2 for _, _, _, value in entries if len(value) > 4)


def _ifd(entries, offset):
    place = offset + 2 + 12 * len(entries) + 4
    table, values = struct.pack("<H", len(entries)), b""
    for tag, kind, count, value in entries:
        if len(value) > 4:
            table += struct.pack("<HHII", tag, kind, count, place + len(values))
            values += value + b"\0" * (len(value) % 2)
        else:
            table += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
    return table + struct.pack("<I", 0) + values


def damaged():
    """{name: bytes} of files that look like pictures and cannot be read."""
    good = png(1)
    return {
        "empty.jpg": b"",
        "cut in the header.png": good[:20],
        "wrong checksum.png": good[:60] + bytes([good[60] ^ 255]) + good[61:],
        "claims 100000 x 100000.png": png_of(100_000, 100_000, b"\0" * 1000),
        "jpeg without a scan.jpg": jpeg()[:200],
        "noise.heic": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + random.Random(3).randbytes(4000),
    }
