"""The way of my message as JSON, by its tracking code, and the resident's further words on it."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Header, Router, Schema
from ninja.errors import HttpError
from pydantic import BaseModel

from huiyin.desk.my_way import answers, for_sender, standing, stops
from huiyin.desk.queries.my_message import MyMessage, message_of, my_message
from huiyin.handle.rules import NotAllowed
from huiyin.handle.words import why_not
from huiyin.hear import codes
from huiyin.hear.actions import add_word
from huiyin.hear.forms import new_once
from huiyin.hear.models import Message
from huiyin.hear.rules import LONGEST_TEXT, Channel
from huiyin.hear.said import NotTaken, Said
from huiyin.hear.words import NOT_TAKEN
from huiyin.rate.actions import LONGEST_COMMENT
from huiyin.rate.actions import rate as give_rating
from huiyin.rate.rules import Level, Solved

router = Router(tags=["my message"])

Once = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)]


class MyStopOut(Schema):
    """One station of the way: `place` is past, back (handed back), now or next."""

    title: str
    place: str
    at: datetime | None
    until: date | None
    text: str


class AnswerOut(Schema):
    """One sent version of the answer."""

    version: int
    text: str
    sent_at: datetime
    department: str


class WordOut(Schema):
    """What the sender said, first or later."""

    text: str
    at: datetime
    files: int


class RatingOut(Schema):
    """What the sender said of the answer last."""

    level: int | None
    solved: str
    comment: str


class WayOut(Schema):
    """The whole way of one message, as its sender reads it."""

    kind: str
    title: str
    place: str
    state: str
    department: str
    due_on: date | None
    question: str
    others: int
    said: list[WordOut]
    way: list[MyStopOut]
    answers: list[AnswerOut]
    rating: RatingOut | None
    may_rate: bool


class WordIn(BaseModel, extra="forbid"):
    """A further word."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class RatingIn(BaseModel, extra="forbid"):
    """How content the sender is (5 very, 1 not at all), whether it is solved, or both."""

    level: Annotated[int, Field(ge=Level.VERY_BAD, le=Level.VERY_GOOD, strict=True)] | None = None
    solved: Solved | None = None
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""


@router.get("/{code}", response=WayOut, summary="The way of my message", operation_id="my_message")
def show(request: HttpRequest, response: HttpResponse, code: str) -> WayOut:
    """Who has it, since when, until when, what was answered. The code is the key: keep it to yourself."""
    return _way(_read(code), response)


@router.post("/{code}/words", response=WayOut, summary="Add a word", operation_id="add_word")
def add(request: HttpRequest, response: HttpResponse, code: str, word: WordIn, idempotency_key: Once = None) -> WayOut:
    """Store a further word on my message; with the same `Idempotency-Key` it is stored once."""
    known = _read(code)
    try:
        add_word(
            by="api", code=known, said=Said(text=word.text, channel=Channel.API), once=idempotency_key or new_once()
        )
    except Message.DoesNotExist:
        raise HttpError(404, _unknown()) from None
    except NotTaken as problem:
        raise HttpError(422, str(NOT_TAKEN[problem.code])) from None
    return _way(known, response)


@router.post("/{code}/rating", response={200: WayOut}, summary="Rate the answer", operation_id="rate")
def rate(
    request: HttpRequest, response: HttpResponse, code: str, rating: RatingIn, idempotency_key: Once = None
) -> WayOut:
    """Say how content I am, whether it is solved, or both; 409 before there is an answer."""
    known = _read(code)
    try:
        give_rating(
            by="api", message=message_of(known), level=rating.level, solved=rating.solved or "",
            comment=rating.comment, once=idempotency_key or new_once(),
        )  # fmt: skip
    except Message.DoesNotExist:
        raise HttpError(404, _unknown()) from None
    except NotAllowed as problem:
        raise HttpError(422 if problem.code == "unknown_rating" else 409, why_not(problem)) from None
    return _way(known, response)


def _read(typed: str) -> str:
    if (known := codes.read(typed)) is None:
        raise HttpError(404, _("This is no tracking code: a character is wrong or missing."))
    return known


def _unknown() -> str:
    return _("No message has this tracking code.")


def _way(code: str, response: HttpResponse) -> WayOut:
    mine = my_message(code)
    if mine is None:
        raise HttpError(404, _unknown())
    response.headers["Cache-Control"] = "no-store"
    return _out(for_sender(mine))


def _out(mine: MyMessage) -> WayOut:
    now = standing(mine)
    rating = mine.rating
    return WayOut(
        kind=mine.kind, title=mine.title, place=mine.place, state=mine.state, department=now.department,
        due_on=mine.due_on, question=now.question, others=mine.others,
        said=[WordOut(text=word.text, at=word.at, files=len(word.files)) for word in (mine.first, *mine.later)],
        way=[MyStopOut(title=s.title, place=s.place, at=s.at, until=s.until, text=s.text) for s in stops(mine)],
        answers=[
            AnswerOut(version=a.version, text=a.text, sent_at=a.sent_at, department=a.department)
            for a in answers(mine)
        ],
        rating=RatingOut(level=rating.level, solved=rating.solved, comment=rating.comment) if rating else None,
        may_rate=mine.may_rate,
    )  # fmt: skip
