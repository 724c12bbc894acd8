"""Take a resident's word on an answer. It can reopen the case, and only it can say "solved"."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from huiyin.answer.models import Answer
from huiyin.handle import moving, rules
from huiyin.handle.moving import Doing
from huiyin.handle.rules import Actor, Move, NotAllowed
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.ledger import rows
from huiyin.ledger.actions import Line, record_many
from huiyin.ledger.writing import action
from huiyin.methods.text import clean
from huiyin.rate.models import Rating
from huiyin.rate.rules import Level, Solved, follows

LONGEST_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class Judging:
    """The word of the sender of a message on the newest answer of its case.

    How content they are (`level`), whether it is solved, or both. `source` is set where it was said to another system:
    then `at` is when it was said there, and what follows from it follows now, when this office learns of it.
    """

    case: int
    message: int
    level: int | None
    solved: str
    at: datetime
    comment: str = ""
    once: str = ""
    source: str = ""

    @property
    def heard_at(self) -> datetime:
        """From when on this office can act on it."""
        return timezone.now() if self.source else self.at

    @property
    def key(self) -> str | None:
        """What tells the same form sent twice."""
        return hashlib.sha256(f"{self.message}:{self.once}".encode()).hexdigest() if self.once else None


@action
def rate(
    *,
    by: str = "resident",
    message: Message,
    level: int | None = None,
    solved: str = "",
    comment: str = "",
    once: str = "",
    at: datetime | None = None,
) -> Rating:
    """Store the word of the sender of `message` on the newest answer; the newest word of a message counts.

    "Solved" and not a bad rating ends the case as solved. "Not solved" or a bad rating opens it again, more urgent than
    before; no grade is needed for that. The same form (`once`) sent twice is stored once. NotAllowed before there is an
    answer, if neither is said, and for thanks: they asked for nothing that could be rated.
    """
    judging = Judging(message.case_id, message.pk, level, solved, at or timezone.now(), comment, once)
    rating = rate_many(by=by, judgings=[judging])[judging.case]
    if isinstance(rating, NotAllowed):
        raise rating
    return rating


@action
def rate_many(*, by: str = "resident", judgings: Sequence[Judging]) -> dict[int, Rating | NotAllowed]:
    """Store many words, each on another case: as if one by one, but in few statements.

    By case what is stored (or was, of the same form), or why it is not.
    """
    held = moving.locked_many(judging.case for judging in judgings)
    answers = _newest_answers(held)
    refused = {one.case: why for one in judgings if (why := _forbidden(one, held, answers))}
    known = {rating.once: rating for rating in Rating.objects.filter(once__in=[one.key for one in judgings if one.key])}
    earlier = {one.case: known[one.key] for one in judgings if one.case not in refused and one.key in known}
    fresh = [one for one in judgings if one.case not in refused and one.case not in earlier]
    ratings = _stored(fresh, answers)
    _let_follow(by, fresh, held)
    facts = {one.case: {"level": one.level, "solved": one.solved, **_origin(one)} for one in fresh}
    record_many(by=by, lines=[Line("rate.given", f"case:{one.case}", facts[one.case], one.heard_at) for one in fresh])
    return {**ratings, **earlier, **refused}


def _origin(judging: Judging) -> dict[str, str]:
    return {"source": judging.source} if judging.source else {}


def _forbidden(judging: Judging, held: Mapping[int, Case], answers: Mapping[int, int]) -> NotAllowed | None:
    if not _is_said(judging):
        return NotAllowed("unknown_rating")
    if held[judging.case].merged_into_id:
        return NotAllowed("merged")
    if held[judging.case].kind == Kind.THANKS and not judging.source:
        return NotAllowed("thanks_not_rated")
    return None if judging.case in answers else NotAllowed("not_answered")


def _is_said(judging: Judging) -> bool:
    """At least one of the two words, and no made-up one."""
    says_something = judging.level is not None or judging.solved != ""
    return says_something and judging.level in {None, *Level} and judging.solved in {"", *Solved}


def _newest_answers(cases: Iterable[int]) -> dict[int, int]:
    """The newest answer that each case was sent, where there is one. One statement."""
    sent = Answer.objects.filter(case__in=list(cases), sent_at__isnull=False).order_by("version")
    return dict(sent.values_list("case", "pk"))


def _stored(judgings: Sequence[Judging], answers: Mapping[int, int]) -> dict[int, Rating]:
    """The new words; those that the same senders said before no longer count."""
    senders = {(one.case, one.message) for one in judgings}
    counting = Rating.objects.filter(case__in=[one.case for one in judgings], newest=True)
    said = counting.values_list("pk", "case", "message")
    rows.update(Rating, ("newest",), [(False, pk) for pk, case, message in said if (case, message) in senders])
    ratings = {
        one.case: Rating(
            case_id=one.case, answer_id=answers[one.case], message_id=one.message, level=one.level, solved=one.solved,
            comment=clean(one.comment).strip()[:LONGEST_COMMENT], at=one.at, once=one.key,
            source=one.source[:64],
        )
        for one in judgings
    }  # fmt: skip
    rows.insert_objects(list(ratings.values()))
    return ratings


def _let_follow(by: str, judgings: Sequence[Judging], held: Mapping[int, Case]) -> None:
    """Count the unhappy, then move the cases that a resident's word moves."""
    bad = Rating.objects.filter(case__in=[one.case for one in judgings], newest=True, level__lte=Level.BAD)
    number = dict(bad.values_list("case").annotate(n=Count("pk")).order_by())
    doings = []
    for one in judgings:
        case = held[one.case]
        case.bad_ratings = number.get(one.case, 0)
        case.rank = moving.rank_of(case)
        wanted = follows(level=one.level, solved=one.solved)
        if wanted in rules.may(kind=case.kind, state=case.state, actor=Actor.RESIDENT):
            doings.append(Doing(one.case, Move(wanted), Actor.RESIDENT, one.heard_at))
    judged = [held[one.case] for one in judgings]
    rows.update(Case, ("bad_ratings", "rank"), [(case.bad_ratings, case.rank, case.pk) for case in judged])
    moving.move_many(doings, by=by, held=held)
