"""Find lines that touch where they should not. Whole numbers only: what is drawn is exactly what is tested."""

from __future__ import annotations

from itertools import combinations, pairwise

Dot = tuple[int, int]
Segment = tuple[int, int, Dot, Dot]

BIN = 400


def tangled(lines: list[list[Dot]]) -> set[int]:
    """The lines that meet themselves or another anywhere but end to end."""
    ends = {dot for line in lines for dot in (line[0], line[-1])}
    bins: dict[Dot, list[Segment]] = {}
    for number, line in enumerate(lines):
        for at, (a, b) in enumerate(pairwise(line)):
            for across in range(min(a[0], b[0]) // BIN, max(a[0], b[0]) // BIN + 1):
                for up in range(min(a[1], b[1]) // BIN, max(a[1], b[1]) // BIN + 1):
                    bins.setdefault((across, up), []).append((number, at, a, b))
    found: set[int] = set()
    for near in bins.values():
        for one, other in combinations(near, 2):
            if _clash(one, other, ends):
                found |= {one[0], other[0]}
    return found


def _clash(one: Segment, other: Segment, ends: set[Dot]) -> bool:
    _, _, a, b = one
    _, _, c, d = other
    shared = {a, b} & {c, d}
    if not shared:
        return _cross(a, b, c, d)
    if len(shared) == 2 or a == b or c == d:
        return True
    (joint,) = shared
    follows = one[0] == other[0] and abs(one[1] - other[1]) == 1
    if not follows and joint not in ends:
        return True
    p, q = (b if a == joint else a), (d if c == joint else c)
    return _turn(joint, p, q) == 0 and _ahead(joint, p, q)


def _turn(a: Dot, b: Dot, c: Dot) -> int:
    """Positive where c lies to the left of the way from a to b."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _ahead(joint: Dot, p: Dot, q: Dot) -> bool:
    return (p[0] - joint[0]) * (q[0] - joint[0]) + (p[1] - joint[1]) * (q[1] - joint[1]) > 0


def _cross(a: Dot, b: Dot, c: Dot, d: Dot) -> bool:
    """Whether two segments without a common end have a point in common."""
    first, second = _turn(a, b, c), _turn(a, b, d)
    third, fourth = _turn(c, d, a), _turn(c, d, b)
    if first == second == third == fourth == 0:
        return max(a, b) >= min(c, d) and max(c, d) >= min(a, b)
    return _sides(first, second) and _sides(third, fourth)


def _sides(one: int, other: int) -> bool:
    return (one <= 0 <= other) or (other <= 0 <= one)
