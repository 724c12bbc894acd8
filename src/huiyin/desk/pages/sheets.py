"""A clerk brings a spreadsheet in: choose it, see which column is what, take it in, get back what was left out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.desk import actions, sheets
from huiyin.desk.forms.sheets import ColumnsForm, SheetForm
from huiyin.desk.left import left_of, sentences
from huiyin.desk.models import KeptSheet
from huiyin.desk.queries.sheets import SheetLine, sheet_line
from huiyin.desk.queries.sheets import sheets as all_sheets
from huiyin.desk.rules import STARTS_FROM, SheetState
from huiyin.desk.taking import stem
from huiyin.desk.words import SHEET_STATES, WHICH_COLUMN
from huiyin.hear.refusals import CHINESE, ENGLISH, NotASheet
from huiyin.people.access import account_of, actor_of, only
from huiyin.people.rules import Role

OfSheet = Callable[[HttpRequest, SheetLine], HttpResponseBase]


@only(Role.CLERK)
def import_sheets(request: HttpRequest) -> HttpResponse:
    """The files so far, and one more."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        path = sheets.keep_file(form.cleaned_data["file"])
        try:
            sheets.look_into(path)
        except NotASheet as problem:
            sheets.remove_files(path.parent.name)
            form.add_error("file", problem.sentence(_language()))
        else:
            kept = actions.keep_sheet(
                by=_by(request), account=account_of(request).pk, name=path.name, folder=path.parent.name,
                source=stem(path), language=_language(),
            )  # fmt: skip
            return redirect("import_sheet", kept)
    lines = [(line, SHEET_STATES[line.state]) for line in all_sheets()]
    given = {"form": form, "lines": lines}
    return render(request, "desk/sheets.html", given, status=422 if form.errors else 200)


def of_sheet(page: OfSheet) -> Callable[..., HttpResponseBase]:
    """A door to one upload; 404 where there is no such."""

    @only(Role.CLERK)
    @wraps(page)
    def run(request: HttpRequest, sheet_id: int) -> HttpResponse:
        try:
            return page(request, sheet_line(sheet_id))  # type: ignore[return-value]
        except KeptSheet.DoesNotExist as unknown:
            raise Http404 from unknown

    return run


@of_sheet
def import_sheet(request: HttpRequest, line: SheetLine) -> HttpResponse:
    """Before: which column is what, and the first messages. While and after: how far it is."""
    if line.state not in STARTS_FROM or (line.state == SheetState.STOPPED and request.method != "POST"):
        return _progress(request, line)
    try:
        return _columns(request, line)
    except NotASheet as problem:
        return _unreadable(request, line, problem)


def _columns(request: HttpRequest, line: SheetLine) -> HttpResponse:
    seen = sheets.look(sheets.file_of(line), columns=line.columns, language=_language())
    form = ColumnsForm(seen, request.POST or None, initial={"source": line.source})
    facts: dict[str, Any] = {"line": line, "form": form, "look": seen}
    if request.method != "POST":
        facts["problem"] = _why_failed(line) if seen.says_something else WHICH_COLUMN
        return render(request, "desk/sheet.html", facts)
    if not form.is_valid():
        return render(request, "desk/sheet.html", facts, status=422)
    facts["look"] = sheets.look(sheets.file_of(line), columns=form.chosen(), language=_language())
    if "look" in request.POST:
        return render(request, "desk/sheet.html", facts)
    if not facts["look"].says_something:
        return render(request, "desk/sheet.html", {**facts, "problem": WHICH_COLUMN}, status=422)
    actions.start_sheet(
        by=_by(request), sheet=line.id, columns=form.chosen(), source=form.cleaned_data["source"]
    )  # fmt: skip
    return redirect("import_sheet", line.id)


def _why_failed(line: SheetLine) -> str:
    if line.problem is None:
        return ""
    facts = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in line.problem["facts"].items()}
    return NotASheet(line.problem["code"], **facts).sentence(_language())


def _progress(request: HttpRequest, line: SheetLine) -> HttpResponse:
    facts = {
        "line": line, "word": SHEET_STATES[line.state], "refused": sheets.refused_file(line) is not None,
        "left": sentences(left_of(line.left)),
    }  # fmt: skip
    is_part = request.headers.get("HX-Target") == "progress"
    template = "desk/parts/sheet_progress.html" if is_part else "desk/sheet_progress.html"
    return render(request, template, facts)


def _unreadable(request: HttpRequest, line: SheetLine, problem: NotASheet) -> HttpResponse:
    facts = {"line": line, "problem": problem.sentence(_language())}
    return render(request, "desk/sheet_unreadable.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
@of_sheet
def stop_sheet(request: HttpRequest, line: SheetLine) -> HttpResponse:
    """Take no further line."""
    actions.stop_sheet(by=_by(request), sheet=line.id)
    return redirect("import_sheet", line.id)


@require_POST
@of_sheet
def resume_sheet(request: HttpRequest, line: SheetLine) -> HttpResponse:
    """Go on where it was stopped, with the columns that were confirmed."""
    if line.state == SheetState.STOPPED:
        actions.start_sheet(by=_by(request), sheet=line.id)
    return redirect("import_sheet", line.id)


@require_POST
@of_sheet
def remove_sheet(request: HttpRequest, line: SheetLine) -> HttpResponse:
    """Off the list, and its files with it; what was stored stays."""
    folder = actions.remove_sheet(by=_by(request), sheet=line.id)
    if folder is None:
        return redirect("import_sheet", line.id)
    sheets.remove_files(folder)
    messages.success(request, _("“%(name)s” was removed. What was taken in stays.") % {"name": line.name})
    return redirect("import_sheets")


@require_safe
@of_sheet
def refused_lines(request: HttpRequest, line: SheetLine) -> FileResponse:
    """The lines that were left out, each with its reason, to be mended and brought in again."""
    path = sheets.refused_file(line)
    if path is None:
        raise Http404
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=path.name, content_type="text/csv; charset=utf-8"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _by(request: HttpRequest) -> str:
    return actor_of(account_of(request))


def _language() -> str:
    return ENGLISH if get_language() == "en" else CHINESE
