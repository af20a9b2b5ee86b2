#!/usr/bin/env python3
"""What happens to folders of photos over time, through `shoebox index`."""
import os
import pathlib
import unittest

import pictures
from shoebox import ERROR, ShoeboxTest


class NewPhotos(ShoeboxTest):
    def test_photos_are_added_once_and_found_by_themselves(self):
        paths = [self.write(f"{number}.png", pictures.png(number)) for number in range(8)]
        self.check_index(self.index(), added=8)
        self.check_index(self.index(), unchanged=8)
        for path in paths:
            first = self.search("--image", path, "-k", "3")["results"][0]
            self.assertEqual(first["path"], str(path))
            self.assertGreater(first["score"], 0.99)

    def test_content_decides_and_not_the_name(self):
        self.write("png named jpg.jpg", pictures.png(1))
        self.write("jpeg named png.PNG", pictures.jpeg())
        self.check_index(self.index(), added=2)

    def test_names_in_any_script_are_kept(self):
        names = ["樱花 🌸.png", "Ünïcode.png", "new\nline.png", "a'b\"c $HOME `x`.png", "-k.png", "  spaces  .png", "日本/京都/花.png"]
        for number, name in enumerate(names):
            self.write(name, pictures.png(number))
        self.check_index(self.index(), added=len(names))
        found = {each["path"] for each in self.search("picture", "-k", "0")["results"]}
        self.assertEqual(found, {str(self.photos / name) for name in names})

    def test_name_that_is_not_utf8_is_indexed(self):
        path = os.fsencode(self.photos) + b"/caf\xe9.png"
        with open(path, "wb") as file:
            file.write(pictures.png(1))
        self.check_index(self.index(), added=1)
        self.assertIn("\ufffd", self.search("picture")["results"][0]["path"])

    def test_photos_and_their_folders_are_never_written(self):
        self.write("a/1.png", pictures.png(1))
        self.write("a/2.jpg", pictures.jpeg(taken="2020:01:02 03:04:05"))
        self.write("broken.jpg", b"no picture")
        before = self.snapshot()
        self.index()
        self.search("anything")
        self.assertEqual(self.snapshot(), before)

    def snapshot(self):
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_mode, path.read_bytes() if path.is_file() else None)
                for path in [self.photos, *self.photos.rglob("*")]}


class DamagedFiles(ShoeboxTest):
    def test_each_is_reported_and_the_others_are_found(self):
        for name, content in pictures.damaged().items():
            self.write(name, content)
        good = self.write("good.png", pictures.png(1))
        summary = self.index()
        self.check_index(summary, added=1, skipped=sorted(pictures.damaged()))
        for each in summary["skipped"]:
            self.assertTrue(each["error"], each)
        self.assertEqual(self.photo_of(good)["path"], str(good))

    def test_they_are_remembered_with_their_reason(self):
        self.write("cut.png", pictures.png(1)[:100])
        self.check_index(self.index(), skipped=["cut.png"])
        again = self.index()                        # may tell it once more, but counts it as nothing else
        self.check_index(again, skipped=["cut.png"] if again["skipped"] else [])
        status = self.run_shoebox("status", "--json").json
        files = [each for root in status["roots"] for each in root["skipped_files"]]
        self.assertEqual([pathlib.Path(each["path"]).name for each in files], ["cut.png"])
        self.assertTrue(files[0]["error"])

    def test_a_file_that_was_repaired_is_added(self):
        self.write("photo.png", pictures.png(1)[:100])
        self.check_index(self.index(), skipped=["photo.png"])
        self.write("photo.png", pictures.png(1))
        self.check_index(self.index(), added=1)

    def test_other_files_are_ignored(self):
        self.write("notes.txt", b"hello")
        self.write("film.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ")
        self.write("a.png", pictures.png(1))
        summary = self.index()
        self.check_index(summary, added=1)
        self.assertEqual(summary["ignored"], 2, summary)
        self.assertEqual(summary["seen"], 3, summary)


