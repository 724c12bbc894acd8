"""The first password of a real office stands in a file exactly as long as it opens the door."""

from contextlib import suppress
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks as Stored
from pytest_django import Settings

from huiyin.cli.up_ import _first_sign_in, _first_stands
from huiyin.people import actions, first
from huiyin.people.models import Account
from huiyin.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db
OWN = "correct horse battery"
BUTTON = 'class="button quiet" href="/office/password/"'


@pytest.fixture
def stored(django_capture_on_commit_callbacks: Stored) -> Stored:
    """What is done inside is on disk when it is left."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def admin(settings: Settings, tmp_path: Path) -> Client:
    """A real office's administrator, signed in with the first password."""
    settings.DATA = tmp_path
    _first_sign_in()
    kept = first.written()
    assert kept is not None
    client = Client()
    given = dict(zip(("username", "password"), kept, strict=True))
    assert client.post("/office/sign-in/", given).headers["Location"] == "/office/"
    return client


def test_an_own_password_is_asked_for_until_there_is_one(admin: Client, stored: Stored) -> None:
    assert first.file().stat().st_mode & 0o777 == 0o600
    assert _first_stands()
    assert BUTTON in admin.get("/office/set-up/").content.decode()
    kept = first.written()
    assert kept is not None
    given = {"old_password": kept[1], "new_password1": OWN, "new_password2": OWN}
    with stored(execute=True):
        assert admin.post("/office/password/", given).headers["Location"] == "/office/"
        assert first.file().exists()  # until the own password is on disk
    assert not first.file().exists()
    assert not _first_stands()
    assert BUTTON not in admin.get("/office/set-up/").content.decode()


def test_a_refused_password_leaves_the_first_one_where_it_is(admin: Client) -> None:
    given = {"old_password": "wrong", "new_password1": OWN, "new_password2": OWN}
    assert admin.post("/office/password/", given).status_code == 422
    assert _first_stands()


def test_a_password_that_opens_nothing_any_more_is_not_kept(admin: Client) -> None:
    account = Account.objects.get(username="admin")
    account.set_password(OWN)  # by another road than the pages
    account.save()
    assert not _first_stands()
    assert not first.file().exists()


def test_another_administrator_makes_a_new_one(admin: Client, stored: Stored) -> None:
    make.account(Role.ADMINISTRATOR)
    with stored(execute=True):
        actions.make_password(by="test", account=Account.objects.get(username="admin").pk)
    assert not first.file().exists()


def test_a_new_password_that_was_not_stored_leaves_the_first_one_where_it_is(admin: Client, stored: Stored) -> None:
    make.account(Role.ADMINISTRATOR)
    with stored(execute=True), suppress(ZeroDivisionError), transaction.atomic():
        actions.make_password(by="test", account=Account.objects.get(username="admin").pk)
        raise ZeroDivisionError
    assert _first_stands()


def test_the_passwords_of_others_leave_the_file(admin: Client, stored: Stored) -> None:
    clerk = make.account(Role.CLERK)
    with stored(execute=True):
        actions.note_new_password(by="test", account=clerk.pk)
        actions.make_password(by="test", account=clerk.pk)
        actions.switch_off(by="test", account=clerk.pk)
    assert _first_stands()


def test_a_file_that_says_something_else_is_no_password(admin: Client) -> None:
    first.file().write_text("")
    assert not _first_stands()
