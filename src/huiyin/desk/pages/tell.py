"""Tell us: one page, or the closed road for reports of wrongdoing; both answer with the tracking code.

The receipt is the answer to the POST itself, not a page of its own to which the browser is sent on. The code
is shown once and stored nowhere, so a page of its own would need the code in its address, where histories,
logs and shared screens keep it before its owner decided anything. Here it stands on the page, and as a link
that its owner may follow or save. Loading the page again sends the same form again, which shows the same code
and stores nothing new. It also saves a journey to the server on a slow telephone.

No page here asks for a cookie or a session, so there is nothing that a forged request could ride on: the
token `once` only makes a repeated form known. That is why they are exempt from the check against forgery.
"""

from functools import lru_cache
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.desk.forms.fields import MOST_FILES
from huiyin.desk.forms.tell import TellForm, Telling, WrongdoingForm
from huiyin.desk.queries.known import known_answers
from huiyin.desk.queries.tell import discipline_office, place_labels, similar_cases
from huiyin.hear import codes
from huiyin.hear.actions import receive
from huiyin.hear.forms import new_once
from huiyin.hear.rules import Consent, Kind
from huiyin.places.queries import office
from huiyin.publish.access import public_cases

CODE_SIGN = "\ue000"
PART_SIGNS = ("\ue001", "\ue002", "\ue003", "\ue004", "\ue005")
"""Characters without a meaning of their own, which stand for the code until it is put in."""

MOST_BYTES = MOST_FILES * settings.UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Say something. The first page sends its words here without a token: they are put into the form."""
    if request.method == "POST":
        sent = _posted(request)
        if sent is None:
            return render(request, "web/413.html", status=413)
        if "once" in sent:
            return _take(request, TellForm(sent, request.FILES), "desk/tell.html")
    begun = {"kind": Kind.REQUEST, "consent": Consent.PUBLIC, "once": new_once(), "text": request.POST.get("text", "")}
    return _ask(request, TellForm(initial=begun), "desk/tell.html")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def wrongdoing(request: HttpRequest) -> HttpResponse:
    """Report wrongdoing by an official: no similar cases, no map, never public."""
    if request.method == "POST":
        sent = _posted(request)
        if sent is None:
            return render(request, "web/413.html", status=413)
        return _take(request, WrongdoingForm(sent, request.FILES), "desk/tell_wrongdoing.html")
    begun = {"consent": Consent.OFFICE, "once": new_once()}
    return _ask(request, WrongdoingForm(initial=begun), "desk/tell_wrongdoing.html")


@csrf_exempt
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """Open public cases that may be the same, for a form that is being written; nothing of it is kept."""
    if (sent := _posted(request)) is None:
        return HttpResponse(status=413)
    form = TellForm(sent)
    form.is_valid()  # what is not filled in yet is no error here: what there is, is compared
    given = form.cleaned_data
    is_question = given.get("kind") == Kind.QUESTION
    found = similar_cases(
        text=given.get("text", ""), place=given.get("place", ""), lat=given.get("lat"), lon=given.get("lon"),
        now=timezone.now(),
    )  # fmt: skip
    known = known_answers(text=given.get("text", ""), shown=public_cases()) if is_question else ()
    return render(request, "desk/parts/similar.html", {"cases": found, "chosen": given.get("same"), "known": known})


def _posted(request: HttpRequest) -> QueryDict | None:
    """The form that was sent; None where it is too large to be taken in."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return None
    try:
        return request.POST
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return None


def _take(request: HttpRequest, form: TellForm | WrongdoingForm, template: str) -> HttpResponse:
    if not form.is_valid():
        return _ask(request, form, template, status=422)
    said = form.said()
    receipt = receive(by="resident", said=said, once=form.token)
    root = request.build_absolute_uri("/").removesuffix("/")
    minute = int(monotonic() // 60)
    page = _receipt_without_code(get_language() or "", said.kind, receipt.again, root, minute)
    answer = HttpResponse(_with_code(page, codes.shown(receipt.code)))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@lru_cache(maxsize=64)
def _receipt_without_code(language: str, kind: Kind, again: bool, root: str, minute: int) -> str:
    """The receipt with signs where the code will stand, drawn once a minute: most of an intake's time goes here."""
    link = reverse("my_message", args=["code"]).replace("code", CODE_SIGN)
    facts = {
        "code_parts": PART_SIGNS, "link": link, "full_link": f"{root}{link}", "kind": kind, "again": again,
        "office": office(),
    }  # fmt: skip
    return render_to_string("desk/sent.html", facts)


def _with_code(page: str, shown: str) -> str:
    for sign, part in zip((CODE_SIGN, *PART_SIGNS), (shown, *shown.split("-")), strict=True):
        page = page.replace(sign, part)
    return page


def _ask(request: HttpRequest, form: Telling, template: str, status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {
        "form": form,
        "places": place_labels(),
        "most_files": MOST_FILES,
        "most_mb": settings.UPLOAD_BYTES // 1_048_576,
        "reader": discipline_office(),
        "tiles": settings.TILES,
    }
    return render(request, template, facts, status=status)
