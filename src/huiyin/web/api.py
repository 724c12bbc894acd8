"""The JSON interface: one version, one OpenAPI document, the same actions and queries as the pages."""

import json
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from huiyin import __version__
from huiyin.desk import api as desk
from huiyin.hear import api as hear
from huiyin.places import api as places
from huiyin.publish import api as publish
from huiyin.web.errors import answer
from huiyin.web.misread import wrong

PROBLEM: Final[dict[str, Any]] = {
    "title": "Problem",
    "description": "One sentence in the reader's language (Accept-Language), and what is wrong with which field.",
    "type": "object",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {"type": "string", "minLength": 1},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "wrong"],
                "additionalProperties": False,
                "properties": {"field": {"type": "string"}, "wrong": {"type": "string", "minLength": 1}},
            },
        },
    },
}
PROBLEMS: Final = {
    "400": "The call could not be read. Nothing was stored.",
    "404": "There is no such thing, or it is not public.",
    "405": "Another method is meant for this address.",
    "409": "It cannot be done as things stand. Nothing was changed.",
    "413": "The call is too large. Nothing was stored.",
    "422": "A field is not as it should be. Nothing was stored.",
    "503": "Not received, please try again.",
}
"""What any call can be answered with, beside its own answers."""


class Api(NinjaAPI):
    """The interface, with its problems written into the document once for all calls."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The document."""
        document = super().get_openapi_schema(**given)
        shapes = document["components"]["schemas"]
        for shape in shapes.values():
            if "enum" in shape:  # what the code says of its choices is not meant for callers
                shape.pop("description", None)
        shapes["Problem"] = PROBLEM
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for calls in document["paths"].values():
            for call in calls.values():
                said = {status: {"description": means, "content": content} for status, means in PROBLEMS.items()}
                call["responses"] = {**{str(key): value for key, value in call["responses"].items()}, **said}
        return document


api = Api(
    title="Huiyin 回音",
    version=__version__,
    description="What residents say, and what became of it. Only what is public comes out; no key is needed.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/messages", hear.router)
api.add_router("/messages", desk.router)
api.add_router("", places.router)
api.add_router("", publish.router)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """422 with one sentence for each field, without repeating what was sent."""
    said = {
        "error": _("Something in this call is not as it should be. Nothing was stored."),
        "fields": [wrong(error) for error in problem.errors],
    }
    return api.create_response(request, said, status=422)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """The status with one sentence; a body that is no JSON, or too long to be read, with ours."""
    if problem.status_code == 400:
        return answer(request, 413 if isinstance(problem.__cause__, RequestDataTooBig) else 400)
    return api.create_response(request, {"error": str(problem)}, status=problem.status_code)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, problem: Http404) -> HttpResponse:
    """404: also for what is not public."""
    return answer(request, 404)


def document() -> str:
    """The OpenAPI document as it is committed: `make openapi` writes it to docs/openapi.json."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"
