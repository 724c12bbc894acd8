"""The parts of a bulletin: counts and quotes, in no language yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from huiyin.methods.phrases import Phrase
from huiyin.publish.bulletin_answers import Answers, DepartmentLine
from huiyin.publish.bulletin_trend import Trend


@dataclass(frozen=True, slots=True)
class Share:
    """How many messages carry each name, the commonest first. ``missing`` carry none."""

    lines: tuple[tuple[str, int], ...]
    missing: int
    source: str = "column"

    @property
    def counted(self) -> int:
        """Messages that carry a name."""
        return sum(count for _, count in self.lines)


@dataclass(frozen=True, slots=True)
class Quote:
    """One message as it may be shown: shortened, without personal data."""

    number: str
    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Issue:
    """Messages about the same thing in the same days."""

    rank: int
    title: str
    count: int
    first: date | None
    last: date | None
    place: str
    support: int
    departments: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts sent more than once, word for word: the groups, the largest first, and the messages beyond the first."""

    extra: int
    largest: tuple[tuple[Quote, int], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Messages without an answer, as of the last day that the file knows; the oldest with their working days."""

    count: int
    late: int
    oldest: tuple[tuple[Quote, int], ...]


@dataclass(frozen=True, slots=True)
class When:
    """From the first message to the last, the last day of anything, messages without a date, the trend."""

    first: date | None
    last: date | None
    as_of: date | None
    undated: int
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Everything the bulletin says. Parts that the file cannot tell are None or empty."""

    source: str
    lines: int
    refused: tuple[tuple[str, int], ...]
    repeated: int
    total: int
    when: When
    kinds: Share | None
    categories: Share | None
    words: tuple[Phrase, ...]
    places: Share | None
    channels: Share | None
    callbacks: Share | None
    issues: tuple[Issue, ...]
    grouped: int
    copies: Copies
    answers: Answers | None
    departments: tuple[DepartmentLine, ...]
    waiting: Waiting | None
    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    rejected_file: str

    @property
    def refused_lines(self) -> int:
        """Lines that could not be read."""
        return sum(count for _, count in self.refused)
