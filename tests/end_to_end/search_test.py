#!/usr/bin/env python3
"""Questions as a user asks them, and the JSON that scripts rely on."""
import struct
import subprocess
import unittest

import pictures
from shoebox import ERROR, NOTHING_FOUND, OK, PROGRAM, ShoeboxTest

TOOK = {"parse", "filter", "encode", "index", "rank", "total"}
RESULT = {"photo_id": int, "path": str, "paths": list, "score": (int, float), "relevance": (int, float), "people": list, "why": list}


class Search(ShoeboxTest):
    def setUp(self):
        super().setUp()
        self.paths = [self.write(f"{number:02}.png", pictures.png(number)) for number in range(20)]
        self.paths.append(self.write("taken.jpg", pictures.jpeg(taken="2020:06:07 08:09:10")))
        self.index()

    def check_answer(self, answer, count):
        """Every key of the contract with its type, and an order that makes sense."""
        self.assertGreaterEqual(set(answer), {"query", "results", "total", "line", "model", "took_ms"}, answer)
        self.assertGreaterEqual(set(answer["query"]), {"chips", "meaning"})
        self.assertIsInstance(answer["query"]["chips"], list)
        self.assertIsInstance(answer["model"], str)
        self.assertEqual(set(answer["took_ms"]), TOOK)
        for value in answer["took_ms"].values():
            self.assertGreaterEqual(value, 0)
        self.assertEqual(len(answer["results"]), count)
        for result in answer["results"]:
            for key, kind in RESULT.items():
                self.assertIsInstance(result[key], kind, (key, result))
            self.assertIn("taken_at", result)
            self.assertIn("place", result)
            self.assertTrue(result["path"].startswith("/"))
            self.assertIn(result["path"], result["paths"])
            self.assertTrue(0 <= result["relevance"] <= 1, result)
            self.assertTrue(-1.001 <= result["score"] <= 1.001, result)
            for why in result["why"]:
                self.assertIn(why["kind"], {"meaning", "time", "place", "person", "camera", "text", "filename"})
                self.assertIsInstance(why["text"], str)
        scores = [result["score"] for result in answer["results"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(len({result["photo_id"] for result in answer["results"]}), count)

    def test_question_in_english_and_chinese(self):
        self.check_answer(self.search("a green meadow with mountains"), 12)
        self.check_answer(self.search("绿色的草地"), 12)

    def test_a_folder_that_is_not_there_is_told_where_nothing_is_found(self):
        self.photos.rename(self.photos.with_name("unplugged"))
        self.run_shoebox("index", "--quiet")
        self.assertIn(f"{self.photos} is not there now", self.run_shoebox("search", "meadow", expect=NOTHING_FOUND).err)
        self.photos.with_name("unplugged").rename(self.photos)
        self.run_shoebox("index", "--quiet")
        self.assertNotIn("not there", self.run_shoebox("search", "meadow").err)

    def test_words_need_no_quotes(self):
        quoted = self.search("green meadow")
        self.assertEqual(self.search("green", "meadow")["results"], quoted["results"])

    def test_k_limits_and_zero_means_all(self):
        self.check_answer(self.search("meadow", "-k", "3"), 3)
        answer = self.search("meadow", "-k", "0")
        self.check_answer(answer, 21)
        self.assertEqual(answer["total"], 21)

    def test_picture_finds_itself(self):
        self.assertEqual(self.search("--image", self.paths[5])["results"][0]["path"], str(self.paths[5]))

    def test_picture_and_words_are_weighed(self):
        picture_only = self.search("meadow", "--image", self.paths[5], "--weights", "0,1", "-k", "0")
        self.assertEqual([each["path"] for each in picture_only["results"]],
                         [each["path"] for each in self.search("--image", self.paths[5], "-k", "0")["results"]])
        words_only = self.search("meadow", "--image", self.paths[5], "--weights", "1,0", "-k", "0")
        self.assertEqual([each["path"] for each in words_only["results"]],
                         [each["path"] for each in self.search("meadow", "-k", "0")["results"]])

    def test_photo_tells_when_it_was_taken(self):
        self.assertTrue(self.photo_of(self.paths[-1])["taken_at"].startswith("2020-06-07T08:09:10"))

    def test_queries_from_a_file_are_answered_in_order(self):
        queries = ["绿色的草地", "a red square", "", "  ", "x" * 10_000, "🌸", "全角　ＡＢＣ", "'; drop table photos; --"]
        file = self.work / "queries.txt"
        file.write_text("\n".join(query for query in queries) + "\n", encoding="utf-8")
        one = self.run_shoebox("search", "--queries", file, "-k", "5", "--json", expect=None)
        two = self.run_shoebox("search", "--queries", "-", "-k", "5", "--json", text=file.read_text("utf-8"), expect=None)
        self.assertEqual(len(one.json_lines), len(queries), str(one))
        strip = lambda lines: [{**line, "took_ms": None} for line in lines]  # noqa: E731
        self.assertEqual(strip(one.json_lines), strip(two.json_lines))
        self.check_answer(one.json_lines[0], 5)
        self.assertEqual(one.json_lines[0]["results"], self.search("绿色的草地", "-k", "5")["results"])

    def test_vectors_from_a_file(self):
        dimension = next(space for space in self.run_shoebox("status", "--json").json["spaces"] if space["active"])["dimension"]
        file = self.work / "vectors.npy"
        file.write_bytes(npy([[1.0] + [0.0] * (dimension - 1), [0.5] * dimension]))
        lines = self.run_shoebox("search", "--vector", file, "-k", "4", "--json").json_lines
        self.assertEqual(len(lines), 2)
        for line in lines:
            self.check_answer(line, 4)

    def test_vector_file_of_another_size_is_refused(self):
        file = self.work / "vectors.npy"
        file.write_bytes(npy([[1.0, 0.0, 0.0]]))
        answer = self.run_shoebox("search", "--vector", file, expect=ERROR)
        self.assertIn("3", answer.out + answer.err)
        file.write_bytes(b"\x93NUMPY\x01\0")
        self.run_shoebox("search", "--vector", file, expect=ERROR)

    def test_contact_sheet_is_a_png(self):
        sheet = self.work / "sheet.png"
        self.search("meadow", "-k", "6", "--contact-sheet", sheet)
        data = sheet.read_bytes()
        self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", data[16:24])
        self.assertTrue(200 < width < 5000 and 100 < height < 5000, (width, height))

    def test_contact_sheet_never_goes_into_photo_folders(self):
        before = {path: path.read_bytes() for path in self.photos.iterdir()}
        link = self.work / "link"
        link.symlink_to(self.photos)
        for sheet in (self.paths[0], self.photos / "sheet.png", link / "sheet.png"):
            answer = self.run_shoebox("search", "meadow", "--contact-sheet", sheet, expect=ERROR)
            self.assertIn("never written to", answer.err)
            self.assertEqual(answer.out, "")
        self.assertEqual({path: path.read_bytes() for path in self.photos.iterdir()}, before)

    def test_options_that_contradict_are_refused(self):
        queries, vectors, sheet = self.work / "queries.txt", self.work / "vectors.npy", self.work / "sheet.png"
        queries.write_text("meadow\n")
        vectors.write_bytes(npy([[1.0, 0.0]]))
        for also in (["sea"], ["--vector", vectors], ["--image", self.paths[0]], ["--contact-sheet", sheet]):
            self.assertIn("--queries", self.run_shoebox("search", "--queries", queries, *also, expect=ERROR).err)
        self.assertIn("--vector", self.run_shoebox("search", "--vector", vectors, "--contact-sheet", sheet, expect=ERROR).err)
        for question in (["meadow"], ["--image", self.paths[0]]):
            self.assertIn("--weights", self.run_shoebox("search", *question, "--weights", "0.5,0.5", expect=ERROR).err)
        self.assertFalse(sheet.exists())

    def test_above_line_drops_what_is_below(self):
        everything = self.search("meadow", "-k", "0")
        answer = self.run_shoebox("search", "meadow", "-k", "0", "--above-line", "--json", expect=None)
        self.assertIn(answer.code, (OK, NOTHING_FOUND))
        kept = answer.json["results"]
        self.assertEqual([each["path"] for each in kept], [each["path"] for each in everything["results"]][:len(kept)])
        self.assertEqual(answer.code, OK if kept else NOTHING_FOUND)

    def test_question_that_is_no_question_is_refused(self):
        self.run_shoebox("search", expect=ERROR)
        self.run_shoebox("search", "--image", self.work / "nothing.jpg", expect=ERROR)
        self.run_shoebox("search", "meadow", "-k", "-1", expect=ERROR)
        self.run_shoebox("search", "meadow", "--weights", "a,b", "--image", self.paths[0], expect=ERROR)

    def test_reader_that_leaves_early_is_no_error(self):
        command = [PROGRAM, "--home", self.home, "search", "--queries", "-", "-k", "0", "--json"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=self.environment()) as process:
            process.stdout.close()
            errors = self.feed(process, b"meadow\n" * 200)
            self.assertEqual(process.wait(), OK, errors)

    def feed(self, process, data):
        try:
            process.stdin.write(data)
            process.stdin.close()
        except BrokenPipeError:
            pass
        return process.stderr.read()

    def test_damaged_index_file_is_made_again(self):
        before = self.search("meadow", "-k", "0")["results"]
        files = [path for path in (self.home / "index").rglob("*") if path.is_file()]
        self.assertTrue(files)
        for path in files:
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 0xFF
            path.write_bytes(data)
        self.index()
        self.assertEqual(self.search("meadow", "-k", "0")["results"], before)
        for path in files:
            path.unlink()
        self.index()
        self.assertEqual(self.search("meadow", "-k", "0")["results"], before)

    def test_search_reads_while_another_process_writes(self):
        for number in range(40, 60):
            self.write(f"{number}.png", pictures.png(number))
        command = [PROGRAM, "--home", self.home, "index", "--quiet"]
        with subprocess.Popen(command, env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as writer:
            while writer.poll() is None:
                self.assertGreaterEqual(self.search("meadow", "-k", "0")["total"], 21)
            self.assertEqual(writer.returncode, OK, writer.stderr.read())
        self.assertEqual(self.search("meadow", "-k", "0")["total"], 41)


class EmptyHome(ShoeboxTest):
    def test_search_without_a_library_says_what_to_do(self):
        answer = self.run_shoebox("search", "meadow", expect=ERROR)
        self.assertIn("shoebox index", answer.err)
        self.assertFalse(self.home.exists(), "a search makes no home")

    def test_library_without_photos_finds_nothing(self):
        self.index()
        answer = self.run_shoebox("search", "meadow", "--json", expect=NOTHING_FOUND)
        self.assertEqual(answer.json["results"], [])


def npy(rows):
    """float32 [N, D] in NumPy's format 1.0."""
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({len(rows)}, {len(rows[0])}), }}"
    header = header.ljust(117) + "\n"
    return (b"\x93NUMPY\x01\0" + struct.pack("<H", len(header)) + header.encode()
            + b"".join(struct.pack(f"<{len(row)}f", *row) for row in rows))


if __name__ == "__main__":
    unittest.main()
