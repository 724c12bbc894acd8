"""The case at the desk: everything about it on one page, and every move that the rules allow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.answer import actions as answer
from huiyin.desk.forms.case import (
    AnswerForm,
    AskForm,
    AssignForm,
    ContactForm,
    DisciplineForm,
    MergeForm,
    ReopenForm,
    ReturnForm,
    filters_of,
)
from huiyin.desk.queries.case import CaseView, actor_of_role, case_view, file_of, message_of_case, remarks_of
from huiyin.desk.queries.queue import desk_queue, query_of, row_of
from huiyin.desk.shown import ShownRemark, shown, shown_remarks
from huiyin.handle import actions as handle
from huiyin.handle.rules import Actor, Move, NotAllowed
from huiyin.handle.words import day_words, why_not
from huiyin.hear.access import case_for, went_into
from huiyin.hear.models import Attachment, Case, Message
from huiyin.people.access import account_of, actor_of, only
from huiyin.people.actions import open_contact
from huiyin.people.models import Account, Contact
from huiyin.people.rules import Role
from huiyin.places.queries import directory
from huiyin.places.words import local_name
from huiyin.understand.actions import NotPossible
from huiyin.understand.words import REFUSALS as UNDERSTAND_REFUSALS


class SeeOther(HttpResponseRedirect):
    """303: done; now look at it."""

    status_code = 303


@dataclass(frozen=True)
class Desk:
    """Who is at the desk, with which case, as whom."""

    request: HttpRequest
    account: Account
    case: Case
    actor: Actor

    @property
    def by(self) -> str:
        """How the ledger names the person."""
        return actor_of(self.account)


Doing = Callable[..., HttpResponse]


@only(Role.CLERK, Role.HANDLER, Role.LEADER)
@require_safe
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """The case, beside the queue it was opened from; or the one it was joined to."""
    try:
        return case_page(request, case_id)
    except Http404:
        address = reverse("case", args=[_joined_to(account_of(request), case_id).pk])
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def _joined_to(account: Account, case_id: int) -> Case:
    """The case that this one was joined to, if this person may see it; Http404 otherwise."""
    try:
        return case_for(account, went_into(case_id) or 0)
    except Case.DoesNotExist as unknown:
        raise Http404 from unknown


def case_page(
    request: HttpRequest, case_id: int, *, status: int = 200, problem: str = "", **bound: Any
) -> HttpResponse:
    """The whole page, or only the case where the page asks for it from within; forms filled in before stay so."""
    account = account_of(request)
    try:
        view = case_view(account, case_id)
    except Case.DoesNotExist as unknown:
        raise Http404 from unknown
    filters, seen = filters_of(request.GET), shown(view)
    facts: dict[str, Any] = {
        "view": view, "shown": seen, "remarks": seen.remarks, "problem": problem, "query": query_of(filters),
        "shown_id": str(case_id),
        **_forms(view), **bound,
    }  # fmt: skip
    if _is_part(request):
        template = "desk/parts/case.html"
    else:
        template = "desk/case.html"
        facts["list"] = desk_queue(account, filters, after=request.GET.get("after", "")[:60])
    facts["rows"] = [row_of(view.case, query=request.GET.urlencode())]
    response = render(request, template, facts, status=status)
    patch_vary_headers(response, ["HX-Request"])
    if request.method == "GET" and _is_part(request) and not _is_shown_already(request):
        response["HX-Push-Url"] = request.get_full_path()
    return response


def _is_part(request: HttpRequest) -> bool:
    headers = request.headers
    return headers.get("HX-Target") == "case" and "HX-History-Restore-Request" not in headers


def _is_shown_already(request: HttpRequest) -> bool:
    return request.headers.get("HX-Current-URL", "").endswith(request.get_full_path())


def _forms(view: CaseView) -> dict[str, Any]:
    """The forms of the moves that are open; making one takes as long as writing it."""
    moves: list[tuple[str, bool, Callable[[], forms.Form]]] = [
        ("assign_form", Move.ASSIGN in view.moves, lambda: _assign_form(view)),
        ("return_form", Move.RETURN in view.moves, lambda: ReturnForm(auto_id="return_%s")),
        ("ask_form", Move.ASK in view.moves, lambda: AskForm(auto_id="ask_%s")),
        ("reopen_form", Move.REOPEN in view.moves, lambda: ReopenForm(auto_id="reopen_%s")),
        ("discipline_form", Move.DISCIPLINE in view.moves, lambda: DisciplineForm(auto_id="discipline_%s")),
        ("merge_form", view.may_sort and view.case.is_open, lambda: MergeForm(auto_id="merge_%s")),
        ("contact_form", any(m.contact_id for m in view.messages), lambda: ContactForm(auto_id=False)),
        ("answer_form", bool(view.endings), lambda: _answer_form(view)),
    ]
    return {
        **{name: make() for name, is_shown, make in moves if is_shown},
        "departments": [local_name(d) for d in directory().departments.values() if not d.is_discipline],
    }


def _assign_form(view: CaseView) -> AssignForm:
    department = directory().departments.get(view.proposed_department or 0)
    return AssignForm(initial={"department": local_name(department)}, auto_id="assign_%s")


def _answer_form(view: CaseView) -> AnswerForm:
    return AnswerForm(initial={"text": view.draft}, endings=view.endings, auto_id="answer_%s")


def doing(page: Doing) -> Doing:
    """A door that changes a case that the person may see; what the rules refuse is said in a sentence (409)."""

    @only(Role.CLERK, Role.HANDLER)
    @require_POST
    @wraps(page)
    def run(request: HttpRequest, case_id: int, **more: Any) -> HttpResponse:
        account = account_of(request)
        actor = actor_of_role(account) or Actor.HANDLER
        try:
            return page(Desk(request, account, case_for(account, case_id), actor), **more)
        except Case.DoesNotExist:  # or in other hands since it was found, a moment ago
            return _go_on_there(request, account, case_id)
        except NotAllowed as problem:
            return case_page(request, case_id, status=409, problem=why_not(problem))
        except NotPossible as problem:
            return case_page(request, case_id, status=409, problem=str(UNDERSTAND_REFUSALS[problem.code]))

    return run


def _go_on_there(request: HttpRequest, account: Account, case_id: int) -> HttpResponse:
    """The case that this one was joined to meanwhile, with the answer as far as it was written; 404 without such."""
    into = _joined_to(account, case_id)
    written: dict[str, Any] = {}
    if "text" in request.POST and (endings := case_view(account, into.pk).endings):
        written["answer_form"] = AnswerForm(initial=request.POST.dict(), endings=endings, auto_id="answer_%s")
    sentence = _("Your case was joined to this one in the meantime. Nothing was changed; please go on here.")
    return case_page(request, into.pk, status=409, problem=sentence, **written)


def done(desk: Desk, sentence: str, *, case_id: int | None = None) -> HttpResponse:
    """Say what was done and go back to the case, or to the queue if it is in other hands now."""
    messages.success(desk.request, sentence)
    query = query_of(filters_of(desk.request.GET), after=desk.request.GET.get("after", ""))
    try:
        case = case_for(desk.account, case_id or desk.case.pk)
        address = reverse("case", args=[case.pk])
    except Case.DoesNotExist:
        address = reverse("queue")
    address += f"?{query}" if query else ""
    if _is_part(desk.request) and address.startswith(reverse("queue")):
        return HttpResponse(
            headers={"HX-Redirect": address}
        )  # the part of the page is gone: the whole one is asked for
    return SeeOther(address)


def not_taken(desk: Desk, **form: Any) -> HttpResponse:
    """The page again with what was filled in and what is wrong with it."""
    return case_page(desk.request, desk.case.pk, status=422, **form)


@doing
def assign(desk: Desk) -> HttpResponse:
    """Hand the case to a department."""
    form = AssignForm(desk.request.POST, auto_id="assign_%s")
    if not form.is_valid():
        return not_taken(desk, assign_form=form)
    held = handle.assign(by=desk.by, case=desk.case, **form.cleaned_data)
    department = local_name(directory().departments[form.cleaned_data["department"]])
    return done(desk, _handed(department, held.due_on))


def _handed(department: str, due_on: date | None) -> str:
    if due_on is None:
        return _("Handed to %(department)s.") % {"department": department}
    if due_on < timezone.localdate():
        sentence = _("Handed to %(department)s. The answer was due by %(day)s.")
    else:
        sentence = _("Handed to %(department)s, to be answered by %(day)s.")
    return sentence % {"department": department, "day": day_words(due_on)}


@doing
def undo_assign(desk: Desk) -> HttpResponse:
    """Take the own handing out back."""
    handle.undo_assign(by=desk.by, case=desk.case)
    return done(desk, _("Taken back. It is as it was before."))


@doing
def hand_back(desk: Desk) -> HttpResponse:
    """Give the case back to the service centre, with the reason."""
    form = ReturnForm(desk.request.POST, auto_id="return_%s")
    if not form.is_valid():
        return not_taken(desk, return_form=form)
    handle.return_case(by=desk.by, case=desk.case, actor=desk.actor, **form.cleaned_data)
    return done(desk, _("Handed back to the service centre, with your reason."))


@doing
def ask(desk: Desk) -> HttpResponse:
    """Ask the resident for what is missing."""
    form = AskForm(desk.request.POST, auto_id="ask_%s")
    if not form.is_valid():
        return not_taken(desk, ask_form=form)
    handle.ask(by=desk.by, case=desk.case, actor=desk.actor, **form.cleaned_data)
    return done(desk, _("The resident is asked. Until the reply the days do not count."))


@doing
def reopen(desk: Desk) -> HttpResponse:
    """Open an answered case again, on the office's own account."""
    form = ReopenForm(desk.request.POST, auto_id="reopen_%s")
    if not form.is_valid():
        return not_taken(desk, reopen_form=form)
    handle.reopen(by=desk.by, case=desk.case, actor=desk.actor, **form.cleaned_data)
    return done(desk, _("Opened again."))


