"""Levels of areas and stages of publication."""

from enum import StrEnum


class Level(StrEnum):
    """How far down an area stands."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


class Publication(StrEnum):
    """Who may see the board: staged, never by hiding a definition or deleting history."""

    OFFICE = "office"
    LEADERS = "leaders"
    PUBLIC = "public"
