"""Read projects, with their money, promises and residents' words; each in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from huiyin.hear.access import cases_for, went_into
from huiyin.hear.models import Case
from huiyin.people.models import Account
from huiyin.places.prepared import Prepared
from huiyin.places.queries import AreaLine, DepartmentLine, directory
from huiyin.programme import rules
from huiyin.programme.models import Funding, Milestone, Project, ProjectCase, Promise, Word
from huiyin.programme.rules import Money, ProjectState, PromiseState

MOST_LISTED = 200
MOST_RELATED = 50
"""Cases that are offered to be ticked."""


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as lists need it. Money in yuan; `promised` is the newest date, `first_promised` the first."""

    id: int
    title: str
    owner: DepartmentLine | None
    area: AreaLine | None
    state: str
    first_promised: date
    promised: date
    promise: PromiseState
    reported_on: date | None
    budgeted: Decimal
    paid: Decimal
    confirmed: int
    open_disputes: int
    my_word: str = ""

    @property
    def share_paid(self) -> float:
        """How much of the budget was paid, at most 1: the length of a bar."""
        return min(rules.share_paid(self.budgeted, self.paid) or 0.0, 1.0)

    @property
    def is_moved(self) -> bool:
        """Whether there is a later date than the first promised one."""
        return self.promised != self.first_promised


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise, and what became of it."""

    text: str
    by_day: date
    made_at: datetime
    state: PromiseState


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One milestone; late where it was, or is, past its day."""

    id: int
    name: str
    due_on: date
    done_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One sum, in yuan."""

    step: str
    amount: Decimal
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class StepLine:
    """One change in a project's way."""

    move: str
    state: str
    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class WordLine:
    """A resident's word, verbatim; pages for everybody take personal data out of it."""

    id: int
    word: str
    text: str
    photo: str  # path in the folder of files; empty without one
    photo_type: str
    at: datetime
    reply: str
    replied_at: datetime | None
    newest: bool

    @property
    def is_open(self) -> bool:
        """A dispute that nobody has answered yet."""
        return self.word == rules.Word.DISPUTE and self.newest and self.replied_at is None


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """All that is known of one project."""

    line: ProjectLine
    purpose: str
    started_at: datetime
    cases: tuple[int, ...]
    promises: tuple[PromiseLine, ...]
    milestones: tuple[MilestoneLine, ...]
    money: tuple[MoneyLine, ...]
    steps: tuple[StepLine, ...]
    words: tuple[WordLine, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How the projects stand, for the board."""

    promised: int
    delivered: int
    disputed: int
    broken: int


def _of_case(case: int) -> QuerySet[Project]:
    linked = Q(links__case=case) | Q(links__case__merged_into=case)
    return Project.objects.filter(linked).distinct().order_by("-pk")[:MOST_LISTED]


_projects_of_case = Prepared(_of_case, int)


def projects_of_case(case_id: int, *, message_id: int | None = None) -> tuple[ProjectLine, ...]:
    """The projects that came of a case (also of one that was joined to it), newest first. Four statements.

    With `message_id` (a fifth one) each also holds that resident's own newest word.
    """
    found = _lines(_projects_of_case(case_id))
    if message_id is None or not found:
        return found
    words = Word.objects.filter(message=message_id, newest=True, project__in=[line.id for line in found])
    mine = dict(words.values_list("project", "word"))
    return tuple(replace(line, my_word=mine.get(line.id, "")) for line in found)


def projects(*, state: str = "", owner: int | None = None, broken: bool = False) -> tuple[ProjectLine, ...]:
    """Projects, newest first, the newest 200 at most; `broken` keeps those with a broken promise. Four statements."""
    found = Project.objects.all()
    if state:
        found = found.filter(state=state)
    if owner is not None:
        found = found.filter(owner=owner)
    if broken:
        found = found.filter(_broken(timezone.localdate())).distinct()
    return _newest(found)


@dataclass(frozen=True)
class BrokenPromise:
    """A project whose promise is past its day."""

    id: int
    title: str
    first_promised: date


def broken_promises() -> tuple[BrokenPromise, ...]:
    """The projects with a broken promise, newest first, the newest 200 at most. One statement."""
    rows = Project.objects.filter(_broken(timezone.localdate())).distinct().order_by("-pk")
    return tuple(BrokenPromise(*row) for row in rows.values_list("pk", "title", "first_promised")[:MOST_LISTED])


def totals() -> Totals:
    """How many projects stand how. Two statements."""
    counted = Project.objects.aggregate(
        promised=Count("pk"),
        delivered=Count("pk", filter=Q(state=ProjectState.DELIVERED)),
        disputed=Count("pk", filter=Q(state=ProjectState.DISPUTED)),
    )
    broken = Project.objects.filter(_broken(timezone.localdate())).distinct().count()
    return Totals(counted["promised"], counted["delivered"], counted["disputed"], broken)


def project(project_id: int) -> ProjectFacts:
    """One project with all that belongs to it; Project.DoesNotExist for an unknown one. Ten statements."""
    row = Project.objects.get(pk=project_id)
    today = timezone.localdate()
    return ProjectFacts(
        line=_lines([row])[0],
        purpose=row.purpose,
        started_at=row.started_at,
        cases=tuple(_cases(row)),
        promises=tuple(_promise(p, row, today) for p in row.promises.order_by("by_day", "pk")),
        milestones=tuple(_milestone(m, today) for m in row.milestones.order_by("due_on", "pk")),
        money=tuple(MoneyLine(f.step, f.amount, f.source, f.on) for f in row.funding.order_by("on", "pk")),
        steps=tuple(StepLine(s.move, s.state, s.at, s.said) for s in row.steps.order_by("pk")),
        words=tuple(map(_word, row.words.select_related("photo").order_by("pk"))),
    )


def cases_behind(account: Account, ids: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """Number and title of those of these cases that this person may see. One statement."""
    return tuple(cases_for(account).filter(pk__in=ids).order_by("pk").values_list("pk", "title"))


def related_cases(account: Account, case: Case) -> tuple[tuple[int, str], ...]:
    """Number and title of the other cases of its hot issues that this person may see, newest first. One statement."""
    together = cases_for(account).filter(hot_issues__cases=case).exclude(pk=case.pk).distinct().order_by("-pk")
    return tuple(together.values_list("pk", "title")[:MOST_RELATED])


def cases_of_numbers(account: Account, numbers: Sequence[int]) -> tuple[list[Case], list[int]]:
    """The cases of these numbers (of a joined one, that which it went into), and the numbers that are none here."""
    into = {number: went_into(number) or number for number in numbers}
    found = cases_for(account).in_bulk(set(into.values()))
    cases = [found[pk] for pk in dict.fromkeys(into.values()) if pk in found]
    return cases, [number for number, pk in into.items() if pk not in found]


def _cases(row: Project) -> Iterable[int]:
    """The cases behind it: of joined ones, the one that they were joined to, once."""
    links = ProjectCase.objects.filter(project=row).order_by("pk").values_list("case", "case__merged_into")
    return dict.fromkeys(merged or case for case, merged in links)


def _broken(today: date) -> Q:
    """The same as `promise_state`, asked of the database."""
    late = Q(promises__by_day__lt=today) & ~Q(state=ProjectState.DELIVERED)
    said_in_time = Q(state=ProjectState.REPORTED, reported_on__lte=F("promises__by_day"))
    return late & ~said_in_time


def _newest(rows: QuerySet[Project]) -> tuple[ProjectLine, ...]:
    return _lines(list(rows.order_by("-pk")[:MOST_LISTED]))


def _lines(found: list[Project]) -> tuple[ProjectLine, ...]:
    if not found:
        return ()
    ids = [row.pk for row in found]
    money: dict[tuple[int, str], Decimal] = {}
    for pk, step, amount in Funding.objects.filter(project__in=ids).values_list("project", "step", "amount"):
        money[pk, step] = money.get((pk, step), Decimal(0)) + amount
    promised = dict(Promise.objects.filter(project__in=ids).order_by("pk").values_list("project", "by_day"))
    counts = _word_counts(ids)
    return tuple(_line(row, money, promised, counts.get(row.pk, rules.Words())) for row in found)


def _word_counts(ids: list[int]) -> dict[int, rules.Words]:
    counts: dict[int, rules.Words] = {}
    words = Word.objects.filter(project__in=ids, newest=True).values_list("project", "word", "replied_at")
    for pk, word, replied in words:
        before = counts.get(pk, rules.Words())
        counts[pk] = rules.Words(
            before.confirmed + (word == rules.Word.CONFIRM),
            before.open_disputes + (word == rules.Word.DISPUTE and replied is None),
        )
    return counts


def _line(
    row: Project, money: dict[tuple[int, str], Decimal], promised: dict[int, date], words: rules.Words
) -> ProjectLine:
    places, day = directory(), promised.get(row.pk, row.first_promised)
    return ProjectLine(
        id=row.pk, title=row.title, state=row.state, first_promised=row.first_promised, promised=day,
        owner=places.departments.get(row.owner_id), area=places.areas.get(row.area_id or 0),
        promise=rules.promise_state(
            by_day=day, project=row.state, reported_on=row.reported_on, today=timezone.localdate()
        ),
        reported_on=row.reported_on,
        budgeted=money.get((row.pk, Money.BUDGETED), Decimal(0)), paid=money.get((row.pk, Money.PAID), Decimal(0)),
        confirmed=words.confirmed, open_disputes=words.open_disputes,
    )  # fmt: skip


def _promise(promise: Promise, row: Project, today: date) -> PromiseLine:
    state = rules.promise_state(by_day=promise.by_day, project=row.state, reported_on=row.reported_on, today=today)
    return PromiseLine(promise.text, promise.by_day, promise.made_at, state)


def _milestone(milestone: Milestone, today: date) -> MilestoneLine:
    is_late = (milestone.done_on or today) > milestone.due_on
    return MilestoneLine(milestone.pk, milestone.name, milestone.due_on, milestone.done_on, is_late)


def _word(row: Word) -> WordLine:
    photo = row.photo
    return WordLine(
        id=row.pk, word=row.word, text=row.text, photo=photo.file if photo else "",
        photo_type=photo.media_type if photo else "", at=row.at,
        reply=row.reply, replied_at=row.replied_at, newest=row.newest,
    )  # fmt: skip
