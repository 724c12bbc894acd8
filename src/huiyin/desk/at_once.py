"""What comes from elsewhere goes the whole way at once, instead of step by step as jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from huiyin.answer import actions as answer
from huiyin.answer.actions import ImportedAnswer
from huiyin.handle import actions as handle
from huiyin.handle.clock import clock
from huiyin.handle.moving import set_clock
from huiyin.hear.actions import Fresh, Received, receive_many
from huiyin.hear.models import Case
from huiyin.hear.said import Said
from huiyin.ledger.writing import action
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


@dataclass(frozen=True)
class Elsewhere:
    """What another system knows beyond the message, by place in the batch: answers, and what was said of them."""

    answers: Mapping[int, ImportedAnswer]
    ratings: Mapping[int, CalledBack] = field(default_factory=dict)


@action
def take_in(
    *, by: str, said: Sequence[Said], thoughts: Sequence[Thought], elsewhere: Elsewhere, course: Course
) -> tuple[Received, int, int]:
    """Store a batch with all that follows from it, or nothing: heard, understood, answered, its clocks set, counted.

    The same rows as if each message had come by itself and each step had followed as a job; but a case is written
    once, as it stands at the end. `thoughts` are what `course.model` reads in each. For messages that only the
    office may read. Returns what became of the batch, and how many answers and ratings were taken.
    """
    passing = _Passing(thoughts, elsewhere.answers, course)
    received = receive_many(by=by, said=said, source=course.source, finish=passing.finish)
    if passing.cases:
        answer.keep_new(by=by, answered=passing.answered, source=course.source)
        understand.keep_new(by="machine", readings=passing.readings, known=course.known)
        handle.start_new(by="calendar", cases=passing.cases)
        publish.count_new(by="worker", cases=passing.cases)
    return received, len(passing.answered), _rate(by, received, elsewhere, passing, course)


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

    def __init__(self, thoughts: Sequence[Thought], answers: Mapping[int, ImportedAnswer], course: Course) -> None:
        self._thoughts, self._answers, self._course = thoughts, answers, course
        self.cases: list[Case] = []
        self.readings: list[Reading] = []
        self.answered: list[tuple[Case, ImportedAnswer]] = []

    def finish(self, fresh: Sequence[Fresh]) -> None:
        """Bring the cases to where they will stand at the end."""
        course, limits = self._course, clock()
        thoughts = [self._thoughts[one.at] for one in fresh]
        messages = [one.message for one in fresh]
        self.readings = read_all(messages, places=course.places, model=course.model, thoughts=thoughts)
        self.cases = [one.case for one in fresh]
        for one, reading in zip(fresh, self.readings, strict=True):
            understand.sort_new(one.case, reading, course.places)
            given = self._answers.get(one.at)
            if given and answer.may_take_over(one.case, given):
                answer.take_over(one.case, given)
                self.answered.append((one.case, given))
            set_clock(one.case, limits)
