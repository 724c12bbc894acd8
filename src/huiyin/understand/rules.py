"""What the machine may guess about a message. It may propose; it never refuses, closes or ranks people."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Protocol, TypeVar


class About(StrEnum):
    """The questions a guess can answer."""

    KIND = "kind"
    CATEGORY = "category"
    AREA = "area"
    DEPARTMENT = "department"
    URGENCY = "urgency"
    DUPLICATE = "duplicate"


ENOUGH_ALIKE = 0.45
"""From this likeness on, another case is proposed as the same thing (a person decides)."""


WORTH_SHOWING = 0.3
"""From this likeness on, a resident is shown an open case while writing."""


class Named(Protocol):
    """Whatever has a level and a place in the tree of areas."""

    @property
    def id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...


A = TypeVar("A", bound=Named)


def sure_place(text: str, names: Mapping[str, A]) -> A | None:
    """The one area that a text names, the lowest where it names a township and its village; None in doubt."""
    named = {area.id: area for name in _pattern(tuple(names)).findall(text) if (area := names[name])}
    above = {area.parent_id for area in named.values()}
    lowest = [area for area in named.values() if area.id not in above]
    return lowest[0] if len(lowest) == 1 else None


@lru_cache(maxsize=2)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
