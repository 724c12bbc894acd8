"""Levels of areas and stages of publication."""

from enum import StrEnum


class Level(StrEnum):
    """How far down an area stands."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


def is_above(upper: Level, lower: Level) -> bool:
    """Whether an area of the one level can hold one of the other: nothing belongs to itself, nor in a circle."""
    order = list(Level)
    return order.index(upper) < order.index(lower)


class Publication(StrEnum):
    """Who may see the board: staged, never by hiding a definition or deleting history."""

    OFFICE = "office"
    LEADERS = "leaders"
    PUBLIC = "public"
