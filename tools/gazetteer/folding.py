"""Names as they are compared: the same rule as query/fold.cc, and a test of geo/ holds the two together."""

import ctypes
import ctypes.util
import functools
import unicodedata

SPELLINGS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
APOSTROPHES = "\u2018\u2019\u02bc\u2032"
HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


class OpenCC:
    """OpenCC's own library, so that the tables are those of the program."""

    def __init__(self, config):
        self._library = ctypes.CDLL(ctypes.util.find_library("opencc") or "libopencc.so.1.1")
        self._library.opencc_open.restype = ctypes.c_void_p
        self._library.opencc_convert_utf8.restype = ctypes.c_void_p
        self._library.opencc_convert_utf8.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
        self._library.opencc_convert_utf8_free.argtypes = [ctypes.c_void_p]
        self._handle = self._library.opencc_open(config.encode())
        if self._handle in (None, ctypes.c_void_p(-1).value):
            raise RuntimeError(f"OpenCC cannot read {config} (Debian: libopencc-data)")

    def convert(self, text):
        raw = text.encode()
        result = self._library.opencc_convert_utf8(self._handle, raw, len(raw))
        converted = ctypes.string_at(result).decode()
        self._library.opencc_convert_utf8_free(result)
        return converted


@functools.cache
def tables():
    return OpenCC("jp2t.json"), OpenCC("t2s.json")


def is_han(c):
    return "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or "\U00020000" <= c <= "\U0003ffff"


@functools.cache
def simplified(c):
    if not is_han(c) or c == "沪":  # OpenCC takes it for Japanese, where it is 濾
        return c
    from_japanese, from_traditional = tables()
    converted = from_traditional.convert(from_japanese.convert(c))
    return converted if len(converted) == 1 else c


def simplify(text):
    """For display: whole words, so that OpenCC may choose by context."""
    return tables()[1].convert(text)


def without_latin_marks(text):
    bare, after_latin = [], False
    for c in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text)):
        if unicodedata.category(c) == "Mn" and after_latin:
            continue
        after_latin = "LATIN" in unicodedata.name(c, "")
        bare.append(c)
    return unicodedata.normalize("NFC", "".join(bare))


@functools.lru_cache(1 << 20)
def fold(text):
    folded = []
    for original in without_latin_marks(text):
        c = original.casefold() if len(original.casefold()) == 1 else original.lower()
        if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp"):
            c = " "
        elif c in APOSTROPHES:
            c = "'"
        elif c in HYPHENS:
            c = "-"
        folded.append(SPELLINGS.get(c) or simplified(c))
    return " ".join("".join(folded).split())


def script_of(c):
    """The first word of the Unicode name: LATIN, CJK, HIRAGANA, CYRILLIC, …"""
    return unicodedata.name(c, "").split(" ")[0].split("-")[0]
