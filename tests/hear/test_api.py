"""Other programs tell the office something: once for each key, verbatim, or not at all."""

import json
from typing import Any

import pytest

from huiyin.hear.models import Case, Message
from huiyin.hear.rules import LONGEST_TEXT, Channel
from huiyin.methods.text import clean
from huiyin.people.models import Contact
from tests import make
from tests.web.machine import Machine

pytestmark = pytest.mark.django_db

TEXT = "河东社区的路灯坏了两盏,晚上看不见路。"
KEY = {"Idempotency-Key": "a-key-of-my-own"}


@pytest.fixture
def machine() -> Machine:
    make.office()
    return Machine()


def tell(machine: Machine, body: Any, **headers: str) -> Any:
    sent = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return machine.post("/api/v1/messages", sent, content_type="application/json", headers=headers)


def test_a_message_is_taken_and_its_code_told_once(machine: Machine) -> None:
    answer = tell(machine, {"text": TEXT, "lat": 36.45, "lon": 101.45, "contact": {"phone": "13800000000"}})
    assert answer.status_code == 201
    message = Message.objects.get()
    assert (message.text, message.channel, message.lat) == (TEXT, Channel.API, 36.45)
    assert Contact.objects.count() == 1
    assert (
        machine.get(answer.json()["track"].replace("/m/", "/api/v1/messages/").rstrip("/")).json()["state"]
        == "received"
    )


def test_the_same_call_with_the_same_key_is_stored_once(machine: Machine) -> None:
    first, second = tell(machine, {"text": TEXT}, **KEY), tell(machine, {"text": TEXT}, **KEY)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["code"] == second.json()["code"]
    assert second.json()["again"]
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 422),
        ("{", 400),
        ("[" * 100_000, 400),
        (b"\xff\xfe{}\xff", 400),
        ('{"text": "a", "lat": ' + "9" * 5_000 + "}", 400),
        ("null", 422),
        ("[]", 422),
        ('"text"', 422),
        ("{}", 422),
        ({"text": ""}, 422),
        ({"text": None}, 422),
        ({"text": 17}, 422),
        ({"text": ["水"]}, 422),
        ({"text": " \n\t"}, 422),
        ({"text": "\u0000\u0007"}, 422),
        ('{"text": "\\ud800"}', 422),
        ({"text": "水" * (LONGEST_TEXT + 1)}, 422),
        ({"text": TEXT, "kind": "war"}, 422),
        ({"text": TEXT, "lat": 91, "lon": 0}, 422),
        ('{"text": "a", "lat": NaN, "lon": 0}', 422),
        ('{"text": "a", "lat": 1e999, "lon": -Infinity}', 422),
        ({"text": TEXT, "contact": "13800000000"}, 422),
        ({"text": TEXT, "contact": {"telephone": "13800000000"}}, 422),
        ({"text": TEXT, "placed": "河东社区"}, 422),
        ({"text": TEXT, "title": "长" * 201}, 422),
        (json.dumps({"text": "水" * 1_000_000}), 413),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_is_not_understood_is_refused_whole(machine: Machine, body: Any, status: int) -> None:
    answer = tell(machine, body)
    assert answer.status_code == status
    assert not answer.json()["error"].isascii()
    assert (Message.objects.count(), Case.objects.count(), Contact.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    "text", ["水\u0000黄", "\u202egnp.exe", "a\ud83d完", "😀👨‍👩‍👧", "ئۇيغۇرچە", "a" + "\u0301" * 500]
)
def test_what_breaks_or_hides_is_left_out_of_what_is_kept(machine: Machine, text: str) -> None:
    answer = tell(machine, {"text": text})
    if "\ud83d" in text:  # half a character is no text in JSON
        assert answer.status_code == 422
    else:
        assert answer.status_code == 201
        assert Message.objects.get().text == clean(text)


def test_what_is_wrong_is_said_by_field_in_the_readers_language(machine: Machine) -> None:
    english = tell(machine, {"kind": "war", "lat": 91}, **{"Accept-Language": "en"}).json()
    assert english["error"] == "Something in this call is not as it should be. Nothing was stored."
    said = {line["field"].split(".")[-1]: line["wrong"] for line in english["fields"]}
    assert said["text"] == "is missing"
    assert said["lat"] == "must be at most 90.0"
    assert said["kind"] == "must be one of these: request, question, suggestion, thanks, wrongdoing"
    chinese = {line["field"].split(".")[-1]: line["wrong"] for line in tell(machine, {"lat": 91}).json()["fields"]}
    assert chinese["text"] == "没有填"
    assert "war" not in json.dumps(english["fields"][0])


@pytest.mark.parametrize("key", ["", "short", "x" * 201])
def test_a_key_that_is_none_is_refused(machine: Machine, key: str) -> None:
    assert tell(machine, {"text": TEXT}, **{"Idempotency-Key": key}).status_code == 422
    assert not Message.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "", "\x7f/;;="])
def test_the_body_is_read_as_json_whatever_it_is_called(machine: Machine, kind: str) -> None:
    answer = machine.generic("POST", "/api/v1/messages", json.dumps({"text": TEXT}), content_type=kind)
    assert answer.status_code in {201, 400}
    assert Message.objects.count() == (answer.status_code == 201)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE"])
def test_another_method_is_refused_with_what_is_meant(machine: Machine, method: str) -> None:
    answer = machine.generic(method, "/api/v1/messages")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
