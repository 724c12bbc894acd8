"""The way of my message in plain words: the stations behind it, where it stands, what comes next, and who owes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from huiyin.desk.queries.my_message import MyMessage
from huiyin.handle.queries import Station
from huiyin.handle.rules import Ending, Move
from huiyin.hear.rules import Kind, State
from huiyin.places.queries import directory
from huiyin.places.words import local_name
from huiyin.publish.gather import shown_words
from huiyin.rate.rules import Solved

SOON = 2
"""Working days before the day of the answer from which it counts as due soon."""


@dataclass(frozen=True)
class Stop:
    """One station as it is drawn (`web/parts/way.html`)."""

    title: str
    place: str  # past, back, now, next
    at: datetime | None = None
    on: date | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True)
class Standing:
    """What stands on top: where it is, who owes the next step, by when."""

    state: str  # of the case; "replied" from the moment the sender has, until the case has moved on
    shape: str  # a state of web/words.py
    tone: str  # due, late or empty
    department: str
    due_on: date | None
    again_on: date | None
    question: str


_BEHIND: Mapping[str, str | Promise] = {
    Move.RECEIVE: _("Received"),
    Move.ASSIGN: _("Handed to %(department)s"),
    Move.RETURN: _("%(department)s handed it back: others are responsible"),
    Move.ASK: _("We asked you something"),
    Move.REPLY: _("You replied"),
    Move.POSTPONE: _("Answered: not possible now"),
    Move.RESUME: _("Looked at again"),
    Move.ANSWER: _("Answered"),
    Move.CONFIRM: _("A resident said: solved"),
    Move.REOPEN: _("Not solved: handled again"),
    Move.PASS_ON: _("Your thanks were passed on"),
    Move.WITHDRAW: _("You took it back"),
    Move.DISCIPLINE: _("It is a report of wrongdoing: %(department)s has it, and nobody else reads it"),
}

_NOW: Mapping[str, str | Promise] = {
    State.RECEIVED: _("We are reading it and finding out who has to act"),
    State.ASSIGNED: _("%(department)s is handling it"),
    State.ASKED: _("We are waiting for your answer"),
    State.NOT_NOW: _("It has to wait"),
    State.REOPENED: _("%(department)s is handling it again"),
}


@dataclass(frozen=True)
class AnswerShown:
    """A sent version, with the name of who answered."""

    version: int
    text: str
    sent_at: datetime
    department: str


_ENDED_AS: Mapping[str, str] = {
    Ending.NO_BASIS: "no_rule",
    Ending.NOT_SUPPORTED: "no_rule",
    Ending.ADOPTED: "adopted",
    Ending.PARTLY: "partly",
    Ending.NOT_ADOPTED: "not_adopted",
}


def for_sender(mine: MyMessage) -> MyMessage:
    """The same, as far as this sender may read what the office wrote.

    Anybody can join an open public case and then reads on in it: what was written to those who had said it before is
    read as everybody reads it, without names and numbers.
    """
    if not _joined_later(mine):
        return mine
    outcome = mine.outcome
    return replace(
        mine,
        way=tuple(replace(station, said=shown_words(station.said)) for station in mine.way),
        answers=tuple(replace(answer, text=shown_words(answer.text)) for answer in mine.answers),
        outcome=outcome and replace(
            outcome, basis=shown_words(outcome.basis), reason=shown_words(outcome.reason),
            other_help=shown_words(outcome.other_help), appeal=shown_words(outcome.appeal),
        ),
    )  # fmt: skip


def _joined_later(mine: MyMessage) -> bool:
    """Whether others had said it before: their reception stands in the way beside the own one."""
    return any(station.state and station.move == Move.RECEIVE for station in mine.way)


def stops(mine: MyMessage) -> list[Stop]:
    """The whole way, oldest station first."""
    behind = [_behind(station, mine) for station in mine.way]
    if mine.state not in _NOW:
        return [*behind, *_ahead(mine)]
    return [*behind, Stop(_now_title(mine), "now"), *_ahead(mine)]


def standing(mine: MyMessage) -> Standing:
    """Where it stands now, and who owes the next step."""
    has_replied = _has_replied(mine)
    return Standing(
        state="replied" if has_replied else mine.state,
        shape=_shape(mine),
        tone=_tone(mine),
        department=_department(mine.department_id) if mine.department_id else "",
        due_on=mine.due_on,
        again_on=_again_on(mine),
        question=_question(mine) if mine.state == State.ASKED and not has_replied else "",
    )


def answers(mine: MyMessage) -> list[AnswerShown]:
    """The sent versions, newest first."""
    return [
        AnswerShown(answer.version, answer.text, answer.sent_at, _department(answer.department_id))
        for answer in mine.answers
    ]


def _behind(station: Station, mine: MyMessage) -> Stop:
    title = str(_words(station, mine)) % {"department": _department(station.department_id)}
    text = station.said if station.move == Move.ASK else ""
    return Stop(title, "back" if station.move == Move.RETURN else "past", at=station.at, text=text)


def _words(station: Station, mine: MyMessage) -> str | Promise:
    if station.move == Move.RECEIVE and _joined_later(mine):
        return _("Others said it before you") if station.state else _("Yours was received and added to it")
    if station.move == Move.CONFIRM and mine.rating and mine.rating.solved == Solved.YES:
        return _("You said: solved")
    return _BEHIND[station.move]


def _ahead(mine: MyMessage) -> list[Stop]:
    if mine.state in (State.SOLVED, State.CLOSED, State.WITHDRAWN):
        return []
    if mine.kind == Kind.THANKS:
        return [Stop(_t("Your thanks are passed on"), "next", until=mine.due_on)]
    asked_of_me = (
        _t("You say whether it is solved") if mine.kind == Kind.REQUEST else _t("You say what you think of it")
    )
    verdict = Stop(asked_of_me, "now" if mine.state == State.ANSWERED else "next")
    if mine.state == State.ANSWERED:
        return [verdict]
    if mine.state == State.NOT_NOW:
        return [Stop(_t("We look at it again"), "next", on=_again_on(mine)), verdict]
    return [Stop(_t("You get an answer"), "next", until=mine.due_on), verdict]


def _now_title(mine: MyMessage) -> str:
    if _has_replied(mine):
        return _t("Your reply goes to those who asked")
    return str(_NOW[State(mine.state)]) % {"department": _department(mine.department_id)}


def _department(department_id: int | None) -> str:
    return local_name(directory().departments.get(department_id or 0)) or pgettext("who handles it", "the office")


def _question(mine: MyMessage) -> str:
    return next((station.said for station in reversed(mine.way) if station.move == Move.ASK), "")


def _has_replied(mine: MyMessage) -> bool:
    """Whether what was asked has its reply, though the case has not moved on yet."""
    asked = next((station.at for station in reversed(mine.way) if station.move == Move.ASK), None)
    return mine.state == State.ASKED and asked is not None and any(word.at > asked for word in mine.later)


def _again_on(mine: MyMessage) -> date | None:
    return mine.outcome.look_again_on if mine.outcome else None


def _shape(mine: MyMessage) -> str:
    if mine.state == State.RECEIVED or _has_replied(mine):
        return "reading"
    if mine.state == State.ANSWERED and mine.outcome:
        return _ENDED_AS.get(mine.outcome.outcome, "answered")
    return mine.state


def _tone(mine: MyMessage) -> str:
    if _is_late(mine):
        return "late"
    is_soon = mine.days_left is not None and mine.days_left <= SOON
    is_mine = mine.state in (State.ASKED, State.ANSWERED) and not _has_replied(mine)
    return "due" if is_soon or is_mine else ""


def _is_late(mine: MyMessage) -> bool:
    return mine.days_left is not None and mine.due_on is not None and mine.due_on < timezone.localdate()
