"""The program as any WSGI server takes it."""

import os
from collections.abc import Mapping
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.urls import get_resolver
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.web.settings")


class Utf8Request(WSGIRequest):
    """A request whose address is read as UTF-8, whatever encoding its body names.

    Django would read the address in that encoding too, before any page can refuse it, and breaks where it is none of
    text. What names another encoding is then refused by `middleware.readable`.
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Program(WSGIHandler):
    """Django's handler with such requests."""

    request_class = Utf8Request


django.setup(set_prefix=False)
get_resolver().url_patterns  # noqa: B018 - every page is loaded now, not while the first reader waits
application = Program()
