"""Whatever comes in, by whatever form or address: a sentence, the right status, nothing half-written."""

import io
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from huiyin.handle.actions import assign, load_limits
from huiyin.hear import codes
from huiyin.hear.models import Case, Message
from huiyin.ledger.models import Entry
from huiyin.methods.text import clean
from huiyin.people.rules import Role
from huiyin.people.vault import Reach
from huiyin.publish.actions import count_figures, refresh_public
from huiyin.understand.actions.messages import read
from huiyin.understand.models import Guess
from tests import make
from tests.programme import build
from tests.web.crawl import ADDRESSES, Address, forms, mutations

pytestmark = pytest.mark.django_db
ONE_MB = "水" * 340_000

VALUES = [
    "\x00", "a\x00b", "\x01\x07\x1b[31m\x7f", "\ufffe\uffff", "😀👨‍👩‍👧", "\u202egnp.exe\u2066", "a" + "\u0301" * 500,
    "'; DROP TABLE hear_message; --", '"*NEAR(AND-:', "{{ 7*7 }}<script>alert(1)</script>", "../../etc/passwd",
    "9" * 40, "-1", "1e999", "NaN", "Infinity", "0x10", "１２", "2026-02-30", "99999-01-01", "0001-01-01", "x" * 30_000,
    " ", "on", "null", "[]", "%ED%A0%80",
]  # fmt: skip
NUMBERS = ["99999999999999999999", "9" * 5000, "0", "-1", "%EF%BC%91", "%00"]
NAMES = ["9" * 5000, "%00", "%ff%fe", "%ED%A0%80", "%E2%80%AE", "%2e%2e", "'--", "{{7*7}}"]
QUERIES = [
    "q=%22*NEAR(AND-:", "q=%ff%fe&next=//evil.example", "&&&=&=x&;", "q=" + "%E6%B0%B4" * 3000, "q=%00",
    "before=garbage", "after=2026-13-45_1", "after=0001-01-01_0", "before=9999-12-31_99999999999999999999",
    "area=99999999999999999999&category=-1&department=x", "state=%F0%9F%98%80", "period=" + "9" * 40, "period=0000",
    "period=2026-00", "time=-1", "measure=x&of=whole&without=case_id", "measure=solved&without=department&period=year",
    "by=x&sort=-x", "bbox=nan,nan,nan,nan", "bbox=-inf,0,inf,1", "bbox=1e999,0,1,1", "bbox=0,0,0,0", "bbox=1,2,3",
    "bbox=-180,-90,180,90", "page=-1", "kind=wrongdoing", "lat=NaN&lon=1e999", "a[]=1&a[]=2",
    "since=2026-02-30&until=99999-01-01", "case=99999999999999999999&at=-1&hot_issue=" + "9" * 40,
]  # fmt: skip
ASKED = frozenset({
    "set_language", "home", "tell", "around", "points", "export", "feed", "board", "board_csv", "board_json", "how",
    "projects", "sign_in", "queue", "morning",
})  # fmt: skip
"""Addresses that read what is asked for behind the question mark."""


def in_parts(*lines: bytes, content: bytes = b"z") -> tuple[str, bytes]:
    """A form of one field, in several parts as browsers send it."""
    return "multipart/form-data; boundary=x", b"\r\n".join([b"--x", *lines, b"", content, b"--x--", b""])


FIELD = b'Content-Disposition: form-data; name="text"'
URLENCODED = "application/x-www-form-urlencoded"
BODIES = [
    ("multipart/form-data; boundary=x", b"--x\r\n" + FIELD + b"\r\n\r\nhalf a mess"),
    ("multipart/form-data", b"no boundary at all"),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
    ("multipart/form-data; boundary=\xff", b"--x--"),
    in_parts(FIELD + b"; filename*=none''%ff"),
    in_parts(FIELD + b'; filename="\x00../../x"'),
    in_parts(FIELD, b"Content-Transfer-Encoding: base64", content=b"\xff!"),
    in_parts(FIELD, b"Content-Type: text/plain; charset=none", content=b"a\xff"),
    (URLENCODED, b"text=%ff%fe&once=%00&consent=%ED%A0%80&%00=%00"),
    (URLENCODED, b"\xff\xfe\x00=\x00\xd8"),
    (URLENCODED + "; charset=none", b"text=a"),
    (URLENCODED + "; charset=utf-16", b"text=a"),
    ("multipart/form-data; boundary=x; charset=utf-7", in_parts(FIELD, content=b"+2AA-")[1]),
    ("multipart/form-data; boundary=x; charset=zip", in_parts(FIELD)[1]),
    (URLENCODED, b"&".join(b"f%d=1" % number for number in range(300))),
    (URLENCODED, b"text=" + b"a" * 3_000_000),
    ("application/json", b'{"text": "\\ud800"}'),
    ("text/plain", b"text=a"),
    ("", b"\x00\xff"),
]


