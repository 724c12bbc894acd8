"""Read the uploaded spreadsheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.desk.models import KeptSheet
from huiyin.desk.rules import SheetState

MOST = 50


@dataclass(frozen=True)
class SheetLine:
    """One upload, as list and page need it; `folder` is empty once its files are gone."""

    id: int
    name: str
    folder: str
    source: str
    columns: Mapping[str, str]
    language: str
    state: SheetState
    problem: Mapping[str, Any] | None
    lines: int
    taken: int
    already: int
    rejected: int
    answers: int
    ratings: int
    left: Mapping[str, Any]
    rejected_bytes: int
    by: str
    added_at: datetime
    moved_at: datetime


def sheets() -> list[SheetLine]:
    """The last uploads, newest first. One statement."""
    rows = KeptSheet.objects.select_related("account").order_by("-id")[:MOST]
    return [_line(row) for row in rows]


def sheet_line(sheet: int) -> SheetLine:
    """One upload; `KeptSheet.DoesNotExist` where there is none. One statement."""
    return _line(KeptSheet.objects.select_related("account").get(pk=sheet))


def _line(row: KeptSheet) -> SheetLine:
    return SheetLine(
        id=row.pk, name=row.name, folder=row.folder, source=row.source, columns=row.columns, language=row.language,
        state=SheetState(row.state), problem=row.problem, lines=row.lines, taken=row.taken, already=row.already,
        rejected=row.rejected, answers=row.answers, ratings=row.ratings, left=row.left,
        rejected_bytes=row.rejected_bytes, by=row.account.name, added_at=row.added_at, moved_at=row.moved_at,
    )  # fmt: skip
