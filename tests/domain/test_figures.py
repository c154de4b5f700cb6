from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.errors import IllegalMove
from escalator.domain.events import Event
from escalator.domain.figures import (
    attached,
    countable,
    declined,
    exceptions,
    filings,
    items_at_fault,
    left_out,
    passed_on,
    quality,
    reasons,
    resolutions,
)
from escalator.domain.history import History, Outcome, Period, tell_histories
from escalator.domain.hours import BusinessHours
from escalator.domain.lifecycle import FIRST_STATE, Ball, next_state
from escalator.domain.metrics import Rate
from escalator.domain.model import (
    JSON,
    Action,
    BounceReason,
    DeclineKind,
    Priority,
    RootCause,
    State,
)
from escalator.domain.timings import (
    Court,
    ageing,
    courts,
    time_in_court,
    times_to_acknowledge,
    times_to_resolve,
)

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
WEEK = Period(MONDAY, MONDAY + timedelta(days=7))
EVER = Period(MONDAY - timedelta(days=1000), MONDAY + timedelta(days=1000))

CHARGED: JSON = [{"reason": "missing", "items": ["logs", "ask"], "wanted": "Add the log."}]
TO_SYSTEM: JSON = [{"reason": "checklist_gap", "items": ["logs"], "wanted": "Ask for it."}]
MIXED: JSON = [
    {"reason": "new_information", "items": [], "wanted": "It is another error now."},
    {"reason": "unusable", "items": ["logs"], "wanted": "Add the log."},
    {"reason": "missing", "items": ["logs"], "wanted": "Add the log."},
]

Step = tuple[Action, dict[str, JSON]]


def bounce(number: int, charges: JSON = CHARGED, *, late: bool = False) -> Step:
    return Action.BOUNCE, {"bounce": number, "charges": charges, "late": late}


def submit(priority: str = "P2", **facts: JSON) -> Step:
    return Action.SUBMIT, {"priority": priority, "checklist": "general/1", **facts}


ACCEPT: Step = (Action.ACCEPT, {})
RESOLVE: Step = (
    Action.RESOLVE,
    {"root_cause": "defect", "reproduced": True, "s1_could_have_solved": False},
)


def tell(*steps: Step | Action, packet: int = 1, every_hours: float = 1) -> list[Event]:
    """Return the events of a packet that does these things, one every hour from Monday 9:00 on."""
    state, events = FIRST_STATE, [Event(packet, MONDAY, Action.START, None, FIRST_STATE, 7)]
    for number, step in enumerate(steps, start=1):
        action, facts = (step, {}) if isinstance(step, Action) else step
        before, state = state, next_state(state, action)
        at = MONDAY + number * timedelta(hours=every_hours)
        events.append(Event(packet, at, action, before, state, 7, facts=facts))
    return events


def histories(*packets: Sequence[Step | Action]) -> tuple[History, ...]:
    """Return the histories of packets 1, 2..., one per list of steps."""
    events = [
        event
        for number, steps in enumerate(packets, start=1)
        for event in tell(*steps, packet=number)
    ]
    return tell_histories(events)


@st.composite
def lives(draw: st.DrawFn) -> list[Step]:
    """Any legal life of a packet, with the facts that each action has."""
    state, steps, bounces = FIRST_STATE, list[Step](), 0
    for action in draw(st.lists(st.sampled_from(Action), max_size=25)):
        before = state
        try:
            state = next_state(before, action)
        except IllegalMove:
            continue
        step: Step = (action, {})
        if action is Action.SUBMIT:
            step = submit(draw(st.sampled_from(Priority)))
        elif action is Action.BOUNCE:
            bounces += 1
            charges = draw(st.sampled_from([CHARGED, TO_SYSTEM, MIXED]))
            step = bounce(bounces, charges, late=before is State.ACCEPTED)
        elif action in (Action.VOID, Action.UPHOLD):
            step = (action, {"bounce": draw(st.integers(1, max(1, bounces)))})
        elif action is Action.RESOLVE:
            step = RESOLVE
        elif action is Action.DECLINE:
            step = (action, {"kind": draw(st.sampled_from(DeclineKind))})
        steps.append(step)
    return steps


