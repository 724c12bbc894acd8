"""Add people of the office; keep and open residents' contacts."""

import secrets
from datetime import datetime

from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.people.models import Account, Contact
from huiyin.people.rules import Role
from huiyin.people.vault import Reach, Sealed, seal, unseal
from huiyin.places.models import Department

LONGEST_REASON = 200


@action
def add_account(*, by: str, username: str, name: str, role: Role, password: str, department: str = "") -> Account:
    """Add an account; `department` is a code, needed for handlers. ValueError where it is unknown."""
    found = Department.objects.filter(code=department).first() if department else None
    if department and found is None:
        raise ValueError(f"department {department} is not known")
    account = Account(username=username, name=name, role=role, department=found)
    account.set_password(password)
    account.save()
    record(by=by, kind="people.account_added", subject=f"account:{account.pk}", role=role)
    return account


@action
def make_password(*, by: str, account: int) -> str:
    """Give a person (the id of an account) a password made now, which is returned and stored nowhere as it is.

    Whoever was signed in with the old one is signed out. `Account.DoesNotExist` where there is no such account.
    """
    held = Account.objects.select_for_update().get(pk=account)
    password = secrets.token_urlsafe(12)
    held.set_password(password)
    held.save(update_fields=["password"])
    record(by=by, kind="people.password_changed", subject=f"account:{held.pk}")
    return password


@action
def note_sign_in(*, by: str, account: int) -> None:
    """The record says who came to the desk, and when."""
    record(by=by, kind="people.signed_in", subject=f"account:{account}")


@action
def note_new_password(*, by: str, account: int) -> None:
    """The record says that a password was changed, not to what."""
    record(by=by, kind="people.password_changed", subject=f"account:{account}")


@action
def keep_contact(*, by: str, reach: Reach, at: datetime) -> int:
    """Seal a sender's contact and return its id. Called by the action that takes the message, which records it."""
    sealed = seal(reach)
    row = Contact.objects.create(sealed=sealed.data, nonce=sealed.nonce, key_id=sealed.key_id, added_at=at)
    return row.pk


@action
def open_contact(*, by: str, contact: int, reason: str) -> Reach:
    """Read a sender's contact, which is recorded with the reason. Whether `by` may, the caller has asked.

    ValueError without a reason; `Contact.DoesNotExist` if it was erased; `vault.CannotOpen` with a wrong key.
    """
    if not (why := reason.strip()):
        raise ValueError("a contact is opened for a reason")
    row = Contact.objects.get(pk=contact)
    reach = unseal(Sealed(bytes(row.sealed), bytes(row.nonce), row.key_id))
    record(by=by, kind="people.contact_opened", subject=f"contact:{row.pk}", reason=why[:LONGEST_REASON])
    return reach
