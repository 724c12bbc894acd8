"""Load the invented county: every row is made by the actions, as if the year had passed."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from random import Random
from typing import TextIO

from django.utils import timezone

from huiyin.demo.facts import BY, DEMO_SIGN_INS, areas_of, set_up
from huiyin.demo.land import county, spot
from huiyin.demo.life import Told, live
from huiyin.demo.multiply import multiply
from huiyin.demo.projects import add_projects
from huiyin.demo.voices import Answered, Said, Story, stories
from huiyin.handle.actions import set_clocks
from huiyin.hear import actions as hear
from huiyin.hear import said as heard
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Channel, Consent, Kind
from huiyin.ledger.worker import run_due
from huiyin.ledger.writing import action
from huiyin.people.vault import Reach
from huiyin.places.queries import directory
from huiyin.publish.actions import count_figures
from huiyin.understand import actions as understand

__all__ = ["DEMO_SIGN_INS", "load_demo"]

SEED = 20
MESSAGES = 3_000
COMPOSED = 3_600
"""More are composed than loaded: an office that leaves a quarter of a year unanswered would be no example."""
FORGOTTEN_AFTER_DAYS = 45
FORGOTTEN = 0.08
"""Share of the old unanswered stories that is kept: some answers never came."""
BATCH = 1_000
READ_TOGETHER = 250
JOBS_TOGETHER = 50_000
"""A case is shown once as it stands at the end, not after each step of its life."""
JOIN_AFTER_DAYS = 6
"""What lies longer has been joined by a clerk; the newest duplicates still wait to be found."""


def load_demo(*, scale: int = 1, today: date | None = None, progress: TextIO = sys.stderr) -> None:
    """Make the county and its last year; `scale` times as large."""
    day = today or timezone.localdate()
    land = county()
    set_up(land)
    areas = areas_of(land)
    dice = Random(SEED)
    where = {place.code: partial(spot, land, place.code, dice) for place in land.villages()}
    told: list[Told] = []
    for batch in _batches(_kept(stories(seed=SEED, today=day, areas=areas, count=COMPOSED)), BATCH):
        told += load_batch(by=BY, stories=batch, today=day, where=where)
        _say(progress, f"  {sum(len(t.message_ids) for t in told):,} messages of about {MESSAGES:,}")
    add_projects(told, areas, today=day)
    _say(progress, "  what everybody may see, hot issues, figures …")
    finish(by=BY)
    progress.write("\n")
    if scale > 1:
        multiply(times=scale, progress=progress)
        count_figures(by=BY)


def _kept(composed: Iterable[Story]) -> Iterator[Story]:
    """All but most of those that were never answered, although they are old."""
    dice = Random(SEED)
    for story in composed:
        forgotten = story.messages[0].days_ago > FORGOTTEN_AFTER_DAYS and not any(
            isinstance(step, Answered) for step in story.life
        )
        if not forgotten or story.kind == Kind.WRONGDOING or dice.random() < FORGOTTEN:
            yield story


def finish(*, by: str) -> None:
    """Do what the worker would have done by now."""
    while run_due(most=JOBS_TOGETHER):
        continue
    understand.find_hot_issues(by=by)
    understand.find_rises(by=by)
    count_figures(by=by)


def _batches(items: Iterable[Story], size: int) -> Iterator[list[Story]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _say(out: TextIO, words: str) -> None:
    out.write(f"\r{words}\x1b[K" if out.isatty() else f"{words}\n")
    out.flush()


Where = Mapping[str, Callable[[], tuple[float, float]]]


@action
def load_batch(*, by: str, stories: list[Story], today: date, where: Where) -> list[Told]:
    """Some stories in one transaction: said, read, sorted, handled, answered, judged."""
    told = _receive(stories, today, where)
    ids = [pk for one in told for pk in one.message_ids]
    for first in range(0, len(ids), READ_TOGETHER):
        understand.read(by=by, message_ids=ids[first : first + READ_TOGETHER])
    set_clocks(by=by, cases=list(Message.objects.filter(pk__in=ids).values_list("case", flat=True)))
    for one in told:
        _join(one, today)
    live(told)
    return told


def moment(today: date, days_ago: float) -> datetime:
    """So many days before the end of today, but never later than now."""
    end = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    return min(end - timedelta(days=days_ago), timezone.now())


def _receive(stories: list[Story], today: date, where: Where) -> list[Told]:
    pairs = [(story, said) for story in stories for said in story.messages]
    received = hear.receive_many(by=BY, said=[_said(s, m, today, where) for s, m in pairs], source="demo")
    taken = {one.at: one for one in received.taken}
    told, at = [], 0
    for story in stories:
        own = [taken[at + n] for n in range(len(story.messages))]
        at += len(story.messages)
        began = moment(today, story.messages[0].days_ago)
        told.append(Told(story, own[0].case_id, tuple(one.message_id for one in own), began))
    return told


def _said(story: Story, said: Said, today: date, where: Where) -> heard.Said:
    at = moment(today, said.days_ago)
    area = next((a for a in directory().areas.values() if a.code == said.area), None) if said.area else None
    lat, lon = where[said.area]() if said.area and said.area in where else (None, None)
    closed = story.kind == Kind.WRONGDOING
    return heard.Said(
        text=said.text, kind=Kind(story.kind), channel=Channel(said.channel), title=said.title,
        language=said.language, place=said.place, area_id=area.id if area else None,
        lat=None if closed else lat, lon=None if closed else lon, consent=Consent(said.wants_public),
        reach=Reach(), received_at=at, said_at=at, up=said.up, down=said.down,
    )  # fmt: skip


def _join(one: Told, today: date) -> None:
    """A clerk joined what is about the same thing, once it was a few days old."""
    age = one.story.messages[-1].days_ago
    if len(one.message_ids) < 2 or one.story.kind == Kind.WRONGDOING or age < JOIN_AFTER_DAYS:
        return
    others = Message.objects.filter(pk__in=one.message_ids[1:]).values_list("case", flat=True)
    cases = list(Case.objects.filter(pk__in=list(others)))
    understand.merge(by=BY, cases=cases, into=Case.objects.get(pk=one.case_id))
