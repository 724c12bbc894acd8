"""Publication is staged: before its time a page says so, in plain words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.publish.access import reads

Page = Callable[..., HttpResponseBase]

FIGURES = frozenset({"board", "board_csv", "board_json"})
"""The pages of figures; the others show what residents said and what became of it."""


def staged(page: Page) -> Page:
    """Let in whoever may read by the office's stage of publication; others are told that it is not public yet."""

    @require_safe
    @wraps(page)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return page(request, *args, **kwargs) if reads(request) else not_yet(request)

    return run


def not_yet(request: HttpRequest) -> HttpResponse:
    """403, with what can be seen already and what to do instead."""
    asked = request.resolver_match.url_name if request.resolver_match else ""
    return render(request, "publish/not_yet.html", {"about_figures": asked in FIGURES}, status=403)
