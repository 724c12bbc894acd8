"""The land of the demo county 望禾县 (Wanghe County): divisions, rivers, roads, built-up ground and named spots.

The county is invented. Its codes start with 99, which no real division has; it is laid on the empty sand of the
Badain Jaran desert (about 102.3° E, 40.0° N), so that it covers no real village.
"""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

from huiyin.demo.ground.atlas import read
from huiyin.demo.ground.kinds import Land, Line, Patch, Place, Point, Spot, holds
from huiyin.demo.ground.make import make

__all__ = ["ATLAS", "SEED", "Land", "Line", "Patch", "Place", "Spot", "county", "holds", "spot"]

SEED = 20
ATLAS = Path(__file__).with_name("wanghe.geojson")
HAMLETS = 5
NEAR_HOUSES = 0.8
TRIES = 80


@lru_cache(maxsize=2)
def county(seed: int = SEED) -> Land:
    """The land of that seed: the usual one is read from its file in milliseconds, any other is grown in seconds."""
    return read(ATLAS) if seed == SEED else make(seed)


def spot(land: Land, village_code: str, rng: random.Random) -> tuple[float, float]:
    """Somewhere dry in a village, as (lat, lon): four times in five near a road or a hamlet. Unknown codes: KeyError."""
    village = land.by_code[village_code]
    peopled, wet = _ground(land)[village_code]
    for _ in range(TRIES):
        near = rng.random() < NEAR_HOUSES
        lon, lat = _beside(rng, rng.choice(peopled)) if near else _anywhere(rng, village)
        if holds(village.outline, lon, lat) and not any(holds(water.outline, lon, lat) for water in wet):
            return lat, lon
    return village.lat, village.lon


def _beside(rng: random.Random, point: Point) -> Point:
    """Within some 200 m of a point."""
    return [round(point[0] + rng.gauss(0, 0.0015), 5), round(point[1] + rng.gauss(0, 0.0012), 5)]


def _anywhere(rng: random.Random, village: Place) -> Point:
    west, south, east, north = _box(village)
    return [round(rng.uniform(west, east), 5), round(rng.uniform(south, north), 5)]


def _box(place: Place | Patch) -> tuple[float, float, float, float]:
    lons, lats = zip(*place.outline[0], strict=True)
    return min(lons), min(lats), max(lons), max(lats)


@lru_cache(maxsize=2)
def _ground(land: Land) -> dict[str, tuple[list[Point], list[Patch]]]:
    """For each village: where people are (its middle, hamlets, bends of its roads, spots), and waters that may touch it."""
    named = [[s.lon, s.lat] for spots in land.spots.values() for s in spots]
    busy = [point for line in land.lines if line.kind.endswith("road") for point in line.points] + named
    found = {}
    for village in land.villages():
        west, south, east, north = _box(village)
        dice = random.Random(village.code)
        thrown = [_anywhere(dice, village) for _ in range(HAMLETS * 4)]
        hamlets = [point for point in thrown if holds(village.outline, *point)][:HAMLETS]
        inside = [p for p in busy if west < p[0] < east and south < p[1] < north and holds(village.outline, *p)]
        wet = [w for w in land.water if _overlap(_box(w), (west, south, east, north))]
        found[village.code] = ([[village.lon, village.lat], *hamlets, *inside], wet)
    return found


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
