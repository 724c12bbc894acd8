"""Take a spreadsheet of messages through the whole loop: heard, understood, its clock started, its answer kept."""

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TextIO

from django.utils import timezone

from huiyin.answer.actions import ImportedAnswer, record_imported_answers
from huiyin.hear.actions import LONGEST_SHEET_TEXT, Received, receive_many
from huiyin.hear.refusals import Refused
from huiyin.hear.rules import Channel, Consent, Kind
from huiyin.hear.said import Said
from huiyin.hear.sheets import RejectedWriter, Row, Sheet, open_sheet
from huiyin.ledger.worker import run_all
from huiyin.places.queries import CategoryLine, Directory, directory

BATCH = 500


@dataclass
class Totals:
    """What became of the lines of one file; they add up to `lines`."""

    lines: int = 0
    taken: int = 0
    already: int = 0
    rejected: int = 0
    answers: int = 0
    seconds: float = 0.0


class Progress:
    """One line that is written over, at most five times a second; nothing where nobody watches."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._last = out, 0.0

    def show(self, words: str, *, now: bool = False) -> None:
        """Write the line anew."""
        if self._out.isatty() and (now or monotonic() - self._last > 0.2):
            self._last = monotonic()
            self._out.write(f"\r{words}\x1b[K")
            self._out.flush()

    def done(self) -> None:
        """Leave the line."""
        if self._out.isatty():
            self._out.write("\n")


def take_messages(
    path: Path, *, columns: Mapping[str, str], source: str, language: str, progress: TextIO = sys.stderr
) -> Totals:
    """Import one file in batches, each stored whole; safe to stop and to run again. Raises NotASheet."""
    started, totals, line = monotonic(), Totals(), Progress(progress)
    sheet = open_sheet(path, columns=columns)
    try:
        with RejectedWriter(sheet, language) as rejected:
            for _ in take_batches(sheet, source=source or stem(path), totals=totals, rejected=rejected):
                rate = totals.lines / max(monotonic() - started, 0.001)
                line.show(f"{path.name}: {totals.lines:,} lines, {rate:,.0f} a second")
        line.show(f"{path.name}: {totals.lines:,} lines stored; reading them …", now=True)
        run_all()
    finally:
        line.done()
        totals.seconds = monotonic() - started
    return totals


def stem(path: Path) -> str:
    """What messages of this file are known by, where nobody names their source."""
    return path.name.split(".")[0][:64]


def take_batches(
    sheet: Sheet, *, source: str, totals: Totals, rejected: RejectedWriter, size: int = BATCH, after: int = 0
) -> Iterator[None]:
    """Take one batch after another, each stored whole; between two of them the caller may say how far it is, or stop.

    The first `after` lines were taken or refused before: they are passed over and stand in `totals` already.
    """
    places = directory()
    for batch in _batches(sheet, totals, rejected, size, after):
        _take(batch, source=source, places=places, totals=totals, rejected=rejected)
        yield


def _batches(sheet: Sheet, totals: Totals, rejected: RejectedWriter, size: int, after: int) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in islice(sheet.rows(), after, None):
        totals.lines += 1
        if isinstance(row, Refused):
            totals.rejected += 1
            rejected.write(row)
            continue
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _take(batch: list[Row], *, source: str, places: Directory, totals: Totals, rejected: RejectedWriter) -> None:
    received = receive_many(by="import", said=[_said(row, places) for row in batch], source=source)
    totals.taken += len(received.taken)
    totals.already += len(received.already)
    totals.rejected += len(received.refused)
    for at, code in received.refused:
        row = batch[at]
        reason = {"too_long": "too_long", "empty": "no_text"}[code]
        params = {"limit": f"{LONGEST_SHEET_TEXT:,}"}
        rejected.write(Refused(row.line, reason, {"": row.text[:200]}, params))
    totals.answers += record_imported_answers(by="import", answers=_answers(batch, received, places), source=source)


def _said(row: Row, places: Directory) -> Said:
    return Said(
        text=row.text, kind=row.kind or Kind.REQUEST, channel=Channel.SHEET, title=row.title,
        place=row.place or row.address, lat=row.lat, lon=row.long, consent=Consent.OFFICE,
        received_at=row.said_at, said_at=row.said_at, external_id=row.external_id or _fingerprint(row),
        up=row.up, down=row.down, category_id=_category(row, places),
    )  # fmt: skip


def _fingerprint(row: Row) -> str:
    """A line without a number of its own is known by where it stands and what it says."""
    words = f"{row.line}\0{row.title}\0{row.text}\0{row.said_at}"
    return "line:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _category(row: Row, places: Directory) -> int | None:
    """The office's own category of that name or code, the lower one first."""
    by_name = _categories_by_name(places)
    fitting = [c for name in (row.subcategory, row.category) if name for c in by_name.get(name.strip(), ())]
    return max(fitting, key=lambda c: c.parent_id is not None).id if fitting else None


@lru_cache(maxsize=1)
def _categories_by_name(places: Directory) -> Mapping[str, Sequence[CategoryLine]]:
    found: dict[str, list[CategoryLine]] = defaultdict(list)
    for category in places.categories.values():
        for name in {category.name, category.name_en, category.code} - {""}:
            found[name].append(category)
    return found


def _answers(batch: list[Row], received: Received, places: Directory) -> list[ImportedAnswer]:
    """The replies in the file. Of one without a time it is only known that it is there by now: no claim to speed."""
    now = timezone.now()
    rows = [(taken.case_id, batch[taken.at]) for taken in received.taken if batch[taken.at].reply]
    return [
        ImportedAnswer(case=case, text=row.reply, at=row.reply_at or now, department=_department(row, places))
        for case, row in rows
    ]


def _department(row: Row, places: Directory) -> int | None:
    """The office's own department of that name, short name or code."""
    wanted = row.department.strip()
    fitting = (d.id for d in places.departments.values() if wanted and wanted in {d.name, d.short, d.code})
    return next(fitting, None)