many_lives = st.lists(lives(), max_size=8).map(lambda packets: histories(*packets))


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        ([submit()], None),
        ([submit(), ACCEPT], Outcome.ACCEPTED),
        ([submit(), bounce(1)], Outcome.BOUNCED),
        ([submit(), bounce(1, MIXED)], Outcome.BOUNCED),
        ([submit(), bounce(1, TO_SYSTEM)], Outcome.BOUNCED_BY_SYSTEM),
        ([submit(), bounce(1), submit(), ACCEPT], Outcome.BOUNCED),
        ([submit(), Action.PASS_ON, Action.ASK, Action.REPLY, ACCEPT], Outcome.ACCEPTED),
        ([submit(), (Action.DECLINE, {"kind": "duplicate"})], None),
        ([submit(), ACCEPT, bounce(1, late=True)], Outcome.ACCEPTED),
        ([submit(), bounce(1), Action.CONTEST, (Action.UPHOLD, {"bounce": 1})], Outcome.BOUNCED),
        ([submit(), bounce(1), Action.CONTEST, (Action.VOID, {"bounce": 1})], Outcome.ACCEPTED),
        (
            [submit(), bounce(1), submit(), bounce(2), (Action.VOID, {"bounce": 2})],
            Outcome.BOUNCED,
        ),
    ],
)
def test_the_first_accept_or_bounce_is_what_counts(
    steps: list[Step | Action], outcome: Outcome | None
) -> None:
    (history,) = histories(steps)
    decision = history.first_quality_decision
    assert (decision.outcome if decision else None) is outcome


def test_the_rates_of_a_small_week() -> None:
    found = quality(
        histories(
            [submit(), ACCEPT, Action.ASK, Action.REPLY, bounce(1, late=True), submit(), ACCEPT],
            [submit(), bounce(2), submit(), bounce(3), submit(), ACCEPT, Action.ASK],
            [submit(), bounce(4, TO_SYSTEM)],
            [submit(), bounce(5), Action.CONTEST, (Action.VOID, {"bounce": 5})],
            [submit(), Action.ASK],
        ),
        WEEK,
    )
    assert found.bounce_back == Rate(1, 4)
    assert found.first_pass == Rate(2, 4)
    assert found.bounced_by_system == Rate(1, 4)
    assert found.ever_bounced == Rate(2, 4)
    assert found.late_bounced == Rate(1, 2)
    assert (found.bounces, found.bounces_per_packet) == (3, 0.75)
    assert (found.questions, found.questions_per_accepted) == (2, 1.0)
    assert [(each.packet, each.outcome) for each in found.decisions] == [
        (1, Outcome.ACCEPTED),
        (2, Outcome.BOUNCED),
        (3, Outcome.BOUNCED_BY_SYSTEM),
        (4, Outcome.ACCEPTED),
    ]


def test_a_packet_counts_on_the_date_of_its_first_decision() -> None:
    told = tell_histories(tell(submit(), bounce(1), submit(), ACCEPT, every_hours=24))
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    day_of_bounce = Period(wednesday, wednesday + timedelta(days=1))
    assert quality(told, day_of_bounce).bounce_back == Rate(1, 1)
    assert quality(told, Period(MONDAY, wednesday)).bounce_back == Rate(0, 0)
    assert quality(told, Period(day_of_bounce.end, EVER.end)).first_pass == Rate(0, 0)
    assert quality(told, Period(tuesday, day_of_bounce.end)).bounces == 1


@given(many_lives)
def test_first_pass_bounce_back_and_the_system_make_up_all(told: tuple[History, ...]) -> None:
    found = quality(told, EVER)
    parts = (found.first_pass, found.bounce_back, found.bounced_by_system)
    assert sum(part.k for part in parts) == found.first_pass.n == len(found.decisions)
    assert {part.n for part in parts} == {found.ever_bounced.n}


@given(many_lives)
def test_who_bounces_first_was_bounced_once_at_least(told: tuple[History, ...]) -> None:
    found = quality(told, EVER)
    assert found.bounce_back.k <= found.ever_bounced.k <= found.bounces
    assert found.late_bounced.k <= found.ever_bounced.k


@given(many_lives)
def test_two_periods_hold_what_both_of_them_hold(told: tuple[History, ...]) -> None:
    middle = MONDAY + timedelta(hours=5)
    whole = quality(told, EVER).bounce_back
    parts = [
        quality(told, period).bounce_back
        for period in (Period(EVER.start, middle), Period(middle, EVER.end))
    ]
    assert whole == Rate(sum(part.k for part in parts), sum(part.n for part in parts))


@given(many_lives)
def test_each_packet_is_decided_left_out_or_declined(told: tuple[History, ...]) -> None:
    counted = countable(told)
    found = left_out(told, EVER)
    settled = sum(
        1
        for history in counted
        if history.first_quality_decision or history.state is State.DECLINED
    )
    drafts = sum(
        1 for history in told if history.submitted_at is None and not history.of(Action.WITHDRAW)
    )  # those that ended at a known issue among them
    assert settled + found.pending == len(counted)
    assert len(counted) + found.withdrawn + drafts == len(told)


