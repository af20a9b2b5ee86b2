#!/usr/bin/env python3
"""Checks what the compiler does not: that the code is built as docs/ARCHITECTURE.md draws it and kept as STYLE asks.

  tidy.py [REPOSITORY]      prints one line a fault, path:line: what and what to do; exit 1 when there is any

The drawing is two fenced blocks of docs/ARCHITECTURE.md. ```rooms has a line a room, from the ground up: "index -> core simd".
```third-party has a line a library: its header or header folder, then the rooms that may see it ("*": every room).
A front header is one that another room includes.
"""
import pathlib
import re
import sys

SOURCE_LINES_MAX = 600
FUNCTION_LINES_MAX = 70
ON_TOP = {"tests", "bench", "fuzz"}         # may use every room
TEST_LIBRARIES = ("gtest/", "gmock/", "benchmark/")
SKIPPED_FOLDERS = {"third_party", "target", "testdata"}
SYSTEM_FOLDERS = ("sys/", "linux/", "net/", "netinet/", "arpa/", "asm/")
SYSTEM_HEADERS = set("""dirent.h dlfcn.h errno.h fcntl.h fnmatch.h ftw.h getopt.h glob.h grp.h ifaddrs.h langinfo.h limits.h locale.h
malloc.h math.h mntent.h netdb.h poll.h pthread.h pwd.h sched.h semaphore.h setjmp.h signal.h spawn.h stdarg.h stdint.h stdio.h
stdlib.h string.h strings.h syslog.h termios.h time.h iconv.h unistd.h wchar.h wordexp.h cxxabi.h execinfo.h float.h assert.h utime.h
immintrin.h x86intrin.h arm_neon.h cpuid.h""".split())
TEST_NAME = re.compile(r"_test$|_test_main$|_fixture$|^fake_|^test_")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
FORBIDDEN = [
    (re.compile(r"\bthrow\b(?!\s*\()(?! std::bad_alloc)"), "we never throw: return Error", ()),
    (re.compile(r"\busing namespace (?!std::)"), "name what you use instead of a whole namespace", ()),
    (re.compile(r"\bstd::(cout|cerr|clog)\b|\bprintf\s*\(|\bfmt::print\s*\(|\bputs\s*\("), "only cli/ prints", ("cli",)),
    (re.compile(r"(?<![\w.>:])(std::|::)?exit\s*\("), "only cli/ exits", ("cli",)),
]


class Drawing:
    """The rooms with what each may use, and who owns each third-party header."""

    def __init__(self, text):
        self.rooms = {}
        self.faults = []
        for line in _block(text, "rooms"):
            room, arrow, used = line.partition("->")
            if not arrow:
                self.faults.append(f'cannot read "{line}": write "room -> the rooms that it uses"')
                continue
            room, used = room.strip(), used.split()
            for other in used:
                if other not in self.rooms:
                    self.faults.append(f"{room} -> {other}: arrows go only to rooms that stand above in the list")
            self.rooms[room] = set(used)
        if not self.rooms:
            self.faults.append("there is no ```rooms block with a room in it")
        self.owners = {}
        for line in _block(text, "third-party"):
            header, *rooms = line.split()
            self.owners[header] = set(rooms)

    def owners_of(self, header):
        """The rooms that may include this third-party header, or None when it is not drawn."""
        for name, rooms in self.owners.items():
            if header == name or (name.endswith("/") and header.startswith(name)):
                return rooms
        return None


def _block(text, name):
    found = re.search(rf"^```{re.escape(name)}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = found.group(1).splitlines() if found else []
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]


