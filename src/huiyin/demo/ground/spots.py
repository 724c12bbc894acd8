"""Named spots of every township: on its built-up ground, in its villages, and where its roads cross the water."""

from __future__ import annotations

import random

import numpy as np

from huiyin.demo import haunts
from huiyin.demo.ground.frame import CELL, Mask, centre, lonlat
from huiyin.demo.ground.kinds import Line, Place, Spot, holds
from huiyin.demo.names import SEATS
from huiyin.demo.spelling import pinyin

ROADS = ("national_road", "provincial_road", "county_road")
WATERS = ("river", "stream", "canal")
VILLAGES_NAMED = 8


def spots(seed: int, places: list[Place], built: list[Mask], lines: list[Line]) -> dict[str, list[Spot]]:
    """By code of township, each spot in the village that holds it."""
    townships = {p.name[:-1]: p for p in places if p.level == "township"}
    crossings = _crossings(lines)
    found = {}
    for number, seat in enumerate(SEATS):
        town = townships[seat.stem]
        rng = random.Random(f"{seed} spots {town.code}")
        villages = [p for p in places if p.parent == town.code]
        at_seat = [(k, zh, en, _somewhere(rng, built[number])) for k, zh, en in _of_seat(rng, number)]
        named = [*at_seat, *_of_villages(rng, villages), *_bridges(villages, crossings)]
        found[town.code] = _settled(named, villages)
    return found


def _of_seat(rng: random.Random, number: int) -> list[tuple[str, str, str]]:
    if number == 0:
        return list(haunts.TOWN)
    seat = SEATS[number]
    x, c = (seat.stem, pinyin(seat.stem)), (seat.kind, "Town" if seat.kind == "镇" else "Township")
    named = list(haunts.SEAT)
    if seat.kind == "镇":
        named += haunts.TOWNLET
        named += [("road", *street) for street in rng.sample(haunts.STREETS, 3)]
        named += [("estate", *estate) for estate in rng.sample(haunts.ESTATES, 2)]
    return [(kind, zh.format(x=x[0], c=c[0]), en.format(x=x[1], c=c[1])) for kind, zh, en in named]


def _somewhere(rng: random.Random, mask: Mask) -> list[float]:
    x, y = centre(rng.choice(np.flatnonzero(mask).tolist()))
    return lonlat(x + CELL * (rng.random() - 0.5), y + CELL * (rng.random() - 0.5))


def _of_villages(rng: random.Random, villages: list[Place]) -> list[tuple[str, str, str, list[float]]]:
    rural = [p for p in villages if p.name.endswith("村")]
    chosen = rng.sample(rural, min(VILLAGES_NAMED, len(rural)))
    found = []
    for place, (kind, zh, en) in zip(chosen, haunts.VILLAGE, strict=False):
        stem = place.name.removesuffix("村")
        at = [round(place.lon + 0.004 * (rng.random() - 0.5), 5), round(place.lat + 0.003 * (rng.random() - 0.5), 5)]
        here = at if holds(place.outline, *at) else [place.lon, place.lat]
        found.append((kind, zh.format(x=stem), en.format(x=pinyin(stem)), here))
    return found


def _crossings(lines: list[Line]) -> list[list[float]]:
    """Where a road crosses water."""
    found = []
    for road in (line for line in lines if line.kind in ROADS):
        for water in (line for line in lines if line.kind in WATERS):
            w = np.array(water.points)
            for a, b in zip(road.points, road.points[1:], strict=False):
                found += _hits(a, b, w)
    return found


def _hits(
    a: list[float], b: list[float], water: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> list[list[float]]:
    """The points at which a segment crosses a line."""
    p, q = water[:-1], water[1:]
    rx, ry = b[0] - a[0], b[1] - a[1]
    sx, sy = q[:, 0] - p[:, 0], q[:, 1] - p[:, 1]
    cross = rx * sy - ry * sx
    cross = np.where(cross == 0, 1e-30, cross)
    t = ((p[:, 0] - a[0]) * sy - (p[:, 1] - a[1]) * sx) / cross
    u = ((p[:, 0] - a[0]) * ry - (p[:, 1] - a[1]) * rx) / cross
    met = (t >= 0) & (t < 1) & (u >= 0) & (u < 1)
    return [[round(a[0] + rx * float(k), 5), round(a[1] + ry * float(k), 5)] for k in t[met]]


def _bridges(villages: list[Place], crossings: list[list[float]]) -> list[tuple[str, str, str, list[float]]]:
    """One bridge for each village that has a crossing, named after it."""
    found: dict[str, tuple[str, str, str, list[float]]] = {}
    for at in crossings:
        for place in villages:
            if place.code not in found and holds(place.outline, *at):
                stem = place.name.removesuffix("村").removesuffix("社区")
                bridge = stem if stem.endswith("桥") else stem + "桥"
                found[place.code] = ("bridge", bridge, f"{pinyin(stem)} Bridge", at)
    return list(found.values())[:6]


def _settled(named: list[tuple[str, str, str, list[float]]], villages: list[Place]) -> list[Spot]:
    found = []
    for kind, zh, en, (lon, lat) in named:
        home = next((p for p in villages if holds(p.outline, lon, lat)), None)
        if home:
            found.append(Spot(zh, en, kind, lat, lon, home.code))
    return found
