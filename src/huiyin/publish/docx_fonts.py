"""A .docx carries the letters that it uses, so that it reads the same where no Chinese font is installed.

ECMA-376 Part 1, 17.8.1: each font lies in the package as an obfuscated file, named in the table of fonts.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping

from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from huiyin.publish.fonts import NASKH, SANS, SERIF, Face, cut

OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
FACES = {face.family: face for face in (SERIF, SANS, NASKH)}
_CHARSETS = {SERIF: ("86", "roman"), SANS: ("86", "swiss"), NASKH: ("B2", "auto")}
"""Of the Windows sets of characters (86: GB 2312, B2: Arabic), and of the kinds of fonts."""

_BEFORE_EMBEDDING = frozenset(map(qn, (
    "w:writeProtection", "w:view", "w:zoom", "w:removePersonalInformation", "w:removeDateAndTime",
    "w:doNotDisplayPageBoundaries", "w:displayBackgroundShape", "w:printPostScriptOverText",
    "w:printFractionalCharacterWidth", "w:printFormsData",
)))  # fmt: skip
"""What stands before the embedding in the settings: the standard lays down the order."""


def carry(paper: Paper, letters: frozenset[str], *, narrow: bool) -> None:
    """Lays the fonts into the document.

    ``letters`` may be more than its own: then the font of running text is that of the other forms. ``narrow``: see
    `cut`.
    """
    table = paper.part.part_related_by(REL.FONT_TABLE)
    lines = []
    for at, (face, used) in enumerate(_letters_by_face(paper).items(), start=1):
        font = cut(face, letters | used if face is SERIF else used, narrow=narrow)
        key = uuid.uuid5(uuid.NAMESPACE_OID, font.hex())
        name = PackURI(f"/word/fonts/font{at}.odttf")
        relation = table.relate_to(Part(name, OBFUSCATED, obfuscated(font, key), paper.part.package), REL.FONT)
        lines.append(_line(face, relation, key))
    xml = f"<w:fonts {nsdecls('w', 'r')}>{''.join(lines)}</w:fonts>"
    table._blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode()
    _say_so(paper.settings.element)


def obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """The first 32 bytes crossed with the key, last byte first; the same again undoes it."""
    mask = key.bytes[::-1] * 2
    return bytes(byte ^ other for byte, other in zip(font[:32], mask, strict=True)) + font[32:]


def _line(face: Face, relation: str, key: uuid.UUID) -> str:
    charset, kind = _CHARSETS[face]
    return (
        f'<w:font w:name="{face.family}"><w:altName w:val="{face.stands_for}"/><w:charset w:val="{charset}"/>'
        f'<w:family w:val="{kind}"/><w:pitch w:val="variable"/>'
        f'<w:embedRegular r:id="{relation}" w:fontKey="{{{str(key).upper()}}}" w:subsetted="1"/></w:font>'
    )


def _say_so(settings: BaseOxmlElement) -> None:
    at = sum(child.tag in _BEFORE_EMBEDDING for child in settings)
    for name in ("w:saveSubsetFonts", "w:embedTrueTypeFonts"):
        settings.insert(at, OxmlElement(name))


def _letters_by_face(paper: Paper) -> Mapping[Face, frozenset[str]]:
    """Which letters are set in which font: the run's own, else that of the style of its paragraph."""
    styles = {style.style_id: _family(style.element) for style in paper.styles}
    used: dict[Face, set[str]] = defaultdict(set)
    for paragraph in paper.element.body.iter(qn("w:p")):
        style = styles.get(paragraph.style or "Normal")
        for run in paragraph.iter(qn("w:r")):
            joined = run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
            family = NASKH.family if joined else _family(run) or style or SERIF.family
            used[FACES[family]].update(run.text)
    return {face: frozenset(used[face]) for face in FACES.values() if used[face]}


def _family(element: BaseOxmlElement) -> str | None:
    fonts = element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return None if fonts is None else fonts.get(qn("w:eastAsia"))
