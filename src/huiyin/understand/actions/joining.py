"""Join cases about the same thing, and take messages out again."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind, is_open
from huiyin.ledger.actions import Line, record_many
from huiyin.ledger.moment import day_of
from huiyin.ledger.writing import action
from huiyin.understand.actions.refusal import NotPossible
from huiyin.understand.models import Band, Joining

UNDO = "undo"
"""The reason of a joining that only takes another one back."""


@action
def merge(*, by: str, cases: Sequence[Case], into: Case, reason: str = "") -> str:
    """Join cases about the same thing: their messages go to `into`, each sender stays informed there.

    Returns the word by which it can be undone. NotPossible for a case merged already, another kind of road,
    or a case into itself.
    """
    held = _locked({into.pk, *(case.pk for case in cases)})
    target, joined = held[into.pk], [held[case.pk] for case in cases]
    if target in joined or any(case.merged_into_id for case in held.values()):
        raise NotPossible("merged_already")
    if Kind.WRONGDOING in {case.kind for case in held.values()}:
        raise NotPossible("closed_road")
    word, moment = secrets.token_hex(8), timezone.now()
    messages = list(Message.objects.filter(case__in=joined))
    _move(by=by, messages=messages, to=target, word=word, moment=moment, reason=reason)
    Case.objects.filter(pk__in=[case.pk for case in joined]).update(merged_into=target, is_open=False)
    _record(by, "understand.merged", [target, *joined], word)
    return word


@action
def undo_merge(*, by: str, word: str) -> None:
    """Take back a merge (or a taking out): every message that is still there returns to the case it came from."""
    joinings = list(Joining.objects.filter(merge=word))
    held = _locked({pk for joining in joinings for pk in (joining.from_case_id, joining.to_case_id)})
    still = {m.pk: m for m in Message.objects.filter(pk__in=[j.message_id for j in joinings])}
    back: dict[int, list[Message]] = defaultdict(list)
    for joining in joinings:
        if still[joining.message_id].case_id == joining.to_case_id:
            back[joining.from_case_id].append(still[joining.message_id])
    if not back:
        raise NotPossible("nothing_to_undo")
    undoing, moment = secrets.token_hex(8), timezone.now()
    for source, messages in back.items():
        _revive(held[source])
        _move(by=by, messages=messages, to=held[source], word=undoing, moment=moment, reason=UNDO)
    _record(by, "understand.merge_undone", [held[joinings[0].to_case_id], *(held[pk] for pk in back)], word)


@action
def split_out(*, by: str, message: Message) -> Case:
    """Take what one sender said out of a case, with all further words: into the case it came from, or a new one.

    Undone by its word, or by merging. NotPossible where nobody else wrote, or the message lies elsewhere by now.
    """
    case = _locked({message.case_id})[message.case_id]
    own = Q(pk=message.added_to_id or message.pk) | Q(added_to=message.added_to_id or message.pk)
    messages = list(Message.objects.filter(own, case=case).order_by("pk"))
    if not messages:
        raise NotPossible("moved_already")
    if not Message.objects.filter(case=case).exclude(pk__in=[m.pk for m in messages]).exists():
        raise NotPossible("only_message")
    target = _case_before(case, messages) or _new_case(case, messages[0])
    _revive(target)
    word, moment = secrets.token_hex(8), timezone.now()
    _move(by=by, messages=messages, to=target, word=word, moment=moment, reason="")
    _record(by, "understand.split_out", [case, target], word)
    return target


def _locked(ids: set[int]) -> dict[int, Case]:
    """The cases as they stand now, kept from others until the action ends: what a page showed may have moved since."""
    return {case.pk: case for case in Case.objects.select_for_update().filter(pk__in=ids).order_by("pk")}


def _case_before(case: Case, messages: Sequence[Message]) -> Case | None:
    """The case from which one of these was joined to this one; what was undone does not count."""
    joined = Joining.objects.filter(message__in=messages, to_case=case).exclude(reason=UNDO)
    earlier = joined.order_by("pk").last()
    return _locked({earlier.from_case_id})[earlier.from_case_id] if earlier else None


def _record(by: str, kind: str, cases: Sequence[Case], word: str) -> None:
    """One entry for each case that changed, so that each is put in order and shown anew; it is about the first."""
    first, *others = (case.pk for case in cases)
    facts = {"merge": word, "case": first, "others": others}
    record_many(by=by, lines=[Line(kind, f"case:{case.pk}", facts) for case in cases])


def _new_case(old: Case, message: Message) -> Case:
    return Case.objects.create(
        kind=old.kind, title=(message.title or old.title), category_id=old.category_id, area_id=old.area_id,
        township_id=old.township_id, lat=message.lat, lon=message.lon, urgency=old.urgency, message_count=0,
        opened_at=message.received_at, opened_on=day_of(message.received_at),
        last_at=message.received_at, due_on=old.due_on, rank=old.rank,
    )  # fmt: skip


def _revive(case: Case) -> None:
    case.merged_into = None
    case.is_open = is_open(case.state)
    case.save(update_fields=["merged_into", "is_open"])


def _move(*, by: str, messages: Sequence[Message], to: Case, word: str, moment: datetime, reason: str) -> None:
    Joining.objects.bulk_create(
        Joining(message=m, from_case_id=m.case_id, to_case=to, merge=word, at=moment, by=by, reason=reason)
        for m in messages
    )
    touched = {to.pk, *(m.case_id for m in messages)}
    ids = [m.pk for m in messages]
    Message.objects.filter(pk__in=ids).update(case=to)
    Band.objects.filter(message__in=ids).update(case=to)
    _count_messages(touched)


def _count_messages(case_ids: set[int]) -> None:
    """How many wrote: further words of the same sender do not make a case weigh more."""
    firsts = Message.objects.filter(case__in=case_ids, added_to=None)
    counts = {row["case"]: row for row in firsts.values("case").annotate(n=Count("pk"), up=Sum(F("up")))}
    for case in Case.objects.filter(pk__in=case_ids):
        row = counts.get(case.pk)
        case.message_count, case.support = (row["n"], row["up"]) if row else (0, 0)
        case.save(update_fields=["message_count", "support"])
