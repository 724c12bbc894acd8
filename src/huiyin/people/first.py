"""The first password of a real office: made by the program, kept in a file until the administrator has an own one."""

import secrets
from pathlib import Path

from django.conf import settings

BYTES = 12


def file() -> Path:
    """Where name and password stand, with mode 600, for whoever may read the office's keys."""
    return Path(settings.DATA) / "keys" / "first-sign-in"


def make(username: str) -> str:
    """A password made now and written down; what was written there before is gone."""
    password = secrets.token_urlsafe(BYTES)
    file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file().touch(mode=0o600)
    file().write_text(f"{username} {password}\n")
    return password


def written() -> tuple[str, str] | None:
    """Name and password as they stand in the file; None where there is none, or not two words in it."""
    try:
        words = file().read_text().split()
    except FileNotFoundError:
        return None
    return (words[0], words[1]) if len(words) == 2 else None


def is_of(username: str) -> bool:
    """Whether this person still signs in with the first password."""
    kept = written()
    return kept is not None and kept[0] == username


def forget(username: str) -> None:
    """This person has another password now: the file goes. Nothing happens where it speaks of somebody else."""
    if is_of(username):
        file().unlink(missing_ok=True)
