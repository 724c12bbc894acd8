"""What many people are speaking about now: messages grouped by the matter, and how hot each group is.

Groups. TF-IDF over pairs of characters, title and body apart (likeness = 0.3 title cosine + 0.7 body cosine); of
what is written with an alphabet over the beginnings of words, weighed among its own kind;
messages at least ``EDGE`` alike are neighbours; inside each connected set average linkage (Sokal & Michener 1958)
joins while the average likeness stays above ``LINK``, so that a chain of small steps does not run away. Two
messages that name different districts, towns or villages, or come from different areas, count as far apart.

Heat is a sum of open terms, each shown: how many people, how many agree and object, how long, how recently. Ten
messages of one person count as one voice.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from huiyin.methods import grams
from huiyin.methods.text import shorten

EDGE: Final = 0.16
LINK: Final = 0.09
TITLE_SHARE: Final = 0.3
TOO_COMMON: Final = 0.05
FEW: Final = 50
"""A pair of characters in more than this share of all messages, and in more than so few, says nothing."""
LARGEST: Final = 3_000
"""Messages in a connected set; a larger one is cut at a higher likeness first."""
HALF_LIFE: Final = 30.0
"""Days after which the term for recency has halved."""
WEIGHTS: Final = {"voices": 10.0, "support": 3.0, "objection": 1.0, "days": 2.0, "recency": 5.0}

_BLOCK: Final = 1_000
_TITLE_LENGTH: Final = 40
_MOST_WORDS: Final = 5
_WORD: Final = re.compile(
    r"[A-Za-z\u00c0-\u024f]{3,}|[\u0400-\u04ff]{3,}|[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]{2,}"
)
_GAPS: Final = re.compile(" {2,}")
_SHORT: Final = re.compile(r"\b[A-Za-z]{1,2}\b|[.,;:!?]")
_CHARACTER: Final = re.compile("[\u3400-\u9fff]")
_BEGINNING: Final = 5
_SAYS_NOTHING: Final = frozenset(
    """
    the and for are was were has have had been not but you your our who whom how why what when with this that they
    them their there from can could would should please does into out its all any also very too ask asked
    """.split()  # noqa: SIM905 - a list of words is read as words
)
# level of place, and its names: the two characters before the word for the level
_PLACES: Final = (
    re.compile(r"[A-Z][0-9]{1,2}[区县市]|[\u4e00-\u9fff]{2}(?<![小社地校园景片])[区县](?!域|内|里)"),
    re.compile(r"[\u4e00-\u9fff]{2}(?:街道(?!办)|[镇乡])"),
    re.compile(r"[\u4e00-\u9fff]{2}村(?!民|里|委|组)"),
)

Where = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Item:
    """A message: its key, "title\\nbody", its moment, its area (a code, or a name), votes, and who sent it.

    ``sender`` only tells whether two messages come from one person; any pseudonym will do, empty when unknown.
    """

    key: int | str
    text: str
    at: datetime
    place: str | None = None
    up: int = 0
    down: int = 0
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Messages about one matter. ``rank`` 1 is the hottest; ``heat`` is the sum of ``terms``; keys by time."""

    rank: int
    heat: float
    terms: Mapping[str, float]
    keys: tuple[int | str, ...]
    first: datetime
    last: datetime
    place: str | None
    title: str
    words: tuple[str, ...]


def hot_issues(
    items: Sequence[Item], *, now: datetime | None = None, fewest: int = 2, most: int | None = None
) -> list[Group]:
    """The groups of ``fewest`` or more messages, hottest first; the order of ``items`` does not matter.

    ``now`` is the moment from which recency is reckoned, by default that of the newest message; ``most`` groups are
    given at most.
    """
    ordered = sorted(items, key=lambda item: (item.at, str(item.key)))
    if len(ordered) < 2:
        return []
    moment = now or ordered[-1].at
    rows = _rows([item.text for item in ordered])
    found = [members for members in _members(ordered, rows) if len(members) >= fewest]
    found.sort(key=lambda members: _order([ordered[at] for at in members], moment))
    return [_described(rank, ordered, rows, members, moment) for rank, members in enumerate(found[:most], 1)]


def _order(found: Sequence[Item], now: datetime) -> tuple[float, datetime, str]:
    """The hottest first, then the oldest."""
    return -sum(heat_terms(found, now).values()), found[0].at, str(found[0].key)


