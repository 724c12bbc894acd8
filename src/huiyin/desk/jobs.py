"""What the worker does for the desk: spreadsheets taken in turn by turn, and their files cleared away."""

from collections.abc import Sequence

from django.utils import timezone

from huiyin.desk.actions import clear_sheets
from huiyin.desk.rules import REFUSED_KEPT, UNFINISHED_KEPT
from huiyin.desk.sheets import carry_on, remove_files


def take_sheet(subjects: Sequence[str]) -> None:
    """After a sheet was started, and after each turn: one turn more of each sheet `sheet:ID`."""
    for sheet in {int(subject.partition(":")[2]) for subject in subjects}:
        carry_on(sheet)


def clear_away(subjects: Sequence[str]) -> None:
    """Every day: what was uploaded and never taken in, and refused lines of long ago."""
    now = timezone.now()
    folders = clear_sheets(
        by="calendar", unfinished_before=now - UNFINISHED_KEPT, done_before=now - REFUSED_KEPT
    )  # fmt: skip
    for folder in folders:
        remove_files(folder)
