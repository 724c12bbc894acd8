"""What happens after what, and what happens every day. This page is the whole of it.

Read AFTER like this: when "a message was received", then "guess what it is about", and so on. Each job is done
by the function named in JOBS, may run twice without harm, and is tried again if it fails.
"""

from collections.abc import Mapping, Sequence
from datetime import time

from huiyin.handle import jobs as handle
from huiyin.ledger.outbox import Every, Run

AFTER: Mapping[str, Sequence[str]] = {
    "hear.received": ("handle.start_clock",),
    "hear.word_added": ("handle.take_replies",),
}

EVERY: Sequence[Every] = (Every("handle.come_back", at=time(6, 0)),)

JOBS: Mapping[str, Run] = {
    "handle.start_clock": handle.start_clock,
    "handle.take_replies": handle.take_replies,
    "handle.put_in_order": handle.put_in_order,
    "handle.come_back": handle.come_back,
}
