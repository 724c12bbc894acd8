"""From a spreadsheet alone to a bulletin as page, .docx and PDF: how long it takes, with how much memory.

    python -m benchmarks.report [--messages 10000] [--runs 3] [FILE …]

Each line is the whole command `huiyin report FILE -o DIR` in a process of its own, from its start to its end: the
median of the runs by wall clock. Without FILE: a sheet written by the voices of the demo county, and the public sheets
of `shared/data/messages` where they lie beside the checkout. Target: 10 seconds for 10,000 messages.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks import _office
from huiyin.demo.voices import Answered, AreaFacts, Story, stories

PUBLIC = Path(__file__).parents[2] / "shared" / "data" / "messages"
SHEETS = ("cn_messages_type_domain.csv.gz", "nyc-publicstuff-2019-masked.csv.gz", "cn_hot_issue_messages.csv.gz")
TODAY = date(2026, 11, 23)
HEADINGS = ("工单编号", "标题", "诉求内容", "来电时间", "一级标签", "承办单位", "答复意见", "答复时间", "所属区域")
NAMES = {
    "road": ["麦场路", "南门街", "学堂路"],
    "estate": ["和安小区", "北苑小区"],
    "river": ["东渠"],
    "school": ["实验小学"],
}


@dataclass(frozen=True)
class Run:
    """What one run of the command took: seconds by the clock, of the processor, megabytes at most."""

    wall: float
    cpu: float
    memory: float


def areas() -> list[AreaFacts]:
    """A county with a few towns: the sheet needs no map."""
    towns = [AreaFacts(f"t{at}", f"{name}镇", "township", "c", NAMES, 1.0) for at, name in enumerate("东南西北")]
    return [AreaFacts("c", "望禾县", "county", "", NAMES, 0.5), *towns]


def lines(messages: int) -> Iterator[tuple[str, ...]]:
    """The sheet of a hotline: one line a message, answered as far as its story goes."""
    named = {area.code: area.name for area in areas()}
    end = datetime(TODAY.year, TODAY.month, TODAY.day)  # noqa: DTZ001 - sheets hold local times
    number = 0
    for story in stories(seed=1, today=TODAY, areas=areas(), count=messages):
        answer = _answer(story)
        for said in story.messages:
            number += 1
            at = end - timedelta(days=said.days_ago)
            replied = f"{at + timedelta(days=answer.days):%Y-%m-%d %H:%M}" if answer else ""
            reply = answer.text if answer else ""
            place = named.get(said.area or "", "")
            told = (said.title, said.text, f"{at:%Y-%m-%d %H:%M}", story.category, story.department)
            yield (str(number), *told, reply, replied, place)


def _answer(story: Story) -> Answered | None:
    return next((step for step in story.life if isinstance(step, Answered)), None)


def written(folder: Path, messages: int) -> Path:
    """The demo's sheet."""
    path = folder / f"demo-{messages}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *lines(messages)])
    return path


def once(sheet: Path, out: Path) -> Run:
    """The command as a person calls it."""
    command = [sys.executable, "-m", "huiyin.cli", "report", str(sheet), "-o", str(out)]
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Run(time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def row(sheet: Path, runs: int) -> list[str]:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        found = sorted((once(sheet, Path(folder)) for _ in range(runs)), key=lambda run: run.wall)[runs // 2]
        sizes = [f"{(Path(folder) / f'bulletin.{kind}').stat().st_size / 1e3:.0f}" for kind in ("html", "docx", "pdf")]
    return [sheet.name, f"{found.wall:.1f}", f"{found.cpu:.1f}", f"{found.memory:.0f}", *sizes]


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("sheets", type=Path, nargs="*")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        beside = [PUBLIC / name for name in SHEETS if (PUBLIC / name).exists()]
        sheets = given.sheets or [written(Path(folder), given.messages), *beside]
        rows = [row(sheet, given.runs) for sheet in sheets]
    _office.table(["sheet", "seconds", "CPU s", "peak MiB", "page kB", ".docx kB", "PDF kB"], rows)
    print(f"\n{_office.machine()}; load average " + ", ".join(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
