"""What follows by itself: the clock of a new message, a resident's reply, cases that come back on their day."""

from collections.abc import Sequence

from django.utils import timezone

from huiyin.handle import actions, queries
from huiyin.handle.rules import NotAllowed


def start_clock(subjects: Sequence[str]) -> None:
    """After `hear.received`: until when these cases are owed an answer, and their place in the order."""
    if cases := queries.cases_of_messages(subjects):
        actions.set_clocks(by="calendar", cases=cases)


def take_replies(subjects: Sequence[str]) -> None:
    """After `hear.word_added`: where the office had asked, the case goes on."""
    for case in queries.asked_cases_of_messages(subjects):
        try:
            actions.take_reply(case=case)
        except NotAllowed:  # moved on meanwhile: nothing waits for the reply any more
            continue


def put_in_order(subjects: Sequence[str]) -> None:
    """After cases were joined, taken apart or corrected (subjects are cases): their clock and place in the order."""
    actions.set_clocks(by="calendar", cases=[int(subject.partition(":")[2]) for subject in subjects])


def hand_over_reports(subjects: Sequence[str]) -> None:
    """After departments were loaded: reports of wrongdoing that came before there was a discipline office."""
    if cases := queries.waiting_reports():
        actions.set_clocks(by="calendar", cases=cases)


def come_back(subjects: Sequence[str]) -> None:
    """Every day: cases that were "not now" are opened again on the day that was promised."""
    for case in queries.due_to_come_back(timezone.localdate()):
        try:
            actions.resume(by="calendar", case=case)
        except NotAllowed:  # somebody was faster
            continue
