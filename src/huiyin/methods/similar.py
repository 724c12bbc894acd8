"""Whether two messages speak of the same thing: by their words, their place and their time.

Looking up candidates: MinHash signatures (Broder 1997, "On the resemblance and containment of documents") over
pairs and triples of characters, cut into bands for locality-sensitive hashing (Leskovec, Rajaraman & Ullman,
"Mining of Massive Datasets", 3.4). Two texts with Jaccard resemblance s share a band with probability
1 - (1 - s^ROWS)^BANDS: 0.2 % at 0.01 (two strangers), 21 % at 0.1, 90 % at 0.3. Near copies are found, a
paraphrase often not: look for those by area and day too.

Comparing candidates: likeness = words × place × time, at most 1. Words is the Ochiai coefficient o of the two sets
of character pairs and triples, stock phrases taken out, stretched to 1 - exp(-o / SCALE): strangers stay below
0.3, the same matter in other words lies around 0.6. Place and time are factors of an open table.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from huiyin.methods.text import fold

BANDS: Final = 24
ROWS: Final = 2
LONGEST: Final = 4_000
"""Characters of a message that are compared."""

SCALE: Final = 0.15

NEAR: Final = ((100.0, 1.25), (500.0, 1.1), (2_000.0, 0.9), (math.inf, 0.5))
"""Metres between two pins, at most, and the factor of place."""
SAME_AREA: Final = 1.05
OTHER_AREA: Final = 0.75
RECENT: Final = ((7.0, 1.05), (60.0, 1.0), (365.0, 0.9), (math.inf, 0.75))
"""Days between two messages, at most, and the factor of time."""

_STOCK: Final = re.compile(
    "尊敬的?|各位|领导们?|您好|你们?好|市长|书记|县长|谢谢|感谢|希望|恳请|请求|请问|相关部门|有关部门|政府|尽快|处理|解决|反映"
    "|问题|投诉|咨询|建议|我们|回复|帮忙|为什么|什么时候|是否|能不能|可以|please|thank you|thanks|hello|dear"
)
_LETTERS: Final = re.compile(r"[\W_]+")
_FACTORS: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
_SEEDS: Final = np.random.Generator(np.random.PCG64(20_200_311)).integers(0, 2**64, BANDS * ROWS, np.uint64)
_NOTHING: Final = np.uint64(2**64 - 1)

Hashes = NDArray[np.uint64]


def _mixed(values: Hashes) -> Hashes:
    """The finaliser of MurmurHash3: neighbouring numbers become far ones."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ (values >> np.uint64(33))


def _letters(text: str) -> str:
    """The letters that count: folded, without stock phrases, signs and spaces."""
    return _LETTERS.sub("", _STOCK.sub("", fold(text[:LONGEST])))


def _grams(letters: str) -> tuple[Hashes, Hashes]:
    """Hashes of its pairs and of its triples, in their order."""
    codes = np.frombuffer(letters.encode("utf-32-le"), np.uint32).astype(np.uint64)
    pairs = codes[:-1] * _FACTORS[0] + codes[1:] * _FACTORS[1]
    return _mixed(pairs), _mixed(pairs[:-1] + codes[2:] * _FACTORS[2])


def _gram_set(letters: str) -> Hashes:
    return np.unique(np.concatenate(_grams(letters)))


def signature(text: str) -> Hashes:
    """The MinHash signature of a text: ``BANDS * ROWS`` numbers, the same on every machine."""
    return _signature(_gram_set(_letters(text)))


def signature_of(features: "Features") -> Hashes:
    """The signature of features made already: the same as `signature` of their text."""
    return _signature(features.grams)


def _signature(grams: Hashes) -> Hashes:
    least = np.full(len(_SEEDS), _NOTHING)
    for start in range(0, len(grams), 1_000):
        least = np.minimum(least, _mixed(grams[start : start + 1_000, None] ^ _SEEDS).min(axis=0))
    return least


