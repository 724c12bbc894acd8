"""What the land of the demo county is made of. Coordinates are [lon, lat] in degrees, as GeoJSON has them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property

Point = list[float]
Ring = list[Point]


@dataclass(frozen=True)
class Place:
    """One division: the county, a township, or a village or community. `outline` holds closed rings, outer one first."""

    code: str
    name: str
    name_en: str
    level: str
    parent: str
    population: int
    lat: float
    lon: float
    outline: list[Ring]


@dataclass(frozen=True)
class Line:
    """A river, stream, canal, national_road, provincial_road, county_road or railway."""

    kind: str
    name: str
    name_en: str
    points: list[Point]


@dataclass(frozen=True)
class Patch:
    """A reservoir, a lake, or ground that is built up."""

    kind: str
    name: str
    name_en: str
    outline: list[Ring]


@dataclass(frozen=True)
class Spot:
    """Somewhere people name when they write: a road, estate, school, market, bus stop, bridge, clinic …"""

    name: str
    name_en: str
    kind: str
    lat: float
    lon: float
    village: str


@dataclass(frozen=True, eq=False)
class Land:
    """The whole county; `spots` are listed by the code of their township."""

    places: list[Place]
    lines: list[Line]
    water: list[Patch]
    built_up: list[Patch]
    spots: dict[str, list[Spot]]

    @cached_property
    def by_code(self) -> dict[str, Place]:
        """Every place by its code."""
        return {place.code: place for place in self.places}

    def villages(self, township: str | None = None) -> list[Place]:
        """Villages and communities of one township, or of all."""
        return [p for p in self.places if p.level == "village" and township in (None, p.parent)]


def holds(outline: list[Ring], lon: float, lat: float) -> bool:
    """Whether a point lies inside an outline and in none of its holes."""
    odd = False
    for ring in outline:
        for (ax, ay), (bx, by) in itertools.pairwise(ring):
            if (lat < ay) != (lat < by) and lon < (bx - ax) * (lat - ay) / (by - ay) + ax:
                odd = not odd
    return odd
