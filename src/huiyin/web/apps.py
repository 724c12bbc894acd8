"""At start: logs are set up and the flow is handed to the ledger."""

from django.apps import AppConfig

from huiyin.ledger.outbox import set_flow
from huiyin.web import logs


class Web(AppConfig):
    """The top of the program."""

    name = "huiyin.web"
    label = "web"

    def ready(self) -> None:
        """All stages are loaded: tell the ledger what follows what."""
        from huiyin import flow  # noqa: PLC0415 - jobs import models, which exist only now

        logs.set_up()
        set_flow(after=flow.AFTER, jobs=flow.JOBS, every=flow.EVERY)
