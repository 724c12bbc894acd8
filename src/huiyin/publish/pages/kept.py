"""Pages that read the same for everybody are written once, until anything happens."""

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from huiyin.ledger.kept import Kept
from huiyin.places.kept import forgotten_with

Page = Callable[..., HttpResponse]

MOST_PAGES: Final = 200
LONGEST_ADDRESS: Final = 400
SECONDS: Final = 60
"""Pages say "three minutes ago": not for longer than this."""

_kept: Kept[HttpResponse] = Kept(most=MOST_PAGES)
forgotten_with(_kept.clear)


def kept(page: Page) -> Page:
    """For a page that depends on nothing but its address, the language and what is stored. One statement if it is kept.

    Whoever has signed in, or has something to be told, gets a page of their own: those know more than the address.
    """

    @wraps(page)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = request.get_full_path()
        if {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES) or len(address) > LONGEST_ADDRESS:
            return page(request, *args, **kwargs)
        asked = (page.__module__, address, get_language(), timezone.localdate(), int(monotonic() // SECONDS))
        written = _kept.get(asked, lambda: page(request, *args, **kwargs))
        return HttpResponse(written.content, status=written.status_code, headers=dict(written.headers))

    return run