class Source:
    """A C++ file: its room (the first folder), its includes as (line number, quoted?, name)."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.room = self.path.split("/")[0]
        self.lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        self.is_header = path.suffix == ".h"
        self.is_test = bool(TEST_NAME.search(path.stem)) or self.room in ON_TOP
        self.includes = []
        for number, line in enumerate(self.lines, 1):
            found = INCLUDE.match(line)
            if found:
                self.includes.append((number, found.group(1) == '"', found.group(2)))


def _is_system(header):
    return "." not in header or header in SYSTEM_HEADERS or header.startswith(SYSTEM_FOLDERS)


def check_includes(source, drawing):
    """Faults of rooms that are not drawn and of third-party headers outside the room that owns them."""
    for number, quoted, name in source.includes:
        where = f"{source.path}:{number}"
        room = name.split("/")[0]
        if quoted and room in drawing.rooms:
            if not (room == source.room or source.is_test or room in drawing.rooms.get(source.room, set())):
                yield f"{where}: {source.room} may not use {room}: docs/ARCHITECTURE.md draws no such arrow"
        elif quoted and "/" not in name:
            yield f'{where}: write the path from the top: "{source.room}/{name}"'
        elif _is_system(name) and not quoted:
            continue
        elif name.startswith(TEST_LIBRARIES):
            if not source.is_test:
                yield f"{where}: {name} belongs in tests and bench only"
        elif not quoted or not name.startswith(tuple(ON_TOP)):
            owners = drawing.owners_of(name)
            if owners is None:
                yield f"{where}: {name} is not drawn: a new library needs docs/decisions/ and a line under third-party"
            elif not (owners & {"*", source.room}) and source.room not in ON_TOP:
                yield f"{where}: {name} is seen only by {', '.join(sorted(owners))}"


def check_front_headers(sources, drawing):
    """Faults of third-party types in headers that other rooms see, directly or through another header."""
    by_path = {source.path: source for source in sources}
    front = {name for source in sources if not source.is_test for _, quoted, name in source.includes
             if quoted and name in by_path and by_path[name].room != source.room}
    waiting = list(front)
    while waiting:
        for _, quoted, name in by_path[waiting.pop()].includes:
            if quoted and name in by_path and name not in front:
                front.add(name)
                waiting.append(name)
    for path in sorted(front):
        for number, _, name in by_path[path].includes:
            owners = drawing.owners_of(name)
            if owners is not None and "*" not in owners:
                yield f"{path}:{number}: no third-party type in a front header: hide {name} behind a pimpl"


def check_header_form(source):
    if not source.is_header:
        return
    if source.lines[0].strip() != "#pragma once":
        yield f"{source.path}:1: a header begins with #pragma once"
    elif len(source.lines) < 2 or not source.lines[1].startswith("//"):
        yield f"{source.path}:2: say in a top comment what this header is, who may call it from which thread, who owns what"


def check_sizes(source):
    if source.is_test:
        return
    lines = len(source.lines)
    if lines > SOURCE_LINES_MAX:
        yield f"{source.path}:1: {lines} lines; a file has {SOURCE_LINES_MAX} at most"
    if not source.is_header:
        for first, last in functions(source.lines):
            if last - first + 1 > FUNCTION_LINES_MAX:
                yield f"{source.path}:{first}: a function of {last - first + 1} lines; it has {FUNCTION_LINES_MAX} at most"


def functions(lines):
    """(first, last) line of each function at the margin, by clang-format's shape: it ends with a lone "}" and begins with the
    nearest line before it that is not indented. A table ends with "};" and so is none."""
    inside_raw_text = False
    margin = []                                     # line numbers that could begin a function
    for number, line in enumerate(lines, 1):
        if inside_raw_text:
            inside_raw_text = ')sql"' not in line and ')"' not in line
            continue
        if re.search(r'R"\w*\((?!.*\)\w*")', line):
            inside_raw_text = True
        if line == "}":
            if margin:
                yield margin[-1], number
            margin = []
        elif line and not line[0].isspace() and line[0] not in "}#/)" and not line.endswith(":"):
            margin.append(number)


def check_words(source):
    if source.is_test:
        return
    for number, line in enumerate(source.lines, 1):
        code = re.sub(r'"(\\.|[^"\\])*"', '""', line).split("//")[0]
        for pattern, advice, allowed in FORBIDDEN:
            if source.room not in allowed and pattern.search(code):
                yield f"{source.path}:{number}: {advice}"


def check_cmake(root, drawing, sources):
    """Faults where a room links what is not drawn, or neither links nor includes what is drawn."""
    included = {(source.room, name.split("/")[0]) for source in sources if not source.is_test for _, _, name in source.includes}
    for room, drawn in drawing.rooms.items():
        path = root / room / "CMakeLists.txt"
        text = re.sub(r"#.*", "", path.read_text(encoding="utf-8")) if path.is_file() else ""
        found = re.search(rf"shoebox_module\(\s*{room}\b(.*?)\)", text, re.DOTALL)
        if not found:
            yield f"{room}/CMakeLists.txt:1: {room} is drawn, so it must be a shoebox_module({room} …)"
            continue
        linked, section = set(), None
        for word in found.group(1).split():
            if word.isupper():
                section = word
            elif section == "DEPENDS":
                linked.add(word)
        for other in sorted(linked - drawn):
            yield f"{room}/CMakeLists.txt:1: links {other}, an arrow that docs/ARCHITECTURE.md does not draw"
        for other in sorted(drawn - linked):
            if (room, other) not in included:
                yield f"{room}/CMakeLists.txt:1: does not use {other}, which docs/ARCHITECTURE.md draws"


def check_undrawn_rooms(root, drawing):
    for path in sorted(root.glob("*/CMakeLists.txt")):
        room = path.parent.name
        if "shoebox_module(" in path.read_text(encoding="utf-8") and room not in drawing.rooms:
            yield f"{room}/CMakeLists.txt:1: {room} is not drawn in docs/ARCHITECTURE.md"


def sources_of(root, drawing):
    for folder in sorted(set(drawing.rooms) | ON_TOP):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".cc", ".h") and not SKIPPED_FOLDERS & set(path.relative_to(root).parts):
                yield Source(root, path)


def faults_of(root):
    """Every fault in the repository, as lines."""
    drawing = Drawing((root / "docs/ARCHITECTURE.md").read_text(encoding="utf-8"))
    yield from (f"docs/ARCHITECTURE.md:1: {fault}" for fault in drawing.faults)
    sources = list(sources_of(root, drawing))
    for source in sources:
        for check in (check_header_form, check_sizes, check_words):
            yield from check(source)
        yield from check_includes(source, drawing)
    yield from check_front_headers(sources, drawing)
    yield from check_cmake(root, drawing, sources)
    yield from check_undrawn_rooms(root, drawing)


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    faults = list(faults_of(root))
    print("\n".join(faults) if faults else "tidy: the code is as it is drawn")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
