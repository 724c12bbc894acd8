"""Small tables kept in each process for a while, and forgotten at once where any process of the office changes them."""

import os
from collections.abc import Callable
from pathlib import Path
from time import time_ns
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction

D = TypeVar("D", bound=dict[Any, Any])

_clear: list[Callable[[], None]] = []


def keep_until_changed(store: D) -> D:
    """A dictionary that `forget` empties."""
    _clear.append(store.clear)
    return store


def forgotten_with(clear: Callable[[], None]) -> None:
    """`forget` empties this cache too."""
    _clear.append(clear)


def forget() -> None:
    """After a change (or between tests): read anew."""
    for clear in _clear:
        clear()


def changed() -> None:
    """What every action calls that changes them: they are read anew, elsewhere once the change is stored."""
    forget()
    transaction.on_commit(_tell)


def notice() -> None:
    """Forget what is kept if another process changed it. Asked before each page: one look at the date of a file."""
    global _seen
    if (told := _last_told()) != _seen:
        _seen = told
        forget()


_seen = 0


def _sign() -> Path:
    return Path(settings.DATA) / "places.changed"


def _tell() -> None:
    forget()
    _sign().touch()
    os.utime(_sign(), ns=(time_ns(), time_ns()))


def _last_told() -> int:
    try:
        return _sign().stat().st_mtime_ns
    except FileNotFoundError:
        return 0
