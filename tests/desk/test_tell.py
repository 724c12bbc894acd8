"""Tell us: the form, what it forgives, what it refuses, and the receipt."""

import io
import re
import secrets
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pytest_django import Settings

from huiyin.hear import codes
from huiyin.hear.models import Attachment, Case, Message
from huiyin.hear.rules import LONGEST_TEXT, Consent, Kind
from huiyin.people.vault import Reach, Sealed, unseal
from huiyin.places.rules import Publication
from huiyin.publish.actions import refresh_public
from huiyin.rate.actions import rate
from huiyin.understand.jobs import read
from tests import make

TEXT = "清溪镇柳树村的自来水又黄又浑，已经三天了。"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county(tmp_path: Any, settings: Settings) -> None:
    settings.HUIYIN_FILES = tmp_path
    make.office()


def send(client: Client, address: str = "/tell/", **fields: Any) -> HttpResponse:
    given = {"once": secrets.token_urlsafe(16), "kind": "request", "consent": "public", "text": TEXT, **fields}
    return client.post(address, given)  # type: ignore[return-value]


def code_on(page: HttpResponse) -> str:
    found = re.search(r"/m/([0-9A-Z-]+)/", page.content.decode())
    assert found, page.content.decode()[:2000]
    code = codes.read(found[1])
    assert code
    return code


def photo(name: str = "a.jpg") -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")


def test_a_message_is_sent_and_its_code_is_shown_once(client: Client) -> None:
    page = send(client, place="柳树村", phone=" 138 0000 0000 ")
    assert page.status_code == 200
    message = Message.objects.get()
    assert message.code_digest == codes.digest(settings.HUIYIN_CODE_KEY.encode(), code_on(page))
    assert (message.text, message.kind, message.consent) == (TEXT, Kind.REQUEST, Consent.PUBLIC)
    assert message.area is not None
    assert message.area.name == "柳树村"
    assert message.contact is not None
    sealed = Sealed(bytes(message.contact.sealed), bytes(message.contact.nonce), message.contact.key_id)
    assert unseal(sealed) == Reach(phone="138 0000 0000")
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies


def test_sending_the_same_form_again_shows_the_same_code(client: Client) -> None:
    once = secrets.token_urlsafe(16)
    first, second = send(client, once=once), send(client, once=once)
    assert code_on(first) == code_on(second)
    assert Message.objects.count() == 1


def test_the_form_needs_no_cookie_and_no_script() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/tell/")
    assert page.status_code == 200
    assert not page.cookies
    assert send(client).status_code == 200


def test_words_of_the_first_page_are_put_into_the_form(client: Client) -> None:
    page = client.post("/tell/", {"text": TEXT})
    assert page.status_code == 200
    assert TEXT in page.content.decode()
    assert 'role="alert"' not in page.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01"])
def test_nothing_written_is_said_so(client: Client, text: str) -> None:
    page = send(client, text=text, place="柳树村")
    assert page.status_code == 422
    assert "请写上几句" in page.content.decode()
    assert 'value="柳树村"' in page.content.decode()
    assert not Case.objects.exists()


def test_too_long_is_said_so_and_all_of_it_is_still_there(client: Client) -> None:
    page = send(client, text="水" * (LONGEST_TEXT + 1))
    assert page.status_code == 422
    assert f"{LONGEST_TEXT + 1} 字" in page.content.decode()
    assert "水" * (LONGEST_TEXT + 1) in page.content.decode()
    assert send(client, text="水" * 1_000_000).status_code in (413, 422)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"lat": "abc", "lon": "1e999"},
        {"lat": "95", "lon": "10"},
        {"lat": "nan", "lon": "10"},
        {"same": "1; DROP TABLE"},
        {"same": "9" * 30},
        {"once": "<script>"},
        {"once": ""},
        {"place": "\u202e河\x00"},
        {"name": "x\x00y"},
        {"kept": "forged"},
    ],
)
def test_odd_fields_that_nobody_types_do_no_harm(client: Client, odd: dict[str, str]) -> None:
    page = send(client, **odd)
    assert page.status_code == 200
    code_on(page)
    assert Message.objects.get().lat is None


