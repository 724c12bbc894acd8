"""Uploaded spreadsheets: their files, a first look into them, and their lines taken in turn by turn.

The worker takes a few lines and gives way, so that residents' messages and the desk never wait for a large file. An
open file stays open between turns; where the worker was started anew, it passes over the lines that were noted.
"""

import os
import secrets
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from huiyin.desk.actions import Lines, advance_sheet, fail_sheet
from huiyin.desk.left import left_of
from huiyin.desk.models import KeptSheet
from huiyin.desk.queries.sheets import SheetLine, sheet_line
from huiyin.desk.rules import SheetState
from huiyin.desk.taking import Totals, take_batches
from huiyin.hear.refusals import BETWEEN, NotASheet, Refused
from huiyin.hear.sheets import RejectedWriter, Row, look_into, open_sheet
from huiyin.methods.text import clean

__all__ = ["carry_on", "file_of", "keep_file", "look", "look_into", "refused_file", "remove_files"]

LOOKED_AT: Final = 1_000
"""Lines read for the first look."""
SHOWN: Final = 3
NAMED: Final = 6
"""Lines that are named for each reason why they cannot be taken."""
LONGEST_NAME: Final = 150
"""Bytes of a file's name: file systems take 255, and something is put behind it."""

BATCH: Final = 100
TURN: Final = 1.0
"""Seconds for which one turn of the worker takes lines."""


# Files


def keep_file(upload: "UploadedFile[Any]") -> Path:
    """Write an upload into a folder of its own, piece by piece, synced to disk. `OSError` where the disk is full."""
    folder = settings.HUIYIN_SHEETS / secrets.token_hex(16)
    folder.mkdir(parents=True, mode=0o700)
    path: Path = folder / _safe_name(upload.name or "")
    try:
        with path.open("wb") as file:
            for piece in upload.chunks():
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        remove_files(folder.name)
        raise
    return path


def _safe_name(name: str) -> str:
    """The name without what a file system or a header of a download could trip over; its end tells the kind of file."""
    plain = "".join(c for c in name if c.isprintable() and c not in '/\\"').strip(". ") or "sheet"
    while len(plain.encode()) > LONGEST_NAME:
        plain = plain[1:]
    return plain


def remove_files(folder: str) -> None:
    """All files of an upload; nothing where there are none."""
    if folder:
        shutil.rmtree(settings.HUIYIN_SHEETS / folder, ignore_errors=True)


def file_of(line: SheetLine) -> Path:
    """Where an upload lies, until it is done."""
    path: Path = settings.HUIYIN_SHEETS / line.folder / line.name
    return path


def refused_file(line: SheetLine) -> Path | None:
    """Where its refused lines lie, if there are any and they are still kept."""
    path = file_of(line).with_name(f"{line.name}.rejected.csv")
    return path if line.folder and line.rejected and path.exists() else None


# A first look


@dataclass(frozen=True)
class Column:
    """One column of a file: its heading, what stands below it, and what it was taken for ("" if for nothing)."""

    heading: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class LeftOut:
    """Lines that cannot be taken, and why: how many, and the first of them as the spreadsheet program counts them."""

    reason: str
    count: int
    lines: str

    @property
    def has_more(self) -> bool:
        """Whether there are more lines than are named."""
        return self.count > NAMED


@dataclass(frozen=True)
class Look:
    """What a file would give: its columns, its first messages, and how many of the first lines cannot be taken, why."""

    columns: tuple[Column, ...]
    says_something: bool
    first: tuple[Row, ...]
    looked_at: int
    refused: tuple[LeftOut, ...]
    is_whole: bool

    @property
    def fit(self) -> int:
        """How many of the lines looked at can be taken."""
        return self.looked_at - sum(left_out.count for left_out in self.refused)


def look(path: Path, *, columns: Mapping[str, str], language: str) -> Look:
    """The file as it would be taken with these columns. Raises NotASheet."""
    sheet = look_into(path, columns=columns)
    samples, fields = sheet.samples(), {heading: field for field, heading in sheet.fields.items()}
    rows = list(islice(sheet.rows(), LOOKED_AT + 1)) if sheet.says_something else []
    seen = rows[:LOOKED_AT]
    return Look(
        columns=tuple(Column(h, tuple(map(clean, samples[h])), fields.get(h, "")) for h in sheet.headings),
        says_something=sheet.says_something,
        first=tuple(islice((row for row in seen if isinstance(row, Row)), SHOWN)),
        looked_at=len(seen),
        refused=_left_out((row for row in seen if isinstance(row, Refused)), language),
        is_whole=len(rows) <= LOOKED_AT,
    )


def _left_out(refused: Iterable[Refused], language: str) -> tuple[LeftOut, ...]:
    """By reason, the commonest first."""
    lines: dict[str, list[int]] = defaultdict(list)
    for row in refused:
        lines[row.sentence(language)].append(row.line)
    found = [LeftOut(why, len(at), BETWEEN[language].join(map(str, at[:NAMED]))) for why, at in lines.items()]
    return tuple(sorted(found, key=lambda left_out: -left_out.count))


# Turn by turn


class _Open:
    """A file that is being taken in, between two turns."""

    def __init__(self, line: SheetLine) -> None:
        sheet = open_sheet(file_of(line), columns=line.columns)
        left = left_of(line.left)
        self.totals = Totals(
            line.lines, line.taken, line.already, line.rejected, line.answers, line.ratings, left
        )  # fmt: skip
        self._rejected = RejectedWriter(sheet, line.language, after=line.rejected_bytes)
        self._closing = ExitStack()
        self._closing.enter_context(self._rejected)
        self._batches: Iterator[None] = take_batches(
            sheet, source=line.source, totals=self.totals, rejected=self._rejected, size=BATCH, after=line.lines
        )

    def take(self, seconds: float) -> bool:
        """Take lines for so long; whether that was the last of them."""
        until = monotonic() + seconds
        return all(monotonic() < until for _ in self._batches)

    def lines(self) -> Lines:
        """How far it is."""
        totals = self.totals
        return Lines(
            totals.lines, totals.taken, totals.already, totals.rejected, totals.answers, self._rejected.size(),
            totals.ratings, totals.left.facts(),
        )  # fmt: skip

    def close(self) -> None:
        """Let go of the files."""
        self._closing.close()


_open: dict[int, _Open] = {}


def carry_on(sheet: int, *, seconds: float = TURN) -> None:
    """One turn: some lines more of this sheet, noted with what asks for the next turn. Twice does no harm."""
    goes_on = False
    try:
        line = sheet_line(sheet)
        goes_on = line.state == SheetState.TAKING and _turn(line, seconds)
    except KeptSheet.DoesNotExist:  # removed meanwhile
        return
    except NotASheet as problem:
        fail_sheet(by="import", sheet=sheet, code=problem.code, facts=problem.params)
    finally:
        if not goes_on:  # or it broke: whoever tries again begins where it was noted last
            _let_go(sheet)


def _turn(line: SheetLine, seconds: float) -> bool:
    """Whether there is more to take."""
    held = _held(line)
    is_done = held.take(seconds)
    noted = advance_sheet(by="import", sheet=line.id, before=line.lines, now=held.lines(), is_done=is_done)
    if is_done and noted:
        file_of(line).unlink(missing_ok=True)
    return noted and not is_done


def _held(line: SheetLine) -> _Open:
    held = _open.get(line.id)
    if held is None or held.totals.lines != line.lines:
        _let_go(line.id)
        held = _open[line.id] = _Open(line)
    return held


def _let_go(sheet: int) -> None:
    if held := _open.pop(sheet, None):
        held.close()
