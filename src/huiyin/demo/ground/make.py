"""The whole way from a seed to the land of 望禾县, in order."""

from __future__ import annotations

import numpy as np

from huiyin.demo.ground.division import blurred, county_mask, townships
from huiyin.demo.ground.edges import OUTSIDE, arcs, outlines, simplified
from huiyin.demo.ground.frame import XY, Mask, cell_at, lonlat
from huiyin.demo.ground.growth import BETWEEN_TOWNSHIPS, blocks, paces, step_costs
from huiyin.demo.ground.kinds import Land, Line, Patch
from huiyin.demo.ground.places import Nearby, degrees, places
from huiyin.demo.ground.relief import distance_to, relief
from huiyin.demo.ground.rivers import River, banks, rivers
from huiyin.demo.ground.roads import Way, evenly, ways
from huiyin.demo.ground.spots import spots
from huiyin.demo.ground.villages import settle
from huiyin.demo.ground.waters import lake, reservoir, streams, whole
from huiyin.demo.names import SEATS, STREAMS
from huiyin.demo.spelling import pinyin

LINE_TOLERANCE = 0.01


def make(seed: int) -> Land:
    """Grow the land. Takes ten to twenty seconds."""
    found = rivers(seed)
    bank = banks(found)
    ground = relief(seed, found)
    pace = paces(seed, ground)
    county = county_mask(ground)
    fields = blocks(seed, 1.0, 0.7, 0.45)
    township = townships(step_costs(ground, pace, bank, fields, BETWEEN_TOWNSHIPS), county, ground)
    pool, crescent = reservoir(ground, found[2]), lake()
    built_ways = ways(ground, bank, pool | crescent)
    roads = distance_to([p for way in built_ways if way.route.kind.endswith("road") for p in evenly(way.points, 0.2)])
    settled = settle(seed, ground, township, pace=pace, bank=bank, dry=~(pool | crescent), away=roads)
    borders = arcs(settled.village, [river.points for river in found])
    water_near = distance_to([p for river in found for p in river.points[::5]])
    divisions = places(seed, borders, settled, Nearby(ground, roads, water_near))
    lines = _lines(found, streams(ground, county, 900, len(STREAMS)), built_ways, county)
    water = [
        *_patches("reservoir", "枣滩水库", "Zaotan Reservoir", pool),
        *_patches("lake", "雁回湖", "Yanhui Lake", crescent),
    ]
    built = [
        patch
        for seat, mask in zip(SEATS, settled.built, strict=True)
        for patch in _patches(
            "built_up", f"{seat.stem}{seat.kind}区", f"{pinyin(seat.stem)} built-up area", whole(mask)
        )
    ]
    return Land(divisions, lines, water, built, spots(seed, divisions, settled.built, lines))


def _patches(kind: str, name: str, name_en: str, mask: Mask) -> list[Patch]:
    shapes = outlines(arcs(np.where(mask, 0, OUTSIDE), []), lambda k: k)
    return [Patch(kind, name, name_en, degrees(rings)) for rings in shapes.values()]


def _lines(found: list[River], side: list[list[XY]], built: list[Way], county: Mask) -> list[Line]:
    """Everything that runs, as far as it runs in the county."""
    near = blurred(county, 3) > 0
    drawn = [("river", r.name, r.name_en, r.points, near) for r in found]
    drawn += [("stream", name, _creek(name), line, county) for name, line in zip(STREAMS, side, strict=False)]
    drawn += [(w.route.kind, w.route.name, w.route.name_en, w.points, county) for w in built]
    lines = []
    for kind, name, name_en, points, where in drawn:
        for run in _inside(evenly(points, 0.06), where):
            lines.append(Line(kind, name, name_en, [lonlat(x, y) for x, y in simplified(run, LINE_TOLERANCE)]))
    return lines


def _creek(name: str) -> str:
    """甘泉河 is Ganquan River, 苦水沟 is Kushuigou Creek."""
    return f"{pinyin(name[:-1])} River" if name.endswith("河") else f"{pinyin(name)} Creek"


def _inside(points: list[XY], where: Mask) -> list[list[XY]]:
    """The stretches of a line that lie in a mask, those of a kilometre or more."""
    flat = where.ravel()
    runs: list[list[XY]] = [[]]
    for point in points:
        if flat[cell_at(*point)]:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 16]
