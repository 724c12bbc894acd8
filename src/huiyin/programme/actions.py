"""A complaint becomes a project: promised, paid, reported, and then it is the residents' word that counts.

Each action takes the token of the form that asked for it (`once`): the same form sent twice is stored once, and the
second sending is answered like the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from huiyin.hear import codes
from huiyin.hear.models import Attachment, Case, Message
from huiyin.hear.rules import PUBLIC_KINDS
from huiyin.hear.said import Kept
from huiyin.ledger.actions import Line, record, record_many
from huiyin.ledger.moment import day_of
from huiyin.ledger.writing import action
from huiyin.methods.text import clean
from huiyin.programme import rules
from huiyin.programme.access import project_of
from huiyin.programme.models import Funding, Milestone, Project, ProjectCase, ProjectStep, Promise, Sent, Word
from huiyin.programme.rules import Money, Move, NotAllowed, ProjectState

LONGEST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Goal:
    """A milestone: what is to be reached by when."""

    name: str
    due: date


@dataclass(frozen=True, slots=True)
class Sum:
    """Money in yuan: how much, from which purse, on which day."""

    amount: Decimal
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Pledge:
    """What is promised by which day."""

    text: str
    by_day: date


@action
def start_project(
    *,
    by: str,
    title: str,
    purpose: str,
    owner: int,
    cases: Sequence[Case],
    milestone: Goal,
    budgeted: Sum,
    promise: Pledge,
    area: int | None = None,
    once: str = "",
    at: datetime | None = None,
) -> Project:
    """Start a project because of these cases; the promise's day is the first promised date for ever.

    `owner` and `area` are ids. NotAllowed without a case or an amount.
    """
    if not cases:
        raise NotAllowed("no_case")
    moment = at or timezone.now()
    numbers = sorted(case.pk for case in cases)
    list(Case.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))  # who sends it twice waits here
    mark = _mark(once, "start", numbers, title, purpose, owner, area, milestone, budgeted, promise)
    if earlier := Project.objects.filter(forms_sent__mark=mark).first():
        return earlier
    project = Project.objects.create(
        title=clean(title), purpose=clean(purpose), owner_id=owner, area_id=area, state=ProjectState.PLANNED,
        first_promised=promise.by_day, started_at=moment, started_by=by,
    )  # fmt: skip
    ProjectCase.objects.bulk_create(ProjectCase(project=project, case=case, at=moment, by=by) for case in cases)
    Milestone.objects.create(project=project, name=clean(milestone.name), due_on=milestone.due)
    _fund(project, Money.BUDGETED, budgeted)
    _promise(project, promise, moment)
    _step(project, Move.START, by, moment, promise.text)
    if mark:
        Sent.objects.create(mark=mark, project=project)
    record(
        by=by, kind="programme.started", subject=f"project:{project.pk}", at=moment,
        cases=numbers, owner=owner, promised=promise.by_day.isoformat(),
        budgeted=str(budgeted.amount),
    )  # fmt: skip
    record_many(by=by, at=moment, lines=[_linked(project, case) for case in numbers])
    return project


def _linked(project: Project, case: int) -> Line:
    return Line("programme.case_linked", f"case:{case}", {"project": project.pk, "title": project.title})


@action
def add_cases(
    *, by: str, project: Project, cases: Sequence[Case], once: str = "", at: datetime | None = None
) -> Project:
    """The project is for these cases too: whoever sent one reads of it there, and has a word on it.

    NotAllowed for a report of wrongdoing. A case that it is for already stays as it is.
    """
    moment, numbers = at or timezone.now(), sorted(case.pk for case in cases)
    held = _locked(project)
    if not _is_new(held, once, "add", numbers):
        return held
    if Case.objects.filter(pk__in=numbers).exclude(kind__in=PUBLIC_KINDS).exists():
        raise NotAllowed("closed_road")
    known = set(ProjectCase.objects.filter(project=held, case__in=numbers).values_list("case", flat=True))
    fresh = [case for case in cases if case.pk not in known]
    if not fresh:
        return held
    ProjectCase.objects.bulk_create(ProjectCase(project=held, case=case, at=moment, by=by) for case in fresh)
    record_many(by=by, at=moment, lines=[_linked(held, case.pk) for case in fresh])
    return held


@action
def take_out_case(*, by: str, project: Project, case: int, at: datetime | None = None) -> Project:
    """The project is not for this case (its number). NotAllowed for the last one, or if its residents had their word.

    What was joined to the case goes with it.
    """
    moment = at or timezone.now()
    held = _locked(project)
    links = ProjectCase.objects.filter(project=held)
    its = links.filter(Q(case=case) | Q(case__merged_into=case))
    if not its.exists():
        return held
    if links.count() == its.count():
        raise NotAllowed("no_case")
    if Word.objects.filter(project=held, message__case=case).exists():
        raise NotAllowed("has_word")
    its.delete()
    facts = {"project": held.pk, "title": held.title}
    record(by=by, kind="programme.case_taken_out", subject=f"case:{case}", at=moment, **facts)
    return held


@action
def pay(*, by: str, project: Project, paid: Sum, once: str = "", at: datetime | None = None) -> Project:
    """Money was paid for the project; the first payment puts it under way. NotAllowed for nothing or less."""
    moment = at or timezone.now()
    held = _locked(project)
    if not _is_new(held, once, "pay", paid):
        return held
    _fund(held, Money.PAID, paid)
    _begin(held, by, moment)
    record(by=by, kind="programme.paid", subject=f"project:{held.pk}", at=moment, amount=str(paid.amount))
    return held


@action
def reach_milestone(
    *, by: str, project: Project, milestone: int, on: date, once: str = "", at: datetime | None = None
) -> Project:
    """A milestone of the project (its id) was reached on a day; NotAllowed for one reached before or unknown."""
    moment = at or timezone.now()
    held = _locked(project)
    if not _is_new(held, once, "milestone", milestone, on):
        return held
    if not Milestone.objects.filter(pk=milestone, project=held, done_on=None).update(done_on=on):
        raise NotAllowed("no_milestone")
    _begin(held, by, moment)
    record(by=by, kind="programme.milestone_reached", subject=f"project:{held.pk}", at=moment, milestone=milestone)
    return held


@action
def promise_again(*, by: str, project: Project, promise: Pledge, once: str = "", at: datetime | None = None) -> Project:
    """A further date, with what is said about it. The earlier promises stay and are judged by their own days."""
    moment = at or timezone.now()
    held = _locked(project)
    if not _is_new(held, once, "promise", promise):
        return held
    _move(held, Move.PROMISE, by, moment, promise.text)
    _promise(held, promise, moment)
    record(
        by=by, kind="programme.promised_again", subject=f"project:{held.pk}", at=moment,
        promised=promise.by_day.isoformat(),
    )  # fmt: skip
    return held


@action
def report_delivered(
    *, by: str, project: Project, said: str, on: date, once: str = "", at: datetime | None = None
) -> Project:
    """The owner says that it is finished. It is delivered only when residents confirm it."""
    moment = at or timezone.now()
    held = _locked(project)
    if not _is_new(held, once, "report", said, on):
        return held
    held.reported_on = on
    _move(held, Move.REPORT, by, moment, said)
    record(by=by, kind="programme.reported", subject=f"project:{held.pk}", at=moment, on=on.isoformat())
    return held


@action
def residents_word(
    *,
    by: str = "resident",
    project: int,
    message: Message,
    word: str,
    text: str = "",
    photo: Kept | None = None,
    once: str = "",
    at: datetime | None = None,
) -> Project:
    """A resident who complained confirms or disputes a project (its id) that was reported delivered.

    Project.DoesNotExist where the message's case did not give rise to it; NotAllowed before it was reported. The
    newest word of each message counts; the same word sent twice is stored once.
    """
    moment = at or timezone.now()
    held = _locked(project_of(message, project))
    if not _is_new(held, once, "word", message.pk, word, text, photo.file if photo else ""):
        return held
    said, text = rules.Word(word), clean(text).strip()[:LONGEST_WORDS]
    last = Word.objects.filter(project=held, message=message, newest=True).first()
    if last and (last.word, last.text) == (said, text) and photo is None and last.replied_at is None:
        return held
    Word.objects.filter(project=held, message=message, newest=True).update(newest=False)
    new = Word.objects.create(
        project=held, message=message, word=said, text=text, photo=_photo(message, photo, moment), at=moment
    )
    _move(held, Move.CONFIRM if said == rules.Word.CONFIRM else Move.DISPUTE, by, moment)
    record(by=by, kind="programme.word_given", subject=f"project:{held.pk}", at=moment, word=said, row=new.pk)
    return held


@action
def answer_dispute(
    *, by: str, project: Project, word: int, reply: str, once: str = "", at: datetime | None = None
) -> Project:
    """Answer a resident's dispute (its id) with what was found or put right.

    When none is open any more, the project counts as reported again, from today. NotAllowed for an empty reply, or
    a word that is no open dispute of the project.
    """
    moment = at or timezone.now()
    held = _locked(project)
    if not _is_new(held, once, "reply", word, reply):
        return held
    if not (reply := clean(reply).strip()[:LONGEST_WORDS]):
        raise NotAllowed("empty")
    answered = Word.objects.filter(pk=word, project=held, word=rules.Word.DISPUTE, newest=True, replied_at=None).update(
        reply=reply, replied_at=moment, replied_by=by
    )
    if not answered:
        raise NotAllowed("no_dispute")
    held.reported_on = day_of(moment)
    _move(held, Move.REPLY, by, moment, reply)
    record(by=by, kind="programme.dispute_answered", subject=f"project:{held.pk}", at=moment, row=word)
    return held


def _locked(project: Project) -> Project:
    return Project.objects.select_for_update().get(pk=project.pk)


def _mark(once: str, *sent: object) -> str:
    """What is stored of a form that was sent, with what it said; nothing of one without a token."""
    return codes.mark(settings.HUIYIN_CODE_KEY.encode(), "project", once, repr(sent)) if once else ""


def _is_new(held: Project, once: str, *sent: object) -> bool:
    """Whether this form, with what it says, has not been here before; from now on it has.

    Changed words under the same token are a new form. Asked with the project locked.
    """
    mark = _mark(once, held.pk, *sent)
    return not mark or Sent.objects.get_or_create(mark=mark, defaults={"project": held})[1]


def _words(project: Project) -> rules.Words:
    counted = Word.objects.filter(project=project, newest=True).values_list("word", "replied_at")
    said = list(counted)
    return rules.Words(
        confirmed=sum(word == rules.Word.CONFIRM for word, _ in said),
        open_disputes=sum(word == rules.Word.DISPUTE and replied is None for word, replied in said),
    )


def _move(held: Project, what: Move, by: str, moment: datetime, said: str = "") -> None:
    """Move the project as the rules say, with a step. The move's own rows are written before."""
    held.state = rules.after(held.state, what, _words(held))
    held.save(update_fields=["state", "reported_on"])
    _step(held, what, by, moment, said)


def _begin(held: Project, by: str, moment: datetime) -> None:
    if held.state == ProjectState.PLANNED:
        _move(held, Move.BEGIN, by, moment)


def _step(project: Project, what: Move, by: str, moment: datetime, said: str = "") -> None:
    ProjectStep.objects.create(
        project=project, move=what, state=project.state, at=moment, by=by, said=clean(said).strip()[:LONGEST_WORDS]
    )


def _fund(project: Project, step: Money, money: Sum) -> None:
    if money.amount <= 0:
        raise NotAllowed("no_amount")
    Funding.objects.create(project=project, step=step, amount=money.amount, source=clean(money.source), on=money.on)


def _promise(project: Project, promise: Pledge, moment: datetime) -> None:
    Promise.objects.create(
        project=project, text=clean(promise.text), owner_id=project.owner_id, by_day=promise.by_day, made_at=moment
    )


def _photo(message: Message, kept: Kept | None, moment: datetime) -> Attachment | None:
    if kept is None:
        return None
    return Attachment.objects.create(
        message=message, file=kept.file, media_type=kept.media_type, size=kept.size,
        width=kept.width, height=kept.height, added_at=moment,
    )  # fmt: skip
