"""Tables out, line by line, in the format that the file's name asks for: .csv, .jsonl, each also .gz, or .xlsx.

The counterpart of ``tables``. A file appears under its name when it is whole: stopped half way, nothing is left.
"""

import csv
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import xlsxwriter

from huiyin.hear.refusals import NotASheet

Cell = str | float | int
Writer = Callable[[Sequence[Cell]], None]

FORMATS: Final = (".xlsx", ".csv", ".csv.gz", ".jsonl", ".jsonl.gz")
LONGEST_CELL: Final = 32_767
"""Characters that a cell of a workbook holds; what is longer is cut there, and nowhere else."""
_RISKY: Final = frozenset("=+-@\t\r")
_NARROW: Final = 16


@contextmanager
def table_out(path: Path, headings: Sequence[str]) -> Iterator[Writer]:
    """A table at this path: what it gives takes one line at a time, its cells in the order of the headings.

    Raises NotASheet where the name asks for no format of ours or nothing can be written there.
    """
    name = path.name.lower()
    ending = next((known for known in FORMATS if name.endswith(known)), None)
    if ending is None:
        raise NotASheet("no_format", name=path.name, known=FORMATS)
    part = path.with_name(f"{path.name}.part")
    writing = _workbook if ending == ".xlsx" else _lines if ending.startswith(".jsonl") else _separated
    try:
        with part.open("wb") as file, writing(file, headings, packed=name.endswith(".gz")) as write:
            yield write
        part.replace(path)
    except OSError as problem:
        raise NotASheet("cannot_write", name=str(path.parent), why=problem.strerror or str(problem)) from problem
    finally:
        part.unlink(missing_ok=True)


def unused(names: Sequence[str], taken: Sequence[str]) -> list[str]:
    """The names as headings beside others: one that is taken gets a number.

    >>> unused(["label", "reasons"], ["id", "Label"])
    ['label 2', 'reasons']
    """
    known, headings = {heading.casefold() for heading in taken}, []
    for name in names:
        number = 1
        while (heading := name if number == 1 else f"{name} {number}").casefold() in known:
            number += 1
        known.add(heading.casefold())
        headings.append(heading)
    return headings


@contextmanager
def _text(file: IO[bytes], *, packed: bool, encoding: str) -> Iterator[IO[str]]:
    # newline="": what stands in a cell stays as it is; half characters, which no encoding has, become question marks
    with gzip.open(file, "wt", encoding=encoding, errors="replace", newline="") if packed else open(
        file.fileno(), "w", encoding=encoding, errors="replace", newline="", closefd=False
    ) as text:  # fmt: skip
        yield text


@contextmanager
def _separated(file: IO[bytes], headings: Sequence[str], *, packed: bool) -> Iterator[Writer]:
    """Excel takes a file without the byte order mark for the local encoding, and words after = for a formula."""
    with _text(file, packed=packed, encoding="utf-8-sig") as text:
        writer = csv.writer(text)
        writer.writerow(headings)
        yield lambda cells: writer.writerow([_safe(cell) for cell in cells])


@contextmanager
def _lines(file: IO[bytes], headings: Sequence[str], *, packed: bool) -> Iterator[Writer]:
    with _text(file, packed=packed, encoding="utf-8") as text:
        yield lambda cells: print(json.dumps(dict(zip(headings, cells, strict=True)), ensure_ascii=False), file=text)


@contextmanager
def _workbook(file: IO[bytes], headings: Sequence[str], *, packed: bool) -> Iterator[Writer]:
    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        sheet = book.add_worksheet()
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(headings) - 1), _NARROW)
        sheet.write_row(0, 0, headings, bold)
        row = 0

        def write(cells: Sequence[Cell]) -> None:
            nonlocal row
            row += 1
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, _whole(cell)[:LONGEST_CELL], wrapped)
                else:
                    sheet.write_number(row, column, cell, wrapped)

        yield write


def _whole(text: str) -> str:
    """Half characters, which no file can hold, become question marks."""
    return text.encode(errors="replace").decode()


def _safe(cell: Cell) -> Cell:
    """Words that begin like a formula get an apostrophe, so that no spreadsheet runs what a resident wrote."""
    if not isinstance(cell, str) or cell[:1] not in _RISKY:
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
