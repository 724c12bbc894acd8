"""Read the people of the office."""

from dataclasses import dataclass

from huiyin.people.models import Account
from huiyin.places.words import local_name


@dataclass(frozen=True)
class AccountLine:
    """One account as a list needs it."""

    id: int
    username: str
    name: str
    role: str
    department: str
    is_active: bool


def accounts() -> list[AccountLine]:
    """All accounts by name. One statement."""
    rows = Account.objects.select_related("department").order_by("username")
    return [AccountLine(a.pk, a.username, a.name, a.role, local_name(a.department), a.is_active) for a in rows]
