"""Writes arrays as an .npz file whose every byte is decided here, and not by the version of a compression library.

`np.load` reads it as it reads any other. Pixels are noisy, so that repeats hardly occur and DEFLATE's Huffman codes,
one set for each picture, do the work: half as many bytes again as zlib's best, but the same everywhere.
"""

import heapq
import io
import struct
import zlib
from pathlib import Path

import numpy as np

_END = 256  # the symbol that ends a block
_ORDER = (
    16,
    17,
    18,
    0,
    8,
    7,
    9,
    6,
    10,
    5,
    11,
    4,
    12,
    3,
    13,
    2,
    14,
    1,
    15,
)  # in which DEFLATE sends code lengths' lengths
_META = [5 if symbol in (1, 2, 13, 14, 15, 18) else 4 for symbol in range(19)]  # one fixed code for code lengths
_STAMP = (0, 33)  # midnight, 1 January 1980


def _code_lengths(counts: list[int]) -> list[int]:
    """Lengths of a Huffman code, at most 15 bits; 0 for a symbol that does not occur."""
    while True:
        heap = [(count, symbol, (symbol,)) for symbol, count in enumerate(counts) if count]
        lengths = [0] * len(counts)
        heapq.heapify(heap)
        while len(heap) > 1:
            (a, first, left), (b, _, right) = heapq.heappop(heap), heapq.heappop(heap)
            for symbol in left + right:
                lengths[symbol] += 1
            heapq.heappush(heap, (a + b, first, left + right))
        if max(lengths) <= 15:
            return lengths
        counts = [(count + 1) // 2 for count in counts]  # flatter counts make a shallower tree


def _codes(lengths: list[int]) -> list[int]:
    """The canonical code of these lengths, each code word with its first bit lowest."""
    words, word, before = [0] * len(lengths), -1, 0
    for length, symbol in sorted((length, symbol) for symbol, length in enumerate(lengths) if length):
        word = (word + 1) << (length - before)
        words[symbol] = int(f"{word:0{length}b}"[::-1], 2)
        before = length
    return words


_META_CODES = _codes(_META)


def _header(lengths: list[int], last: bool) -> list[tuple[int, int]]:
    """(value, bits) pairs that open a block with dynamic codes and no distances."""
    pairs = [(int(last), 1), (2, 2), (0, 5), (0, 5), (15, 4), *((_META[symbol], 3) for symbol in _ORDER)]
    sent = [*lengths, 0]  # one distance code of zero bits: there are only literals
    k = 0
    while k < len(sent):
        run = 1
        while sent[k] == 0 and k + run < len(sent) and sent[k + run] == 0 and run < 138:
            run += 1
        if run > 10:
            pairs += [(_META_CODES[18], _META[18]), (run - 11, 7)]
        elif run > 2:
            pairs += [(_META_CODES[17], _META[17]), (run - 3, 3)]
        else:
            run = 1
            pairs.append((_META_CODES[sent[k]], _META[sent[k]]))
        k += run
    return pairs


_KEPT = np.arange(16) < np.arange(16)[:, None]  # row k: which of 16 bits a word of k bits has


def _bits(values, sizes) -> np.ndarray:
    """The lowest `sizes` bits (at most 15) of each value, one after the other, as 0 and 1."""
    pairs = np.asarray(values, "<u2").reshape(-1, 1).view(np.uint8)
    return np.unpackbits(pairs, axis=1, bitorder="little")[_KEPT[np.asarray(sizes)]]


def deflate(data: bytes, block: int = 3072) -> bytes:
    """Compresses with Huffman codes alone; `zlib.decompress(..., wbits=-15)` reads it.

    Args:
        data: At least one byte.
        block: Bytes that share one set of codes.
    """
    parts = []
    symbols = np.frombuffer(data, np.uint8).astype(np.int64)
    for start in range(0, len(symbols), block):
        own = np.append(symbols[start : start + block], _END)
        lengths = _code_lengths(np.bincount(own, minlength=_END + 1).tolist())
        opening = np.array(_header(lengths, last=start + block >= len(symbols)))
        parts.append(_bits(opening[:, 0], opening[:, 1]))
        parts.append(_bits(np.array(_codes(lengths), "<u2")[own], np.array(lengths)[own]))
    return np.packbits(np.concatenate(parts), bitorder="little").tobytes()


def save_arrays(path: Path, **arrays: np.ndarray) -> None:
    """Writes an .npz file, the same bytes on every machine.

    Args:
        path: The file; overwritten.
        arrays: Named arrays, such as x_train.
    """
    body, index = b"", b""
    for name, array in arrays.items():
        file = io.BytesIO()
        np.save(file, array, allow_pickle=False)
        plain = file.getvalue()
        packed, entry = deflate(plain), f"{name}.npy".encode()
        facts = struct.pack("<5H3L2H", 20, 0, 8, *_STAMP, zlib.crc32(plain), len(packed), len(plain), len(entry), 0)
        index += b"PK\1\2" + struct.pack("<H", 20) + facts + struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + entry
        body += b"PK\3\4" + facts + entry + packed
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(arrays), len(arrays), len(index), len(body), 0)
    Path(path).write_bytes(body + index + end)
