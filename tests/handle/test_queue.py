"""The queue: everybody sees exactly theirs, worst first, in pages and counts that agree with a plain count."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.handle import actions, slices
from huiyin.handle.counts import Count
from huiyin.handle.filters import MOST_DAYS, NOBODY, Filters, span
from huiyin.handle.queue import queue
from huiyin.handle.rules import ALL, OPEN, OVERDUE, STATE_CHOICES
from huiyin.hear.access import cases_for
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import OPEN_STATES, Kind, State, is_open
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.queries import directory
from huiyin.understand.actions import read
from huiyin.understand.models import HotIssue
from tests import make

pytestmark = pytest.mark.django_db

DAY = date(2026, 7, 3)
TEXTS = ("自来水发黄", "路灯不亮", "马路上有坑", "办低保要什么材料")


@pytest.fixture
def many(db: None) -> None:
    """Sixty cases of all kinds, states, places and departments; some overdue, one merged."""
    make.office()
    places = directory()
    areas = [a.id for a in places.areas.values()]
    categories = [None, *(c.id for c in places.categories.values() if c.parent_id)]
    departments = [d.id for d in places.departments.values()]
    states = list(State)
    today = timezone.localdate()
    for n in range(60):
        case = make.case(f"{TEXTS[n % 4]} {n}", clock=False, kind=list(Kind)[n % 5])
        case.state = states[n % len(states)]
        case.is_open = is_open(case.state)
        case.area_id = areas[n % len(areas)]
        case.township_id = places.township_of(case.area_id)
        case.category_id = categories[n % len(categories)]
        case.department_id = departments[n % len(departments)] if case.state != State.RECEIVED else None
        case.due_on = today + timedelta(days=n % 7 - 3)
        case.opened_on = today - timedelta(days=n % 9)
        case.rank = float(n % 11)
        case.save()
    Case.objects.filter(state=State.ASSIGNED).update(rank=3.0)  # equal ranks: the id decides
    first, second = Case.objects.filter(kind=Kind.REQUEST)[:2]
    Case.objects.filter(pk=second.pk).update(merged_into=first)


@pytest.fixture
def clerk(many: None) -> Account:
    return make.account(Role.CLERK)


def plain(account: Account, filters: Filters) -> list[int]:
    """What the list should hold, counted in Python over all rows."""
    places, today = directory(), timezone.localdate()
    found = []
    for case in cases_for(account):
        owed = case.state in {State.RECEIVED, State.ASSIGNED, State.REOPENED}
        late = owed and case.due_on is not None and case.due_on < today
        fits = {OPEN: case.state in OPEN_STATES, OVERDUE: late, ALL: True}.get(
            filters.state, case.state == filters.state
        )
        fits = fits and filters.kind in ("", case.kind)
        fits = fits and (filters.category is None or case.category_id in places.leaves_of(filters.category))
        level = places.areas[filters.area].level if filters.area else "county"
        fits = fits and (level == "county" or case.area_id in places.within(filters.area or 0))
        fits = fits and filters.department in (None, case.department_id or NOBODY)
        if filters.since and filters.until:
            fits = fits and filters.since <= case.opened_on <= filters.until
        if fits:
            found.append(case)
    return [case.pk for case in sorted(found, key=lambda case: (-case.rank, -case.pk))]


def walked(account: Account, filters: Filters, size: int) -> list[int]:
    """All pages, forwards; on the way each page is also reached from behind."""
    page = queue(account, filters, size=size)
    assert page.previous is None
    found = [line.id for line in page.lines]
    while page.next:
        here, page = page, queue(account, filters, after=page.next, size=size)
        back = queue(account, filters, after=page.previous, size=size)
        assert (back.lines, back.next) == (here.lines, here.next)
        found += [line.id for line in page.lines]
    return found


@given(st.none() | st.dates(), st.none() | st.dates(max_value=date(9999, 1, 1)))
def test_days_are_a_week_at_most_and_in_order(one: date | None, other: date | None) -> None:
    since, until = span(one, other)
    assert (since is None) == (until is None) == (one is None and other is None)
    if since and until:
        assert since == min(day for day in (one, other) if day)
        assert 0 <= (until - since).days < MOST_DAYS


OFTEN_NONE = st.none() | st.none()
DAYS = OFTEN_NONE | st.builds(lambda n: timezone.localdate() - timedelta(days=n), st.integers(0, 9))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_pages_hold_exactly_what_fits_in_order(many: None, data: st.DataObject) -> None:
    places = directory()
    account = data.draw(st.sampled_from(people()))
    filters = Filters(
        state=data.draw(st.sampled_from(STATE_CHOICES)),
        kind=data.draw(st.sampled_from(["", "", *Kind])),
        category=data.draw(OFTEN_NONE | st.sampled_from(sorted(places.categories))),
        area=data.draw(OFTEN_NONE | st.sampled_from(sorted(places.areas))),
        department=data.draw(OFTEN_NONE | st.just(NOBODY) | st.sampled_from(sorted(places.departments))),
    )
    since, until = span(data.draw(DAYS), data.draw(DAYS))
    filters = replace(filters, since=since, until=until)
    if account.role == Role.HANDLER:
        filters = replace(filters, department=account.department_id)
    assert walked(account, filters, data.draw(st.sampled_from([3, 50]))) == plain(account, filters)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_count_is_what_its_link_would_show(many: None, data: st.DataObject) -> None:
    places = directory()
    account = data.draw(st.sampled_from(people()))
    filters = Filters(
        state=data.draw(st.sampled_from([OPEN, OVERDUE, ALL, "assigned", "answered"])),
        kind=data.draw(st.sampled_from(["", "", "request"])),
        category=data.draw(OFTEN_NONE | st.sampled_from(sorted(places.categories))),
        area=data.draw(OFTEN_NONE | st.sampled_from(sorted(places.areas))),
    )
    since, until = span(data.draw(DAYS), data.draw(DAYS))
    filters = replace(filters, since=since, until=until)
    if account.role == Role.HANDLER:
        filters = replace(filters, department=account.department_id)
    group, option = data.draw(st.sampled_from(options(account)))
    count = queue(account, filters).count(group, option)
    assert count == Count(len(plain(account, replace(filters, **{group: option}))))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_count_that_stopped_early_says_so(many: None, short_walks: None, data: st.DataObject) -> None:
    account = data.draw(st.sampled_from(people()))
    filters = Filters(
        state=data.draw(st.sampled_from([OPEN, OVERDUE, ALL, "assigned", "answered"])),
        area=data.draw(OFTEN_NONE | st.sampled_from(sorted(directory().areas))),
        department=account.department_id if account.role == Role.HANDLER else None,
    )
    group, option = data.draw(st.sampled_from(options(account)))
    count = queue(account, filters).count(group, option)
    expected = len(plain(account, replace(filters, **{group: option})))
    assert count.n <= expected
    assert count.more or count.n == expected


@pytest.fixture
def short_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Walks end after a few cases, as they do after hundreds where a million are stored."""
    monkeypatch.setattr(slices, "OPTION_CAP", 2)
    monkeypatch.setattr(slices, "PASS_CAP", 5)
    monkeypatch.setattr(slices, "LEAST_WALK", 1)


