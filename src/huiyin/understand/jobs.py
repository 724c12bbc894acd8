"""Work that follows from a message, and the daily look at what is getting hot."""

from collections.abc import Sequence

from huiyin.understand import actions


def read(subjects: Sequence[str]) -> None:
    """Read the messages `message:ID`."""
    actions.read(by="machine", message_ids=[int(subject.partition(":")[2]) for subject in subjects])


def watch(subjects: Sequence[str]) -> None:
    """Count hot issues and sudden rises anew; twice does no harm."""
    actions.find_hot_issues(by="machine")
    actions.find_rises(by="machine")


def learn(subjects: Sequence[str]) -> None:
    """Train anew from the office's own decisions, if there are enough."""
    actions.learn(by="machine")
