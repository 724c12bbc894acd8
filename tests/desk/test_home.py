"""The first page: the question with its box, and what others said."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.answer.actions import send
from huiyin.desk.queries.home import GREETING
from huiyin.handle.rules import Ending
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Consent
from huiyin.places.rules import Publication
from huiyin.publish.actions import refresh_public
from huiyin.rate.actions import rate
from tests import make

pytestmark = pytest.mark.django_db

TEXT = "清溪镇柳树村的自来水又黄又浑，已经三天了。"


@pytest.fixture(autouse=True)
def county() -> None:
    make.office()


def said(text: str = TEXT, *, solved: bool = False, consent: Consent = Consent.PUBLIC) -> None:
    receipt = make.received(text, place="柳树村", consent=consent, lat=36.45, lon=101.45)
    if solved:
        case = Case.objects.get(pk=receipt.case_id)
        send(by="account:1", case=case, text="滤网换好了，水清了。", ending=Ending.SOLVED, basis="《供水条例》第8条")
        rate(message=Message.objects.get(pk=receipt.message_id), level=5, solved="yes")
    refresh_public(by="test", case_ids=[receipt.case_id])


def home(client: Client) -> str:
    page = client.get("/")
    assert page.status_code == 200
    assert not page.cookies
    return page.content.decode()


def test_the_question_stands_first_and_the_box_right_there(client: Client) -> None:
    html = home(client)
    assert "您想说什么" in html
    assert '<textarea id="text" name="text"' in html
    assert 'action="/tell/"' in html
    assert 'action="/track/"' in html


def test_before_anything_was_said_there_are_no_empty_lists(client: Client) -> None:
    html = home(client)
    assert 'id="solved"' not in html
    assert 'id="said"' not in html


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("您好\u3002情况是这样的\u3002", "情况是这样的\u3002"),
        ("来信人您好\uff1a路灯换好了\u3002", "路灯换好了\u3002"),
        ("尊敬的居民\uff0c您好\uff01水来了\u3002", "尊敬的居民\uff0c您好\uff01水来了\u3002"),
        ("Dear resident, the lamp is mended.", "the lamp is mended."),
        ("路灯换好了\u3002您好好休息\u3002", "路灯换好了\u3002您好好休息\u3002"),
    ],
)
def test_a_card_leaves_the_greeting_out(answer: str, left: str) -> None:
    assert GREETING.sub("", answer) == left


def test_what_was_solved_and_what_others_said(client: Client) -> None:
    said(solved=True)
    said("石坪乡的路灯不亮了，晚上走路害怕。")
    html = home(client)
    assert "滤网换好了" in html
    assert "来信说" not in html  # the title says it all already
    assert "路灯不亮" in html
    assert '<svg class="map-drawn"' in html


def test_nothing_is_shown_that_its_sender_or_the_office_keeps(client: Client) -> None:
    said(consent=Consent.OFFICE)
    assert "又黄又浑" not in home(client)
    said()
    assert "又黄又浑" in home(client)
    make.office(publication=Publication.OFFICE)
    assert "又黄又浑" not in home(client)


def test_the_first_page_takes_few_statements_and_is_light(client: Client) -> None:
    for _ in range(12):
        said(solved=True)
    home(client)
    with CaptureQueriesContext(connection) as queries:
        html = home(client)
    assert len(queries) <= 4
    assert len(html) < 40_000
