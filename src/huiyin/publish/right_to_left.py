"""Which words are written from right to left, as Uyghur is: papers must be told, browsers find out themselves."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from huiyin.publish.fonts import NASKH, covered, joined

_MARKS = r"\d.,:;!?()«»…\-\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"


@cache
def _words() -> re.Pattern[str]:
    """Words of Arabic script with the marks between and behind them, Chinese ones, too: they stand in the same line."""
    letters = "".join(joined(covered(NASKH)))
    return re.compile(rf"[{letters}]+(?:[\s{_MARKS}]*[{letters}]+)*[{_MARKS}]*")


def begins_right(words: str) -> bool:
    """Whether the first letter that has a direction runs from the right: the line then does so, too."""
    ways = (unicodedata.bidirectional(letter) for letter in words)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), False)


def by_direction(words: str) -> Iterator[tuple[str, bool]]:
    """The words in their order, in pieces, each with whether it is Arabic script."""
    at = 0
    for found in _words().finditer(words):
        if found.start() > at:
            yield words[at : found.start()], False
        yield found.group(), True
        at = found.end()
    if at < len(words) or not words:
        yield words[at:], False
