"""At start: the flow is handed to the ledger."""

from django.apps import AppConfig


class Web(AppConfig):
    """The top of the program."""

    name = "huiyin.web"
    label = "web"
