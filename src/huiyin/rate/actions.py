"""Take a resident's word on an answer. It can reopen the case, and only it can say "solved"."""

import hashlib
from datetime import datetime

from django.utils import timezone

from huiyin.answer.models import Answer
from huiyin.handle import moving, rules
from huiyin.handle.rules import Actor, Move, NotAllowed
from huiyin.hear.models import Case, Message
from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.methods.text import clean
from huiyin.rate.models import Rating
from huiyin.rate.rules import Level, Solved, follows

LONGEST_COMMENT = 2_000


@action
def rate(
    *,
    by: str = "resident",
    message: Message,
    level: int,
    solved: str,
    comment: str = "",
    once: str = "",
    at: datetime | None = None,
) -> Rating:
    """Store the word of the sender of `message` on the newest answer; the newest word of a message counts.

    "Solved" and not a bad rating ends the case as solved. "Not solved" or a bad rating opens it again, more urgent than
    before. The same form (`once`) sent twice is stored once. NotAllowed before there is an answer.
    """
    if level not in set(Level) or solved not in set(Solved):
        raise NotAllowed("unknown_rating")
    held = moving.locked(Case(pk=message.case_id))
    key = hashlib.sha256(f"{message.pk}:{once}".encode()).hexdigest() if once else None
    if key and (earlier := Rating.objects.filter(once=key).first()):
        return earlier
    answer = Answer.objects.filter(case=held, sent_at__isnull=False).order_by("-version").first()
    if answer is None:
        raise NotAllowed("not_answered")
    moment = at or timezone.now()
    Rating.objects.filter(case=held, message=message, newest=True).update(newest=False)
    rating = Rating.objects.create(
        case=held, answer=answer, message=message, level=level, solved=solved,
        comment=clean(comment).strip()[:LONGEST_COMMENT], at=moment, once=key,
    )  # fmt: skip
    _let_follow(held, level, solved, by, moment)
    record(by=by, kind="rate.given", subject=f"case:{held.pk}", at=at, level=level, solved=solved)
    return rating


def _let_follow(held: Case, level: int, solved: str, by: str, moment: datetime) -> None:
    """Count the unhappy, then move the case where the resident's word moves it."""
    bad = Rating.objects.filter(case=held, newest=True, level__lte=Level.BAD).count()
    Case.objects.filter(pk=held.pk).update(bad_ratings=bad)
    held.bad_ratings = bad
    wanted = follows(level=level, solved=solved)
    if wanted in rules.may(kind=held.kind, state=held.state, actor=Actor.RESIDENT):
        moving.move(held, Move(wanted), by=by, actor=Actor.RESIDENT, at=moment)
    else:
        Case.objects.filter(pk=held.pk).update(rank=moving.rank_of(held))
