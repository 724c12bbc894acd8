"""The table of moves is the law, and the order of the queue keeps its promises."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.handle import rules, words
from huiyin.handle.rules import ENDINGS, MOVES, NEEDS, Actor, Ending, Facts, Move, NotAllowed
from huiyin.hear.rules import EPOCH, OPEN_STATES, Kind, State, first_rank

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
kinds, states, actors, moves = (st.sampled_from(list(enum)) for enum in (Kind, State, Actor, Move))
moments = st.integers(0, 20 * 365 * 24).map(lambda hours: EPOCH + timedelta(hours=hours))
facts = st.builds(
    Facts,
    urgency=st.integers(-1, 9),
    people=st.integers(0, 10_000),
    support=st.integers(0, 100_000),
    reopened=st.integers(0, 50),
    bad_ratings=st.integers(0, 50),
    opened_at=moments,
)


@given(kinds, states, actors, moves)
def test_may_and_after_agree(kind: Kind, state: State, actor: Actor, move: Move) -> None:
    if move in rules.may(kind=kind, state=state, actor=actor):
        assert rules.after(kind=kind, state=state, move=move, actor=actor) in State
    else:
        with pytest.raises(NotAllowed) as refused:
            rules.after(kind=kind, state=state, move=move, actor=actor)
        assert refused.value.code in words.REFUSALS


def test_every_kind_can_be_ended_by_the_office_from_the_start() -> None:
    for kind in Kind:
        ends = {rules.move_for(ending) for ending in ENDINGS[kind]}
        office = {*rules.may(kind=kind, state=State.RECEIVED, actor=Actor.CLERK)}
        office |= {*rules.may(kind=kind, state=State.RECEIVED, actor=Actor.HANDLER)}
        assert ends <= office, kind


def test_only_the_resident_says_solved() -> None:
    assert {way.by for ways in MOVES.values() for way in ways if way.to == State.SOLVED} == {
        frozenset({Actor.RESIDENT})
    }


def test_wrongdoing_is_never_in_a_clerks_hands() -> None:
    assert [way for way in MOVES[Kind.WRONGDOING] if Actor.CLERK in way.by] == []


def test_what_no_department_holds_waits_to_be_handed_out() -> None:
    given_back = rules.after(kind="request", state="asked", move=Move.REPLY, actor=Actor.RESIDENT, held=False)
    assert given_back == State.RECEIVED


def test_turns_run_in_open_states_but_not_while_put_off() -> None:
    assert {state for state in State if rules.holds_turn(state=state)} == OPEN_STATES - {State.NOT_NOW}


@given(st.sampled_from([(kind, ending) for kind in Kind for ending in Ending]), st.data())
def test_missing_names_exactly_what_is_not_given(pair: tuple[Kind, Ending], data: st.DataObject) -> None:
    kind, ending = pair
    if ending not in ENDINGS[kind]:
        with pytest.raises(NotAllowed, match="no_such_ending"):
            rules.missing(kind=kind, ending=ending, given={})
        return
    wanted = ("text", *NEEDS[ending])
    held = data.draw(st.sets(st.sampled_from(wanted)))
    assert set(rules.missing(kind=kind, ending=ending, given=dict.fromkeys(held, "x"))) == set(wanted) - held


@given(facts, facts)
def test_nobody_overtakes_who_has_waited_sixty_days_longer(one: Facts, other: Facts) -> None:
    older, newer = sorted((one, other), key=lambda f: f.opened_at)
    if newer.opened_at - older.opened_at >= timedelta(days=60):
        assert rules.rank(older) >= rules.rank(newer)


@given(facts)
def test_the_stored_order_is_the_sum_of_what_is_shown(one: Facts) -> None:
    shown = sum(term.points for term in rules.terms(one, now=NOW))
    assert shown - rules.rank(one) == pytest.approx((NOW - rules.EPOCH).total_seconds() / 86_400)
    assert 0 <= shown - (NOW - one.opened_at).total_seconds() / 86_400 <= rules.MOST_POINTS + 1e-6


@given(facts, facts, moments, moments)
def test_waiting_together_never_changes_the_order(one: Facts, other: Facts, now: datetime, later: datetime) -> None:
    def ahead(at: datetime) -> float:
        return sum(t.points for t in rules.terms(one, now=at)) - sum(t.points for t in rules.terms(other, now=at))

    assert ahead(now) == pytest.approx(ahead(later), abs=1e-6)


def test_a_case_nobody_looked_at_is_ranked_as_it_was_received() -> None:
    plain = Facts(urgency=0, people=1, support=0, reopened=0, bad_ratings=0, opened_at=NOW)
    assert rules.rank(plain) == pytest.approx(first_rank(NOW))
    assert rules.EPOCH == EPOCH


def test_everything_has_its_words() -> None:
    assert set(words.ENDINGS) == set(words.ENDINGS_MEAN) == set(Ending)
    assert set(words.HAPPENED) == set(Move)
    assert {need for needs in NEEDS.values() for need in needs} < set(words.NEEDS)
    assert set(words.TERMS) == {term.name for term in rules.terms(Facts(0, 1, 0, 0, 0, NOW), now=NOW)}
