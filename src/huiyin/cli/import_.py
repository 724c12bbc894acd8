"""`huiyin import`."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import override

from huiyin.desk.left import sentences
from huiyin.desk.taking import Totals, take_messages
from huiyin.hear.refusals import CHINESE, ENGLISH, NotASheet
from huiyin.places import actions, lists

LISTS: dict[str, Callable[[bytes], int]] = {
    "areas": lambda data: actions.add_areas(by="command", areas=lists.areas(data)),
    "departments": lambda data: actions.add_departments(by="command", departments=lists.departments(data)),
    "categories": lambda data: actions.add_categories(by="command", categories=lists.categories(data)),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, from which files, and by hand which column is which."""
    parser.add_argument("what", choices=["messages", *LISTS])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".xlsx .csv .jsonl, each also .gz")
    parser.epilog = (
        "Of messages, columns that are not taken over (states, attachments …) are named at the end; `huiyin report`"
        " reads them. A case has the time limit that the file gives it, unless this office's own is earlier."
    )
    parser.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEADING",
        help="which column is which, where the heading is not a usual one: --column text=内容",
    )  # fmt: skip
    parser.add_argument("--source", default="", help="name of where the messages come from (default: the file's name)")
    parser.add_argument(
        "--lang", choices=["zh", "en"], default="zh", help="language of reasons and remarks (default zh)"
    )


def run(given: argparse.Namespace) -> int:
    """Import each file; exit status 1 if one could not be read, 130 if stopped."""
    if given.what != "messages":
        return max(_take_list(given.what, path) for path in given.files)
    language = ENGLISH if given.lang == "en" else CHINESE
    try:
        columns = _columns(given.column)
        for path in given.files:
            totals = take_messages(path, columns=columns, source=given.source, language=language)
            with override(language):
                print(_sentence(path, totals))
    except NotASheet as problem:
        print(problem.sentence(language), file=sys.stderr)
        return 1
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was stored stays; run it again and it goes on from there.", file=sys.stderr)
        return 130
    return 0


def _columns(given: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if any(not sign for _, sign, _ in pairs):
        raise ValueError("--column wants FIELD=HEADING, for example --column text=内容")
    return {field.strip(): heading.strip() for field, _, heading in pairs}


def _sentence(path: Path, totals: Totals) -> str:
    rate = totals.lines / max(totals.seconds, 0.001)
    words = (
        f"{path.name}: {totals.lines:,} lines = {totals.taken:,} taken + {totals.already:,} known already"
        f" + {totals.rejected:,} rejected; {totals.answers:,} answers, {totals.ratings:,} ratings;"
        f" {totals.seconds:.1f} s, {rate:,.0f} a second"
    )
    more = [f"the rejected lines, with reasons: {path}.rejected.csv"] if totals.rejected else []
    return "\n  ".join([words, *more, *sentences(totals.left)])


def _take_list(what: str, path: Path) -> int:
    try:
        count = LISTS[what](path.read_bytes())
    except (ValueError, OSError) as problem:
        print(f"{path}: nothing was changed. {problem}", file=sys.stderr)
        return 1
    print(f"{path}: {count} {what}")
    return 0
