"""What can be said, by which road, and where a case can stand. Names of `design.md`; pure Python."""

from datetime import UTC, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What the sender wants; each kind has its own table of moves (`handle.rules`)."""

    REQUEST = "request"
    QUESTION = "question"
    SUGGESTION = "suggestion"
    THANKS = "thanks"
    WRONGDOING = "wrongdoing"


class Channel(StrEnum):
    """The road by which a message came in."""

    WEB = "web"
    PHONE = "phone"
    LETTER = "letter"
    WALK_IN = "walk_in"
    EMAIL = "email"
    CHAT = "chat"
    VISIT = "visit"
    HOTLINE = "hotline"
    SHEET = "sheet"
    API = "api"


class Consent(StrEnum):
    """What the sender allows: to be published, only the office, or without a name."""

    PUBLIC = "public"
    OFFICE = "office"
    ANONYMOUS = "anonymous"


class State(StrEnum):
    """Where a case stands, as a resident would say it."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ASKED = "asked"
    NOT_NOW = "not_now"
    ANSWERED = "answered"
    SOLVED = "solved"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN_STATES = frozenset({State.RECEIVED, State.ASSIGNED, State.ASKED, State.NOT_NOW, State.REOPENED})
"""States in which the office still owes something."""

PUBLIC_KINDS = frozenset({Kind.REQUEST, Kind.QUESTION, Kind.SUGGESTION, Kind.THANKS})
"""Reports of wrongdoing are never shown, counted or searched outside the discipline office."""

LONGEST_TEXT = 20_000
"""Characters of one message; longer ones are refused with a sentence, never cut."""

LONGEST_TITLE = 200


def is_open(state: str) -> bool:
    """Whether the office still owes the resident something."""
    return state in OPEN_STATES


EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def first_rank(opened_at: datetime) -> float:
    """The order of a case that nobody has looked at: its age alone, in days (`handle.rules.rank` of such a case)."""
    return (EPOCH - opened_at).total_seconds() / 86_400