def people() -> list[Account]:
    found = list(Account.objects.select_related("department").order_by("pk"))
    if found:
        return found
    made = [make.account(role) for role in (Role.CLERK, Role.LEADER)]
    made += [make.account(Role.HANDLER, department=code) for code in ("water", "discipline")]
    return made


def options(account: Account) -> list[tuple[str, Any]]:
    places = directory()
    top = [c.id for c in places.categories.values() if c.parent_id is None]
    townships = [a.id for a in places.areas.values() if a.level == "township"]
    found: list[tuple[str, Any]] = [("state", choice) for choice in STATE_CHOICES]
    found += [("kind", kind) for kind in Kind if kind != Kind.WRONGDOING]
    found += [("category", pk) for pk in top] + [("area", pk) for pk in townships]
    if account.role != Role.HANDLER:
        found += [("department", pk) for pk in (NOBODY, *places.departments)]
    return found


def test_words_narrow_the_list_and_its_counts(clerk: Account) -> None:
    lamps = set(
        Case.objects.filter(title__contains="路灯", merged_into=None)
        .exclude(kind=Kind.WRONGDOING)
        .values_list("pk", flat=True)
    )
    read_all()
    page = queue(clerk, Filters(state=ALL, words="路灯"))
    assert {line.id for line in page.lines} == lamps
    assert page.count("state", ALL).n == len(lamps)
    assert page.count("state", "assigned").n == Case.objects.filter(pk__in=lamps, state="assigned").count()
    assert queue(clerk, Filters(words="没有这样的话")).lines == ()


