"""`huiyin report`: from a spreadsheet alone a bulletin as one HTML page, a .docx and a PDF. No server, no database."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TextIO

from huiyin.hear.refusals import CHINESE, NotASheet, Refused
from huiyin.hear.sheets import RejectedWriter, Row, Sheet, open_sheet
from huiyin.publish.bulletin import summarise
from huiyin.publish.bulletin_docx import write_paper
from huiyin.publish.bulletin_html import letters_of, page
from huiyin.publish.bulletin_pdf import write_pdf
from huiyin.publish.bulletin_pictures import pictures_of
from huiyin.publish.bulletin_words import Words


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """What was written; ``rejected`` where lines could not be read. ``lines`` = ``messages`` + repeated + refused."""

    html: Path
    docx: Path
    pdf: Path
    rejected: Path | None
    lines: int
    messages: int
    refused: int
    seconds: float


def run(
    path: Path,
    out: Path,
    *,
    columns: Mapping[str, str] | None = None,
    language: str = CHINESE,
    progress: TextIO = sys.stderr,
) -> ReportFiles:
    """Writes ``bulletin.html``, ``bulletin.docx`` and ``bulletin.pdf`` into the folder ``out``, made if need be.

    Raises NotASheet, with a sentence for a person, where the file is no table of messages, holds none, or the
    folder cannot be written.
    """
    started = monotonic()
    words = Words(language)
    sheet = open_sheet(path, columns=columns)
    try:
        out.mkdir(parents=True, exist_ok=True)
        return _run(sheet, out, words, started, progress)
    except OSError as error:
        raise NotASheet("cannot_write", name=str(out), why=error.strerror or str(error)) from error


def _run(sheet: Sheet, out: Path, words: Words, started: float, progress: TextIO) -> ReportFiles:
    with RejectedWriter(sheet, words.language, folder=out) as rejected:
        lines = _watched(sheet, rejected, words, progress)
        bulletin = summarise(
            lines,
            source=sheet.path.name,
            columns=sheet.fields,
            ignored=sheet.ignored,
            rejected_file=rejected.path.name,
        )
    if not bulletin.total:
        raise NotASheet("no_messages", name=sheet.path.name, refused=str(rejected.count))
    _say(words("doing_draw"), progress)
    html, docx, pdf = (out / f"bulletin.{kind}" for kind in ("html", "docx", "pdf"))
    drawn = pictures_of(bulletin, words)
    written = page(bulletin, words, drawn)
    html.write_text(written, encoding="utf-8")
    letters = letters_of(written, drawn, words)
    write_paper(bulletin, words, drawn, letters, docx)
    write_pdf(bulletin, words, drawn, letters, pdf)
    seconds = monotonic() - started
    _say(words("doing_done", n=bulletin.total, seconds=f"{seconds:.1f}"), progress, last=True)
    kept = rejected.path if rejected.count else None
    return ReportFiles(html, docx, pdf, kept, bulletin.lines, bulletin.total, rejected.count, seconds)


def _watched(sheet: Sheet, rejected: RejectedWriter, words: Words, progress: TextIO) -> Iterator[Row | Refused]:
    """The lines on their way to be counted: refused ones are written down, progress is shown."""
    count = 0
    for count, line in enumerate(sheet.rows(), start=1):
        if isinstance(line, Refused):
            rejected.write(line)
        yield line
        if count % 2_000 == 0:
            _say(words("doing_read", n=count), progress)
    _say(words("doing_group", n=count), progress)


def _say(sentence: str, progress: TextIO, *, last: bool = False) -> None:
    """One line that is written over where a person watches; elsewhere only the last."""
    if progress.isatty():
        progress.write(f"\r{sentence}\x1b[K" + ("\n" if last else ""))
    elif last:
        progress.write(sentence + "\n")
    progress.flush()