@given(many_lives)
def test_the_order_in_which_events_are_read_does_not_matter(told: tuple[History, ...]) -> None:
    events = [event for history in reversed(told) for event in history.events]
    assert tell_histories(events) == told


def test_what_is_left_out_is_counted_once() -> None:
    told = histories(
        [submit()],
        [submit(), Action.WITHDRAW],
        [Action.WITHDRAW],
        [submit(), bounce(1), Action.WITHDRAW],
        [submit(), ACCEPT],
        [submit(), (Action.DECLINE, {"kind": "duplicate"})],
        [Action.EDIT],
        [submit(), Action.WITHDRAW],
        [(Action.ATTACH, {"problem": "PRB-101"})],
    )
    found = left_out(told, WEEK, test=[8])
    assert attached(told, WEEK) == 1
    assert attached(told, WEEK, test=[9]) == 0
    assert (found.test, found.withdrawn, found.pending) == (1, 3, 1)
    assert found.withdrawn_after_bounce == 1
    assert [history.packet for history in countable(told, test=[8])] == [1, 5, 6]


def test_passing_on_is_counted_once_per_packet() -> None:
    told = histories(
        [submit(), Action.PASS_ON, Action.PASS_ON, ACCEPT],
        [submit(), ACCEPT],
        [submit(), (Action.DECLINE, {"kind": "out_of_scope"})],
        [submit()],
    )
    assert passed_on(told, WEEK) == Rate(1, 3)


def test_declines_are_counted_by_kind() -> None:
    duplicate: list[Step | Action] = [submit(), (Action.DECLINE, {"kind": "duplicate"})]
    told = histories(duplicate, duplicate, [submit(), ACCEPT])
    assert declined(told, WEEK) == {
        DeclineKind.DUPLICATE: 2,
        DeclineKind.SOLVABLE_BY_S1: 0,
        DeclineKind.OUT_OF_SCOPE: 0,
    }


def test_reasons_and_items_count_once_per_bounce_and_not_when_voided() -> None:
    told = histories(
        [submit(), bounce(1, MIXED), submit(checklist="general/2"), bounce(2)],
        [submit(), bounce(3), Action.CONTEST, (Action.VOID, {"bounce": 3})],
    )
    assert reasons(told, WEEK) == {
        BounceReason.NEW_INFORMATION: 1,
        BounceReason.UNUSABLE: 1,
        BounceReason.MISSING: 2,
    }
    assert items_at_fault(told, WEEK) == {
        ("general/1", "logs"): 1,
        ("general/2", "logs"): 1,
        ("general/2", "ask"): 1,
    }


def test_exceptions_are_counted_with_what_became_of_them() -> None:
    told = histories(
        [Action.ASK_EXCEPTION, Action.APPROVE_EXCEPTION, submit(), bounce(1)],
        [Action.ASK_EXCEPTION, Action.REFUSE_EXCEPTION, submit(), bounce(2)],
        [Action.BREAK_GLASS, submit(), Action.APPROVE_EXCEPTION, ACCEPT],
        [submit(), bounce(3), Action.BREAK_GLASS, submit(), ACCEPT],
    )
    found = exceptions(told, WEEK)
    assert (found.asked, found.approved, found.refused, found.broken_glass) == (2, 2, 1, 2)
    assert found.later_bounced == Rate(1, 3)


def test_a_resolution_counts_while_it_stands() -> None:
    usage: Step = (Action.RESOLVE, {"root_cause": "usage", "s1_could_have_solved": True})
    told = histories(
        [submit(), ACCEPT, RESOLVE, Action.REOPEN, usage, Action.CLOSE],
        [submit(), ACCEPT, RESOLVE],
        [submit(), ACCEPT, RESOLVE, Action.REOPEN],
    )
    found = resolutions(told, WEEK)
    assert found.root_causes == {RootCause.USAGE: 1, RootCause.DEFECT: 1}
    assert found.drivers == {("general", RootCause.USAGE): 1, ("general", RootCause.DEFECT): 1}
    assert found.reproduced == Rate(1, 2)
    assert found.s1_could_have_solved == Rate(1, 2)
    assert times_to_resolve(told, WEEK).median == timedelta(hours=3)


def test_each_submission_is_acknowledged_by_the_first_decision_after_it() -> None:
    due = (MONDAY + timedelta(hours=2)).isoformat()
    told = histories(
        [submit(due_at=due), Action.ASK, bounce(1), submit(due_at="no date"), ACCEPT],
        [submit(due_at=due), ACCEPT, bounce(2, late=True)],
        [submit("P1", due_at=due), Action.PASS_ON, ACCEPT],
    )
    found = times_to_acknowledge(told, WEEK)
    assert (found[Priority.P2].count, found[Priority.P2].median) == (3, timedelta(hours=1))
    assert found[Priority.P2].percentile_90 == timedelta(hours=2)
    assert found[Priority.P2].within == Rate(1, 2)
    assert found[Priority.P1].within == Rate(1, 1)
    assert found[Priority.P4].median is None


