"""`huiyin up`: the whole office on one machine, in one process group."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from huiyin.demo.load import DEMO_SIGN_INS, load_demo
from huiyin.handle.actions import load_limits
from huiyin.people import first
from huiyin.people.actions import add_account
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.queries import office
from huiyin.web.options import option

Children = Sequence["subprocess.Popen[bytes]"]

FIRST = "admin"
"""Who signs in first to a real office."""
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
    try:
        if not given.prepare:
            _must_be_free(*_host_and_port(given.address))
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    _keep_private()
    is_first = not Account.objects.exists() if _has_tables() else True
    _prepare()
    if is_first and given.empty:
        _first_sign_in()
    elif is_first:
        print("第一次启动：正在编演示县望禾县，要一两分钟……", flush=True)
        print("First start: making the invented county, which takes a minute or two …", flush=True)
        load_demo(scale=given.scale, progress=sys.stderr)
    if given.prepare:
        return 0
    return _serve(given.address)


def _keep_private() -> None:
    """The database is for the account that runs the office: other accounts of the machine do not read it."""
    if connection.vendor == "sqlite":
        file = Path(str(settings.DATABASES["default"]["NAME"]))
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        for part in file.parent.glob(f"{file.name}*"):  # an office that was begun earlier
            part.chmod(0o600)


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
    password = first.make(FIRST)
    add_account(by="command", username=FIRST, name=FIRST, role=Role.ADMINISTRATOR, password=password)


def _first_stands() -> bool:
    """Whether the administrator still signs in with the first password; its file goes where it opens nothing more."""
    kept = first.written()
    if kept is None:
        return False
    username, password = kept
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None or not account.check_password(password):
        first.forget(username)
        return False
    return True


def _say_hello(address: str) -> None:
    print(f"\n  回音 Huiyin   http://{address}/\n")
    if office().is_demo:
        print("  演示县，人和事全是编的。工作人员从 /office/ 登录：")
        print("  An invented county. Staff sign in at /office/ as:\n")
        for name, password, what in DEMO_SIGN_INS:
            print(f"    {name:<11} {password:<12} {what}")
    elif _first_stands():
        print("  第一个管理员的登录名和密码在下面这个文件里。从 /office/ 登录，换成自己的密码，这个文件就会删掉。")
        print("  The administrator's name and password are in this file. Sign in at /office/ and choose your own")
        print(f"  password; then the file is deleted.\n\n    {first.file()}")
    else:
        print("  工作人员从 /office/ 登录。 Staff sign in at /office/.")
    print("\n  按 Ctrl-C 停下，存下的都还在。")
    print("  Ctrl-C stops it; what is stored stays.\n", flush=True)


def _host_and_port(address: str) -> tuple[str, int]:
    """Of "127.0.0.1:8000" or "[::1]:8000"; ValueError with one sentence for anything else."""
    host, colon, port = address.rpartition(":")
    if not (colon and host and port.isdigit()):
        raise ValueError(f"--address 要写成 127.0.0.1:8000 这样。\n--address wants HOST:PORT, not {address}")
    return host.strip("[]"), int(port)


def _must_be_free(host: str, port: int) -> None:
    """ValueError where nobody may listen: two servers at one address would share its visitors without a word."""
    try:
        family, kind, *_rest, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # an address just given up may be used again
            trial.bind(place)
    except (OSError, OverflowError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise ValueError(
            f"{host}:{port} 用不了，多半已被别的程序占着。请换一个：\n"
            f"{host}:{port} cannot be used ({reason}). Choose another:\n"
            '  make up ARGS="--address 127.0.0.1:8001"'
        ) from problem


def _serve(address: str) -> int:
    """Web and worker as children of one group; whichever ends, both end.

    One Python process answers on one core at a time; two use both of a small machine, and a slow page in one of them
    leaves the other free. More would only wait for each other before the embedded database.
    """
    host, port = _host_and_port(address)
    environment = {**os.environ, "HUIYIN_GROUP_COMMIT": "yes"}
    processes = str(min(MOST_PROCESSES, os.cpu_count() or 1))
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", processes, "--blocking-threads", "16", "--backlog", "1024", "--log-level", "error", "--no-ws",
        "huiyin.web.wsgi:application",
    ]  # fmt: skip
    # each in a session of its own: Ctrl-C reaches this process alone, which then ends them in order
    children = [
        subprocess.Popen(web, env=environment, start_new_session=True),  # noqa: S603 - our own program
        subprocess.Popen([sys.executable, "-m", "huiyin.cli", "worker"], env=os.environ, start_new_session=True),
    ]
    return _wait(children, ready=lambda: _answers(host, port), hello=lambda: _say_hello(address))


def _answers(host: str, port: int) -> bool:
    asked = HTTPConnection(host, port, timeout=2)
    try:
        asked.request("HEAD", "/")
        asked.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
    return True


def _wait(children: Children, *, ready: Callable[[], bool], hello: Callable[[], None]) -> int:
    """Say hello when the first page is answered; end all when asked to, or when one of them ended by itself."""
    asked = said = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        _end(children)

    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, stop)
    while all(child.poll() is None for child in children):
        if not said and ready() and not asked:
            hello()
            said = True
        with suppress(subprocess.TimeoutExpired):
            children[0].wait(timeout=0.5)
    _end(children)
    _bury(children)
    if asked:
        print("停下了。 Stopped.", flush=True)
        return 0
    print("有一部分程序自己停了，其余的也停下了。 A part ended by itself; the rest was stopped.", flush=True)
    return 1


def _end(children: Children) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)


def _bury(children: Children) -> None:
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)  # with the processes it began
