"""What every method that names something gives back: a label, how sure it is, and why."""

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST_REASONS: Final = 5
_LONGEST_REASON: Final = 8
_LOUD: Final = 0.7
_BASIC: Final = 0x10000
_RARE_HAN: Final = 0x20000


class Guess(NamedTuple):
    """A label, its probability from 0 to 1, and the words of the message that spoke for it, strongest first."""

    label: str
    probability: float
    reasons: tuple[str, ...] = ()


def strongest(text: str, speaks: NDArray[np.float64]) -> tuple[str, ...]:
    """The stretches of a text that speak loudest, given how much each of its characters speaks for a label.

    A stretch is a run of letters, two to eight long (a word in Latin or Arabic letters is taken whole), in which
    every character speaks at least 0.7 as much as the average of those that speak for it at all.
    """
    letters = _letters(text[: len(speaks)])
    loud = letters & (speaks > 0)
    if not loud.any():
        return ()
    loud &= speaks >= speaks[loud].mean() * _LOUD
    edges = np.flatnonzero(np.diff(np.concatenate(([False], loud, [False])).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    loudness = np.add.reduceat(np.append(speaks, 0.0), edges)[::2]
    worth: dict[str, float] = {}
    for start, end, said in zip(starts.tolist(), ends.tolist(), loudness.tolist(), strict=True):
        first, last = _whole(text, letters, start, end)
        if last - first > 1:
            word = text[first:last]
            worth[word] = worth.get(word, 0.0) + said
    return tuple(sorted(worth, key=lambda word: (-worth[word], word))[:MOST_REASONS])


@lru_cache(maxsize=1)
def _alphabet() -> NDArray[np.bool_]:
    """For each character of the basic plane whether it is a letter or a digit."""
    return np.fromiter((chr(code).isalnum() for code in range(_BASIC)), np.bool_, _BASIC)


def _letters(text: str) -> NDArray[np.bool_]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(codes < _BASIC, _alphabet()[np.minimum(codes, _BASIC - 1)], codes >= _RARE_HAN)


def _whole(text: str, letters: NDArray[np.bool_], start: int, end: int) -> tuple[int, int]:
    """The stretch cut to its length where words have no spaces, widened to the whole word where they have."""
    if text[start] >= "\u2e80":
        return start, min(end, start + _LONGEST_REASON)
    while start > 0 and letters[start - 1] and text[start - 1] < "\u2e80":
        start -= 1
    while end < len(letters) and letters[end] and text[end] < "\u2e80":
        end += 1
    return start, end
