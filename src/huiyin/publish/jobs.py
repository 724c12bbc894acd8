"""What follows by itself: the public sees what changed, and each night the figures are counted anew."""

from collections.abc import Sequence

from huiyin.publish import actions
from huiyin.publish.gather import case_ids_of


def refresh(subjects: Sequence[str]) -> None:
    """After anything about a case or a message: show and count it as it stands now."""
    if ids := case_ids_of(subjects):
        actions.refresh_public(by="worker", case_ids=ids)


def count_figures(subjects: Sequence[str]) -> None:
    """Every night: what became overdue, what left the last 365 days, and everything else counted once more."""
    actions.count_figures(by="calendar")
