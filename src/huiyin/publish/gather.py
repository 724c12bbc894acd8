"""From cases to what may be shown of them and how they count. Reads many cases in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Min, Q

from huiyin.answer.models import Answer
from huiyin.handle.models import Assignment, Outcome
from huiyin.handle.rules import OWED_STATES, Move
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import LONGEST_TITLE, PUBLIC_KINDS, Consent, State
from huiyin.ledger import rows
from huiyin.ledger.moment import day_of
from huiyin.methods.private import Kind as Private
from huiyin.methods.redact import redact
from huiyin.methods.text import shorten
from huiyin.places.ground import place_named
from huiyin.places.queries import Directory, directory, office
from huiyin.publish.models import PublicCase, Tally
from huiyin.publish.rules import Counts, Facts, counts, may_show, public_spot, shown_state, stands
from huiyin.rate.models import Rating
from huiyin.understand.access import looked_over, undoubted
from huiyin.understand.models import Joining

TITLE_LENGTH = 60


@dataclass(slots=True)
class _Told:
    """What the stages after hearing know of one case."""

    answers: list[tuple[str, datetime]] = field(default_factory=list)  # oldest first
    outcome: str = ""
    first_due: date | None = None  # of the turn that the first answer ended
    solved: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)


def shown_words(text: str) -> str:
    """The words as the public reads them: without personal data, but with the office's own telephone number."""
    return shown_together(text)[0]


def shown_together(*texts: str) -> tuple[str, ...]:
    """Texts about one case: a name that one of them gives away is taken out of all of them."""
    phone = office().phone
    found = [redact(text, keep=(phone,) if phone else ()) for text in texts]
    names = {
        text[span.start : span.end]: span.mark
        for text, redacted in zip(texts, found, strict=True)
        for span in redacted.spans
        if span.kind == Private.NAME and span.end - span.start > 1
    }
    shown = [redacted.text for redacted in found]
    for name in sorted(names, key=len, reverse=True):
        shown = [words.replace(name, names[name]) for words in shown]
    return tuple(shown)


def shown_answers(case_id: int, answers: Sequence[str]) -> tuple[str, ...]:
    """Versions of an answer, without the names that the message shown with them gives away. Two statements."""
    message = _said([case_id]).get(case_id)
    told = (message.title, message.text) if message else ()
    return shown_together(*told, *answers)[len(told) :]


def gathered(case_ids: Sequence[int], now: datetime) -> tuple[list[PublicCase], list[Tally]]:
    """The rows to be kept of these cases (not stored here): those that may be shown, and those that count."""
    cases = list(Case.objects.filter(pk__in=case_ids, merged_into=None, kind__in=PUBLIC_KINDS).order_by("pk"))
    ids = [case.pk for case in cases]
    told, places = _told(ids), directory()
    said = {message.case_id: message for message in looked_over(list(_said(ids).values()))}
    shown, tallies = [], []
    for case in cases:
        tallies.append(_counted(case, told[case.pk], day_of(now), places))
        message = said.get(case.pk)
        if message and may_show(kind=case.kind, state=case.state, consents=(message.consent,)):
            shown.append(_public(case, message, told[case.pk], tallies[-1], now))
    return shown, tallies


def counted_new(cases: Sequence[Case], now: datetime) -> list[Tally]:
    """How cases count that have no history yet but what they say themselves (an answer given elsewhere). No statement.

    Reports of wrongdoing do not count.
    """
    today, places = day_of(now), directory()
    return [_counted(case, _Told(), today, places) for case in cases if case.kind in PUBLIC_KINDS]


def _counted(case: Case, told: _Told, today: date, places: Directory) -> Tally:
    due_on = case.due_on if case.state in OWED_STATES else None
    return _tally(case, counts(_facts(case, told), today), due_on, places)


def _told(ids: Sequence[int]) -> dict[int, _Told]:
    told = {pk: _Told() for pk in ids}
    answers = Answer.objects.filter(case__in=ids).order_by("version")  # drafts have not been sent
    for pk, text, sent_at in answers.values_list("case", "text", "sent_at"):
        if sent_at:
            told[pk].answers.append((text, sent_at))
    for pk, outcome in Outcome.objects.filter(case__in=ids).order_by("pk").values_list("case", "outcome"):
        told[pk].outcome = outcome
    turns = Assignment.objects.filter(case__in=ids, ended_by__in=(Move.ANSWER, Move.POSTPONE))
    for pk, due_on in turns.order_by("-until").values_list("case", "due_on"):
        told[pk].first_due = due_on
    for pk, solved, level in Rating.objects.filter(case__in=ids, newest=True).values_list("case", "solved", "level"):
        told[pk].solved += [solved] if solved else []
        told[pk].levels += [level] if level is not None else []
    return told


