"""Add people of the office."""

from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.models import Department


@action
def add_account(
    *, by: str, username: str, name: str, role: Role, password: str, department: str = ""
) -> Account:
    """Add an account; `department` is a code, needed for handlers. ValueError where it is unknown."""
    found = Department.objects.filter(code=department).first() if department else None
    if department and found is None:
        raise ValueError(f"department {department} is not known")
    account = Account(username=username, name=name, role=role, department=found)
    account.set_password(password)
    account.save()
    record(by=by, kind="people.account_added", subject=f"account:{account.pk}", role=role)
    return account
