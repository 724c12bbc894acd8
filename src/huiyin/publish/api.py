"""What everybody may see, as JSON: cases, figures, projects. Never more than the public pages show."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import HttpError

from huiyin.hear.rules import Kind
from huiyin.methods.text import LONGEST_QUERY, clean
from huiyin.places.queries import AreaLine, CategoryLine, DepartmentLine, directory, office
from huiyin.programme.models import Project
from huiyin.programme.queries import ProjectFacts, ProjectLine, project, projects
from huiyin.programme.rules import ProjectState
from huiyin.publish import queries
from huiyin.publish.access import shown_now_as
from huiyin.publish.figures import Row, Share, board
from huiyin.publish.forms import mark_of
from huiyin.publish.gather import shown_words
from huiyin.publish.models import PublicCase
from huiyin.publish.queries import CaseLine, Wanted
from huiyin.publish.rules import LAST_YEAR, By, Group, Measure, may_read, period_days
from huiyin.publish.way import stops
from huiyin.publish.words import DEFINITIONS

router = Router(tags=["public"])

MOST = 100
RowId = Annotated[int, Path(ge=1, le=2**63 - 1)]
Place = AreaLine | CategoryLine | DepartmentLine
Known = TypeVar("Known", AreaLine, CategoryLine, DepartmentLine)


class Asked(Schema):
    """What the list is narrowed by: codes of areas, categories and departments; days of receipt, both included."""

    words: Annotated[str, Field(max_length=LONGEST_QUERY)] = ""
    category: str = ""
    area: str = ""
    department: str = ""
    kind: Kind | None = None
    state: Group | None = None
    since: date | None = None
    until: date | None = None
    after: Annotated[str, Field(description="`next` of the page before.")] = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = queries.PAGE


class CaseOut(Schema):
    """One case, its words without personal data; `people` said the same."""

    id: int
    kind: str
    state: str
    late: bool
    title: str
    text: str
    answer: str
    category: str | None
    area: str | None
    township: str | None
    department: str | None
    opened_on: date
    due_on: date | None
    answered_on: date | None
    ended_on: date | None
    people: int


class CasesOut(Schema):
    """One page, newest first; `next` asks for the following one."""

    cases: list[CaseOut]
    next: str | None


class StopOut(Schema):
    """One station of the way: `place` is past, back, now or next."""

    title: str
    place: str
    on: date | None
    until: date | None


class VersionOut(Schema):
    """One sent version of the answer."""

    version: int
    text: str
    department: str | None
    sent_at: datetime


class CountOut(Schema):
    """How many residents said this of the newest answer."""

    said: str
    number: int


class CaseFactsOut(CaseOut):
    """All that is public of one case; the place is rounded to about 100 m."""

    lat: float | None
    lon: float | None
    way: list[StopOut]
    answers: list[VersionOut]
    levels: list[CountOut]
    solved: list[CountOut]
    projects: list[int]


class ShareOut(Schema):
    """A share with its 95 % interval; where there are not enough answers yet, only `whole` is told."""

    part: int | None
    whole: int
    value: float | None
    low: float | None
    high: float | None


class RowOut(Schema):
    """The figures of one department or township by its code; an empty code: of those that have none."""

    code: str
    received: int
    answered: int
    in_time: ShareOut
    solved: ShareOut
    satisfied: ShareOut


class FiguresOut(Schema):
    """The figures of a period: of all, and one row each; what they mean; as of when."""

    period: str
    by: str
    counted_at: datetime | None
    minimum: int
    definitions: dict[str, str]
    total: RowOut
    rows: list[RowOut]


class ProjectOut(Schema):
    """One project; money in yuan."""

    id: int
    title: str
    owner: str | None
    area: str | None
    state: str
    promise: str
    first_promised: date
    promised: date
    reported_on: date | None
    budgeted: float
    paid: float
    confirmed: int
    open_disputes: int


class MilestoneOut(Schema):
    """One milestone."""

    name: str
    due_on: date
    done_on: date | None
    late: bool


class PromiseOut(Schema):
    """One promise, and what became of it."""

    text: str
    by_day: date
    state: str


class MoneyOut(Schema):
    """One sum in yuan, by source: budgeted, allotted or paid."""

    step: str
    amount: float
    source: str
    on: date


class SaidOut(Schema):
    """What a resident said of the delivery, without personal data, and the reply."""

    word: str
    text: str
    at: datetime
    reply: str
    open: bool


class ProjectFactsOut(ProjectOut):
    """All that is public of one project, from the cases behind it to the residents' word."""

    purpose: str
    cases: list[int]
    milestones: list[MilestoneOut]
    promises: list[PromiseOut]
    money: list[MoneyOut]
    words: list[SaidOut]


@router.get("/cases", response=CasesOut, summary="Cases, newest first", operation_id="cases")
def cases(request: HttpRequest, asked: Query[Asked]) -> CasesOut:
    """Those whose senders allowed it. Pages follow each other by `after`, whatever comes in meanwhile."""
    _must_be_public()
    before = mark_of(asked.after) if asked.after else None
    if asked.after and before is None:
        raise HttpError(422, _("`after` is not the `next` of a page."))
    page = queries.listed(_wanted(asked), before=before, size=asked.limit)
    last = page.lines[-1].mark if page.has_older and page.lines else None
    following = f"{last[0].isoformat()}_{last[1]}" if last else None
    return CasesOut(cases=[CaseOut(**_case(line)) for line in page.lines], next=following)


