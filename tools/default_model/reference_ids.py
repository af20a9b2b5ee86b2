#!/usr/bin/env python3
"""Writes the token ids that the reference implementation (PyPI tokenizers) gives to the texts of a file.

  reference_ids.py TOKENIZER_JSON TEXTS [--length N] [--out IDS]

TEXTS is UTF-8, a text a line, split at line feeds only; the lines of a .jsonl file are JSON strings instead, so that a
text may hold any character. IDS (default: standard output) gets a JSON array of integers for each text, in order. Texts
are cut to N tokens, or as the tokenizer's own file says; they are never padded.
"""
import argparse
import json
import pathlib
import sys

from tokenizers import Tokenizer


def read_texts(path: pathlib.Path) -> list[str]:
    content = path.read_bytes().decode("utf-8")
    lines = content.removesuffix("\n").split("\n") if content else []
    return [json.loads(line) for line in lines] if path.suffix == ".jsonl" else lines


def load_tokenizer(path: pathlib.Path, length: int | None) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    if length is not None:
        tokenizer.enable_truncation(max_length=length)
    return tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("tokenizer_json", type=pathlib.Path)
    parser.add_argument("texts", type=pathlib.Path)
    parser.add_argument("--length", type=int, help="most tokens a text, the special ones counted")
    parser.add_argument("--out", type=argparse.FileType("w", encoding="utf-8"), default=sys.stdout)
    arguments = parser.parse_args()
    tokenizer = load_tokenizer(arguments.tokenizer_json, arguments.length)
    for encoding in tokenizer.encode_batch(read_texts(arguments.texts)):
        arguments.out.write(json.dumps(encoding.ids) + "\n")


if __name__ == "__main__":
    main()
