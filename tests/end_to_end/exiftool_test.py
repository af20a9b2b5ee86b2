#!/usr/bin/env python3
"""What is read of real photos (../shared/data/photos, or in $SHOEBOX_SHARED) against ExifTool, field by field. Skipped where
the photos or ExifTool are not (script/setup --test installs it)."""
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import unittest

from shoebox import ShoeboxTest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHOTOS = pathlib.Path(os.environ.get("SHOEBOX_SHARED", ROOT.parent / "shared")) / "data/photos"
EMBEDDED = 2  # store/records.h, FactSource

ROWS = """
SELECT root.path, folder.path, file.name, m.* FROM metadata m JOIN file ON file.id = m.file_id
JOIN folder ON folder.id = file.folder_id JOIN root ON root.id = folder.root_id WHERE m.source = ?
"""

# Where we differ: (file, field) → why.
KNOWN = {("ocr/korean.png", "software"): "a hexadecimal profile in a zTXt chunk, which exiv2 0.27 does not read"}


def first(tags, *names):
    """The first of the tags that is there and says something."""
    for name in names:
        value = tags.get(name)
        if value not in (None, "", [], "undef") and not (isinstance(value, str) and not value.strip(" \0")):
            return value
    return None


def clean(value):
    return None if value is None else re.sub(r"\s+", " ", str(value)).strip() or None


def taken(tags):
    """'2019-06-06T07:29:51' of the fields and in the order of image/metadata_taken.cc; None for clocks that were never set."""
    for name in ("ExifIFD:DateTimeOriginal", "IFD0:DateTimeOriginal", "SubIFD:DateTimeOriginal", "ExifIFD:CreateDate",
                 "Reconyx:DateTimeOriginal", "XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated", "XMP-xmp:CreateDate"):
        text = str(tags.get(name, ""))
        match = re.match(r"(\d{4}):(\d\d):(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?", text)
        if not match or not 1800 <= int(match[1]) <= 2199 or match[2] == "00" or match[3] == "00":
            continue
        if text.startswith(("1970:01:01 00:00:00", "1904:01:01 00:00:00")):
            continue
        day = f"{match[1]}-{match[2]}-{match[3]}"
        if match[4] is None:
            return day
        return f"{day}T{match[4]}:{match[5]}" + (f":{match[6]}" if match[6] else "")
    date = tags.get("IPTC:DateCreated")
    if not date:
        return None
    clock = re.match(r"\d\d:\d\d:\d\d", str(tags.get("IPTC:TimeCreated", "")))
    return str(date).replace(":", "-") + (f"T{clock[0]}" if clock else "")


def position(tags):
    for group in ("GPS", "XMP-exif"):
        latitude, longitude = tags.get(f"{group}:GPSLatitude"), tags.get(f"{group}:GPSLongitude")
        if not all(isinstance(value, (int, float)) for value in (latitude, longitude)):
            continue
        south = str(tags.get(f"{group}:GPSLatitudeRef", "")).upper()
        west = str(tags.get(f"{group}:GPSLongitudeRef", "")).upper()
        if group == "GPS":
            if south[:1] not in ("N", "S") or west[:1] not in ("E", "W"):
                continue
            latitude, longitude = latitude * (-1 if south[0] == "S" else 1), longitude * (-1 if west[0] == "W" else 1)
        if (latitude, longitude) != (0, 0) and abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    return None


def people(tags):
    names = []
    for region in (tags.get("XMP-mwg-rs:RegionInfo") or {}).get("RegionList", []):
        if region.get("Type", "Face") == "Face":
            names.append(region.get("Name"))
    names += listed(tags.get("XMP-iptcExt:PersonInImage"))
    names += [region.get("PersonDisplayName") for region in (tags.get("XMP-MP:RegionInfoMP") or {}).get("Regions", [])]
    for path in listed(tags.get("XMP-lr:HierarchicalSubject")) + listed(tags.get("XMP-digiKam:TagsList")):
        if re.match(r"People[|/].", str(path)):
            names.append(re.split(r"[|/]", path)[-1])
    return sorted({clean(name) for name in names if clean(name)})


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def keywords(tags):
    words = listed(tags.get("XMP-dc:Subject")) + listed(tags.get("IPTC:Keywords"))
    words += str(tags.get("IFD0:XPKeywords", "")).split(";")
    return sorted({clean(word) for word in words if clean(word)})


