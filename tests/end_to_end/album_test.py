#!/usr/bin/env python3
"""Every photo of an album with known truth (../shared/data/album, or in $SHOEBOX_SHARED): what the catalogue says of it
after `shoebox index` is what its files tell. Skipped where the album is not."""
import datetime
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import unittest
import zoneinfo

from shoebox import ShoeboxTest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ALBUM = pathlib.Path(os.environ.get("SHOEBOX_SHARED", ROOT.parent / "shared")) / "data/album"
HOME_ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
KIND_BITS = {"photo": 1, "screenshot": 2, "panorama": 4}  # store/records.h
DEGREES_NEAR = 2e-5

PHOTOS = """
SELECT root.path, folder.path, file.name, p.id, p.taken_local, p.taken_precision, p.taken_offset, p.taken_is_utc,
       p.taken_source, p.latitude, p.longitude, p.make, p.model, p.lens, p.kind, p.width, p.height, p.place_country
FROM file JOIN photo p ON p.id = file.photo_id JOIN folder ON folder.id = file.folder_id JOIN root ON root.id = folder.root_id
"""
PEOPLE = "SELECT pp.photo_id, person.name FROM photo_person pp JOIN person ON person.id = pp.person_id"


def shown_time(row):
    """(wall clock or date, offset in minutes or None) as it is shown at home."""
    local, offset = row["taken_local"], row["taken_offset"]
    if local is None:
        return None, None
    if row["taken_is_utc"] and len(local) > 10:
        moment = datetime.datetime.fromisoformat(local[:19]).replace(tzinfo=datetime.timezone.utc)
        return moment.astimezone(HOME_ZONE).isoformat()[:19], None
    return local[:19], offset


def true_time(text):
    if text is None or len(text) == 10:
        return text, None
    moment = datetime.datetime.fromisoformat(text)
    offset = moment.utcoffset()
    return text[:19], None if offset is None else int(offset.total_seconds()) // 60


@unittest.skipUnless(ALBUM.is_dir(), f"no album in {ALBUM} (set SHOEBOX_SHARED to where the shared data are)")
class Album(ShoeboxTest):
    def test_every_photo_is_what_its_files_tell(self):
        build = subprocess.run([sys.executable, "-B", ALBUM / "build_album.py", self.photos], capture_output=True, text=True,
                               check=False)
        self.assertEqual(build.returncode, 0, build.stderr)
        truth = [json.loads(line) for line in (ALBUM / "album.jsonl").read_text(encoding="utf-8").splitlines()]
        summary = self.index()
        self.assertEqual((summary["added"], summary["skipped"]), (len(truth), []))

        rows, people, shared = self.read_catalogue()
        faults = []
        for true in truth:
            path = true["path"]
            row = rows.get(path)
            if row is None:
                faults.append(f"{path}: not in the catalogue")
            elif row["id"] in shared:
                self.assertIn(path, shared[row["id"]])  # the same pixels at two places: one photo, compared below
            else:
                faults += [f"{path}: {fault}" for fault in self.faults_of(true, row, people.get(row["id"], set()))]
        self.check_shared({true["path"]: true for true in truth}, rows, shared, faults)
        self.assertEqual(faults, [], "\n".join(faults))

    def read_catalogue(self):
        database = sqlite3.connect(self.home / "shoebox.db")
        database.row_factory = sqlite3.Row
        database.text_factory = lambda text: text.decode(errors="replace")
        rows, paths = {}, {}
        for row in database.execute(PHOTOS):
            path = pathlib.Path(os.fsdecode(row[0])) / os.fsdecode(row[1]) / os.fsdecode(row[2])
            name = str(path.relative_to(self.photos))
            rows[name] = row
            paths.setdefault(row["id"], []).append(name)
        people = {}
        for photo, name in database.execute(PEOPLE):
            people.setdefault(photo, set()).add(name)
        database.close()
        return rows, people, {photo: names for photo, names in paths.items() if len(names) > 1}

    def check_shared(self, truth, rows, shared, faults):
        """A photo with several files has the time of one of them."""
        for names in shared.values():
            times = {true_time(truth[name]["taken_at"])[0] for name in names}
            if shown_time(rows[names[0]])[0] not in times:
                faults.append(f"{names}: {shown_time(rows[names[0]])}, not one of {times}")

    def faults_of(self, true, row, people):
        (local, offset), (true_local, true_offset) = shown_time(row), true_time(true["taken_at"])
        source = row["taken_source"].partition(":")[0] if row["taken_source"] else None
        pairs = [("time", local, true_local), ("source", source, true["time_from"]),
                 ("make", row["make"], true["make"]), ("model", row["model"], true["model"])]
        if true_offset is not None and offset is not None:
            pairs.append(("offset", offset, true_offset))
        if true["width"]:
            pairs += [("width", row["width"], true["width"]), ("height", row["height"], true["height"])]
        kinds = {name for name, bit in KIND_BITS.items() if row["kind"] & bit} - ({"photo"} if true["media"] != "photo" else set())
        named = set(true["people"]) if true["people_from"] in ("takeout", "xmp") else set()
        pairs.append(("kind", kinds, {true["media"]}))
        if not true["stamp"].get("as_is"):  # of those the album does not tell what else the camera wrote
            pairs += [("lens", row["lens"], true["lens"]), ("people", people, named)]
        if row["place_country"] is not None:
            country = row["place_country"]
            pairs.append(("country", chr(country >> 8) + chr(country & 255), true["country"]))
        yield from (f"{name} is {found!r}, not {wanted!r}" for name, found, wanted in pairs if found != wanted)
        for name, wanted in (("latitude", true["lat"]), ("longitude", true["lon"])):
            found = row[name]
            if (found is None) != (wanted is None) or (found is not None and abs(found - wanted) > DEGREES_NEAR):
                yield f"{name} is {found!r}, not {wanted!r}"


if __name__ == "__main__":
    unittest.main()
