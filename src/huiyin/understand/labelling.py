"""A sheet in, the same sheet with guesses out: what `huiyin classify` does, without an office."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from huiyin.hear.refusals import CHINESE, Refused
from huiyin.hear.sheets import RejectedWriter, Sheet
from huiyin.hear.tables_out import Cell, table_out, unused
from huiyin.methods.classify import Classifier
from huiyin.methods.guesses import Guess
from huiyin.understand.reader import together

ADDED: Final = ("label", "probability", "second", "second_probability", "third", "third_probability", "reasons")
"""What stands behind the columns of the file."""
AT_ONCE: Final = 1_000
_TOP: Final = 3
_NO_LINE: Final = frozenset({"broken_line", "breaks_off", "broken_characters", "wrong_columns", "too_long"})
"""Why a line cannot even be given back with its columns; it goes to FILE.rejected.csv."""

Raw = dict[str, str]


@dataclass(frozen=True)
class Labelled:
    """What was done: lines written, of which so many say nothing and have no guess; lines that could not be read."""

    lines: int
    silent: int
    rejected: int
    seconds: float


def classify_sheet(
    sheet: Sheet, model: Classifier, out: Path, *, reasons: bool = True, language: str = CHINESE
) -> Labelled:
    """Every line of the sheet with its three likeliest labels, written to `out`. Memory does not grow with the file.

    Raises NotASheet where `out` cannot be written.
    """
    start, lines, silent = time.perf_counter(), 0, 0
    headings = _headings(sheet)
    with ExitStack() as stack:
        rejected = stack.enter_context(RejectedWriter(sheet, language))
        write = stack.enter_context(table_out(out, [*headings, *unused(ADDED, headings)]))
        waiting = _lines(sheet, rejected)
        while some := list(islice(waiting, AT_ONCE)):
            texts = [_said(sheet, raw) for raw in some]
            for raw, text, guesses in zip(some, texts, model.guess(texts, _TOP, reasons=reasons), strict=True):
                heard = bool(text.strip())
                write([*(raw.get(heading, "") for heading in headings), *_cells(guesses if heard else ())])
                lines, silent = lines + 1, silent + (not heard)
    return Labelled(lines, silent, rejected.count, time.perf_counter() - start)


def _headings(sheet: Sheet) -> tuple[str, ...]:
    """JSON lines leave out what is empty: a heading may first come up in the last of them."""
    if not sheet.format.startswith("json"):
        return sheet.headings
    named = dict.fromkeys(sheet.headings)
    for row in sheet.rows(keep=True):
        named.update(dict.fromkeys(heading for heading in row.raw or () if heading))
    return tuple(named)


def _lines(sheet: Sheet, rejected: RejectedWriter) -> Iterator[Raw]:
    for row in sheet.rows(keep=True):
        if isinstance(row, Refused) and row.code in _NO_LINE:
            rejected.write(row)
        else:
            yield dict(row.raw or {})


def _said(sheet: Sheet, raw: Raw) -> str:
    """Title and text of a line, as the classifier takes them."""
    title, text = (raw.get(sheet.fields.get(field, ""), "") for field in ("title", "text"))
    return together(title, text or title)


def _cells(guesses: Sequence[Guess]) -> list[Cell]:
    cells: list[Cell] = [cell for guess in guesses for cell in (guess.label, round(guess.probability, 4))]
    cells += [""] * (2 * _TOP - len(cells))
    return [*cells, " ".join(guesses[0].reasons) if guesses else ""]
