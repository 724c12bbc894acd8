"""Take in what residents say: the message, its case, its contact and files, and what follows, or nothing of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from huiyin.hear import codes
from huiyin.hear.access import imported_before, message_with_code
from huiyin.hear.models import Attachment, Case, Message
from huiyin.hear.rules import PUBLIC_KINDS, Consent, first_rank
from huiyin.hear.said import NotTaken, Said, spelt, taken
from huiyin.ledger import rows
from huiyin.ledger.actions import Line, record, record_many
from huiyin.ledger.moment import day_of
from huiyin.ledger.writing import ActionOfMany, action
from huiyin.methods.text import shorten
from huiyin.people.actions import keep_contact
from huiyin.places.ground import area_at, place_named
from huiyin.places.queries import directory

LONGEST_SHEET_TEXT = 100_000
TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is told: the code (17 characters, `codes.shown` writes it), and whether it came again."""

    code: str
    message_id: int
    case_id: int
    again: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A message of a batch that was stored: its place in the batch, its id and its case's."""

    at: int
    message_id: int
    case_id: int


@dataclass(frozen=True, slots=True)
class Fresh:
    """A message of a batch (its place there), with its case: made, not stored yet, and still to be changed."""

    at: int
    message: Message
    case: Case


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a batch: every place in it is in exactly one of the three."""

    taken: tuple[Taken, ...]
    already: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]


def receive(*, by: str, said: Said, once: str) -> Receipt:
    """Store a message with its case, synced to disk. The same form (`once`) with the same words is stored once.

    `once` is a random token of the sender's form or call; changed words under the same token are a new message.
    Raises `NotTaken` for empty or too long words, `OperationalError` where nothing could be stored.
    """
    ready = _placed(taken(said))
    now, key, sent = timezone.now(), _key(), spelt(ready)
    code, mark = codes.derive(key, once, sent), codes.mark(key, once, sent)
    message = _message(ready, now, 0)
    message.once, message.code_digest = mark, codes.digest(key, code)
    try:
        stored = _receive(by=by, one=_Arrived(ready, message, _case(ready, now)))
    except IntegrityError:  # nearly all forms come once, so it is only asked where the mark is there already
        if earlier := _sent_before(by=by, mark=mark):
            return Receipt(code, *earlier, again=True)
        raise
    return Receipt(code, *stored, again=False)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A message and its case as they will be stored: made beforehand, so that nobody's turn to write is spent on it."""

    said: Said
    message: Message
    case: Case


@ActionOfMany
def _receive(*, by: str, many: Sequence[_Arrived]) -> list[tuple[int, int]]:
    """Store them; return the id of each message and of its case."""
    now = timezone.now()
    for one in many:
        one.message.pk = one.case.pk = None  # a try that failed for others may have numbered them
        one.message.case_id = _joined_case(one.said, now) or 0
    fresh = [one for one in many if not one.message.case_id]
    rows.insert_objects([one.case for one in fresh])
    for one in fresh:
        one.message.case_id = one.case.pk
    for one in many:
        if one.said.reach:
            one.message.contact_id = keep_contact(by=by, reach=one.said.reach, at=now)
    messages = [one.message for one in many]
    rows.insert_objects(messages)
    for one in many:
        _attach(one.message, one.said, now)
    record_many(by=by, at=now, lines=[_received(message) for message in messages])
    return [(message.pk, message.case_id) for message in messages]


def _received(message: Message) -> Line:
    facts = {"case": message.case_id, "kind_of_message": message.kind, "channel": message.channel}
    return Line("hear.received", f"message:{message.pk}", facts)


@action
def receive_many(
    *, by: str, said: Sequence[Said], source: str, finish: Callable[[Sequence[Fresh]], None] | None = None
) -> Received:
    """Store a batch from elsewhere, each with a case of its own, in one transaction and few statements.

    Known by `source` and `external_id`: what was stored before, or stands twice in the batch, is left out.
    Without an `external_id` it is always new. No tracking codes are made. Who can `finish` the cases before they are
    stored also does what follows from them: no jobs are queued.
    """
    ready, refused = _fit(said)
    already = _known_before(ready, source)
    now = timezone.now()
    fresh = [_fresh(at, one, now, source) for at, one in ready if at not in already]
    if finish:
        finish(fresh)
    rows.insert_objects([one.case for one in fresh])
    for one in fresh:
        one.message.case_id = one.case.pk
    messages = [one.message for one in fresh]
    rows.insert_objects(messages)
    lines = [Line("hear.received", f"message:{m.pk}", {"case": m.case_id, "source": source}) for m in messages]
    record_many(by=by, at=now, lines=lines, followed=finish is not None)
    stored = (Taken(one.at, one.message.pk, one.case.pk) for one in fresh)
    return Received(tuple(stored), tuple(sorted(already)), tuple(refused))


def _fresh(at: int, said: Said, now: datetime, source: str) -> Fresh:
    message = _message(said, now, 0)
    message.source, message.external_id = source, said.external_id or None
    return Fresh(at, message, _case(said, now))


