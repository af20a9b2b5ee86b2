"""Vectors that were made elsewhere: taken over, given to the model that made them, and written again."""
import ast
import struct
import unittest

import pictures
from shoebox import ERROR, PROGRAM, ShoeboxTest

COUNT = 20


def read_npy(path):
    data = path.read_bytes()
    length = struct.unpack("<H", data[8:10])[0]
    rows, columns = ast.literal_eval(data[10:10 + length].decode())["shape"]
    values = struct.unpack(f"<{rows * columns}f", data[10 + length:])
    return [list(values[row * columns:(row + 1) * columns]) for row in range(rows)]


def write_npy(path, rows):
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({len(rows)}, {len(rows[0])}), }}".ljust(117).encode() + b"\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header +
                     b"".join(struct.pack(f"<{len(row)}f", *row) for row in rows))


@unittest.skipUnless(PROGRAM.exists(), "the program is not built")
class Import(ShoeboxTest):
    def setUp(self):
        super().setUp()
        self.paths = [self.write(f"{number:02}.png", pictures.png(number)) for number in range(COUNT)]
        self.index()
        self.vectors = self.work / "vectors"
        self.run_shoebox("export", "--faiss", self.vectors)
        self.found = self.search("a red square", "-k", "0")["results"]
        self.home = self.work / "another home"

    def rows(self):
        lines = (self.vectors / "image_paths.txt").read_text().splitlines()
        return dict(zip(lines, read_npy(self.vectors / "image_features.npy")))

    def put_rows(self, rows):
        (self.vectors / "image_paths.txt").write_text("".join(f"{path}\n" for path in rows))
        write_npy(self.vectors / "image_features.npy", list(rows.values()))

    def import_as(self, name, **options):
        return self.run_shoebox("import", "--faiss", self.vectors, "--model", name, "--json", **options)

    def spaces(self):
        return self.run_shoebox("status", "--json").json["spaces"]

    def check_same_order(self, results):
        self.assertEqual([each["path"] for each in results], [each["path"] for each in self.found])

    def test_vectors_of_a_model_at_hand_are_found_by_sentences_at_once(self):
        self.assertTrue(self.import_as("default").json["linked"])
        self.check_same_order(self.search("a red square", "-k", "0")["results"])

    def test_indexing_adopts_what_was_imported_and_encodes_nothing_twice(self):
        rows = self.rows()
        odd = str(self.paths[3])
        rows[odd] = [1.0] + [0.0] * (len(rows[odd]) - 1)  # what the model would never say of it
        self.put_rows(rows)
        self.import_as("default")
        self.check_index(self.index(), added=COUNT)
        [space] = self.spaces()
        self.assertEqual(space["embeddings"], COUNT)
        self.assertEqual(self.search("anything", "-k", "0")["total"], COUNT)
        self.run_shoebox("export", "--faiss", self.vectors)
        self.assertEqual(self.rows()[odd], rows[odd])

    def test_nothing_is_exported_into_photo_folders(self):
        self.home = self.work / "home"
        link = self.work / "link"
        link.symlink_to(self.photos)
        before = sorted(self.photos.iterdir())
        for folder in (self.photos, self.photos / "new", link, link / "new"):
            self.assertIn("never written to", self.run_shoebox("export", "--faiss", folder, expect=ERROR).err)
        self.assertEqual(sorted(self.photos.iterdir()), before)

    def test_a_name_of_its_own_waits_for_its_model(self):
        self.assertFalse(self.import_as("mine").json["linked"])
        [space] = self.spaces()
        self.assertEqual((space["model"], space["imported"], space["active"]), ("mine", True, False))
        self.assertIn("mine", self.run_shoebox("status").out)
        refused = self.run_shoebox("search", "a red square", "--model", "mine", expect=ERROR)
        self.assertIn("--vector", refused.err)
        self.run_shoebox("search", "--image", self.paths[0], "--model", "mine", expect=ERROR)
        self.run_shoebox("model", "use", "mine")
        [space] = self.spaces()
        self.assertEqual((space["model"], space["embeddings"], space["active"]), ("default", COUNT, True))
        self.check_same_order(self.search("a red square", "-k", "0")["results"])
        self.check_same_order(self.search("a red square", "-k", "0", "--model", "mine")["results"])

    def test_vectors_that_the_model_does_not_make_are_refused(self):
        rows = self.rows()
        size = len(next(iter(rows.values())))
        self.put_rows({path: [float((index * 31 + number * 7) % 13 - 6) for index in range(size)] for number, path in enumerate(rows)})
        self.assertIn("cosine", self.import_as("default", expect=ERROR).err)
        self.assertFalse((self.home / "shoebox.db").exists(), "nothing was written")
        self.import_as("mine")
        self.assertIn("model add", self.run_shoebox("model", "use", "mine", expect=ERROR).err)
        self.assertEqual(len(self.spaces()), 1)
        self.run_shoebox("model", "remove", "mine")
        self.assertEqual(self.spaces(), [])
        self.assertEqual(self.run_shoebox("status", "--json").json["photos"], 0)
        self.run_shoebox("model", "remove", "mine", expect=ERROR)
        self.run_shoebox("model", "remove", "default", expect=ERROR)

    def test_strict_answers_the_same_and_says_what_it_cost(self):
        self.home = self.work / "home"
        strict = self.search("a red square", "-k", "0", "--strict")
        self.check_same_order(strict["results"])
        self.assertTrue(strict["strict"])
        self.assertRegex(self.run_shoebox("search", "a red square", "--strict", "--lang", "en").out, r"every vector was compared.* ms")


if __name__ == "__main__":
    unittest.main()
