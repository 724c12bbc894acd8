"""What python-docx leaves to the XML: fonts by script, right-to-left, rules and washes of cells, page numbers."""

from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.font import Font
from docx.text.paragraph import Paragraph

from huiyin.methods.text import clean
from huiyin.publish.fonts import NASKH, Face
from huiyin.publish.right_to_left import begins_right, by_direction

AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
    "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What stands behind `w:bidi` in the properties of a paragraph: the standard lays down the order."""


def safe(words: str) -> str:
    """Without what XML cannot hold."""
    return " ".join(clean(words).split(" "))


def write(paragraph: Paragraph, words: str, *, colour: RGBColor | None = None, size: float | None = None) -> None:
    """Adds the words, those from right to left in runs of their own; a line that begins there runs from there."""
    if not paragraph.runs and begins_right(words):
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
    for piece, joined in by_direction(safe(words)):
        run = paragraph.add_run(piece)
        if colour is not None:
            run.font.color.rgb = colour
        if size is not None:
            set_size(run.font, size)
        if joined:
            run.font.rtl = True


def write_cell(
    cell: _Cell, words: str, *, size: float, colour: RGBColor | None = None, face: Face | None = None
) -> None:
    """The words of one cell."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.15
    write(paragraph, words, colour=colour, size=size)
    if face:
        for run in paragraph.runs:
            set_face(run._element.get_or_add_rPr(), face)


def set_face(properties: BaseOxmlElement, face: Face) -> None:
    """Word chooses by script: each is told its font, and the theme's fonts must not win."""
    found = properties.find(qn("w:rFonts"))
    if found is None:
        found = OxmlElement("w:rFonts")
        properties.insert(0, found)
    found.attrib.clear()
    for name, family in (("ascii", face), ("hAnsi", face), ("eastAsia", face), ("cs", NASKH)):
        found.set(qn(f"w:{name}"), family.family)


def set_size(font: Font, size: float) -> None:
    """In points, for every script: those from right to left have a size of their own."""
    font.size = Pt(size)
    plain = font._element.get_or_add_rPr().find(qn("w:sz"))
    joined = plain.getparent().find(qn("w:szCs"))
    if joined is None:
        joined = OxmlElement("w:szCs")
        plain.addnext(joined)
    joined.set(qn("w:val"), plain.get(qn("w:val")))


def set_languages(paper: Paper) -> None:
    """By which rules lines are broken and words are read out: the template says English for all scripts."""
    language = paper.styles.element.find(f".//{qn('w:rPrDefault')}").find(f".//{qn('w:lang')}")
    for name, value in (("val", "en-GB"), ("eastAsia", "zh-CN"), ("bidi", "ug-CN")):
        language.set(qn(f"w:{name}"), value)


def drop_borders(style: ParagraphStyle) -> None:
    """The template underlines its titles."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def shade(cell: _Cell, colour: str) -> None:
    """A wash behind the cell."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._element.get_or_add_tcPr().append(shading)


def underline(cell: _Cell, colour: str) -> None:
    """A fine rule below the cell."""
    borders = OxmlElement("w:tcBorders")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour)):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    cell._element.get_or_add_tcPr().append(borders)


def repeat_on_each_page(table: Table) -> None:
    """The first row stands again on every page of the table; no row is torn apart."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def page_number(paragraph: Paragraph) -> None:
    """The number of the page, which Word fills in."""
    for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()._element
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run.append(mark)
