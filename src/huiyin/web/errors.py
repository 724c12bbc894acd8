"""When something cannot be answered: a page for people, one sentence as JSON for machines, in the reader's language.

Each says what happened, what was kept, what to do next. Never a stack trace, nor what was sent.
"""

import errno
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.web.language import reader_language

log = structlog.get_logger()

SENTENCES: Final[Mapping[int, str | Promise]] = {
    400: _("Something in the address or the form is not as it should be. Nothing was changed."),
    403: _("This page is not open to you"),
    404: _("There is nothing here"),
    405: _("That does not work this way"),
    413: _("Too large to take"),
    429: _("Too many at once"),
    500: _("Something broke here"),
    503: _("Not received. Please try again"),
}
"""Every status of which there is a page `web/<status>.html`, and what JSON says instead of the page."""

_BARE: Final = frozenset({500, 503})
"""Pages that need no database, no session and no context."""

_NO_ROOM: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}
)
"""What the disk says when it takes nothing more."""


def answer(request: HttpRequest, status: int) -> HttpResponse:
    """The page, or the JSON, of this status."""
    with translation.override(reader_language(request)):
        if wants_json(request):
            return JsonResponse({"error": str(SENTENCES[status])}, status=status)
        if status in _BARE:
            return HttpResponse(loader.get_template(f"web/{status}.html").render(), status=status)
        return render(request, f"web/{status}.html", status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks, not a person."""
    return request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413: the request could not be read, or is too large to be read."""
    return answer(request, 413 if isinstance(exception, (RequestDataTooBig, TooManyFilesSent)) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this."""
    return answer(request, 403)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old or came from elsewhere."""
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also for what the reader may not know of."""
    return answer(request, 404)


def is_unavailable(problem: BaseException | None) -> bool:
    """Whether nothing could be stored or read: the database is locked, full or gone, or the disk is full."""
    if isinstance(problem, OSError):
        return problem.errno in _NO_ROOM
    return isinstance(problem, (OperationalError, InterfaceError))


def unavailable(request: HttpRequest, problem: BaseException) -> HttpResponse:
    """503: not received, please try again."""
    _note("unavailable", problem)
    found = answer(request, 503)
    found.headers["Retry-After"] = "30"
    return found


def broken(request: HttpRequest) -> HttpResponse:
    """What no page caught: mostly our fault (500), but also a database that is gone, or a sender who went away."""
    problem = sys.exception()
    if problem is not None and is_unavailable(problem):
        return unavailable(request, problem)
    if isinstance(problem, UnreadablePostError):
        return answer(request, 400)
    _note("broken", problem)
    return answer(request, 500)


def _note(event: str, problem: BaseException | None) -> None:
    """For whoever keeps the machine; on a full disk not even this may be possible."""
    with suppress(OSError):
        log.error(event, error=type(problem).__name__)
