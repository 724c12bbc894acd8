"""Projects as the office carries them on, and the door for a resident's word."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.hear import codes
from huiyin.hear.access import case_for, message_with_code
from huiyin.hear.attachments import NotKept, keep
from huiyin.hear.forms import SentOnce
from huiyin.hear.models import Case, Message
from huiyin.hear.said import Kept
from huiyin.hear.words import NOT_KEPT
from huiyin.methods.redact import redact
from huiyin.people.access import account_of, actor_of, only
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.programme import actions, queries
from huiyin.programme.access import project_for
from huiyin.programme.actions import Goal, Pledge, Sum
from huiyin.programme.forms import (
    CasesForm,
    MilestoneForm,
    PayForm,
    PromiseForm,
    ReplyForm,
    ReportForm,
    StartForm,
    TakeOutForm,
    WordForm,
)
from huiyin.programme.models import Project
from huiyin.programme.rules import Actor, NotAllowed, may
from huiyin.programme.words import REFUSALS


@only(Role.CLERK, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, case_id: int) -> HttpResponse:
    """Make a project of a case."""
    account = account_of(request)
    try:
        case = case_for(account, case_id)
    except Case.DoesNotExist as unknown:
        raise Http404 from unknown
    begun = {"title": redact(case.title).text, "owner": case.department_id, "area": case.township_id}
    related = queries.related_cases(account, case)
    form = StartForm(request.POST if request.method == "POST" else None, initial=begun, related=related)
    cases = _cases_named(account, form) if form.is_valid() else []
    if form.is_valid():
        others = [other for other in cases if other.pk != case.pk]
        project = _start(actor_of(account), [case, *others], form)
        messages.success(request, _("The project is made. Whoever complained reads it with their message."))
        return redirect("office_project", project.pk)
    facts = {"form": form, "case": case, "projects": queries.projects_of_case(case.pk)}
    return render(request, "programme/start.html", facts, status=422 if form.errors else 200)


def _cases_named(account: Account, form: SentOnce) -> list[Case]:
    """The cases that the form ticks and names; the form says which number is none."""
    given = form.cleaned_data
    cases, unknown = queries.cases_of_numbers(account, [*given.get("also", ()), *given["numbers"]])
    if unknown:
        several = pgettext("between things", ", ").join(map(str, unknown))
        form.add_error("numbers", _("You have no case with this number: %(several)s.") % {"several": several})
    return cases


def _start(by: str, cases: Sequence[Case], form: StartForm) -> Project:
    given = form.cleaned_data
    return actions.start_project(
        by=by, title=given["title"], purpose=given["purpose"], owner=given["owner"], area=given["area"], cases=cases,
        milestone=Goal(given["milestone"], given["milestone_due"]),
        budgeted=Sum(given["amount"], given["source"], timezone.localdate()),
        promise=Pledge(given["promise"], given["by_day"]), once=form.token,
    )  # fmt: skip


Given = dict[str, Any]
DOINGS: dict[str, tuple[type[SentOnce], Callable[[str, Project, Given], object]]] = {
    "add": (
        CasesForm,
        lambda by, project, given: actions.add_cases(by=by, project=project, cases=given["cases"], once=given["once"]),
    ),
    "take_out": (
        TakeOutForm,
        lambda by, project, given: actions.take_out_case(by=by, project=project, case=given["case"]),
    ),
    "pay": (
        PayForm,
        lambda by, project, given: actions.pay(
            by=by, project=project, paid=Sum(given["amount"], given["source"], given["on"]), once=given["once"]
        ),
    ),
    "milestone": (
        MilestoneForm,
        lambda by, project, given: actions.reach_milestone(
            by=by, project=project, milestone=given["milestone"], on=given["on"], once=given["once"]
        ),
    ),
    "promise": (
        PromiseForm,
        lambda by, project, given: actions.promise_again(
            by=by, project=project, promise=Pledge(given["text"], given["by_day"]), once=given["once"]
        ),
    ),
    "report": (
        ReportForm,
        lambda by, project, given: actions.report_delivered(
            by=by, project=project, said=given["said"], on=given["on"], once=given["once"]
        ),
    ),
    "reply": (
        ReplyForm,
        lambda by, project, given: actions.answer_dispute(
            by=by, project=project, word=given["word"], reply=given["reply"], once=given["once"]
        ),
    ),
}
"""What can be done on a project's page: the form that is filled in, and the action that it calls."""


