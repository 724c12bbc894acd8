"""Messages a second through `huiyin import`: read from the sheet, stored, understood, their clocks set, counted.

    python -m benchmarks.import [--messages 20000] [--file FILE …]

Each sheet goes into a new office that knows the demo's areas, categories and departments, and no message. "Done"
means that no job is left: each message has its category, urgency, kind, place and likeness guessed, is found by its
words, stands in the queue by its rank and counts on the board. The messages are composed like those of the demo
county; real sheets are named with --file.
"""

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

import django
import psutil

from benchmarks import _office
from benchmarks._yardstick import Yardstick

HERE = _office.KEPT / "import"
OFFICE = HERE / "office"
HEADINGS = ["工单编号", "诉求类型", "标题", "留言详情", "留言时间", "地点", "答复意见"]
LATEST = date(2026, 11, 1)

os.environ.update(HUIYIN_DATA=str(OFFICE), DJANGO_SETTINGS_MODULE="huiyin.web.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from huiyin.demo.facts import areas_of, set_up  # noqa: E402
from huiyin.demo.land import county  # noqa: E402
from huiyin.demo.voices.stories import stories  # noqa: E402
from huiyin.handle.actions import load_limits  # noqa: E402
from huiyin.places.models import Area  # noqa: E402


@dataclass(frozen=True)
class Measured:
    """One import: how long it took, processor time of who writes and of who reads, most memory, what it said."""

    wall: float
    cpu: float
    readers: float
    memory: float
    said: str


def composed(messages: int) -> Path:
    """A sheet of so many messages as a hotline's platform exports them, made once."""
    path = HERE / f"composed-{messages}.csv"
    if path.exists():
        return path
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(HEADINGS)
    written = 0
    for story in stories(seed=7, today=LATEST, areas=areas_of(county()), count=messages + 3_000):
        for said in story.messages:
            if written < messages:
                at = datetime.combine(LATEST, clock()) - timedelta(days=said.days_ago)
                title = said.title or said.text[:20]
                sheet.writerow([written + 1, "", title, said.text, f"{at:%Y-%m-%d %H:%M:%S}", said.place, ""])
                written += 1
    path.write_bytes(out.getvalue().encode("gb18030"))
    return path


def new_office() -> None:
    """The folder that each import starts from: areas, categories, departments, limits, no message."""
    OFFICE.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if not Area.objects.exists():
        set_up(county())
        load_limits(by="benchmark")


def measured(sheet: Path) -> Measured:
    """Import one sheet into a copy of the office."""
    data = HERE / "run"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(OFFICE, data)
    started = time.monotonic()
    child = psutil.Popen(
        [sys.executable, "-m", "huiyin.cli", "import", "messages", str(sheet)],
        env=_office.environment(data), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    most, cpu, readers = 0.0, 0.0, 0.0
    while child.poll() is None:
        try:
            helpers = child.children()
            most = max(most, sum(one.memory_info().rss for one in [child, *helpers]) / 1e6)
            cpu = sum(child.cpu_times()[:2])
            readers = max(readers, sum(sum(one.cpu_times()[:2]) for one in helpers))
        except psutil.NoSuchProcess:  # it ended just now
            continue
        time.sleep(0.05)
    said = child.stdout.read().strip()
    wall = time.monotonic() - started
    if child.wait():
        raise SystemExit(f"{sheet.name}: the import ended with {child.returncode}. {said}")
    Path(f"{sheet}.rejected.csv").unlink(missing_ok=True)
    shutil.rmtree(data)
    return Measured(wall, cpu, readers, most, said.splitlines()[0])


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--file", type=Path, action="append", default=[])
    given = parser.parse_args()
    new_office()
    rows = []
    with Yardstick() as yardstick:
        for sheet in [composed(given.messages), *given.file]:
            one = measured(sheet)
            lines = int(one.said.split(": ")[1].split(" ")[0].replace(",", ""))
            rows.append(
                [
                    sheet.name, f"{lines:,}", f"{one.wall:.1f}", f"{lines / one.wall:,.0f}",
                    f"{one.cpu / lines * 1e3:.2f} + {one.readers / lines * 1e3:.2f}", f"{one.memory:.0f}",
                ]
            )  # fmt: skip
    print(f"\n{_office.machine()}; SQLite; {yardstick}\n")
    spent = "CPU ms each, writing + reading"
    _office.table(["sheet", "lines", "seconds", "lines a second", spent, "most memory, MB"], rows)


if __name__ == "__main__":
    main()
