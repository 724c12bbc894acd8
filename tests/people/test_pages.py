"""The office's door: who forgot the password gets a new one from the administrator, shown once."""

import re

import pytest
from django.test import Client

from huiyin.ledger.models import Entry
from huiyin.people.models import Account
from huiyin.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db
NEW = re.compile(r'<strong class="keep" translate="no">([\w-]{16})</strong>')


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(make.account(role))
    return client


def test_a_forgotten_password_is_made_anew_and_shown_once() -> None:
    clerk = signed_in(Role.CLERK)
    forgetful = Account.objects.get(role=Role.CLERK)
    admin = signed_in(Role.ADMINISTRATOR)
    answer = admin.post(f"/office/accounts/{forgetful.pk}/password/")
    assert answer.headers["Cache-Control"] == "no-store"
    found = NEW.search(answer.content.decode())
    assert found is not None
    assert not NEW.search(admin.get("/office/accounts/").content.decode())
    assert clerk.get("/office/queue/").status_code == 302  # whoever was in with the old one is out
    given = {"username": forgetful.username, "password": found.group(1)}
    assert Client().post("/office/sign-in/", given).headers["Location"] == "/office/"
    entry = Entry.objects.get(kind="people.password_changed")
    assert (entry.subject, found.group(1) in str(entry.facts)) == (f"account:{forgetful.pk}", False)


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER])
def test_nobody_else_makes_passwords(role: Role) -> None:
    client = signed_in(role)
    account = Account.objects.get()
    assert client.post(f"/office/accounts/{account.pk}/password/").status_code == 403
    assert account.check_password("correct horse battery")


def test_an_account_that_is_not_there() -> None:
    assert signed_in(Role.ADMINISTRATOR).post("/office/accounts/987654/password/").status_code == 404


def test_a_wrong_password_is_said_in_our_words() -> None:
    page = Client(headers={"accept-language": "zh-hans"}).post("/office/sign-in/", {"username": "x", "password": "y"})
    assert page.status_code == 422
    assert "登录名或者密码不对" in page.content.decode()
