"""What every page knows: the office's name."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from huiyin.places.queries import office as the_office


def office(request: HttpRequest) -> dict[str, Any]:
    """The office, read only where a template speaks of it."""
    return {"office": SimpleLazyObject(the_office)}
