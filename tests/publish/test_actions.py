"""What everybody sees is what residents allowed, without personal data; what is counted adds up."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.handle import actions as handle
from huiyin.hear import search
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Consent, Kind
from huiyin.ledger.models import Entry
from huiyin.publish import actions, jobs
from huiyin.publish.models import SEARCH, Day, Figure, PublicCase, Spot, Tally
from huiyin.publish.rules import DayBy
from tests import make
from tests.publish import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    build.office()


def figures(period: str = "year") -> dict[tuple[str, str, str], tuple[int, int]]:
    rows = Figure.objects.filter(period=period, whole__gt=0)
    return {(row.by, row.key, row.measure): (row.part, row.whole) for row in rows}


@pytest.mark.parametrize("said", [{"consent": Consent.OFFICE}, {"consent": Consent.ANONYMOUS}])
def test_what_was_not_allowed_is_counted_and_never_shown(said: dict[str, Consent]) -> None:
    build.published(build.case(**said))
    assert not PublicCase.objects.exists()
    assert figures()["all", "", "received"] == (1, 1)


def test_wrongdoing_is_neither_shown_nor_counted() -> None:
    build.published(build.case(kind=Kind.WRONGDOING))
    assert not PublicCase.objects.exists()
    assert not Tally.objects.exists()


def test_a_case_that_turns_out_to_be_wrongdoing_vanishes() -> None:
    found = build.case()
    build.published(found)
    Case.objects.filter(pk=found.pk).update(kind=Kind.WRONGDOING)
    build.published(found)
    assert not PublicCase.objects.exists()
    assert figures() == {}
    assert search.search(SEARCH, "自来水", limit=9) == []
    assert not Spot.objects.filter(number__gt=0).exists()


def test_personal_data_stays_inside() -> None:
    found = build.answered(
        text="我叫张小明,电话13800138000,家里的水又黄又浑。",
        title="张小明反映13800138000水黄",
        answer="已联系您本人 13800138000,滤料换好了。",
    )
    build.published(found)
    row = PublicCase.objects.get()
    assert "13800138000" not in row.title + row.text + row.answer
    assert "张小明" not in row.text
    assert search.search(SEARCH, "13800138000", limit=9) == []
    assert search.search(SEARCH, "滤料", limit=9) == [found.pk]


def test_the_words_shown_are_those_of_who_allowed_it() -> None:
    found = build.case("只给办事的人看的话:我家的秘密。", consent=Consent.OFFICE)
    make.received("水又黄又浑,大家都看得到。", same_as=found.pk)
    Case.objects.filter(pk=found.pk).update(message_count=2)
    Message.objects.exclude(case=found).update(case=found)
    build.published(found)
    row = PublicCase.objects.get()
    assert "秘密" not in row.title + row.text
    assert row.message_count == 2


def test_a_merged_case_vanishes() -> None:
    found, into = build.case(), build.case("河东社区也停水。")
    build.published(found, into)
    Case.objects.filter(pk=found.pk).update(merged_into=into)
    build.published(found)
    assert list(PublicCase.objects.values_list("pk", flat=True)) == [into.pk]
    assert figures()["all", "", "received"] == (1, 1)


def test_a_home_is_not_on_the_map() -> None:
    pin: dict[str, Any] = {"lat": 36.451234, "lon": 101.456789}
    build.published(build.case(place="柳树村我家门口", **pin))
    row = PublicCase.objects.get()
    assert (row.lat, row.lon) == (36.5, 101.5)  # the middle of the area that holds the pin


def test_the_figures_by_hand() -> None:
    build.published(
        build.rated(build.answered()),
        build.rated(build.answered(days_late=1), level=2, solved="no"),
        build.answered("roads"),
        build.handed(),
        build.case(kind=Kind.THANKS, place="柳树村"),
        build.case(consent=Consent.OFFICE),
    )
    found = figures()
    assert found["all", "", "received"] == (6, 6)
    assert found["all", "", "answered"] == (3, 5)
    assert found["all", "", "in_time"] == (2, 3)
    assert found["all", "", "solved"] == (1, 2)
    assert found["department", "water", "in_time"] == (1, 2)
    assert found["department", "roads", "in_time"] == (1, 1)
    assert found["department", "water", "satisfied"] == (1, 2)
    assert found["township", "9901", "received"] == (1, 1)
    assert found["township", "", "received"] == (5, 5)
    assert found["department", "", "received"] == (2, 2)


def test_changed_cases_count_as_if_all_were_counted_anew() -> None:
    cases = [build.answered(), build.handed("roads"), build.case(), build.rated(build.answered("housing"), 1, "no")]
    build.published(*cases)
    handle.reopen(by="resident", case=cases[0], reason="又黄了")
    handle.withdraw(case=cases[1])
    build.rated(cases[3], 4, "partly")
    build.published(*cases)
    changed = {period: figures(period) for period in ("year", f"{timezone.localdate():%Y-%m}")}
    spots = set(Spot.objects.filter(number__gt=0).values_list("step", "x", "y", "category", "number", "east", "north"))
    actions.count_figures(by=make.BY)
    assert {period: figures(period) for period in changed} == changed
    assert set(Spot.objects.values_list("step", "x", "y", "category", "number", "east", "north")) == spots


def days() -> set[tuple[date, str, str, int]]:
    return set(Day.objects.filter(number__gt=0).values_list("day", "by", "key", "number"))


def test_days_count_what_came_in_and_what_is_owed() -> None:
    found, answered = build.handed(), build.answered("roads")
    build.published(found, answered)
    assert found.due_on
    assert {(day, key) for day, by, key, _ in days() if by == DayBy.OWES} == {(found.due_on, "water")}
    opened = {timezone.localdate(case.opened_at) for case in (found, answered)}
    for by in (DayBy.TOWNSHIP, DayBy.CATEGORY):
        assert {day for day, of, _, _ in days() if of == by} == opened
        assert sum(n for _, of, _, n in days() if of == by) == 2


def test_what_was_lost_of_the_counts_is_found_at_night() -> None:
    build.published(build.handed(), build.rated(build.answered(place="柳树村")))
    before = (days(), figures(), set(Spot.objects.values_list("step", "x", "y", "category", "number")))
    Day.objects.filter(by=DayBy.OWES).delete()
    Day.objects.filter(by=DayBy.CATEGORY).update(number=7)
    Figure.objects.filter(measure="answered").update(part=9)
    Figure.objects.create(
        period="1999", by="all", key="", measure="received", part=1, whole=1, counted_at=timezone.now()
    )
    Spot.objects.all().delete()
    number = actions.count_figures(by=make.BY)
    assert (days(), figures(), set(Spot.objects.values_list("step", "x", "y", "category", "number"))) == before
    assert number == Figure.objects.count()
    assert not Figure.objects.filter(period="1999").exists()


def test_twice_is_as_good_as_once() -> None:
    found = build.answered()
    build.published(found)
    before = (figures(), PublicCase.objects.values().get(), Entry.objects.count())
    assert actions.refresh_public(by=make.BY, case_ids=[found.pk]) == 0
    assert (figures(), PublicCase.objects.values().get(), Entry.objects.count()) == before


def test_overdue_from_the_day_after() -> None:
    found = build.handed()
    build.published(found)
    assert found.due_on
    assert ("all", "", "in_time") not in figures()

    def night_of(day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, datetime.min.time()))

    actions.count_figures(by=make.BY, at=night_of(found.due_on))
    assert ("all", "", "in_time") not in figures()
    actions.count_figures(by=make.BY, at=night_of(found.due_on + timedelta(days=1)))
    assert figures()["all", "", "in_time"] == (0, 1)
    assert PublicCase.objects.get().in_time is False


def test_jobs_know_cases_and_messages() -> None:
    receipt = make.received()
    jobs.refresh([f"message:{receipt.message_id}", "office:1"])
    assert PublicCase.objects.get().pk == receipt.case_id
    handle.withdraw(case=Case.objects.get(pk=receipt.case_id))
    jobs.refresh([f"case:{receipt.case_id}"])
    assert not PublicCase.objects.exists()


def test_statements_do_not_grow() -> None:
    def statements(cases: list[Case]) -> int:
        with CaptureQueriesContext(connection) as held:
            build.published(*cases)
        return len(held)

    build.published(build.case())
    few, many = [build.answered() for _ in range(2)], [build.answered() for _ in range(30)]
    assert statements(few) == statements(many)
    for found in (*few, *many):
        build.rated(found, 1, "no")
    assert statements(few) == statements(many) <= 25
