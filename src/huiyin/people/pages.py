"""Sign in, sign out, a new password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.people.access import account_of, only
from huiyin.people.actions import note_new_password, note_sign_in
from huiyin.people.forms import NewPasswordForm, SignInForm
from huiyin.people.models import Account
from huiyin.people.rules import Role


def sign_in(request: HttpRequest) -> HttpResponse:
    """The one door of the office, open to whoever is in already. A refused try keeps the name and says what to do."""
    form = SignInForm(request, request.POST or None)
    following = request.POST.get("next") or request.GET.get("next", "")
    if request.method != "POST" and isinstance(request.user, Account):
        return _inside(request, following)
    if request.method == "POST" and form.is_valid():
        account = form.get_user()
        login(request, account)
        note_sign_in(by=f"account:{account.pk}", account=account.pk)
        return _inside(request, following)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/sign_in.html", {"form": form, "next": following}, status=status)


def _inside(request: HttpRequest, following: str) -> HttpResponse:
    """On to where the person wanted to go, if that is here; else to where the day begins."""
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(following if safe else settings.LOGIN_REDIRECT_URL)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the session is gone."""
    logout(request)
    return redirect("sign_in")


@only(*Role)
def password(request: HttpRequest) -> HttpResponse:
    """A person changes the own password."""
    account = account_of(request)
    form = NewPasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, account)
        note_new_password(by=f"account:{account.pk}", account=account.pk)
        messages.success(request, _("Your new password holds from now on."))
        return redirect("desk")
    return render(request, "people/password.html", {"form": form}, status=422 if form.errors else 200)