@router.get("/cases/{case_id}", response=CaseFactsOut, summary="One case", operation_id="case")
def case(request: HttpRequest, case_id: RowId) -> CaseFactsOut | HttpResponse:
    """Its words, its way, its answers, and what residents said of them; leads on from a case joined to another."""
    _must_be_public()
    try:
        facts = queries.case(case_id)
    except PublicCase.DoesNotExist:
        if into := shown_now_as(case_id):
            return HttpResponseRedirect(str(into))
        raise Http404 from None
    return CaseFactsOut(
        **_case(facts.line),
        lat=facts.spot[0] if facts.spot else None,
        lon=facts.spot[1] if facts.spot else None,
        way=[StopOut(title=stop.title, place=stop.place, on=stop.on, until=stop.until) for stop in stops(facts)],
        answers=[
            VersionOut(version=sent.number, text=sent.text, department=_code(sent.department), sent_at=sent.sent_at)
            for sent in facts.answers
        ],
        levels=[CountOut(said=str(level), number=number) for level, number in facts.ratings.levels],
        solved=[CountOut(said=word, number=number) for word, number in facts.ratings.solved],
        projects=[line.id for line in facts.projects],
    )


@router.get("/figures", response=FiguresOut, summary="The board's figures", operation_id="figures")
def figures(
    request: HttpRequest,
    period: Annotated[str, Query(description="`year` (the last 365 days), 2026, or 2026-07")] = LAST_YEAR,
    by: Annotated[By, Query()] = By.DEPARTMENT,
) -> FiguresOut:
    """Received, answered, in time, solved by residents' word, satisfied: by department or by township."""
    _must_be_public()
    try:
        period_days(period, timezone.localdate())
    except ValueError:
        raise HttpError(422, _("There are no figures of such a period.")) from None
    found = board(period, by)
    return FiguresOut(
        period=period, by=by, counted_at=found.counted_at, minimum=found.minimum,
        definitions={measure: str(DEFINITIONS[measure]) for measure in Measure},
        total=_row(found.total), rows=[_row(row) for row in found.rows],
    )  # fmt: skip


@router.get("/projects", response=list[ProjectOut], summary="Projects, newest first", operation_id="projects")
def all_projects(request: HttpRequest, state: ProjectState | None = None) -> list[ProjectOut]:
    """What came of complaints: the newest 200."""
    _must_be_public()
    return [ProjectOut(**_project(line)) for line in projects(state=state or "")]


@router.get("/projects/{project_id}", response=ProjectFactsOut, summary="One project", operation_id="project")
def one_project(request: HttpRequest, project_id: RowId) -> ProjectFactsOut:
    """From the complaint to the money to the residents' word."""
    _must_be_public()
    try:
        facts = project(project_id)
    except Project.DoesNotExist:
        raise Http404 from None
    return _project_facts(facts)


def _must_be_public() -> None:
    if not may_read(office().publication, None):
        raise HttpError(404, _("This is not public yet."))


def _wanted(asked: Asked) -> Wanted:
    places = directory()
    return Wanted(
        words=clean(asked.words).strip(),
        area=_id_of(asked.area, places.areas),
        category=_id_of(asked.category, places.categories),
        department=_id_of(asked.department, places.departments),
        kind=asked.kind or "",
        group=asked.state or "",
        since=asked.since,
        until=asked.until,
    )


def _id_of(code: str, known: Mapping[int, Known]) -> int | None:
    if not code:
        return None
    for pk, thing in known.items():
        if thing.code == code:
            return pk
    raise HttpError(422, _("There is no area, category or department with this code."))


def _code(thing: Place | None) -> str | None:
    return thing.code if thing else None


def _case(line: CaseLine) -> dict[str, Any]:
    return {
        "id": line.id, "kind": line.kind, "state": line.state, "late": line.is_late, "title": line.title,
        "text": line.text, "answer": line.answer, "category": _code(line.category), "area": _code(line.area),
        "township": _code(line.township), "department": _code(line.department), "opened_on": line.opened_on,
        "due_on": line.due_on, "answered_on": line.answered_on, "ended_on": line.ended_on, "people": line.same + 1,
    }  # fmt: skip


def _share(share: Share) -> ShareOut:
    return ShareOut(part=share.part, whole=share.whole, value=share.value, low=share.low, high=share.high)


def _row(row: Row) -> RowOut:
    return RowOut(
        code=row.key, received=row.received, answered=row.answered, in_time=_share(row.in_time),
        solved=_share(row.solved), satisfied=_share(row.satisfied),
    )  # fmt: skip


def _project(line: ProjectLine) -> dict[str, Any]:
    return {
        "id": line.id, "title": shown_words(line.title), "owner": _code(line.owner), "area": _code(line.area),
        "state": line.state, "promise": line.promise, "first_promised": line.first_promised,
        "promised": line.promised, "reported_on": line.reported_on, "budgeted": float(line.budgeted),
        "paid": float(line.paid), "confirmed": line.confirmed, "open_disputes": line.open_disputes,
    }  # fmt: skip


def _project_facts(facts: ProjectFacts) -> ProjectFactsOut:
    return ProjectFactsOut(
        **_project(facts.line),
        purpose=shown_words(facts.purpose),
        cases=sorted(queries.titles(facts.cases)),
        milestones=[
            MilestoneOut(name=m.name, due_on=m.due_on, done_on=m.done_on, late=m.is_late) for m in facts.milestones
        ],
        promises=[PromiseOut(text=p.text, by_day=p.by_day, state=p.state) for p in facts.promises],
        money=[MoneyOut(step=m.step, amount=float(m.amount), source=m.source, on=m.on) for m in facts.money],
        words=[
            SaidOut(word=w.word, text=shown_words(w.text), at=w.at, reply=shown_words(w.reply), open=w.is_open)
            for w in facts.words
        ],
    )
