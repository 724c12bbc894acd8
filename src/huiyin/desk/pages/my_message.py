"""My message, by its tracking code: where it stands, and what I want to add or say of it.

Whoever has the code may read and write here; there is no cookie and no session, so a forged request would need
the code itself. That is why these forms are exempt from the check against forgery (which could not work either:
these pages send no referrer, and browsers then send no origin).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from huiyin.desk.forms.tell import RateForm, WordForm
from huiyin.desk.my_way import answers, for_sender, standing, stops
from huiyin.desk.queries.my_message import message_of, my_file, my_message
from huiyin.handle import actions as handle
from huiyin.handle.rules import Actor, NotAllowed
from huiyin.handle.words import why_not
from huiyin.hear import codes
from huiyin.hear.actions import add_word
from huiyin.hear.forms import new_once
from huiyin.hear.models import Message
from huiyin.hear.said import Said
from huiyin.rate.actions import rate as give_rating
from huiyin.rate.words import in_words

Page = Callable[..., HttpResponseBase]


def by_code(page: Page) -> Page:
    """Read the code of the address; what is no code, or nobody's, gets a page that helps. Nothing is kept anywhere."""

    @csrf_exempt
    @wraps(page)
    def run(request: HttpRequest, code: str, **more: Any) -> HttpResponseBase:
        known = codes.read(code)
        try:
            answer = page(request, known, **more) if known else _not_found(request, code)
        except Message.DoesNotExist:
            answer = _not_found(request, code)
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return run


@csrf_exempt
def track(request: HttpRequest) -> HttpResponse:
    """Enter a code. A typing error is told from an unknown code."""
    if request.method != "POST":
        return render(request, "desk/track.html")
    typed = request.POST.get("code", "").strip()[: codes.LONGEST_READ]
    if known := codes.read(typed):
        return redirect("my_message", codes.shown(known))
    answer = render(request, "desk/track.html", {"typed": typed, "is_wrong": True}, status=422)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
@by_code
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The whole way of my message."""
    return _show(request, code)


@require_POST
@by_code
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a word."""
    form = WordForm(request.POST)
    if not form.is_valid():
        return _show(request, code, word_form=form, status=422)
    add_word(by="resident", code=code, said=Said(text=form.cleaned_data["text"]), once=form.token)
    return _back(request, code, _("Added. Whoever handles it reads it now."))


@require_POST
@by_code
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """Say how content I am, and whether it is solved."""
    form = RateForm(request.POST)
    if not form.is_valid():
        return _show(request, code, rate_form=form, status=422)
    given = form.cleaned_data
    return _do(
        request, code, _("Thank you. Your word counts."),
        lambda message: give_rating(
            by="resident", message=message, level=given["level"], solved=given["solved"], comment=given["comment"],
            once=form.token,
        ),
    )  # fmt: skip


@require_POST
@by_code
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take it back."""
    return _do(
        request, code, _("You took it back. Nothing more is done about it."),
        lambda message: handle.withdraw(by="resident", case=message.case),
    )  # fmt: skip


@require_POST
@by_code
def look_again(request: HttpRequest, code: str) -> HttpResponse:
    """It cannot wait until the day that was named."""
    return _do(
        request, code, _("It is looked at again now."),
        lambda message: handle.resume(by="resident", case=message.case, actor=Actor.RESIDENT),
    )  # fmt: skip


@require_safe
@by_code
def file(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """A photo or paper of my own."""
    found = my_file(code, number)
    if found is None or not found.path.is_file():
        return _not_found(request, code)
    name = f"{number}{found.path.suffix}"
    answer = FileResponse(found.path.open("rb"), content_type=found.media_type, filename=name)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _do(request: HttpRequest, code: str, done: str, act: Callable[[Message], object]) -> HttpResponse:
    """Do what the rules allow; otherwise show how it stands, and why not."""
    message = message_of(code)
    try:
        act(message)
    except NotAllowed as problem:
        return _show(request, code, refused=why_not(problem), status=409)
    return _back(request, code, done)


def _show(
    request: HttpRequest,
    code: str,
    *,
    word_form: WordForm | None = None,
    rate_form: RateForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    found = my_message(code)
    if found is None:
        return _not_found(request, code)
    mine = for_sender(found)
    begun = {"once": new_once()}
    told = (
        {"level": mine.rating.level, "solved": mine.rating.solved, **begun} if mine.rating and mine.has_rated else begun
    )
    facts = {
        "mine": mine,
        "code": codes.shown(code),
        "code_parts": codes.shown(code).split("-"),
        "standing": standing(mine),
        "stops": stops(mine),
        "answers": answers(mine),
        "word_form": word_form or WordForm(initial=begun),
        "rate_form": rate_form or RateForm(initial=told),
        "said": in_words(mine.rating.level, mine.rating.solved) if mine.rating else "",
        "refused": refused,
    }
    return render(request, "desk/my_message.html", facts, status=status)


def _not_found(request: HttpRequest, code: str) -> HttpResponse:
    facts = {"typed": code[: codes.LONGEST_READ], "is_wrong": not codes.is_well_formed(code), "is_unknown": True}
    return render(request, "desk/track.html", facts, status=404)


def _back(request: HttpRequest, code: str, done: str) -> HttpResponse:
    messages.success(request, done)
    answer = redirect("my_message", codes.shown(code))
    answer.status_code = 303
    return answer
