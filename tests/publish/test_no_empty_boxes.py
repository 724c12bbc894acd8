"""On a machine without any Chinese or Uyghur font: every letter of page and paper is in the fonts that they carry."""

import base64
import csv
import io
import re
import unicodedata
import uuid
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from fontTools.ttLib import TTFont
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from huiyin.hear.refusals import CHINESE, ENGLISH
from huiyin.publish import report
from huiyin.publish.docx_fonts import obfuscated

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SAID = (
    ("路灯不亮", "门口的路灯坏了半个月，老人晚上不敢出门，请问哪天能修好？", "县城管局"),
    ("سۇ توختاپ قالدى", "بىزنىڭ مەھەللىدە ئۈچ كۈندىن بېرى سۇ يوق، قاچان كېلىدۇ؟ «ئىدارە» جاۋاب بەرسۇن。", "水利局 سۇ"),
    ("㙍坝村的桥", "姓𠮷的那家和堃爷爷说，䶮河上的桥😀𬭶断了 ½ 米；Tibetan བོད་ཡིག, ࢗ, \ue000", "县交通局"),
    ("Street light", "The “lamp” at № 5 — naïve café, Дом, Ελλάδα, ±3℃ ①", "County"),
)


def sheet(folder: Path, said: tuple[tuple[str, str, str], ...], times: int) -> Path:
    lines = [["编号", "标题", "内容", "时间", "单位", "答复", "答复时间"]]
    for at in range(times * len(said)):
        title, text, department = said[at % len(said)]
        reply = "已修好" if at % 3 else ""
        lines.append([str(at), title, text, f"2024-03-{1 + at % 28:02}", department, reply, "2024-04-01"])
    path = folder / "来信.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


@pytest.fixture(scope="module", params=[CHINESE, ENGLISH])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> report.ReportFiles:
    folder = tmp_path_factory.mktemp("boxes")
    return report.run(sheet(folder, SAID, 12), folder / "out", language=request.param, progress=io.StringIO())


def letters_of(font: bytes) -> set[str]:
    """The letters for which a font has something to draw."""
    with TTFont(io.BytesIO(font)) as opened:
        named = opened.getBestCmap()
        assert ".notdef" not in named.values()
        return set(map(chr, named))


def seen(words: str) -> set[str]:
    """The letters that a reader should see, without marks that only steer."""
    steering = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {
        letter
        for letter in words
        if unicodedata.category(letter) not in steering and "VARIATION SELECTOR" not in unicodedata.name(letter, "")
    }