def add_word(*, by: str, code: str, said: Said, once: str) -> int:
    """Store a further word of the sender on the own case; return its id. The same word sent twice is stored once.

    `code` is what `codes.read` gave; `Message.DoesNotExist` for an unknown one, `NotTaken` for empty or too long
    words. Kind, place and consent are those of the first message.
    """
    ready = taken(said)
    try:
        return _add_word(by=by, code=code, said=ready, once=once)
    except IntegrityError:  # of two equal ones at the same moment the other was first: it is found now
        return _add_word(by=by, code=code, said=ready, once=once)


@action
def _add_word(*, by: str, code: str, said: Said, once: str) -> int:
    first = message_with_code(codes.digest(_key(), code))
    mark = codes.mark(_key(), once, str(first.pk), spelt(said))
    if earlier := _sent_before(by=by, mark=mark):
        return earlier[0]
    return _store_word(by, first, said, timezone.now(), mark)


@action
def write_down(*, by: str, message: int, said: Said, at: datetime | None = None) -> int:
    """Store a further word that the sender of a message gave by telephone or at the counter; return its id.

    `Message.DoesNotExist` for an unknown message, `NotTaken` for empty or too long words.
    """
    return _store_word(by, Message.objects.get(pk=message), taken(said), at or timezone.now(), None)


def _store_word(by: str, first: Message, said: Said, now: datetime, mark: str | None) -> int:
    word = Message(
        case_id=first.case_id, added_to=first, kind=first.kind, text=said.text, language=said.language,
        channel=said.channel, received_at=now, consent=first.consent, once=mark,
    )  # fmt: skip
    rows.insert_object(word)
    _attach(word, said, now)
    Case.objects.filter(pk=first.case_id).update(last_at=now)
    record(by=by, kind="hear.word_added", subject=f"message:{word.pk}", at=now, case=first.case_id)
    return word.pk


@action
def _sent_before(*, by: str, mark: str) -> tuple[int, int] | None:
    """The message and case of the same form sent before; asked in the queue of those who write."""
    return Message.objects.filter(once=mark).values_list("id", "case_id").first()


def _key() -> bytes:
    return settings.HUIYIN_CODE_KEY.encode()


def _placed(said: Said) -> Said:
    """With its area, from the spot on the map or else from the place as named."""
    if said.area_id is not None:
        return said
    if said.lat is not None and said.lon is not None:
        return replace(said, area_id=area_at(said.lat, said.lon))
    named = place_named(said.place) if said.place else None
    return replace(said, area_id=named.area_id) if named else said


def _joined_case(said: Said, now: datetime) -> int | None:
    """The open public case that the sender wants to join, with one more voice; None where there is no such."""
    if said.same_as is None:
        return None
    public = Message.objects.filter(case=OuterRef("pk"), consent=Consent.PUBLIC)
    joined = Case.objects.filter(
        Exists(public), pk=said.same_as, is_open=True, kind__in=PUBLIC_KINDS, merged_into=None
    ).update(message_count=F("message_count") + 1, last_at=now)
    return said.same_as if joined else None


def _case(said: Said, now: datetime) -> Case:
    opened = min(said.said_at or said.received_at or now, now)
    return rows.made(
        Case, kind=said.kind, title=said.title or shorten(said.text, TITLE_LENGTH), area_id=said.area_id,
        category_id=said.category_id,
        township_id=directory().township_of(said.area_id), lat=said.lat, lon=said.lon, support=said.up,
        opened_at=opened, opened_on=day_of(opened), last_at=opened, rank=first_rank(opened),
    )  # fmt: skip


def _message(said: Said, now: datetime, case_id: int) -> Message:
    return rows.made(
        Message, case_id=case_id, kind=said.kind, title=said.title, text=said.text, language=said.language,
        channel=said.channel, received_at=said.received_at or now, said_at=said.said_at, area_id=said.area_id,
        place=said.place, lat=said.lat, lon=said.lon, consent=said.consent, up=said.up, down=said.down,
    )  # fmt: skip


def _attach(message: Message, said: Said, now: datetime) -> None:
    if said.files:
        Attachment.objects.bulk_create(
            Attachment(
                message=message, file=kept.file, media_type=kept.media_type, size=kept.size,
                width=kept.width, height=kept.height, added_at=now,
            )
            for kept in said.files
        )  # fmt: skip


def _fit(said: Sequence[Said]) -> tuple[list[tuple[int, Said]], list[tuple[int, str]]]:
    """Those that can be stored, with their places in the batch, and those that cannot."""
    ready, refused = [], []
    for at, one in enumerate(said):
        try:
            ready.append((at, _placed(taken(one, most=LONGEST_SHEET_TEXT))))
        except NotTaken as problem:
            refused.append((at, problem.code))
    return ready, refused


def _known_before(ready: Sequence[tuple[int, Said]], source: str) -> set[int]:
    seen = imported_before(source, {one.external_id for _, one in ready if one.external_id})
    already = set()
    for at, one in ready:
        if one.external_id in seen:
            already.add(at)
        elif one.external_id:
            seen.add(one.external_id)
    return already
