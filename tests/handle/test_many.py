"""Many at once is as each alone: the same cases, steps, turns, outcomes, ratings and entries, in fewer statements."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.answer.actions import Sending, send_many
from huiyin.answer.models import Answer
from huiyin.handle.actions import do_many, load_limits
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.handle.moving import Doing
from huiyin.handle.rules import Actor, Ending, Move, NotAllowed
from huiyin.hear.models import Case, Message
from huiyin.ledger.models import Entry
from huiyin.rate.actions import Judging, rate_many
from huiyin.rate.models import Rating
from tests import make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
Do = Callable[[list[Case]], None]


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()
    load_limits(by="test")


def cases(number: int = 4) -> list[Case]:
    return [make.case(f"自来水发黄 {n}", received_at=NOW - timedelta(days=9), said_at=NOW) for n in range(number)]


def at(hours: int) -> datetime:
    return NOW - timedelta(days=3) + timedelta(hours=hours)


def assigned(found: list[Case]) -> None:
    """To two departments in turn; one to nobody that is known, which is refused."""
    to = [make.department("water"), make.department("roads"), make.department("water"), 10**6]
    doings = [
        Doing(case.pk, Move.ASSIGN, Actor.CLERK, at(n), department=to[n % 4], note="请看")
        for n, case in enumerate(found)
    ]
    moved = do_many(by="clerk", doings=doings)
    assert [type(moved[case.pk]) for case in found[:4]] == [Case, Case, Case, NotAllowed][: len(found)]


def asked_and_returned(found: list[Case]) -> None:
    """The first is asked and replies, the second goes back, the third is given to another; the fourth cannot be."""
    roads = make.department("roads")
    what = [
        Doing(found[0].pk, Move.ASK, Actor.HANDLER, at(10), said="哪一户？"),
        Doing(found[1].pk, Move.RETURN, Actor.HANDLER, at(11), proposed=roads, note="不归我们"),
        Doing(found[2].pk, Move.ASSIGN, Actor.CLERK, at(12), department=roads),
        Doing(found[3].pk, Move.ASK, Actor.HANDLER, at(13), said=" "),
    ]
    do_many(by="handler", doings=what)
    do_many(by="resident", doings=[Doing(found[0].pk, Move.REPLY, Actor.RESIDENT, at(40))])


def answered(found: list[Case]) -> None:
    """Two in full, one that lacks what its ending needs, one not now."""
    full: dict[str, Any] = {**make.FULL, "actor": Actor.HANDLER}
    sent = send_many(
        by="handler",
        sendings=[
            Sending(found[0].pk, "换好了。", Ending.SOLVED, at(50), **full),
            Sending(found[1].pk, "不在范围内。", Ending.NO_BASIS, at(51), **full),
            Sending(found[2].pk, "好了。", Ending.SOLVED, at(52), Actor.HANDLER),
            Sending(
                found[3].pk, "明年再修。", Ending.NOT_NOW, at(53), **full, look_again_on=NOW.date() + timedelta(days=9)
            ),
        ],
    )
    assert [type(sent[case.pk]) for case in found] == [Answer, Answer, NotAllowed, Answer]


def judged(found: list[Case]) -> None:
    """Content, discontent, and one who has no answer to judge."""
    words = [(5, "yes"), (1, "no"), (3, "partly"), (2, "no")]
    message = {case.pk: Message.objects.get(case=case).pk for case in found}
    rate_many(
        judgings=[
            Judging(case.pk, message[case.pk], level, solved, at(60 + n), comment="谢谢")
            for n, (case, (level, solved)) in enumerate(zip(found, words, strict=True))
        ]
    )


WAYS = (assigned, asked_and_returned, answered, judged)


def told(found: list[Case]) -> list[str]:
    """All that is stored of these cases, without their ids."""
    number = {case.pk: n for n, case in enumerate(found)}
    lines: list[object] = []
    for model in (Case, Step, Assignment, Outcome, Answer, Rating):
        key = "pk" if model is Case else "case"
        for row in model._default_manager.filter(**{f"{key}__in": number}).order_by("pk"):
            held = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if not f.primary_key}
            lines.append((model.__name__, *_without_ids(held, number, row.pk)))
    subjects = {f"case:{pk}": n for pk, n in number.items()}
    entries = Entry.objects.filter(subject__in=subjects).order_by("pk")
    lines += [(subjects[e.subject], e.kind, e.at, {**e.facts, "answer": None}) for e in entries]
    return sorted(map(repr, lines))


def _without_ids(held: dict[str, Any], number: dict[int, int], pk: int) -> list[object]:
    ids = {"case_id": number.get(held.get("case_id", pk)), "message_id": None, "answer_id": None, "title": None}
    return [ids.get(name, value) for name, value in sorted(held.items())]


def alone(do: Do, found: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, each case by a call of its own."""
    for module, name in ((globals(), "do_many"), (globals(), "send_many"), (globals(), "rate_many")):
        monkeypatch.setitem(module, name, _one_by_one(module[name]))
    do(found)
    monkeypatch.undo()


def _one_by_one(many: Callable[..., Any]) -> Callable[..., Any]:
    def run(**given: Any) -> dict[int, object]:
        (name,) = {"doings", "sendings", "judgings"} & set(given)
        moved: dict[int, object] = {}
        for one in given[name]:
            moved |= many(**{**given, name: [one]})
        return moved

    return run


def test_many_at_once_is_as_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    together, apart = cases(), cases()
    for do in WAYS:
        do(together)
        alone(do, apart, monkeypatch)
        assert told(together) == told(apart), do.__name__


def test_the_statements_do_not_depend_on_how_many() -> None:
    def statements(number: int) -> int:
        found = cases(number)
        with CaptureQueriesContext(connection) as captured:
            assigned(found)
        return len(captured)

    assert statements(4) == statements(40)


def test_no_case_is_moved_twice_at_once() -> None:
    (case,) = cases(1)
    doing = Doing(case.pk, Move.ASSIGN, Actor.CLERK, NOW, department=make.department("water"))
    with pytest.raises(ValueError, match="twice"):
        do_many(by="clerk", doings=[doing, doing])
