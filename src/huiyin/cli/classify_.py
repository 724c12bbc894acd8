"""`huiyin classify`."""

import argparse
import sys
from pathlib import Path
from typing import Final

from huiyin.hear.refusals import CHINESE, ENGLISH, NotASheet
from huiyin.hear.sheets import open_sheet
from huiyin.methods import classify
from huiyin.understand.labelling import Labelled, classify_sheet

SENTENCES: Final = {
    ENGLISH: "{out}: {lines:,} lines, {silent:,} of which say nothing and have no guess; {rejected:,} could not be"
    " read{where}. {seconds:.1f} s, {rate:,.0f} a second.",
    CHINESE: "{out}：{lines:,} 行，其中 {silent:,} 行没有内容，没有判断；{rejected:,} 行读不出{where}。"
    "用时 {seconds:.1f} 秒，每秒 {rate:,.0f} 行。",
}  # fmt: skip
NO_MODEL: Final = {
    ENGLISH: "There is no model “{name}”. `huiyin train FILE --label COLUMN --out {name}` makes one.",
    CHINESE: "没有模型“{name}”。用 huiyin train 表格 --label 列名 --out {name} 可以训练一个。",
}
WRONG_MODEL: Final = {
    ENGLISH: "“{name}” is no model of Huiyin, or it is damaged. `huiyin train` makes one.",
    CHINESE: "“{name}”不是回音的模型，或者已损坏。用 huiyin train 可以训练一个。",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, by which model, to where."""
    parser.add_argument("file", type=Path, metavar="FILE", help=".xlsx .csv .jsonl, each also .gz")
    parser.add_argument("--model", type=Path, required=True, metavar="MODEL", help="what `huiyin train --out` wrote")
    parser.add_argument("--out", type=Path, metavar="FILE", help=".xlsx .csv .jsonl (default: FILE.classified.csv)")
    parser.add_argument("--text", default="", metavar="HEADING", help="the column with the texts")
    parser.add_argument("--no-reasons", action="store_true", help="leave out the words that spoke for it: faster")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="language of what is said (default zh)")


def run(given: argparse.Namespace) -> int:
    """Write the table with its guesses; say how many lines of it have one."""
    language = ENGLISH if given.lang == "en" else CHINESE
    out = given.out or given.file.with_name(f"{given.file.name}.classified.csv")
    try:
        model = classify.load(given.model)
        sheet = open_sheet(given.file, columns={"text": given.text} if given.text else None)
        done = classify_sheet(sheet, model, out, reasons=not given.no_reasons, language=language)
    except OSError:
        print(NO_MODEL[language].format(name=given.model), file=sys.stderr)
        return 1
    except NotASheet as problem:
        print(problem.sentence(language), file=sys.stderr)
        return 1
    except ValueError:
        print(WRONG_MODEL[language].format(name=given.model), file=sys.stderr)
        return 1
    print(_sentence(done, given.file, out, language))
    return 0


def _sentence(done: Labelled, file: Path, out: Path, language: str) -> str:
    where = f" ({file}.rejected.csv)" if done.rejected else ""
    rate = done.lines / max(done.seconds, 0.001)
    return SENTENCES[language].format(
        out=out, lines=done.lines, silent=done.silent, rejected=done.rejected, where=where, seconds=done.seconds,
        rate=rate,
    )  # fmt: skip
