"""Built-up ground, and the villages and communities that each township is divided into."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np

from huiyin.demo.ground.cleaning import tidy
from huiyin.demo.ground.division import blurred
from huiyin.demo.ground.frame import Floats, Ints, Mask, cell_at, centre
from huiyin.demo.ground.growth import BETWEEN_VILLAGES, WITHIN_TOWN, blocks, grow, nearest, step_costs
from huiyin.demo.ground.noise import rough
from huiyin.demo.ground.relief import Relief, distance_to
from huiyin.demo.names import SEATS


@dataclass(frozen=True)
class Settlement:
    """A village, or a community of a town: its township's number, and the cell that it grew from."""

    township: int
    urban: bool
    heart: int


@dataclass(frozen=True)
class Settled:
    """Where houses stand (per township), the region of communities among them, and who lives in which cell."""

    built: list[Mask]
    settlements: list[Settlement]
    village: Ints


def settle(seed: int, ground: Relief, township: Ints, *, pace: Ints, bank: Ints, dry: Mask, away: Floats) -> Settled:
    """Divide every township: communities inside the built-up core, villages over the rest.

    `away` is the distance of each cell from a road in kilometres.
    """
    rng = random.Random(f"{seed} villages")
    streets = step_costs(ground, pace, bank, blocks(seed, 0.62, 0.5, 0.03), WITHIN_TOWN)
    fields = step_costs(ground, pace, bank, blocks(seed, 1.0, 0.7, 0.45), BETWEEN_VILLAGES)
    building = step_costs(ground, _building_pace(rng, ground, away), bank, np.zeros_like(bank), WITHIN_TOWN)
    settlements: list[Settlement] = []
    built, village = [], np.full_like(township, -1)
    for number, seat in enumerate(SEATS):
        home = township == number
        hearts = [cell_at(x, y) for x, y in seat.hearts]
        built.append(_rounded(nearest(hearts, building, home & dry, seat.built), home))
        core = _rounded(nearest(hearts, building, home & dry, seat.core), home) if seat.communities else home & False
        for urban, free, count, costs in (
            (True, core, seat.communities, streets),
            (False, home & ~core, seat.villages, fields),
        ):
            near_seat = 1 + 1.5 / (1 + (distance_to([seat.hearts[0]]) / 2.5) ** 2)
            liking = np.round(_liking(ground, away, free & dry, urban) * near_seat, 4)
            found, grown = divide(rng, liking, count, costs, free)
            village = np.where(grown >= 0, grown + len(settlements), village)
            settlements += [Settlement(number, urban, cell) for cell in found]
        village = _spread_to_all(village, home)
    return Settled(built, settlements, tidy(village, township, rounds=2))


def divide(
    rng: random.Random, liking: Floats, count: int, costs: list[list[int]], free: Mask
) -> tuple[list[int], Ints]:
    """Scatter seeds and let them grow, until none is under a fifth of the mean and none over three times the mean."""
    if count == 0:
        return [], np.full(free.shape, -1)
    mean = int(free.sum()) / count
    for _ in range(60):
        found = scatter(rng, liking, count)
        slowness = [rng.choice((75, 90, 100, 110, 130)) for _ in found]
        grown = grow([(cell, k, 0) for k, cell in enumerate(found)], costs, free, slowness)
        sizes = np.bincount(grown[grown >= 0], minlength=count)
        if sizes.min() > mean / 5 and sizes.max() < mean * 2.6:
            return found, grown
    raise ValueError("this township cannot be divided fairly")


def _building_pace(rng: random.Random, ground: Relief, away: Floats) -> Ints:
    """Houses follow the roads and shun the slopes."""
    pace = 5 + 26 * np.minimum(away, 1.0) + 9 * np.clip(rough(rng, 1.6, 2), -0.5, 1) + 30 * ground.hill
    return np.asarray(np.round(pace), dtype=np.int64)


def _rounded(mask: Mask, home: Mask) -> Mask:
    return np.asarray((blurred(mask, 1) > 0.5) & home)


def _liking(ground: Relief, away: Floats, free: Mask, urban: bool) -> Floats:
    """How gladly people settled there: near roads, by streams in the hills, anywhere on the plain."""
    if urban:
        return np.where(free, 1.0, 0.0)
    valley = np.where((ground.drained > 30) & (ground.drained < 4000), 3.0, 0.6)
    by_water = 1 + ground.hill * (valley - 1)
    liking = by_water * (1 - 0.55 * ground.hill) * (0.35 + 1 / (1 + away * away))
    return np.asarray(np.where(free, np.round(liking, 4), 0.0))


def scatter(rng: random.Random, liking: Floats, count: int) -> list[int]:
    """Places apart from each other, the more crowded the better liked the ground."""
    flat = liking.ravel()
    cells = np.flatnonzero(flat).tolist()
    weights = flat[cells].tolist()
    found = rng.choices(cells, weights)
    while len(found) < count:
        drawn = rng.choices(cells, weights, k=14)
        found.append(max(drawn, key=lambda c: _room(c, found) * math.sqrt(flat[c])))
    return found


def _room(cell: int, found: list[int]) -> float:
    here = centre(cell)
    return min(math.dist(here, centre(other)) for other in found)


def _spread_to_all(village: Ints, home: Mask) -> Ints:
    """Ground that no village could reach (an island behind the town) is taken by whoever lies beside it."""
    while (lost := home & (village < 0)).any():
        for step, axis in ((1, 0), (-1, 0), (1, 1), (-1, 1)):
            beside = np.roll(village, step, axis)
            same = np.roll(home, step, axis)
            village = np.where(lost & (village < 0) & same & (beside >= 0), beside, village)
    return village
