"""What happens after what, and what happens every day. This page is the whole of it.

Read AFTER like this: when "a message was received", then "read what it is about", and so on. Each job is done
by the function named in JOBS, may run twice without harm, and is tried again if it fails.
"""

from collections.abc import Mapping, Sequence
from datetime import time

from huiyin.desk import jobs as desk
from huiyin.handle import jobs as handle
from huiyin.ledger.outbox import Every, Run
from huiyin.publish import jobs as publish
from huiyin.understand import jobs as understand

SHOW = ("publish.refresh",)
"""Everybody sees the case as it stands now, and it counts so in the figures."""

AFTER: Mapping[str, Sequence[str]] = {
    # a resident speaks
    "hear.received": ("understand.read", "handle.start_clock", *SHOW),
    "hear.word_added": ("understand.read", "handle.take_replies", *SHOW),
    # a person decides what it is about
    "understand.accepted": ("handle.put_in_order", *SHOW),
    "understand.corrected": ("handle.put_in_order", *SHOW),
    "understand.merged": ("handle.put_in_order", *SHOW),
    "understand.merge_undone": ("handle.put_in_order", *SHOW),
    "understand.split_out": ("handle.put_in_order", *SHOW),
    # the office handles it
    "handle.kind_set": SHOW,
    "handle.to_discipline": SHOW,
    "handle.assigned": SHOW,
    "handle.assign_undone": SHOW,
    "handle.returned": SHOW,
    "handle.asked": SHOW,
    "handle.replied": SHOW,
    "handle.resumed": SHOW,
    "handle.reopened": SHOW,
    "handle.withdrawn": SHOW,
    # the office answers, the resident judges
    "answer.sent": SHOW,
    "answer.imported": SHOW,
    "handle.confirmed": SHOW,
    "rate.given": SHOW,
    # the lists of a new office
    "places.departments_loaded": ("handle.hand_over_reports",),
    # a clerk brings a spreadsheet in: some lines a turn, so that nobody waits for it
    "desk.sheet_started": ("desk.take_sheet",),
    "desk.sheet_advanced": ("desk.take_sheet",),
}

EVERY: Sequence[Every] = (
    Every("publish.count_figures", at=time(0, 20)),
    Every("desk.clear_away", at=time(1, 0)),
    Every("understand.learn", at=time(2, 0)),
    Every("understand.watch", at=time(5, 0)),
    Every("handle.come_back", at=time(6, 0)),
)

JOBS: Mapping[str, Run] = {
    "understand.read": understand.read,
    "understand.watch": understand.watch,
    "understand.learn": understand.learn,
    "handle.start_clock": handle.start_clock,
    "handle.take_replies": handle.take_replies,
    "handle.put_in_order": handle.put_in_order,
    "handle.come_back": handle.come_back,
    "handle.hand_over_reports": handle.hand_over_reports,
    "publish.refresh": publish.refresh,
    "publish.count_figures": publish.count_figures,
    "desk.take_sheet": desk.take_sheet,
    "desk.clear_away": desk.clear_away,
}
