"""Cases as far along as a test needs them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from huiyin.answer.models import Answer
from huiyin.handle import actions as handle
from huiyin.handle import moving, rules
from huiyin.handle.models import Outcome
from huiyin.handle.rules import Actor, Ending, Move
from huiyin.hear.models import Case
from huiyin.places.models import Department
from huiyin.places.rules import Publication
from huiyin.publish.actions import refresh_public
from huiyin.rate.models import Rating
from tests import make


def office(publication: Publication = Publication.PUBLIC) -> None:
    """The small office, with time limits."""
    make.office(publication=publication)
    handle.load_limits(by=make.BY)


def case(text: str = "柳树村的自来水又黄又浑。", **said: Any) -> Case:
    """A received case, its clock started."""
    found = Case.objects.get(pk=make.received(text, **said).case_id)
    handle.set_clocks(by=make.BY, cases=[found.pk])
    found.refresh_from_db()
    return found


def handed(to: str = "water", **said: Any) -> Case:
    """A case that lies with a department."""
    return handle.assign(by=make.BY, case=case(**said), department=Department.objects.get(code=to).pk)


def answered(
    to: str = "water",
    *,
    answer: str = "滤料已经换好,水清了。",
    ending: Ending = Ending.SOLVED,
    days_late: int = 0,
    **said: Any,
) -> Case:
    """A case that was answered on its day, or so many days after it."""
    found = handed(to, **said)
    assert found.due_on
    at = timezone.make_aware(datetime.combine(found.due_on + timedelta(days=days_late), datetime.min.time()))
    decision = Outcome(case=found, outcome=ending, at=at, by=make.BY)
    doing = moving.Doing(found.pk, rules.move_for(ending), Actor.HANDLER, at)
    found = moving.done(moving.decide_many([(doing, decision)], by=make.BY, held={found.pk: found})[found.pk])
    Answer.objects.create(
        case=found, version=1, text=answer, department_id=found.department_id, outcome=ending,
        drafted_at=at, drafted_by=make.BY, sent_at=at, sent_by=make.BY,
    )  # fmt: skip
    return found


def rated(found: Case, level: int = 5, solved: str = "yes") -> Case:
    """The same, rated by its (first) resident; "yes" also says solved."""
    Rating.objects.filter(case=found, newest=True).update(newest=False)
    Rating.objects.create(
        case=found, answer=found.answers.latest("version"), message=found.messages.earliest("pk"),
        level=level, solved=solved, at=timezone.now(),
    )  # fmt: skip
    if solved == "yes":
        return moving.move(found, Move.CONFIRM, by="resident", actor=Actor.RESIDENT)
    return found


def published(*cases: Case) -> None:
    """What everybody sees is brought up to these cases."""
    refresh_public(by=make.BY, case_ids=[found.pk for found in cases])
