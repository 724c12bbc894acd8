"""What every test shares."""

from collections.abc import Iterator

import pytest

from huiyin.places.kept import forget


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """The directory is kept a minute in the process: each test reads its own."""
    forget()
    yield
    forget()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that touch no database are `pure`: they need not run again on the second one."""
    needs_database = {"db", "transactional_db", "live_server", "client", "admin_client"}
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") is None and not names & needs_database:
            item.add_marker(pytest.mark.pure)