def _rows(texts: Sequence[str]) -> sparse.csr_array:
    """One row per text whose inner products are the likenesses."""
    counts = grams.counts([_worded(text) for text in texts], (2,))
    different = sorted({text: at for at, text in enumerate(texts)}.values())  # a copy makes no pair more common
    spread = np.bincount(counts[different].indices, minlength=grams.COLUMNS)
    shared = np.bincount(counts.indices, minlength=grams.COLUMNS) > 1
    says = shared & (spread <= max(TOO_COMMON * len(different), FEW))
    rarity = np.where(says, np.log((1 + len(different)) / np.maximum(spread, 1)), 0.0)
    _among_their_own(rarity, spread, counts, [at for at in different if _is_in_letters(texts[at])])
    values = counts.data * rarity[counts.indices]
    row = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    in_title = counts.indices >= grams.COLUMNS // 2
    lengths = np.sqrt(np.bincount(2 * row + in_title, values * values, 2 * len(texts)))
    values *= np.sqrt(np.where(in_title, TITLE_SHARE, 1 - TITLE_SHARE)) / np.maximum(lengths, 1e-9)[2 * row + in_title]
    rows = sparse.csr_array((values, counts.indices, counts.indptr), shape=counts.shape)
    rows.eliminate_zeros()
    return _packed(rows)


def _worded(text: str) -> str:
    """The text with each word in letters as two signs of its own.

    Pairs of Chinese characters are nearly words. Pairs of letters tell no more than the language: all that is written
    in English, or in Uyghur, would be alike. Words are told by their beginnings: Uyghur hangs its endings on behind.
    """
    cut = text[: grams.LONGEST]
    return _GAPS.sub(" ", _WORD.sub(_signs, _SHORT.sub(" ", cut))) if _is_in_letters(cut) else _WORD.sub(_signs, cut)


@lru_cache(maxsize=100_000)
def _signs_of(beginning: str) -> str:
    first, second = divmod(zlib.crc32(beginning.encode("utf-8", "surrogatepass")), 1 << 16)
    return chr(0xF0000 + first % 0xFFFE) + chr(0xF0000 + second % 0xFFFE)


def _signs(word: re.Match[str]) -> str:
    said = word.group().casefold()
    return " " if said in _SAYS_NOTHING else _signs_of(said[:_BEGINNING])


def _is_in_letters(text: str) -> bool:
    """Whether it is written with an alphabet."""
    return 3 * len(_WORD.findall(text[: grams.LONGEST])) > len(_CHARACTER.findall(text[: grams.LONGEST]))


def _among_their_own(
    rarity: NDArray[np.float64], spread: Where, counts: sparse.csr_array, in_letters: Sequence[int]
) -> None:
    """What mostly stands in texts in letters is rare or common among these, however few of all texts they are.

    Words that nobody else used count too: of a few texts nearly all that is left would be what they share.
    """
    own = np.bincount(counts[list(in_letters)].indices, minlength=grams.COLUMNS) if in_letters else spread * 0
    mostly = 2 * own > spread
    rarity[mostly] = np.log((1 + max(len(in_letters), FEW)) / own[mostly])
    rarity[mostly & (own > max(TOO_COMMON * len(in_letters), FEW))] = 0.0


def _packed(rows: sparse.csr_array) -> sparse.csr_array:
    """The same rows without the columns that none of them uses: products cost what is there, not what could be."""
    used, columns = np.unique(rows.indices, return_inverse=True)
    return sparse.csr_array((rows.data, columns, rows.indptr), shape=(rows.shape[0], len(used)))


def _members(items: Sequence[Item], rows: sparse.csr_array) -> list[Where]:
    """Which rows belong together, groups of two or more."""
    groups = []
    for connected in _connected(_edges(rows), np.arange(len(items)), EDGE):
        some = [items[at] for at in connected]
        for cluster in _linked(_packed(rows[connected]), _far(some)):
            groups.append(connected[cluster])
    return groups


def _connected(edges: sparse.csr_array, some: Where, edge: float) -> Iterator[Where]:
    """Sets of rows connected by likenesses of at least ``edge``; those too large are cut at more."""
    part = edges[some][:, some]
    part.data *= part.data >= edge
    part.eliminate_zeros()
    _, component = sparse.csgraph.connected_components(part, directed=False)
    order = np.argsort(component, kind="stable")
    for found in np.split(some[order], np.flatnonzero(np.diff(component[order])) + 1):
        if len(found) > LARGEST and edge < 1:
            yield from _connected(edges, found, edge * 1.25)
        elif len(found) > 1:
            yield found[:LARGEST]


def _edges(rows: sparse.csr_array) -> sparse.csr_array:
    """The pairs at least ``EDGE`` alike with their likeness, found block by block, each pair once."""
    blocks = [sparse.csr_array((0, rows.shape[0]))]
    for start in range(0, rows.shape[0], _BLOCK):
        alike = rows[start : start + _BLOCK] @ rows[start:].T.tocsr()
        alike.data *= alike.data >= EDGE
        alike.eliminate_zeros()
        before = sparse.csr_array((alike.shape[0], start))
        blocks.append(sparse.hstack([before, alike], format="csr"))
    return sparse.vstack(blocks, format="csr")


