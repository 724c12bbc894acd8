"""The rivers: hand-drawn courses that meander where the valley lets them."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np

from huiyin.demo.ground.frame import CELL, NX, NY, XY, Ints

STEP = 0.03


@dataclass(frozen=True)
class River:
    """A course of points 30 m apart, in kilometres, source first."""

    name: str
    name_en: str
    points: list[XY]


# name, swing in radians at the upper and at the lower end, course
COURSES: tuple[tuple[str, str, float, float, list[XY]], ...] = (
    (
        "望川河",
        "Wangchuan River",
        0.7,
        1.95,
        [
            (0, 29),
            (4, 28.3),
            (7, 25.6),
            (10.5, 26.8),
            (13.5, 23.2),
            (17.5, 23),
            (19.5, 25.8),
            (23.5, 24.4),
            (26.5, 26.6),
            (30, 24.6),
            (31.5, 22.2),
            (35.5, 22.6),
            (39, 19.4),
            (43.5, 20.2),
            (46.5, 17.2),
            (51.5, 17.6),
            (54, 14),
            (58.5, 13.2),
            (61, 9.5),
            (66, 7),
        ],
    ),
    (
        "榆川河",
        "Yuchuan River",
        0.6,
        1.45,
        [
            (21, 49.9),
            (24.8, 46.5),
            (25.2, 43),
            (28, 40.5),
            (27.2, 37),
            (30.4, 34),
            (30, 30.5),
            (33.4, 28),
            (34.4, 24.6),
            (37, 20.5),
            (39, 17),
        ],
    ),
    (
        "枣溪河",
        "Zaoxi River",
        0.6,
        1.45,
        [
            (8, 1),
            (12, 5.5),
            (16, 7),
            (18.5, 11),
            (22.5, 12.8),
            (25.5, 10.6),
            (29.5, 11.4),
            (32, 14),
            (36, 13),
            (39.5, 15.4),
            (43.5, 15.4),
            (47.5, 18.5),
            (50.5, 21),
        ],
    ),
)


def rivers(seed: int) -> list[River]:
    """The main river and its two tributaries; a tributary ends where it meets the main river."""
    rng = random.Random(f"{seed} rivers")
    main: list[XY] = []
    found = []
    for name, name_en, upper, lower, course in COURSES:
        points = meander(rng, spline(course, STEP * 4), upper, lower)
        if main:
            points = until_meets(points, main)
        main = main or points
        found.append(River(name, name_en, points))
    return found


def spline(course: list[XY], step: float) -> list[XY]:
    """A smooth line through the points (Catmull-Rom), about `step` kilometres between its points."""
    ends = [course[0], *course, course[-1]]
    line: list[XY] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        count = max(1, int(math.dist(b, c) / step))
        line += [
            (
                _blend(a[0], b[0], c[0], d[0], k / count),
                _blend(a[1], b[1], c[1], d[1], k / count),
            )
            for k in range(count)
        ]
    return [*line, course[-1]]


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def meander(rng: random.Random, course: list[XY], upper: float, lower: float) -> list[XY]:
    """Walk along a course with a swinging heading: the bends of a river on soft ground.

    The walker always aims at a point of the course 1.5 to 2.2 km ahead and swings off by up to `upper` radians at
    the source, `lower` at the mouth; now and then the bends change their length and strength.
    """
    x, y = course[0]
    points, at, phase = [(x, y)], 0, 0.0
    wavelength, strength = 2.0, 1.0
    while at < len(course) - 2 and len(points) < 9000:
        share = at / len(course)
        while at < len(course) - 1 and math.dist((x, y), course[at]) < 1.5 + 0.7 * share:
            at += 1
        if rng.random() < 0.025:
            wavelength, strength = (1.2 + 2.6 * rng.random() ** 2) * (1 + share), 0.25 + 0.9 * rng.random()
        phase += 2 * math.pi * STEP / wavelength
        swing = (upper + (lower - upper) * share) * strength * math.sin(phase)
        heading = math.atan2(course[at][1] - y, course[at][0] - x) + swing
        x, y = round(x + STEP * math.cos(heading), 6), round(y + STEP * math.sin(heading), 6)
        points.append((x, y))
    return points


def until_meets(points: list[XY], main: list[XY]) -> list[XY]:
    """Cut a tributary where it first comes within 90 m of the main river, and end it in the stream."""
    stream = np.array(main)
    for k in range(len(points)):
        apart = np.hypot(stream[:, 0] - points[k][0], stream[:, 1] - points[k][1])
        if apart.min() < 0.09:
            return [*points[:k], main[int(apart.argmin())]]
    end = points[-1]
    nearest = min(main, key=lambda p: math.dist(p, end))
    return [*points, nearest]


def banks(found: list[River]) -> Ints:
    """For cells near a river: plus its number on the left bank, minus on the right; 0 elsewhere."""
    side = np.zeros((NY, NX), dtype=np.int64)
    nearest = np.full((NY, NX), 9e9)
    for number, river in enumerate(found, start=1):
        for (ax, ay), (bx, by) in zip(river.points, river.points[1:], strict=False):
            row, column = int(ay / CELL), int(ax / CELL)
            rows, columns = (
                slice(max(0, row - 3), row + 4),
                slice(max(0, column - 3), column + 4),
            )
            if not (0 <= row < NY and 0 <= column < NX):
                continue
            cy, cx = np.mgrid[rows.start : min(rows.stop, NY), columns.start : min(columns.stop, NX)]
            px, py = (cx + 0.5) * CELL - ax, (cy + 0.5) * CELL - ay
            apart = np.round(px * px + py * py, 9)
            left = np.where((bx - ax) * py - (by - ay) * px > 0, number, -number)
            closer = apart < nearest[rows, columns]
            nearest[rows, columns] = np.where(closer, apart, nearest[rows, columns])
            side[rows, columns] = np.where(closer, left, side[rows, columns])
    return side
