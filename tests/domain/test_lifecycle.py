from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.errors import IllegalMove, NotAllowed
from escalator.domain.lifecycle import (
    FINAL_STATES,
    FIRST_STATE,
    MOVES,
    Ball,
    Guard,
    Relation,
    ball,
    check_move,
    failing_guards,
    moves_open,
    next_state,
)
from escalator.domain.model import Action, State
from tests.support.golden import Golden

DRAWN = {
    (State.DRAFT, State.SUBMITTED),
    (State.DRAFT, State.WITHDRAWN),
    (State.SUBMITTED, State.ACCEPTED),
    (State.SUBMITTED, State.BOUNCED),
    (State.SUBMITTED, State.DECLINED),
    (State.SUBMITTED, State.WITHDRAWN),
    (State.BOUNCED, State.SUBMITTED),
    (State.BOUNCED, State.WITHDRAWN),
    (State.ACCEPTED, State.BOUNCED),
    (State.ACCEPTED, State.RESOLVED),
    (State.RESOLVED, State.ACCEPTED),
    (State.RESOLVED, State.CLOSED),
}
"""The arrows of the drawing in product.md, written down again by hand."""

CAST = {
    "author": {Relation.AUTHOR},
    "teammate": {Relation.TEAMMATE},
    "target": {Relation.TARGET},
    "author+target": {Relation.AUTHOR, Relation.TARGET},
    "decider": {Relation.DECIDER},
    "lead": {Relation.LEAD},
    "author+lead": {Relation.AUTHOR, Relation.LEAD},
    "admin": {Relation.ADMIN},
    "stranger": {Relation.STRANGER},
}

DECISIONS = (Action.ACCEPT, Action.BOUNCE, Action.PASS_ON, Action.DECLINE)
RULINGS = (Action.APPROVE_EXCEPTION, Action.REFUSE_EXCEPTION, Action.UPHOLD, Action.VOID)

relations = st.frozensets(st.sampled_from(Relation))


def test_the_whole_table_reads_as_its_golden(golden: Golden) -> None:
    golden("lifecycle.txt", _table())


def test_the_moves_between_states_are_exactly_the_drawn_ones() -> None:
    moves = {(state, move.to) for (state, _), move in MOVES.items() if move.to is not state}
    assert moves == DRAWN


@given(st.lists(st.sampled_from(Action)))
def test_no_path_of_actions_leaves_the_drawn_states(path: list[Action]) -> None:
    state = FIRST_STATE
    for action in path:
        before = state
        try:
            state = next_state(before, action)
        except IllegalMove:
            assert (before, action) not in MOVES
            continue
        assert state is before or (before, state) in DRAWN


def test_every_state_can_be_reached() -> None:
    reached, waiting = {FIRST_STATE}, [FIRST_STATE]
    while waiting:
        state = waiting.pop()
        new = {move.to for (origin, _), move in MOVES.items() if origin is state} - reached
        reached |= new
        waiting += new
    assert reached == set(State)


@pytest.mark.parametrize("state", sorted(FINAL_STATES))
def test_no_action_leaves_a_final_state(state: State) -> None:
    assert {move.to for (origin, _), move in MOVES.items() if origin is state} == {state}


@pytest.mark.parametrize("state", sorted(set(State) - FINAL_STATES))
def test_every_other_state_can_be_left(state: State) -> None:
    assert any(move.to is not state for (origin, _), move in MOVES.items() if origin is state)


def test_every_action_but_starting_is_a_move_somewhere() -> None:
    assert {action for _, action in MOVES} == set(Action) - {Action.START}


@given(st.sampled_from(State), st.sampled_from(Action), relations)
def test_a_move_is_open_exactly_when_checking_it_lets_it_pass(
    state: State, action: Action, held: frozenset[Relation]
) -> None:
    try:
        check_move(state, action, held)
    except (IllegalMove, NotAllowed):
        assert action not in moves_open(state, held)
    else:
        assert action in moves_open(state, held)


