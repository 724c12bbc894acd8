"""Chinese sentences of the program are punctuated at full width, wherever they stand."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from huiyin.web.locales import catalogs

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "huiyin"

# An ASCII , ; : ? ! ( ) right after, or right before (a space may part them), a Chinese character or what stands for
# one: a quotation mark, a book title mark, a full stop, or a placeholder (below it becomes U+4E00).
HALF = re.compile(
    "[\u3400-\u9fff\u201c\u201d\u300a\u300b\u3001\u3002][,;:?!()]|[,;:?!()] ?[\u3400-\u9fff\u201c\u201d\u300a\u300b]"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\{.*?\}\}|\{\w*\}", re.DOTALL)
# no sentence: tags with their attributes, entities, template tags, code, addresses, options of a command
NO_SENTENCE = re.compile(
    r"\{%.*?%\}|\{#.*?#\}|<[^<>]*>|&#?\w+;|`[^`]*`|https?://[\x21-\x7e]+|--[a-z][\w-]*|\]\([^)\s]*\)|!(?=\[)", re.DOTALL
)
HAN = re.compile("[\u3400-\u9fff]")
WORD = re.compile("[A-Za-z]{2,}")
BETWEEN_TAGS = re.compile(r"<[^<>]*>|\{%.*?%\}|\n", re.DOTALL)
QUOTED = re.compile(r'"([^"\n]*)"')

VOICES = SOURCE / "demo" / "voices"
"""Its corpus has a notation of ASCII signs; what it says is looked at in tests/demo/test_punctuation.py."""
NO_SENTENCES = {"methods"}
"""Rooms of patterns and word lists: they read what others write."""


def half_width_signs(text: str) -> list[str]:
    """What is wrong in a text, each with what stands around it; nothing in one of more Latin words than 汉字."""
    bare = NO_SENTENCE.sub("", text)
    if len(HAN.findall(bare)) < len(WORD.findall(PLACEHOLDER.sub("", bare))) or not HAN.search(bare):
        return []
    chinese = PLACEHOLDER.sub("\u4e00", bare)
    return [chinese[max(0, found.start() - 9) : found.end() + 9] for found in HALF.finditer(chinese)]


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """String literals with their lines, but for docstrings and patterns."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
            skipped |= set(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.lineno, node.value


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("灯不亮,请修", True),
        ("%(n)s 件,最要紧的在前", True),
        ("共 {n} 件:", True),
        ("理由: 无", True),
        ("<b>%(n)s</b>,%(day)s前", True),
        ("灯不亮\uff0c请修", False),
        ("每天 8:30 到 17:00\uff0c来了 2,300 人", False),
        ('<a href="/a?b=c,d">看&nbsp;看</a>\uff1a见 https://example.org/?q=1 。', False),
        ("Hello, world (望禾县, Wanghe County)", False),
        ("--column text=列名", False),
    ],
)
def test_half_width_signs_are_seen(text: str, wrong: bool) -> None:
    assert bool(half_width_signs(text)) is wrong


@pytest.mark.parametrize("path", catalogs("zh_Hans"), ids=lambda path: path.relative_to(SOURCE).parts[0])
def test_translations_are_full_width(path: Path) -> None:
    entries = [text for entry in polib.pofile(str(path)) for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert entries
    assert [text for text in entries if half_width_signs(text)] == []


def test_chinese_in_python_is_full_width() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}:{line}: {signs}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not (path.is_relative_to(VOICES) or path.relative_to(SOURCE).parts[0] in NO_SENTENCES)
        for line, text in sentences(path)
        if (signs := half_width_signs(text))
    ]
    assert wrong == []


def pieces(path: Path) -> list[str]:
    """What may be a sentence of its own: text between tags, quoted strings, cells of a list."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return [cell for row in csv.reader(text.splitlines()) for cell in row]
    return [*BETWEEN_TAGS.split(text), *QUOTED.findall(text)]


def test_chinese_in_templates_scripts_and_lists_is_full_width() -> None:
    paths = [path for path in SOURCE.rglob("*") if path.suffix in {".html", ".svg", ".js", ".csv", ".geojson"}]
    assert len(paths) > 40
    assert [(path.name, signs) for path in paths for text in pieces(path) if (signs := half_width_signs(text))] == []


def test_chinese_in_documents_is_full_width() -> None:
    paths = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert len(paths) > 5
    wrong = [
        f"{path.relative_to(ROOT)}:{at}: {signs}"
        for path in paths
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (signs := half_width_signs(line))
    ]
    assert wrong == []