def bands(signature: Hashes) -> tuple[int, ...]:
    """``BANDS`` numbers of 63 bits for a database column; alike texts share at least one. Empty text: none."""
    if len(signature) != BANDS * ROWS:
        raise ValueError(f"A signature has {BANDS * ROWS} numbers, this one {len(signature)}")
    if (signature == _NOTHING).all():
        return ()
    band = np.arange(1, BANDS + 1, dtype=np.uint64)
    for row in signature.reshape(BANDS, ROWS).T:
        band = _mixed(band * _FACTORS[0] ^ row)
    return tuple(int(value) for value in band >> np.uint64(1))


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What is compared of one message. Make it with ``features``; ``area`` is a code whose beginning contains it."""

    letters: str
    grams: Hashes
    area: str | None
    lat: float | None
    lon: float | None
    at: datetime | None


def features(
    text: str,
    *,
    area: str | None = None,
    lat: float | None = None,
    lon: float | None = None,
    at: datetime | None = None,
) -> Features:
    """The features of a message: its words, the code of its area, its pin in degrees (WGS 84), its moment."""
    letters = _letters(text)
    return Features(letters, _gram_set(letters), area, lat, lon, at)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two messages are, from 0 to 1, and why.

    ``score`` = ``words`` × ``place`` × ``time``, at most 1. ``reasons`` are the longest phrases that both use;
    ``metres`` and ``days`` lie between them where both are known.
    """

    score: float
    words: float
    place: float
    time: float
    metres: float | None
    days: float | None
    reasons: tuple[str, ...]


def likeness(one: Features, other: Features) -> Likeness:
    """How alike these two messages are, term by term."""
    words = float(_words(one.grams, [other.grams])[0])
    metres, days = _metres(one, other), _days(one, other)
    place, time = _place(one, other, metres), _time(days)
    score = min(1.0, words * place * time)
    return Likeness(score, words, place, time, metres, days, phrases(one, [other])[0])


def phrases(one: Features, many: Sequence[Features]) -> list[tuple[str, ...]]:
    """The longest phrases that one message shares with each of others: the reasons of ``likeness``."""
    triples = _grams(one.letters)[1]
    return [_shared(one.letters, triples, other.grams) for other in many]


def alike(one: Features, many: Sequence[Features]) -> NDArray[np.float64]:
    """The scores of one message against many: the same numbers as ``likeness``, without the reasons."""
    words = _words(one.grams, [other.grams for other in many])
    factors = [_place(one, other, _metres(one, other)) * _time(_days(one, other)) for other in many]
    return np.minimum(1.0, words * np.array(factors, np.float64))


def _words(grams: Hashes, many: Sequence[Hashes]) -> NDArray[np.float64]:
    """The stretched Ochiai coefficient with each: shared grams by the geometric mean of both counts."""
    sizes = np.fromiter(map(len, many), np.float64, len(many))
    if not len(grams) or not sizes.any():
        return np.zeros(len(many))
    upto = np.concatenate(([0], np.cumsum(_within(np.concatenate(many), grams))))
    ends = np.cumsum(sizes).astype(np.intp)
    shared = np.diff(upto[ends], prepend=0)
    ochiai = shared / np.sqrt(np.maximum(sizes, 1) * len(grams))
    return np.asarray(np.expm1(-ochiai / SCALE) / math.expm1(-1 / SCALE))


def _within(some: Hashes, grams: Hashes) -> NDArray[np.bool_]:
    """Which of some hashes are in a sorted set."""
    at = np.minimum(np.searchsorted(grams, some), len(grams) - 1)
    return np.asarray(grams[at] == some) if len(grams) else np.zeros(len(some), np.bool_)


def _shared(letters: str, triples: Hashes, other: Hashes, most: int = 3) -> tuple[str, ...]:
    """The longest phrases of at least three letters that stand in the other message too."""
    found = np.zeros(len(triples) + 2, np.bool_)
    found[1:-1] = _within(triples, other)
    edges = np.flatnonzero(found[1:] != found[:-1]).tolist()
    phrases = [letters[start : end + 2] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return tuple(sorted(dict.fromkeys(phrases), key=len, reverse=True)[:most])


def _metres(one: Features, other: Features) -> float | None:
    """The distance of two pins on a sphere (haversine)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, east = math.radians(other.lat - one.lat), math.radians(other.lon - one.lon)
    chord = (
        math.sin(north / 2) ** 2
        + math.cos(math.radians(one.lat)) * math.cos(math.radians(other.lat)) * math.sin(east / 2) ** 2
    )
    return 2 * 6_371_000 * math.asin(min(1.0, math.sqrt(chord)))


def _place(one: Features, other: Features, metres: float | None) -> float:
    if metres is not None:
        return next(factor for most, factor in NEAR if metres <= most)
    if not one.area or not other.area:
        return 1.0
    within = one.area.startswith(other.area) or other.area.startswith(one.area)
    return SAME_AREA if within else OTHER_AREA


def _days(one: Features, other: Features) -> float | None:
    return None if one.at is None or other.at is None else abs((one.at - other.at).total_seconds()) / 86_400


def _time(days: float | None) -> float:
    return 1.0 if days is None else next(factor for most, factor in RECENT if days <= most)
