#!/usr/bin/env python3
"""tools/tidy.py finds each fault in a small repository made for it, and none in a clean one."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
sys.dont_write_bytecode = True
import tidy  # noqa: E402

DRAWING = """```rooms
core  ->
store -> core
cli   -> core store
```
```third-party
fmt/       *
sqlite3.h  store
CLI/       cli
```
"""
HEADER = "#pragma once\n// What it is.\n"
CLEAN = {
    "docs/ARCHITECTURE.md": DRAWING,
    "core/CMakeLists.txt": "shoebox_module(core SOURCES a.cc)",
    "store/CMakeLists.txt": "shoebox_module(store\n  SOURCES b.cc\n  DEPENDS core\n  TESTS b_test.cc)",
    "cli/CMakeLists.txt": "shoebox_module(cli SOURCES c.cc DEPENDS core store LIBRARIES CLI11)",
    "core/a.h": HEADER + "#include <vector>\n",
    "store/b.h": HEADER + '#include "core/a.h"\n',
    "store/b.cc": '#include "store/b.h"\n#include <sqlite3.h>\n#include <sys/stat.h>\n#include <fmt/format.h>\n',
    "store/b_test.cc": '#include <gtest/gtest.h>\n#include "store/b.h"\n',
    "cli/c.cc": '#include "store/b.h"\n#include <CLI/CLI.hpp>\nint main() {\n  exit(1);\n}\n',
}


def faults(changes):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in {**CLEAN, **changes}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return list(tidy.faults_of(root))


class Tidy(unittest.TestCase):
    def check(self, changes, expected):
        """Exactly one fault, and it says `expected`."""
        found = faults(changes)
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def test_clean_repository_has_no_fault(self):
        self.assertEqual(faults({}), [])

    def test_arrow_that_is_not_drawn(self):
        self.check({"core/a.cc": '#include "store/b.h"\n'}, "core/a.cc:1: core may not use store")

    def test_third_party_header_in_a_foreign_room(self):
        self.check({"cli/d.cc": "#include <sqlite3.h>\n"}, "cli/d.cc:1: sqlite3.h is seen only by store")

    def test_library_that_is_not_drawn(self):
        self.check({"core/a.cc": "#include <boost/asio.hpp>\n"}, "boost/asio.hpp is not drawn")

    def test_test_library_in_the_product(self):
        self.check({"core/a.cc": "#include <gtest/gtest.h>\n"}, "belongs in tests")

    def test_include_without_its_folder(self):
        self.check({"core/a.cc": '#include "a.h"\n'}, 'write the path from the top: "core/a.h"')

    def test_third_party_type_in_a_front_header(self):
        self.check({"store/b.h": HEADER + "#include <sqlite3.h>\n"}, "store/b.h:3: no third-party type in a front header")

    def test_third_party_type_behind_a_front_header(self):
        self.check({"store/b.h": HEADER + '#include "store/inner.h"\n', "store/inner.h": HEADER + "#include <sqlite3.h>\n"},
                   "store/inner.h:3: no third-party type")

    def test_third_party_type_in_an_inner_header_is_fine(self):
        self.assertEqual(faults({"store/inner.h": HEADER + "#include <sqlite3.h>\n"}), [])

    def test_arrow_upwards_in_the_drawing(self):
        found = faults({"docs/ARCHITECTURE.md": DRAWING.replace("core  ->", "core  -> store")})
        self.assertTrue(any("arrows go only to rooms that stand above" in fault for fault in found), found)

    def test_drawing_without_rooms(self):
        self.assertTrue(any("no ```rooms block" in fault for fault in faults({"docs/ARCHITECTURE.md": "nothing"})))

    def test_cmake_links_more_than_is_drawn(self):
        found = faults({"core/CMakeLists.txt": "shoebox_module(core SOURCES a.cc DEPENDS store)"})
        self.assertEqual(len(found), 1, found)
        self.assertIn("links store", found[0])

    def test_arrow_that_nothing_uses(self):
        self.check({"store/CMakeLists.txt": "shoebox_module(store SOURCES b.cc)", "store/b.h": HEADER}, "does not use core")

    def test_room_of_which_only_headers_are_used_need_not_be_linked(self):
        self.assertEqual(faults({"store/CMakeLists.txt": "shoebox_module(store SOURCES b.cc)"}), [])

    def test_what_tests_share_may_use_their_library(self):
        self.assertEqual(faults({"store/library_fixture.h": HEADER + "#include <gtest/gtest.h>\n"}), [])

    def test_room_that_is_not_drawn(self):
        self.check({"geo/CMakeLists.txt": "shoebox_module(geo SOURCES g.cc)"}, "geo is not drawn")

    def test_long_file(self):
        self.check({"core/a.cc": "// a line\n" * 700}, "701 lines; a file has 600 at most")

    def test_long_test_is_fine(self):
        self.assertEqual(faults({"core/a_test.cc": "// a line\n" * 700}), [])

    def test_long_function(self):
        body = "int f(int a,\n      int b) {\n" + "  a += b;\n" * 80 + "}\n"
        self.check({"core/a.cc": "int g() {\n  return 1;\n}\n\n" + body}, "core/a.cc:5: a function of 83 lines")

    def test_long_table_is_fine(self):
        self.assertEqual(faults({"core/a.cc": "constexpr int kTable[] = {\n" + "  1,\n" * 100 + "};\n"}), [])

    def test_header_without_pragma_once(self):
        self.check({"core/a.h": "// What it is.\n#include <vector>\n"}, "begins with #pragma once")

    def test_header_without_a_top_comment(self):
        self.check({"core/a.h": "#pragma once\n#include <vector>\n"}, "top comment")

    def test_throw(self):
        self.check({"core/a.cc": "int f() {\n  throw 1;\n}\n"}, "core/a.cc:2: we never throw")

    def test_throw_in_a_comment_or_text_is_fine(self):
        self.assertEqual(faults({"core/a.cc": '// May throw.\nconst char* kText = "throw it";\n'}), [])

    def test_exit_outside_cli(self):
        self.check({"core/a.cc": "int f() {\n  std::exit(1);\n}\n"}, "only cli/ exits")

    def test_print_outside_cli(self):
        self.check({"core/a.cc": "int f() {\n  std::cout << 1;\n}\n"}, "only cli/ prints")


if __name__ == "__main__":
    unittest.main()
