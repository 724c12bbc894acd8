"""The set-up page: a table to fill in, filled in with nothing changed, can be loaded."""

from collections.abc import Callable, Mapping, Sized

import pytest
from django.test import Client

from huiyin.people.rules import Role
from huiyin.places import lists
from tests import make

pytestmark = pytest.mark.django_db

READERS: Mapping[str, Callable[[bytes], Sized]] = {
    "departments": lists.departments,
    "categories": lists.categories,
    "areas": lists.areas,
}


def signed_in(client: Client, role: Role) -> Client:
    client.force_login(make.account(role))
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", READERS)
def test_what_the_page_gives_to_fill_in_it_takes_back(client: Client, kind: str, language: str) -> None:
    client.cookies["huiyin_language"] = language
    page = signed_in(client, Role.ADMINISTRATOR).get(f"/office/set-up/list/{kind}.csv")
    assert page.content.startswith("\ufeff".encode())
    assert f'filename="{kind}.csv"' in page["Content-Disposition"]
    assert len(READERS[kind](page.content)) >= 2
    assert f'href="/office/set-up/list/{kind}.csv"' in client.get("/office/set-up/").content.decode()


def test_only_the_three_tables_and_only_to_the_administrator(client: Client) -> None:
    assert signed_in(client, Role.ADMINISTRATOR).get("/office/set-up/list/people.csv").status_code == 404
    assert signed_in(client, Role.CLERK).get("/office/set-up/list/areas.csv").status_code == 403
