"""What every test shares."""

from collections.abc import Iterator

import pytest

from huiyin.places import queries as places


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """The directory is kept a minute in the process: each test reads its own."""
    places.forget()
    yield
    places.forget()
