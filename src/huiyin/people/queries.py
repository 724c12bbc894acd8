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
    department_code: str
    is_active: bool


def accounts() -> list[AccountLine]:
    """All accounts, by name, those that are switched off last. One statement."""
    rows = Account.objects.select_related("department").order_by("-is_active", "username")
    return [_line(account) for account in rows]


def account_line(account: int) -> AccountLine:
    """One account by its id; `Account.DoesNotExist` where there is none. One statement."""
    return _line(Account.objects.select_related("department").get(pk=account))


def _line(account: Account) -> AccountLine:
    department = account.department
    return AccountLine(
        account.pk, account.username, account.name, account.role, local_name(department),
        department.code if department else "", account.is_active,
    )  # fmt: skip