def read_all() -> None:
    read(by="test", message_ids=list(Message.objects.values_list("pk", flat=True)))


def test_a_hot_issue_narrows_the_list(clerk: Account) -> None:
    cases = list(Case.objects.filter(kind=Kind.REQUEST, merged_into=None)[:3])
    now = timezone.now()
    issue = HotIssue.objects.create(
        day=now.date(), place_rank=1, title="水", heat=1.0, first_at=now, last_at=now, message_count=3
    )
    issue.cases.set(cases)
    page = queue(clerk, Filters(state=ALL, hot_issue=issue.pk))
    assert {line.id for line in page.lines} == {case.pk for case in cases}


def test_an_administrator_sees_no_case(many: None) -> None:
    page = queue(make.account(Role.ADMINISTRATOR), Filters(state=ALL))
    assert (page.lines, page.count("state", ALL).n) == ((), 0)


def test_wrongdoing_is_seen_by_the_discipline_office_alone(many: None) -> None:
    actions.set_clocks(by="test", cases=list(Case.objects.values_list("pk", flat=True)))
    discipline = make.department("discipline")
    Case.objects.filter(kind=Kind.WRONGDOING).update(department=discipline)
    for account in people():
        seen = {line.kind for line in queue(account, Filters(state=ALL)).lines}
        sees_it = account.department_id == discipline
        assert (Kind.WRONGDOING in seen) is sees_it


@pytest.mark.parametrize("after", ["", "n_x_1", "n_1.5", "p__", "zzz", "n_nan_5"])
def test_odd_cursors_and_filters_show_the_first_page(clerk: Account, after: str) -> None:
    odd = Filters(state="nonsense", category=10**9, area=10**9, department=-1)
    assert queue(clerk, odd, after=after).lines == queue(clerk, Filters()).lines != ()


@pytest.mark.parametrize("size", [1, 3, 50])
@pytest.mark.parametrize(
    ("filters", "statements"),
    [
        (Filters(), 3),
        (Filters(state="assigned"), 3),
        (Filters(state=OVERDUE), 5),
        (Filters(state="assigned", category=1, area=2), 3),
        (Filters(words="路灯"), 2),
        (Filters(state=ALL, since=DAY, until=DAY), 3),
        (Filters(state=ALL, category=1, since=DAY - timedelta(days=6), until=DAY), 3),
    ],
)
def test_a_page_takes_a_fixed_number_of_statements(
    clerk: Account, filters: Filters, statements: int, size: int, django_assert_num_queries: Any
) -> None:
    directory()
    read_all()
    with django_assert_num_queries(statements):
        queue(clerk, filters, size=size)


def test_counts_are_kept_until_anything_happens(clerk: Account) -> None:
    before = queue(clerk, Filters()).count("state", "received").n
    statements = []
    for _ in range(20):  # on PostgreSQL what others do in another database of the same server is a happening too
        with CaptureQueriesContext(connection) as seen:
            assert queue(clerk, Filters()).count("state", "received").n == before
        statements.append(len(seen))
    assert min(statements) == 2  # the list, and what happened last
    make.received()
    assert queue(clerk, Filters()).count("state", "received").n == before + 1
