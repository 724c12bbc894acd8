"""Projects that came of a case."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from huiyin.hear.models import Case, Message
from huiyin.places.models import Department
from huiyin.programme import actions
from huiyin.programme.actions import Goal, Pledge, Sum
from huiyin.programme.models import Project
from tests import make

TODAY = timezone.localdate


def at(day: date) -> datetime:
    """Noon of a day."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()) + timedelta(hours=12))


def case(text: str = "下雨天救护车进不来,路该修了。", **said: Any) -> Case:
    """A case whose resident holds a code."""
    return Case.objects.get(pk=make.received(text, **said).case_id)


def project(*cases: Case, promised_in: int = 30, budget: int = 860_000, owner: str = "roads") -> Project:
    """A project with one milestone, one sum and one promise, so many days from today."""
    day = TODAY() + timedelta(days=promised_in)
    return actions.start_project(
        by=make.BY,
        title="卫生院门前 1.2 公里路硬化",
        purpose="下雨天救护车也能开到卫生院门口。",
        owner=Department.objects.get(code=owner).pk,
        cases=cases or [case()],
        milestone=Goal("路基完成", day - timedelta(days=10)),
        budgeted=Sum(Decimal(budget), "县级财政", TODAY()),
        promise=Pledge("修好这 1.2 公里", day),
    )


def reported(*cases: Case, **how: Any) -> Project:
    """A project that its owner says is finished today."""
    found = project(*cases, **how)
    return actions.report_delivered(by=make.BY, project=found, said="完工了。", on=TODAY())


def voice(case_: Case, **said: Any) -> Message:
    """One more resident who said the same."""
    receipt = make.received("我家也是。", same_as=case_.pk, **said)
    return Message.objects.get(pk=receipt.message_id)


def first(case_: Case) -> Message:
    """The resident who said it first."""
    return case_.messages.earliest("pk")