@pytest.fixture
def known() -> dict[str, Any]:
    """A small office in which every address leads somewhere: an answered case with its project, and one in hand."""
    make.office()
    load_limits(by=make.BY)
    told, waits = make.received(place="柳树村"), make.received("上沟村的路灯不亮了。", reach=Reach(phone="13800000000"))
    answered = make.answered(Case.objects.get(pk=told.case_id))
    assign(by=make.BY, case=Case.objects.get(pk=waits.case_id), department=make.department("water"))
    read(by=make.BY, message_ids=[told.message_id, waits.message_id])
    project = build.project(answered)
    refresh_public(by=make.BY, case_ids=[told.case_id, waits.case_id])
    count_figures(by=make.BY)
    return {
        "code": codes.shown(told.code), "case_id": waits.case_id, "message_id": waits.message_id,
        "project_id": project.pk, "number": 1, "file_id": 1, "word_id": 1, "kind": "areas",
        "guess_id": Guess.objects.filter(message=waits.message_id).latest("pk").pk,
        "sheet_id": make.kept_sheet(),
        "account_id": make.account(Role.LEADER, username="forgetful").pk,
    }  # fmt: skip


def reader(address: Address) -> Client:
    """Somebody for whom this address is meant."""
    browser = Client(raise_request_exception=False)
    if address.route.startswith(("office/set-up", "office/accounts")):
        browser.force_login(make.account(Role.ADMINISTRATOR))
    elif address.route.startswith("office/") and address.name not in {"sign_in"}:
        browser.force_login(make.account(Role.CLERK))
    return browser


def is_answered(answer: Any, *what: object) -> None:
    assert answer.status_code < 500, (answer.status_code, *(str(one)[:300] for one in what))
    if answer.status_code in {400, 404, 405, 413} and "html" in answer.headers.get("Content-Type", ""):
        assert b"<h1" in b"".join(answer), (answer.status_code, *what)


def nothing_is_half_written() -> None:
    """Each message has its case and its entry; no text holds what breaks or hides."""
    messages = {f"message:{pk}" for pk in Message.objects.values_list("pk", flat=True)}
    told = Entry.objects.filter(kind__in=("hear.received", "hear.word_added")).values_list("subject", flat=True)
    assert set(told) == messages
    assert not Case.objects.filter(messages=None).exists()
    for said in Message.objects.values_list("title", "text", "place"):
        assert [clean(words) for words in said] == list(said)
    for model in apps.get_models():
        names = [f.name for f in model._meta.get_fields() if isinstance(f, (models.CharField, models.TextField))]
        for row in model._default_manager.values_list(*names) if names else ():
            assert not any("\x00" in words or "\ud800" in words for words in row if isinstance(words, str)), model


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_an_address_withstands(address: Address, known: dict[str, Any]) -> None:
    browser = reader(address)
    every_form_filled_in_wrongly(browser, address, known)
    what_stands_in_the_address(browser, address, known)
    what_comes_as_a_body(browser, address, known)
    nothing_is_half_written()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("import_sheet", {"source", "column0"}),
        ("tell", {"text", "kind", "consent", "lat", "once"}), ("my_message", {"level", "solved", "text"}),
        ("case", {"text", "ending", "department"}), ("start_project", {"title", "amount", "by_day"}),
        ("office_project", {"do"}), ("around", {"q", "area"}), ("sign_in", {"username", "password"}),
        ("set_up", {"name"}), ("accounts", {"username", "role"}), ("password", {"old_password"}), ("track", {"code"}),
    ],
)  # fmt: skip
def test_the_forms_are_found(name: str, fields: set[str], known: dict[str, Any]) -> None:
    """Without this, a page that changed its forms would be attacked no more, and nobody would notice."""
    address = next(address for address in ADDRESSES if address.name == name)
    page = reader(address).get(address.of(known))
    assert page.status_code == 200
    assert fields <= {field for form in forms(page.content.decode(), "") for field in form.values}


