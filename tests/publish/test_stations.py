"""The public stations of a case are those its resident reads, without the days by which an answer was owed."""

from dataclasses import replace

import pytest

from huiyin.handle import actions
from huiyin.handle.queries import way
from huiyin.publish.stations import stations
from tests import make

pytestmark = pytest.mark.django_db


def test_the_same_way_without_what_was_taken_back() -> None:
    make.office()
    actions.load_limits(by="test")
    case = make.case("停水")
    for name in ("roads", "water"):
        actions.assign(by="account:1", case=case, department=make.department(name))
        if name == "roads":
            actions.undo_assign(by="account:1", case=case)
    actions.ask(by="test", case=case, question="?")
    found = stations(case.pk, case.opened_at)
    assert [station.move for station in found] == ["receive", "assign", "ask"]
    assert found == tuple(replace(station, due_on=None) for station in way(case.pk))
