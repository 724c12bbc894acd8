"""Regions that grow from seeds at the pace of the ground and stop where they meet: at ridges, rivers, field edges."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass

import numpy as np

from huiyin.demo.ground.frame import MOVES, NX, NY, Ints, Mask, Window, grid, window
from huiyin.demo.ground.noise import rough
from huiyin.demo.ground.relief import Relief

OWNERS = 256
NEVER = 1 << 40


@dataclass(frozen=True)
class Walls:
    """What it costs to cross a river, a divide between small or large catchments (in full in the hills), a ditch."""

    river: int
    ridge: int
    basin: int
    field: int


BETWEEN_TOWNSHIPS = Walls(river=22000, ridge=1200, basin=14000, field=700)
BETWEEN_VILLAGES = Walls(river=5000, ridge=3200, basin=3000, field=520)
WITHIN_TOWN = Walls(river=250, ridge=60, basin=0, field=420)


def step_costs(ground: Relief, pace: Ints, bank: Ints, blocks: Ints, walls: Walls) -> list[list[int]]:
    """What it costs to step from each cell to each of its eight neighbours, in the order of MOVES."""
    costs = {}
    for dx, dy, length in MOVES[:4]:
        here, there = window(dx, dy)
        wall = _walls(here, there, ground, walls)
        wall += walls.river * ((bank[here] == -bank[there]) & (bank[here] != 0))
        wall += walls.field * ((blocks[here] != blocks[there]) & (ground.hill[here] < 0.35))
        cost = length * (pace[here] + pace[there]) // 2 + wall
        for step, side in (((dx, dy), here), ((-dx, -dy), there)):
            costs[step] = np.zeros((NY, NX), dtype=np.int64)
            costs[step][side] = cost
    return [costs[dx, dy].ravel().tolist() for dx, dy, _ in MOVES]


def _walls(here: Window, there: Window, ground: Relief, walls: Walls) -> Ints:
    hill = np.clip(0.04 + 1.2 * ground.hill[here], 0, 1)
    ridge = walls.ridge * (ground.catchment[here] != ground.catchment[there])
    basin = walls.basin * (ground.basin[here] != ground.basin[there])
    return np.asarray(np.round((ridge + basin) * hill), dtype=np.int64)


def paces(seed: int, ground: Relief) -> Ints:
    """What 10 m of open ground cost: dearer uphill, uneven everywhere."""
    rng = random.Random(f"{seed} paces")
    return np.asarray(np.round(10 + 6 * np.clip(rough(rng, 3.0, 3), -1, 1) + 10 * ground.hill), dtype=np.int64)


def blocks(seed: int, long: float, wide: float, crooked: float) -> Ints:
    """Numbered blocks of fields or houses between ditches, tracks and streets, lying along the plain; sizes in km."""
    rng = random.Random(f"{seed} blocks {long}")
    east, north = grid()
    along = 0.94 * east - 0.34 * north + crooked * rough(rng, 3.5, 2)
    across = 0.34 * east + 0.94 * north + crooked * rough(rng, 3.5, 2)
    row = np.floor(across / wide).astype(np.int64)
    column = np.floor(along / long + 0.37 * (row % 3)).astype(np.int64)
    return np.asarray(row * 1000 + column)


def grow(seeds: list[tuple[int, int, int]], costs: list[list[int]], free: Mask, slowness: list[int]) -> Ints:
    """Who reaches each free cell first, -1 where nobody can.

    `seeds` are (cell, owner, head start as a delay); the cost of a step is multiplied by `slowness[owner]` / 100.
    """
    size = NX * NY
    taken = np.where(free.ravel(), -1, -2).tolist()
    soonest = np.where(free.ravel(), NEVER, 0).tolist()
    steps = [(dy * NX + dx, costs[k]) for k, (dx, dy, _) in enumerate(MOVES)]
    queue = [(delay * OWNERS + owner) * size + cell for cell, owner, delay in seeds]
    heapq.heapify(queue)
    while queue:
        rest, cell = divmod(heapq.heappop(queue), size)
        if taken[cell] != -1:
            continue
        time, owner = divmod(rest, OWNERS)
        taken[cell] = owner
        slow = slowness[owner]
        for step, cost in steps:
            near, then = cell + step, time + cost[cell] * slow // 100
            if then < soonest[near]:
                soonest[near] = then
                heapq.heappush(queue, (then * OWNERS + owner) * size + near)
    return np.asarray(np.maximum(np.array(taken), -1).reshape(NY, NX))


def nearest(seeds: list[int], costs: list[list[int]], free: Mask, count: int) -> Mask:
    """The first `count` free cells reached from the seeds."""
    queue = [(0, cell) for cell in seeds]
    open_cells = free.ravel().tolist()
    steps = [(dy * NX + dx, costs[k]) for k, (dx, dy, _) in enumerate(MOVES)]
    taken = 0
    out = np.zeros(NX * NY, dtype=bool)
    while queue and taken < count:
        time, cell = heapq.heappop(queue)
        if not open_cells[cell]:
            continue
        open_cells[cell] = False
        out[cell] = True
        taken += 1
        for step, cost in steps:
            if open_cells[cell + step]:
                heapq.heappush(queue, (time + cost[cell], cell + step))
    return out.reshape(NY, NX)
