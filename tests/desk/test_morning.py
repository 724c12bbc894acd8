"""The leader's morning says what is, in a fixed number of statements, and shows nothing of reports of wrongdoing."""

import html
import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.desk.queries.morning import morning
from huiyin.handle.actions import assign, load_limits
from huiyin.ledger.worker import run_all
from huiyin.people.rules import Role
from huiyin.places.queries import directory
from huiyin.places.rules import Level
from huiyin.rate.actions import rate
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()


def test_an_empty_morning_has_nothing_to_say() -> None:
    found = morning()
    assert (found.new, found.overdue, found.bad_ratings, found.hot, found.broken) == (0, 0, 0, (), ())


def test_yesterday_is_counted_without_reports_of_wrongdoing() -> None:
    yesterday = timezone.now() - timedelta(days=1)
    make.received(received_at=yesterday, said_at=yesterday)
    make.received("村干部收钱", kind="wrongdoing", received_at=yesterday, said_at=yesterday)
    run_all()
    assert morning().new == 1


def test_yesterday_leads_to_the_cases_it_counts(client: Client) -> None:
    for days_ago in (0, 1, 1, 2):
        at = timezone.now() - timedelta(days=days_ago)
        make.received(f"自来水发黄 {days_ago}", received_at=at, said_at=at)
    run_all()
    client.force_login(make.account(Role.LEADER))
    page = client.get("/office/morning/").content.decode()
    (address,) = re.findall(r'href="(/office/queue/[?]state=all&amp;from=[^"]*)"', page)
    shown = client.get(html.unescape(address)).content.decode()
    assert shown.count("自来水发黄 1") == shown.count('<li id="row-') == morning().new == 2


def test_each_figure_leads_to_a_list_of_as_many(client: Client) -> None:
    load_limits(by=make.BY)
    villages = [area.id for area in directory().areas.values() if area.level == Level.VILLAGE]
    for days_ago in (0, 1, 1, 3, 6, 7, 30, 40, 40, 60):
        at = timezone.now() - timedelta(days=days_ago)
        said: dict[str, Any] = {
            "received_at": at,
            "said_at": at,
            "category_id": tap_water(),
            "area_id": villages[days_ago % 2 * 2],
        }
        case = make.case(f"自来水发黄 {days_ago}", **said)
        if days_ago in {30, 40}:
            assign(by=make.BY, case=case, department=make.department("water"), at=at)
    run_all()
    client.force_login(make.account(Role.LEADER))
    page = client.get("/office/morning/")
    facts, context = page.context["morning"], page.context
    figures = {pile["url"]: pile["figure"] for pile in context["piles"]}
    figures |= {f"?state=all&category={pk}&{context['week']}": week.now for _, pk, week in context["weekly"]}
    linked = dict(re.findall(r'href="([^"]*area=(?:\d+)[^"]*)"[^>]*aria-label="[^"]*?(\d+)"', str(context["map"])))
    figures |= {html.unescape(address): int(n) for address, n in linked.items()}
    figures |= {"?state=overdue": facts.overdue}
    assert len(context["piles"]) == 2
    assert len(linked) == 2
    for address, figure in figures.items():
        shown = client.get(f"/office/queue/?{address.partition('?')[2]}").content.decode()
        assert shown.count('<li id="row-') == figure > 0, address


def test_badly_rated_answers_add_up(client: Client) -> None:
    for _ in range(8):
        rate(message=make.answered().messages.get(), level=1, solved="no")
    client.force_login(make.account(Role.LEADER))
    page = client.get("/office/morning/").content.decode()
    worst = page[page.index('id="worst"') :]
    assert "还有 3 个" in worst
    assert worst.count('<article class="line">') == 8


def test_overdue_answers_are_counted_by_department() -> None:
    load_limits(by=make.BY)
    for department in ("water", "water", "housing"):
        due = assign(by=make.BY, case=make.case(), department=make.department(department)).due_on
    make.answered()
    run_all()
    found = morning(now=timezone.now() + timedelta(days=60))
    piles = [(pile.department.code, pile.number) for pile in found.piles if pile.department]
    assert piles == [("water", 2), ("housing", 1)]
    assert (found.overdue, found.oldest_due) == (3, due)


def test_a_bad_rating_is_shown() -> None:
    case = make.answered()
    rate(message=case.messages.get(), level=1, solved="no", comment="")
    found = morning()
    assert found.bad_ratings == 1
    assert found.worst[0].case_id == case.pk


@pytest.mark.parametrize("count", [1, 3])
def test_the_statements_do_not_depend_on_the_cases(count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        rate(message=make.answered().messages.get(), level=1, solved="no", comment="")
    run_all()
    with django_assert_num_queries(8):
        morning()


@pytest.mark.parametrize(
    ("role", "department", "status"),
    [(Role.LEADER, "", 200), (Role.CLERK, "", 200), (Role.HANDLER, "water", 403), (Role.ADMINISTRATOR, "", 403)],
)
def test_who_may_read_it(client: Client, role: Role, department: str, status: int) -> None:
    client.force_login(make.account(role, department=department))
    assert client.get("/office/morning/").status_code == status


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert client.get("/office/morning/").status_code == 302


def test_what_came_in_is_counted_by_day_week_and_place() -> None:
    today, areas = timezone.localdate(), directory().areas
    village = next(area for area in areas.values() if area.code == "990201")
    for days_ago in range(100):
        at = timezone.make_aware(datetime.combine(today - timedelta(days=days_ago), time(0, 30)))
        with_place = {"area_id": village.id} if days_ago % 2 == 0 else {"area_id": None}
        make.received(f"自来水发黄 {days_ago}", received_at=at, said_at=at, category_id=tap_water(), **with_place)
    run_all()
    found = morning(now=timezone.make_aware(datetime.combine(today, time(23, 30))))
    top = directory().top_of(tap_water())
    assert (found.new, found.new_week_before, found.new_mostly) == (1, 1, top)
    assert [(line.category_id, line.weeks) for line in found.weekly] == [(top, (7,) * 12)]
    assert found.by_township == {village.parent_id: 4}


def tap_water() -> int:
    return next(category.id for category in directory().categories.values() if category.code == "water.supply")
