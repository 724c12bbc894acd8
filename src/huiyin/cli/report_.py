"""`huiyin report`."""

import argparse
import sys
from pathlib import Path

from huiyin.hear.refusals import CHINESE, ENGLISH, NotASheet
from huiyin.publish import report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """From which file, into which folder, in which language."""
    parser.add_argument("file", type=Path, metavar="FILE", help=".xlsx .csv .jsonl, each also .gz")
    parser.add_argument("-o", "--out", type=Path, default=Path("report"), metavar="DIR", help="default: report")
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=HEADING")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")


def run(given: argparse.Namespace) -> int:
    """Write the bulletin; say where it lies."""
    columns = dict(one.split("=", 1) for one in given.column if "=" in one)
    language = ENGLISH if given.lang == "en" else CHINESE
    try:
        files = report.run(given.file, given.out, columns=columns, language=language)
    except NotASheet as problem:
        print(problem.sentence(language), file=sys.stderr)
        return 1
    print(files.html)
    print(files.docx)
    print(files.pdf)
    return 0
