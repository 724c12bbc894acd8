"""The JSON interface: one version, one OpenAPI document, the same actions and queries as the pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from huiyin import __version__
from huiyin.hear import api as hear
from huiyin.places import api as places

api = NinjaAPI(
    title="Huiyin 回音",
    version=__version__,
    description="What residents say, and what became of it. Only what is public comes out; no key is needed.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/messages", hear.router)
api.add_router("", places.router)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """422 with one sentence for each field, without repeating what was sent."""
    lines = [{"field": ".".join(str(part) for part in e["loc"][1:]), "wrong": e["msg"]} for e in problem.errors]
    answer: dict[str, Any] = {"error": "The call was not understood; nothing was stored.", "fields": lines}
    return api.create_response(request, answer, status=422)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """The status with one sentence."""
    return api.create_response(request, {"error": str(problem)}, status=problem.status_code)
