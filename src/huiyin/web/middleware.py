"""Two thin layers around every page: the reader's language, and honesty when nothing could be stored."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from huiyin.web import errors

log = structlog.get_logger()
Page = Callable[[HttpRequest], HttpResponse]

LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


def language(page: Page) -> Page:
    """The language of the cookie, or of the browser if it is one of ours, or 中文."""

    def run(request: HttpRequest) -> HttpResponse:
        code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or translation.get_language_from_request(
            request
        )
        code = code if code in LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = page(request)
            response.headers.setdefault("Content-Language", code)
            response.headers.setdefault("Vary", "Cookie, Accept-Language")
            return response

    return run


def unreceived(page: Page) -> Page:
    """A full disk or a locked database: 503 and a plain sentence, never a code for what was not stored."""

    def run(request: HttpRequest) -> HttpResponse:
        return page(request)

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, (OperationalError, InterfaceError)):
            log.error("database.unavailable", error=type(problem).__name__)
            return errors.unavailable(request)
        return None

    run.process_exception = process_exception  # type: ignore[attr-defined]
    return run
