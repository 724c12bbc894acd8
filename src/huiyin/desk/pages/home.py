"""The first page: the question, with the box right there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say something, or look up how far it has got."""
    return render(request, "desk/home.html")