def _linked(rows: sparse.csr_array, far: NDArray[np.bool_]) -> list[Where]:
    """Average linkage of a connected set, cut where the average likeness falls below ``LINK``."""
    distance = 1 - (rows @ rows.T).toarray()
    distance = np.where(far, 2.0, np.clip((distance + distance.T) / 2, 0, 1))
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    cluster = fcluster(tree, 1 - LINK, "distance")
    order = np.argsort(cluster, kind="stable")
    found = np.split(order, np.flatnonzero(np.diff(cluster[order])) + 1)
    return [np.sort(members) for members in found if len(members) > 1]


def _far(items: Sequence[Item]) -> NDArray[np.bool_]:
    """Which pairs speak of different places: other areas, or other names of one level in their titles."""
    areas = sorted({item.place or "" for item in items})
    apart = np.array([not (a.startswith(b) or b.startswith(a)) for a in areas for b in areas])
    which = np.array([areas.index(item.place or "") for item in items])
    far = np.asarray(apart[np.add.outer(which * len(areas), which)], np.bool_)
    for level in _PLACES:
        named = [set(level.findall(_title(item))) for item in items]
        names = sorted(set().union(*named))
        holds = np.array([[name in each for name in names] for each in named], np.float32).reshape(len(items), -1)
        some = holds.sum(axis=1) > 0
        far |= np.logical_and.outer(some, some) & (holds @ holds.T == 0)
    return far


def _title(item: Item) -> str:
    return item.text[: item.text.find("\n")] if "\n" in item.text else item.text[: grams.TITLE_LENGTH]


def _described(rank: int, items: Sequence[Item], rows: sparse.csr_array, members: Where, now: datetime) -> Group:
    """A group with its heat and its words."""
    found = [items[at] for at in members]
    terms = heat_terms(found, now)
    own = _packed(rows[members])
    middle = (own @ own.sum(axis=0)).round(9)  # of several equally in the middle the first
    title = shorten(_title(found[int(np.argmax(middle))]), _TITLE_LENGTH)
    keys = tuple(item.key for item in found)
    return Group(rank, sum(terms.values()), terms, keys, found[0].at, found[-1].at, _place(found), title, _words(found))


def heat_terms(items: Sequence[Item], now: datetime) -> dict[str, float]:
    """The terms of the heat of these messages; their sum is the heat.

    ``voices``: 10 ln(1 + people; unknown senders count by their different texts) · ``support`` and ``objection``:
    3 and 1 × ln(1 + votes) · ``days``: 2 ln(1 + days from first to last) · ``recency``: 5, halved every 30 days
    since the last message.
    """
    voices = len({(bool(item.sender), item.sender or item.text.strip()) for item in items})
    first, last = min(item.at for item in items), max(item.at for item in items)
    age = max(0.0, (now - last).total_seconds() / 86_400)
    logs = {
        "voices": voices,
        "support": sum(max(0, item.up) for item in items),
        "objection": sum(max(0, item.down) for item in items),
        "days": (last - first).total_seconds() / 86_400,
    }
    terms = {name: WEIGHTS[name] * math.log1p(value) for name, value in logs.items()}
    return terms | {"recency": WEIGHTS["recency"] * 0.5 ** (age / HALF_LIFE)}


def _place(items: Sequence[Item]) -> str | None:
    """The area that most of them come from, else the place that most of their titles name."""
    areas = Counter(item.place for item in items if item.place)
    names = Counter(name for item in items for level in _PLACES for name in set(level.findall(_title(item))))
    best = (areas or names).most_common(1)
    return best[0][0] if best else None


def _words(items: Sequence[Item]) -> tuple[str, ...]:
    """The longest phrases that at least a third of the titles share, none of them overlapping."""
    spread: Counter[str] = Counter()
    for item in items[:200]:
        runs = re.findall(r"[^\W_]+", _title(item)[:_TITLE_LENGTH])
        spread.update(
            {run[at : at + size] for run in runs for size in range(2, 7) for at in range(len(run) - size + 1)}
        )
    least = max(2, len(items[:200]) // 3)
    ordered = sorted((-times * math.sqrt(len(word) - 1), word) for word, times in spread.items() if times >= least)
    words: list[str] = []
    for _, word in ordered:
        pairs = {word[at : at + 2] for at in range(len(word) - 1)}
        bridge = any(kept[-1] == word[0] for kept in words) and any(kept[0] == word[-1] for kept in words)
        if not bridge and not any(pair in kept for kept in words for pair in pairs):
            words.append(word)
    return tuple(words[:_MOST_WORDS])
