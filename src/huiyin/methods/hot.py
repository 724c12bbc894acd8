"""Hot issues: groups of messages about the same trouble, and how hot each is.

Grouping: TF-IDF over character pairs and triples (the title counts double; Salton & Buckley 1988), neighbours by
cosine, then average linkage (Sokal & Michener 1958) within each connected part, so that chains of half-alike messages
do not run away. Messages that name different numbered areas (A3区, A7县) or lie in different places never join.

Heat is an open formula, given term by term: messages, days on which they came, approval, and how lately the last came.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log2
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from huiyin.methods.similar import _STOCK
from huiyin.methods.text import fold, shorten

K = TypeVar("K", bound=Hashable)

NEIGHBOURS = 0.14
"""Cosine from which two messages are looked at together."""
JOINED = 0.1
"""Average cosine that a group keeps when it grows."""
LONGEST = 1_500
TITLE_WEIGHT = 2
BLOCK = 1_000
MOST_DENSE = 2_500
"""A connected part larger than this is split at a higher cosine first (memory grows with its square)."""
HALF_LIFE_DAYS = 14.0

_NUMBERED = re.compile(r"[A-Z]\d{1,2}[市区县]")


@dataclass(frozen=True, slots=True)
class Item(Generic[K]):
    """One message: its key (several messages may share one), words, moment, place (a name, or None), votes."""

    key: K
    text: str
    at: datetime
    place: str | None = None
    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class Group(Generic[K]):
    """A hot issue: its rank from 1, heat (the sum of `terms`), members by time, place, title, telling words."""

    rank: int
    heat: float
    keys: tuple[K, ...]
    first: datetime
    last: datetime
    place: str | None
    title: str
    words: tuple[str, ...]
    terms: Mapping[str, float]


def hot_issues(items: Sequence[Item[K]], *, now: datetime | None = None, fewest: int = 2) -> list[Group[K]]:
    """Groups of at least `fewest` messages, hottest first.

    `now` is the moment from which "lately" counts; without it, the newest message's. Time grows with the number of
    messages times their neighbours; 4,300 messages take seconds.
    """
    if len(items) < fewest:
        return []
    moment = now or max(item.at for item in items)
    vectors, vocabulary = _vectors([item.text for item in items])
    groups = [members for members in _groups(items, vectors) if len(members) >= fewest]
    found = [_group(items, members, vectors, vocabulary, moment) for members in groups]
    found.sort(key=lambda group: (-group.heat, group.first))
    return [_ranked(group, rank) for rank, group in enumerate(found, start=1)]


def heat(times: Sequence[datetime], votes: int, now: datetime) -> dict[str, float]:
    """The heat of a group, term by term: messages, days, approval, all fading by half every 14 days of silence."""
    days = len({moment.date() for moment in times})
    silent = max((now - max(times)).total_seconds() / 86_400, 0.0)
    fading = 0.5 ** (silent / HALF_LIFE_DAYS)
    return {
        "messages": 10 * log2(len(times)) * (0.25 + 0.75 * fading),
        "days": 3 * log2(days) * (0.25 + 0.75 * fading),
        "approval": 2 * log2(1 + max(votes, 0)) * (0.25 + 0.75 * fading),
        "lately": 10 * fading,
    }


# Words as vectors


def _words(text: str) -> str:
    """Title twice, body once, both folded and without stock phrases."""
    title, _, body = text[:LONGEST].partition("\n")
    folded = _STOCK.sub(" ", fold(" ".join([*[title] * TITLE_WEIGHT, body] if body else [title])))
    return folded


def _grams(text: str) -> list[str]:
    """Pairs and triples within each run of letters; Latin words whole."""
    found: list[str] = []
    for run in re.findall(r"[a-z0-9]+|[^\W\d_a-z]+", text):
        if run.isascii():
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)] + [run[i : i + 3] for i in range(len(run) - 2)]
    return found


def _vectors(texts: Sequence[str]) -> tuple[sparse.csr_matrix, NDArray[Any]]:
    ready = [_words(text) for text in texts]
    most = 0.25 if len(texts) >= 40 else 1.0
    least = min(2, len(texts))
    maker = TfidfVectorizer(analyzer=_grams, sublinear_tf=True, min_df=least, max_df=most, dtype=np.float32)
    try:
        matrix = maker.fit_transform(ready)
    except ValueError:  # no gram is shared: nothing can be grouped
        return sparse.csr_matrix((len(texts), 1), dtype=np.float32), np.array([""])
    return matrix.tocsr(), maker.get_feature_names_out()


# Groups


@dataclass(frozen=True, slots=True)
class _Whereabouts:
    """Which messages may be about the same trouble, by where they are: numbers of places, and of sets of areas."""

    places: NDArray[np.int32]  # -1: none
    areas: NDArray[np.int32]
    agree: NDArray[np.bool_]  # between sets of numbered areas

    def compatible(self, some: NDArray[Any], others: NDArray[Any]) -> NDArray[np.bool_]:
        """For each pair (broadcast): neither in different places nor naming different numbered areas."""
        one, other = self.places[some], self.places[others]
        same_place = (one == other) | (one < 0) | (other < 0)
        return same_place & self.agree[self.areas[some], self.areas[others]]


def _whereabouts(items: Sequence[Item[K]]) -> _Whereabouts:
    named = {place: n for n, place in enumerate(dict.fromkeys(i.place for i in items if i.place))}
    sets = [frozenset(_NUMBERED.findall(item.text[:LONGEST])) for item in items]
    kinds = {areas: n for n, areas in enumerate(dict.fromkeys(sets))}
    agree = [[not one or not other or bool(one & other) for other in kinds] for one in kinds]
    return _Whereabouts(
        np.array([named.get(item.place or "", -1) for item in items], np.int32),
        np.array([kinds[areas] for areas in sets], np.int32),
        np.array(agree, np.bool_),
    )


def _groups(items: Sequence[Item[K]], vectors: sparse.csr_matrix) -> list[list[int]]:
    where = _whereabouts(items)
    graph = _neighbours(where, vectors)
    return [group for part in _parts(graph, NEIGHBOURS) for group in _linked(part, where, vectors)]


def _neighbours(where: _Whereabouts, vectors: sparse.csr_matrix) -> sparse.csr_matrix:
    """Cosines of at least NEIGHBOURS between compatible messages, in blocks so that memory stays small."""
    found: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]] = []
    across = vectors.T.tocsr()
    for start in range(0, vectors.shape[0], BLOCK):
        block = (vectors[start : start + BLOCK] @ across).tocoo()
        near = (block.data >= NEIGHBOURS) & (block.row + start < block.col)
        rows, columns, values = block.row[near] + start, block.col[near], block.data[near]
        fit = where.compatible(rows, columns)
        found.append((rows[fit], columns[fit], values[fit]))
    rows, columns, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
    size = vectors.shape[0]
    return sparse.csr_matrix((values, (rows, columns)), shape=(size, size), dtype=np.float32)


def _parts(graph: sparse.csr_matrix, least: float) -> Iterable[list[int]]:
    """Connected parts; a large one is cut at a higher cosine until its matrix fits."""
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    bounds = np.flatnonzero(np.diff(labels[order])) + 1
    for part in np.split(order, bounds):
        if len(part) > MOST_DENSE and least < 0.9:
            inner = graph[part][:, part]
            inner.data[inner.data < least + 0.05] = 0
            inner.eliminate_zeros()
            yield from ([int(part[i]) for i in piece] for piece in _parts(inner, least + 0.05))
        elif len(part) > 1:
            yield [int(i) for i in part]


def _linked(part: list[int], where: _Whereabouts, vectors: sparse.csr_matrix) -> list[list[int]]:
    """Average linkage within a connected part; messages that may not join count as not alike at all."""
    if len(part) == 2:
        return [part]
    ids = np.array(part)
    alike = (vectors[part] @ vectors[part].T).toarray() * where.compatible(ids[:, None], ids[None, :])
    distance = 1.0 - np.clip(alike, 0, 1)
    np.fill_diagonal(distance, 0)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - JOINED, "distance")
    groups: dict[int, list[int]] = {}
    for index, label in zip(part, labels, strict=True):
        groups.setdefault(int(label), []).append(index)
    return list(groups.values())


# What a group says


def _group(
    items: Sequence[Item[K]], members: list[int], vectors: sparse.csr_matrix, vocabulary: NDArray[Any], now: datetime
) -> Group[K]:
    by_time = sorted((items[i] for i in members), key=lambda item: item.at)
    centre = np.asarray(vectors[members].mean(axis=0)).ravel()
    typical = items[members[int(np.argmax(vectors[members] @ centre))]]
    places = Counter(item.place for item in by_time if item.place)
    terms = heat([item.at for item in by_time], sum(item.up - item.down for item in by_time), now)
    return Group(
        rank=0,
        heat=round(sum(terms.values()), 3),
        keys=tuple(dict.fromkeys(item.key for item in by_time)),
        first=by_time[0].at,
        last=by_time[-1].at,
        place=places.most_common(1)[0][0] if places else None,
        title=shorten(typical.text.partition("\n")[0].strip() or typical.text, 40),
        words=_telling(centre, vocabulary),
        terms={name: round(points, 3) for name, points in terms.items()},
    )


def _telling(centre: NDArray[Any], vocabulary: NDArray[Any], most: int = 5) -> tuple[str, ...]:
    """The heaviest grams that do not lie within one another."""
    words: list[str] = []
    for index in np.argsort(-centre)[:30]:
        word = str(vocabulary[index])
        if centre[index] > 0 and not any(word in other or other in word for other in words):
            words.append(word)
    return tuple(words[:most])


def _ranked(group: Group[K], rank: int) -> Group[K]:
    return Group(
        rank, group.heat, group.keys, group.first, group.last, group.place, group.title, group.words, group.terms
    )
