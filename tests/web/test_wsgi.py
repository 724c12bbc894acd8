"""The program as a server calls it: before any page, only the request itself can break."""

from collections.abc import Callable
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from huiyin.web.wsgi import application

pytestmark = pytest.mark.django_db(transaction=True)  # the server closes what an earlier request left open


def status_of(**environ: object) -> str:
    """What a server is told."""
    asked: dict[str, object] = {**environ, "HTTP_HOST": "localhost"}
    setup_testing_defaults(asked)
    told: list[str] = []

    def begin(status: str, _headers: object, _problem: object = None, /) -> Callable[[bytes], object]:
        told.append(status)
        return lambda _data: None

    answer = application(asked, begin)
    getattr(answer, "close", lambda: None)()
    return told[0]


@pytest.mark.parametrize("charset", ["zip", "punycode", "utf-7", "idna", "none"])
def test_an_address_sent_with_an_encoding_that_is_none_is_refused(charset: str) -> None:
    kind = f"text/plain; charset={charset}"
    assert status_of(PATH_INFO="/around/", QUERY_STRING="q=%E6%B0%B4", CONTENT_TYPE=kind).startswith("400")


def test_an_address_is_read_as_utf_8() -> None:
    kind = "text/plain; charset=utf-8"
    assert status_of(PATH_INFO="/contact/", QUERY_STRING="q=%E6%B0%B4", CONTENT_TYPE=kind).startswith("200")
    body = b"text=%E6%B0%B4"
    sent = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
    assert status_of(PATH_INFO="/tell/", CONTENT_TYPE="application/x-www-form-urlencoded", **sent).startswith("200")
