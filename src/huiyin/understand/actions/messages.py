"""Store what was understood of messages."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from datetime import datetime

from django.utils import timezone

from huiyin.hear import search
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.ledger import rows
from huiyin.ledger.actions import Line, record_many
from huiyin.ledger.writing import action
from huiyin.methods.similar import Features
from huiyin.places.queries import Directory, directory
from huiyin.understand.alike import alike_cases, forget_oldest
from huiyin.understand.material import model_in_use, read_before, unread
from huiyin.understand.models import Band, Guess
from huiyin.understand.reading import Proposal, Reading, read_all
from huiyin.understand.rules import About

SEARCH = "understand_search"

_GUESS = (
    "message_id", "about", "value", "score", "reasons", "method", "made_at", "decided_by", "decided_value",
)  # fmt: skip
_SET = ("category_id", "area_id", "township_id", "urgency")
_BAND = ("value", "message_id", "case_id")

Sorted = tuple[int | None, int | None, int | None, int]
"""Of a case what `_SET` names: category, area, township, urgency."""


def read(*, by: str, message_ids: Sequence[int], at: datetime | None = None) -> int:
    """Guess what these messages are about and make them findable; those read before are left alone.

    All that takes thought is done before the transaction. The number of statements does not depend on how many
    messages there are. Returns how many were read.
    """
    messages = unread(message_ids)
    if not messages:
        return 0
    readings = read_all(messages, places=directory(), model=model_in_use(About.CATEGORY))
    return _keep(by=by, readings=readings, alike=alike_cases(readings), at=at)


@action
def _keep(
    *, by: str, readings: Sequence[Reading], alike: Mapping[int, Sequence[Proposal]], at: datetime | None = None
) -> int:
    moment = at or timezone.now()
    before = read_before([reading.message.pk for reading in readings])  # by another worker, meanwhile
    fresh = [reading for reading in readings if reading.message.pk not in before]
    case_of = dict(Message.objects.filter(pk__in=[r.message.pk for r in fresh]).values_list("pk", "case"))
    _set_cases(fresh, case_of, directory())
    _store(by, fresh, alike, case_of, moment)
    return len(fresh)


@action
def keep_new(
    *, by: str, readings: Sequence[Reading], known: MutableMapping[int, Features], at: datetime | None = None
) -> int:
    """Keep what was understood of messages that were stored just now, in this transaction, oldest first.

    Their cases are as `sort_new` left them. `known` goes from one batch to the next (`alike.alike_cases`). Returns
    how many they are.
    """
    case_of = {reading.message.pk: reading.message.case_id for reading in readings}
    _store(by, readings, alike_cases(readings, known), case_of, at or timezone.now())
    forget_oldest(known)
    return len(readings)


def sort_new(case: Case, reading: Reading, places: Directory) -> None:
    """Give a case that is not stored yet what was understood of its only message."""
    before: Sorted = (case.category_id, case.area_id, case.township_id, case.urgency)
    case.category_id, case.area_id, case.township_id, case.urgency = _sorted(case.kind, before, reading, places)


def _store(
    by: str, readings: Sequence[Reading], alike: Mapping[int, Sequence[Proposal]], case_of: Mapping[int, int],
    moment: datetime,
) -> None:  # fmt: skip
    """Guesses, search words and entries of these messages; of reports of wrongdoing nothing to compare or find by."""
    rows.insert(Guess, _GUESS, _guesses(readings, alike, moment), once=True)
    open_to_all = [reading for reading in readings if reading.message.kind != Kind.WRONGDOING]
    found = ((band, pk, case_of[pk]) for r in open_to_all if (pk := r.message.pk) for band in r.bands)
    rows.insert(Band, _BAND, sorted(found))  # in the order of their index: each page of it is written once
    search.index_cut(SEARCH, ((r.message.pk, r.tokens) for r in open_to_all))
    record_many(by=by, at=moment, lines=[Line("understand.read", f"message:{r.message.pk}", {}) for r in readings])


def _guesses(
    readings: Sequence[Reading], alike: Mapping[int, Sequence[Proposal]], moment: datetime
) -> Iterator[tuple[object, ...]]:
    for reading in readings:
        pk = reading.message.pk
        for p in (*reading.proposals, *alike.get(pk, ())):
            yield pk, p.about, p.value, p.score, list(p.reasons), p.method, moment, "", ""


def _set_cases(readings: Sequence[Reading], case_of: Mapping[int, int], places: Directory) -> None:
    """Cases that nothing is known of take over the first guess; what a person decided stays."""
    held = Case.objects.select_for_update().filter(pk__in=set(case_of.values()))
    cases: dict[int, tuple[str, Sorted]] = {
        pk: (kind, (category, area, township, urgency))
        for pk, kind, category, area, township, urgency in held.values_list("pk", "kind", *_SET)
    }
    for reading in readings:
        pk = case_of[reading.message.pk]
        kind, before = cases[pk]
        cases[pk] = (kind, _sorted(kind, before, reading, places))
    rows.update(Case, _SET, ((*now, pk) for pk, (_, now) in cases.items()))


def _sorted(kind: str, before: Sorted, reading: Reading, places: Directory) -> Sorted:
    category, area, township, urgency = before
    if category is None and kind != Kind.WRONGDOING:
        category = reading.category_id
    if area is None:
        area, township = reading.area_id, places.township_of(reading.area_id)
    return category, area, township, max(urgency, reading.urgency)
