"""`huiyin up`, as the person at the keyboard meets it: it says where it is, ends at Ctrl-C, refuses a taken address."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiyin.cli.up_ import _host_and_port

ADDRESS = "127.0.0.1"


def surroundings(data: Path) -> dict[str, str]:
    ours = {"HUIYIN_DATA": str(data), "HUIYIN_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "huiyin.web.settings"}
    return {**os.environ, **ours}


def up(data: Path, address: str) -> "subprocess.Popen[str]":
    """A real office in a folder of its own, started as from a keyboard."""
    return subprocess.Popen(
        [sys.executable, "-m", "huiyin.cli", "up", "--empty", "--address", address], env=surroundings(data),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.fixture
def taken() -> Iterator[str]:
    with socket.socket() as other:
        other.bind((ADDRESS, 0))
        other.listen()
        yield f"{ADDRESS}:{other.getsockname()[1]}"


def free() -> str:
    with socket.socket() as other:
        other.bind((ADDRESS, 0))
        return f"{ADDRESS}:{other.getsockname()[1]}"


def said_until(office: "subprocess.Popen[str]", words: str) -> str:
    """What it prints, up to the line with these words."""
    said = ""
    for line in office.stdout or ():
        said += line
        if words in line:
            break
    return said


def test_it_says_where_it_is_when_it_answers_and_ctrl_c_ends_all_of_it(tmp_path: Path) -> None:
    address = free()
    with up(tmp_path, address) as office:
        said = said_until(office, "Ctrl-C stops it")
        assert f"http://{address}/" in said
        assert str(tmp_path / "keys" / "first-sign-in") in said
        place = (ADDRESS, int(address.partition(":")[2]))
        socket.create_connection(place).close()
        private = [*tmp_path.glob("huiyin.sqlite3*"), *(tmp_path / "keys").iterdir()]
        assert {file.name: file.stat().st_mode & 0o077 for file in private if file.stat().st_mode & 0o077} == {}
        assert len(private) > 3
        os.killpg(office.pid, signal.SIGINT)  # what a terminal does with Ctrl-C
        rest = said_until(office, "Stopped")
        assert rest.splitlines()[-1] == "停下了。 Stopped.", rest
        assert "Traceback" not in rest
    assert office.returncode == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(place)


def test_a_taken_address_is_refused_before_anything_is_made(tmp_path: Path, taken: str) -> None:
    with up(tmp_path, taken) as office:
        said = said_until(office, "make up")
    assert office.returncode == 2
    assert "占着" in said
    assert "--address" in said
    assert not (tmp_path / "huiyin.sqlite3").exists()


@pytest.mark.parametrize("words", ["8000", ":8000", "127.0.0.1:", "127.0.0.1:http", ""])
def test_an_address_is_a_host_and_a_port(words: str) -> None:
    with pytest.raises(ValueError, match=r"127\.0\.0\.1:8000"):
        _host_and_port(words)
    assert _host_and_port("[::1]:8000") == ("::1", 8000)


def test_the_data_are_prepared_also_while_the_address_is_taken(
    tmp_path: Path, taken: str, capfd: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "huiyin.cli", "up", "--empty", "--prepare", "--address", taken]
    assert subprocess.run(command, env=surroundings(tmp_path), check=False).returncode == 0
    assert (tmp_path / "keys" / "first-sign-in").exists()
    assert not capfd.readouterr().out
