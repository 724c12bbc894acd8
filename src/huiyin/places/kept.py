"""Small tables kept in the process for a minute, and forgotten at once where this process changes them."""

from collections.abc import Callable
from typing import Any, TypeVar

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