class _Words(HTMLParser):
    """What stands on a page, without its style."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag

    def handle_data(self, data: str) -> None:
        self.words += data if self.tag != "style" else ""


# The page


def on_page(html: str) -> tuple[set[str], set[str]]:
    """Its letters, and those of its fonts."""
    page = _Words()
    page.feed(html)
    fonts = re.findall(r"base64,([\w+/=]+)\) format\(\"woff\"\)", html)
    return seen(page.words), set().union(*(letters_of(base64.b64decode(font)) for font in fonts))


def test_the_page_carries_every_letter_it_shows(made: report.ReportFiles) -> None:
    shown, carried = on_page(made.html.read_text(encoding="utf-8"))
    assert set("路㙍䶮سۇ😀𠮷") <= shown <= carried


def test_the_page_carries_little(made: report.ReportFiles) -> None:
    assert made.html.stat().st_size < 300_000


# The paper


def fonts_of(archive: zipfile.ZipFile) -> dict[str, set[str]]:
    """The letters of each font in a .docx, as a program that follows the standard takes them out."""
    targets = {
        one.attrib["Id"]: one.attrib["Target"] for one in fromstring(archive.read("word/_rels/fontTable.xml.rels"))
    }
    found = {}
    for font in fromstring(archive.read("word/fontTable.xml")):
        embedded = font.find(f"{W}embedRegular")
        assert embedded is not None
        key = uuid.UUID(embedded.attrib[f"{W}fontKey"].strip("{}"))
        hidden = archive.read("word/" + targets[embedded.attrib[f"{R}id"]])
        found[font.attrib[f"{W}name"]] = letters_of(obfuscated(hidden, key))
    return found


def family(element: Element, script: str) -> str | None:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    return None if fonts is None else fonts.attrib[W + script]


def missing_on_paper(path: Path) -> dict[str, set[str]]:
    """The letters of a .docx that the font in which they are set does not have."""
    with zipfile.ZipFile(path) as archive:
        carried = fonts_of(archive)
        document = fromstring(archive.read("word/document.xml"))
        styles = {
            one.attrib[f"{W}styleId"]: one for one in fromstring(archive.read("word/styles.xml")).iter(f"{W}style")
        }
    missing = {}
    for paragraph in document.iter(f"{W}p"):
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style = styles["Normal" if named is None else named.attrib[f"{W}val"]]
        for run in paragraph.iter(f"{W}r"):
            script = "eastAsia" if run.find(f"{W}rPr/{W}rtl") is None else "cs"
            font = family(run, script) or family(style, script) or ""
            words = "".join(one.text or "" for one in run.iter(f"{W}t"))
            if lost := seen(words) - carried[font]:
                missing[words] = lost
    return missing


def test_the_paper_carries_every_letter_it_shows(made: report.ReportFiles) -> None:
    assert missing_on_paper(made.docx) == {}


def test_the_paper_carries_three_fonts_and_says_so(made: report.ReportFiles) -> None:
    with zipfile.ZipFile(made.docx) as archive:
        fonts = fonts_of(archive)
        names = [one.tag.removeprefix(W) for one in fromstring(archive.read("word/settings.xml"))]
        types = archive.read("[Content_Types].xml").decode()
    assert set(fonts) == {"Noto Serif SC", "Noto Sans SC", "Noto Naskh Arabic"}
    assert set("سۇ؟،«»") <= fonts["Noto Naskh Arabic"]
    assert names[:3] == ["zoom", "embedTrueTypeFonts", "saveSubsetFonts"]
    assert types.count("obfuscatedFont") == 3


def test_the_paper_is_small(made: report.ReportFiles) -> None:
    assert made.docx.stat().st_size < 300_000


def test_a_font_is_hidden_as_the_standard_says() -> None:
    """The first 32 bytes crossed with the digits of the key from the last to the first, twice; 16 and 32 are free."""
    key = uuid.UUID("1DF903A8-3A22-4B7B-8B61-8C2F4C9E0A11")
    hidden = obfuscated(bytes(48), key)
    assert hidden[:16] == hidden[16:32] == bytes.fromhex("110A9E4C2F8C618B7B4B223AA803F91D")
    assert hidden[32:] == bytes(16)
    assert obfuscated(hidden, key) == bytes(48)


def test_uyghur_on_paper_runs_from_the_right(made: report.ReportFiles) -> None:
    with zipfile.ZipFile(made.docx) as archive:
        document = fromstring(archive.read("word/document.xml"))
    quotes = [one for one in document.iter(f"{W}p") if "".join(one.itertext()).startswith("سۇ")]
    assert quotes
    for quote in quotes:
        assert quote.find(f"{W}pPr/{W}bidi") is not None
        first = quote.find(f"{W}r/{W}rPr/{W}rtl")
        assert first is not None


# Whatever residents write


@settings(max_examples=5, deadline=None, phases=[Phase.reuse, Phase.generate])  # shrinking would take minutes
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=30, max_size=90))
def test_whatever_residents_write_is_drawn(tmp_path_factory: pytest.TempPathFactory, said: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    words = (("来信", f"好{said}", "县城管局"),)
    files = report.run(sheet(folder, words, 3), folder / "out", progress=io.StringIO())
    shown, carried = on_page(files.html.read_text(encoding="utf-8"))
    assert shown <= carried
    assert missing_on_paper(files.docx) == {}
    assert files.pdf.stat().st_size  # it fails where a letter has no font, see test_bulletin_pdf.py
