"""`huiyin report`: the page and the paper as files."""

import csv
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageChops

from huiyin.hear.refusals import CHINESE, ENGLISH, NotASheet
from huiyin.publish import report
from huiyin.publish.bulletin_words import _WORDS
from huiyin.publish.charts import PAGE, PHONE, SCALE, Bar, columns, rows

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
CSS = ROOT / "src/huiyin/web/static/css"


def table(folder: Path, lines: int = 40) -> Path:
    """A made 12345 export: two categories, three departments, answers, personal data, a line that is refused."""
    written = [["工单编号", "标题", "诉求内容", "来电时间", "一级标签", "承办单位", "答复意见", "答复时间", "所属区域"]]
    for at in range(lines):
        text = f"我叫王小明,电话1381234{at:04},南门路{at}号的路灯坏了<b>{at}</b>"
        day = f"2024-0{1 + at % 6}-{1 + at % 28:02}"
        reply = "已修好" if at % 4 else ""
        category, place = ("路灯", "供水")[at % 2], ("城关镇", "北门乡")[at % 2]
        said = [f"路灯不亮{at}", text, day, category, f"单位{at % 3}", reply, "2024-07-01", place]
        written.append([str(at), *said])
    written.append(["x", "没有日子", "内容", "前天", "", "", "", "", ""])
    path = folder / "来信.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(written)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> report.ReportFiles:
    folder = tmp_path_factory.mktemp("report")
    return report.run(table(folder), folder / "out", progress=io.StringIO())


