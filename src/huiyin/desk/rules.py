"""Where an uploaded spreadsheet can stand, and how long its files are kept."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class SheetState(StrEnum):
    """From the upload to the last line."""

    WAITING = "waiting"
    TAKING = "taking"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


STARTS_FROM: Final = frozenset({SheetState.WAITING, SheetState.STOPPED, SheetState.FAILED})
"""From where it can be told to start, or to go on."""

UNFINISHED_KEPT: Final = timedelta(days=7)
"""A sheet that nobody takes in is removed, because residents' words lie in it."""

REFUSED_KEPT: Final = timedelta(days=30)
"""So long the lines that were left out can be downloaded."""

TAKEN_OVER: Final = (
    "text", "title", "external_id", "said_at", "kind", "category", "subcategory", "place", "address", "lat", "long",
    "department", "reply", "reply_at", "reply_days", "callback", "callback_at", "due", "channel", "up",
    "down",
)  # fmt: skip
"""What of a line becomes part of a message or its answer, what matters most first (names of `hear.headings`)."""
