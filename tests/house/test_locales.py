"""Both languages are complete: every source string has its 中文, with the same placeholders."""

import ast
import io
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation import template as django_template

from huiyin.web.locales import catalogs, together

SOURCE = Path(__file__).resolve().parents[2] / "src" / "huiyin"
CALLS = {"_", "gettext", "gettext_lazy", "_t", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "gettext_noop"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def strings_of(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            found |= set(words[1:2] if node.func.id.startswith("pgettext") else words[:1])
    return found


def source_strings() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        found |= strings_of(ast.parse(path.read_text()))
    for path in SOURCE.rglob("*.html"):
        python = django_template.templatize(path.read_text(), origin=str(path))
        found |= strings_of_templatized(python)
    return found


def strings_of_templatized(python: str) -> set[str]:
    """templatize() leaves calls among XXX; they are read one by one."""
    found: set[str] = set()
    for match in re.finditer(r"(?:_|gettext|ngettext|pgettext|npgettext)\((?:[^()]|\([^()]*\))*\)", python):
        try:
            found |= strings_of(ast.parse(match.group(0).strip()))
        except SyntaxError:
            continue
    return found


@pytest.fixture(scope="module")
def catalog() -> polib.POFile:
    return together("zh_Hans")


def test_there_is_much_to_translate() -> None:
    assert len(source_strings()) > 100


def test_every_string_is_translated(catalog: polib.POFile) -> None:
    translated = {e.msgid for e in catalog if (e.msgstr or all(e.msgstr_plural.values())) and "fuzzy" not in e.flags}
    django_own = {"", "Name"}
    assert sorted(source_strings() - translated - django_own) == []


def test_no_translation_is_left_over(catalog: polib.POFile) -> None:
    assert sorted({e.msgid for e in catalog} - source_strings()) == []


def test_placeholders_agree(catalog: polib.POFile) -> None:
    for entry in catalog:
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert set(PLACEHOLDER.findall(text)) <= wanted | set(PLACEHOLDER.findall(entry.msgid_plural or "")), entry
            assert entry.msgid_plural or set(PLACEHOLDER.findall(text)) == wanted, entry.msgid


def test_catalogs_are_tidy() -> None:
    for path in catalogs("zh_Hans"):
        text = io.StringIO(path.read_text()).read()
        assert "#:" not in text, f"{path}: no line numbers, so that a change shows only words"
