"""Borders drawn once: between two junctions runs one line, and both neighbours use it, point for point."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from huiyin.demo.ground.crossings import tangled
from huiyin.demo.ground.frame import CELL, NX, NY, XY, Ints, lonlat

OUTSIDE = -1
SMOOTHING = 5
# how far a border may be moved when it is thinned out (km): usually, and with more and more care
CARES = (0.025, 0.015, 0.004)


@dataclass(frozen=True)
class Arc:
    """A border from junction to junction (or a closed one), with the region on either hand."""

    points: list[XY]
    left: int
    right: int


def smoothed(points: list[XY], rounds: int) -> list[XY]:
    """Each point moves toward its neighbours, again and again; the ends stay, a closed line moves everywhere."""
    line = np.array(points)
    closed = points[0] == points[-1]
    for _ in range(rounds):
        if closed:
            ring = line[:-1]
            ring = (np.roll(ring, 1, 0) + 2 * ring + np.roll(ring, -1, 0)) / 4
            line = np.vstack([ring, ring[:1]])
        else:
            line = np.vstack([line[:1], (line[:-2] + 2 * line[1:-1] + line[2:]) / 4, line[-1:]])
    return [(round(float(x), 6), round(float(y), 6)) for x, y in line]


def simplified(points: list[XY], tolerance: float) -> list[XY]:
    """Leave out points that lie within `tolerance` kilometres of the line without them (Douglas and Peucker)."""
    if points[0] == points[-1] and len(points) > 3:
        far = max(range(len(points)), key=lambda k: math.dist(points[0], points[k]))
        return simplified(points[: far + 1], tolerance)[:-1] + simplified(points[far:], tolerance)
    kept, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        off = [(_apart(points[k], points[first], points[last]), k) for k in range(first + 1, last)]
        worst, at = max(off)
        if worst > tolerance:
            kept.add(at)
            stack += [(first, at), (at, last)]
    return [points[k] for k in sorted(kept)]


def _apart(point: XY, a: XY, b: XY) -> float:
    """Distance of a point from a segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    along = 0.0 if square == 0 else ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square
    along = min(max(along, 0.0), 1.0)
    return math.dist(point, (a[0] + along * dx, a[1] + along * dy))


def arcs(owner: Ints, streams: list[list[XY]]) -> list[Arc]:
    """All borders of a sheet of regions, smoothed, laid into a river that runs beside them, and thinned out.

    Where lines tangle, they and those that end with them are drawn again closer to the cells, up to three times.
    """
    snap = _snapper(streams)
    walked = _walk(owner)
    smooth = [smoothed([(x * CELL, y * CELL) for x, y in corners], SMOOTHING) for corners, _, _ in walked]
    snapped = [[snap(p) for p in line] for line in smooth]
    care = [0] * len(walked)
    for _ in range(3 * len(CARES)):
        plain = {line[at] for k, line in enumerate(smooth) if care[k] for at in (0, -1)}
        lines = [_drawn(smooth[k], snapped[k], CARES[care[k]], plain) for k in range(len(walked))]
        knots = tangled([[dot(p) for p in line] for line in lines])
        if not knots:
            return [Arc(line, left, right) for line, (_, left, right) in zip(lines, walked, strict=True)]
        for k in knots:
            care[k] = min(care[k] + 1, len(CARES) - 1)
    raise ValueError("these borders cannot be drawn without crossing")


def _drawn(smooth: list[XY], snapped: list[XY], tolerance: float, plain: set[XY]) -> list[XY]:
    """A border in the river where it may be, elsewhere beside it; its ends stay out of the river if they are `plain`."""
    line = snapped if tolerance == CARES[0] else smooth
    ends = [smooth[at] if smooth[at] in plain else snapped[at] for at in (0, -1)]
    line = [ends[0], *line[1:-1], ends[1]]
    return simplified([p for k, p in enumerate(line) if k == 0 or p != line[k - 1]], tolerance)


def dot(point: XY) -> tuple[int, int]:
    """A point as it will be written: whole hundred-thousandths of a degree."""
    lon, lat = lonlat(*point)
    return round(lon * 1e5), round(lat * 1e5)


def _snapper(streams: list[list[XY]]) -> Callable[[XY], XY]:
    water = np.array([p for stream in streams for p in stream]) if streams else np.zeros((0, 2))

    def snap(point: XY) -> XY:
        if not len(water):
            return point
        apart = (water[:, 0] - point[0]) ** 2 + (water[:, 1] - point[1]) ** 2
        at = int(apart.argmin())
        return (float(water[at, 0]), float(water[at, 1])) if apart[at] < 0.12**2 else point

    return snap


def _walk(owner: Ints) -> list[tuple[list[tuple[int, int]], int, int]]:
    """Follow the cell edges between regions from junction to junction: corners, region on the left, on the right."""
    steps = _steps(owner)
    junctions = [corner for corner, ways in steps.items() if len(ways) != 2]
    used: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    found = []
    for start in [*junctions, *steps]:
        for following, left, right in steps[start]:
            if (start, following) in used:
                continue
            line = [start, following]
            while line[-1] != start and len(steps[line[-1]]) == 2:
                line.append(next(n for n, _, _ in steps[line[-1]] if n != line[-2]))
            used.update(itertools.pairwise(line))
            used.update(zip(line[1:], line, strict=False))
            found.append((line, left, right))
    return found


def _steps(owner: Ints) -> dict[tuple[int, int], list[tuple[tuple[int, int], int, int]]]:
    """From each cell corner, the corners next to it along a border, with the regions on either hand."""
    padded = np.full((NY + 2, NX + 2), OUTSIDE, dtype=np.int64)
    padded[1:-1, 1:-1] = owner
    steps: dict[tuple[int, int], list[tuple[tuple[int, int], int, int]]] = {}
    for row, column in np.argwhere(padded[1:-1, :-1] != padded[1:-1, 1:]).tolist():
        west, east = int(padded[row + 1, column]), int(padded[row + 1, column + 1])
        steps.setdefault((column, row), []).append(((column, row + 1), west, east))
        steps.setdefault((column, row + 1), []).append(((column, row), east, west))
    for row, column in np.argwhere(padded[:-1, 1:-1] != padded[1:, 1:-1]).tolist():
        south, north = int(padded[row, column + 1]), int(padded[row + 1, column + 1])
        steps.setdefault((column, row), []).append(((column + 1, row), north, south))
        steps.setdefault((column + 1, row), []).append(((column, row), south, north))
    return steps


def outlines(borders: list[Arc], group: Callable[[int], int]) -> dict[int, list[list[XY]]]:
    """The closed rings of every group of regions, outer ring first; its inside is on the left of each ring."""
    ahead: dict[int, dict[XY, list[XY]]] = {}
    for arc in borders:
        left, right = group(arc.left), group(arc.right)
        if left == right:
            continue
        if left != OUTSIDE:
            ahead.setdefault(left, {})[arc.points[0]] = arc.points
        if right != OUTSIDE:
            ahead.setdefault(right, {})[arc.points[-1]] = arc.points[::-1]
    return {key: sorted(_rings(lines), key=area, reverse=True) for key, lines in sorted(ahead.items())}


def _rings(lines: dict[XY, list[XY]]) -> list[list[XY]]:
    rings = []
    while lines:
        ring = lines.pop(next(iter(lines)))
        while ring[-1] != ring[0]:
            ring = ring + lines.pop(ring[-1])[1:]
        rings.append(ring)
    return rings


def area(ring: list[XY]) -> float:
    """Square kilometres; negative for a ring that runs clockwise (a hole)."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring)) / 2
