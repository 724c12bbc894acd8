"""Take a spreadsheet of messages through the whole loop: heard, understood, its clock started, its answer kept."""

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TextIO

from django.utils import timezone

from huiyin.answer.actions import ImportedAnswer
from huiyin.desk.at_once import Course, Elsewhere, Given, take_in
from huiyin.desk.left import LONGEST, Left, note, unused_columns
from huiyin.hear.access import words_of_imported
from huiyin.hear.actions import LONGEST_SHEET_TEXT
from huiyin.hear.cells import channel_of
from huiyin.hear.refusals import Refused
from huiyin.hear.rules import Channel, Consent, Kind
from huiyin.hear.said import NotTaken, Said, written
from huiyin.hear.sheets import RejectedWriter, Row, Sheet, open_sheet
from huiyin.ledger.worker import run_all
from huiyin.places.queries import CategoryLine, Directory, directory
from huiyin.rate.callbacks import CalledBack, called_back
from huiyin.understand.ahead import Readers, swept_by_hand
from huiyin.understand.material import model_in_use
from huiyin.understand.reader import Thought, Words
from huiyin.understand.reading import reader_of
from huiyin.understand.rules import About

BATCH = 500


@dataclass
class Totals:
    """What became of the lines of one file; they add up to `lines`."""

    lines: int = 0
    taken: int = 0
    already: int = 0
    rejected: int = 0
    answers: int = 0
    ratings: int = 0
    left: Left = field(default_factory=Left)
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
        with RejectedWriter(sheet, language) as rejected, swept_by_hand() as sweep:
            for _ in take_batches(sheet, source=source or stem(path), totals=totals, rejected=rejected, helpers=None):
                sweep()
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
    sheet: Sheet, *, source: str, totals: Totals, rejected: RejectedWriter, size: int = BATCH, after: int = 0,
    helpers: int | None = 0,
) -> Iterator[None]:  # fmt: skip
    """Take one batch after another, each stored whole; between two of them the caller may say how far it is, or stop.

    The first `after` lines were taken or refused before: they are passed over and stand in `totals` already. So many
    `helpers` read ahead on other cores (None: as fits this machine).
    """
    course = Course(source, directory(), model_in_use(About.CATEGORY))
    totals.left.columns = unused_columns(sheet)
    with Readers(reader_of(course.places, course.model), most=helpers) as readers:
        for batch, thoughts in readers.ahead(_batches(sheet, source, size, after), _Batch.words):
            _take(batch, thoughts, course, totals, rejected)
            yield


@dataclass(frozen=True)
class _Line:
    """A line to be taken: its id there, its title and text as they will be stored."""

    row: Row
    external_id: str
    words: Words


@dataclass
class _Batch:
    """So many lines of a sheet: those to be taken, those refused, and how many were stored before."""

    lines: list[_Line] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    already: int = 0

    def words(self) -> list[Words]:
        return [line.words for line in self.lines]

    def came_before(self, line: _Line, stored: Words) -> None:
        """Its number is stored: with the same words it is known already, with others it is refused."""
        if line.words == stored:
            self.already += 1
        else:
            raw = line.row.raw or {"": line.row.text}
            self.refused.append(Refused(line.row.line, "other_words", raw, {"id": line.external_id}))


def _batches(sheet: Sheet, source: str, size: int, after: int) -> Iterator[_Batch]:
    rows = islice(sheet.rows(keep=True), after, None)
    while part := list(islice(rows, size)):
        yield _sifted(part, source)


def _sifted(part: Sequence[Row | Refused], source: str) -> _Batch:
    """What is known already, or cannot be taken, need not be read."""
    batch = _Batch()
    for row in part:
        one = _line(row) if isinstance(row, Row) else row
        if isinstance(one, Refused):
            batch.refused.append(one)
        else:
            batch.lines.append(one)
    lines, batch.lines = batch.lines, []
    known = words_of_imported(source, {line.external_id for line in lines})
    for line in lines:
        if line.external_id in known:
            batch.came_before(line, known[line.external_id])
        else:
            batch.lines.append(line)
    return batch


