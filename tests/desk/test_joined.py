"""The addresses of a case that was joined to another lead on to it, for whoever might open them before."""

import pytest
from django.test import Client

from huiyin.hear.models import Case
from huiyin.hear.rules import Consent
from huiyin.ledger.worker import run_all
from huiyin.people.rules import Role
from huiyin.understand.actions import merge, undo_merge
from tests import make
from tests.publish import build

pytestmark = pytest.mark.django_db

PUBLIC = ("/cases/{}/", "/cases/{}/feed.xml", "/api/v1/cases/{}")


@pytest.fixture(autouse=True)
def county() -> None:
    build.office()


def signed_in(role: Role, department: str = "") -> Client:
    client = Client()
    client.force_login(make.account(role, department=department))
    return client


def joined(*, consent: Consent = Consent.PUBLIC) -> tuple[Case, Case, str]:
    """A case that was joined to a second, which was joined to a third: the first, the third, and the first word."""
    one, two, three = build.handed(consent=consent), build.handed(text="停水了。"), build.handed(text="水管坏了。")
    first = merge(by=make.BY, cases=[one], into=two)
    merge(by=make.BY, cases=[Case.objects.get(pk=two.pk)], into=three)
    run_all()
    return one, three, first


@pytest.mark.parametrize("address", PUBLIC)
def test_what_everybody_could_read_leads_on(client: Client, address: str) -> None:
    one, three, _ = joined()
    page = client.get(address.format(one.pk), follow=True)
    assert page.redirect_chain == [(address.format(three.pk) if "api" not in address else str(three.pk), 302)]
    assert page.request["PATH_INFO"] == address.format(three.pk)
    assert page.status_code == 200


@pytest.mark.parametrize("address", PUBLIC)
def test_nobody_learns_of_a_case_that_only_the_office_reads(client: Client, address: str) -> None:
    one, _, _ = joined(consent=Consent.OFFICE)
    assert client.get(address.format(one.pk)).status_code == 404


def test_a_joining_taken_back_gives_the_address_back(client: Client) -> None:
    one, two = build.handed(), build.handed(text="停水了。")
    word = merge(by=make.BY, cases=[one], into=two)
    run_all()
    assert client.get(f"/cases/{one.pk}/").status_code == 302
    undo_merge(by=make.BY, word=word)
    run_all()
    assert client.get(f"/cases/{one.pk}/").status_code == 200


def test_the_office_is_led_on_with_its_list() -> None:
    one, three, _ = joined(consent=Consent.OFFICE)
    page = signed_in(Role.CLERK).get(f"/office/cases/{one.pk}/?state=all")
    assert (page.status_code, page.headers["Location"]) == (302, f"/office/cases/{three.pk}/?state=all")
    assert signed_in(Role.HANDLER, "roads").get(f"/office/cases/{one.pk}/").status_code == 404


def test_an_answer_written_while_the_case_was_joined_is_not_lost() -> None:
    one, three, _ = joined()
    given = {"text": "滤料已经换好，水清了。", "ending": "solved"}
    page = signed_in(Role.HANDLER, "water").post(f"/office/cases/{one.pk}/answer/", given)
    html = page.content.decode()
    assert page.status_code == 409
    assert given["text"] in html
    assert "这件事刚刚并到了另一件" in html
    assert f'action="/office/cases/{three.pk}/answer/' in html
    assert Case.objects.get(pk=three.pk).is_open
    assert signed_in(Role.HANDLER, "roads").post(f"/office/cases/{one.pk}/answer/", given).status_code == 404


def test_nothing_else_is_done_to_a_joined_case() -> None:
    one, three, _ = joined()
    before = Case.objects.filter(pk__in=[one.pk, three.pk]).values()
    kept = list(before)
    page = signed_in(Role.CLERK).post(f"/office/cases/{one.pk}/return/", {"reason": "不归我们管"})
    assert page.status_code == 409
    assert list(before.all()) == kept