@only(Role.CLERK, Role.LEADER, Role.HANDLER)
@require_http_methods(["GET", "HEAD", "POST"])
def carry_on(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project of the office: pay, reach, promise, report, answer."""
    account = account_of(request)
    try:
        project = project_for(account, project_id)
    except Project.DoesNotExist as unknown:
        raise Http404 from unknown
    doing = request.POST.get("do", "")
    if request.method != "POST" or doing not in DOINGS:
        return _office_page(request, project)
    kind, act = DOINGS[doing]
    form = kind(request.POST, auto_id=f"{doing}_%s")
    if form.is_valid() and isinstance(form, CasesForm):
        form.cleaned_data["cases"] = _cases_named(account, form)
    if not form.is_valid():
        return _office_page(request, project, {doing: form}, status=422)
    try:
        act(actor_of(account), project, form.cleaned_data)
    except NotAllowed as problem:
        return _office_page(request, project, refused=str(REFUSALS[problem.code]), status=409)
    messages.success(request, _("Kept."))
    return redirect("office_project", project.pk)


def _office_page(
    request: HttpRequest,
    project: Project,
    filled: dict[str, SentOnce] | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    today = {"on": timezone.localdate()}
    empty = {doing: kind(auto_id=f"{doing}_%s", initial=today) for doing, (kind, _) in DOINGS.items()}
    facts = queries.project(project.pk)
    cases = queries.cases_behind(account_of(request), facts.cases)
    given = {
        "project": facts,
        "cases": cases,
        "hidden": len(facts.cases) - len(cases),
        "line": facts.line,
        "forms": {**empty, **(filled or {})},
        "moves": may(facts.line.state, Actor.OFFICE),
        "disputes": [word for word in facts.words if word.is_open],
        "refused": refused,
    }
    return render(request, "programme/carry_on.html", given, status=status)


@csrf_exempt  # whoever has the code may write; there is no cookie that a forged request could borrow
@require_POST
def word(request: HttpRequest, code: str, project_id: int) -> HttpResponse:
    """A resident who complained says whether it is done, with a photo if they like."""
    known = codes.read(code)
    try:
        message = message_with_code(codes.digest(settings.HUIYIN_CODE_KEY.encode(), known or ""))
        line = _mine(message, project_id)
    except (Message.DoesNotExist, Project.DoesNotExist) as unknown:
        raise Http404 from unknown
    form = WordForm(request.POST, request.FILES)
    kept = _photo(form) if form.is_valid() else None
    if form.errors:
        return _private(render(request, "programme/word.html", {"form": form, "line": line, "code": code}, status=422))
    _say(request, message, project_id, form.cleaned_data, kept)
    answer = redirect("my_message", code)
    answer.status_code = 303
    return _private(answer)


def _mine(message: Message, project_id: int) -> queries.ProjectLine:
    for line in queries.projects_of_case(message.case_id, message_id=message.pk):
        if line.id == project_id:
            return line
    raise Project.DoesNotExist


def _say(request: HttpRequest, message: Message, project_id: int, given: Given, kept: Kept | None) -> None:
    try:
        actions.residents_word(
            by="resident",
            project=project_id,
            message=message,
            word=given["word"],
            text=given["text"],
            photo=kept,
            once=given["once"],
        )
    except NotAllowed as problem:
        messages.error(request, str(REFUSALS[problem.code]))
    else:
        messages.success(request, _("Thank you. Your word counts: it is shown with the project."))


def _photo(form: WordForm) -> Kept | None:
    """The photo made safe and kept; otherwise the form says why it was not."""
    upload = form.cleaned_data.get("photo")
    if not upload:
        return None
    try:
        if upload.size > settings.UPLOAD_BYTES:
            raise NotKept("large")
        kept = keep(upload.read(), folder=settings.HUIYIN_FILES, most_bytes=settings.UPLOAD_BYTES)
        if not kept.media_type.startswith("image/"):
            raise NotKept("type")
    except NotKept as problem:
        form.add_error("photo", _not_kept(problem.code, upload))
        return None
    return kept


def _not_kept(code: str, upload: Any) -> str:
    facts = {
        "name": upload.name or "", "size": _megabytes(upload.size), "most": _megabytes(settings.UPLOAD_BYTES),
        "number": 1,
    }  # fmt: skip
    return str(NOT_KEPT[code]) % facts


def _megabytes(size: int) -> str:
    return f"{size / 1_048_576:.1f}".removesuffix(".0") + " MB"


def _private(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