def _line(row: Row) -> _Line | Refused:
    try:
        return _Line(row, row.external_id or _fingerprint(row), written(row.title, row.text, most=LONGEST_SHEET_TEXT))
    except NotTaken as problem:
        reason = {"too_long": "too_long", "empty": "no_text"}[problem.code]
        return Refused(row.line, reason, row.raw or {"": row.text}, {"limit": f"{LONGEST_SHEET_TEXT:,}"})


def _take(batch: _Batch, thoughts: Sequence[Thought], course: Course, totals: Totals, rejected: RejectedWriter) -> None:
    if batch.lines:
        _take_fresh(batch, thoughts, course, totals)
    totals.already += batch.already
    totals.rejected += len(batch.refused)
    totals.lines = totals.taken + totals.already + totals.rejected
    for refused in sorted(batch.refused, key=lambda one: one.line):
        rejected.write(refused)


def _take_fresh(batch: _Batch, thoughts: Sequence[Thought], course: Course, totals: Totals) -> None:
    places, rows = course.places, [line.row for line in batch.lines]
    said = [_said(line, thought.language, places) for line, thought in zip(batch.lines, thoughts, strict=True)]
    elsewhere = Elsewhere(_answers(rows, places), _ratings(rows), _limits(rows))
    done = take_in(by="import", said=said, thoughts=thoughts, elsewhere=elsewhere, course=course)
    totals.taken += len(done.received.taken)
    totals.answers += done.answers
    totals.ratings += done.ratings
    totals.left.longer += done.longer
    for taken in done.received.taken:
        _note_left(rows[taken.at], places, totals.left)
    twice = [batch.lines[at] for at in done.received.already]  # a line of the same number was on its way
    stored = words_of_imported(course.source, {line.external_id for line in twice})
    for line in twice:
        batch.came_before(line, stored[line.external_id])


def _note_left(row: Row, places: Directory, left: Left) -> None:
    """What this line says, and its message does not."""
    if row.department.strip():
        if _department(row, places) is None:
            note(left.departments, row.department)
        else:
            left.held += not row.reply
    if row.channel and channel_of(row.channel) is None:
        note(left.channels, row.channel)
    if row.due_words and row.due is None:
        note(left.limits, row.due_words)
    if row.callback and called_back(row.callback) is None:
        note(left.callbacks, row.callback)
    elif row.callback:
        left.unanswered += not row.reply


def _said(line: _Line, language: str, places: Directory) -> Said:
    row, (title, text) = line.row, line.words
    return Said(
        text=text, kind=row.kind or Kind.REQUEST, channel=channel_of(row.channel) or Channel.SHEET, title=title,
        language=language, place=row.place or row.address, lat=row.lat, lon=row.long,
        consent=Consent.OFFICE, received_at=row.said_at, said_at=row.said_at, external_id=line.external_id,
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


def _answers(rows: Sequence[Row], places: Directory) -> dict[int, ImportedAnswer]:
    """The replies in the file. Of one without a time it is only known that it is there by now: no claim to speed."""
    now = timezone.now()
    return {
        at: ImportedAnswer(case=0, text=row.reply, at=row.reply_at or now, department=_department(row, places))
        for at, row in enumerate(rows)
        if row.reply
    }


def _ratings(rows: Sequence[Row]) -> dict[int, CalledBack]:
    """What residents said when they were called back, where it is plain."""
    said = {at: called_back(row.callback) for at, row in enumerate(rows) if row.callback}
    return {at: rating._replace(at=rows[at].callback_at) for at, rating in said.items() if rating}


def _limits(rows: Sequence[Row]) -> dict[int, Given]:
    """How much time the file gives."""
    return {at: Given(row.due, row.due_words[:LONGEST]) for at, row in enumerate(rows) if row.due is not None}


def _department(row: Row, places: Directory) -> int | None:
    """The office's own department of that name, short name or code."""
    wanted = row.department.strip()
    fitting = (d.id for d in places.departments.values() if wanted and wanted in {d.name, d.short, d.code})
    return next(fitting, None)
