"""What people decide about guesses."""

from collections.abc import Iterable

from django.utils import timezone

from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.places.queries import AreaLine, CategoryLine, directory
from huiyin.understand.actions.refusal import NotPossible
from huiyin.understand.models import Guess
from huiyin.understand.rules import About


@action
def accept_guess(*, by: str, guess: Guess) -> None:
    """A person says: right. The guess becomes a label to learn from."""
    correct_guess(by=by, guess=guess, value=guess.value)


@action
def correct_guess(*, by: str, guess: Guess, value: str) -> None:
    """A person says what is right; the case follows, and the guess becomes a label to learn from.

    NotPossible where the value is not known, or the kind may no longer change.
    """
    _apply(guess.message.case, About(guess.about), value)
    guess.decided_at, guess.decided_by, guess.decided_value = timezone.now(), by, value
    guess.save(update_fields=["decided_at", "decided_by", "decided_value"])
    kind = "understand.accepted" if value == guess.value else "understand.corrected"
    record(by=by, kind=kind, subject=f"case:{guess.message.case_id}", about=guess.about, value=value)


@action
def set_category(*, by: str, case: Case, code: str) -> None:
    """A person sorts a case that has no guess, or sorts it anew."""
    _apply(case, About.CATEGORY, code)
    record(by=by, kind="understand.corrected", subject=f"case:{case.pk}", about=About.CATEGORY, value=code)


def _apply(case: Case, about: About, value: str) -> None:
    places = directory()
    if about == About.CATEGORY:
        case.category_id = _pk_of(places.categories.values(), value)
        case.save(update_fields=["category"])
    elif about == About.AREA:
        case.area_id = _pk_of(places.areas.values(), value)
        case.township_id = places.township_of(case.area_id)
        case.save(update_fields=["area", "township"])
    elif about == About.URGENCY:
        case.urgency = min(max(int(value), 0), 3) if value.isdigit() else case.urgency
        case.save(update_fields=["urgency"])
    elif about == About.KIND:
        _change_kind(case, value)


def _change_kind(case: Case, value: str) -> None:
    if case.state != State.RECEIVED or Kind.WRONGDOING in {value, case.kind} or value not in set(Kind):
        raise NotPossible("kind_fixed")
    case.kind = value
    case.save(update_fields=["kind"])


def _pk_of(lines: Iterable[AreaLine | CategoryLine], code: str) -> int:
    for line in lines:
        if line.code == code:
            return line.id
    raise NotPossible("unknown_value")