@doing
def resume(desk: Desk) -> HttpResponse:
    """Take up a "not now" before its day."""
    handle.resume(by=desk.by, case=desk.case, actor=desk.actor)
    return done(desk, _("Taken up again."))


@doing
def to_discipline(desk: Desk) -> HttpResponse:
    """Hand a report of wrongdoing to those who alone read such."""
    if desk.actor != Actor.CLERK:
        raise Http404
    form = DisciplineForm(desk.request.POST, auto_id="discipline_%s")
    if not form.is_valid():
        return not_taken(desk, discipline_form=form)
    handle.to_discipline(by=desk.by, case=desk.case, **form.cleaned_data)
    return done(desk, _("Handed to the discipline office. Only they read it from now on."))


@doing
def send(desk: Desk) -> HttpResponse:
    """Keep the draft, or send the answer with its outcome: which, the button says."""
    view = case_view(desk.account, desk.case.pk)
    form = AnswerForm(desk.request.POST, endings=view.endings, auto_id="answer_%s")
    known = {str(one.case_id): one.text for one in view.known}
    if chosen := known.get(desk.request.POST.get("use", "")):
        written = desk.request.POST.get("text", "").strip()
        answer.draft(by=desk.by, case=desk.case, text=f"{written}\n\n{chosen}".strip())
        return done(desk, _("The answer is in your draft. Fit it to this question before you send it."))
    if "draft" in desk.request.POST:
        answer.draft(by=desk.by, case=desk.case, text=desk.request.POST.get("text", ""))
        return done(desk, _("The draft is kept."))
    if not form.is_valid():
        return not_taken(desk, answer_form=form, remarks=_remarks(desk))
    try:
        answer.send(
            by=desk.by, case=desk.case, actor=desk.actor, text=form.cleaned_data["text"],
            ending=form.cleaned_data["ending"], **form.given(),
        )  # fmt: skip
    except NotAllowed as problem:
        if isinstance(names := problem.facts.get("names"), tuple):
            form.lacks(names)
            return not_taken(desk, answer_form=form, remarks=_remarks(desk))
        remarks = _remarks(desk)
        return case_page(
            desk.request, desk.case.pk, status=409, problem=why_not(problem), answer_form=form, remarks=remarks
        )
    return done(desk, _("The answer is sent. The resident can read it now."))


