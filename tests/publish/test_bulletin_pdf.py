"""The bulletin as a PDF: its words can be copied and read out, its fonts travel along, residents' words stay words."""

import csv
import io
import re
from pathlib import Path

import pikepdf
import pytest
import typst
from pypdf import PdfReader

from huiyin.hear.refusals import CHINESE, ENGLISH
from huiyin.publish import report
from huiyin.publish.fonts import SANS, cut

ROOT = Path(__file__).parents[2] / "src/huiyin"
MARKUP = '#image("x") *不粗* _不斜_ $x^2$ = 题 <label> @ref \\ // `raw`'


def sheet(folder: Path) -> Path:
    """Fifty messages with departments, answers and places; one of them tries to be markup."""
    lines = [["编号", "标题", "内容", "时间", "类别", "承办单位", "答复", "答复时间", "地区"]]
    for at in range(50):
        said = f"我叫王小明，电话1381234{at:04}，南门路口的路灯半个月不亮了，老人晚上不敢出门"
        place, department = ("城关镇", "北门乡")[at % 2], ("县城管局", "县水利局", MARKUP)[at % 3]
        day, answered = f"2024-0{1 + at % 6}-{1 + at % 28:02}", "2024-07-01"
        lines.append([str(at), "路灯不亮", said, day, ("路灯", "供水")[at % 2], department, "修好了", answered, place])
    for row in lines[-8:]:
        row[6] = row[7] = ""
    path = folder / "来信.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


@pytest.fixture(scope="module", params=[CHINESE, ENGLISH])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("pdf")
    files = report.run(sheet(folder), folder / "out", language=request.param, progress=io.StringIO())
    return files.pdf, request.param


def pages(path: Path) -> list[str]:
    """The words of each page without any space: where a line ends is no matter."""
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def test_its_words_can_be_copied(made: tuple[Path, str]) -> None:
    path, language = made
    words = "".join(pages(path))
    topics = {
        CHINESE: ("来信简报", "50件来信", "说的什么", "路灯半个月不亮了", "请谁做什么", "怎么算的", "自动整理"),
        ENGLISH: ("Bulletinofmessages", "50messages", "Whatabout", "路灯半个月不亮了", "Howthiswascounted"),
    }[language]
    at = [words.find(topic) for topic in topics]
    assert -1 not in at
    assert at == sorted(at)


def test_every_page_has_its_number(made: tuple[Path, str]) -> None:
    path, language = made
    found = pages(path)
    assert len(found) > 1
    for at, words in enumerate(found, start=1):
        assert (f"第{at}页，共{len(found)}页" if language == CHINESE else f"Page{at}of{len(found)}") in words


def test_what_residents_wrote_is_text_not_markup(made: tuple[Path, str]) -> None:
    assert "".join(MARKUP.split()) in "".join(pages(made[0]))


def test_no_personal_data(made: tuple[Path, str]) -> None:
    words = "".join(pages(made[0]))
    assert "王小明" not in words
    assert not re.search(r"1381234\d{4}", words)


def test_a_screen_reader_is_told_what_is_what(made: tuple[Path, str]) -> None:
    path, language = made
    with pikepdf.open(path) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == ("zh-CN" if language == CHINESE else "en-GB")
        kinds = [str(one.S) for one in elements(pdf.Root.StructTreeRoot.K)]
        described = [str(one.Alt) for one in elements(pdf.Root.StructTreeRoot.K) if str(one.S) == "/Figure"]
        metadata = pdf.open_metadata()
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
        assert metadata["dc:title"]
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI"} <= set(kinds)
    assert len(described) == 2
    assert all(len(words) > 10 for words in described)


def elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    """All elements of the structure below."""
    if isinstance(node, pikepdf.Array):
        return [one for child in node for one in elements(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [node, *(elements(node.K) if "/K" in node else [])]


def test_its_fonts_travel_along(made: tuple[Path, str]) -> None:
    names = set()
    with pikepdf.open(made[0]) as pdf:
        for page in pdf.pages:
            for font in page.resources.get("/Font", {}).values():
                described = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in described
                names.add(str(described.FontName).split("+")[1])
    assert {"NotoSerifSC-Regular", "NotoSansSC-Regular"} <= names


def test_it_is_small(made: tuple[Path, str]) -> None:
    assert made[0].stat().st_size < 250_000


def test_a_letter_without_a_font_is_never_printed_as_a_box(tmp_path: Path) -> None:
    """The standards for archives and screen readers forbid it: setting the paper fails, rather than to print it."""
    (tmp_path / "font.ttf").write_bytes(cut(SANS, frozenset("路")))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[tmp_path])
    compiler = typst.Compiler(font_paths=fonts)
    head = '#set document(title: "a")\n#set text(font: "Noto Sans SC")\n'
    assert compiler.compile(f"{head}路".encode(), format="pdf", pdf_standards=["a-2a", "ua-1"])
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        compiler.compile(f"{head}灯".encode(), format="pdf", pdf_standards=["a-2a", "ua-1"])


def test_its_colours_are_the_tokens() -> None:
    css = (ROOT / "web/static/css/bulletin.css").read_text(encoding="utf-8")
    template = (ROOT / "publish/bulletin.typ").read_text(encoding="utf-8")
    used = set(re.findall(r'rgb\("(#[0-9a-f]{6})"\)', template))
    assert used
    assert used <= set(re.findall(r"--[\w-]+: (#[0-9a-f]{6});", css))