@pytest.mark.parametrize("odd", [{"kind": "wrongdoing"}, {"kind": "x"}, {"consent": "everybody"}, {"email": "no"}])
def test_what_is_not_offered_is_not_taken(client: Client, odd: dict[str, str]) -> None:
    page = send(client, **odd)
    assert page.status_code == 422
    assert not Message.objects.exists()


def test_anonymous_and_reachable_is_a_contradiction(client: Client) -> None:
    page = send(client, consent="anonymous", phone="13800000000")
    assert page.status_code == 422
    assert "匿名" in page.content.decode()
    assert not Message.objects.exists()


def test_photos_are_kept_without_their_place(client: Client) -> None:
    send(client, attached=[photo(), photo("b.jpg")])
    [first, second] = Attachment.objects.order_by("id")
    assert first.file == second.file
    assert (first.media_type, first.width) == ("image/jpeg", 60)
    assert (settings.HUIYIN_FILES / first.file).is_file()


def test_a_file_that_cannot_be_taken_is_named_and_the_others_are_not_asked_for_again(client: Client) -> None:
    page = send(client, attached=[photo(), SimpleUploadedFile("b.jpg", b"PK\x03\x04zip")])
    html = page.content.decode()
    assert page.status_code == 422
    assert "“b.jpg”不是照片" in html
    assert TEXT in html
    assert not Message.objects.exists()
    [token] = re.findall(r'name="kept" value="([^"]+)"', html)
    assert send(client, kept=token).status_code == 200
    assert Attachment.objects.count() == 1


def test_at_most_five_files(client: Client) -> None:
    page = send(client, attached=[photo(f"{n}.jpg") for n in range(6)])
    assert page.status_code == 422
    assert "“5.jpg”没有收" in page.content.decode()


def test_far_too_much_is_refused_before_it_is_read(client: Client) -> None:
    page = client.post("/tell/", {"once": "x", "text": TEXT}, CONTENT_LENGTH="900000000")
    assert page.status_code == 413
    assert client.post("/tell/", {f"f{n}": "1" for n in range(300)}).status_code == 413
    assert not Message.objects.exists()


