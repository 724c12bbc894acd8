"""Logs that are data, one JSON line an event, to standard error. No text of residents, no code, no contact."""

import logging
import sys

import structlog

NEVER = frozenset({"text", "title", "contact", "phone", "email", "name", "code", "path", "url", "query"})


def without_persons(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drop every field that could hold a resident's words or address."""
    return {key: value for key, value in event.items() if key not in NEVER}


def set_up() -> None:
    """Set structlog up; Django's own warnings (not its request lines, which hold paths) pass through."""
    structlog.configure(
        processors=[
            without_persons,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    logging.getLogger("django.security").setLevel(logging.CRITICAL)
