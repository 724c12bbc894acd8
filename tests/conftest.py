"""What every test shares."""

from collections.abc import Iterator

import pytest
from django.db import connection

from huiyin.places.kept import forget
from huiyin.publish.models import SEARCH as PUBLIC_SEARCH
from huiyin.understand.actions.messages import SEARCH


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """The directory is kept a minute in the process: each test reads its own."""
    forget()
    yield
    forget()


@pytest.fixture(autouse=True)
def nothing_found_later(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with real transactions is swept up table by table by Django, which does not know the search tables."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if (mark and mark.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        unblock = request.getfixturevalue("django_db_blocker").unblock
        with unblock(), connection.cursor() as cursor:
            for table in (SEARCH, PUBLIC_SEARCH):
                empty = f"INSERT INTO {table} ({table}) VALUES ('delete-all')"
                cursor.execute(empty if connection.vendor == "sqlite" else f"DELETE FROM {table}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that touch no database are `pure`: they need not run again on the second one."""
    needs_database = {"db", "transactional_db", "live_server", "client", "admin_client"}
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") is None and not names & needs_database:
            item.add_marker(pytest.mark.pure)
