"""The table of moves, the standing of words, and the day of a promise."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.programme.rules import (
    MOVES,
    Actor,
    Move,
    NotAllowed,
    ProjectState,
    PromiseState,
    Words,
    after,
    may,
    promise_state,
    share_paid,
    standing,
)

DAY = date(2026, 6, 30)
BEFORE, LATER = DAY - timedelta(days=1), DAY + timedelta(days=6)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.sampled_from(ProjectState), st.sampled_from(list(MOVES)), st.integers(0, 3), st.integers(0, 3))
def test_delivered_needs_a_confirmation_and_no_open_dispute(
    state: ProjectState, move: Move, confirmed: int, disputes: int
) -> None:
    allowed = move in {*may(state, Actor.OFFICE), *may(state, Actor.RESIDENT)}
    if not allowed:
        with pytest.raises(NotAllowed):
            after(state, move, Words(confirmed, disputes))
        return
    if after(state, move, Words(confirmed, disputes)) == ProjectState.DELIVERED:
        assert confirmed
        assert not disputes
        assert move in {Move.CONFIRM, Move.DISPUTE, Move.REPLY, Move.PROMISE}


def test_residents_never_report_and_the_office_never_confirms() -> None:
    assert all(may(state, Actor.RESIDENT) == () for state in (ProjectState.PLANNED, ProjectState.UNDER_WAY))
    assert not {Move.CONFIRM, Move.DISPUTE} & {m for state in ProjectState for m in may(state, Actor.OFFICE)}


def test_standing() -> None:
    assert standing(Words(0, 0)) == ProjectState.REPORTED
    assert standing(Words(3, 0)) == ProjectState.DELIVERED
    assert standing(Words(3, 1)) == ProjectState.DISPUTED


@pytest.mark.parametrize(
    ("project", "reported_on", "today", "expected"),
    [
        (ProjectState.PLANNED, None, DAY, PromiseState.OPEN),  # its day is not over
        (ProjectState.PLANNED, None, LATER, PromiseState.BROKEN),
        (ProjectState.REPORTED, BEFORE, LATER, PromiseState.OPEN),  # in time; residents have the word
        (ProjectState.REPORTED, LATER, LATER, PromiseState.BROKEN),
        (ProjectState.DELIVERED, DAY, LATER, PromiseState.KEPT),
        (ProjectState.DELIVERED, LATER, LATER, PromiseState.KEPT_LATE),
        (ProjectState.DISPUTED, BEFORE, DAY, PromiseState.OPEN),
        (ProjectState.DISPUTED, BEFORE, LATER, PromiseState.BROKEN),
    ],
)
def test_promise(project: str, reported_on: date | None, today: date, expected: PromiseState) -> None:
    assert promise_state(by_day=DAY, project=project, reported_on=reported_on, today=today) == expected


@given(days, st.sampled_from(ProjectState), st.none() | days, days)
def test_what_is_broken_stays_so_until_something_is_done(
    by_day: date, project: ProjectState, reported_on: date | None, today: date
) -> None:
    now, later = (
        promise_state(by_day=by_day, project=project, reported_on=reported_on, today=today + timedelta(days=n))
        for n in (0, 30)
    )
    if now != PromiseState.OPEN:
        assert later == now
    if now == PromiseState.KEPT:
        assert reported_on
        assert reported_on <= by_day


def test_share_paid() -> None:
    assert share_paid(Decimal(860_000), Decimal(550_400)) == pytest.approx(0.64)
    assert share_paid(Decimal(0), Decimal(5)) is None
