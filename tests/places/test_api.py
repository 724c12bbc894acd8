"""The office's areas, categories and departments, as JSON."""

import pytest

from tests import make
from tests.web.machine import Machine

pytestmark = pytest.mark.django_db


def test_the_lists_by_their_codes() -> None:
    make.office()
    areas, categories, departments = (
        {line["code"]: line for line in Machine().get(f"/api/v1/{what}").json()}
        for what in ("areas", "categories", "departments")
    )
    assert (areas["990101"]["parent"], areas["9901"]["parent"], areas["99"]["parent"]) == ("9901", "99", None)
    assert categories["water.supply"]["parent"] == "water"
    assert departments["roads"]["name_en"] == "Transport Bureau"


def test_before_the_office_is_set_up_they_are_empty() -> None:
    assert [Machine().get(f"/api/v1/{what}").json() for what in ("areas", "categories", "departments")] == [[], [], []]
