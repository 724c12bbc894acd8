"""The bulletin as a .docx to edit and sign: the same sentences as the page, with the fonts that they need."""

import io
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from huiyin.publish import bulletin_text as text
from huiyin.publish.bulletin_parts import Bulletin, Issue, Share
from huiyin.publish.bulletin_pictures import Pictures
from huiyin.publish.bulletin_words import Words, percent
from huiyin.publish.docx_fonts import carry
from huiyin.publish.docx_xml import (
    drop_borders,
    page_number,
    repeat_on_each_page,
    safe,
    set_face,
    set_languages,
    set_size,
    shade,
    underline,
    write,
    write_cell,
)
from huiyin.publish.fonts import SANS, SERIF, Face

WIDTH = Cm(16)
MOST_QUOTES = 3
_INK, _SOFT = RGBColor(0x1C, 0x27, 0x33), RGBColor(0x51, 0x60, 0x6E)
_PRIMARY, _ACCENT = RGBColor(0x0F, 0x6B, 0x63), RGBColor(0xA8, 0x48, 0x1A)
_LINE, _WASH = "D8DEDD", "E6F1EF"

BODY, HEAD = SERIF, SANS
"""Papers are set in 宋体 with headings in 黑体; these are the free fonts of that kind, and travel along."""


def write_paper(bulletin: Bulletin, words: Words, pictures: Pictures, letters: frozenset[str], path: Path) -> None:
    """Writes the .docx. ``letters`` are those of the page, for which the fonts are cut already."""
    paper = _Paper(words, pictures)
    paper.opening(bulletin)
    paper.when(bulletin)
    paper.what(bulletin)
    paper.where(bulletin)
    paper.issues(bulletin)
    paper.answers(bulletin)
    paper.waiting(bulletin)
    paper.copies(bulletin)
    paper.closing(bulletin)
    paper.document.core_properties.title = safe(text.headline(bulletin, words))
    paper.document.core_properties.author = ""
    carry(paper.document, letters, narrow=not words.chinese)
    paper.document.save(str(path))


