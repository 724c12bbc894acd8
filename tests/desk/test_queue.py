"""The queue's page: each sees theirs, finds by keyboard and link, and it costs the same however much is stored."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.handle import actions
from huiyin.hear.models import Message
from huiyin.hear.rules import Kind
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.queries import directory, office
from huiyin.understand.actions import read
from huiyin.understand.models import HotIssue
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(db: None) -> None:
    make.office()
    actions.load_limits(by="test")


def at_desk(role: Role = Role.CLERK, department: str = "") -> Client:
    """A browser in which this person has signed in."""
    return signed_in(make.account(role, department=department))


def signed_in(account: Account) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(account)
    return client


@pytest.mark.usefixtures("county")
def test_strangers_are_asked_to_sign_in() -> None:
    answer = Client().get("/office/queue/")
    assert (answer.status_code, answer["Location"]) == (302, "/office/sign-in/?next=/office/queue/")


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("role", "begins"),
    [
        (Role.CLERK, "/office/queue/"),
        (Role.LEADER, "/office/morning/"),
        (Role.ADMINISTRATOR, "/office/set-up/"),
    ],
)
def test_each_role_begins_at_its_page(role: Role, begins: str) -> None:
    assert at_desk(role).get("/office/")["Location"] == begins


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.ADMINISTRATOR, Role.HANDLER])
def test_the_header_leads_only_where_the_role_may_go(role: Role) -> None:
    client = at_desk(role, "water" if role == Role.HANDLER else "")
    page = client.get("/office/password/").content.decode()
    for address in ("/office/queue/", "/office/morning/", "/office/set-up/", "/office/accounts/"):
        is_open = client.get(address).status_code == 200
        assert (f'href="{address}"' in page) is is_open


@pytest.mark.usefixtures("county")
def test_whoever_is_in_already_passes_the_sign_in_page() -> None:
    client = at_desk()
    assert client.get("/office/sign-in/")["Location"] == "/office/"
    assert client.get("/office/sign-in/?next=/office/morning/")["Location"] == "/office/morning/"
    assert client.get("/office/sign-in/?next=https://example.org/")["Location"] == "/office/"


@pytest.mark.usefixtures("county")
def test_a_hot_issue_counts_what_its_list_shows() -> None:
    cases = [make.case(f"停水第 {n} 天") for n in range(3)]
    issue = HotIssue.objects.create(
        day=timezone.localdate(), place_rank=1, title="停水", heat=1, first_at=timezone.now(), last_at=timezone.now(),
        message_count=9,
    )  # fmt: skip
    issue.cases.set(cases)
    actions.assign(by="test", case=cases[0], department=make.department("water"))
    for client, number in ((at_desk(), 3), (at_desk(Role.HANDLER, "water"), 1)):
        page = client.get("/office/queue/").content.decode()
        link = re.search(
            rf'<a href="([^"]*issue={issue.pk})"[^>]*><span>停水</span> <span class="n">(\d+)</span>', page
        )
        assert link is not None
        assert int(link.group(2)) == number
        shown = client.get(link.group(1).replace("&amp;", "&")).content.decode()
        assert shown.count('<li id="row-') == number
    assert "停水</span>" not in at_desk(Role.HANDLER, "roads").get("/office/queue/").content.decode()


@pytest.mark.usefixtures("county")
def test_an_administrator_has_no_queue() -> None:
    assert at_desk(Role.ADMINISTRATOR).get("/office/queue/").status_code == 403


@pytest.mark.usefixtures("county")
def test_a_handler_sees_what_lies_with_the_own_department() -> None:
    mine, other = make.case("自来水发黄"), make.case("马路上有坑")
    actions.assign(by="test", case=mine, department=make.department("water"))
    actions.assign(by="test", case=other, department=make.department("roads"))
    make.case("村主任拿了低保", kind=Kind.WRONGDOING)
    assert rows(at_desk(Role.HANDLER, "water").get("/office/queue/?state=all")) == [mine.pk]
    assert len(rows(at_desk(Role.HANDLER, "discipline").get("/office/queue/?state=all"))) == 1
    assert len(rows(at_desk().get("/office/queue/?state=all"))) == 2


def rows(answer: Any) -> list[int]:
    assert answer.status_code == 200
    return [int(pk) for pk in re.findall(r'<li id="row-(\d+)"', answer.content.decode())]


@pytest.mark.usefixtures("county")
def test_the_worst_comes_first_and_the_order_is_explained() -> None:
    new, old = make.case("今天的事"), make.case("老早的事", said_at=timezone.now() - timedelta(days=90))
    answer = at_desk().get("/office/queue/")
    assert rows(answer) == [old.pk, new.pk]
    assert "怎么排的先后" in answer.content.decode()


@pytest.mark.usefixtures("county")
def test_an_empty_list_says_what_to_do_next() -> None:
    client = at_desk()
    assert "这里没有等着办的事" in client.get("/office/queue/").content.decode()
    assert "没有符合这些条件的事项" in client.get("/office/queue/?kind=thanks").content.decode()


@pytest.mark.usefixtures("county")
def test_words_are_searched_and_kept_in_the_box() -> None:
    lamp, _ = make.case("村口路灯不亮"), make.case("水管裂了")
    read(by="test", message_ids=list(Message.objects.values_list("pk", flat=True)))
    answer = at_desk().get("/office/queue/?q=路灯")
    assert rows(answer) == [lamp.pk]
    assert 'value="路灯"' in answer.content.decode()


ODD = [
    "state=nonsense", "category=abc", "area=99999999999999999999", "department=-1", "kind=x", "issue=%01", "after=zzz",
    "q=%ff%fe", "q=" + "长" * 3000, "q=%22%27)(",
    "from=2026-02-30&to=x", "from=20260101", "from=9999-12-31", "after=n_1e999_1", "area=1&area=2",
]  # fmt: skip


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("query", ODD)
def test_odd_addresses_are_read_as_far_as_they_make_sense(query: str) -> None:
    make.case()
    assert at_desk().get(f"/office/queue/?{query}").status_code == 200


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("many", [1, 3, 60])
@pytest.mark.parametrize(
    ("query", "statements"), [("", 7), ("state=assigned&category=2&area=2", 7), ("state=overdue", 9), ("q=水", 7)]
)
def test_a_page_takes_at_most_ten_statements_whatever_its_size(
    many: int, query: str, statements: int, django_assert_num_queries: Any
) -> None:
    for n in range(many):
        make.case(f"自来水发黄 {n}", clock=False)
    read(by="test", message_ids=list(Message.objects.values_list("pk", flat=True)))
    client = at_desk()
    directory()
    office()
    with django_assert_num_queries(statements):
        client.get(f"/office/queue/?{query}")


@pytest.mark.usefixtures("county")
def test_in_both_languages() -> None:
    make.case()
    client = at_desk()
    assert "全部在办" in client.get("/office/queue/").content.decode()
    client.cookies["huiyin_language"] = "en"
    assert "All open" in client.get("/office/queue/").content.decode()