def test_a_full_disk_gives_no_code(client: Client) -> None:
    """The database refuses every write: the page says so and shows no code."""

    def full(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT"):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        page = send(client)
    assert page.status_code == 503
    assert "/m/" not in page.content.decode()


def test_the_closed_road_says_who_reads_it_and_offers_nothing(client: Client) -> None:
    html = client.get("/tell/wrongdoing/").content.decode()
    assert "纪委监委" in html
    assert "data-similar-url" not in html
    assert "data-map" not in html
    page = send(client, "/tell/wrongdoing/", consent="office", text="村主任收了钱", lat="36.5", lon="101.5", same="1")
    code_on(page)
    message = Message.objects.get()
    assert (message.kind, message.consent, message.lat) == (Kind.WRONGDOING, Consent.OFFICE, None)


def test_the_closed_road_cannot_be_made_public(client: Client) -> None:
    assert send(client, "/tell/wrongdoing/", consent="public").status_code == 422


def published(text: str, **said: Any) -> int:
    receipt = make.received(text, **said)
    read([f"message:{receipt.message_id}"])
    refresh_public(by="test", case_ids=[receipt.case_id])
    return receipt.case_id


def similar(client: Client, **fields: str) -> str:
    page = client.post("/tell/similar/", {"kind": "request", **fields})
    assert page.status_code == 200
    return page.content.decode()


def test_similar_open_cases_are_offered_and_joined(client: Client) -> None:
    case = published(TEXT, place="柳树村")
    html = similar(client, text="柳树村自来水又黄又浑，三天了没人管", place="柳树村")
    assert f'name="same" value="{case}"' in html
    send(client, text="柳树村自来水又黄又浑，三天了没人管", place="柳树村", same=str(case))
    assert Case.objects.get().message_count == 2


def test_nothing_is_offered_that_its_sender_keeps_to_the_office(client: Client) -> None:
    published(TEXT, place="柳树村", consent=Consent.OFFICE)
    published(TEXT, place="柳树村", kind=Kind.WRONGDOING)
    assert similar(client, text=TEXT, place="柳树村").strip() == ""


def test_nothing_is_offered_before_the_office_publishes(client: Client) -> None:
    published(TEXT, place="柳树村")
    make.office(publication=Publication.OFFICE)
    assert similar(client, text=TEXT, place="柳树村").strip() == ""


def test_what_cannot_be_compared_is_not(client: Client) -> None:
    for text in ("", "水", "😀" * 100, "水" * 100_000):
        similar(client, text=text, lat="x", lon="1")


def test_looking_for_similar_ones_takes_few_statements(client: Client) -> None:
    for _ in range(5):
        published(TEXT, place="柳树村")
    similar(client, text=TEXT, place="柳树村")
    with CaptureQueriesContext(connection) as queries:
        similar(client, text=TEXT, place="柳树村")
    assert len(queries) <= 4


@pytest.mark.parametrize("address", ["/tell/", "/tell/wrongdoing/", "/track/"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_are_light_and_need_no_statement_of_their_own(client: Client, address: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert len(page.content) < 40_000
    assert len(queries) == 0
    assert f'lang="{language}"' in page.content.decode()


def asked_and_answered(text: str, **said: Any) -> int:
    receipt = make.received(text, kind=Kind.QUESTION, **said)
    read([f"message:{receipt.message_id}"])
    make.answered(Case.objects.get(pk=receipt.case_id), ending="explained")
    refresh_public(by="test", case_ids=[receipt.case_id])
    return receipt.case_id


ASKED = "请问办老年人乘车卡要带什么材料，在哪里办？"


def test_a_question_that_was_answered_before_is_answered_at_once(client: Client) -> None:
    case = asked_and_answered(ASKED)
    html = similar(client, kind="question", text="我想问一下，办老年人乘车卡要带什么材料？")
    assert make.ANSWER in html
    assert f'href="/cases/{case}/"' in html
    assert 'name="same"' not in html
    assert make.ANSWER not in similar(client, kind="request", text=ASKED)
    assert make.ANSWER not in similar(client, kind="question", text="水库那边什么时候能修好路灯呢")


def test_no_answer_is_offered_that_not_everybody_may_read(client: Client) -> None:
    asked_and_answered(ASKED, consent=Consent.OFFICE)
    assert similar(client, kind="question", text=ASKED).strip() == ""
    asked_and_answered(ASKED)
    make.office(publication=Publication.OFFICE)
    assert similar(client, kind="question", text=ASKED).strip() == ""


@pytest.mark.parametrize("word", [{"level": 2}, {"solved": "no"}, {"level": 1, "solved": "partly"}], ids=str)
def test_an_answer_that_left_somebody_unhappy_is_not_given_again(client: Client, word: dict[str, Any]) -> None:
    case = asked_and_answered(ASKED)
    rate(message=Message.objects.get(case=case), level=5, solved="yes")
    refresh_public(by="test", case_ids=[case])
    assert make.ANSWER in similar(client, kind="question", text=ASKED)
    rate(message=Message.objects.get(case=case), **word)
    refresh_public(by="test", case_ids=[case])
    assert make.ANSWER not in similar(client, kind="question", text=ASKED)


def test_looking_for_known_answers_takes_few_statements(client: Client) -> None:
    for _ in range(5):
        asked_and_answered(ASKED)
    similar(client, kind="question", text=ASKED)
    with CaptureQueriesContext(connection) as queries:
        assert make.ANSWER in similar(client, kind="question", text=ASKED)
    assert len(queries) == 5
