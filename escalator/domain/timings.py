"""How long things took, counted in plain Python: what the store's queries must equal.

Time to acknowledge, time to resolve, time in court, ageing; product.md defines them under Figures.
Nothing here reads the clock: moments come in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from escalator.domain.events import text_fact
from escalator.domain.history import Acknowledgement, History, Period
from escalator.domain.hours import BusinessHours, working_time_between
from escalator.domain.lifecycle import DROP_QUESTIONS, Ball, ball
from escalator.domain.metrics import Rate, median, percentile_90
from escalator.domain.model import Action, Priority, State

OPEN_STATES = frozenset({State.SUBMITTED, State.BOUNCED, State.ACCEPTED})
"""Submitted and not yet solved, declined or withdrawn: what ages."""

_YOUNG_DAYS = 3
_OLD_DAYS = 8

_SIDES = (Ball.AUTHOR, Ball.TARGET, Ball.LEAD)

_QUESTIONS = {Action.ASK: 1, Action.REPLY: -1}
_WAITING = {
    Action.ASK_EXCEPTION: True,
    Action.APPROVE_EXCEPTION: False,
    Action.REFUSE_EXCEPTION: False,
}


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took.

    count: how often. median, percentile_90: None of none (nearest rank, see metrics.py).
    within: those within their target, of those that had one.
    """

    count: int
    median: timedelta | None
    percentile_90: timedelta | None
    within: Rate


@dataclass(frozen=True, slots=True)
class Ageing:
    """Open packets by full days since their first submission: 0-2, 3-7, 8 and more."""

    young: int
    middle: int
    old: int


@dataclass(frozen=True, slots=True)
class Court:
    """How long each side held some packets, from first submission to resolution.

    packets: how many. author, target, lead: all their time together; the three add up to the time
    that the packets took.
    """

    packets: int = 0
    author: timedelta = timedelta(0)
    target: timedelta = timedelta(0)
    lead: timedelta = timedelta(0)

    @property
    def total(self) -> timedelta:
        """The time of all sides."""
        return self.author + self.target + self.lead

    def plus(self, other: "Court") -> "Court":
        """Give both together."""
        return Court(
            self.packets + other.packets,
            self.author + other.author,
            self.target + other.target,
            self.lead + other.lead,
        )


def times_to_acknowledge(
    histories: Iterable[History], period: Period, hours: BusinessHours | None = None
) -> Mapping[Priority, Times]:
    """Return how long submissions waited for a decision, by priority, by the date of the decision.

    Each submission counts, resubmissions too. hours: P2 to P4 are measured in these; None measures
    all round the clock, as P1 always is. Submissions that still wait are not in it (see `ageing`).
    """
    found = [
        acknowledgement
        for history in histories
        for acknowledgement in history.acknowledgements
        if period.holds(acknowledgement.decided_at)
    ]
    return {
        priority: _acknowledge_times([a for a in found if a.priority is priority], hours)
        for priority in Priority
    }


def times_to_resolve(histories: Iterable[History], period: Period) -> Times:
    """Return how long packets resolved in the period took, from first submission to resolution.

    Round the clock; a packet that was reopened counts to the resolution that stands. No target.
    """
    durations = [
        event.at - history.submitted_at
        for history in histories
        if (event := history.standing_resolution) is not None
        and history.submitted_at is not None
        and period.holds(event.at)
    ]
    return Times(len(durations), median(durations), percentile_90(durations), Rate(0, 0))


def time_in_court(histories: Iterable[History], until: datetime) -> Mapping[Ball, timedelta]:
    """Return how long each side held the packets from their first submission on, up to `until`.

    Nobody's time (declined, closed) is left out.
    """
    held: dict[Ball, timedelta] = {side: timedelta(0) for side in _SIDES}
    for history in histories:
        for side, since, to in _turns(history, until):
            if side in held:
                held[side] += to - since
    return held


def courts(histories: Iterable[History], period: Period) -> Mapping[Priority, Court]:
    """Return how long each side held the packets resolved in the period, by their priority.

    Round the clock, from first submission to the resolution that stands.
    """
    found = {priority: Court() for priority in Priority}
    for history in histories:
        event, filed = history.standing_resolution, history.filed
        if event is not None and filed is not None and period.holds(event.at):
            held = time_in_court([history], event.at)
            one = Court(1, held[Ball.AUTHOR], held[Ball.TARGET], held[Ball.LEAD])
            priority = Priority(text_fact(filed, "priority"))
            found[priority] = found[priority].plus(one)
    return found


def ageing(histories: Iterable[History], now: datetime) -> Ageing:
    """Return how long open packets have been open."""
    days = [
        (now - history.submitted_at).days
        for history in histories
        if history.submitted_at is not None and history.state in OPEN_STATES
    ]
    young = sum(1 for age in days if age < _YOUNG_DAYS)
    old = sum(1 for age in days if age >= _OLD_DAYS)
    return Ageing(young, len(days) - young - old, old)


def _acknowledge_times(found: Sequence[Acknowledgement], hours: BusinessHours | None) -> Times:
    waits = [_wait(acknowledgement, hours) for acknowledgement in found]
    due = [(a.decided_at, a.due_at) for a in found if a.due_at is not None]
    within = Rate(sum(1 for decided_at, due_at in due if decided_at <= due_at), len(due))
    return Times(len(waits), median(waits), percentile_90(waits), within)


def _wait(acknowledgement: Acknowledgement, hours: BusinessHours | None) -> timedelta:
    since, to = acknowledgement.submitted_at, acknowledgement.decided_at
    if hours is None or acknowledgement.priority is Priority.P1:
        return to - since
    return working_time_between(since, to, hours)


def _turns(history: History, until: datetime) -> Iterator[tuple[Ball, datetime, datetime]]:
    """Yield who held the packet from when to when, from its first submission on."""
    turns = [(side, at) for side, at in _handovers(history) if at < until]
    for (side, since), (_, to) in pairwise([*turns, (Ball.NOBODY, until)]):
        yield side, since, to


def _handovers(history: History) -> Iterator[tuple[Ball, datetime]]:
    """Yield who has the ball after each event since the first submission."""
    questions = 0
    is_waiting = was_submitted = False
    for event in history.events:
        was_submitted = was_submitted or event.action is Action.SUBMIT
        questions += _QUESTIONS.get(event.action, 0)
        if event.action in DROP_QUESTIONS:
            questions = 0
        is_waiting = _WAITING.get(event.action, is_waiting)
        if was_submitted:
            yield (
                ball(event.state_to, question_open=questions > 0, exception_waiting=is_waiting),
                event.at,
            )
