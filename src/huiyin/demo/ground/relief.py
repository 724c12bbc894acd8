"""Heights, and how water leaves them: catchments, whose divides are the ridges that borders follow."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass

import numpy as np

from huiyin.demo.ground.frame import (
    CELL,
    MOVES,
    NX,
    NY,
    XY,
    Floats,
    Ints,
    cell_at,
    grid,
)
from huiyin.demo.ground.noise import crests, rough
from huiyin.demo.ground.rivers import River

# the plain opens eastward from the county town; half its width in km at each point
PLAIN: tuple[tuple[float, float, float], ...] = (
    (31, 23.5, 1.2),
    (35, 22, 2.6),
    (41, 20.5, 5.0),
    (47, 20.5, 7.0),
    (53, 19, 8.5),
    (60, 18, 10.0),
)
GULLY_CELLS = 30
STREAM_CELLS = 120
BASIN_CELLS = 1000
RIM_DELAY = 300
NEVER = 1 << 40


@dataclass(frozen=True)
class Relief:
    """Height in decimetres, cells drained through each cell, catchments from small to large, where each cell drains."""

    height: Ints
    drained: Ints
    gully: Ints
    catchment: Ints
    basin: Ints
    towards: list[int]
    hill: Floats


def relief(seed: int, found: list[River]) -> Relief:
    """The shape of the ground: swells first, then worn down by the water that runs off them, twice."""
    rng = random.Random(f"{seed} relief")
    hill = hilliness(rng)
    order, towards = flow(toughness(rng), found)
    drained = runoff(order, towards)
    height = worn(order, towards, drained, hill, grains(rng))
    small = catchments(order, towards, drained, found, STREAM_CELLS)
    large = catchments(order, towards, drained, found, BASIN_CELLS)
    gully = catchments(order, towards, drained, found, GULLY_CELLS)
    return Relief(height, np.array(drained).reshape(NY, NX), gully, small, large, towards, hill)


def toughness(rng: random.Random) -> Ints:
    """How slowly each cell gives way to a valley that eats backward into it."""
    rock = (crests(rng, 9.0, 4) / 1.9) ** 6
    soil = 0.5 + 0.5 * np.clip(rough(rng, 1.2, 3), -1, 1)
    return np.asarray(np.round(4 + 60 * rock + 30 * soil**2 + 40 * grains(rng) ** 2), dtype=np.int64)


def worn(order: list[int], towards: list[int], drained: list[int], hill: Floats, grain: Floats) -> Ints:
    """Heights at which rivers have cut as deep as they can: the more water, the gentler the slope."""
    steep = (20 + 330 * hill) * (0.3 + 1.4 * grain) / np.maximum(drained, 2).reshape(NY, NX) ** 0.42
    rise = np.round(steep).astype(np.int64).ravel().tolist()
    east, _ = grid()
    base = np.round((1620 - 4.5 * east) * 10).astype(np.int64).ravel().tolist()
    height = [0] * (NX * NY)
    for cell in order:
        down = towards[cell]
        height[cell] = base[cell] if down == cell else height[down] + max(1, rise[cell])
    return np.array(height).reshape(NY, NX)


def grains(rng: random.Random) -> Floats:
    """A throw of the dice for every cell, 0 to 1: without it water would run in parallel lines."""
    return np.array([rng.random() for _ in range(NX * NY)]).reshape(NY, NX)


def hilliness(rng: random.Random) -> Floats:
    """0 on the plain to 1 in the mountains."""
    east, north = grid()
    beyond = np.full(east.shape, 9e9)
    for x, y, half in PLAIN:
        beyond = np.minimum(beyond, np.hypot(east - x, north - y) - half)
    raw = np.clip((beyond + 1.6 * rough(rng, 7.0, 3)) / 7.5, 0, 1)
    return np.asarray(np.round(raw * raw * (3 - 2 * raw), 6))


def distance_to(points: list[XY]) -> Floats:
    """Kilometres to the nearest of the points, measured every 500 m and blended between."""
    coarse = 5
    xs, ys = (
        np.arange(0, NX + coarse, coarse) * CELL,
        np.arange(0, NY + coarse, coarse) * CELL,
    )
    east, north = np.meshgrid(xs, ys)
    nearest = np.full(east.shape, 9e9)
    for x, y in points:
        nearest = np.minimum(nearest, (east - x) ** 2 + (north - y) ** 2)
    nearest = np.sqrt(nearest)
    u, v = (np.arange(NX) + 0.5) / coarse, (np.arange(NY) + 0.5) / coarse
    i, j = u.astype(int), v.astype(int)
    fu, fv = (u - i)[None, :], (v - j)[:, None]
    south = nearest[j][:, i] * (1 - fu) + nearest[j][:, i + 1] * fu
    north_row = nearest[j + 1][:, i] * (1 - fu) + nearest[j + 1][:, i + 1] * fu
    return np.asarray(np.round(south * (1 - fv) + north_row * fv, 6))


def flow(tough: Ints, found: list[River]) -> tuple[list[int], list[int]]:
    """Let valleys eat backward from the rivers: the order in which cells are reached, and where each one drains."""
    size = NX * NY
    outlets = dict.fromkeys(cell_at(*p) for river in found for p in river.points)
    rim = [r * NX + c for r in range(NY) for c in range(NX) if r in (0, NY - 1) or c in (0, NX - 1)]
    queue = [cell * size + cell for cell in outlets]
    queue += [(RIM_DELAY * size + cell) * size + cell for cell in rim if cell not in outlets]
    heapq.heapify(queue)
    soonest = [NEVER] * size
    for cell in (*rim, *outlets):
        soonest[cell] = 0
    return _eat_backward(queue, tough.ravel().tolist(), soonest)


def _eat_backward(queue: list[int], tough: list[int], soonest: list[int]) -> tuple[list[int], list[int]]:
    size = NX * NY
    steps = [(dy * NX + dx, length) for dx, dy, length in MOVES]
    order: list[int] = []
    towards = [-1] * size
    while queue:
        rest, down = divmod(heapq.heappop(queue), size)
        time, cell = divmod(rest, size)
        if towards[cell] >= 0:
            continue
        towards[cell] = down
        order.append(cell)
        for step, length in steps:
            near = cell + step
            if 0 <= near < size and time + tough[near] * length < soonest[near]:
                soonest[near] = time + tough[near] * length
                heapq.heappush(queue, (soonest[near] * size + near) * size + cell)
    return order, towards


def runoff(order: list[int], towards: list[int]) -> list[int]:
    """How many cells drain through each cell."""
    drained = [1] * (NX * NY)
    for cell in reversed(order):
        if towards[cell] != cell:
            drained[towards[cell]] += drained[cell]
    return drained


def catchments(order: list[int], towards: list[int], drained: list[int], found: list[River], threshold: int) -> Ints:
    """The number of the stream, between two forks, that drains each cell; a stream drains `threshold` cells or more."""
    size = NX * NY
    long = threshold // 2
    reach = {cell_at(*p): k * size + i // long for k, river in enumerate(found) for i, p in enumerate(river.points)}
    forks = [0] * size
    for cell in order:
        forks[towards[cell]] += drained[cell] >= threshold and towards[cell] != cell
    number: list[int] = [0] * size
    names: dict[int, int] = {}
    for cell in order:
        down = towards[cell]
        if down == cell:
            key = reach.get(cell, -1 - cell // long)
            number[cell] = names.setdefault(key, len(names))
        elif drained[cell] >= threshold and (down in reach or forks[down] > 1):
            number[cell] = names.setdefault(5 * size + cell, len(names))
        else:
            number[cell] = number[down]
    return np.array(number).reshape(NY, NX)
