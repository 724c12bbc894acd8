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
from huiyin.understand.material import labels
from huiyin.understand.reader import together
from huiyin.understand.rules import About


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A labelled file, or nothing: then the office's own decisions. Labels are names or codes of its categories."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a spreadsheet with texts and labels")
    parser.add_argument("--label", default="", metavar="HEADING", help="the column with the labels")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="language of what is said (default zh)")
    parser.add_argument("--out", type=Path, metavar="MODEL", help="write the model there; no office uses it")
    parser.add_argument("--text", default="", metavar="HEADING", help="the column with the texts")


def run(given: argparse.Namespace) -> int:
    """Train, and put to use what speaks of the office's own categories; say what was left out and why."""
    language = ENGLISH if given.lang == "en" else CHINESE
    with override(language):
        try:
            if given.out is not None:
                return _to_file(given)
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


def _to_file(given: argparse.Namespace) -> int:
    """A model as a file for `huiyin classify`; from a file of labels it needs no office."""
    from huiyin.methods import training  # noqa: PLC0415 - scikit-learn would double the time of every start

    known = _labelled(given) if given.file else _decided()
    texts, names, left_out = training.teachable(*known)
    if len(set(names)) < 2:
        raise TooLittle(left_out)
    model = training.train(texts, names)
    try:
        model.save(given.out)
    except OSError as problem:
        raise NotASheet("cannot_write", name=str(given.out), why=problem.strerror or str(problem)) from problem
    said = [
        words.written(given.out, len(texts)), words.measured(model.measured.macro_f1, model.measured.accuracy)
    ]  # fmt: skip
    print("\n".join([*said, words.left_out(left_out)] if left_out else said))
    return 0


def _decided() -> tuple[list[str], list[str]]:
    """What people of this office decided."""
    known = labels(About.CATEGORY)
    return [text for text, _ in known], [label for _, label in known]


def _train(given: argparse.Namespace) -> Learned:
    texts, labels = _labelled(given)
    return train(by="command", texts=texts, labels=labels)


def _labelled(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    named = {"category": given.label, "text": given.text}
    sheet = open_sheet(given.file, columns={field: heading for field, heading in named.items() if heading})
    rows = [row for row in sheet.rows() if not isinstance(row, Refused) and row.category]
    return [together(row.title, row.text) for row in rows], [row.category for row in rows]
