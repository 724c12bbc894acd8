"""What the machine may guess about a message. It may propose; it never refuses, closes or ranks people."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from huiyin.methods.cues import Cues
from huiyin.methods.guesses import Guess
from huiyin.methods.kinds import Kind


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


LIKELY_REPORT = 0.5
"""From this probability on, a message may be a report of wrongdoing, and nobody outside the office reads it before a
person has decided: 76 of 7,142 letters to officials of Chinese towns, none of 11,529 posts of a complaints forum."""

LIKELY_OTHER = 0.5
"""From this probability on, likelier than all other kinds together, a clerk is asked whether the sender's is right."""


def is_likely_report(guess: Guess) -> bool:
    """Whether the likeliest kind of a message is a report of wrongdoing, likely enough to be asked about."""
    return guess.label == Kind.REPORT and guess.probability >= LIKELY_REPORT


class Named(Protocol):
    """Whatever has a level and a place in the tree of areas."""

    @property
    def id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...


A = TypeVar("A", bound=Named)


class Names(Generic[A]):
    """Areas by the names that a text may call them by."""

    def __init__(self, areas: Mapping[str, A]) -> None:
        self._areas = areas
        longest_first = sorted(areas, key=len, reverse=True)
        self._pattern = Cues("|".join(map(re.escape, longest_first)) or r"(?!)")

    def sure_place(self, text: str) -> A | None:
        """The one area that a text names, the lowest where it names a township and its village; None in doubt."""
        found = (self._areas[match.group()] for match in self._pattern.finditer(text))
        named = {area.id: area for area in found}
        above = {area.parent_id for area in named.values()}
        lowest = [area for area in named.values() if area.id not in above]
        return lowest[0] if len(lowest) == 1 else None
