"""What the voices hand over: who said what where, and what became of it. Plain data; days are counted as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """What a speaker knows of a place. `names` may hold road, estate, school, bus, river, market, clinic, company …"""

    code: str
    name: str
    level: str  # county, township, village
    parent: str  # code, or empty for the county
    names: Mapping[str, Sequence[str]]
    weight: float  # how many messages come from here, compared with the others; population will do


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it came in. `days_ago` counts back from the end of `today`; names in it are invented."""

    title: str
    text: str
    channel: str  # hear.rules.Channel
    language: str  # zh, en, ug
    days_ago: float
    persona: str
    wants_public: str  # public, office, anonymous
    up: int
    down: int
    contact: bool
    spot: str  # which kind of place it speaks of: road, estate, school, river, village …
    place: str  # that place's name as used in the text
    area: str | None  # code of the village or township, None where the sender did not say


@dataclass(frozen=True, slots=True)
class Assigned:
    """A department is given the case, `days` after the first message."""

    days: float
    department: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """The department sends it back."""

    days: float
    department: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The department needs a word from the resident."""

    days: float
    department: str
    text: str


@dataclass(frozen=True, slots=True)
class Added:
    """The resident adds a word, or answers a question (`is_reply`)."""

    days: float
    text: str
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class Extended:
    """The department asks for more time."""

    days: float
    department: str
    reason: str
    more_days: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A note inside the office."""

    days: float
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The resident is told. What an ending must bring beside the text (handle.rules.NEEDS) is filled in."""

    days: float
    department: str
    text: str
    ending: str  # handle.rules.Ending
    quality: str  # good, plain, bad
    basis: str = ""
    reason: str = ""
    other_help: str = ""
    appeal: str = ""
    look_again_in: int = 0  # days after the answer, for not_now
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """The resident judges: 5 very content … 1 very discontent; solved is yes, partly or no."""

    days: float
    level: int
    solved: str
    comment: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """Not solved: the case comes back."""

    days: float
    text: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """The promised day has come: the case is on the desk again by itself."""

    days: float


Step = Assigned | Returned | Asked | Added | Extended | Noted | Answered | Rated | Reopened | Resumed


@dataclass(frozen=True, slots=True)
class Story:
    """One case-to-be: messages about the same thing, oldest first, and what happens until today, in order."""

    kind: str  # hear.rules.Kind
    category: str
    department: str
    messages: tuple[Said, ...]
    urgency: int
    life: tuple[Step, ...]
    hot: str | None = None
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of a project; negative days lie in the future."""

    name: str
    due_days_ago: int
    done_days_ago: int | None


@dataclass(frozen=True, slots=True)
class Funding:
    """Money: budgeted, allotted or paid, in yuan."""

    step: str
    source: str
    yuan: int
    days_ago: int


@dataclass(frozen=True, slots=True)
class Promise:
    """Who said what would be done by when; kept is None while it is open."""

    text: str
    by: str
    made_days_ago: int
    due_days_ago: int
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Word:
    """A resident's word on a project that is reported delivered, and the office's answer to a dispute."""

    says: str  # programme.rules.Word: confirm, dispute
    text: str
    days_ago: int
    answer: str = ""
    answer_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectStory:
    """A project born from complaints: those stories carry `project=key`."""

    key: str
    name: str
    why: str
    department: str
    field: str
    area: str
    state: str  # programme.rules.ProjectState
    started_days_ago: int
    reported_days_ago: int | None
    milestones: tuple[Milestone, ...]
    funding: tuple[Funding, ...]
    promises: tuple[Promise, ...]
    words: tuple[Word, ...]
    stories: tuple[Story, ...]
