"""Time to acknowledge: how long submissions waited for a decision, by priority.

The database finds the pairs; waits are measured here, because P2 to P4 run in business hours.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from escalator.domain.hours import BusinessHours, shifts
from escalator.domain.metrics import Rate, median, percentile_90
from escalator.domain.model import Priority
from escalator.domain.timings import Times
from escalator.services.desk import Desk
from escalator.services.figures.by_event import acknowledging
from escalator.services.figures.filters import Filters
from escalator.store.instants import milliseconds
from escalator.store.rows import Submission

Wait = tuple[int, int, int]
"""Submitted, decided and due, in milliseconds since 1970."""


class WorkingClock:
    """Measures many spans of business time: the shifts are laid out once and looked up."""

    def __init__(self, hours: BusinessHours, start: datetime, end: datetime) -> None:
        self._opens: list[int] = []
        self._closes: list[int] = []
        self._before: list[int] = [0]  # business time up to each opening
        for opens, closes in shifts(start, hours):
            self._opens.append(_milliseconds(opens))
            self._closes.append(_milliseconds(closes))
            self._before.append(self._before[-1] + self._closes[-1] - self._opens[-1])
            if opens > end:
                return

    def between(self, since: int, to: int) -> int:
        """Give the business time between two moments, all in milliseconds."""
        return max(0, self._until(to) - self._until(since))

    def _until(self, moment: int) -> int:
        shift = bisect_right(self._opens, moment) - 1
        if shift < 0:
            return 0
        return self._before[shift] + min(moment, self._closes[shift]) - self._opens[shift]


def times_to_acknowledge(desk: Desk, filters: Filters) -> Mapping[Priority, Times]:
    """Give how long submissions waited, by the priority they were submitted with."""
    waits: dict[str, list[Wait]] = {priority.value: [] for priority in Priority}
    rows = desk.session.execute(
        select(
            Submission.priority,
            milliseconds(Submission.submitted_at),
            milliseconds(Submission.decided_at),
            milliseconds(Submission.due_at),
        ).where(*acknowledging(filters))
    )
    for priority, submitted, decided, due in rows:
        waits[priority].append((submitted, decided, due))
    hours = desk.contracts.policy.business_hours
    clock = _clock_for([wait for some in waits.values() for wait in some], hours)
    return {
        priority: _times(waits[priority.value], None if priority is Priority.P1 else clock)
        for priority in Priority
    }


def _clock_for(waits: Sequence[Wait], hours: BusinessHours) -> WorkingClock | None:
    if not waits:
        return None
    first, last = min(wait[0] for wait in waits), max(wait[1] for wait in waits)
    return WorkingClock(hours, _moment(first), _moment(last))


def _times(waits: Sequence[Wait], clock: WorkingClock | None) -> Times:
    if clock is None:
        spans = [decided - submitted for submitted, decided, _ in waits]
    else:
        spans = [clock.between(submitted, decided) for submitted, decided, _ in waits]
    on_time = [decided <= due for _, decided, due in waits]
    return Times(
        count=len(spans),
        median=_span(median(spans)),
        percentile_90=_span(percentile_90(spans)),
        within=Rate(sum(on_time), len(on_time)),
    )


def _span(milliseconds: float | None) -> timedelta | None:
    return None if milliseconds is None else timedelta(milliseconds=milliseconds)


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
