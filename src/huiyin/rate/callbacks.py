"""What an office wrote down of a call-back (回访), read as the resident's rating. What is not plain is not guessed."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from huiyin.rate.rules import Level, Solved


class CalledBack(NamedTuple):
    """A rating as another system kept it: it may have asked for one of the two alone; `at` where it says when."""

    level: Level | None = None
    solved: Solved | None = None
    at: datetime | None = None


_LEVELS: Final[Mapping[Level, str]] = {
    Level.VERY_GOOD: "非常满意|很满意|十分满意|very satisfied",
    Level.GOOD: "满意|satisfied",
    Level.FAIR: "基本满意|fairly satisfied",
    Level.BAD: "不满意|dissatisfied|not satisfied",
    Level.VERY_BAD: "非常不满意|很不满意|十分不满意|very dissatisfied",
}
_SOLVED: Final[Mapping[Solved, str]] = {
    Solved.YES: "解决|已解决|完全解决|solved|resolved",
    Solved.PARTLY: "部分解决|基本解决|partly solved|partly resolved",
    Solved.NO: "未解决|没有解决|没解决|不解决|not solved|unsolved|not resolved|unresolved",
}
_LEVEL_OF: Final = {word: level for level, words in _LEVELS.items() for word in words.split("|")}
_SOLVED_OF: Final = {word: solved for solved, words in _SOLVED.items() for word in words.split("|")}
_PARTS = re.compile(r"\s*[,;/|\u3001\u3002\u00b7+]\s*")


def called_back(text: str) -> CalledBack | None:
    """The rating that these words are: 满意, 已解决/非常满意. None where any of them is another, or two contradict.

    >>> called_back("已解决\uff0c满意")
    CalledBack(level=<Level.GOOD: 4>, solved=<Solved.YES: 'yes'>, at=None)
    """
    parts = [part for part in _PARTS.split(unicodedata.normalize("NFKC", text).strip().casefold()) if part]
    if not parts or not all(part in _LEVEL_OF or part in _SOLVED_OF for part in parts):
        return None
    levels = {_LEVEL_OF[part] for part in parts if part in _LEVEL_OF}
    words = {_SOLVED_OF[part] for part in parts if part in _SOLVED_OF}
    if len(levels) > 1 or len(words) > 1:
        return None
    return CalledBack(next(iter(levels), None), next(iter(words), None))