class _Page(HTMLParser):
    """What a page loads, its tags that are open at the end, its words."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "srcset", "href", "data", "action")]
        if tag not in ("meta", "img", "source", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data


def read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def test_the_files_and_their_totals(made: report.ReportFiles) -> None:
    assert (made.lines, made.messages, made.refused) == (41, 40, 1)
    assert made.html.name == "bulletin.html"
    assert made.docx.name == "bulletin.docx"
    assert made.pdf.name == "bulletin.pdf"
    assert made.rejected is not None
    assert "前天" in made.rejected.read_text(encoding="utf-8-sig")


def test_the_page_stands_alone(made: report.ReportFiles) -> None:
    page = read(made.html)
    assert all(load.startswith(("data:image/png;base64,", "#")) for load in page.loads)
    assert not {"script", "link", "iframe", "object"} & set(page.tags)
    assert not re.search(r"url\((?!data:font/woff;base64,)|@import|https?://", made.html.read_text(encoding="utf-8"))


def test_the_page_is_well_formed(made: report.ReportFiles) -> None:
    page = read(made.html)
    assert page.open == []
    anchors = {load[1:] for load in page.loads if load.startswith("#")}
    assert anchors == set(re.findall(r'<section id="(\w+)"', made.html.read_text(encoding="utf-8")))


def test_what_residents_wrote_is_text_not_markup(made: report.ReportFiles) -> None:
    assert "<b>0</b>" not in made.html.read_text(encoding="utf-8")
    assert "路灯坏了<b>" in read(made.html).words


def test_no_personal_data_on_page_or_paper(made: report.ReportFiles) -> None:
    paper = "\n".join(p.text for p in docx.Document(str(made.docx)).paragraphs)
    for words in (read(made.html).words, paper):
        assert "路灯" in words
        assert "王小明" not in words
        assert not re.search(r"1381234\d{4}", words)


def test_the_finding_then_the_figures_then_the_cases_then_what_is_asked(made: report.ReportFiles) -> None:
    words = read(made.html).words
    order = [words.rindex(topic) for topic in ("什么时候", "来自哪里", "等得最久的", "请谁做什么", "怎么算的")]
    assert order == sorted(order)
    assert "40 件来信" in words[:400]


def test_the_paper_opens_again_with_pictures_and_fonts_for_each_script(made: report.ReportFiles) -> None:
    paper = docx.Document(str(made.docx))
    assert paper.core_properties.title.startswith("40 件来信")
    assert len(paper.inline_shapes) == 4
    with zipfile.ZipFile(made.docx) as archive:
        styles = ET.fromstring(archive.read("word/styles.xml"))
        document = archive.read("word/document.xml").decode()
    fonts = {value for element in styles.iter() for name, value in element.attrib.items() if name.endswith("}eastAsia")}
    assert {"Noto Serif SC", "Noto Sans SC"} <= fonts
    assert document.count("descr=") == 4


def test_the_page_in_english(tmp_path: Path) -> None:
    files = report.run(table(tmp_path), tmp_path / "out", language=ENGLISH, progress=io.StringIO())
    page = files.html.read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "Waiting longest" in page
    ours = re.sub(r"<blockquote.*?</blockquote>|“[^”]*”|<t[dh][^>]*>[^<]*", "", read(files.html).words)
    assert "件" not in ours


def test_every_sentence_stands_in_both_languages_with_the_same_places() -> None:
    for key, both in _WORDS.items():
        chinese, english = (set(re.findall(r"\{(\w+)\}", words)) for words in both)
        assert chinese == english, key


# Small and wrong files


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    "content", ["内容\n路灯不亮", "text,time\nlight,2024-01-01\n", "标题,状态\n路灯,已办结\n停水,\n"]
)
def test_a_few_lines_make_a_bulletin_too(tmp_path: Path, content: str, language: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    files = report.run(path, tmp_path / "deep" / "out", language=language, progress=io.StringIO())
    assert files.messages == content.strip().count("\n")
    assert read(files.html).open == []
    assert docx.Document(str(files.docx)).paragraphs


def test_texts_that_xml_cannot_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a\\u0000b\\u0001c\\ufffe \\u202e", "category": "x\\u0008"}\n' * 2, encoding="utf-8")
    assert report.run(path, tmp_path / "out", progress=io.StringIO()).messages == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [("内容,时间\n", "no_messages"), ("内容,时间\n好,前天\n", "no_messages"), ("甲,乙\n1,2\n", "no_text_column")],
)
def test_a_file_without_messages_gets_a_sentence(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NotASheet) as refused:
        report.run(path, tmp_path / "out", progress=io.StringIO())
    assert refused.value.code == code
    assert "a.csv" in refused.value.sentence(CHINESE)


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands where the folder should be")
    with pytest.raises(NotASheet) as refused:
        report.run(table(tmp_path), tmp_path / "out", progress=io.StringIO())
    assert refused.value.code == "cannot_write"


# Charts


def test_charts_have_their_sizes() -> None:
    bars = [Bar("1月", 3, "3"), Bar("2月", 5, "5")]
    for size in (PAGE, PHONE):
        with Image.open(io.BytesIO(columns(bars, size, usual=(4, "平常\n4")).png())) as picture:
            assert size.width <= picture.width / SCALE <= size.width + 100
    with Image.open(io.BytesIO(rows(bars, PAGE).png())) as picture:
        assert picture.height / SCALE > 50


@pytest.mark.parametrize(("one", "other"), [("城乡建设", "劳动保障"), ("ئۇيغۇرچە", "خەنزۇچەە"), ("Roads", "Water")])
def test_letters_are_drawn_not_boxes(one: str, other: str) -> None:
    """Where a font lacks the letters every one is the same box, and two words look alike."""
    pictures = [Image.open(io.BytesIO(rows([Bar(name, 1, "1")], PHONE).png())).convert("L") for name in (one, other)]
    width = min(picture.width for picture in pictures)
    cut = [picture.crop((0, 0, width, picture.height)) for picture in pictures]
    assert ImageChops.difference(*cut).getbbox() is not None


def test_the_page_and_its_charts_wear_the_tokens() -> None:
    def tokens(name: str) -> dict[str, str]:
        first = (CSS / name).read_text(encoding="utf-8").split("}")[0]
        return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", first))

    site, bulletin = tokens("tokens.css"), tokens("bulletin.css")
    assert bulletin.items() <= site.items()
    charts = (ROOT / "src/huiyin/publish/charts.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"(#[0-9a-f]{6})"', charts)) <= set(site.values()) | {"#ffffff"}


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="no real data beside the checkout")
@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("cn_messages_with_replies.csv.gz", 2816),
        ("nyc-publicstuff-2019-masked.csv.gz", 8289),
        ("fuzhou-12345-river-requests.jsonl.gz", 1464),
    ],
)
def test_real_files(tmp_path: Path, name: str, total: int) -> None:
    files = report.run(DATA / "messages" / name, tmp_path, progress=io.StringIO())
    assert (files.messages, files.refused) == (total, 0)
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", read(files.html).words)
