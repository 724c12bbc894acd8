"""What comes from elsewhere goes the whole way at once, instead of step by step as jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from huiyin.answer import actions as answer
from huiyin.answer.actions import ImportedAnswer
from huiyin.handle import actions as handle
from huiyin.handle.clock import Clock, clock
from huiyin.handle.moving import set_clock
from huiyin.hear.actions import Fresh, Received, receive_many
from huiyin.hear.models import Case
from huiyin.hear.said import Said
from huiyin.ledger.writing import action
from huiyin.methods.deadlines import Limit
from huiyin.methods.similar import Features
from huiyin.places.queries import Directory
from huiyin.publish import actions as publish
from huiyin.rate import actions as rate
from huiyin.rate.actions import Judging
from huiyin.rate.callbacks import CalledBack
from huiyin.understand import actions as understand
from huiyin.understand.reader import Thought
from huiyin.understand.reading import Reading, read_all


@dataclass
class Course:
    """What one import keeps from batch to batch: the office as it is at its start, and what was compared lately."""

    source: str
    places: Directory
    model: str
    known: dict[int, Features] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """How much time another system gave a case: a day or a limit, and how it is written there."""

    limit: date | Limit
    words: str


@dataclass(frozen=True)
class Elsewhere:
    """What another system knows beyond the message, by place in the batch: answers, what was said of them, limits."""

    answers: Mapping[int, ImportedAnswer]
    ratings: Mapping[int, CalledBack] = field(default_factory=dict)
    limits: Mapping[int, Given] = field(default_factory=dict)


@dataclass(frozen=True)
class TakenIn:
    """What became of a batch: how many answers and ratings came with it, and how many limits longer than ours."""

    received: Received
    answers: int
    ratings: int
    longer: int


@action
def take_in(
    *, by: str, said: Sequence[Said], thoughts: Sequence[Thought], elsewhere: Elsewhere, course: Course
) -> TakenIn:
    """Store a batch with all that follows from it, or nothing: heard, understood, answered, its clocks set, counted.

    The same rows as if each message had come by itself and each step had followed as a job; but a case is written
    once, as it stands at the end. `thoughts` are what `course.model` reads in each. For messages that only the
    office may read.
    """
    passing = _Passing(thoughts, elsewhere, course)
    received = receive_many(by=by, said=said, source=course.source, finish=passing.finish)
    if passing.cases:
        answer.keep_new(by=by, answered=passing.answered, source=course.source)
        understand.keep_new(by="machine", readings=passing.readings, known=course.known)
        handle.start_new(by="calendar", cases=passing.cases)
        publish.count_new(by="worker", cases=passing.cases)
    ratings = _rate(by, received, elsewhere, passing, course)
    return TakenIn(received, len(passing.answered), ratings, passing.longer)


def _rate(by: str, received: Received, elsewhere: Elsewhere, passing: "_Passing", course: Course) -> int:
    """The residents' words on the answers that were taken over, said when the sheet says, at the earliest with them."""
    answered = {case.pk: case.answered_at or timezone.now() for case, _ in passing.answered}
    judgings = [
        Judging(
            one.case_id, one.message_id, rating.level, rating.solved or "",
            max(rating.at or answered[one.case_id], answered[one.case_id]), source=course.source,
        )
        for one in received.taken
        if one.case_id in answered and (rating := elsewhere.ratings.get(one.at))
    ]  # fmt: skip
    if judgings:
        rate.rate_many(by=by, judgings=judgings)
    return len(judgings)


class _Passing:
    """A batch on its way: what was made of it so far, nothing of it stored here."""

    def __init__(self, thoughts: Sequence[Thought], elsewhere: Elsewhere, course: Course) -> None:
        self._thoughts, self._elsewhere, self._course = thoughts, elsewhere, course
        self.cases: list[Case] = []
        self.readings: list[Reading] = []
        self.answered: list[tuple[Case, ImportedAnswer]] = []
        self.longer = 0

    def finish(self, fresh: Sequence[Fresh]) -> None:
        """Bring the cases to where they will stand at the end."""
        course, limits = self._course, clock()
        thoughts = [self._thoughts[one.at] for one in fresh]
        messages = [one.message for one in fresh]
        self.readings = read_all(messages, places=course.places, model=course.model, thoughts=thoughts)
        self.cases = [one.case for one in fresh]
        for one, reading in zip(fresh, self.readings, strict=True):
            understand.sort_new(one.case, reading, course.places)
            reply = self._elsewhere.answers.get(one.at)
            if reply and answer.may_take_over(one.case, reply):
                answer.take_over(one.case, reply)
                self.answered.append((one.case, reply))
            self._set_clock(one.case, self._elsewhere.limits.get(one.at), limits)

    def _set_clock(self, case: Case, given: Given | None, limits: Clock) -> None:
        if given:
            case.given_until = limits.given_until(given.limit, case.opened_at)
            case.given_limit = given.words if isinstance(given.limit, Limit) else None
        set_clock(case, limits)
        self.longer += bool(case.given_until and case.due_on and case.due_on < case.given_until)
