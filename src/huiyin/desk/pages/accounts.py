"""The people of the office, as the administrator keeps them: added, changed, switched off and on again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.people import actions
from huiyin.people.access import account_of, actor_of, only
from huiyin.people.forms import NAME_TAKEN, AccountForm, PlaceForm
from huiyin.people.models import Account
from huiyin.people.queries import AccountLine, account_line
from huiyin.people.queries import accounts as all_accounts
from huiyin.people.rules import LastAdministrator, NameTaken, Role
from huiyin.people.words import ROLES


@only(Role.ADMINISTRATOR)
def accounts(request: HttpRequest) -> HttpResponse:
    """Who works here, and one form to add a person."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        try:
            actions.add_account(by=_by(request), **given)
        except NameTaken:  # by somebody who was faster
            form.add_error("username", NAME_TAKEN)
        else:
            messages.success(request, _("%(name)s can sign in now.") % {"name": given["name"]})
            return redirect("accounts")
    lines = [(line, ROLES[Role(line.role)]) for line in all_accounts()]
    return render(request, "desk/accounts.html", {"form": form, "lines": lines}, status=422 if form.errors else 200)


@only(Role.ADMINISTRATOR)
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One person: name, role, department; a new password; off and on."""
    line = _line(account_id)
    if request.method != "POST":
        return _page(request, line)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _page(request, line, form=form, status=422)
    given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
    try:
        actions.change_account(by=_by(request), account=account_id, **given)
    except LastAdministrator:
        form.add_error("role", _last_one())
        return _page(request, line, form=form, status=409)
    messages.success(request, _("Kept."))
    return redirect("desk" if account_of(request).pk == account_id else "accounts")


@require_POST
@only(Role.ADMINISTRATOR)
def new_password(request: HttpRequest, account_id: int) -> HttpResponse:
    """A new password for a person who forgot the old one: shown once, on this page alone."""
    try:
        password = actions.make_password(by=_by(request), account=account_id)
    except Account.DoesNotExist as unknown:
        raise Http404 from unknown
    return _page(request, _line(account_id), made=password)


@require_POST
@only(Role.ADMINISTRATOR)
def switch_off(request: HttpRequest, account_id: int) -> HttpResponse:
    """A person leaves; the last administrator cannot."""
    line = _line(account_id)
    try:
        actions.switch_off(by=_by(request), account=account_id)
    except LastAdministrator:
        return _page(request, line, problem=_last_one(), status=409)
    messages.success(request, _("%(name)s is switched off, and signed out everywhere.") % {"name": line.name})
    return redirect("accounts")


@require_POST
@only(Role.ADMINISTRATOR)
def switch_on(request: HttpRequest, account_id: int) -> HttpResponse:
    """A person comes back, with a new password: shown once, on this page alone."""
    _line(account_id)
    password = actions.switch_on(by=_by(request), account=account_id)
    return _page(request, _line(account_id), made=password)


def _page(
    request: HttpRequest, line: AccountLine, *,
    form: PlaceForm | None = None, made: str = "", problem: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = {"name": line.name, "role": line.role, "department": line.department_code}
    given = {"line": line, "form": form or PlaceForm(initial=now), "made": made, "problem": problem}
    answer = render(request, "desk/account.html", given, status=status)
    if made:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _line(account_id: int) -> AccountLine:
    try:
        return account_line(account_id)
    except Account.DoesNotExist as unknown:
        raise Http404 from unknown


def _by(request: HttpRequest) -> str:
    return actor_of(account_of(request))


def _last_one() -> str:
    return _("This is the only administrator. Make somebody else administrator first.")
