"""What the machine may guess about a message. It may propose; it never refuses, closes or ranks people."""

from enum import StrEnum


class About(StrEnum):
    """The questions a guess can answer."""

    KIND = "kind"
    CATEGORY = "category"
    AREA = "area"
    DEPARTMENT = "department"
    URGENCY = "urgency"
    DUPLICATE = "duplicate"
