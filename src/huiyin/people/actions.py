"""Add people of the office; keep and open residents' contacts."""

import secrets
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.people import first
from huiyin.people.models import Account, Contact
from huiyin.people.rules import LastAdministrator, NameTaken, Role
from huiyin.people.vault import Reach, Sealed, seal, unseal
from huiyin.places.models import Department

LONGEST_REASON = 200


@action
def add_account(*, by: str, username: str, name: str, role: Role, password: str, department: str = "") -> Account:
    """Add an account; `department` is a code, needed for handlers. ValueError where it is unknown; `NameTaken`."""
    account = Account(username=username, name=name, role=role, department=_department(department))
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        if Account.objects.filter(username=username).exists():
            raise NameTaken from None
        raise
    record(by=by, kind="people.account_added", subject=f"account:{account.pk}", role=role)
    return account


def _department(code: str) -> Department | None:
    found = Department.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise ValueError(f"department {code} is not known")
    return found


@action
def change_account(*, by: str, account: int, name: str, role: Role, department: str = "") -> None:
    """A person of another name, in another role or another department, from the next page they open.

    `LastAdministrator` where nobody else would be one; ValueError where the department is unknown.
    """
    if role != Role.ADMINISTRATOR:
        _leave_one_administrator(account)
    held = Account.objects.select_for_update().get(pk=account)
    held.name, held.role, held.department = name, role, _department(department)
    held.save(update_fields=["name", "role", "department"])
    record(by=by, kind="people.account_changed", subject=f"account:{held.pk}", role=role, department=department)


@action
def switch_off(*, by: str, account: int) -> None:
    """A person leaves: signed out at once and everywhere, the password is gone. What they did stays theirs.

    `LastAdministrator` where nobody else would be one. Twice is as once.
    """
    _leave_one_administrator(account)
    held = Account.objects.select_for_update().get(pk=account)
    if not held.is_active:
        return
    held.is_active = False
    held.set_unusable_password()  # sessions hang on the password: none of them comes back with the account
    held.save(update_fields=["is_active", "password"])
    _forget_first(held.username)
    record(by=by, kind="people.switched_off", subject=f"account:{held.pk}")


@action
def switch_on(*, by: str, account: int) -> str:
    """A person comes back, with a password made now, which is returned and stored nowhere as it is."""
    held = Account.objects.select_for_update().get(pk=account)
    held.is_active = True
    password = _set_new_password(held)
    record(by=by, kind="people.switched_on", subject=f"account:{held.pk}")
    return password


@action
def make_password(*, by: str, account: int) -> str:
    """Give a person (the id of an account) a password made now, which is returned and stored nowhere as it is.

    Whoever was signed in with the old one is signed out. `Account.DoesNotExist` where there is no such account, or
    it is switched off.
    """
    held = Account.objects.select_for_update().get(pk=account, is_active=True)
    password = _set_new_password(held)
    record(by=by, kind="people.password_changed", subject=f"account:{held.pk}")
    return password


def _set_new_password(held: Account) -> str:
    password = secrets.token_urlsafe(12)
    held.set_password(password)
    held.save(update_fields=["is_active", "password"])
    _forget_first(held.username)
    return password


def _forget_first(username: str) -> None:
    """Not before the new password is stored: else nobody might know the one that still holds."""
    transaction.on_commit(partial(first.forget, username))


def _leave_one_administrator(leaving: int) -> None:
    """All administrators are locked, so that no two of them can leave at the same moment."""
    active = Account.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")
    if {one.pk for one in active} == {leaving}:
        raise LastAdministrator


@action
def note_sign_in(*, by: str, account: int) -> None:
    """The record says who came to the desk, and when."""
    record(by=by, kind="people.signed_in", subject=f"account:{account}")


@action
def note_new_password(*, by: str, account: int) -> None:
    """The record says that a password was changed, not to what; a first one that stood in a file goes from there."""
    _forget_first(Account.objects.get(pk=account).username)
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