def number(value):
    return float(value) if isinstance(value, (int, float)) and value > 0 else None


def expected(tags):
    return {
        "taken": taken(tags),
        "position": position(tags),
        "make": clean(first(tags, "IFD0:Make", "XMP-tiff:Make")),
        "model": clean(first(tags, "IFD0:Model", "IFD0:UniqueCameraModel", "XMP-tiff:Model")),
        "software": clean(first(tags, "IFD0:Software", "XMP-xmp:CreatorTool")),
        "exposure": number(first(tags, "ExifIFD:ExposureTime", "IFD0:ExposureTime", "XMP-exif:ExposureTime")),
        "f_number": number(first(tags, "ExifIFD:FNumber", "IFD0:FNumber", "XMP-exif:FNumber")),
        "focal_length": number(first(tags, "ExifIFD:FocalLength", "IFD0:FocalLength", "XMP-exif:FocalLength")),
        "iso": number(first(tags, "ExifIFD:ISO", "IFD0:ISO")),
        "lens": clean(tags.get("ExifIFD:LensModel")),
        "people": people(tags),
        "keywords": keywords(tags),
        "burst": clean(tags.get("Apple:BurstUUID")),
        "live": clean(tags.get("Apple:ContentIdentifier")),
    }


def found(row):
    return {
        "taken": row["taken_local"] and row["taken_local"][:19],
        "position": None if row["latitude"] is None else (row["latitude"], row["longitude"]),
        "make": clean(row["make"]),
        "model": clean(row["model"]),
        "software": clean(row["software"]),
        "exposure": row["exposure_seconds"],
        "f_number": row["f_number"],
        "focal_length": row["focal_length_mm"],
        "iso": row["iso"],
        "lens": clean(row["lens"]),
        "people": sorted(json.loads(row["people"] or "[]")),
        "keywords": sorted(clean(word) for word in json.loads(row["keywords"] or "[]")),
        "burst": row["burst_id"],
        "live": row["live_photo_id"],
    }


def same(field, ours, theirs):
    if ours is None or theirs is None:
        # We look for what ExifTool's fields do not hold (APEX values, maker notes): only what it has is asked of us.
        return ours == theirs or (theirs is None and field in ("exposure", "f_number", "iso", "lens", "live", "burst"))
    if field == "position":
        return all(abs(a - b) < 2e-6 for a, b in zip(ours, theirs))
    if isinstance(theirs, float):
        return abs(ours - theirs) <= 1e-3 * abs(theirs)
    return ours == theirs


@unittest.skipUnless(PHOTOS.is_dir(), f"no photos in {PHOTOS} (set SHOEBOX_SHARED to where the shared data are)")
@unittest.skipUnless(shutil.which("exiftool"), "ExifTool is not installed: script/setup --test")
class ExifTool(ShoeboxTest):
    def test_fields_of_all_real_photos_are_the_same(self):
        self.index(PHOTOS)
        rows = self.rows()
        done = subprocess.run(["exiftool", "-r", "-q", "-json", "-n", "-G1", "-struct", PHOTOS], capture_output=True, check=False)
        compared, faults = 0, []
        for tags in json.loads(done.stdout):
            row = rows.get(tags["SourceFile"])
            if row is None:
                continue  # videos, and what is damaged
            name = str(pathlib.Path(tags["SourceFile"]).relative_to(PHOTOS))
            ours, theirs = found(row), expected(tags)
            for field, value in theirs.items():
                compared += value not in (None, [])
                if not same(field, ours[field], value) and (name, field) not in KNOWN:
                    faults.append(f"{name}: {field} is {ours[field]!r}, not {value!r}")
        self.assertEqual(faults, [], "\n" + "\n".join(faults))
        self.assertGreater(compared, 500)

    def rows(self):
        database = sqlite3.connect(self.home / "shoebox.db")
        database.row_factory = sqlite3.Row
        rows = {}
        for row in database.execute(ROWS, (EMBEDDED,)):
            rows[os.path.join(*(os.fsdecode(part) for part in row[:3]))] = row
        database.close()
        return rows


if __name__ == "__main__":
    unittest.main()
