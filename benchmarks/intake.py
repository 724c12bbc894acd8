"""Durable intakes a second over real HTTP, with many messages already stored.

    python -m benchmarks.intake [--stored 1000000] [--seconds 20] [--clients 1 16 64] [--rate 300] [--postgres]

Each intake is one POST of the public form; the answer comes after the message, its case, its ledger entry and its jobs
are synced to disk in one transaction. The office runs as `huiyin up` starts it, its worker beside it. Each number of
clients first sends as fast as it is answered; the largest then sends `--rate` messages a second, evenly. With
`--postgres` the database is a server of its own, made for this run with its own settings, durable as they are.
Anchor: Signalen on such a 2-core machine took in 8–11 a second, with 45 SQL statements each.
"""

import argparse
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import _load, _office
from benchmarks._yardstick import Yardstick

TEXT = "村口那条路下雨就积水,老人小孩都不好走,去年说要修,到现在也没有人来。麻烦你们来看看。编号"

HEAD = [
    "clients", "sent", "stored before", "intakes/s", "p50 ms", "p99 ms", "max ms", "errors", "all stored",
    "CPU ms each",
]  # fmt: skip


def form(token: str, number: int) -> bytes:
    """The n-th form, as a browser sends it."""
    body = urlencode(
        {
            "once": f"{token}{number:012d}",
            "kind": "request",
            "text": f"{TEXT}{number}",
            "consent": "public",
        }
    ).encode()
    head = (
        "POST /tell/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Accept-Language: zh-CN\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def stored(data: Path) -> int:
    """Messages in the database."""
    return _office.number(data, "SELECT count(*) FROM hear_message")


@contextmanager
def office_of(messages: int, *, postgres: bool) -> Iterator[Path]:
    """A folder of an office with so many messages, on the database that is asked for."""
    if postgres:
        with _office.prepared_on_postgres(messages) as data:
            yield data
    else:
        with _office.copied(_office.prepared(messages)) as data:
            yield data


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stored", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16, 64])
    parser.add_argument("--rate", type=float, default=300)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    runs: list[tuple[int, float | None]] = [(clients, None) for clients in given.clients]
    runs.append((max(given.clients), given.rate))
    rows = []
    with (
        Yardstick() as yardstick,
        office_of(given.stored, postgres=given.postgres) as data,
        _office.served(data) as office,
    ):
        _office.wait_until_done(data)
        warm = partial(form, secrets.token_hex(10))
        _load.run(office.host, office.port, clients=4, seconds=1, request=warm)  # each process answers its first
        for clients, rate in runs:
            before, cpu = stored(data), office.cpu_seconds()
            token = secrets.token_hex(10)
            result = _load.run(
                office.host, office.port, clients=clients, seconds=given.seconds, request=partial(form, token),
                rate=rate,
            )  # fmt: skip
            taken = stored(data) - before
            good = result.statuses.get(200, 0) + result.statuses.get(303, 0)
            rows.append(
                [
                    str(clients),
                    f"{rate:,.0f} a second" if rate else "as fast as answered",
                    f"{before:,}",
                    f"{result.rate:,.0f}",
                    f"{_office.percentile(result.latencies, 0.5) * 1000:.0f}",
                    f"{_office.percentile(result.latencies, 0.99) * 1000:.0f}",
                    f"{max(result.latencies) * 1000:.0f}",
                    str(len(result.latencies) - good),
                    "yes" if taken == good else f"NO: {taken} stored, {good} told",
                    f"{(office.cpu_seconds() - cpu) / max(len(result.latencies), 1) * 1000:.1f}",
                ]
            )
    database = "PostgreSQL" if given.postgres else "SQLite"
    print(f"\n{_office.machine()}; {database}, synced before each answer; {yardstick}\n")
    _office.table(HEAD, rows)


if __name__ == "__main__":
    main()
