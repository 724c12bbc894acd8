"""My message: all that its sender may read of its way, by its tracking code."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from huiyin.answer.queries import AnswerLine, answers_of
from huiyin.handle import rules
from huiyin.handle.clock import clock
from huiyin.handle.queries import OutcomeFacts, Station, outcome_of, way
from huiyin.handle.rules import Actor, Move
from huiyin.hear import codes
from huiyin.hear.access import message_with_code
from huiyin.hear.models import Attachment, Message
from huiyin.hear.rules import Kind
from huiyin.methods.deadlines import working_days_between
from huiyin.methods.text import shorten
from huiyin.programme.queries import ProjectLine, projects_of_case
from huiyin.rate.queries import OwnRating, own_rating

TITLE_LENGTH = 40


@dataclass(frozen=True)
class FileLine:
    """A photo or paper of mine."""

    id: int
    is_photo: bool
    size: int
    width: int | None
    height: int | None


@dataclass(frozen=True)
class MyWord:
    """What I said, first or later."""

    text: str
    at: datetime
    files: tuple[FileLine, ...]


@dataclass(frozen=True)
class MyMessage:
    """Where my message stands, how it came there, and what I may do now."""

    kind: str
    title: str
    place: str
    state: str
    due_on: date | None
    days_left: int | None  # working days until `due_on`, below 0 after it; None where no answer is owed
    department_id: int | None
    others: int  # how many others said the same
    first: MyWord
    later: tuple[MyWord, ...]
    way: tuple[Station, ...]
    answers: tuple[AnswerLine, ...]  # newest first
    outcome: OutcomeFacts | None
    rating: OwnRating | None
    projects: tuple[ProjectLine, ...]
    moves: frozenset[Move]

    @property
    def may_rate(self) -> bool:
        """Whether there is an answer on which a word can be said. Thanks asked for nothing that could be rated."""
        return bool(self.answers) and self.kind != Kind.THANKS

    @property
    def has_rated(self) -> bool:
        """Whether the newest answer has its word: what was said of an earlier one is no word on it."""
        return bool(self.rating and self.answers and self.rating.answer_id == self.answers[0].id)


@dataclass(frozen=True)
class MyFile:
    """A photo or paper as it is sent to its owner."""

    path: Path
    media_type: str


def my_message(code: str) -> MyMessage | None:
    """The message of this code (as `codes.read` gives it); None for an unknown one.

    Twelve statements, four more with projects.
    """
    if (message := _message(code)) is None:
        return None
    case = message.case
    later = list(Message.objects.filter(added_to=message).order_by("id"))
    files = _files([message, *later])
    return MyMessage(
        kind=case.kind,
        title=message.title or shorten(message.text, TITLE_LENGTH),
        place=message.place,
        state=case.state,
        due_on=case.due_on,
        days_left=_days_left(case.state, case.due_on),
        department_id=case.department_id,
        others=max(case.message_count - 1, 0),
        first=_word(message, files),
        later=tuple(_word(word, files) for word in later),
        way=_way(message),
        answers=tuple(answers_of(case.pk)),
        outcome=outcome_of(case.pk),
        rating=own_rating(message),
        projects=projects_of_case(case.pk, message_id=message.pk),
        moves=frozenset(rules.may(kind=case.kind, state=case.state, actor=Actor.RESIDENT)),
    )


def message_of(code: str) -> Message:
    """The row, for the actions on it; `Message.DoesNotExist` for an unknown code. One statement."""
    return message_with_code(codes.digest(settings.HUIYIN_CODE_KEY.encode(), code))


def my_file(code: str, file_id: int) -> MyFile | None:
    """A photo or paper of my message or of a word I added; None for anybody else's. Two statements."""
    if (message := _message(code)) is None:
        return None
    own = Q(message=message) | Q(message__added_to=message)
    row = Attachment.objects.filter(own, pk=file_id).first()
    return MyFile(settings.HUIYIN_FILES / row.file, row.media_type) if row else None


def _message(code: str) -> Message | None:
    try:
        return message_of(code)
    except Message.DoesNotExist:
        return None


def _files(messages: list[Message]) -> dict[int, list[FileLine]]:
    found: dict[int, list[FileLine]] = {message.pk: [] for message in messages}
    for row in Attachment.objects.filter(message__in=found).order_by("id"):
        is_photo = row.media_type.startswith("image/")
        found[row.message_id].append(FileLine(row.pk, is_photo, row.size, row.width, row.height))
    return found


def _word(message: Message, files: dict[int, list[FileLine]]) -> MyWord:
    return MyWord(message.text, message.received_at, tuple(files[message.pk]))


def _way(message: Message) -> tuple[Station, ...]:
    """The steps of the case; for who joined it later, its own reception among them."""
    steps = way(message.case_id)
    own = Station(Move.RECEIVE, "", message.said_at or message.received_at, None, "", None)
    if message.case.message_count == 1 or not steps or own.at <= steps[0].at:
        return (own, *steps[1:])
    return tuple(sorted((*steps, own), key=lambda step: step.at))


def _days_left(state: str, due_on: date | None) -> int | None:
    own_days = clock().own_days
    if due_on is None or state not in rules.OWED_STATES:
        return None
    today = timezone.localdate()
    if due_on >= today:
        return working_days_between(today, due_on, own=own_days)
    return -working_days_between(due_on, today, own=own_days)
