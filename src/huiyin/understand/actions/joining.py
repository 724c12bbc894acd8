"""Join cases about the same thing, and take messages out again."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, F, Sum
from django.utils import timezone

from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind, is_open
from huiyin.ledger.actions import Line, record_many
from huiyin.ledger.writing import action
from huiyin.understand.actions.refusal import NotPossible
from huiyin.understand.models import Band, Joining


@action
def merge(*, by: str, cases: Sequence[Case], into: Case, reason: str = "") -> str:
    """Join cases about the same thing: their messages go to `into`, each sender stays informed there.

    Returns the word by which it can be undone. NotPossible for a case merged already, another kind of road,
    or a case into itself.
    """
    if any(case.pk == into.pk or case.merged_into_id for case in cases) or into.merged_into_id:
        raise NotPossible("merged_already")
    if Kind.WRONGDOING in {into.kind, *(case.kind for case in cases)}:
        raise NotPossible("closed_road")
    word, moment = secrets.token_hex(8), timezone.now()
    messages = list(Message.objects.filter(case__in=cases))
    _move(by=by, messages=messages, to=into, word=word, moment=moment, reason=reason)
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(merged_into=into, is_open=False)
    _record(by, "understand.merged", [into, *cases], word)
    return word


@action
def undo_merge(*, by: str, word: str) -> None:
    """Take back a merge (or a taking out): every message returns to the case it came from."""
    joinings = list(Joining.objects.filter(merge=word).select_related("message", "from_case", "to_case"))
    if not joinings:
        raise NotPossible("nothing_to_undo")
    back, moment = secrets.token_hex(8), timezone.now()
    for source in {joining.from_case for joining in joinings}:
        messages = [j.message for j in joinings if j.from_case_id == source.pk and j.message.case_id == j.to_case_id]
        _revive(source)
        _move(by=by, messages=messages, to=source, word=back, moment=moment, reason="undo")
    _record(by, "understand.merge_undone", [joinings[0].to_case, *{j.from_case for j in joinings}], word)


@action
def split_out(*, by: str, message: Message) -> Case:
    """Take one message out of a case: into the case it came from, or a new one. Undone by its word, or by merging."""
    case = message.case
    if Message.objects.filter(case=case).count() < 2:
        raise NotPossible("only_message")
    earlier = Joining.objects.filter(message=message, to_case=case).select_related("from_case").last()
    target = earlier.from_case if earlier else _new_case(message)
    _revive(target)
    word, moment = secrets.token_hex(8), timezone.now()
    _move(by=by, messages=[message], to=target, word=word, moment=moment, reason="")
    _record(by, "understand.split_out", [case, target], word)
    return target


def _record(by: str, kind: str, cases: Sequence[Case], word: str) -> None:
    """One entry for each case that changed, so that each is put in order and shown anew."""
    record_many(by=by, lines=[Line(kind, f"case:{case.pk}", {"merge": word}) for case in cases])


def _new_case(message: Message) -> Case:
    old = message.case
    return Case.objects.create(
        kind=old.kind, title=(message.title or old.title), category_id=old.category_id, area_id=old.area_id,
        township_id=old.township_id, lat=message.lat, lon=message.lon, urgency=old.urgency, message_count=0,
        opened_at=message.received_at, opened_on=timezone.localdate(message.received_at),
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
    counts = {
        row["case"]: row
        for row in Message.objects.filter(case__in=case_ids).values("case").annotate(n=Count("pk"), up=Sum(F("up")))
    }
    for case in Case.objects.filter(pk__in=case_ids):
        row = counts.get(case.pk)
        case.message_count, case.support = (row["n"], row["up"]) if row else (0, 0)
        case.save(update_fields=["message_count", "support"])
