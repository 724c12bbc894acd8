"""Whatever cannot be answered is said in a page or in JSON, in the reader's language, with the right status."""

import gzip
import json

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.test import Client, RequestFactory

from huiyin.people.rules import Role
from huiyin.web import errors
from huiyin.web.middleware import LARGEST_ID, readable
from tests import make

pytestmark = pytest.mark.django_db

CHINESE = {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def asked(path: str = "/", **headers: str) -> HttpRequest:
    return RequestFactory().get(path, **headers)  # type: ignore[arg-type]


def raised(problem: BaseException, request: HttpRequest) -> HttpResponse:
    """What `handler500` answers while this problem is being handled."""
    try:
        raise problem
    except BaseException:  # noqa: BLE001 - as Django does
        return errors.broken(request)


@pytest.mark.parametrize("status", sorted(errors.SENTENCES))
def test_every_status_has_a_page_and_a_sentence_in_both_languages(status: int) -> None:
    pages = [errors.answer(asked("/", **language), status) for language in (CHINESE, ENGLISH)]
    texts = [errors.answer(asked("/api/v1/x", **language), status) for language in (CHINESE, ENGLISH)]
    assert {answer.status_code for answer in pages + texts} == {status}
    assert [b"<h1>" in page.content for page in pages] == [True, True]
    assert pages[0].content != pages[1].content
    said = [json.loads(text.content)["error"] for text in texts]
    assert said[1].isascii()
    assert not said[0].isascii()


@pytest.mark.parametrize("problem", [OperationalError("full"), InterfaceError("closed"), OSError(28, "no space left")])
def test_what_could_not_be_stored_is_not_received(problem: Exception) -> None:
    answer = raised(problem, asked())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "没收到".encode() in answer.content


@pytest.mark.parametrize("problem", [ValueError("code 1234-5678"), OSError(2, "no such file")])
def test_our_fault_is_a_page_without_a_trace(problem: Exception) -> None:
    answer = raised(problem, asked())
    assert answer.status_code == 500
    assert b"1234" not in answer.content
    assert b"Error" not in answer.content


def test_a_sender_who_went_away_is_nobodys_fault() -> None:
    assert raised(UnreadablePostError("gone"), asked()).status_code == 400


def test_too_large_is_told_from_unreadable() -> None:
    assert errors.bad_request(asked(), RequestDataTooBig("3 MB")).status_code == 413
    assert errors.bad_request(asked(), TooManyFieldsSent("201")).status_code == 400


def test_a_bare_refusal_gets_its_page_and_keeps_its_headers(client: Client) -> None:
    answer = client.get("/office/sign-out/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert b"<h1>" in answer.content


def test_a_page_of_its_own_is_left_alone() -> None:
    own = HttpResponse("<p>our own words</p>", status=413)
    assert readable(lambda request: own)(asked()) is own
    partial = HttpResponse('{"error": "said already"}', status=400, content_type="application/json")
    assert readable(lambda request: partial)(asked()) is partial
    bare = HttpResponseNotAllowed(["PUT"])
    assert b"<h1>" in readable(lambda request: bare)(asked()).content


@pytest.mark.parametrize("address", ["/contact/?q=%00", "/co%00ntact/", "/m/%00/", "/api/v1/cases?words=a%00b"])
def test_a_nul_byte_in_the_address_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_nul_byte_in_a_cookie_is_refused(client: Client) -> None:
    assert client.get("/contact/", HTTP_COOKIE='huiyin_session="abcdefgh\\000ijk"').status_code == 400


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "１２"])
def test_a_length_that_is_none_is_refused(client: Client, length: str) -> None:
    assert client.post("/tell/", {"text": "a"}, CONTENT_LENGTH=length).status_code == 400


@pytest.mark.parametrize("charset", ["utf-7", "zip", "punycode", "gb18030", "none"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_a_form_that_is_not_in_utf_8_is_refused(client: Client, kind: str, charset: str) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2AA-\r\n--x--\r\n'
    answer = client.generic("POST", "/tell/", form, content_type=f"{kind}; charset={charset}")
    assert (answer.status_code, b"<h1>" in answer.content) == (400, True)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_a_form_that_says_it_is_in_utf_8_is_read(client: Client, charset: str) -> None:
    make.office()
    form = "text=%E6%B0%B4&kind=request&consent=public&once=" + "a" * 32
    answer = client.post("/tell/", form, content_type=f"application/x-www-form-urlencoded; charset={charset}")
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/office/queue/", "/office/morning/", "/office/", "/board/"])
def test_what_the_office_reads_is_kept_by_no_browser_and_no_cache(client: Client, path: str) -> None:
    make.office()
    client.force_login(make.account(Role.CLERK))
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_what_everybody_reads_may_be_kept(client: Client) -> None:
    make.office()
    assert "Cache-Control" not in client.get("/board/").headers


@pytest.mark.parametrize("number", [LARGEST_ID + 1, 10**40])
def test_no_row_has_such_a_number(client: Client, number: int) -> None:
    assert client.get(f"/m/0000-0000-0000-0000-0/files/{number}/").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1", "x" * 300])
def test_an_unknown_host_is_refused(client: Client, host: str) -> None:
    answer = client.get("/contact/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert b"<h1>" in answer.content


def test_too_many_fields(client: Client) -> None:
    fields = {f"f{number}": "1" for number in range(300)}
    assert client.get("/lang/en/", fields).status_code == 400
    assert client.post("/track/", fields).status_code == 400


@pytest.mark.parametrize("path", ["/", "/around/", "/board/"])
def test_public_pages_are_sent_packed(client: Client, path: str) -> None:
    make.office()
    plain = client.get(path)
    small = client.get(path, HTTP_ACCEPT_ENCODING="gzip")
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) * 0.6
    assert b"<h1" in gzip.decompress(small.content)


@pytest.mark.parametrize("path", ["/m/0000-0000-0000-0000-0/", "/office/sign-in/"])
def test_pages_with_a_secret_are_not(client: Client, path: str) -> None:
    make.office()
    assert "Content-Encoding" not in client.get(path, HTTP_ACCEPT_ENCODING="gzip").headers


def test_nor_is_a_receipt_nor_anything_for_somebody_signed_in(client: Client) -> None:
    make.office()
    told = {"once": "a" * 32, "kind": "request", "text": "村口积水", "consent": "public"}
    receipt = client.post("/tell/", told, HTTP_ACCEPT_ENCODING="gzip")
    assert receipt.status_code == 200
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    for answer in (receipt, client.get("/board/", HTTP_ACCEPT_ENCODING="gzip")):
        assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/around/", "/office/sign-in/", "/nowhere/", "/api/v1/openapi.json"])
def test_every_answer_forbids_scripts_and_styles_from_elsewhere_and_written_into_the_page(path: str) -> None:
    policy = Client().get(path).headers["Content-Security-Policy"]
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    assert {parts[name] for name in ("script-src", "style-src", "form-action", "connect-src")} == {"'self'"}
    assert {parts[name] for name in ("base-uri", "frame-ancestors")} == {"'none'"}
