"""The stream of stories: as many as wanted, the same for the same seed, oldest first within each block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from huiyin.demo.voices.ground import Ground, Spot
from huiyin.demo.voices.plan import BLOCK, HOT, RISE, Hot, Season, chapters, ordinary, outbreak, rising, sizes
from huiyin.demo.voices.projects import origins
from huiyin.demo.voices.script import Situation
from huiyin.demo.voices.shapes import AreaFacts, Story
from huiyin.demo.voices.slots import PLACES, Slots
from huiyin.demo.voices.tales import Scribe, Tale
from huiyin.demo.voices.telling import tell

SHARED = 0.13
"""Share of ordinary requests that several people send."""
COMPOSED = 2
"""Blocks composed anew; a longer stream tells these again: other places, other days, other numbers."""


def stories(*, seed: int, today: date, areas: Sequence[AreaFacts], count: int = BLOCK) -> Iterator[Story]:
    """Stories with `count` messages in all, streamed block by block.

    A block is one county-year of 3,000 messages with its own hot issues; the first holds the origins of the three
    projects. Raises ValueError where no area below the county is given.
    """
    year = _Year(Ground(areas), Season(today), today)
    books: list[_Book] = []
    number = 0
    while count > 0:
        dice = Random(f"{seed}/{number}")
        if number < COMPOSED or count < BLOCK:
            book = _composed(dice, year, min(count, BLOCK), with_projects=number == 0 and count >= BLOCK)
            books.append(book)
        told = sorted(_told(books[number % COMPOSED if count >= BLOCK else -1], dice, year, number), key=_age, reverse=True)
        yield from told
        count, number = count - sum(len(story.messages) for story in told), number + 1


@dataclass(frozen=True, slots=True)
class _Year:
    """Where and when everything happens."""

    ground: Ground
    season: Season
    today: date


@dataclass(frozen=True, slots=True)
class _Book:
    """The tales of one block."""

    hot: dict[str, list[Tale]]
    rising: list[Tale]
    ordinary: list[Tale]
    with_projects: bool


def _age(story: Story) -> float:
    return story.messages[0].days_ago


def _composed(dice: Random, year: _Year, size: int, *, with_projects: bool) -> _Book:
    """Tales with exactly `size` messages."""
    scribe, left = Scribe(dice.random), size
    if with_projects:
        left -= len(origins(year.ground, year.today))
    hot: dict[str, list[Tale]] = {}
    for each, wanted in zip(HOT, sizes(size).values(), strict=True):
        hot[each.key] = _outbreak(each, min(wanted, left), scribe, year)
        left -= _messages(hot[each.key])
    more = [_one(rising(year.today, dice.random), 1, scribe, year) for _ in range(min(round(RISE * size), left))]
    left -= len(more)
    common: list[Tale] = []
    while left > 0:
        situation, people = ordinary(dice.random), 1
        if situation.kind == "request" and dice.random() < SHARED:
            people = min(2 + int(3 * dice.random() ** 2), left)
        common.append(_one(situation, people, scribe, year))
        left -= people
    return _Book(hot, more, common, with_projects)


def _messages(tales: Sequence[Tale]) -> int:
    return sum(len(tale.parts) for tale in tales)


def _one(situation: Situation, people: int, scribe: Scribe, year: _Year) -> Tale:
    return scribe.tale(situation, year.ground.draw(situation.spot, scribe.rnd()), people=people)


def _outbreak(hot: Hot, size: int, scribe: Scribe, year: _Year) -> list[Tale]:
    """A hot issue in many mouths, each chapter with its share."""
    rnd, tales = scribe.rnd, list[Tale]()
    spot = year.ground.draw(hot.spot, rnd())
    for situation, wanted in chapters(hot.key, size):
        left, (first, last) = wanted, situation.days
        while left > 0:
            people = min(left, 1 + int(3.6 * rnd() ** 2) if situation.kind == "request" else 1)
            since = first + (last - first + 0.9) * rnd() ** 1.3
            tales.append(scribe.tale(situation, spot, people=people, since=since))
            left -= people
    return tales


def _told(book: _Book, dice: Random, year: _Year, number: int) -> Iterator[Story]:
    """The tales of a book at new places on new days."""
    rnd, ground, day = dice.random, year.ground, year.today.toordinal()
    if book.with_projects and number == 0:
        yield from origins(ground, year.today)
    for hot in HOT:
        spot, began = ground.draw(hot.spot, rnd()), outbreak(hot, year.today)
        places = _places(hot, spot, dice)
        key = hot.key if number == 0 else f"{hot.key}-{number}"
        for tale in book.hot[hot.key]:
            ago = max(began - tale.since, 5 * rnd() + 0.1)
            yield tell(tale, spot, ago, today=day, rnd=rnd, places=places, hot=key)
    for tale in book.rising:
        spot = ground.draw(tale.situation.spot, rnd())
        yield tell(tale, spot, 0.05 + 6.8 * rnd() ** 1.6, today=day, rnd=rnd, places=None, hot=None)
    for tale in book.ordinary:
        spot = ground.draw(tale.situation.spot, rnd())
        ago = year.season.days_ago(tale.situation.months, rnd())
        yield tell(tale, spot, ago, today=day, rnd=rnd, places=None, hot=None)


def _places(hot: Hot, spot: Spot, dice: Random) -> dict[str, str]:
    """The names that all who speak of a hot issue have in common."""
    slots = Slots(dice.random, spot.names, 1)
    return {kind: hot.names.get(kind) or slots[kind] for kind in PLACES}
