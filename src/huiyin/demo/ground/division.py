"""The county, its townships and their villages as regions of cells."""

from __future__ import annotations

import numpy as np

from huiyin.demo.ground.cleaning import tidy
from huiyin.demo.ground.frame import NX, NY, XY, Floats, Ints, Mask, cell_at, grid, inside
from huiyin.demo.ground.growth import grow
from huiyin.demo.ground.relief import Relief
from huiyin.demo.names import SEATS

# about where the county ends; the border itself keeps to the divides nearby
ABOUT: list[XY] = [
    (21.5, 47),
    (27, 45),
    (31, 47.6),
    (35.5, 43.8),
    (40, 44.8),
    (43, 40.4),
    (49.5, 41),
    (54, 36.5),
    (61, 35),
    (62.2, 28),
    (58.8, 23.5),
    (61.8, 17),
    (57.5, 9.4),
    (51, 11),
    (47, 6.6),
    (40, 8.6),
    (34.5, 3.2),
    (27, 5.2),
    (21, 2.2),
    (12.5, 3.4),
    (7.5, 8),
    (10.6, 14.5),
    (4.6, 18.4),
    (2.2, 25),
    (5.6, 32),
    (13, 32.5),
    (15.5, 39),
    (20.5, 41),
]


def county_mask(ground: Relief) -> Mask:
    """All catchments that lie mostly within the rough outline, without their thorns, in one piece."""
    east, north = grid()
    within = inside(ABOUT, east, north)
    mask = most(within, ground.catchment)
    mask = most(blurred(mask, 12) > 0.5, ground.gully)
    mask = blurred(mask, 3) > 0.5
    return np.asarray(tidy(np.where(mask, 0, 1)) == 0)


def most(mask: Mask, region: Ints) -> Mask:
    """The regions of which more than half is in the mask, whole."""
    flat = region.ravel()
    share = np.bincount(flat, weights=mask.ravel()) / np.maximum(np.bincount(flat), 1)
    return np.asarray((share > 0.5)[flat].reshape(NY, NX))


def blurred(mask: Mask, reach: int) -> Floats:
    """The share of the mask in the square of `reach` cells to each side."""
    width = 2 * reach + 1
    sums = np.pad(np.cumsum(np.cumsum(np.pad(mask.astype(np.int64), reach, mode="edge"), 0), 1), ((1, 0), (1, 0)))
    total = sums[width:, width:] - sums[:-width, width:] - sums[width:, :-width] + sums[:-width, :-width]
    return np.asarray(total / width**2)


def townships(costs: list[list[int]], mask: Mask, ground: Relief) -> Ints:
    """Which of the twelve townships each cell belongs to; in the hills a catchment is not divided."""
    seeds = [(cell_at(x, y), number, 0) for number, seat in enumerate(SEATS) for x, y in seat.hearts]
    first = grow(seeds, costs, mask, [seat.slowness for seat in SEATS])
    whole = first.copy()
    for number in range(len(SEATS)):
        whole[most(first == number, ground.catchment)] = number
    drawn = np.where(mask & (ground.hill > 0.3), whole, first)
    shares = np.stack([blurred(drawn == number, 3) for number in range(len(SEATS))])
    return tidy(np.where(mask, shares.argmax(axis=0), -1))