class Changes(ShoeboxTest):
    def test_renamed_file_is_the_same_photo(self):
        old = self.write("old.png", pictures.png(1))
        self.index()
        photo = self.photo_of(old)
        new = old.rename(self.photos / "new.png")
        self.check_index(self.index(), moved=1)
        self.assertEqual(self.photo_of(new)["photo_id"], photo["photo_id"])
        self.assertEqual(self.photo_of(new)["paths"], [str(new)])

    def test_file_moved_into_another_folder_is_the_same_photo(self):
        old = self.write("a/photo.png", pictures.png(1))
        self.write("b/other.png", pictures.png(2))
        self.index()
        photo = self.photo_of(old)
        new = old.rename(self.photos / "b" / "photo.png")
        self.check_index(self.index(), moved=1, unchanged=1)
        self.assertEqual(self.photo_of(new)["photo_id"], photo["photo_id"])

    def test_copy_is_one_more_file_of_the_photo(self):
        original = self.write("original.png", pictures.png(1))
        self.index()
        copy = self.write("copies/copy.png", pictures.png(1))
        self.check_index(self.index(), added=1, unchanged=1)
        self.assertEqual(sorted(self.photo_of(original)["paths"]), sorted([str(original), str(copy)]))
        self.assertEqual(len(self.search("picture", "-k", "0")["results"]), 1)

    def test_removing_one_copy_keeps_the_photo(self):
        original, copy = self.write("1.png", pictures.png(1)), self.write("2.png", pictures.png(1))
        self.index()
        original.unlink()
        self.check_index(self.index(), unchanged=1)
        self.assertEqual(self.photo_of(copy)["paths"], [str(copy)])

    def test_edited_metadata_is_read_again_for_the_same_photo(self):
        path = self.write("photo.jpg", pictures.jpeg(taken="2019:05:06 07:08:09"))
        self.index()
        before = self.photo_of(path)
        self.assertIn("2019-05-06", before["taken_at"])
        self.write("photo.jpg", pictures.jpeg(taken="2021:03:04 05:06:07", description="cherry trees"))
        self.check_index(self.index(), updated=1)
        after = self.photo_of(path)
        self.assertEqual(after["photo_id"], before["photo_id"])
        self.assertIn("2021-03-04", after["taken_at"])

    def test_new_pixels_under_the_old_name_are_embedded_again(self):
        path = self.write("photo.jpg", pictures.jpeg("meadow"))
        self.index()
        before = self.photo_of(path)
        self.write("photo.jpg", pictures.jpeg("desert"))
        self.check_index(self.index(), updated=1)
        after = self.photo_of(path)
        self.assertEqual(after["photo_id"], before["photo_id"])
        self.assertGreater(after["score"], 0.99)

    def test_deleted_file_is_no_longer_found(self):
        path = self.write("gone.png", pictures.png(1))
        kept = self.write("kept.png", pictures.png(2))
        self.index()
        path.unlink()
        self.check_index(self.index(), unchanged=1)
        self.assertEqual([each["path"] for each in self.search("picture", "-k", "0")["results"]], [str(kept)])

    def test_root_that_is_away_keeps_its_photos(self):
        path = self.write("photo.png", pictures.png(1))
        self.index()
        photo = self.photo_of(path)
        away = self.photos.rename(self.work / "away")
        self.run_shoebox("index", "--json")
        root = self.run_shoebox("roots", "list", "--json").json[0]
        self.assertEqual((root["available"], root["files"]), (False, 1))
        away.rename(self.photos)
        self.check_index(self.index(), unchanged=1)
        self.assertEqual(self.photo_of(path)["photo_id"], photo["photo_id"])


class Folders(ShoeboxTest):
    def test_default_excludes_are_left_out(self):
        for folder in (".hidden", "@eaDir", ".trash", ".thumbnails"):
            self.write(f"{folder}/a.png", pictures.png(1))
        self.write("nomedia/.nomedia", b"")
        self.write("nomedia/b.png", pictures.png(2))
        self.write("._c.png", pictures.png(3))
        self.write("kept.png", pictures.png(4))
        self.check_index(self.index(), added=1)

    def test_ignore_file_and_setting_leave_out(self):
        self.write(".shoeboxignore", "screenshots/\n*.gif.png\n".encode())
        self.write("screenshots/a.png", pictures.png(1))
        self.write("b.gif.png", pictures.png(2))
        self.write("drafts/c.png", pictures.png(3))
        self.write("kept.png", pictures.png(4))
        self.run_shoebox("config", "set", "exclude", "drafts/")
        self.check_index(self.index(), added=1)

    def test_link_loops_end(self):
        self.write("a/photo.png", pictures.png(1))
        (self.photos / "a" / "loop").symlink_to(self.photos, target_is_directory=True)
        (self.photos / "dangling.png").symlink_to(self.photos / "nowhere.png")
        self.assertEqual(self.index()["added"], 1)

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable_folder_does_not_stop_the_run(self):
        self.write("closed/a.png", pictures.png(1))
        self.write("open/b.png", pictures.png(2))
        (self.photos / "closed").chmod(0)
        self.assertEqual(self.index()["added"], 1)

    def test_very_long_path_is_skipped_or_read_but_never_fatal(self):
        self.write("kept.png", pictures.png(1))
        here = os.getcwd()
        self.addCleanup(os.chdir, here)
        os.chdir(self.photos)
        for _ in range(20):
            os.mkdir("d" * 250)
            os.chdir("d" * 250)
        pathlib.Path("deep.png").write_bytes(pictures.png(2))
        os.chdir(here)
        self.assertEqual(self.index()["added"], 1)

    def test_missing_folder_is_an_error(self):
        self.assertIn("nowhere", self.run_shoebox("index", self.work / "nowhere", expect=ERROR).err)

    def test_roots_are_listed_and_removed_without_touching_files(self):
        path = self.write("photo.png", pictures.png(1))
        self.index()
        roots = self.run_shoebox("roots", "list", "--json").json
        self.assertEqual([each["path"] for each in roots], [str(self.photos)])
        self.run_shoebox("roots", "remove", self.photos)
        self.assertTrue(path.exists())
        self.assertEqual(self.run_shoebox("status", "--json").json["photos"], 0)


if __name__ == "__main__":
    unittest.main()