class _Paper:
    """One document being written, section after section."""

    def __init__(self, words: Words, pictures: Pictures) -> None:
        self.words, self.pictures = words, pictures
        self.document: Paper = Document()
        set_languages(self.document)
        self._set_page()
        self._set_styles()

    # The sheet itself

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
        number = section.footer.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        page_number(number)

    def _set_styles(self) -> None:
        chinese = self.words.chinese
        self._style("Normal", BODY, 12 if chinese else 11, _INK, before=0, after=6)
        self.document.styles["Normal"].paragraph_format.line_spacing = 1.45 if chinese else 1.25
        self._style("Title", HEAD, 22, _INK, before=4, after=10)
        self._style("Heading 1", HEAD, 16, _INK, before=22, after=6)
        self._style("Heading 2", HEAD, 13, _INK, before=12, after=4)
        self._style("Caption", BODY, 10, _SOFT, before=2, after=8)
        self._style("Quote", BODY, 11, _INK, before=2, after=4)
        self.document.styles["Quote"].paragraph_format.left_indent = Cm(0.7)

    def _style(self, name: str, face: Face, size: float, colour: RGBColor, *, before: float, after: float) -> None:
        style = self.document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - python-docx's own template has them
        style.font.color.rgb = colour
        style.font.bold = style.font.cs_bold = style.font.italic = style.font.cs_italic = False
        set_size(style.font, size)
        set_face(style.element.get_or_add_rPr(), face)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.3
        if name == "Title":
            drop_borders(style)

    # Sections

    def opening(self, bulletin: Bulletin) -> None:
        """The finding first, then the figures."""
        words = self.words
        above = self._add(words("name"), "Normal", colour=_PRIMARY)
        write(above, f"   {text.period(bulletin, words)}", colour=_SOFT)
        self._add(text.headline(bulletin, words), "Title")
        self._add(text.lead(bulletin, words))
        self._figures(text.figures(bulletin, words))

    def when(self, bulletin: Bulletin) -> None:
        """The trend."""
        picture = self.pictures.trend
        if picture:
            self._heading("when", picture.title)
            self._picture(picture.page, picture.title)
            self._note(text.when_note(bulletin, self.words) + " " + text.source(bulletin, self.words))

    def what(self, bulletin: Bulletin) -> None:
        """Categories, kinds, words."""
        words = self.words
        if not (bulletin.categories or bulletin.kinds or bulletin.words):
            return
        self._heading("what", text.what_finding(bulletin, words))
        if bulletin.categories and self.pictures.categories:
            self._picture(self.pictures.categories, text.what_finding(bulletin, words))
            self._note(text.what_note(bulletin, words))
        if bulletin.kinds:
            named = Share(tuple((words.kind(name), n) for name, n in bulletin.kinds.lines), bulletin.kinds.missing)
            self._shares("kinds", named)
        for topic, share in (("channels", bulletin.channels), ("callbacks", bulletin.callbacks)):
            if share:
                self._shares(topic, share)
        if bulletin.words:
            self._subject(words("words"))
            self._add(words.names([f"{phrase.words} {phrase.count:,}" for phrase in bulletin.words]))
            self._note(words("words_note"))

    def where(self, bulletin: Bulletin) -> None:
        """Places."""
        if bulletin.places and self.pictures.places:
            finding = text.where_finding(bulletin, self.words)
            self._heading("where", finding)
            self._picture(self.pictures.places, finding)
            self._note(text.where_note(bulletin, self.words))

    def issues(self, bulletin: Bulletin) -> None:
        """The hot issues with their messages."""
        if not bulletin.issues:
            return
        self._heading("issues", text.issues_finding(bulletin, self.words))
        self._note(text.issues_note(bulletin, self.words))
        for issue in bulletin.issues:
            self._issue(issue)

    def _issue(self, issue: Issue) -> None:
        self._subject(f"{issue.rank}. {issue.title}")
        first, *others = text.issue_facts(issue, self.words)
        facts = self._add(first, "Caption", colour=_ACCENT)
        facts.paragraph_format.keep_with_next = True
        if others:
            write(facts, " · " + " · ".join(others))
        for quote in issue.quotes[:MOST_QUOTES]:
            said = f"{self.words.day(quote.day)} · " if quote.day else ""
            paragraph = self._add(quote.text, "Quote")
            write(paragraph, f"  {said}{self.words('cited', number=quote.number)}", colour=_SOFT, size=9)

    def answers(self, bulletin: Bulletin) -> None:
        """How fast answers came, and by which department."""
        if not bulletin.answers:
            return
        self._heading("answers", text.answers_finding(bulletin.answers, self.words))
        picture = self.pictures.answers
        if picture:
            self._picture(picture.page, picture.title)
            self._note(text.answers_note(bulletin, self.words))
        if len(bulletin.departments) > 1:
            self._subject(self.words("departments"))
            head = [self.words(key) for key in text.DEPARTMENT_COLUMNS]
            self._table(head, text.department_rows(bulletin, self.words), (6, 2.2, 2.2, 2.8, 2.8))
            self._note(text.departments_note(self.words))

    def waiting(self, bulletin: Bulletin) -> None:
        """Who waits longest."""
        words = self.words
        if not bulletin.waiting or not bulletin.waiting.count:
            return
        self._heading("waiting", text.waiting_finding(bulletin, words))
        rows = [
            (f"{quote.text} {words('cited', number=quote.number)}", words.day(quote.day), f"{days:,}")
            for quote, days in bulletin.waiting.oldest
        ]
        if rows:
            self._table([words("message"), words("said_on"), words("waited")], rows, (10, 3.4, 2.6))
            self._note(words("waiting_note", day=words.day(bulletin.when.as_of)))

    def copies(self, bulletin: Bulletin) -> None:
        """The same words again."""
        if bulletin.copies.extra:
            self._heading("copies", self.words("copies_finding", n=bulletin.copies.extra))
            for quote, times in bulletin.copies.largest[:3]:
                paragraph = self._add(quote.text, "Quote")
                write(paragraph, f"  {self.words('copies_times', n=times)}", colour=_SOFT, size=9)

    def closing(self, bulletin: Bulletin) -> None:
        """What is asked of whom, and how it was counted."""
        self._heading("asked")
        for at, sentence in enumerate(text.asked(bulletin, self.words), start=1):
            self._add(f"{at}. {sentence}")
        self._heading("how")
        for sentence in text.how(bulletin, self.words):
            self._add(sentence, "Caption")
        self._add(self.words("made_by", source=bulletin.source), "Caption")

    # Parts of sections

    def _add(self, sentence: str, style: str = "Normal", colour: RGBColor | None = None) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        write(paragraph, sentence, colour=colour)
        return paragraph

    def _heading(self, topic: str, finding: str = "") -> None:
        name = self.words(topic)
        heading = self.document.add_heading(level=1)
        if finding:
            write(heading, f"{name}  ", colour=_PRIMARY)
        write(heading, finding or name)

    def _subject(self, name: str) -> None:
        write(self.document.add_heading(level=2), name)

    def _note(self, sentence: str) -> None:
        if sentence.strip():
            self._add(sentence.strip(), "Caption")

    def _picture(self, png: bytes, described: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        drawn = paragraph.add_run().add_picture(io.BytesIO(png), width=WIDTH)
        drawn._inline.docPr.set("descr", safe(described))  # what a screen reader says

    def _shares(self, topic: str, share: Share) -> None:
        self._subject(self.words(topic))
        top, _ = text.top_lines(share, 10)
        rows = [(name, f"{n:,}", percent(n, share.counted)) for name, n in top]
        self._table(["", self.words("count"), self.words("share")], rows, (10, 3, 3))

    def _figures(self, figures: Sequence[tuple[str, str, bool]]) -> None:
        """The key figures side by side: the number large, what it is below."""
        table = self.document.add_table(rows=2, cols=len(figures))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for at, (name, value, late) in enumerate(figures):
            number, label = table.cell(0, at), table.cell(1, at)
            write_cell(number, value, size=20, colour=_ACCENT if late else _PRIMARY, face=HEAD)
            write_cell(label, name, size=9, colour=_SOFT)
            for cell in (number, label):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                shade(cell, _WASH)

    def _table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        table = self.document.add_table(rows=1, cols=len(head))
        table.autofit = False
        for at, name in enumerate(head):
            write_cell(table.rows[0].cells[at], name, size=9, colour=_SOFT)
        for row in rows:
            cells = table.add_row().cells
            for at, value in enumerate(row):
                write_cell(cells[at], value, size=10)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row_of_cells in table.rows:
            for at, cell in enumerate(row_of_cells.cells):
                cell.width = Cm(widths[at])
                underline(cell, _LINE)
                if at:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        repeat_on_each_page(table)