@doing
def look_over(desk: Desk) -> HttpResponse:
    """What strikes in the text as it stands; asked for while writing, stores nothing."""
    return render(desk.request, "desk/parts/checks.html", {"remarks": _remarks(desk)})


def _remarks(desk: Desk) -> tuple[ShownRemark, ...]:
    """What strikes in the answer that was just sent along, whether it is taken or not."""
    text, basis = (desk.request.POST.get(name, "") for name in ("text", "basis"))
    return shown_remarks(remarks_of(desk.case, text, basis=basis)) if text.strip() else ()


@doing
def contact(desk: Desk, message_id: int) -> HttpResponse:
    """How to reach the sender of a message: shown once, recorded with the reason, kept by no cache."""
    message = own_message(desk, message_id)
    form = ContactForm(desk.request.POST, auto_id=False)
    if not form.is_valid():
        return case_page(desk.request, desk.case.pk, status=422, contact_form=form, asked_for=message_id)
    if message.contact_id is None:
        raise Http404
    try:
        reach = open_contact(by=desk.by, contact=message.contact_id, reason=form.cleaned_data["reason"])
    except Contact.DoesNotExist as erased:
        raise Http404 from erased
    response = case_page(desk.request, desk.case.pk, reach=reach, asked_for=message_id)
    response["Cache-Control"] = "no-store"
    return response


def own_message(desk: Desk, message_id: int) -> Message:
    try:
        return message_of_case(desk.case, message_id)
    except Message.DoesNotExist as unknown:
        raise Http404 from unknown


@require_safe
@only(Role.CLERK, Role.HANDLER, Role.LEADER)
def file(request: HttpRequest, case_id: int, file_id: int) -> HttpResponse:
    """A photo or paper of a case that this person may see."""
    try:
        path, media_type = file_of(account_of(request), case_id, file_id)
        return HttpResponse(path.read_bytes(), content_type=media_type)
    except (Attachment.DoesNotExist, FileNotFoundError) as unknown:
        raise Http404 from unknown
