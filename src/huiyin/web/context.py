"""What every page knows: the office, and who is at the desk."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.people.words import ROLES
from huiyin.places.queries import office as the_office


@dataclass(frozen=True)
class AtTheDesk:
    """The signed-in person as the header shows them."""

    name: str
    role: str
    role_word: str
    department: str


def at_the_desk(request: HttpRequest) -> AtTheDesk | None:
    """The signed-in person, or None; touches no session on residents' pages until a template asks."""
    person = getattr(request, "user", None)
    if not isinstance(person, Account) and not (person and person.is_authenticated):
        return None
    department = person.department.short or person.department.name if person.department else ""
    return AtTheDesk(person.name, person.role, str(ROLES[Role(person.role)]), department)


def office(request: HttpRequest) -> dict[str, Any]:
    """The office and the person, each read only where a template speaks of it."""
    return {
        "office": SimpleLazyObject(the_office),
        "account": SimpleLazyObject(lambda: at_the_desk(request)),
    }
