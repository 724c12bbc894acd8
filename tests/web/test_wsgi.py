"""The program as a server calls it: before any page, only the request itself can break."""

import subprocess
import sys
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


def test_every_page_is_loaded_before_the_first_reader_comes() -> None:
    """A second of imports belongs to the start, not to whoever opens the first page."""
    asked = "import sys, huiyin.web.wsgi; sys.exit('huiyin.desk.pages.home' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False, timeout=60).returncode == 0
