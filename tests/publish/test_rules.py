"""How each case counts, who reads what, and where a case is shown: by hand and by law."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.handle.rules import Ending
from huiyin.hear.rules import Consent, Kind, State
from huiyin.people.rules import Role
from huiyin.places.rules import Publication
from huiyin.publish.rules import (
    MOST_CELLS,
    SPOT_STEPS,
    Counts,
    Facts,
    Group,
    Measure,
    Shown,
    Tallied,
    beyond_title,
    cell,
    counts,
    figures_of,
    likened,
    may_read,
    may_show,
    middle,
    period_days,
    public_spot,
    shown_state,
    stands,
    step_for,
    thousandths,
)

TODAY = date(2026, 7, 3)
DUE, EARLY, LATE = date(2026, 7, 1), date(2026, 6, 30), date(2026, 7, 2)


def facts(**given: object) -> Facts:
    return Facts(**{"kind": Kind.REQUEST, "state": State.ASSIGNED, "due_on": DUE, "answered_on": None, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_facts", "in_time"),
    [
        (facts(answered_on=EARLY), True),
        (facts(answered_on=DUE), True),
        (facts(answered_on=LATE), False),
        (facts(), False),  # its day has passed
        (facts(due_on=TODAY), None),  # today is not over
        (facts(due_on=None, answered_on=EARLY), None),
        (facts(state=State.ASKED), None),  # the next word is the resident's
        (facts(kind=Kind.THANKS, answered_on=LATE), None),
        (facts(state=State.WITHDRAWN), None),
    ],
)
def test_in_time(given_facts: Facts, in_time: bool | None) -> None:
    assert counts(given_facts, TODAY).in_time is in_time


@pytest.mark.parametrize(
    ("words", "levels", "solved", "satisfied"),
    [
        ((), (), None, None),
        (("yes",), (5,), True, True),
        (("yes", "no"), (5, 1), False, False),  # the worst word holds
        (("partly",), (3,), False, True),  # 基本满意 counts as satisfied
        (("no",), (2,), False, False),
    ],
)
def test_residents_word(
    words: tuple[str, ...], levels: tuple[int, ...], solved: bool | None, satisfied: bool | None
) -> None:
    how = counts(facts(answered_on=DUE, solved=words, levels=levels), TODAY)
    assert (how.solved, how.satisfied) == (solved, satisfied)


@given(
    st.builds(
        Facts,
        kind=st.sampled_from(Kind),
        state=st.sampled_from(State),
        due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        answered_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        solved=st.lists(st.sampled_from(["yes", "partly", "no"]), max_size=3),
        levels=st.lists(st.integers(1, 5), max_size=3),
    )
)
def test_time_only_makes_late(given_facts: Facts) -> None:
    now, later = (counts(given_facts, TODAY + timedelta(days=days)) for days in (0, 400))
    assert now.in_time in (None, later.in_time)
    assert (now.answered, now.solved, now.satisfied) == (later.answered, later.solved, later.satisfied)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.booleans() | st.none())
def test_each_case_counts_once_in_each_figure(opened_on: date, answer: bool | None) -> None:
    row = Tallied(opened_on, "water", "9901", "water", None, Counts(answer, answer, answer, answer))
    keys = Counter(key for key, _, _ in figures_of(likened(row, TODAY)))
    assert set(keys.values()) == {1}
    assert {key[3] for key in keys} == ({Measure.RECEIVED} if answer is None else set(Measure))
    for period in {key[0] for key in keys}:
        first, last = period_days(period, TODAY)
        assert first <= opened_on <= last
    assert all(0 <= part <= whole == 1 for _, part, whole in figures_of(likened(row, TODAY)))


def test_periods() -> None:
    assert period_days("year", TODAY) == (date(2025, 7, 4), TODAY)
    assert period_days("2026", TODAY) == (date(2026, 1, 1), date(2026, 12, 31))
    assert period_days("2026-02", TODAY) == (date(2026, 2, 1), date(2026, 2, 28))
    assert period_days("2026-12", TODAY) == (date(2026, 12, 1), date(2026, 12, 31))
    for wrong in ("", "2026-13", "26", "2026-1", "week", "2026-07-01", "0000"):
        with pytest.raises(ValueError, match=r".+"):
            period_days(wrong, TODAY)


def test_who_reads() -> None:
    assert {role for role in [None, *Role] if may_read(Publication.OFFICE, role)} == {
        Role.CLERK, Role.HANDLER, Role.ADMINISTRATOR,
    }  # fmt: skip
    assert {role for role in [None, *Role] if may_read(Publication.LEADERS, role)} == set(Role)
    assert all(may_read(Publication.PUBLIC, role) for role in [None, *Role])


@given(st.sampled_from(Kind), st.sampled_from(State), st.lists(st.sampled_from(Consent), max_size=2))
def test_secrets_stay(kind: Kind, state: State, consents: list[Consent]) -> None:
    shown = may_show(kind=kind, state=state, consents=consents)
    assert not (shown and (kind == Kind.WRONGDOING or Consent.PUBLIC not in consents or state == State.WITHDRAWN))


def test_every_state_is_shown_and_narrowed() -> None:
    assert {shown_state(state, "") for state in State if state != State.WITHDRAWN} <= set(Shown)
    assert shown_state(State.ANSWERED, Ending.NO_BASIS) == Shown.NO_RULE
    assert shown_state(State.ANSWERED, Ending.PARTLY) == Shown.PARTLY
    assert shown_state(State.REOPENED, Ending.ADOPTED) == Shown.REOPENED
    assert {stands(shown) for shown in Shown} == set(Group) - {Group.LATE}
    assert stands(Shown.NO_RULE) == stands(Shown.PARTLY) == stands(Shown.CLOSED) == Group.ANSWERED


PIN, MARK, CENTRE = (36.512_345, 101.498_765), (36.52, 101.49), (36.5, 101.5)


def test_a_pin_is_shown_only_beside_a_public_landmark() -> None:
    def spot(**given: object) -> object:
        return public_spot(**{"pin": PIN, "landmark": MARK, "names_landmark": True, "centre": CENTRE, **given})  # type: ignore[arg-type]

    assert spot() == (36.512, 101.499)
    assert spot(pin=None) == MARK
    assert spot(names_landmark=False) == CENTRE
    assert spot(names_landmark=False, centre=None) is None


@given(st.lists(st.floats(-179, 179), min_size=1, max_size=9), st.sampled_from(SPOT_STEPS))
def test_the_middle_of_a_cell_lies_in_it(places: list[float], step: int) -> None:
    number = cell(places[0], step)
    inside = [place for place in places if cell(place, step) == number]
    found = middle(sum(map(thousandths, inside)), len(inside))
    assert number * step - 0.1 <= found * 1000 <= (number + 1) * step + 0.1
    assert middle(thousandths(places[0]), 1) == round(places[0], 3)


@given(st.floats(-180, 179), st.floats(-90, 89), st.floats(0, 1), st.floats(0, 1))
def test_a_map_never_shows_too_many_cells(west: float, south: float, wide: float, high: float) -> None:
    step = step_for(west, south, west + wide, south + high)
    assert step == SPOT_STEPS[-1] or (wide * 1000 / step + 1) * (high * 1000 / step + 1) <= MOST_CELLS + 1


@pytest.mark.parametrize(
    ("title", "text", "left"),
    [
        ("路灯不亮", "路灯不亮\u3002晚上走路害怕\u3002", "晚上走路害怕\u3002"),
        ("路灯不亮\u2026", "路灯不亮了\uff0c害怕\u3002", "\u2026了\uff0c害怕\u3002"),
        ("The lamp is out", "The lamp is out.\nPlease mend it.", "Please mend it."),
        ("路灯", "晚上路灯不亮", "晚上路灯不亮"),
        ("", "晚上路灯不亮", "晚上路灯不亮"),
    ],
)
def test_a_list_says_nothing_twice(title: str, text: str, left: str) -> None:
    assert beyond_title(title, text) == left
