"""`huiyin train`."""

import argparse
import sys
from pathlib import Path

from huiyin.hear.refusals import CHINESE, NotASheet, Refused
from huiyin.hear.sheets import open_sheet
from huiyin.understand.actions import learn, train


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A labelled file, or nothing: then the office's own decisions."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a spreadsheet with texts and labels")
    parser.add_argument("--label", default="", metavar="HEADING", help="the column with the labels")
    parser.add_argument("--text", default="", metavar="HEADING", help="the column with the texts")


def run(given: argparse.Namespace) -> int:
    """Train and put to use; say how many labels it learned from."""
    try:
        if given.file is None:
            trained = learn(by="command")
            if trained is None:
                print("Not trained: fewer than 200 decisions on guesses so far; keywords go on being used.")
                return 1
        else:
            texts, labels = _labelled(given)
            trained = train(by="command", texts=texts, labels=labels)
    except NotASheet as problem:
        print(problem.sentence(CHINESE), file=sys.stderr)
        return 1
    except ValueError as problem:
        print(f"Not trained: {problem}", file=sys.stderr)
        return 1
    print(f"{trained.name}: learned from {trained.labels:,} labels, in use from now on")
    return 0


def _labelled(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    named = {"category": given.label, "text": given.text}
    sheet = open_sheet(given.file, columns={field: heading for field, heading in named.items() if heading})
    rows = [row for row in sheet.rows() if not isinstance(row, Refused) and row.category]
    return [f"{row.title}\n{row.text}" for row in rows], [row.category for row in rows]
