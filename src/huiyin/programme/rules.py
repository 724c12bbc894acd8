"""Where a project stands. Only residents' silence or confirmation keeps "delivered"."""

from enum import StrEnum


class ProjectState(StrEnum):
    """The way of a project."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    REPORTED = "reported"  # the owner says it is delivered
    DELIVERED = "delivered"  # reported, and residents confirmed it
    DISPUTED = "disputed"  # a resident says it is not; loses "delivered" until answered


class Money(StrEnum):
    """The steps of money."""

    BUDGETED = "budgeted"
    PAID = "paid"


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Word(StrEnum):
    """A resident's word on a delivered project."""

    CONFIRM = "confirm"
    DISPUTE = "dispute"
