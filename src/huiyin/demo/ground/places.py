"""From regions and names to places: codes, people, outlines in degrees."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from huiyin.demo.ground.edges import OUTSIDE, Arc, area, outlines
from huiyin.demo.ground.frame import XY, Floats, Mask, cell_at, centre, lonlat
from huiyin.demo.ground.kinds import Place, Ring
from huiyin.demo.ground.naming import Site, stems
from huiyin.demo.ground.relief import Relief
from huiyin.demo.ground.villages import Settled, Settlement
from huiyin.demo.names import COUNTY, SEATS
from huiyin.demo.spelling import pinyin

COUNTY_CODE = "990101"
ENGLISH = {"镇": "Town", "乡": "Township"}


class Name(NamedTuple):
    """What heads a place: its code, its names, its level, the code above it."""

    code: str
    name: str
    name_en: str
    level: str
    parent: str


@dataclass(frozen=True)
class Nearby:
    """The ground, and how far each cell is from a road and from a river (km)."""

    ground: Relief
    roads: Floats
    rivers: Floats


def places(seed: int, borders: list[Arc], settled: Settled, nearby: Nearby) -> list[Place]:
    """The county, its townships, their villages: in the order of their codes."""
    rings = outlines(borders, lambda k: k)
    village, settlements = settled.village, settled.settlements
    sites = [_site(home, rings[k], village == k, nearby) for k, home in enumerate(settlements)]
    names = stems(seed, sites)
    people = _people(seed, sites)
    towns = _town_codes()
    made = []
    for number, code in sorted(enumerate(towns), key=lambda pair: pair[1]):
        mine = [k for k, s in enumerate(sites) if s.township == number]
        for k, own in zip(_ordered(mine, sites), _village_codes(sites, mine), strict=True):
            suffix, english = ("社区", "Community") if sites[k].urban else ("村", "Village")
            name = Name(code + own, names[k] + suffix, f"{pinyin(names[k])} {english}", "village", code)
            made.append(_place(name, people[k], rings[k], village == k))
    upper = _upper(borders, settled, towns, made)
    return sorted([*upper, *made], key=lambda p: (len(p.code), p.code))


def _upper(borders: list[Arc], settled: Settled, towns: list[str], made: list[Place]) -> list[Place]:
    """The county and its townships."""
    heads = Counter({p.parent: 0 for p in made})
    for place in made:
        heads[place.parent] += place.population
    whose = [s.township for s in settled.settlements]
    township = np.where(settled.village >= 0, np.array(whose)[settled.village], OUTSIDE)
    rings = outlines(borders, lambda k: k if k == OUTSIDE else whose[k])
    found = []
    for number, (seat, code) in enumerate(zip(SEATS, towns, strict=True)):
        english = f"{pinyin(seat.stem)} {ENGLISH[seat.kind]}"
        name = Name(code, seat.stem + seat.kind, english, "township", COUNTY_CODE)
        found.append(_place(name, heads[code], rings[number], township == number))
    ring = outlines(borders, lambda k: k if k == OUTSIDE else 0)[0]
    county = Name(COUNTY_CODE, COUNTY + "县", f"{pinyin(COUNTY)} County", "county", "")
    return [_place(county, sum(heads.values()), ring, settled.village >= 0), *found]


def _site(home: Settlement, rings: list[list[XY]], mine: Mask, nearby: Nearby) -> Site:
    hill = float(nearby.ground.hill[mine].mean())
    lie = "mountain" if hill > 0.72 else "foothill" if hill > 0.22 else "plain"
    if np.percentile(nearby.rivers[mine], 40) < (0.5 if home.urban else 1.3):
        lie = "river"
    height = int(nearby.ground.height.ravel()[home.heart])
    on_road = bool((nearby.roads[mine] < 0.3).sum() > 6)
    return Site(home.township, home.urban, middle(rings, mine), area(rings[0]), lie, height, on_road)


def middle(rings: list[list[XY]], mine: Mask) -> XY:
    """The centroid where it lies well inside, else the cell deepest inside that is nearest to it."""
    ring = rings[0]
    six = 6 * area(ring)
    pairs = list(itertools.pairwise(ring))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / six
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / six
    deep = mine
    for _ in range(3):
        shrunk = deep & np.roll(deep, 1, 0) & np.roll(deep, -1, 0) & np.roll(deep, 1, 1) & np.roll(deep, -1, 1)
        deep = shrunk if shrunk.any() else deep
    if deep.ravel()[cell_at(x, y)]:
        return x, y
    return min((centre(c) for c in np.flatnonzero(deep).tolist()), key=lambda c: math.dist(c, (x, y)))


def _people(seed: int, sites: list[Site]) -> list[int]:
    """Residents: streets hold thousands, the plain a hundred or two per km², the hills a few dozen."""
    rng = random.Random(f"{seed} people")
    dense = {"mountain": 85, "foothill": 160, "plain": 290, "river": 230}
    found = []
    for site in sites:
        luck = 0.65 + 0.75 * rng.random()
        if site.urban:
            heads = (2900 + 3900 * site.area) * luck if site.township == 0 else (1500 + 1300 * site.area) * luck
        else:
            heads = (260 + dense[site.ground] * site.area**0.72) * luck
        found.append(round(heads))
    return found


def _town_codes() -> list[str]:
    """镇 count from 100, 乡 from 200, as in the official scheme."""
    count = {"镇": 100, "乡": 200}
    codes = []
    for seat in SEATS:
        codes.append(f"{COUNTY_CODE}{count[seat.kind]}")
        count[seat.kind] += 1
    return codes


def _ordered(mine: list[int], sites: list[Site]) -> list[int]:
    """Communities first, then villages, each from the seat outward."""
    seat = SEATS[sites[mine[0]].township].hearts[0]
    return sorted(mine, key=lambda k: (not sites[k].urban, math.dist(sites[k].centre, seat)))


def _village_codes(sites: list[Site], mine: list[int]) -> list[str]:
    """Communities count from 001, villages from 200."""
    urban = sum(sites[k].urban for k in mine)
    return [f"{k + 1:03}" for k in range(urban)] + [f"{200 + k}" for k in range(len(mine) - urban)]


def _place(name: Name, people: int, rings: list[list[XY]], mine: Mask) -> Place:
    lon, lat = lonlat(*middle(rings, mine))
    return Place(*name, population=people, lat=lat, lon=lon, outline=degrees(rings))


def degrees(rings: list[list[XY]]) -> list[Ring]:
    """Rings in kilometres as rings in degrees."""
    return [[lonlat(x, y) for x, y in ring] for ring in rings]
