"""The short set-up page of a real office: its facts, its lists."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.people import first
from huiyin.people.access import account_of, actor_of, only
from huiyin.people.queries import accounts as all_accounts
from huiyin.people.rules import Role
from huiyin.places import actions, lists
from huiyin.places.forms import ListForm, OfficeForm
from huiyin.places.queries import directory, office
from huiyin.places.words import EXAMPLES, LISTS

LOADERS = {
    "areas": lambda by, data: actions.add_areas(by=by, areas=lists.areas(data)),
    "departments": lambda by, data: actions.add_departments(by=by, departments=lists.departments(data)),
    "categories": lambda by, data: actions.add_categories(by=by, categories=lists.categories(data)),
}


@only(Role.ADMINISTRATOR)
def set_up(request: HttpRequest) -> HttpResponse:
    """Name the office, decide who sees the board, load the lists."""
    facts = office()
    form = OfficeForm(request.POST or None, initial=facts.__dict__)
    if request.method == "POST" and form.is_valid():
        actions.set_office(by=actor_of(account_of(request)), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("set_up")
    found = directory()
    shown, workers = _lists(), sum(line.role != Role.ADMINISTRATOR for line in all_accounts())
    given = {
        "form": form, "list_form": ListForm(), "lists": shown, "workers": workers,
        "has_first_password": first.is_of(account_of(request).username),
        "has_discipline": not found.departments or any(d.is_discipline for d in found.departments.values()),
        "is_ready": bool(facts.name and workers and all(each.count for each in shown)),
    }  # fmt: skip
    return render(request, "desk/set_up.html", given, status=422 if form.errors else 200)


@dataclass(frozen=True)
class ShownList:
    """A list of the office: how much of it is loaded, and the first lines of such a file."""

    kind: str
    label: str
    count: int
    example: tuple[tuple[str, ...], ...]


def _lists() -> list[ShownList]:
    """In the order in which they are loaded."""
    found = directory()
    counts = {"departments": len(found.departments), "categories": len(found.categories), "areas": len(found.areas)}
    examples = _examples()
    return [ShownList(kind, str(LISTS[kind]), count, examples[kind]) for kind, count in counts.items()]


def _examples() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return EXAMPLES["en" if get_language() == "en" else "zh"]


@only(Role.ADMINISTRATOR)
@require_safe
def example_list(_request: HttpRequest, kind: str) -> HttpResponse:
    """The first lines of such a table as a file, to be filled in with Excel or WPS (which want the mark of UTF-8)."""
    if kind not in EXAMPLES["zh"]:
        raise Http404
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    csv.writer(response).writerows(_examples()[kind])
    return response


@require_POST
@only(Role.ADMINISTRATOR)
def load_list(request: HttpRequest) -> HttpResponse:
    """Load one list; a file that cannot be read changes nothing and says why."""
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("set_up")
    by, data = actor_of(account_of(request)), form.cleaned_data["file"].read()
    try:
        count = LOADERS[form.cleaned_data["kind"]](by, data)
    except ValueError as problem:
        messages.error(request, _("Nothing was changed. %(reason)s") % {"reason": problem})
    else:
        messages.success(request, _("%(count)s lines were taken over.") % {"count": count})
    return redirect("set_up")
