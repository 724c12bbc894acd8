"""How the desk and the public pages bear 100,000 and 1,000,000 cases, over real HTTP, signed in as a clerk.

    python -m benchmarks.desk [--cases 100000 1000000] [--seconds 8] [--clients 1 8] [--only board ...]

Each page is asked for with many different choices in turn. What is kept until anything happens (counts, pages that are
the same for everybody) is also measured with nothing kept: SQL statements and processor time, in a process of its own
on the same data. Over HTTP, CPU is what all processes of the office used, divided by the answers. The office runs as
`huiyin up` starts it. Public pages are asked for without signing in; "signed in" they are written for each anew.
Anchor: Signalen on such a 2-core machine: 269–381 statements and about 570 ms of CPU for a list page of 50 at 100,000
reports, 1.6 pages a second at 8 clients.
"""

import argparse
import json
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import _load, _office
from benchmarks._office import Served
from benchmarks._yardstick import Yardstick

EXPORTED = "/around/export.csv"
PASSWORD = "wanghe-demo"


@dataclass(frozen=True)
class Seen:
    """One kind of page with one number of clients: processor time of the office for each answer, and latencies."""

    cpu_ms: float
    p50_ms: float
    p95_ms: float
    rate: float
    errors: int


@dataclass(frozen=True)
class Plan:
    """A kind of page: its addresses; statements and processor time of one answer when nothing is kept."""

    paths: Sequence[str]
    statements: int
    cpu_ms: float


def planned(data: Path) -> Mapping[str, Plan]:
    """The kinds of page, with addresses that exist in this office."""
    command = [sys.executable, "-m", "benchmarks._desk_plan"]
    told = subprocess.run(
        command, cwd=_office.ROOT, env=_office.environment(data), check=True, capture_output=True, text=True
    )
    return {name: Plan(**plan) for name, plan in json.loads(told.stdout).items()}


def signed_in(office: Served) -> str:
    """The cookies of a clerk who has signed in."""
    wire = HTTPConnection(office.host, office.port, timeout=60)
    wire.request("GET", "/office/sign-in/")
    answer = wire.getresponse()
    answer.read()
    token = SimpleCookie(answer.headers["Set-Cookie"])["csrftoken"].value
    body = urlencode({"csrfmiddlewaretoken": token, "username": "clerk", "password": PASSWORD})
    wire.request(
        "POST",
        "/office/sign-in/",
        body,
        {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={token}"},
    )
    answer = wire.getresponse()
    answer.read()
    cookies = [SimpleCookie(line) for line in answer.headers.get_all("Set-Cookie", [])]
    return "; ".join(f"{name}={morsel.value}" for cookie in cookies for name, morsel in cookie.items())


def asked(paths: Sequence[str], cookies: str, number: int) -> bytes:
    """The n-th request, as a browser sends it."""
    path = paths[number * 7 % len(paths)]
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: zh-CN\r\nAccept-Encoding: gzip\r\n"
    return (head + (f"Cookie: {cookies}\r\n" if cookies else "") + "\r\n").encode()


def measured(office: Served, paths: Sequence[str], cookies: str, clients: int, seconds: float) -> Seen:
    """Ask for these pages for so long."""
    before = office.cpu_seconds()
    result = _load.run(
        office.host, office.port, clients=clients, seconds=seconds, request=partial(asked, paths, cookies)
    )
    each = (office.cpu_seconds() - before) / max(len(result.latencies), 1) * 1000
    good = result.statuses.get(200, 0)
    p50, p95 = (_office.percentile(result.latencies, share) * 1000 for share in (0.5, 0.95))
    return Seen(each, p50, p95, result.rate, len(result.latencies) - good)


def exported(office: Served) -> list[str]:
    """The whole list as a table: rows, rows a second, the first byte, how much the office's memory grew."""
    before, started, first, rows = office.memory_mb(), time.perf_counter(), 0.0, 0
    most = before
    with socket.create_connection((office.host, office.port)) as wire:
        wire.sendall(asked([EXPORTED], "", 0))
        end = b""
        while not end.endswith(b"\r\n0\r\n\r\n"):
            data = wire.recv(1 << 20)
            first = first or time.perf_counter() - started
            rows += data.count(b"\r\n")
            end = (end + data)[-7:]
            most = max(most, office.memory_mb()) if rows % 100 == 0 else most
    seconds = time.perf_counter() - started
    return [f"{rows:,}", f"{rows / seconds:,.0f}", f"{first * 1000:.0f}", f"{most - before:.0f}"]


def looked_at(cases: int, given: argparse.Namespace) -> tuple[list[list[str]], list[str], Mapping[str, Plan]]:
    """All pages at one size: lines of the table, the line of the export, and the plan by page."""
    lines = []
    with _office.copied(_office.prepared(cases)) as data:
        plans = planned(data)
        with _office.served(data) as office:
            cookies = signed_in(office)
            _office.wait_until_done(data)
            for name, plan in plans.items():
                if given.only and not any(word in name for word in given.only):
                    continue
                carried = "" if "public" in name and "signed in" not in name else cookies
                measured(office, plan.paths, carried, 1, 1.0)  # the first answers fill what is kept
                seen = [measured(office, plan.paths, carried, clients, given.seconds) for clients in given.clients]
                lines.append([f"{cases:,}", name, str(plan.statements), f"{plan.cpu_ms:.1f}", *_cells(seen)])
                print(" | ".join(lines[-1]), file=sys.stderr)
            export = [f"{cases:,}", *exported(office)]
    return lines, export, plans


def _cells(seen: Sequence[Seen]) -> list[str]:
    cells = [f"{seen[0].cpu_ms:.1f}"]
    for one in seen:
        cells += [f"{one.p50_ms:.0f}", f"{one.p95_ms:.0f}", f"{one.rate:.0f}", str(one.errors)]
    return cells


def main() -> None:
    """Run it and print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    lines: list[list[str]] = []
    exports: list[list[str]] = []
    plans: list[Mapping[str, Plan]] = []
    with Yardstick() as yardstick:
        for cases in given.cases:
            found, export, plan = looked_at(cases, given)
            lines, exports, plans = [*lines, *found], [*exports, export], [*plans, plan]
    print(f"\n{_office.machine()}; SQLite; {yardstick}\n")
    head = [f"{what} ({clients})" for clients in given.clients for what in ("p50 ms", "p95 ms", "pages/s", "errors")]
    _office.table(["cases", "page", "SQL, nothing kept", "CPU ms, nothing kept", "CPU ms", *head], lines)
    print()
    _office.table(["cases", "rows exported", "rows/s", "first byte ms", "memory grew MB"], exports)
    if len(plans) > 1:
        print()
        rows = [[name, f"{plans[-1][name].cpu_ms / plans[0][name].cpu_ms:.2f}"] for name in plans[0]]
        _office.table(["page", f"CPU at {given.cases[-1]:,} / at {given.cases[0]:,}, nothing kept"], rows)


if __name__ == "__main__":
    main()
