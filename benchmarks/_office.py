"""What the benchmarks share: an office of a wanted size on disk, served for real, and the machine it ran on."""

import os
import platform
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
import psycopg

from benchmarks import _postgres

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "bench"
BASE = 3_000
"""Messages of the demo county at its own size, about."""


@dataclass(frozen=True)
class Served:
    """A running office: where it listens, its data, its processes."""

    host: str
    port: int
    data: Path
    pid: int

    def processes(self) -> list[psutil.Process]:
        """The command and its children (web, worker)."""
        own = psutil.Process(self.pid)
        return [own, *own.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Processor time of all of them so far."""
        return float(sum(sum(p.cpu_times()[:2]) for p in self.processes()))

    def memory_mb(self) -> float:
        """Resident memory of all of them, in megabytes."""
        return float(sum(p.memory_info().rss for p in self.processes())) / 1e6


def environment(data: Path) -> dict[str, str]:
    """The environment of an office in that folder."""
    return {**os.environ, "HUIYIN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "huiyin.web.settings"}


def prepared(messages: int) -> Path:
    """The data folder of a demo county with about so many messages: made once, then only brought up to date."""
    scale = max(1, round(messages / BASE))
    folder = KEPT / f"county-{scale}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    _prepare(folder, scale)
    (folder / "ready").touch()
    return folder


def _prepare(folder: Path, scale: int) -> None:
    started = time.monotonic()
    command = [sys.executable, "-m", "huiyin.cli", "up", "--prepare", "--scale", str(scale)]
    subprocess.run(command, env=environment(folder), check=True, stdout=sys.stderr)
    print(f"prepared {folder.name} in {time.monotonic() - started:.0f} s", file=sys.stderr)


@contextmanager
def prepared_on_postgres(messages: int) -> Iterator[Path]:
    """A data folder whose database is a PostgreSQL server of its own, made anew; all of it goes afterwards."""
    with _postgres.server() as url, tempfile.TemporaryDirectory(prefix="huiyin-data.") as folder:
        os.environ["HUIYIN_DATABASE_URL"] = url
        try:
            _prepare(Path(folder), max(1, round(messages / BASE)))
            yield Path(folder)
        finally:
            del os.environ["HUIYIN_DATABASE_URL"]


def number(data: Path, statement: str) -> int:
    """What an office's database answers to a statement that counts."""
    if url := os.environ.get("HUIYIN_DATABASE_URL"):
        with psycopg.connect(url) as connection:
            row = connection.execute(statement.encode()).fetchone()
    else:
        with closing(sqlite3.connect(data / "huiyin.sqlite3")) as connection:
            row = connection.execute(statement).fetchone()
    return int(row[0]) if row else 0


DUE = "SELECT count(*) FROM ledger_job WHERE NOT given_up AND due_at <= '{:%Y-%m-%d %H:%M:%S}+00'"
QUIET_SECONDS = 5


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy that a benchmark may write to."""
    target = KEPT / f"copy-{os.getpid()}"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    os.sync()  # or the first answers would wait for the copy to reach the disk
    try:
        yield target
    finally:
        shutil.rmtree(target, ignore_errors=True)


@contextmanager
def served(data: Path, *, port: int = 8765) -> Iterator[Served]:
    """`huiyin up` on that folder, until the block ends."""
    command = [sys.executable, "-m", "huiyin.cli", "up", "--address", f"127.0.0.1:{port}"]
    child = subprocess.Popen(command, env=environment(data), stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Served("127.0.0.1", port, data, child.pid)
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(timeout=30)


def wait_until_done(data: Path, *, seconds: float = 1_800) -> None:
    """Until the worker has done what is due, also what the calendar asks for at a start."""
    end = time.monotonic() + seconds
    quiet = 0
    while quiet < QUIET_SECONDS:
        due = number(data, DUE.format(datetime.now(UTC)))
        quiet = 0 if due else quiet + 1
        if time.monotonic() > end:
            raise TimeoutError("the worker has not come to an end")
        time.sleep(1)


def _wait_for(port: int, *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on {port}")


def machine() -> str:
    """One line about the machine."""
    memory = psutil.virtual_memory().total / 2**30
    return f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(head: list[str], rows: list[list[str]]) -> None:
    """Print a Markdown table."""
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
