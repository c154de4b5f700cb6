"""Time to acknowledge: how long submissions waited for a decision, by priority.

The database ranks the waits and hands over the few that the figures are read from; how a wait is
measured is services/waits.py's business.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import case, func, or_, select

from escalator.domain.metrics import Rate, median
from escalator.domain.model import Priority
from escalator.domain.timings import Times
from escalator.services.desk import Desk
from escalator.services.figures.by_event import acknowledging
from escalator.services.figures.filters import Filters
from escalator.store.rows import Submission


class Ranked(NamedTuple):
    """One wait and its place among `total` of its priority, `on_time` of which were in time."""

    priority: Priority
    waited: int
    place: int
    total: int
    on_time: int


def times_to_acknowledge(desk: Desk, filters: Filters) -> Mapping[Priority, Times]:
    """Give how long submissions waited, by the priority they were submitted with."""
    of_priority: dict[Priority, list[Ranked]] = defaultdict(list)
    for row in _telling_waits(desk, filters):
        of_priority[row.priority].append(row)
    return {priority: _times(of_priority[priority]) for priority in Priority}


def _telling_waits(desk: Desk, filters: Filters) -> Sequence[Ranked]:
    """Give the middle waits of each priority and the one that nine of ten do not exceed."""
    is_on_time = case((Submission.decided_at <= Submission.due_at, 1), else_=0)
    ranked = (
        select(
            Submission.priority,
            Submission.waited,
            func.row_number()
            .over(partition_by=Submission.priority, order_by=Submission.waited)
            .label("place"),
            func.count().over(partition_by=Submission.priority).label("total"),
            func.sum(is_on_time).over(partition_by=Submission.priority).label("on_time"),
        )
        .where(*acknowledging(filters))
        .subquery("ranked")
    )
    place, total = ranked.c.place, ranked.c.total
    telling = select(ranked).where(
        or_(place == (total + 1) // 2, place == total // 2 + 1, place == (9 * total + 9) // 10)
    )
    return [Ranked(*row) for row in desk.session.execute(telling.order_by(place))]


def _times(telling: Sequence[Ranked]) -> Times:
    if not telling:
        return Times(0, None, None, Rate(0, 0))
    total = telling[0].total
    middle = [one.waited for one in telling if one.place in ((total + 1) // 2, total // 2 + 1)]
    return Times(
        count=total,
        median=_span(median(middle)),
        percentile_90=_span(telling[-1].waited),
        within=Rate(telling[0].on_time, total),
    )


def _span(milliseconds: float | None) -> timedelta | None:
    return None if milliseconds is None else timedelta(milliseconds=milliseconds)
