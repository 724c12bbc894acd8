"""The sheet the land is drawn on: 64 × 50 km in cells of 100 m, and where on Earth it is laid.

The sheet is laid on the empty sand of the Badain Jaran desert, so that no real village lies under an invented one.
Kilometres count east and north from its south-west corner; a cell is `row * NX + column`, row 0 in the south.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

CELL = 0.1
NX = 640
NY = 500
SOUTH = 39.80
WEST = 101.90
KM_PER_LAT = 111.0
KM_PER_LON = 111.3 * math.cos(math.radians(40.0))

XY = tuple[float, float]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Window = tuple[slice, slice]

# (dx, dy, length in tenths of a cell)
MOVES = (
    (1, 0, 10),
    (0, 1, 10),
    (1, 1, 14),
    (-1, 1, 14),
    (-1, 0, 10),
    (0, -1, 10),
    (-1, -1, 14),
    (1, -1, 14),
)


def lonlat(x: float, y: float) -> list[float]:
    """Degrees, to five decimals (about a metre)."""
    return [round(WEST + x / KM_PER_LON, 5), round(SOUTH + y / KM_PER_LAT, 5)]


def cell_at(x: float, y: float) -> int:
    """The cell in which a point lies, the nearest one for points off the sheet."""
    column = min(max(int(x / CELL), 0), NX - 1)
    row = min(max(int(y / CELL), 0), NY - 1)
    return row * NX + column


def centre(cell: int) -> XY:
    """The middle of a cell in kilometres."""
    row, column = divmod(cell, NX)
    return (column + 0.5) * CELL, (row + 0.5) * CELL


def grid() -> tuple[Floats, Floats]:
    """Kilometres east and north of every cell."""
    xs = (np.arange(NX) + 0.5) * CELL
    ys = (np.arange(NY) + 0.5) * CELL
    east, north = np.meshgrid(xs, ys)
    return east, north


def inside(points: list[XY], x: Floats, y: Floats) -> Mask:
    """Which of many points lie in a polygon."""
    odd = np.zeros(x.shape, dtype=bool)
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        if ay == by:
            continue
        between = (y < ay) != (y < by)
        odd ^= between & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return odd


def window(dx: int, dy: int) -> tuple[Window, Window]:
    """Two views of a sheet, so that `sheet[there]` is the neighbour by (dx, dy) of `sheet[here]`."""

    def cut(step: int, size: int) -> tuple[slice, slice]:
        return slice(max(0, -step), size - max(0, step)), slice(max(0, step), size - max(0, -step))

    rows, columns = cut(dy, NY), cut(dx, NX)
    return (rows[0], columns[0]), (rows[1], columns[1])
