"""The reader chooses a language; the choice is kept in a cookie and nowhere else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Set the language and go back to the page."""
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
