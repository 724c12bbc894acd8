"""Many texts as one sparse matrix of hashed character n-grams, without a vocabulary.

The hashing trick (Weinberger et al. 2009, "Feature hashing for large scale multitask learning"): every n-gram of
one to three characters falls into one of ``COLUMNS`` columns by its hash, so there is nothing to learn before
counting and nothing to keep but numbers. All n-grams of all texts are hashed together in a few array operations.
The title (the first line, or where there is none or it is empty the first ``TITLE_LENGTH`` characters) is counted a
second time, in columns of its own.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

BITS: Final = 19
COLUMNS: Final = 1 << BITS
"""Columns 0 to COLUMNS // 2 belong to the body, the others to the title."""
LONGEST: Final = 2_000
TITLE_LENGTH: Final = 30
SIZES: Final = (1, 2, 3)
_HALF: Final = BITS - 1
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))

Codes = NDArray[np.uint32]
Keys = NDArray[np.uint64]


def codes(texts: Sequence[str]) -> tuple[Codes, NDArray[np.int64]]:
    """All texts as one run of code points in lower case and half width, and the length of each."""
    cut = [text[:LONGEST] for text in texts]
    flat = np.frombuffer("".join(cut).encode("utf-32-le", "surrogatepass"), np.uint32).copy()
    wide = (flat >= 0xFF01) & (flat <= 0xFF5E)
    flat[wide] -= 0xFEE0
    flat[(flat >= 0x41) & (flat <= 0x5A)] += 0x20
    flat[(flat < 0x20) | (flat == 0x3000)] = 0x20
    return flat, np.fromiter(map(len, cut), np.int64, len(cut))


def columns(flat: Codes, size: int, *, title: bool = False) -> Keys:
    """The column of the n-gram of ``size`` characters that starts at each position."""
    key = flat.astype(np.uint64)
    for ahead in range(1, size):
        key = key[:-1] * _STEP + flat[ahead:]
    key = key * _MIX[0] + np.uint64(size)
    key = (key ^ (key >> np.uint64(32))) * _MIX[1]
    return (key >> np.uint64(64 - _HALF)) + np.uint64(COLUMNS // 2 if title else 0)


def title_lengths(texts: Sequence[str]) -> NDArray[np.int64]:
    """How many characters of each text are its title: its first line; if that is missing or empty, the first 30."""
    ends = (text.find("\n", 0, LONGEST) for text in texts)
    lengths = (end if end > 0 else min(TITLE_LENGTH, len(text)) for text, end in zip(texts, ends, strict=True))
    return np.fromiter(lengths, np.int64, len(texts))


def _keys(flat: Codes, lengths: NDArray[np.int64], sizes: Sequence[int], *, title: bool) -> Keys:
    """Row and column of every n-gram, in one number."""
    row = np.repeat(np.arange(len(lengths), dtype=np.uint64) << np.uint64(BITS), lengths)
    parts = []
    for size in sizes:
        starts = row[: max(0, len(row) - size + 1)]
        whole = starts == row[size - 1 :]
        parts.append((starts + columns(flat, size, title=title)[: len(starts)])[whole])
    return np.concatenate(parts)


def counts(texts: Sequence[str], sizes: Sequence[int] = SIZES) -> sparse.csr_array:
    """How often each n-gram stands in each text, dampened to 1 + ln(count); float32, rows in order."""
    flat, lengths = codes(texts)
    titles = title_lengths(texts)
    position = np.arange(len(flat)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    in_title = position < np.repeat(titles, lengths)
    body = _keys(flat, lengths, sizes, title=False)
    keys = np.concatenate((body, _keys(flat[in_title], titles, sizes, title=True)))
    keys.sort()
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.intp)
    times = np.diff(np.append(first, len(keys)))
    found = keys[first]
    bounds = np.searchsorted(found, np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(BITS))
    values = (1 + np.log(times)).astype(np.float32)
    where = (found & np.uint64(COLUMNS - 1)).astype(np.int32)
    return sparse.csr_array((values, where, bounds.astype(np.int32)), shape=(len(texts), COLUMNS))
