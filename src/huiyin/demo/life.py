"""What became of the stories: the steps of the voices, done by the actions of the stages.

Many stories are lived in step: the first step of each, then the second. Each case goes its own way one step after
another, as if it were alone; what is done to many at once costs a tenth.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import singledispatch
from itertools import zip_longest
from typing import Any

from django.utils import timezone

from huiyin.answer.actions import Sending, send_many
from huiyin.demo.voices import (
    Added,
    Answered,
    Asked,
    Assigned,
    Extended,
    Noted,
    Rated,
    Reopened,
    Resumed,
    Returned,
    Story,
)
from huiyin.handle.actions import do_many
from huiyin.handle.moving import Doing, Moved
from huiyin.handle.rules import Actor, Move
from huiyin.hear.actions import write_down
from huiyin.hear.models import Case
from huiyin.hear.rules import Channel, Kind
from huiyin.hear.said import Said
from huiyin.places.queries import directory
from huiyin.rate.actions import Judging, rate_many
from huiyin.understand.actions import correct_many, set_category
from huiyin.understand.models import Guess
from huiyin.understand.rules import About

BY = "demo"


@dataclass(frozen=True, slots=True)
class Told:
    """A story with the ids it got."""

    story: Story
    case_id: int
    message_ids: tuple[int, ...]
    began: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of one story: which, in whose case, when."""

    step: Any
    case: int
    message: int
    at: datetime


def live(told: Sequence[Told]) -> None:
    """Sort the cases as a clerk would, then do each step on its day; what the rules forbid by then is left out."""
    _sort([one for one in told if one.story.life and one.story.kind != Kind.WRONGDOING])
    now = timezone.now()
    for together in zip_longest(*(_moments(one, now) for one in told)):
        by_kind: dict[type, list[Moment]] = defaultdict(list)
        for moment in together:
            if moment is not None:
                by_kind[type(moment.step)].append(moment)
        for kind in sorted(by_kind, key=lambda kind: kind.__name__):
            do(by_kind[kind][0].step, by_kind[kind])


def _moments(one: Told, now: datetime) -> Iterator[Moment]:
    """The steps of a story that have happened by now."""
    for step in one.story.life:
        at = one.began + timedelta(days=step.days)
        if at > now:
            return
        yield Moment(step, one.case_id, one.message_ids[0], at)


def _sort(told: Sequence[Told]) -> None:
    best: dict[int, Guess] = {}
    guesses = Guess.objects.filter(message__in=[one.message_ids[0] for one in told], about=About.CATEGORY)
    for guess in guesses.order_by("score", "-pk").select_related("message__case"):
        best[guess.message_id] = guess
    decided = [(best[one.message_ids[0]], one.story.category) for one in told if one.message_ids[0] in best]
    correct_many(by=BY, corrections=decided)
    for one in told:
        if one.message_ids[0] not in best:
            set_category(by=BY, case=Case.objects.get(pk=one.case_id), code=one.story.category)


def _departments() -> Mapping[str, int]:
    return {department.code: department.id for department in directory().departments.values()}


@singledispatch
def do(step: object, moments: Sequence[Moment]) -> None:
    """Do steps of the kind of `step`, each in another case."""
    raise TypeError(f"no such step: {step!r}")


@do.register
def _(step: Assigned, moments: Sequence[Moment]) -> None:
    _assign((m, m.step.note) for m in moments)


def _assign(given: Iterable[tuple[Moment, str]]) -> Moved:
    ids = _departments()
    doings = [
        Doing(m.case, Move.ASSIGN, Actor.CLERK, m.at, department=ids[m.step.department], note=note)
        for m, note in given
    ]
    return do_many(by=BY, doings=doings)


@do.register
def _(step: Returned, moments: Sequence[Moment]) -> None:
    do_many(by=BY, doings=[Doing(m.case, Move.RETURN, Actor.HANDLER, m.at, note=m.step.reason) for m in moments])


@do.register
def _(step: Asked, moments: Sequence[Moment]) -> None:
    do_many(by=BY, doings=[Doing(m.case, Move.ASK, Actor.HANDLER, m.at, said=m.step.text) for m in moments])


@do.register
def _(step: Added, moments: Sequence[Moment]) -> None:
    for m in moments:
        write_down(by=BY, message=m.message, said=Said(text=m.step.text, channel=Channel.PHONE), at=m.at)
    replies = [m for m in moments if m.step.is_reply]
    do_many(by="resident", doings=[Doing(m.case, Move.REPLY, Actor.RESIDENT, m.at) for m in replies])


@do.register
def _(step: Answered, moments: Sequence[Moment]) -> None:
    """A case that nobody was given is given to the department that answers."""
    nobodys = Case.objects.filter(pk__in=[m.case for m in moments], department=None).exclude(kind=Kind.WRONGDOING)
    waiting = set(nobodys.values_list("pk", flat=True))
    given = _assign((m, "") for m in moments if m.case in waiting)
    kept = {pk for pk, case in given.items() if not isinstance(case, Case)}
    send_many(by=BY, sendings=[_sending(m) for m in moments if m.case not in kept])


def _sending(moment: Moment) -> Sending:
    step: Answered = moment.step
    again = moment.at.date() + timedelta(days=step.look_again_in) if step.look_again_in else None
    return Sending(
        moment.case, step.text, step.ending, moment.at, Actor.HANDLER, basis=step.basis, reason=step.reason,
        other_help=step.other_help, appeal=step.appeal, look_again_on=again,
    )  # fmt: skip


@do.register
def _(step: Rated, moments: Sequence[Moment]) -> None:
    rate_many(
        judgings=[
            Judging(m.case, m.message, m.step.level, m.step.solved, m.at, comment=m.step.comment) for m in moments
        ]
    )


@do.register
def _(step: Reopened, moments: Sequence[Moment]) -> None:
    doings = [Doing(m.case, Move.REOPEN, Actor.RESIDENT, m.at, note=m.step.text) for m in moments]
    do_many(by="resident", doings=doings)


@do.register
def _(step: Resumed, moments: Sequence[Moment]) -> None:
    do_many(by="calendar", doings=[Doing(m.case, Move.RESUME, Actor.CALENDAR, m.at) for m in moments])


@do.register
def _(step: Extended | Noted, moments: Sequence[Moment]) -> None:
    """Extensions and notes inside the office leave no trace in a case's way yet."""
