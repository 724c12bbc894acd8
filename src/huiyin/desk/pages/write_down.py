"""A clerk writes down what somebody says who calls, comes or writes on paper, and gives them their code."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.desk.forms.fields import MOST_FILES
from huiyin.desk.forms.write_down import WriteDownForm
from huiyin.desk.queries.tell import place_labels
from huiyin.handle.clock import clock
from huiyin.hear import codes
from huiyin.hear.actions import Receipt, receive
from huiyin.hear.forms import new_once
from huiyin.hear.rules import Channel, Consent, Kind
from huiyin.hear.said import Said
from huiyin.ledger.moment import day_of
from huiyin.people.access import account_of, actor_of, only
from huiyin.people.rules import Role


@only(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest) -> HttpResponse:
    """The form; once it is stored, the slip for the one who spoke."""
    if request.method != "POST":
        begun = {"channel": Channel.PHONE, "kind": Kind.REQUEST, "consent": Consent.OFFICE, "once": new_once()}
        return _ask(request, WriteDownForm(initial=begun))
    form = WriteDownForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=422)
    said = form.said()
    return _slip(request, said, receive(by=actor_of(account_of(request)), said=said, once=form.token))


def _ask(request: HttpRequest, form: WriteDownForm, status: int = 200) -> HttpResponse:
    facts = {
        "form": form, "places": place_labels(), "most_files": MOST_FILES,
        "most_mb": settings.UPLOAD_BYTES // 1_048_576,
    }  # fmt: skip
    return render(request, "desk/write_down.html", facts, status=status)


def _slip(request: HttpRequest, said: Said, receipt: Receipt) -> HttpResponse:
    """What the one who spoke takes home: the code stands here once, is kept nowhere and in no address."""
    shown = codes.shown(receipt.code)
    facts = {
        "code_parts": shown.split("-"),
        "track": request.build_absolute_uri(reverse("track")),
        "case_id": receipt.case_id,
        "again": receipt.again,
        "joined": said.same_as == receipt.case_id,
        "kind": said.kind,
        "on": timezone.localdate(),
        "due_on": clock().due_on(said.kind, day_of(said.received_at or timezone.now())),
    }
    answer = render(request, "desk/slip.html", facts)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
