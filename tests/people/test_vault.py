"""Contacts are sealed, apart from what was said; each opening is recorded with its reason."""

from dataclasses import replace

import pytest
from django.utils import timezone
from pytest_django import Settings

from huiyin.ledger.models import Entry
from huiyin.people.actions import keep_contact, open_contact
from huiyin.people.models import Contact
from huiyin.people.vault import CannotOpen, Reach, seal, unseal

REACH = Reach(phone="13800000000", name="王秀兰", email="wang@example.cn", address="清溪镇柳树村3号")


def test_what_was_sealed_is_opened_again() -> None:
    assert unseal(seal(REACH)) == REACH
    assert seal(REACH) != seal(REACH)


def test_the_sealed_contact_shows_nothing() -> None:
    assert b"138" not in seal(REACH).data
    assert "王秀兰".encode() not in seal(REACH).data


def test_a_changed_bit_is_noticed() -> None:
    sealed = seal(REACH)
    with pytest.raises(CannotOpen, match="changed"):
        unseal(replace(sealed, data=bytes([sealed.data[0] ^ 1]) + sealed.data[1:]))


def test_another_key_opens_nothing(settings: Settings) -> None:
    sealed = seal(REACH)
    settings.HUIYIN_CONTACT_KEY = "another key"
    with pytest.raises(CannotOpen, match="holds key"):
        unseal(sealed)


def test_nothing_given_is_nothing() -> None:
    assert not Reach()
    assert Reach(name="王")


@pytest.mark.django_db
def test_opening_is_recorded_with_its_reason() -> None:
    pk = keep_contact(by="resident", reach=REACH, at=timezone.now())
    assert not Entry.objects.exists()
    assert open_contact(by="account:1", contact=pk, reason=" 要回电核实水质 ") == REACH
    entry = Entry.objects.get()
    assert (entry.kind, entry.actor, entry.subject) == ("people.contact_opened", "account:1", f"contact:{pk}")
    assert entry.facts == {"reason": "要回电核实水质"}


@pytest.mark.django_db
def test_without_a_reason_it_stays_closed() -> None:
    pk = keep_contact(by="resident", reach=REACH, at=timezone.now())
    with pytest.raises(ValueError, match="reason"):
        open_contact(by="account:1", contact=pk, reason="  ")
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_erased_contact_is_gone() -> None:
    with pytest.raises(Contact.DoesNotExist):
        open_contact(by="account:1", contact=404, reason="call back")
