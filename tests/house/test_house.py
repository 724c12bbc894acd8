"""The rules of the house that an import linter cannot see."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from huiyin import flow
from huiyin.web.options import OPTIONS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "huiyin"
STAGES = [
    "ledger", "places", "people", "hear", "understand", "handle", "answer", "rate", "visit", "consult",
    "programme", "learn", "publish", "desk",
]  # fmt: skip
DOORS = {"pages", "api", "jobs"}
JUNK = {"utils", "common", "core", "helpers", "manager", "managers", "service", "services", "extras", "base", "misc"}


def modules() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)


def test_there_are_modules_to_look_at() -> None:
    assert len(modules()) > 50


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda m: m._meta.label)
def test_a_foreign_key_looks_back(model: type[models.Model]) -> None:
    if not model.__module__.startswith("huiyin."):
        return
    own = STAGES.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model is not None:
            other = field.related_model._meta.app_label
            assert STAGES.index(other) <= own, f"{model._meta.label}.{field.name} looks forward to {other}"


def is_door(path: Path) -> bool:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return len(parts) > 1 and parts[1] in DOORS


def test_no_door_touches_a_manager() -> None:
    touched = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in modules()
        if is_door(path)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert touched == []


def test_no_junk_drawers() -> None:
    assert [p for p in modules() if p.stem in JUNK or JUNK & set(p.parent.relative_to(SOURCE).parts)] == []


def test_no_signals() -> None:
    assert [p for p in modules() if re.search(r"@receiver|django\.dispatch|models\.signals", p.read_text())] == []


def test_files_stay_small() -> None:
    longest = {str(p.relative_to(SOURCE)): len(p.read_text().splitlines()) for p in modules()}
    assert {name: lines for name, lines in longest.items() if lines > 400} == {}


def test_functions_stay_small() -> None:
    too_long = [
        f"{path.relative_to(SOURCE)}:{node.name} {node.end_lineno - node.lineno + 1}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno + 1 > 60
    ]
    assert too_long == []


def test_actions_are_keyword_only_and_say_who() -> None:
    wrong = []
    for path in modules():
        relative = path.relative_to(SOURCE).parts
        if len(relative) < 2 or not relative[1].startswith("actions"):
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and any(_is_action(d) for d in node.decorator_list):
                names = [a.arg for a in node.args.kwonlyargs]
                if node.args.args or names[:1] != ["by"]:
                    wrong.append(f"{path.relative_to(SOURCE)}:{node.name}")
    assert wrong == []


def _is_action(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id in {"action", "ActionOfMany"}


def test_every_job_stands_in_flow() -> None:
    functions = {
        f"{path.parent.name}.{node.name}"
        for path in modules()
        if path.stem == "jobs"
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    assert functions == set(flow.JOBS)


def test_flow_names_only_kinds_that_are_written() -> None:
    assert set(flow.AFTER) <= written_kinds()


def written_kinds() -> set[str]:
    """Every ledger kind that the code can write: after `kind=`, first in `Line(`, or in a table by move."""
    found: set[str] = set()
    for path in modules():
        text = path.read_text()
        found |= set(re.findall(r"""\bkind="([a-z]+\.[a-z_]+)\"""", text))
        found |= set(re.findall(r"""\bLine\(\s*(?:kind=)?"([a-z]+\.[a-z_]+)\"""", text))
        found |= set(re.findall(r"""\bkind = "([a-z]+\.[a-z_]+)\"""", text))
        found |= set(re.findall(r"""\bMove\.[A-Z_]+: "([a-z]+\.[a-z_]+)\"""", text))
        found |= set(re.findall(r"""(?:else|_record\(by,) "([a-z]+\.[a-z_]+)\"""", text))
    return {kind for kind in found if kind.split(".")[0] in STAGES}


def test_every_ledger_kind_is_documented() -> None:
    documented = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)`", (ROOT / "docs/ledger.md").read_text(), re.M))
    assert documented == written_kinds()


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"^\| `HUIYIN_([A-Z_]+)`", (ROOT / "docs/operations.md").read_text(), re.M))
    assert documented == {option.name for option in OPTIONS}


@pytest.mark.django_db
def test_models_have_their_migrations() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_linear_and_named() -> None:
    for folder in SOURCE.glob("*/migrations"):
        names = sorted(p.stem for p in folder.glob("0*.py"))
        assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)], folder
        assert not [name for name in names if "auto" in name], folder


def capability_rows() -> list[list[str]]:
    text = (ROOT / "docs/capabilities.md").read_text()
    return [[c.strip() for c in row.strip("|").split("|")] for row in text.splitlines() if re.match(r"\| \d", row)]


def test_every_capability_has_its_row() -> None:
    assert [int(row[0]) for row in capability_rows()] == list(range(1, 32))


@pytest.mark.parametrize("row", capability_rows(), ids=lambda row: row[0])
def test_a_capability_points_at_what_exists(row: list[str]) -> None:
    number, _, state, links = row[0], row[1], row[2], " ".join(row[3:])
    assert state in {"works", "partly", "not yet"}
    targets = re.findall(r"\]\(\.\./([^)#]+)\)", links)
    if state != "not yet":
        kinds = {t.split("/")[0] for t in targets}
        assert {"src", "tests"} <= kinds, number
    assert [t for t in targets if not (ROOT / t).exists()] == []


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of a builder's machine in anything that is committed."""
    text_files = [*modules(), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *(ROOT / "tests").rglob("*.py")]
    own = Path(__file__).resolve()
    assert [p for p in text_files if p.resolve() != own and re.search(r"/work/|/root/|/tmp/work", p.read_text())] == []
