"""Accounts are changed, switched off and on again: one entry each; somebody always stays to let people in."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from huiyin.ledger.models import Entry
from huiyin.people import actions
from huiyin.people.models import Account
from huiyin.people.queries import account_line, accounts
from huiyin.people.rules import LastAdministrator, NameTaken, Role
from tests import make

BY = "test"


def entries(account: Account) -> list[tuple[str, object]]:
    found = Entry.objects.filter(subject=f"account:{account.pk}").exclude(kind="people.account_added")
    return list(found.order_by("pk").values_list("kind", "facts"))


@pytest.mark.django_db
def test_role_and_department_change_together() -> None:
    make.office()
    clerk = make.account(Role.CLERK)
    actions.change_account(by=BY, account=clerk.pk, name="陈立", role=Role.HANDLER, department="water")
    line = account_line(clerk.pk)
    assert (line.name, line.role, line.department_code) == ("陈立", Role.HANDLER, "water")
    assert entries(clerk) == [("people.account_changed", {"role": "handler", "department": "water"})]


@pytest.mark.django_db
def test_an_unknown_department_changes_nothing() -> None:
    clerk = make.account(Role.CLERK)
    with pytest.raises(ValueError, match="nowhere"):
        actions.change_account(by=BY, account=clerk.pk, name="x", role=Role.HANDLER, department="nowhere")
    assert account_line(clerk.pk).role == Role.CLERK
    assert entries(clerk) == []


@pytest.mark.django_db
def test_a_name_is_used_once() -> None:
    make.account(Role.CLERK, username="chen")
    with pytest.raises(NameTaken):
        actions.add_account(by=BY, username="chen", name="陈立", role=Role.CLERK, password="correct horse battery")
    assert [line.username for line in accounts()].count("chen") == 1


@pytest.mark.django_db
def test_a_handler_without_a_department_is_not_said_to_be_taken() -> None:
    with pytest.raises(IntegrityError):
        actions.add_account(by=BY, username="chen", name="陈立", role=Role.HANDLER, password="correct horse battery")


@pytest.mark.django_db
def test_off_and_on_again_is_written_once_each() -> None:
    clerk = make.account(Role.CLERK)
    actions.switch_off(by=BY, account=clerk.pk)
    actions.switch_off(by=BY, account=clerk.pk)
    clerk.refresh_from_db()
    assert (clerk.is_active, clerk.has_usable_password()) == (False, False)
    password = actions.switch_on(by=BY, account=clerk.pk)
    clerk.refresh_from_db()
    assert clerk.is_active
    assert clerk.check_password(password)
    assert entries(clerk) == [("people.switched_off", {}), ("people.switched_on", {})]


@pytest.mark.django_db
def test_who_is_off_gets_no_password() -> None:
    clerk = make.account(Role.CLERK)
    actions.switch_off(by=BY, account=clerk.pk)
    with pytest.raises(Account.DoesNotExist):
        actions.make_password(by=BY, account=clerk.pk)


def leave(account: Account) -> None:
    actions.switch_off(by=BY, account=account.pk)


def become_clerk(account: Account) -> None:
    actions.change_account(by=BY, account=account.pk, name=account.name, role=Role.CLERK)


@pytest.mark.django_db
@pytest.mark.parametrize("go", [leave, become_clerk])
def test_the_last_administrator_stays(go: Callable[[Account], None]) -> None:
    first, second = (make.account(Role.ADMINISTRATOR, username=name) for name in ("first", "second"))
    go(second)
    with pytest.raises(LastAdministrator):
        go(first)
    first.refresh_from_db()
    assert (first.is_active, first.role) == (True, Role.ADMINISTRATOR)
    assert entries(first) == []


class AnyOrder(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["off", "on", "clerk", "administrator"])), max_size=8))
    def test_somebody_always_lets_people_in(self, steps: list[tuple[int, str]]) -> None:
        people = [make.account(Role.ADMINISTRATOR, username=f"a{number}") for number in range(3)]
        for number, step in steps:
            one = people[number].pk
            try:
                if step == "off":
                    actions.switch_off(by=BY, account=one)
                elif step == "on":
                    actions.switch_on(by=BY, account=one)
                else:
                    actions.change_account(by=BY, account=one, name="x", role=Role(step))
            except LastAdministrator:
                continue
        assert any(line.is_active and line.role == Role.ADMINISTRATOR for line in accounts())
