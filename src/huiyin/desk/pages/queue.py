"""The desk: where each role begins, and the queue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from huiyin.desk.forms.case import filters_of
from huiyin.desk.queries.queue import desk_queue
from huiyin.people.access import account_of, only
from huiyin.people.rules import Role

BEGINS_AT = {Role.LEADER: "morning", Role.ADMINISTRATOR: "set_up"}


@only(*Role)
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Each to the page where the day begins: leaders the morning, administrators the set-up, others the queue."""
    return redirect(BEGINS_AT.get(Role(account_of(request).role), "queue"))


@only(Role.CLERK, Role.HANDLER, Role.LEADER)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits, worst first."""
    filters = filters_of(request.GET)
    found = desk_queue(account_of(request), filters, after=request.GET.get("after", "")[:60])
    response = render(request, "desk/queue.html", {"list": found})
    patch_vary_headers(response, ["HX-Request"])
    return response
