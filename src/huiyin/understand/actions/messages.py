"""Store what was understood of messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from huiyin.hear import search
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.ledger.actions import Line, record_many
from huiyin.ledger.writing import action
from huiyin.methods.similar import Features, features, likeness
from huiyin.places.queries import Directory, directory
from huiyin.understand.material import candidates, model_in_use, unread
from huiyin.understand.models import Band, Guess
from huiyin.understand.reading import Reading, read_all, whole
from huiyin.understand.rules import ENOUGH_ALIKE, About

SEARCH = "understand_search"


@action
def read(*, by: str, message_ids: Sequence[int], at: datetime | None = None) -> int:
    """Guess what these messages are about and make them findable; those read before are left alone.

    The number of statements does not depend on how many messages there are. Returns how many were read.
    """
    messages = unread(message_ids)
    if not messages:
        return 0
    moment = at or timezone.now()
    places = directory()
    readings = read_all(messages, places=places, model=model_in_use(About.CATEGORY))
    alike = _alike(readings)
    Guess.objects.bulk_create(_guesses(readings, alike, moment), ignore_conflicts=True)
    Band.objects.bulk_create(
        Band(value=band, message_id=r.message.pk, case_id=r.message.case_id) for r in readings for band in r.bands
    )
    search.index(SEARCH, [(r.message.pk, whole(r.message)) for r in readings if r.message.kind != Kind.WRONGDOING])
    _set_cases(readings, places)
    record_many(by=by, at=moment, lines=[Line("understand.read", f"message:{r.message.pk}", {}) for r in readings])
    return len(readings)


def _guesses(readings: Sequence[Reading], alike: Mapping[int, list[Guess]], moment: datetime) -> list[Guess]:
    made = [
        Guess(
            message=reading.message, about=p.about, value=p.value, score=p.score, reasons=list(p.reasons),
            method=p.method, made_at=moment,
        )
        for reading in readings
        for p in reading.proposals
    ]  # fmt: skip
    for guess in (g for guesses in alike.values() for g in guesses):
        guess.made_at = moment
        made.append(guess)
    return made


def _alike(readings: Sequence[Reading]) -> dict[int, list[Guess]]:
    """Earlier or simultaneous cases that look like the same thing, for each message at most three."""
    shared = candidates([(r.message, r.bands) for r in readings if r.message.kind != Kind.WRONGDOING])
    found: dict[int, list[Guess]] = {}
    for reading in readings:
        own = features_of(reading.message)
        scored: dict[int, tuple[float, tuple[str, ...]]] = {}
        for other in shared.get(reading.message.pk, ()):
            like = likeness(own, features_of(other))
            if like.score >= max(ENOUGH_ALIKE, scored.get(other.case_id, (0.0, ()))[0]):
                scored[other.case_id] = (like.score, like.reasons)
        best = sorted(scored.items(), key=lambda item: -item[1][0])[:3]
        found[reading.message.pk] = [
            Guess(message=reading.message, about=About.DUPLICATE, value=str(case), score=score, reasons=list(reasons),
                  method="minhash")
            for case, (score, reasons) in best
        ]  # fmt: skip
    return found


def features_of(message: Message) -> Features:
    """A message as `methods.similar` compares it."""
    area = directory().areas.get(message.area_id or 0)
    return features(
        whole(message), area=area.code if area else None, lat=message.lat, lon=message.lon,
        at=message.said_at or message.received_at,
    )  # fmt: skip


def _set_cases(readings: Sequence[Reading], places: Directory) -> None:
    """Cases that nothing is known of take over the first guess; what a person decided stays."""
    cases = {}
    for reading in readings:
        case = reading.message.case
        if case.category_id is None and case.kind != Kind.WRONGDOING:
            case.category_id = reading.category_id
        if case.area_id is None:
            case.area_id = reading.area_id
            case.township_id = places.township_of(reading.area_id)
        case.urgency = max(case.urgency, reading.urgency)
        cases[case.pk] = case
    Case.objects.bulk_update(cases.values(), ["category", "area", "township", "urgency"])
