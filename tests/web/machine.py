"""A program that calls the interface: whatever it is answered must be what the committed document promises."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from django.test import Client

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


@cache
def document() -> dict[str, Any]:
    """The document as it is committed."""
    found: dict[str, Any] = json.loads(DOCUMENT.read_text())
    return found


@cache
def _paths() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in document()["paths"]]


@cache
def _shape(reference: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        {**json.loads(reference), "components": document()["components"]}, validate_formats=True
    )


def conforms(method: str, address: str, answer: Any) -> None:
    """Fail where the answer is not JSON, or its status or its shape is not in the document."""
    assert answer.headers["Content-Type"].startswith("application/json"), answer.content[:200]
    said = json.loads(answer.content)
    path = next((path for pattern, path in _paths() if pattern.fullmatch(address)), None)
    call = document()["paths"][path].get(method.lower()) if path else None
    if call is None:  # an address or method that the document does not know: refused, with one sentence
        assert answer.status_code in {400, 404, 405}, (method, address, answer.status_code)
        schema: dict[str, Any] = {"$ref": "#/components/schemas/Problem"}
    else:
        assert str(answer.status_code) in call["responses"], (method, address, answer.status_code, said)
        schema = call["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
    _shape(json.dumps(schema)).validate(said)


class Machine(Client):
    """A client of the interface that looks at every answer."""

    def request(self, **given: Any) -> Any:
        """Call, and compare the answer with the document."""
        answer = super().request(**given)
        if given["PATH_INFO"] != "/api/v1/openapi.json" and given["REQUEST_METHOD"] != "HEAD":
            conforms(given["REQUEST_METHOD"], given["PATH_INFO"], answer)
        return answer
