#!/usr/bin/env python3
"""The second album (tests/second_album): other places, people, cameras and sentences than ../shared/data/album has, by the same rules."""
import pathlib
import sys
import tempfile
import unittest

import album_search_test

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "second_album"))


@unittest.skipUnless(album_search_test.ALBUM.is_dir(), "the photos are not there: set SHOEBOX_SHARED")
class SecondAlbum(album_search_test.Questions, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="shoebox-second-album-")
        cls.addClassCleanup(folder.cleanup)
        cls.description = pathlib.Path(folder.name)
        super().setUpClass()

    @classmethod
    def build(cls, album):
        import make_album
        import make_queries
        import build_album  # of ../shared/data/album, which words.py leads to
        make_album.make(cls.description)
        make_queries.make(cls.description)
        build_album.HERE = str(cls.description)
        build_album.build(str(album))

    def check(self, wanted, share_wanted=album_search_test.SHARE_WANTED):
        share, wrong = self.share_right(wanted)
        self.assertGreaterEqual(share, share_wanted, wrong)

    def test_chinese_questions_find_the_right_photos(self):
        self.check(lambda question: self.structural(question) and album_search_test.is_chinese(question))

    def test_english_questions_find_the_right_photos(self):
        self.check(lambda question: self.structural(question) and question["lang"] == "en")

    def test_mixed_questions_find_the_right_photos(self):
        self.check(lambda question: self.structural(question) and question["lang"] == "mixed")

    def test_traps_filter_nothing_that_is_meaning(self):
        self.check(lambda question: not question["filtered"] and not question["ambiguous"])

    def test_persons_are_those_that_sidecars_name(self):
        self.check(lambda question: "person" in question["kind"] and not question["ambiguous"])


if __name__ == "__main__":
    unittest.main()
