"""The administrator keeps the office's people on two pages."""

import re
from typing import Any

import pytest
from django.test import Client

from huiyin.ledger.models import Entry
from huiyin.people.models import Account
from huiyin.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db
LINES = 3
"""Statements of a page of the office before its own: session, account, office."""


@pytest.fixture
def admin() -> Client:
    make.office()
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.account(Role.ADMINISTRATOR, username="admin"))
    return client


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_whoever_is_switched_off_is_out_at_once_and_stays_out(admin: Client) -> None:
    clerk = make.account(Role.CLERK)
    at_desk, elsewhere = signed_in(clerk), signed_in(clerk)
    assert at_desk.get("/office/queue/").status_code == 200
    assert admin.post(f"/office/accounts/{clerk.pk}/off/").status_code == 302
    for client in (at_desk, elsewhere):
        assert client.get("/office/queue/").headers["Location"].startswith("/office/sign-in/")
    assert Client().post(
        "/office/sign-in/", {"username": clerk.username, "password": "correct horse battery"}
    ).status_code == 422  # fmt: skip
    page = admin.get("/office/accounts/").content.decode()
    assert "switched off" in page
    back = admin.post(f"/office/accounts/{clerk.pk}/on/")
    assert back.headers["Cache-Control"] == "no-store"
    found = re.search(r'translate="no">([\w-]{16})</strong>', back.content.decode())
    assert found is not None
    assert elsewhere.get("/office/queue/").status_code == 302  # the old sessions do not come back with the account
    again = Client().post("/office/sign-in/", {"username": clerk.username, "password": found.group(1)})
    assert again.headers["Location"] == "/office/"


def test_a_switched_off_person_reads_no_public_page_as_staff(admin: Client) -> None:
    clerk = make.account(Role.CLERK)
    at_desk = signed_in(clerk)
    admin.post(f"/office/accounts/{clerk.pk}/off/")
    assert "/office/queue/" not in at_desk.get("/board/").content.decode()


def test_the_only_administrator_is_told_why_they_stay(admin: Client) -> None:
    own = Account.objects.get(username="admin")
    for answer in (
        admin.post(f"/office/accounts/{own.pk}/off/"),
        admin.post(f"/office/accounts/{own.pk}/", {"name": "x", "role": "clerk", "department": ""}),
    ):
        assert answer.status_code == 409
        assert "This is the only administrator." in answer.content.decode()
    assert admin.get("/office/accounts/").status_code == 200


def test_a_person_changes_role_and_department_at_once(admin: Client) -> None:
    clerk = make.account(Role.CLERK)
    at_desk = signed_in(clerk)
    place = {"name": "陈立", "role": "handler", "department": "water"}
    assert admin.post(f"/office/accounts/{clerk.pk}/", place).status_code == 302
    assert at_desk.get("/office/morning/").status_code == 403  # handlers have no morning
    page = admin.get(f"/office/accounts/{clerk.pk}/").content.decode()
    assert '<option value="water" selected>' in page


@pytest.mark.parametrize(
    "wrong",
    [{"role": "handler"}, {"role": "king"}, {"name": ""}, {"department": "nowhere"}],
    ids=["handler without department", "no such role", "no name", "no such department"],
)
def test_a_wrong_form_changes_nothing(admin: Client, wrong: dict[str, Any]) -> None:
    clerk = make.account(Role.CLERK)
    answer = admin.post(f"/office/accounts/{clerk.pk}/", {"name": "x", "role": "clerk", "department": "", **wrong})
    assert answer.status_code == 422
    clerk.refresh_from_db()
    assert clerk.role == Role.CLERK
    assert not Entry.objects.filter(kind="people.account_changed").exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER])
def test_nobody_else_keeps_accounts(admin: Client, role: Role) -> None:
    own = Account.objects.get(username="admin")
    other = signed_in(make.account(role))
    for step in ("", "off/", "on/", "password/"):
        assert other.post(f"/office/accounts/{own.pk}/{step}", {"name": "x", "role": "clerk"}).status_code == 403
    own.refresh_from_db()
    assert own.is_active
    assert own.role == Role.ADMINISTRATOR


@pytest.mark.parametrize("step", ["", "off/", "on/", "password/"])
def test_an_account_that_is_not_there(admin: Client, step: str) -> None:
    assert admin.post(f"/office/accounts/987654/{step}", {"name": "x", "role": "clerk"}).status_code == 404


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_costs_the_same_for_any_number_of_people(
    admin: Client, people: int, django_assert_num_queries: Any
) -> None:
    for number in range(people):
        make.account(Role.CLERK, username=f"clerk{number}")
    admin.get("/office/accounts/")
    with django_assert_num_queries(LINES):
        page = admin.get("/office/accounts/").content.decode()
    assert page.count('scope="row"') == people + 1
