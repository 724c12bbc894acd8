"""Where the voices are: who may speak of an estate, a river or a village, and which names they know."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from huiyin.demo.voices.shapes import AreaFacts

Names = Mapping[str, tuple[str, ...]]
TOWNISH = 0.35
"""How much a township itself weighs beside its villages when people speak of the town."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An area as one who lives there knows it."""

    code: str | None
    level: str
    names: Names


class Ground:
    """The areas by what they have; drawing one costs a bisection."""

    def __init__(self, areas: Sequence[AreaFacts]):
        self._by_code = {area.code: area for area in areas}
        self._children: dict[str, list[AreaFacts]] = {}
        for area in areas:
            self._children.setdefault(area.parent, []).append(area)
        self._spots = [Spot(area.code, area.level, self._known(area)) for area in areas if area.level != "county"]
        self._weights = [area.weight for area in areas if area.level != "county"]
        if not self._spots:
            raise ValueError("the voices need at least one township or village to speak from")
        self._draws: dict[str, tuple[list[Spot], list[float]]] = {}

    def draw(self, kind: str, chance: float) -> Spot:
        """A place where that kind of thing is, by weight; `chance` is a number from 0 to 1."""
        spots, sums = self._draws.get(kind) or self._prepare(kind)
        return spots[bisect(sums, chance * sums[-1], 0, len(sums) - 1)]

    def _prepare(self, kind: str) -> tuple[list[Spot], list[float]]:
        pairs = [(s, w) for s, w in zip(self._spots, self._weights, strict=True) if self._fits(s, kind)]
        if kind == "village":
            pairs = [(s, w) for s, w in pairs if not s.names["village"][0].endswith("社区")] or pairs
        if not pairs:
            pairs = list(zip(self._spots, self._weights, strict=True))
        drawn = self._draws[kind] = ([spot for spot, _ in pairs], list(accumulate(weight for _, weight in pairs)))
        return drawn

    def _fits(self, spot: Spot, kind: str) -> bool:
        if kind in {"village", "town"}:
            return spot.level == ("village" if kind == "village" else "township")
        own = self._by_code[spot.code or ""].names
        return bool(own.get(kind)) or (kind == "bus" and spot.level == "township")

    def _known(self, area: AreaFacts) -> Names:
        """The area's own names, and for what it lacks those of the places around it, outward."""
        names: dict[str, tuple[str, ...]] = {}
        at: AreaFacts | None = area
        while at is not None:
            for kind, found in at.names.items():
                if found and kind not in names:
                    names[kind] = tuple(found)
            at = self._by_code.get(at.parent)
        names["town"] = (self._town(area),)
        names["village"] = self._villages(area)
        names["school"] = _young(names.get("school", ()))
        return {kind: found for kind, found in names.items() if found}

    def _town(self, area: AreaFacts) -> str:
        at: AreaFacts | None = area
        while at is not None and at.level == "village":
            at = self._by_code.get(at.parent)
        return at.name if at is not None else area.name

    def _villages(self, area: AreaFacts) -> tuple[str, ...]:
        if area.level == "village":
            return (area.name,)
        return tuple(child.name for child in self._children.get(area.code, ()))


def _young(schools: tuple[str, ...]) -> tuple[str, ...]:
    """Primary schools where there are any; never a kindergarten or a training school."""
    real = tuple(name for name in schools if not any(word in name for word in ("幼儿", "职业", "技术")))
    return tuple(name for name in real if "小学" in name) or real
