#!/usr/bin/env python3
"""Measures how well the program finds photos that people have captioned or named.

  script/eval DIR [DIR...] [--split val] [--json FILE] [--program build/release/shoebox] [--home HOME]

A DIR with captions.jsonl: each caption asks for its photo among all photos of its source: R@1/5/10 per language and source; and
a named set of plain sentences with truth by rules over the captions (tools/eval/sentences.py). A DIR with labels.jsonl: each
name asks for its photos: precision@12 (with the best that is possible, because rare names cannot fill 12 places) and R-precision.
Random order is printed beside everything. The program indexes the photos into a home of its own and answers `search --queries`,
so the numbers are what users get. Only the split that is named is looked at (default val; `all` for everything).
"""
import argparse
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import measures
from program import Program, gather
from sentences import SENTENCES, truth

RECALL_AT = (1, 5, 10)
SHOWN = 12
LANGUAGES = ("en", "zh")


def rows_of(path, split):
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if split == "all" or row.get("split", split) == split]


def by_source(rows):
    groups = {}
    for row in rows:
        groups.setdefault(row.get("source", "unnamed"), []).append(row)
    return sorted(groups.items())


def gallery(program_path, home, folder, rows, work):
    """An indexed home with just these photos; -> Program and a function from its paths to the rows' names."""
    names = [row["file"] for row in rows]
    photos = gather(folder, names, work / "photos")
    program = Program(program_path, home)
    program.index(photos)
    by_path = {str(photos / name): name for name in names}
    return program, lambda paths: [by_path.get(path, path) for path in paths]


def caption_measures(program, named, rows, source):
    for language in LANGUAGES:
        questions = [(caption, row["file"]) for row in rows for caption in row.get(language, [])]
        if not questions:
            continue
        rankings = [named(paths) for paths in program.rankings([text for text, _ in questions], max(RECALL_AT))]
        rights = [{name} for _, name in questions]
        yield {"measure": "captions", "source": source, "language": language, "photos": len(rows), "queries": len(questions),
               **{f"R@{k}": measures.recall_at(rankings, rights, k) for k in RECALL_AT},
               "random": {f"R@{k}": measures.random_recall(len(rows), k) for k in RECALL_AT}}


def sentence_measures(program, named, rows, source):
    captions = {row["file"]: row["en"] for row in rows if row.get("en")}
    asked = [(sentence, truth(sentence, captions)) for sentence in SENTENCES]
    asked = [(sentence, right) for sentence, right in asked if right]
    depth = max([SHOWN] + [len(right) for _, right in asked])
    for language in LANGUAGES:
        texts = [getattr(sentence, language) for sentence, _ in asked]
        rankings = [named(paths) for paths in program.rankings(texts, depth)] if texts else []
        for (sentence, right), text, ranking in zip(asked, texts, rankings):
            yield {"measure": "sentence", "source": source, "language": language, "name": sentence.name, "query": text,
                   "photos": len(rows), **_precisions([ranking], [right], len(rows))}
        if asked:
            yield {"measure": "sentences", "source": source, "language": language, "photos": len(rows), "queries": len(asked),
                   **_precisions(rankings, [right for _, right in asked], len(rows))}


def label_measures(program, named, rows, source):
    for language in LANGUAGES:
        rights = {}
        for row in rows:
            for label in row.get(f"labels_{language}", []):
                rights.setdefault(label, set()).add(row["file"])
        if not rights:
            continue
        depth = max([SHOWN] + [len(right) for right in rights.values()])
        rankings = [named(paths) for paths in program.rankings(list(rights), depth)]
        yield {"measure": "labels", "source": source, "language": language, "photos": len(rows), "queries": len(rights),
               **_precisions(rankings, list(rights.values()), len(rows))}


def _precisions(rankings, rights, photos):
    return {"right": sum(len(right) for right in rights) / len(rights),
            f"P@{SHOWN}": measures.precision_at(rankings, rights, SHOWN),
            f"P@{SHOWN}_possible": measures.precision_ceiling(rights, SHOWN),
            "R-precision": measures.r_precision(rankings, rights),
            "random": {f"P@{SHOWN}": measures.random_precision(rights, photos),
                       "R-precision": measures.random_precision(rights, photos)}}


def evaluate(folder, arguments, say):
    """Yields the measures of one DIR."""
    found = False
    for file, kinds in (("captions.jsonl", (caption_measures, sentence_measures)), ("labels.jsonl", (label_measures,))):
        if not (folder / file).is_file():
            continue
        found = True
        rows = rows_of(folder / file, arguments.split)
        if not rows and file == "labels.jsonl":
            rows = rows_of(folder / file, "all")
            say(f"{folder / file} has no split {arguments.split}: all of it is measured")
        if not rows:
            raise SystemExit(f"eval: {folder / file} has no photo of split {arguments.split}")
        for source, group in by_source(rows):
            with tempfile.TemporaryDirectory(prefix="shoebox-eval-") as work:
                work = pathlib.Path(work)
                home = arguments.home / f"{folder.name}-{source}" if arguments.home else work / "home"
                say(f"indexing {len(group)} photos of {source}")
                program, named = gallery(arguments.program, home, folder, group, work)
                for kind in kinds:
                    for measure in kind(program, named, group, source):
                        yield {**measure, "model": program.model}
    if not found:
        raise SystemExit(f"eval: {folder} has neither captions.jsonl nor labels.jsonl")


def percent(value):
    return f"{100 * value:5.1f}"


def table(results):
    """The results as lines for people."""
    yield f"{'what':<32} {'lang':<4} {'photos':>6} {'queries':>7}   {'result (random)'}"
    for result in results:
        random = result["random"]
        if result["measure"] == "captions":
            numbers = "  ".join(f"R@{k} {percent(result[f'R@{k}'])} ({percent(random[f'R@{k}']).strip()})" for k in RECALL_AT)
        else:
            numbers = (f"P@{SHOWN} {percent(result[f'P@{SHOWN}'])} of {percent(result[f'P@{SHOWN}_possible'])} possible "
                       f"({percent(random[f'P@{SHOWN}']).strip()})  R-precision {percent(result['R-precision'])} "
                       f"({percent(random['R-precision']).strip()})")
        name = f"  {result['query']}" if result["measure"] == "sentence" else f"{result['measure']} {result['source']}"
        wide = sum(ord(character) > 0x2E80 for character in name)
        yield f"{name:<{32 - wide}} {result['language']:<4} {result['photos']:>6} {result.get('queries', 1):>7}   {numbers}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--split", default="val", help="train, val or all (default val)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="the results as JSON too ('-': in place of the table)")
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path("build/release/shoebox"))
    parser.add_argument("--home", type=pathlib.Path, help="keep the indexed homes here")
    arguments = parser.parse_args()
    arguments.program = arguments.program.resolve()
    results = []
    for folder in arguments.folders:
        results += evaluate(folder.resolve(), arguments, lambda line: print(f"eval: {line}", file=sys.stderr))
    text = json.dumps({"results": results}, ensure_ascii=False, indent=1) + "\n"
    if str(arguments.json) == "-":
        print(text, end="")
        return
    print("\n".join(table(results)))
    if arguments.json:
        arguments.json.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
