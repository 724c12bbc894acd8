"""Standing water: the reservoir behind its dam, and an old bend of the river that became a lake. And the side streams."""

from __future__ import annotations

import math

import numpy as np

from huiyin.demo.ground.cleaning import tidy
from huiyin.demo.ground.edges import smoothed
from huiyin.demo.ground.frame import MOVES, NX, NY, XY, Ints, Mask, cell_at, centre, grid
from huiyin.demo.ground.relief import Relief
from huiyin.demo.ground.rivers import River

DAM: XY = (24.6, 11.4)
POOL_KM = 5.5
DEPTH = 420
LAKE: XY = (49.0, 19.6)


def reservoir(ground: Relief, river: River) -> Mask:
    """What drowns behind the dam: ground that drains into the pool and lies less than 42 m above the dam's foot."""
    at = min(range(len(river.points)), key=lambda k: math.dist(river.points[k], DAM))
    pool = {cell_at(*p) for p in river.points[at - round(POOL_KM / 0.03) : at + 1]}
    foot = int(ground.height.ravel()[cell_at(*river.points[at])])
    height = ground.height.ravel().tolist()
    wet, seen = sorted(pool), set(pool)
    for cell in wet:
        for dx, dy, _ in MOVES:
            near = cell + dy * NX + dx
            if near not in seen and ground.towards[near] in seen and height[near] < foot + DEPTH:
                seen.add(near)
                wet.append(near)
    mask = np.zeros(NX * NY, dtype=bool)
    mask[wet] = True
    return whole(mask.reshape(NY, NX))


def lake() -> Mask:
    """A crescent three kilometres long, left of the main river on the plain."""
    east, north = grid()
    x, y = east - LAKE[0], north - LAKE[1]
    outer = x * x + y * y < 1.5
    inner = (x - 0.35) ** 2 + (y + 0.45) ** 2 < 1.25
    return whole(outer & ~inner)


def whole(mask: Mask) -> Mask:
    """The largest piece of a mask, its edges tidied and its holes closed."""
    return np.asarray(tidy(np.where(mask, 0, 1)) == 0)


def streams(ground: Relief, mask: Mask, least: int, wanted: int) -> list[list[XY]]:
    """The largest side streams of the county, source first, each from where it drains a quarter square kilometre."""
    drained, inside = ground.drained.ravel(), mask.ravel()
    mouths = [
        c
        for c in np.argsort(-drained, kind="stable")[: NX * NY // 20].tolist()
        if inside[c] and drained[c] >= least and ground.towards[ground.towards[c]] == ground.towards[c] != c
    ]
    lines = []
    for mouth in mouths[:wanted]:
        line = [ground.towards[mouth], mouth]
        while drained[line[-1]] > 120 and inside[line[-1]]:
            line.append(_main_feeder(line[-1], ground, drained))
        lines.append(smoothed([centre(c) for c in reversed(line)], 6))
    return lines


def _main_feeder(cell: int, ground: Relief, drained: Ints) -> int:
    near = [cell + dy * NX + dx for dx, dy, _ in MOVES]
    return max((n for n in near if ground.towards[n] == cell), key=lambda n: (int(drained[n]), -n))
