"""Thin layers around every page: the reader's language, honest answers when nothing could be stored or read."""

from collections.abc import Callable
from typing import Any, Final

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from huiyin.places.kept import notice
from huiyin.web import errors
from huiyin.web.language import reader_language

Page = Callable[[HttpRequest], HttpResponse]

LARGEST_ID: Final = 2**63 - 1
"""What a row's id can be in either database."""

_PLAIN: Final = frozenset({400, 405, 413, 429})
"""Statuses that Django and its packages answer with a bare line of English."""


def language(page: Page) -> Page:
    """The language of the cookie, or of the browser if it is one of ours, or 中文."""

    def run(request: HttpRequest) -> HttpResponse:
        code = reader_language(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = page(request)
            response.headers.setdefault("Content-Language", code)
            response.headers.setdefault("Vary", "Cookie, Accept-Language")
            return response

    return run


def packed(page: Page) -> Page:
    """What everybody may read is sent compressed: a third of the bytes on a slow net.

    A page with a secret on it is not, because the size of a compressed page can give a secret away (the BREACH attack):
    the receipt and the page of a tracking code, also by the interface for programs, and whatever somebody signed in
    sees. Nor are long downloads, which are streamed.
    """
    pack = GZipMiddleware(page).process_response

    def run(request: HttpRequest) -> HttpResponse:
        response = page(request)
        if not response.streaming and not _may_hold_a_secret(request):
            pack(request, response)  # in its place
        return response

    return run


def _may_hold_a_secret(request: HttpRequest) -> bool:
    secret = request.path.startswith(("/m/", "/office/", "/api/"))
    return secret or request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES


def kept_private(page: Page) -> Page:
    """What the office reads stays in no browser and no cache between: whoever sits down next sees nothing of it."""

    def run(request: HttpRequest) -> HttpResponse:
        response = page(request)
        if request.path.startswith("/office/") or settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return run


def up_to_date(page: Page) -> Page:
    """No page shows areas, departments or an office as they were before another process changed them."""

    def run(request: HttpRequest) -> HttpResponse:
        notice()
        return page(request)

    return run


def guarded(page: Page) -> Page:
    """The content security policy of every page. No page needs a nonce, so it is written once and not for each."""
    policy = build_policy()

    def run(request: HttpRequest) -> HttpResponse:
        response = page(request)
        response.headers[HEADER] = policy
        return response

    return run


def unreceived(page: Page) -> Page:
    """A full disk or a locked database: 503 and a plain sentence, never a code for what was not stored."""

    def run(request: HttpRequest) -> HttpResponse:
        return page(request)

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return errors.unavailable(request, problem) if errors.is_unavailable(problem) else None

    run.process_exception = process_exception  # type: ignore[attr-defined]
    return run


def readable(page: Page) -> Page:
    """What no page could read is refused before any page; what is refused in a bare line gets its page or its JSON.

    A NUL byte in the address or a cookie, which PostgreSQL cannot even look for, is 400, and so are a length that is
    no number and a form that says it is not in UTF-8. The id of no row is 404.
    """

    def run(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if _holds_nul(request) or not (length.isascii() and length.isdigit()) or not _is_utf8(request):
            return errors.answer(request, 400)
        response = page(request)
        return _in_words(request, response) if response.status_code in _PLAIN else response

    def process_view(
        request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], given: dict[str, Any]
    ) -> None:
        if any(isinstance(value, int) and value > LARGEST_ID for value in given.values()):
            raise Http404

    run.process_view = process_view  # type: ignore[attr-defined]
    return run


def _holds_nul(request: HttpRequest) -> bool:
    query = str(request.META.get("QUERY_STRING", ""))
    return "\x00" in request.path or "%00" in query or "\x00" in query or "\x00" in "".join(request.COOKIES.values())


def _is_utf8(request: HttpRequest) -> bool:
    """Whether a body is in UTF-8, as every browser sends it: some of the other encodings are no encodings of text."""
    said = (request.content_params or {}).get("charset", "utf-8")
    return said.strip("\"' ").lower() in {"utf-8", "utf8"}


def _in_words(request: HttpRequest, bare: HttpResponse) -> HttpResponse:
    if not _is_bare(bare):
        return bare
    found = errors.answer(request, bare.status_code)
    for name in ("Allow", "Retry-After"):
        if name in bare.headers:
            found.headers[name] = bare.headers[name]
    return found


def _is_bare(response: HttpResponseBase) -> bool:
    """Whether there is nothing but a line of text: no page, no part of a page, no JSON."""
    return isinstance(response, HttpResponse) and not response.content.lstrip().startswith((b"<", b"{"))
