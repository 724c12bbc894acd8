"""Small tables kept in the process for a minute, and forgotten at once where this process changes them."""

from typing import Any, TypeVar

D = TypeVar("D", bound=dict[Any, Any])

_all: list[dict[Any, Any]] = []


def keep_until_changed(store: D) -> D:
    """A dictionary that `forget` empties."""
    _all.append(store)
    return store


def forget() -> None:
    """After a change (or between tests): read anew."""
    for store in _all:
        store.clear()