def every_form_filled_in_wrongly(browser: Client, address: Address, known: dict[str, Any]) -> None:
    page = browser.get(address.of(known))
    is_answered(page, address.name)
    if page.status_code == 200 and "html" in page.headers["Content-Type"]:
        for form in forms(page.content.decode(), address.of(known)):
            send = browser.post if form.method == "post" else browser.get
            for filled in mutations(form, VALUES):
                is_answered(send(form.action, filled), form.action, filled)


def what_stands_in_the_address(browser: Client, address: Address, known: dict[str, Any]) -> None:
    for part in address.parts:
        for value in NUMBERS if part in address.numbers else NAMES:
            path = address.with_part(known, part, value)
            is_answered(browser.get(path), path)
            is_answered(browser.post(path, {"text": "a"}), path)
    for query in QUERIES if address.name in ASKED else QUERIES[:3]:
        is_answered(browser.get(f"{address.of(known)}?{query}"), address.name, query)


def what_comes_as_a_body(browser: Client, address: Address, known: dict[str, Any]) -> None:
    takes_forms = browser.post(address.of(known)).status_code != 405
    some = BODIES[len(address.name) % 3 :: 3] if address.route.startswith("office/cases") else BODIES
    for kind, body in some if takes_forms else BODIES[:1]:
        is_answered(browser.generic("POST", address.of(known), body, content_type=kind), kind, body[:60])
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "BREW"):
        is_answered(browser.generic(method, address.of(known)), method)
    assert browser.head(address.of(known)).status_code < 500


def a_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("x", "x" * 10_000)
    return packed.getvalue()


FILES = [
    ("photo.jpg", a_zip()), ("photo.jpg", b""), ("photo.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 100),
    ("paper.pdf", b"%PDF-1.7\n%%EOF"), ("paper.pdf", b"%PDF-" + b"\xff" * 5000), ("../../x.jpg", b"x"),
    ("\u202egpj.exe", b"MZ"), ("a\x00.jpg", b"x"), ("", b"x"), ("n" * 500 + ".jpg", b"\x89PNG\r\n\x1a\n"),
    ("x.svg", b"<svg onload='alert(1)'/>"), ("x.gif", b"GIF89a" + b"\xff" * 30),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), FILES, ids=lambda value: str(value)[:16])
def test_a_file_that_is_none_is_refused_with_its_reason(name: str, data: bytes, known: dict[str, Any]) -> None:
    before = Message.objects.count()
    sent = {
        "kind": "request",
        "text": "路灯坏了",
        "consent": "office",
        "attached": SimpleUploadedFile(name or "x", data),
    }
    sent["once"] = "o" * 22
    answer = Client(raise_request_exception=False).post("/tell/", sent)
    assert answer.status_code == 422
    assert Message.objects.count() == before
    assert "路灯坏了" in answer.content.decode()


def test_a_megabyte_of_text_is_refused_and_not_lost(known: dict[str, Any]) -> None:
    before = Message.objects.count()
    answer = Client().post("/tell/", {"kind": "request", "text": ONE_MB, "consent": "office", "once": "o" * 22})
    assert answer.status_code == 422
    assert answer.content.decode().count("水") >= len(ONE_MB)
    assert Message.objects.count() == before


@pytest.mark.parametrize("text", [value for value in VALUES if clean(value).strip() and len(value) < 20_000])
def test_what_can_be_kept_is_kept_as_it_was_said(text: str, known: dict[str, Any]) -> None:
    Client().post("/tell/", {"kind": "request", "text": text, "consent": "office", "once": "o" * 22})
    assert Message.objects.latest("pk").text in {clean(text), clean(text).strip()}
