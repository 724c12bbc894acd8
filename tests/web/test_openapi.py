"""The committed document is what the code does; thousands of malformed calls get a sentence, never a 500."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings, strategies
from ninja import Schema
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from huiyin.hear import codes
from huiyin.hear.models import Case, Message
from huiyin.publish.actions import refresh_public
from huiyin.web.api import document as written
from tests import make
from tests.programme import build
from tests.web.machine import DOCUMENT, Machine, document

CALLS = [(path, method) for path, calls in document()["paths"].items() for method in calls]
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance, status_code_conformance]
CALLS_WITH_INPUT = [
    (path, method) for path, method in CALLS
    if document()["paths"][path][method]["parameters"] or "requestBody" in document()["paths"][path][method]
]  # fmt: skip
MODERATE, ENDURANCE = 40, 10_000


@pytest.mark.django_db
def test_the_committed_document_is_what_the_code_says() -> None:
    assert DOCUMENT.read_text() == written(), "the interface changed: run `make openapi` and look at the difference"


@pytest.mark.django_db
def test_the_document_is_given_out() -> None:
    assert Machine().get("/api/v1/openapi.json").json() == document()


def test_every_call_has_its_own_name_and_words() -> None:
    calls = [document()["paths"][path][method] for path, method in CALLS]
    assert len({call["operationId"] for call in calls}) == len(calls) >= 12
    assert [call["operationId"] for call in calls if not (call.get("summary") and call.get("description"))] == []


def test_no_two_shapes_share_a_name() -> None:
    """The document keeps shapes by name: of two with one name, one would be described wrongly."""
    doors = [import_module(f"huiyin.{stage}.api") for stage in ("hear", "places", "publish", "desk")]
    shapes = [
        shape for door in doors for shape in vars(door).values()
        if isinstance(shape, type) and issubclass(shape, Schema) and shape.__module__ == door.__name__
    ]  # fmt: skip
    assert len(shapes) > 20
    assert len({shape.__name__ for shape in shapes}) == len(shapes)


@pytest.fixture
def known(db: None) -> dict[str, Any]:
    """An office with an answered case and its project: what the calls can hit, by the names of parameters."""
    make.office()
    receipt = make.received()
    case = make.answered(Case.objects.get(pk=receipt.case_id))
    refresh_public(by=make.BY, case_ids=[case.pk])
    return {"code": codes.shown(receipt.code), "case_id": case.pk, "project_id": build.project(case).pk}


def attack(path: str, method: str, number: int, known: dict[str, Any]) -> Counter[int]:
    """Call this operation with so many calls, most of them malformed, half of them on things that exist."""
    operation = schemathesis.openapi.from_dict(json.loads(DOCUMENT.read_text()))[path][method.upper()]
    application, answers = get_wsgi_application(), Counter[int]()

    @settings(
        max_examples=number, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=strategies.one_of(*_cases(operation, known)))
    def call(case: Any) -> None:
        answer = case.call(app=application)
        case.validate_response(answer, checks=CHECKS)
        answers[answer.status_code] += 1

    with connections_kept():
        call()
    return answers


@contextmanager
def connections_kept() -> Iterator[None]:
    """The test's own transaction outlives each request, as in Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _cases(operation: Any, known: dict[str, Any]) -> Iterator[Any]:
    there = {parameter.name: known[parameter.name] for parameter in operation.path_parameters}
    if operation.query or operation.headers or operation.body or there:
        yield operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    yield operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if there:
        if operation.query or operation.headers or operation.body:
            yield operation.as_strategy(generation_mode=GenerationMode.NEGATIVE, path_parameters=there)
        yield operation.as_strategy(generation_mode=GenerationMode.POSITIVE, path_parameters=there)


@pytest.mark.parametrize(("path", "method"), CALLS)
def test_malformed_calls_get_a_sentence(path: str, method: str, known: dict[str, Any]) -> None:
    before = Message.objects.count()
    answers = attack(path, method, MODERATE, known)
    stored = answers[201] if method == "post" else 0
    assert answers.total() >= 1
    assert path.endswith("words") or Message.objects.count() <= before + stored


@pytest.mark.slow
def test_ten_thousand_malformed_calls(known: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "slow" not in request.config.option.markexpr:
        pytest.skip("minutes long: `make endurance` runs it")
    each = ENDURANCE // len(CALLS_WITH_INPUT) + 1
    answers = sum((attack(path, method, each, known) for path, method in CALLS_WITH_INPUT), Counter[int]())
    assert answers.total() >= ENDURANCE
    assert set(answers) <= {200, 201, 400, 404, 405, 409, 413, 422}
