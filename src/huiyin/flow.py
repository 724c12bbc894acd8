"""What happens after what, and what happens every day. This page is the whole of it.

Read AFTER like this: when "a message was received", then "guess what it is about", and so on. Each job is done
by the function named in JOBS, may run twice without harm, and is tried again if it fails.
"""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta

from huiyin.ledger.outbox import Every, Run

AFTER: Mapping[str, Sequence[str]] = {}

EVERY: Sequence[Every] = ()

JOBS: Mapping[str, Run] = {}
