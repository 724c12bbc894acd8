"""Who is at the desk, and what their role lets them into."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from huiyin.people.models import Account
from huiyin.people.rules import Role


def account_of(request: HttpRequest) -> Account:
    """The signed-in person; PermissionDenied where nobody is."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


def actor_of(account: Account) -> str:
    """How the ledger names a person of the office."""
    return f"account:{account.pk}"


Page = Callable[..., HttpResponse]


def only(*roles: Role) -> Callable[[Page], Page]:
    """Let in only signed-in people with one of these roles; others get 403, strangers the sign-in page."""

    def guard(page: Page) -> Page:
        @login_required
        @wraps(page)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if account_of(request).role not in roles:
                raise PermissionDenied
            return page(request, *args, **kwargs)

        return run

    return guard
