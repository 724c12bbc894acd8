"""Error pages: what happened, what was kept, what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def _error(request: HttpRequest, status: int) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json") or request.path.startswith("/api/"):
        return HttpResponse(
            '{"error": "%d"}' % status,
            status=status,
            content_type="application/json; charset=utf-8",
        )
    return render(request, f"web/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this."""
    return _error(request, 403)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old or came from elsewhere."""
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also for what the reader may not know of."""
    return _error(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; needs no database and no context."""
    return HttpResponse(loader.get_template("web/500.html").render(), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: not received, please try again; needs no database."""
    if request.path.startswith("/api/"):
        answer = HttpResponse('{"error": "not received, please try again"}', status=503)
        answer.headers["Content-Type"] = "application/json; charset=utf-8"
    else:
        answer = HttpResponse(loader.get_template("web/503.html").render(), status=503)
    answer.headers["Retry-After"] = "30"
    return answer
