"""`huiyin up`: the whole office on one machine, in one process group."""

import argparse
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from huiyin.demo.load import DEMO_SIGN_INS, load_demo
from huiyin.handle.actions import load_limits
from huiyin.people.actions import add_account
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.queries import office
from huiyin.web.options import option

FIRST_SIGN_IN = "first-sign-in"
MOST_PROCESSES = 2
"""That answer pages, besides the worker."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A real office or the invented county, how large, and where to listen."""
    parser.add_argument("--empty", action="store_true", help="a real office: nothing is loaded, nothing invented")
    parser.add_argument("--scale", type=int, default=1, metavar="N", help="make the demo county N times as large")
    parser.add_argument("--address", default=option("ADDRESS"), help="host:port (default %(default)s)")
    parser.add_argument("--prepare", action="store_true", help="make the database and load it, then stop")


def run(given: argparse.Namespace) -> int:
    """Prepare what is missing, then serve until Ctrl-C."""
    is_first = not Account.objects.exists() if _has_tables() else True
    _prepare()
    if is_first and given.empty:
        _first_sign_in()
    elif is_first:
        print("First start: making the invented county 望禾县 …", flush=True)
        load_demo(scale=given.scale, progress=sys.stderr)
    if given.prepare:
        return 0
    _say_hello(given.address)
    return _serve(given.address)


def _has_tables() -> bool:
    with connection.cursor() as cursor:
        return "people_account" in connection.introspection.table_names(cursor)


def _prepare() -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_limits(by="command")


def _first_sign_in() -> None:
    """The administrator of a real office: a password made now, kept with mode 600, to be changed at first use."""
    password = secrets.token_urlsafe(12)
    add_account(by="command", username="admin", name="admin", role=Role.ADMINISTRATOR, password=password)
    file = Path(settings.DATA) / "keys" / FIRST_SIGN_IN
    file.touch(mode=0o600)
    file.write_text(f"admin {password}\n")


def _say_hello(address: str) -> None:
    print(f"\n  Huiyin 回音 is at  http://{address}/\n")
    if office().is_demo:
        print("  The office of an invented county. Sign in at /office/ as:")
        for name, password, what in DEMO_SIGN_INS:
            print(f"    {name:<10} {password:<16} {what}")
    elif (file := Path(settings.DATA) / "keys" / FIRST_SIGN_IN).exists():
        print(f"  The first sign-in (administrator) is in {file}")
    print("\n  Ctrl-C stops it; what is stored stays.\n", flush=True)


def _serve(address: str) -> int:
    """Web and worker as children of one group; whichever ends, both end.

    One Python process answers on one core at a time; two use both of a small machine, and a slow page in one of them
    leaves the other free. More would only wait for each other before the embedded database.
    """
    host, _, port = address.rpartition(":")
    environment = {**os.environ, "HUIYIN_GROUP_COMMIT": "yes"}
    processes = str(min(MOST_PROCESSES, os.cpu_count() or 1))
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", port, "--workers", processes,
        "--blocking-threads", "8", "--backlog", "1024", "--log-level", "error", "--no-ws",
        "huiyin.web.wsgi:application",
    ]  # fmt: skip
    children = [
        subprocess.Popen(web, env=environment),  # noqa: S603 - our own program
        subprocess.Popen([sys.executable, "-m", "huiyin.cli", "worker"], env=os.environ),
    ]
    return _wait(children)


def _wait(children: list["subprocess.Popen[bytes]"]) -> int:
    asked = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        for child in children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while all(child.poll() is None for child in children):
        try:
            children[0].wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            continue
    stop(signal.SIGTERM, None) if not asked else None
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
    print("Stopped." if asked else "A part of the program ended by itself; both were stopped.", flush=True)
    return 0 if asked else 1