def test_only_a_p1_waits_through_the_night() -> None:
    nine_to_five = BusinessHours("UTC", frozenset({1, 2, 3, 4, 5}), time(9), time(17))
    steps = [Action.EDIT] * 6
    events = [*tell(*steps, submit("P1"), *[Action.ASK] * 17, ACCEPT)]
    events += tell(*steps, submit("P3"), *[Action.ASK] * 17, ACCEPT, packet=2)
    found = times_to_acknowledge(tell_histories(events), WEEK, nine_to_five)
    assert found[Priority.P1].median == timedelta(hours=18)
    assert found[Priority.P3].median == timedelta(hours=2)


def test_time_in_court_goes_to_who_had_the_ball() -> None:
    asked: list[Step | Action] = [submit(), Action.ASK, Action.REPLY, bounce(1)]
    excepted = [Action.ASK_EXCEPTION, Action.APPROVE_EXCEPTION]
    told = histories([*asked, *excepted, submit(), ACCEPT, RESOLVE, Action.CLOSE])
    assert time_in_court(told, MONDAY + timedelta(days=30)) == {
        Ball.AUTHOR: timedelta(hours=1 + 1 + 1 + 1),
        Ball.LEAD: timedelta(hours=1),
        Ball.TARGET: timedelta(hours=1 + 1 + 1 + 1),
    }


@given(many_lives, st.integers(0, 40))
def test_time_in_court_adds_up_to_the_time_since_submission(
    told: tuple[History, ...], hours: int
) -> None:
    until = MONDAY + timedelta(hours=hours)
    held = time_in_court(told, until)
    ends = [
        (history.submitted_at, min(until, _ended_at(history) or until))
        for history in told
        if history.submitted_at
    ]
    assert all(time >= timedelta(0) for time in held.values())
    assert sum(held.values(), timedelta(0)) == sum(
        (max(end - start, timedelta(0)) for start, end in ends), timedelta(0)
    )


@given(many_lives)
def test_who_held_a_resolved_packet_adds_up_to_the_time_it_took(told: tuple[History, ...]) -> None:
    found, took = courts(told, EVER), times_to_resolve(told, EVER)
    assert sum(court.packets for court in found.values()) == took.count
    spans = [
        event.at - history.submitted_at
        for history in told
        if (event := history.standing_resolution) and history.submitted_at
    ]
    assert sum((court.total for court in found.values()), timedelta(0)) == sum(spans, timedelta(0))


def test_what_comes_after_the_resolution_is_nobodys_time() -> None:
    told = histories([submit("P1"), Action.ASK, Action.REPLY, ACCEPT, RESOLVE, Action.CLOSE])
    found = courts(told, WEEK)
    hour = timedelta(hours=1)
    assert found[Priority.P1] == Court(1, author=hour, target=3 * hour)
    assert found[Priority.P2] == Court()


def test_what_the_first_submission_stated_is_counted_once() -> None:
    told = histories(
        [
            submit(not_available=["logs", "region"], billable="yes"),
            bounce(1),
            submit(not_available=["steps"], billable="no"),
        ],
        [submit(not_available=["logs"], billable="no")],
        [submit(not_available="logs", billable=1)],
        [Action.EDIT],
    )
    found = filings(told, WEEK)
    assert found.packets == 3
    assert found.not_available == {("general/1", "logs"): 2, ("general/1", "region"): 1}
    assert found.billable == {"yes": 1, "no": 1}
    assert filings(told, Period(WEEK.end, EVER.end)).packets == 0


@pytest.mark.parametrize(
    ("days", "young", "middle", "old"),
    [(0, 1, 0, 0), (2.99, 1, 0, 0), (3, 0, 1, 0), (7.99, 0, 1, 0), (8, 0, 0, 1)],
)
def test_open_packets_age_in_full_days(days: float, young: int, middle: int, old: int) -> None:
    told = histories([submit()], [Action.EDIT], [submit(), ACCEPT, RESOLVE])
    found = ageing(told, MONDAY + timedelta(hours=1, days=days))
    assert (found.young, found.middle, found.old) == (young, middle, old)


def _ended_at(history: History) -> datetime | None:
    final = (State.DECLINED, State.CLOSED, State.WITHDRAWN)
    return next((event.at for event in history.events if event.state_to in final), None)
