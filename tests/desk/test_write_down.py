"""A clerk writes down what somebody says who has no page to write on; they get a code like everybody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.handle.actions import load_limits
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Channel, Consent, Kind
from huiyin.ledger.models import Entry
from huiyin.ledger.worker import run_all
from huiyin.people.models import Contact
from huiyin.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db

ADDRESS = "/office/new/"
GIVEN = {
    "channel": "phone", "kind": "request", "text": "河东社区三号楼的电梯停了两天，老人下不了楼。", "place": "河东社区",
    "received_at": "", "consent": "public", "phone": "13800138000", "email": "", "name": "", "once": "w" * 22,
}  # fmt: skip


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()
    load_limits(by=make.BY)


@pytest.fixture
def clerk() -> Client:
    client = Client()
    client.force_login(make.account(Role.CLERK))
    return client


def code_on(page: str) -> str:
    found = re.search(r'id="code"[^>]*>(.*?)</p>', page)
    assert found
    return re.sub(r"<[^>]*>", "", found[1])


def test_a_call_becomes_a_case_and_the_caller_gets_a_code(clerk: Client) -> None:
    assert "一件" in clerk.get(ADDRESS).content.decode()
    page = clerk.post(ADDRESS, GIVEN)
    html = page.content.decode()
    message = Message.objects.get()
    assert (message.channel, message.kind, message.consent) == (Channel.PHONE, Kind.REQUEST, Consent.PUBLIC)
    assert message.contact is not None
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    code = code_on(html)
    assert GIVEN["text"] in Client().get(f"/m/{code}/").content.decode()
    assert "前给您答复" in html
    assert not re.search(r'(?:href|action)="[^"]*' + code, html)
    run_all()
    assert Entry.objects.get(kind="hear.received").actor.startswith("account:")
    assert code not in str(list(Entry.objects.values()))


def test_the_same_form_twice_is_one_case_with_the_same_code(clerk: Client) -> None:
    first, second = (clerk.post(ADDRESS, GIVEN).content.decode() for _ in range(2))
    assert code_on(first) == code_on(second)
    assert "只存了一次" in second or "发过" in second
    assert Case.objects.count() == Contact.objects.count() == 1


def test_what_was_said_days_ago_is_dated_so(clerk: Client) -> None:
    at = timezone.localtime() - timedelta(days=3)
    clerk.post(ADDRESS, GIVEN | {"channel": "letter", "received_at": f"{at:%Y-%m-%dT%H:%M}"})
    message = Message.objects.select_related("case").get()
    assert timezone.localtime(message.received_at).date() == at.date() == message.case.opened_on


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": " "}, "请"), ({"channel": "web"}, ""), ({"kind": "wrongdoing"}, ""), ({"consent": ""}, ""),
        ({"received_at": "2999-01-01T00:00"}, "还没有到"), ({"received_at": "1026-01-01T00:00"}, "核对年份"),
        ({"received_at": "gestern"}, "这样写"), ({"consent": "anonymous"}, "匿名"), ({"text": "x" * 200_000}, ""),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_written_is_kept(clerk: Client, wrong: dict[str, str], says: str) -> None:
    page = clerk.post(ADDRESS, GIVEN | {"text": "电梯停了两天", **wrong})
    html = page.content.decode()
    assert page.status_code == 422
    assert says in html
    assert wrong.get("text", "电梯停了两天").strip() in html
    assert not Message.objects.exists()


def test_the_same_as_an_open_case_is_added_to_it(clerk: Client) -> None:
    first = make.received("河东社区电梯坏了，没人修。")
    html = clerk.post(ADDRESS, GIVEN | {"same": str(first.case_id)}).content.decode()
    assert "别人先反映" in html
    assert Case.objects.get().message_count == 2


@pytest.mark.parametrize(
    ("role", "department", "status"),
    [(Role.CLERK, "", 200), (Role.HANDLER, "water", 403), (Role.LEADER, "", 403), (Role.ADMINISTRATOR, "", 403)],
)
def test_who_may_write_down(role: Role, department: str, status: int) -> None:
    client = Client()
    client.force_login(make.account(role, department=department, username="who"))
    assert client.get(ADDRESS).status_code == status
    assert ('href="/office/new/"' in client.get("/office/queue/").content.decode()) == (role == Role.CLERK)
    assert Client().get(ADDRESS).status_code == 302
    assert Client().post(ADDRESS, GIVEN).status_code == 302
    assert not Message.objects.exists()


def test_it_is_not_taken_from_another_page(clerk: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerk.cookies
    assert strict.post(ADDRESS, GIVEN).status_code == 403
    assert not Message.objects.exists()
