"""What people decide about guesses."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from huiyin.hear.models import Case
from huiyin.ledger import rows
from huiyin.ledger.actions import Line, record, record_many
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

    NotPossible where the value is not known. The kind of a case is another matter (`handle.actions.set_kind`): its
    moves and its clock hang on it.
    """
    correct_many(by=by, corrections=[(guess, value)])


@action
def correct_many(*, by: str, corrections: Sequence[tuple[Guess, str]]) -> None:
    """Correct many guesses (with their messages and cases), in few statements; all of them, or NotPossible and none."""
    now = timezone.now()
    for guess, value in corrections:
        _apply(guess.message.case, About(guess.about), value)
        guess.decided_at, guess.decided_by, guess.decided_value = now, by, value
    for about, fields in _DECIDED.items():
        cases = [guess.message.case for guess, _ in corrections if guess.about == about]
        rows.update(Case, fields, ([getattr(case, field) for field in (*fields, "pk")] for case in cases))
    rows.update(Guess, ("decided_at", "decided_by", "decided_value"), ((now, by, v, g.pk) for g, v in corrections))
    record_many(by=by, at=now, lines=[_line(guess, value) for guess, value in corrections])


def _line(guess: Guess, value: str) -> Line:
    kind = "understand.accepted" if value == guess.value else "understand.corrected"
    return Line(kind, f"case:{guess.message.case_id}", {"about": guess.about, "value": value})


@action
def set_category(*, by: str, case: Case, code: str) -> None:
    """A person sorts a case that has no guess, or sorts it anew."""
    _apply(case, About.CATEGORY, code)
    case.save(update_fields=["category"])
    record(by=by, kind="understand.corrected", subject=f"case:{case.pk}", about=About.CATEGORY, value=code)


def decide_kind(*, by: str, case: int, kind: str, at: datetime) -> None:
    """What was guessed about the kind of any message of a case is decided, inside an action that sets the kind."""
    guesses = Guess.objects.filter(message__case=case, about=About.KIND)
    guesses.update(decided_at=at, decided_by=by, decided_value=kind)


_DECIDED: Mapping[About, tuple[str, ...]] = {
    About.CATEGORY: ("category_id",),
    About.AREA: ("area_id", "township_id"),
    About.URGENCY: ("urgency",),
}
"""What of a case each question decides."""


def _apply(case: Case, about: About, value: str) -> None:
    """Set what the question decides, not stored yet."""
    places = directory()
    if about == About.CATEGORY:
        case.category_id = _pk_of(places.categories.values(), value)
    elif about == About.AREA:
        case.area_id = _pk_of(places.areas.values(), value)
        case.township_id = places.township_of(case.area_id)
    elif about == About.URGENCY:
        case.urgency = min(max(int(value), 0), 3) if value.isdigit() else case.urgency
    else:
        raise NotPossible("unknown_value")


def _pk_of(lines: Iterable[AreaLine | CategoryLine], code: str) -> int:
    for line in lines:
        if line.code == code:
            return line.id
    raise NotPossible("unknown_value")
