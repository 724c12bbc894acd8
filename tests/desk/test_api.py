"""The way of my message as JSON, by its code; a further word and a rating."""

from typing import Any

import pytest

from huiyin.hear import codes
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import State
from huiyin.rate.models import Rating
from tests import make
from tests.web.machine import Machine

pytestmark = pytest.mark.django_db

UNKNOWN = codes.shown(codes.derive(b"another office", "code"))


@pytest.fixture
def machine() -> Machine:
    make.office()
    return Machine()


@pytest.fixture
def code(machine: Machine) -> str:
    return codes.shown(make.received().code)


def post(machine: Machine, address: str, body: Any, **headers: str) -> Any:
    return machine.post(f"/api/v1/messages/{address}", body, content_type="application/json", headers=headers)


def answered(code: str) -> None:
    make.answered(Case.objects.get())


def test_the_whole_way(machine: Machine, code: str) -> None:
    answered(code)
    answer = machine.get(f"/api/v1/messages/{code}", headers={"Accept-Language": "en"})
    mine = answer.json()
    assert (mine["state"], mine["may_rate"], mine["department"]) == ("answered", True, "Water Bureau")
    assert [stop["title"] for stop in mine["way"]][:2] == ["Received", "Handed to Water Bureau"]
    assert mine["answers"][0]["text"] == make.ANSWER
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("typed", [UNKNOWN, "0000", "x" * 3000, "%F0%9F%98%80", "..", "%ff%fe", "' OR 1=1 --"])
def test_nobody_elses_way(machine: Machine, code: str, typed: str) -> None:
    assert machine.get(f"/api/v1/messages/{typed}").status_code == 404
    assert post(machine, f"{typed}/words", {"text": "a"}).status_code == 404
    assert post(machine, f"{typed}/rating", {"level": 5, "solved": "yes"}).status_code == 404
    assert Message.objects.count() == 1


def test_a_typing_error_is_told_from_an_unknown_code(machine: Machine) -> None:
    said = [machine.get(f"/api/v1/messages/{typed}").json()["error"] for typed in (UNKNOWN, UNKNOWN[:-1])]
    assert said[0] != said[1]


def test_a_word_is_added_once(machine: Machine, code: str) -> None:
    for _ in range(2):
        answer = post(machine, f"{code}/words", {"text": "还没来人\x00"}, **{"Idempotency-Key": "one-word"})
        assert [word["text"] for word in answer.json()["said"]][1:] == ["还没来人"]
    assert Message.objects.filter(text="还没来人").count() == 1


def test_only_an_answer_can_be_rated(machine: Machine, code: str) -> None:
    before = post(machine, f"{code}/rating", {"level": 1, "solved": "no"})
    assert before.status_code == 409
    assert not Rating.objects.exists()
    answered(code)
    after = post(machine, f"{code}/rating", {"level": 1, "solved": "no", "comment": "没修好"})
    assert after.json()["rating"] == {"level": 1, "solved": "no", "comment": "没修好"}
    assert Case.objects.get().state == State.REOPENED


@pytest.mark.parametrize(
    "body",
    [{}, {"level": 6, "solved": "yes"}, {"level": 10**30, "solved": "yes"}, {"level": 3, "solved": "maybe"},
     {"level": 1.5, "solved": "no"}, {"level": True, "solved": "no"},
     {"level": 3, "solved": "no", "comment": "字" * 2001}],
    ids=str,
)  # fmt: skip
def test_a_rating_that_is_none(machine: Machine, code: str, body: Any) -> None:
    answered(code)
    assert post(machine, f"{code}/rating", body).status_code == 422
    assert not Rating.objects.exists()
