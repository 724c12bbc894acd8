"""Roads, the railway and the canal: the easiest way over the ground between the places they join."""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass

from huiyin.demo.ground.edges import smoothed
from huiyin.demo.ground.frame import CELL, NX, NY, XY, Ints, Mask, cell_at
from huiyin.demo.ground.relief import Relief
from huiyin.demo.names import ROUTES, Route

COARSE = 4
BRIDGE = 500
KNIGHTS = (
    (1, 0),
    (1, 1),
    (0, 1),
    (-1, 1),
    (-1, 0),
    (-1, -1),
    (0, -1),
    (1, -1),
    (2, 1),
    (1, 2),
    (-1, 2),
    (-2, 1),
    (-2, -1),
    (-1, -2),
    (1, -2),
    (2, -1),
)


@dataclass(frozen=True)
class Way:
    """A built line in kilometres."""

    route: Route
    points: list[XY]


@dataclass(frozen=True)
class Sheet:
    """The ground as a road builder sees it, in cells of 400 m."""

    columns: int
    rows: int
    height: list[int]
    bank: list[int]
    wet: list[bool]


def ways(ground: Relief, bank: Ints, water: Mask) -> list[Way]:
    """All routes, in the order of their rank; a later one ends where it meets an earlier one."""
    cut = (slice(None, None, COARSE), slice(None, None, COARSE))
    sheet = Sheet(
        NX // COARSE,
        NY // COARSE,
        ground.height[cut].ravel().tolist(),
        bank[cut].ravel().tolist(),
        water[cut].ravel().tolist(),
    )
    built: list[Way] = []
    used: set[int] = set()
    for route in ROUTES:
        follows = route.kind not in ("railway", "canal")
        cells: list[int] = []
        for start, end in zip(route.stops, route.stops[1:], strict=False):
            cells += easiest(sheet, route, start, end, used if follows else set())[bool(cells) :]
        for run in fresh(cells, used if follows else set()):
            points = smoothed(evenly([_point(sheet, cell) for cell in run], 0.2), route.calm * 4)
            built.append(Way(route, _joined(points, [w.points for w in built] if follows else [])))
        if follows:
            used.update(cells)
    return built


def _point(sheet: Sheet, cell: int) -> XY:
    row, column = divmod(cell, sheet.columns)
    return round((column + 0.5) * CELL * COARSE, 3), round((row + 0.5) * CELL * COARSE, 3)


def easiest(sheet: Sheet, route: Route, start: XY, end: XY, used: set[int]) -> list[int]:
    """The cheapest way from one point to another; climbing and bridges cost, existing roads help."""
    goal, source = _coarse(sheet, end), _coarse(sheet, start)
    came: dict[int, int] = {}
    least = {source: 0}
    queue = [(0, 0, source, source)]
    while queue:
        _, spent, cell, before = heapq.heappop(queue)
        if cell in came:
            continue
        came[cell] = before
        if cell == goal:
            break
        column = cell % sheet.columns
        for dx, dy in KNIGHTS:
            near = cell + dy * sheet.columns + dx
            if 0 <= column + dx < sheet.columns and 0 <= near < len(sheet.height) and near not in came:
                toll = _toll(sheet, route, cell, near, (dx, dy))
                total = spent + (toll * 45 // 100 if near in used and cell in used else toll)
                if total < least.get(near, total + 1):
                    least[near] = total
                    heapq.heappush(queue, (total + _at_least(sheet, near, goal), total, near, cell))
    path = [goal]
    while path[-1] != source:
        path.append(came[path[-1]])
    return path[::-1]


def _coarse(sheet: Sheet, point: XY) -> int:
    row, column = divmod(cell_at(*point), NX)
    return row // COARSE * sheet.columns + column // COARSE


def _at_least(sheet: Sheet, cell: int, goal: int) -> int:
    """No way between two cells is cheaper than this."""
    row, column = divmod(cell, sheet.columns)
    goal_row, goal_column = divmod(goal, sheet.columns)
    return 45 * max(abs(row - goal_row), abs(column - goal_column))


def _toll(sheet: Sheet, route: Route, cell: int, near: int, move: tuple[int, int]) -> int:
    length = 100 * (abs(move[0]) + abs(move[1])) if 0 in move else (141 if abs(move[0]) == abs(move[1]) else 224)
    climb = abs(sheet.height[near] - sheet.height[cell])
    toll = length + climb * route.climb // 10
    if sheet.bank[cell] and sheet.bank[cell] == -sheet.bank[near]:
        toll += BRIDGE
    elif sheet.bank[near]:
        toll += length
    return toll + 6000 * sheet.wet[near]


def fresh(cells: list[int], used: set[int]) -> list[list[int]]:
    """The stretches of a way that are not built yet, with the cell on either side where they join."""
    runs: list[list[int]] = []
    run: list[int] = []
    for before, cell in itertools.pairwise(cells):
        if before in used and cell in used:
            runs, run = [*runs, run], []
        else:
            run = [*(run or [before]), cell]
    return [r for r in [*runs, run] if len(r) > 3]


def _joined(points: list[XY], others: list[list[XY]]) -> list[XY]:
    """Move both ends onto the nearest line that is already there, where one is within 900 m."""
    ends = []
    for end in (points[0], points[-1]):
        near = min((p for line in others for p in line), key=lambda p: math.dist(p, end), default=end)
        ends.append(near if math.dist(near, end) < 0.9 else end)
    return [ends[0], *points[1:-1], ends[1]]


def evenly(line: list[XY], step: float) -> list[XY]:
    """The same line with a point at least every `step` kilometres."""
    found = [line[0]]
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        count = max(1, math.ceil(math.dist((ax, ay), (bx, by)) / step))
        found += [(ax + (bx - ax) * k / count, ay + (by - ay) * k / count) for k in range(1, count + 1)]
    return found
