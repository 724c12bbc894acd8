"""The time that a sheet gives a case is its clock, where this office's own limit is not the shorter one."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone, translation

from huiyin.desk.left import sentences
from huiyin.desk.taking import Totals, take_messages
from huiyin.handle.actions import ask, assign, load_limits, reopen, set_clocks, set_kind, take_reply
from huiyin.handle.models import Assignment, Limit
from huiyin.handle.rules import Actor
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind
from huiyin.people.rules import Role
from huiyin.places.queries import directory
from tests import make

pytestmark = pytest.mark.django_db

SAID = "2026/3/2 15:30"  # a Monday; five working days later is the 9th
Take = Callable[..., Totals]


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()
    load_limits(by=make.BY)


@pytest.fixture
def take(tmp_path: Path) -> Take:
    def taken(*limits: str, heading: str = "办理时限", kind: str = "投诉") -> Totals:
        path = tmp_path / "工单.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = [[str(at), "柳树村停水三天", SAID, kind, limit] for at, limit in enumerate(limits)]
            csv.writer(file).writerows([["编号", "内容", "时间", "类型", heading], *rows])
        totals = take_messages(path, columns={}, source="", language="en", progress=StringIO())
        assert (totals.taken, totals.rejected) == (len(limits), 0)
        return totals

    return taken


def dues() -> list[date | None]:
    return list(Case.objects.order_by("pk").values_list("due_on", flat=True))


def march(*days: int) -> list[date]:
    return [date(2026, 3, day) for day in days]


def test_a_day_and_a_number_of_days_become_the_clock(take: Take) -> None:
    take("2026-03-04", "3个工作日", "4天", "24小时", "2 working days", "2", "2026/3/4 17:00")
    # four days of the calendar end on a Friday; twenty-four hours on the next day
    assert dues() == march(4, 5, 6, 3, 4, 4, 4)
    assert set(Case.objects.values_list("given_limit", flat=True)) == {
        None, "3个工作日", "4天", "24小时", "2 working days", "2",
    }  # fmt: skip


def test_a_number_alone_is_of_what_the_heading_names(take: Take) -> None:
    take("4", heading="办理时限\uff08工作日\uff09")
    assert dues() == march(6)


def test_a_longer_time_than_the_office_allows_is_not_taken_and_told(take: Take) -> None:
    totals = take("20个工作日", "2026-12-31", "3个工作日")
    assert dues() == march(9, 9, 5)
    with translation.override("en"):
        told = sentences(totals.left)
    assert told == ["2 lines give more time than this office's own limit; the shorter one holds."]


def test_without_a_limit_of_the_office_the_sheets_holds(take: Take) -> None:
    Limit.objects.all().delete()
    take("20个工作日", "")
    assert dues() == [date(2026, 3, 30), None]


def test_what_is_no_limit_is_named_and_costs_nothing(take: Take) -> None:
    totals = take("尽快", "尽快", "2026-02-01", "无", "")
    assert dues() == march(9, 9, 9, 9, 9)
    with translation.override("en"):
        [sentence] = sentences(totals.left)
    assert "cannot be understood" in sentence
    assert "尽快 (2)" in sentence
    assert "2026-02-01" in sentence


def test_the_turn_of_the_department_ends_then_and_setting_clocks_again_changes_nothing(take: Take) -> None:
    take("3个工作日")
    case = Case.objects.get()
    set_clocks(by=make.BY, cases=[case.pk])
    assign(by=make.BY, case=case, department=next(iter(directory().departments)))
    assert [Assignment.objects.get().due_on, *dues()] == march(5, 5)


def test_days_of_waiting_for_the_resident_do_not_count(take: Take) -> None:
    take("3个工作日")
    case, zone = Case.objects.get(), timezone.get_default_timezone()
    ask(by=make.BY, case=case, question="哪一户\uff1f", at=datetime(2026, 3, 3, 9, tzinfo=zone))
    take_reply(case=case, at=datetime(2026, 3, 4, 9, tzinfo=zone))
    assert dues() == march(6)


def test_another_kind_keeps_the_sheets_clock_where_it_is_shorter(take: Take) -> None:
    take("10个工作日")
    assert dues() == march(9)
    set_kind(by=make.BY, case=Case.objects.get(), kind=Kind.SUGGESTION)
    assert dues() == march(16)


def test_a_case_opened_again_has_the_time_of_the_office(take: Take) -> None:
    take("2天")
    case = make.answered(Case.objects.get())
    reopen(by=make.BY, case=case, reason="没解决", actor=Actor.RESIDENT)
    due = Case.objects.get().due_on
    assert due is not None
    assert due > timezone.localdate() + timedelta(days=4)


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("3个工作日", ["The sheet it came in gives it “3个工作日”, until"]),
        ("2026-03-04", ["The sheet it came in says: by"]),
        ("20个工作日", ["The sheet it came in gives it “20个工作日”", "own limit is shorter and holds."]),
    ],
)
def test_the_case_says_what_the_sheet_set(take: Take, limit: str, said: list[str]) -> None:
    take(limit)
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.account(Role.CLERK))
    page = client.get(f"/office/cases/{Case.objects.get().pk}/").content.decode()
    assert all(words in page for words in said)
    assert ("shorter and holds" in page) == (len(said) > 1)
