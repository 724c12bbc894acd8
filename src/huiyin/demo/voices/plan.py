"""What happens when: how many of each kind, the seasons, six hot issues, and the rise of the last week."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from huiyin.demo.voices.script import Situation, situations
from huiyin.demo.voices.tongue import Dice

YEAR = 364
BLOCK = 3000
"""Messages of one county-year; a larger count is more such years side by side."""

KINDS: Mapping[str, float] = {
    "request": 0.455, "question": 0.262, "suggestion": 0.182, "thanks": 0.075, "wrongdoing": 0.026
}
"""Shares among what is neither hot nor rising; with those the whole comes to about 55, 22, 15, 6 and 2 %."""

FOREIGN = (("en", 0.032), ("ug", 0.022))


@dataclass(frozen=True, slots=True)
class Hot:
    """A hot issue: when in the year it breaks out, how long it lasts, how many write, and what its places are."""

    key: str
    month: int
    day: int
    lasts: int
    size: int
    spot: str
    names: Mapping[str, str]


HOT: tuple[Hot, ...] = (
    Hot("heat", 11, 5, 16, 84, "estate", {}),
    Hot("schoolbus", 8, 31, 28, 50, "village", {}),
    Hot("feedplant", 6, 18, 52, 46, "river", {"company": "禾丰饲料厂"}),
    Hot("tap", 4, 12, 24, 62, "estate", {}),
    Hot("bridge", 3, 6, 26, 54, "river", {}),
    Hot("roadwages", 1, 8, 26, 40, "road", {}),
)

RISING: Mapping[int, str] = {
    1: "utilities.water", 2: "utilities.water", 3: "farming.inputs", 4: "farming.irrigation", 5: "farming.irrigation",
    6: "utilities.power", 7: "sanitation.sewer", 8: "schooling.enrol", 9: "schooling.canteen", 10: "utilities.heating",
    11: "utilities.water", 12: "utilities.water",
}
"""Which service has a bad last week, by the month of today: not the one that is a hot issue just then."""

RISE = 0.017


class Season:
    """Draws how many days ago something happened, within the months in which it happens."""

    def __init__(self, today: date):
        self._months = [(today - timedelta(days=ago)).month for ago in range(YEAR + 1)]
        self._days: dict[frozenset[int], list[int]] = {}

    def days_ago(self, months: frozenset[int], chance: float) -> int:
        """A day of the past year."""
        days = self._days.get(months)
        if days is None:
            days = self._days[months] = [ago for ago, month in enumerate(self._months) if month in months] or [90]
        return days[int(chance * len(days))]


def outbreak(hot: Hot, today: date) -> int:
    """How many days ago a hot issue began: the last time at least two thirds of it have passed."""
    began = date(today.year, hot.month, hot.day)
    while (today - began).days < hot.lasts * 2 // 3:
        began = began.replace(year=began.year - 1)
    return min((today - began).days, YEAR)


def sizes(count: int) -> dict[str, int]:
    """How many messages each hot issue gets in a block of that many."""
    return {hot.key: max(round(hot.size * count / BLOCK), 1) for hot in HOT}


Draw = tuple[Sequence[Situation], Sequence[float]]


def drawn(draw: Draw, rnd: Dice) -> Situation:
    """One of the situations, by weight."""
    found, sums = draw
    return found[bisect(sums, rnd() * sums[-1], 0, len(sums) - 1)]


@cache
def table(kind: str = "", language: str = "zh", hot: str = "", category: str = "") -> Draw:
    """The situations of that sort with rising sums of their weights."""
    found = [
        one
        for one in situations()
        if one.language == language
        and one.hot == hot
        and (not kind or one.kind == kind)
        and (not category or one.category == category)
    ]
    return found, list(accumulate(one.weight for one in found))


def chapters(hot: str, size: int) -> list[tuple[Situation, int]]:
    """How many of `size` messages each chapter of a hot issue gets; exactly so many in all."""
    found, sums = table(hot=hot)
    marks = [0, *(round(size * upto / sums[-1]) for upto in sums)]
    return [(one, marks[at + 1] - marks[at]) for at, one in enumerate(found)]


@cache
def leaves(kind: str) -> tuple[Sequence[Draw], Sequence[float]]:
    """By category, so that no leaf goes unheard: a leaf weighs the root of what its situations weigh."""
    by_leaf = [table(kind, category=one) for one in dict.fromkeys(s.category for s in table(kind)[0])]
    return by_leaf, list(accumulate(sums[-1] ** 0.75 for _, sums in by_leaf))


def ordinary(rnd: Dice) -> Situation:
    """What happens on an ordinary day to anyone."""
    chance = rnd()
    for language, share in FOREIGN:
        if chance < share:
            return drawn(table(language=language), rnd)
        chance -= share
    kind, chance = "request", rnd()
    for name, share in KINDS.items():
        kind = name
        chance -= share
        if chance < 0:
            break
    found, sums = leaves(kind)
    return drawn(found[bisect(sums, rnd() * sums[-1], 0, len(sums) - 1)], rnd)


def rising(today: date, rnd: Dice) -> Situation:
    """One more of what everybody complains of this week."""
    category = RISING[today.month]
    asks = rnd() < 0.15 and table("question", category=category)[0]
    return drawn(table("question" if asks else "request", category=category), rnd)
