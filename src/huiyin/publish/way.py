"""The way of a case in plain words, as everybody may read it: who had it, since when, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import pgettext_lazy

from huiyin.handle.rules import Move
from huiyin.ledger.moment import day_of
from huiyin.places.queries import directory
from huiyin.places.words import local_name
from huiyin.publish.queries import CaseFacts
from huiyin.publish.rules import Shown

HAPPENED: Mapping[str, str | Promise] = {
    Move.RECEIVE: pgettext_lazy("public way", "Received"),
    Move.ASSIGN: pgettext_lazy("public way", "Handed to %(department)s"),
    Move.RETURN: pgettext_lazy("public way", "%(department)s handed it back: others are responsible"),
    Move.ASK: pgettext_lazy("public way", "The resident was asked for more"),
    Move.REPLY: pgettext_lazy("public way", "The resident replied"),
    Move.POSTPONE: pgettext_lazy("public way", "Answered: not possible now"),
    Move.RESUME: pgettext_lazy("public way", "Looked at again"),
    Move.ANSWER: pgettext_lazy("public way", "Answered"),
    Move.CONFIRM: pgettext_lazy("public way", "The resident said: solved"),
    Move.REOPEN: pgettext_lazy("public way", "Not solved: handled again"),
    Move.PASS_ON: pgettext_lazy("public way", "The thanks were passed on"),
}

STANDS: Mapping[str, str | Promise] = {
    Shown.RECEIVED: pgettext_lazy("public way", "Being read; soon with whoever is responsible"),
    Shown.ASSIGNED: pgettext_lazy("public way", "%(department)s is handling it"),
    Shown.ASKED: pgettext_lazy("public way", "Waiting for the resident's answer"),
    Shown.NOT_NOW: pgettext_lazy("public way", "It has to wait, and is looked at again by itself"),
    Shown.REOPENED: pgettext_lazy("public way", "%(department)s is handling it again"),
}

_TURNED: Mapping[str, str] = {Move.RETURN: "back", Move.REOPEN: "back"}


@dataclass(frozen=True, slots=True)
class Stop:
    """One station as `web/parts/way.html` draws it."""

    title: str
    place: str
    on: date | None = None
    until: date | None = None


def stops(facts: CaseFacts) -> list[Stop]:
    """What happened, where it stands, and the answer that is owed next."""
    behind = [
        Stop(_said(HAPPENED[s.move], s.department_id), "back" if s.move in _TURNED else "past", day_of(s.at))
        for s in facts.stations
        if s.move in HAPPENED
    ]
    stands = STANDS.get(facts.line.state)
    if stands is None:
        return behind
    holder = facts.line.department.id if facts.line.department else None
    return [*behind, Stop(_said(stands, holder), "now", until=facts.line.due_on), Stop(_t("Answer"), "next")]


def _said(words: str | Promise, department_id: int | None) -> str:
    department = local_name(directory().departments.get(department_id or 0)) or _t("the office")
    return str(words) % {"department": department}
