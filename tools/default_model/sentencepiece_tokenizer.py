"""tokenizer.json (Hugging Face tokenizers, Unigram) and the kept part of the vocabulary.

The steps are those of the XLM-RoBERTa family: character map (NFKC and spaces), split at white space, '▁' before each
word, the best segmentation by the pieces' scores, <s> ... </s>. There is no prefix such as "query: ". Two things differ
from the family's own file. NFC comes first, because the character map knows single code points only and would leave a
letter with a separate accent as an unknown piece. And no token is special to user text: the four special pieces are in
the vocabulary for their ids alone, at a score that no segmentation chooses, so a typed "<s>" is three characters.
"""
import base64
import json
import zlib

import numpy as np

from double_array import precompiled_charsmap
from e5_file import E5File

CONTEXT_LENGTH = 64
SPECIAL_PIECES = ("<s>", "<pad>", "</s>", "<unk>")  # ids 0 to 3
NEVER_CHOSEN = -100.0                               # a score under that of any other segmentation of a special piece's letters


def read_kept_pieces(path, e5: E5File) -> np.ndarray:
    """kept_pieces.bin (zlib: one bit a piece of the full vocabulary) -> original ids, special pieces first."""
    with open(path, "rb") as file:
        bits = np.unpackbits(np.frombuffer(zlib.decompress(file.read()), np.uint8))
    special = [e5.bos, e5.pad, e5.eos, e5.unk]
    others = np.setdiff1d(np.flatnonzero(bits), special)
    return np.concatenate([special, others])


def write_kept_pieces(path, ids, vocabulary):
    bits = np.zeros(vocabulary, np.uint8)
    bits[ids] = 1
    with open(path, "wb") as file:
        file.write(zlib.compress(np.packbits(bits).tobytes(), 9))


def tokenizer_json(e5: E5File, kept_pieces: np.ndarray) -> str:
    """The text of tokenizer.json; piece i of kept_pieces gets id i."""
    bos, eos = ({"SpecialToken": {"id": piece, "type_id": 0}} for piece in ("<s>", "</s>"))
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    charsmap = base64.b64encode(precompiled_charsmap(e5.normalizer)).decode()
    ordinary = [[e5.pieces[index], float(e5.scores[index])] for index in kept_pieces[len(SPECIAL_PIECES):]]
    metaspace = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True}
    tokenizer = {
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": CONTEXT_LENGTH, "strategy": "LongestFirst", "stride": 0},
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "NFC"}, {"type": "Precompiled", "precompiled_charsmap": charsmap}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, metaspace]},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [bos, first, eos],
            "pair": [bos, first, eos, eos, second, eos],
            "special_tokens": {piece: {"id": piece, "ids": [index], "tokens": [piece]}
                               for index, piece in enumerate(SPECIAL_PIECES) if piece in ("<s>", "</s>")}},
        "decoder": metaspace,
        "model": {"type": "Unigram", "unk_id": SPECIAL_PIECES.index("<unk>"), "byte_fallback": False,
                  "vocab": [[piece, NEVER_CHOSEN] for piece in SPECIAL_PIECES] + ordinary},
    }
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))


def tokenizer_config_json() -> str:
    config = {"tokenizer_class": "XLMRobertaTokenizer", "model_max_length": CONTEXT_LENGTH, "pad_token": "<pad>"}
    return json.dumps(config, indent=1)
