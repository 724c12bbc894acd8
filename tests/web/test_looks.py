"""The looks keep their promises: weight, directions, no inline code, every icon drawn, every template whole."""

import gzip
import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from huiyin.web.gallery import parts

WEB = Path(__file__).resolve().parents[2] / "src" / "huiyin"
STATIC = WEB / "web" / "static"
SHEETS = [STATIC / "css" / name for name in ("tokens.css", "page.css", "desk.css")]
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
PHYSICAL = re.compile(
    r"(?<![\w.-])(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)"
    r"|(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*)\s*:(?![^{]*\)\s*\{)"
)
PHYSICAL_VALUE = re.compile(r"(?:text-align|float|clear)\s*:\s*(?:left|right)")


def test_all_sheets_together_stay_below_14_kilobytes() -> None:
    assert len(gzip.compress(b"".join(sheet.read_bytes() for sheet in SHEETS))) < 14 * 1024


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_knows_no_left_and_right(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/|@(?:media|container)[^{]*", "", sheet.read_text(), flags=re.S)
    assert PHYSICAL.findall(text) + PHYSICAL_VALUE.findall(text) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_speaks_only_in_tokens_that_exist(sheet: Path) -> None:
    known = set(re.findall(r"(--[\w-]+):", "".join(path.read_text() for path in SHEETS)))
    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text())) <= known


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short(script: Path) -> None:
    assert len(script.read_text().splitlines()) <= 150


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_whole_and_has_no_inline_code(page: Path) -> None:
    get_template(page.relative_to(next(p for p in page.parents if p.name == "templates")).as_posix())
    text = page.read_text()
    assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))", text)


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda path: path.name)
def test_an_icon_that_a_template_names_is_drawn(page: Path) -> None:
    drawn = set(re.findall(r'id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    assert set(re.findall(r"""\{% icon ["']([^"']+)""", page.read_text())) <= drawn


@pytest.mark.parametrize("name", ["500", "503"])
def test_our_own_faults_need_no_database_and_no_context(name: str) -> None:
    page = get_template(f"web/{name}.html").render()
    assert "<h1>" in page
    assert 'href="/"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_gallery_shows_every_part(language: str) -> None:
    with translation.override(language):
        page = parts(RequestFactory().get("/parts/")).content.decode()
    assert page.count('class="state') > 60
    assert "aria-invalid" in page
    assert 'id="id_words_error"' in page
    assert ' style="' not in page


@pytest.mark.parametrize("page", [t for t in TEMPLATES if "{% extends" in t.read_text()], ids=lambda path: path.name)
def test_a_page_that_copies_or_prints_brings_the_script_for_it(page: Path) -> None:
    text = page.read_text()
    wants = "data-print" in text or "data-copy" in text or "web/parts/code.html" in text
    assert not wants or "js/copy.js" in text
