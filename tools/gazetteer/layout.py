"""The file, little-endian, as docs/data_files.md describes it: gazetteer.bin."""

import struct
import zlib

import xxhash

MAGIC = b"SHBXGAZ1"
VERSION = 2
CELLS_PER_DEGREE = 2
BANDS_PER_DEGREE = 2
CIRCLE = 3  # among the members of a group; countries and regions are numbered as names' bearers are
WELL_KNOWN = 2  # a place that people name however small it is
NONE8, NONE16, NONE32 = 0xFF, 0xFFFF, 0xFFFFFFFF


class Strings:
    """Texts, each once: a byte of length, then UTF-8."""

    def __init__(self):
        self.bytes = bytearray(b"\0")
        self.known = {"": 0}

    def put(self, text):
        if text not in self.known:
            raw = text.encode()[:255]
            self.known[text] = len(self.bytes)
            self.bytes += bytes([len(raw)]) + raw
        return self.known[text]


def degrees(value):
    return round(value * 100_000)


def cell_of(latitude, longitude):
    rows, columns = 180 * CELLS_PER_DEGREE, 360 * CELLS_PER_DEGREE
    row = min(max(int((latitude + 90) * CELLS_PER_DEGREE), 0), rows - 1)
    column = min(max(int((longitude + 180) * CELLS_PER_DEGREE), 0), columns - 1)
    return row * columns + column


def starts(counts):
    """Counts a bucket → where each begins, and the end."""
    total, offsets = 0, []
    for count in [*counts, 0]:
        offsets.append(total)
        total += count
    return struct.pack(f"<{len(offsets)}I", *offsets)


def place_sections(places, countries, regions, strings):
    """`places` are in the order of their cells, largest first in each."""
    index_of = {id(place): index for index, place in enumerate(places)}
    country_index = {code: index for index, code in enumerate(countries)}
    region_index = {code: index for index, code in enumerate(regions)}
    records, counts = bytearray(), [0] * (180 * 360 * CELLS_PER_DEGREE**2)
    for place in places:
        records += struct.pack(
            "<IiiIIIHBB", place.id, degrees(place.latitude), degrees(place.longitude), place.population,
            index_of[id(place.home or place)], strings.put(place.english), region_index.get(place.region, NONE16),
            country_index[place.country], WELL_KNOWN if place.aliases else 0)
        counts[cell_of(place.latitude, place.longitude)] += 1
    by_id = sorted(range(len(places)), key=lambda index: places[index].id)
    chinese = b"".join(struct.pack("<II", index, strings.put(place.chinese)) for index, place in enumerate(places) if place.chinese)
    return bytes(records), starts(counts), struct.pack(f"<{len(by_id)}I", *by_id), chinese, index_of


def rings_of(borders, owner_of):
    for feature in borders["features"]:
        if not feature["geometry"]:
            continue
        owner = owner_of(feature["properties"])
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                yield owner, ring


def border_sections(borders, owner_of):
    """Edges by bands of latitude; an edge is in every band that it touches. A point is inside of the owners whose edges
    east of it are odd in number."""
    bands = [[] for _ in range(180 * BANDS_PER_DEGREE)]
    for owner, ring in rings_of(borders, owner_of):
        points = [(degrees(y), degrees(x)) for x, y in ring]
        for (y1, x1), (y2, x2) in zip(points, points[1:] + points[:1]):
            if y1 == y2:
                continue
            low, high = min(y1, y2), max(y1, y2)
            first = (low + 9_000_000) * BANDS_PER_DEGREE // 100_000
            last = (high + 9_000_000) * BANDS_PER_DEGREE // 100_000
            for band in range(max(first, 0), min(last, len(bands) - 1) + 1):
                bands[band].append((owner, y1, x1, y2, x2))
    edges = b"".join(struct.pack("<iiiiI", *edge[1:], edge[0]) for band in bands for edge in sorted(band))
    return starts(map(len, bands)), edges


def region_border_sections(edges):
    """As border_sections(), an edge once for the regions on both its sides."""
    bands = [[] for _ in range(180 * BANDS_PER_DEGREE)]
    for y1, x1, y2, x2, one, other in edges:
        first = (min(y1, y2) + 9_000_000) * BANDS_PER_DEGREE // 100_000
        last = (max(y1, y2) + 9_000_000) * BANDS_PER_DEGREE // 100_000
        for band in range(max(first, 0), min(last, len(bands) - 1) + 1):
            bands[band].append((y1, x1, y2, x2, one, NONE16 if other is None else other))
    return starts(map(len, bands)), b"".join(struct.pack("<iiiiHH", *edge) for band in bands for edge in sorted(band))


def group_sections(groups, country_index, region_index, strings):
    """`groups`: (English, Chinese, [(kind, code or circle), …]). Circles lie behind all members: latitude, longitude, metres."""
    records, members, circles = b"", [], []
    begin = sum(len(resolved) for _, _, resolved in groups)
    for english, chinese, resolved in groups:
        records += struct.pack("<IIII", strings.put(english), strings.put(chinese), len(members), len(resolved))
        for kind, code in resolved:
            if kind == CIRCLE:
                latitude, longitude, kilometres = code
                members.append(kind << 30 | (begin + len(circles)))
                circles += [degrees(latitude) & NONE32, degrees(longitude) & NONE32, round(kilometres * 1000)]
            else:
                members.append(kind << 30 | (region_index if code in region_index else country_index)[code])
    return records, struct.pack(f"<{len(members) + len(circles)}I", *members, *circles)


def name_sections(rows):
    texts, entries, areas = bytearray(), bytearray(), bytearray()
    for folded, flags, bearers, _ in rows:
        raw = folded.encode()
        entries += struct.pack("<IIBBH", len(texts), len(areas) // 4, len(raw), flags, len(bearers))
        texts += raw
        areas += b"".join(struct.pack("<I", kind << 30 | index) for kind, index in bearers)
    return bytes(texts), bytes(entries), bytes(areas)


def spelling_sections(known, word_hashes):
    """Well-known names by their first letter, the better known first; hashes of words that are not misspelt."""
    order = sorted(known, key=lambda item: (item[1][0], -item[2], item[1]))
    indices = struct.pack(f"<{len(order)}I", *(index for index, _, _ in order))
    hashes = sorted(set(word_hashes))
    return indices, struct.pack(f"<{len(hashes)}I", *hashes)


def write(path, sections):
    body, table = bytearray(), bytearray()
    begin = 8 + 4 * 4 + 16 + 16 * len(sections)
    for section in sections:
        body += b"\0" * (-(begin + len(body)) % 8)
        table += struct.pack("<QQ", begin + len(body), len(section))
        body += section
    rest = bytes(table + body)
    revision = zlib.crc32(rest)
    digest = xxhash.xxh3_128(rest).digest()
    path.write_bytes(MAGIC + struct.pack("<IIII", VERSION, revision, len(sections), 0) + digest + rest)
