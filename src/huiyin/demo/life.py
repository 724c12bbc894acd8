"""What became of each story: the steps of the voices, done by the actions of the stages."""

from datetime import datetime, timedelta
from functools import singledispatch

from django.utils import timezone

from huiyin.answer.actions import send
from huiyin.demo.voices import Added, Answered, Asked, Assigned, Extended, Noted, Rated, Reopened, Returned, Story
from huiyin.handle import actions as handle
from huiyin.handle.rules import Actor, NotAllowed
from huiyin.hear.actions import write_down
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Channel, Kind
from huiyin.hear.said import Said
from huiyin.places.queries import directory
from huiyin.rate.actions import rate
from huiyin.understand.actions import correct_guess, set_category
from huiyin.understand.models import Guess
from huiyin.understand.rules import About

BY = "demo"


class Life:
    """One case as it is lived: where it is now, and at which moment."""

    def __init__(self, case_id: int, message_ids: tuple[int, ...], at: datetime) -> None:
        self.case_id, self.message_ids, self.at = case_id, message_ids, at

    @property
    def case(self) -> Case:
        """As it stands now."""
        return Case.objects.get(pk=self.case_id)

    @property
    def first(self) -> Message:
        """The first message."""
        return Message.objects.get(pk=self.message_ids[0])


def live(story: Story, case_id: int, message_ids: tuple[int, ...], began: datetime) -> None:
    """Sort the case as a clerk would, then do each step on its day; what the rules forbid by then is left out."""
    now = timezone.now()
    if story.life:
        _sort(story, case_id, message_ids)
    for step in story.life:
        at = began + timedelta(days=step.days)
        if at > now:
            break
        try:
            do(step, Life(case_id, message_ids, at))
        except NotAllowed:
            continue


def _sort(story: Story, case_id: int, message_ids: tuple[int, ...]) -> None:
    if story.kind == Kind.WRONGDOING:
        return
    guess = Guess.objects.filter(message=message_ids[0], about=About.CATEGORY).order_by("-score").first()
    if guess is None:
        set_category(by=BY, case=Case.objects.get(pk=case_id), code=story.category)
    else:
        correct_guess(by=BY, guess=guess, value=story.category)


def _department(code: str) -> int:
    return next(d.id for d in directory().departments.values() if d.code == code)


@singledispatch
def do(step: object, life: Life) -> None:
    """Do one step of a life."""
    raise TypeError(f"no such step: {step!r}")


@do.register
def _(step: Assigned, life: Life) -> None:
    handle.assign(by=BY, case=life.case, department=_department(step.department), note=step.note, at=life.at)


@do.register
def _(step: Returned, life: Life) -> None:
    handle.return_case(by=BY, case=life.case, reason=step.reason, at=life.at)


@do.register
def _(step: Asked, life: Life) -> None:
    handle.ask(by=BY, case=life.case, question=step.text, actor=Actor.HANDLER, at=life.at)


@do.register
def _(step: Added, life: Life) -> None:
    write_down(by=BY, message=life.message_ids[0], said=Said(text=step.text, channel=Channel.PHONE), at=life.at)
    if step.is_reply:
        handle.take_reply(case=life.case, at=life.at)


@do.register
def _(step: Answered, life: Life) -> None:
    if life.case.kind != Kind.WRONGDOING and life.case.department_id is None:
        handle.assign(by=BY, case=life.case, department=_department(step.department), at=life.at)
    again = life.at.date() + timedelta(days=step.look_again_in) if step.look_again_in else None
    send(
        by=BY, case=life.case, text=step.text, ending=step.ending, actor=Actor.HANDLER, basis=step.basis,
        reason=step.reason, other_help=step.other_help, appeal=step.appeal, look_again_on=again, at=life.at,
    )  # fmt: skip


@do.register
def _(step: Rated, life: Life) -> None:
    rate(message=life.first, level=step.level, solved=step.solved, comment=step.comment, at=life.at)


@do.register
def _(step: Reopened, life: Life) -> None:
    handle.reopen(by="resident", case=life.case, reason=step.text, at=life.at)


@do.register
def _(step: Extended | Noted, life: Life) -> None:
    """Extensions and notes inside the office leave no trace in a case's way yet."""
