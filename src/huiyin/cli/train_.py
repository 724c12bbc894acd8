"""`huiyin train`."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import override

from huiyin.hear.refusals import CHINESE, ENGLISH, NotASheet, Refused
from huiyin.hear.sheets import open_sheet
from huiyin.understand import words
from huiyin.understand.actions import Learned, TooLittle, learn, train
from huiyin.understand.actions.training import ENOUGH_LABELS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A labelled file, or nothing: then the office's own decisions. Labels are names or codes of its categories."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a spreadsheet with texts and labels")
    parser.add_argument("--label", default="", metavar="HEADING", help="the column with the labels")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="language of what is said (default zh)")
    parser.add_argument("--text", default="", metavar="HEADING", help="the column with the texts")


def run(given: argparse.Namespace) -> int:
    """Train, and put to use what speaks of the office's own categories; say what was left out and why."""
    language = ENGLISH if given.lang == "en" else CHINESE
    with override(language):
        try:
            learned = learn(by="command") if given.file is None else _train(given)
        except NotASheet as problem:
            print(problem.sentence(language), file=sys.stderr)
            return 1
        except TooLittle as problem:
            print(words.not_trained(problem.left_out), file=sys.stderr)
            return 1
        if learned is None:
            print(words.too_few_decisions(ENOUGH_LABELS))
            return 1
        print("\n".join(_sentences(learned)))
    return 0


def _sentences(learned: Learned) -> list[str]:
    model = learned.trained
    if learned.foreign:
        said = words.kept(model.name, model.labels, model.file, learned.foreign)
    else:
        said = words.trained(model.name, model.labels)
    return [said, words.left_out(learned.left_out)] if learned.left_out else [said]


def _train(given: argparse.Namespace) -> Learned:
    texts, labels = _labelled(given)
    return train(by="command", texts=texts, labels=labels)


def _labelled(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    named = {"category": given.label, "text": given.text}
    sheet = open_sheet(given.file, columns={field: heading for field, heading in named.items() if heading})
    rows = [row for row in sheet.rows() if not isinstance(row, Refused) and row.category]
    return [f"{row.title}\n{row.text}" for row in rows], [row.category for row in rows]