def _said(ids: Sequence[int]) -> dict[int, Message]:
    """Of each case the first message that its sender lets everybody read, and that is no report of wrongdoing."""
    allowed = Message.objects.filter(case__in=ids, consent=Consent.PUBLIC, kind__in=PUBLIC_KINDS, added_to=None)
    firsts = undoubted(allowed).values("case").annotate(first=Min("pk")).values_list("first", flat=True)
    return {message.case_id: message for message in Message.objects.filter(pk__in=list(firsts))}


def _facts(case: Case, told: _Told) -> Facts:
    return Facts(
        kind=case.kind,
        state=case.state,
        due_on=_first_due_on(case, told),
        answered_on=_answered_on(case, told),
        solved=told.solved,
        levels=told.levels,
    )


def _answered_on(case: Case, told: _Told) -> date | None:
    """The day of the first answer: a later one does not make it later."""
    first = told.answers[0][1] if told.answers else case.answered_at
    return _day(first)


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def _first_due_on(case: Case, told: _Told) -> date | None:
    """The day by which the first answer was owed: a case opened again has a new one, which is not counted."""
    return told.first_due if case.reopened or case.state == State.NOT_NOW else case.due_on


def _tally(case: Case, how: Counts, due_on: date | None, places: Directory) -> Tally:
    department = places.departments.get(case.department_id or 0)
    township = places.areas.get(case.township_id or 0)
    category = places.categories.get(places.top_of(case.category_id) or 0)
    return rows.made(
        Tally, case_id=case.pk, opened_on=case.opened_on, due_on=due_on,
        department=department.code if department else "", township=township.code if township else "",
        category=category.code if category else "",
        answered=how.answered, in_time=how.in_time, solved=how.solved, satisfied=how.satisfied,
    )  # fmt: skip


def _public(case: Case, message: Message, told: _Told, counted: Tally, now: datetime) -> PublicCase:
    answer = told.answers[-1][0] if told.answers else ""
    title, text, answer = shown_together(message.title, message.text, answer)
    spot = _spot(case, message)
    state = shown_state(case.state, told.outcome)
    return PublicCase(
        case_id=case.pk, kind=case.kind, state=state, stands=stands(state),
        title=shorten(title, LONGEST_TITLE) or shorten(text, TITLE_LENGTH) or "…", text=text, answer=answer,
        category_id=case.category_id, top_category_id=directory().top_of(case.category_id),
        area_id=case.area_id, township_id=case.township_id, department_id=case.department_id,
        lat=spot[0] if spot else None, lon=spot[1] if spot else None, message_count=case.message_count,
        answered_on=_answered_on(case, told), ended_on=_day(case.ended_at),
        changed_at=now, opened_on=counted.opened_on, due_on=counted.due_on,
        answered=counted.answered, in_time=counted.in_time, solved=counted.solved, satisfied=counted.satisfied,
    )  # fmt: skip


def _spot(case: Case, message: Message) -> tuple[float, float] | None:
    named = place_named(message.place) if message.place else None
    public = named is not None and named.is_landmark
    area = directory().areas.get(case.area_id or 0)
    return public_spot(
        pin=_pair(message.lat, message.lon),
        landmark=_pair(named.lat, named.lon) if named else None,
        names_landmark=public,
        centre=_pair(area.lat, area.lon) if area else None,
    )


def _pair(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    return None if lat is None or lon is None else (lat, lon)


def case_ids_of(subjects: Iterable[str]) -> list[int]:
    """The cases that entries speak of ("case:17", "message:4"), and those that their messages came from or went to.

    Three statements at most. Other subjects are left out.
    """
    named: dict[str, set[int]] = {"case": set(), "message": set()}
    for subject in subjects:
        what, _, number = subject.partition(":")
        if what in named:
            named[what].add(int(number))
    cases = named["case"]
    if named["message"]:
        cases |= set(Message.objects.filter(pk__in=named["message"]).values_list("case", flat=True))
    return sorted(cases | _joined_with(cases, named["message"]))


def _joined_with(cases: set[int], messages: set[int]) -> set[int]:
    moved = Joining.objects.filter(Q(from_case__in=cases) | Q(to_case__in=cases) | Q(message__in=messages)).values_list(
        "from_case", "to_case"
    )
    return {pk for pair in moved.distinct() for pk in pair}
