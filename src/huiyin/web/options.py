"""Every setting of the office's computer: (name, default, sentence). Code, `huiyin options` and docs use it.

Read from the environment as HUIYIN_<NAME>; what belongs to the office itself (its name, what it publishes)
is set on the pages, not here.
"""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Option:
    """One setting: its name, what holds if nothing is said, and one sentence."""

    name: str
    default: str
    sentence: str


OPTIONS: tuple[Option, ...] = (
    Option(
        "DATA",
        "data",
        "The folder that holds the database, attachments, keys and models.",
    ),
    Option(
        "DATABASE_URL",
        "",
        "postgresql://user@host/name; empty means SQLite in the data folder.",
    ),
    Option(
        "HOSTS",
        "127.0.0.1,localhost,[::1]",
        "Host names under which the pages may be called, by comma.",
    ),
    Option(
        "HTTPS",
        "no",
        "yes: cookies and links only over https (behind a proxy that sets X-Forwarded-Proto).",
    ),
    Option("ADDRESS", "127.0.0.1:8000", "Where `huiyin up` listens."),
    Option("TIME_ZONE", "Asia/Shanghai", "The office's time zone, by its IANA name."),
    Option(
        "TILES",
        "",
        "Address of map tiles, e.g. https://tiles.example/{z}/{x}/{y}.png; empty: own outlines only.",
    ),
    Option("GROUP_COMMIT", "no", "yes: actions of one process share commits (SQLite); `huiyin up` sets it."),
    Option(
        "UPLOAD_MB",
        "10",
        "Largest photo or paper that a resident may send, in megabytes.",
    ),
    Option("SHEET_MB", "500", "Largest spreadsheet that a clerk may bring in on the page, in megabytes."),
)

_BY_NAME = {option.name: option for option in OPTIONS}


def option(name: str) -> str:
    """The value in force; raises KeyError for a name that is not in the table."""
    return os.environ.get(f"HUIYIN_{name}", _BY_NAME[name].default)


def data_folder() -> Path:
    """The data folder, absolute."""
    return Path(option("DATA")).expanduser().resolve()
