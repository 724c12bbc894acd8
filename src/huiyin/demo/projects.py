"""The three projects that grew out of complaints, done by the actions of the programme."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol

from django.conf import settings
from django.utils import timezone

from huiyin.demo.picture import brown_water
from huiyin.demo.voices import AreaFacts, ProjectStory, Story, projects
from huiyin.hear.attachments import keep
from huiyin.hear.models import Case, Message
from huiyin.hear.said import Kept
from huiyin.places.queries import directory
from huiyin.programme import actions as programme
from huiyin.programme.models import Project, Word
from huiyin.programme.rules import NotAllowed
from huiyin.programme.rules import Word as ResidentsWord

BY = "demo"


class Told(Protocol):
    """A story that was loaded."""

    @property
    def story(self) -> Story: ...
    @property
    def case_id(self) -> int: ...
    @property
    def message_ids(self) -> tuple[int, ...]: ...


def add_projects(told: Sequence[Told], areas: Sequence[AreaFacts], *, today: date) -> None:
    """Start each project from its complaints and let it go its way."""
    for project in projects(today=today, areas=areas):
        own = [one for one in told if one.story.project == project.key]
        _carry_out(project, own, today)


def _carry_out(story: ProjectStory, own: Sequence[Told], today: date) -> None:
    day = _Days(today)
    project = _start(story, own, day)
    _pay(story, project, day)
    if story.reported_days_ago is not None:
        goal = project.milestones.get()
        on = day(story.reported_days_ago)
        programme.reach_milestone(by=BY, project=project, milestone=goal.pk, on=on, at=day.at(story.reported_days_ago))
        said = story.milestones[-1].name
        programme.report_delivered(by=BY, project=project, said=said, on=on, at=day.at(story.reported_days_ago))
        _words(story, project, own, day)


class _Days:
    """Days ago as dates and moments."""

    def __init__(self, today: date) -> None:
        self.today = today

    def __call__(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def at(self, days_ago: int) -> datetime:
        return min(timezone.make_aware(datetime.combine(self(days_ago), time(10))), timezone.now())


def _start(story: ProjectStory, own: Sequence[Told], day: _Days) -> Project:
    places = directory()
    owner = next(d.id for d in places.departments.values() if d.code == story.department)
    area = next((a.id for a in places.areas.values() if a.code == story.area), None)
    budget = [f for f in story.funding if f.step == "budgeted"]
    goal, promise = story.milestones[-1], story.promises[0]
    return programme.start_project(
        by=BY, title=story.name, purpose=story.why, owner=owner, area=area,
        cases=list(Case.objects.filter(pk__in=[one.case_id for one in own])),
        milestone=programme.Goal(goal.name, day(goal.due_days_ago)),
        budgeted=programme.Sum(Decimal(sum(f.yuan for f in budget)), budget[0].source, day(budget[0].days_ago)),
        promise=programme.Pledge(promise.text, day(promise.due_days_ago)),
        at=day.at(story.started_days_ago),
    )  # fmt: skip


def _pay(story: ProjectStory, project: Project, day: _Days) -> None:
    for sum_ in (f for f in story.funding if f.step == "paid"):
        paid = programme.Sum(Decimal(sum_.yuan), sum_.source, day(sum_.days_ago))
        programme.pay(by=BY, project=project, paid=paid, at=day.at(sum_.days_ago))


def _words(story: ProjectStory, project: Project, own: Sequence[Told], day: _Days) -> None:
    messages = list(Message.objects.filter(case__in=[one.case_id for one in own], added_to=None).order_by("pk"))
    for word, message in zip(story.words, messages, strict=False):
        at = day.at(word.days_ago)
        photo = _kept(brown_water()) if word.says == ResidentsWord.DISPUTE else None
        try:
            programme.residents_word(
                project=project.pk, message=message, word=word.says, text=word.text, photo=photo, at=at
            )
        except NotAllowed:
            continue
        if word.answer and word.answer_days_ago is not None:
            given = Word.objects.filter(project=project).order_by("-pk")[0]
            when = day.at(word.answer_days_ago)
            programme.answer_dispute(by=BY, project=project, word=given.pk, reply=word.answer, at=when)


def _kept(photo: bytes) -> Kept:
    return keep(photo, folder=settings.HUIYIN_FILES, most_bytes=settings.UPLOAD_BYTES)
