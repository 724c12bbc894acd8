"""Pages that say how else to reach the office, and how these pages can be used without barriers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def contact(request: HttpRequest) -> HttpResponse:
    """Telephone, counter, letter: nobody has to use a screen."""
    return render(request, "desk/contact.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done, what is not yet, and whom to tell."""
    return render(request, "desk/accessibility.html")