@given(st.sampled_from(State), relations)
def test_nobody_decides_or_rules_on_their_own_packet(
    state: State, held: frozenset[Relation]
) -> None:
    own = moves_open(state, held | {Relation.AUTHOR})
    assert not set(own) & {*DECISIONS, *RULINGS, Action.ASK, Action.RESOLVE}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    "relation", [Relation.TEAMMATE, Relation.DECIDER, Relation.ADMIN, Relation.STRANGER]
)
def test_readers_move_nothing(state: State, relation: Relation) -> None:
    assert moves_open(state, {relation}) == ()


def test_the_state_is_looked_at_before_the_person() -> None:
    with pytest.raises(IllegalMove) as refused:
        check_move(State.CLOSED, Action.ACCEPT, {Relation.STRANGER})
    assert (refused.value.action, refused.value.state) == (Action.ACCEPT, State.CLOSED)


def test_someone_elses_move_is_refused_by_its_name() -> None:
    with pytest.raises(NotAllowed) as refused:
        check_move(State.SUBMITTED, Action.ACCEPT, {Relation.AUTHOR})
    assert refused.value.action == "accept"


@pytest.mark.parametrize("state", [State.DRAFT, State.BOUNCED])
def test_submitting_always_needs_the_gate(state: State) -> None:
    assert Guard.NO_GAPS in MOVES[state, Action.SUBMIT].guards


def test_a_resubmission_needs_every_fault_answered() -> None:
    move = MOVES[State.BOUNCED, Action.SUBMIT]
    assert failing_guards(move, {Guard.NO_GAPS}) == (Guard.FAULTS_ANSWERED,)


def test_only_a_draft_has_no_contest() -> None:
    contested = {state for state, action in MOVES if action is Action.CONTEST}
    assert contested == set(State) - {State.DRAFT}


@pytest.mark.parametrize(
    ("state", "question_open", "exception_waiting", "holder"),
    [
        (State.DRAFT, False, False, Ball.AUTHOR),
        (State.DRAFT, False, True, Ball.LEAD),
        (State.SUBMITTED, False, False, Ball.TARGET),
        (State.SUBMITTED, True, False, Ball.AUTHOR),
        (State.SUBMITTED, False, True, Ball.TARGET),
        (State.BOUNCED, True, False, Ball.AUTHOR),
        (State.BOUNCED, False, True, Ball.LEAD),
        (State.ACCEPTED, False, False, Ball.TARGET),
        (State.ACCEPTED, True, False, Ball.AUTHOR),
        (State.RESOLVED, True, False, Ball.AUTHOR),
        (State.DECLINED, True, True, Ball.NOBODY),
        (State.CLOSED, False, False, Ball.NOBODY),
        (State.WITHDRAWN, False, True, Ball.NOBODY),
    ],
)
def test_exactly_one_side_has_the_ball(
    state: State, *, question_open: bool, exception_waiting: bool, holder: Ball
) -> None:
    found = ball(state, question_open=question_open, exception_waiting=exception_waiting)
    assert found is holder


@pytest.mark.parametrize("state", sorted(set(State) - FINAL_STATES))
@pytest.mark.parametrize("question_open", [False, True])
@pytest.mark.parametrize("exception_waiting", [False, True])
def test_who_has_the_ball_has_a_move(
    state: State, *, question_open: bool, exception_waiting: bool
) -> None:
    holder = ball(state, question_open=question_open, exception_waiting=exception_waiting)
    assert moves_open(state, {Relation(holder.value)})


def test_the_golden_tries_every_relation_and_every_one_that_spoils_a_move() -> None:
    assert set().union(*CAST.values()) == set(Relation)
    for move in MOVES.values():
        for allowed, forbidden in product(move.by, move.not_by):
            assert any({allowed, forbidden} <= held for held in CAST.values())


def _table() -> str:
    heads = ["state", "action", "to", *CAST, "guards"]
    rows = [
        _row(state, action) for state in State for action in Action if action is not Action.START
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, ["-" * width for width in widths], *rows)
    ]
    return "\n".join(lines) + "\n"


def _row(state: State, action: Action) -> list[str]:
    move = MOVES.get((state, action))
    if move is None:
        return [state, action, "-", *("-" for _ in CAST), ""]
    may = ["yes" if action in moves_open(state, held) else "no" for held in CAST.values()]
    to = "=" if move.to is state else move.to
    return [state, action, to, *may, " ".join(move.guards)]
