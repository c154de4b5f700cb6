"""Time to acknowledge: how long submissions waited for a decision, by priority.

How many waited how many hours is counted first; that tells in which hour the middle and the
slowest of ten lie, and only the waits of that hour are put in order. How a wait is measured is
services/waits.py's business.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, case, func, literal, select, union_all

from escalator.domain.metrics import Rate, median
from escalator.domain.model import Priority
from escalator.domain.timings import Times
from escalator.services.desk import Desk
from escalator.services.figures.by_event import acknowledging, packets_left_out
from escalator.services.figures.filters import Filters
from escalator.services.figures.marks import Of
from escalator.services.figures.places import middle, slowest_of_ten
from escalator.services.figures.sums import Sums
from escalator.services.figures.told import HOUR_MS, waits_alike
from escalator.store.rows import Submission

Hours = Counter[tuple[Priority, int]]
"""Priority and full hours -> how many submissions waited so long."""


def times_to_acknowledge(desk: Desk, filters: Filters, summed: Sums) -> Mapping[Priority, Times]:
    """Give how long submissions waited, by the priority they were submitted with."""
    hours: Hours = Counter({_read(alike): n for alike, n in summed.waits.items()})
    in_time = Counter({one: summed.counts.get((Of.ON_TIME, one), 0) for one in Priority})
    alike = waits_alike()
    on_time = func.sum(case((Submission.decided_at <= Submission.due_at, 1), else_=0))
    rest = select(alike, func.count(), on_time).where(*acknowledging(summed.rest))
    for text, n, punctual in desk.session.execute(rest.group_by(alike)):
        hours[_read(text)] += n
        in_time[_read(text)[0]] += int(punctual)
    totals = {one: sum(n for (of, _), n in hours.items() if of is one) for one in Priority}
    waits = _waits(desk, filters, hours, totals)
    return {one: _times(one, totals[one], in_time[one], waits) for one in Priority}


def _read(alike: str) -> tuple[Priority, int]:
    priority, _, hours = alike.partition(":")
    return Priority(priority), int(hours)


def _waits(
    desk: Desk, filters: Filters, hours: Hours, totals: Mapping[Priority, int]
) -> Mapping[tuple[Priority, int], float]:
    """Give the telling waits, in milliseconds, by priority and place among its submissions."""
    left_out = select(packets_left_out().cte("left_out").c.id)
    conditions = tuple(acknowledging(filters, left_out))
    asked = [
        _wait(conditions, hours, priority, place)
        for priority, total in totals.items()
        for place in sorted({*middle(total), slowest_of_ten(total)})
        if total
    ]
    if not asked:
        return {}
    found = desk.session.execute(union_all(*asked))
    return {
        (Priority(priority), place): waited
        for priority, place, waited in found
        if waited is not None
    }


def _wait(
    conditions: Iterable[ColumnElement[bool]], hours: Hours, priority: Priority, place: int
) -> Select[str, int, int | None]:
    """Select the wait at one place of a priority, counted from 1."""
    before = 0
    for hour in sorted(hour for of, hour in hours if of is priority):
        if before + hours[priority, hour] >= place:
            break
        before += hours[priority, hour]
    waits = (
        select(Submission.waited)
        .where(
            Submission.priority == priority,
            Submission.waited >= hour * HOUR_MS,
            Submission.waited < (hour + 1) * HOUR_MS,
            *conditions,
        )
        .order_by(Submission.waited)
        .limit(1)
        .offset(place - before - 1)
        .subquery()
    )
    return select(literal(priority.value), literal(place), waits.c.waited)


def _times(
    priority: Priority, total: int, in_time: int, waits: Mapping[tuple[Priority, int], float]
) -> Times:
    if not total:
        return Times(0, None, None, Rate(0, 0))
    return Times(
        count=total,
        median=_span(median([waits[priority, place] for place in middle(total)])),
        percentile_90=_span(waits[priority, slowest_of_ten(total)]),
        within=Rate(in_time, total),
    )


def _span(milliseconds: float | None) -> timedelta | None:
    return None if milliseconds is None else timedelta(milliseconds=milliseconds)
