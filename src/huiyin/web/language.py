"""The reader's language: of the cookie, or of the browser if it is one of ours, or 中文."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme


def reader_language(request: HttpRequest) -> str:
    """One of the program's languages."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or translation.get_language_from_request(request)
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Set the language and go back to the page; the choice is kept in a cookie and nowhere else."""
    following = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        following = "/"
    answer = HttpResponseRedirect(following)
    if code in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=31_536_000, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return answer
