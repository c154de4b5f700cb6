"""Values at the telling places of an ordered row, without putting the whole row in order.

Counts tell in which bucket (an hour, a shift of eight) such a place lies, and only what lies in
that bucket is put in order. Places count from 1; domain/metrics.py says why these tell.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from sqlalchemy import CompoundSelect, Integer, Select, bindparam, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from escalator.domain.history import Period
from escalator.domain.model import Priority
from escalator.services.desk import Desk
from escalator.services.figures.by_event import acknowledging, packets_left_out
from escalator.services.figures.by_outcome import resolving
from escalator.services.figures.filters import Filters
from escalator.services.figures.shapes import Shape, span_values
from escalator.services.figures.told import HOUR_MS, SHIFT_MS
from escalator.store.counts import Resolved
from escalator.store.rows import Submission

Buckets: TypeAlias = Mapping[int, int]
"""Which bucket, from 0 -> how many lie in it."""


class Row(NamedTuple):
    """Durations in order: how long a period's submissions waited, or how long its packets took.

    period: its number. priority: of the submissions that waited; None for what packets took.
    """

    period: int
    priority: Priority | None


Telling: TypeAlias = Mapping[Row, tuple[timedelta, timedelta]]
"""The middle of each row that is not empty, and the value at its 90th percentile."""


def telling(
    desk: Desk, filters: Filters, periods: Sequence[Period], rows: Mapping[Row, Buckets]
) -> Telling:
    """Give what tells of each row, in one statement."""
    full = {row: buckets for row, buckets in rows.items() if sum(buckets.values())}
    if not full:
        return {}
    values = {**filters.values, **span_values(periods)}
    for number, (row, buckets) in enumerate(full.items()):
        width = SHIFT_MS if row.priority is None else HOUR_MS
        for which, places in enumerate(_places(sum(buckets.values()))):
            (first, offset), (last, _) = (_locate(buckets, place) for place in places)
            values |= {
                f"low_{number}_{which}": first * width,
                f"high_{number}_{which}": (last + 1) * width,
                f"offset_{number}_{which}": offset,
                f"count_{number}_{which}": places[1] - places[0] + 1,
            }
    query = _values_at(tuple(filters.values), tuple(full))
    found: dict[tuple[int, int], list[timedelta]] = {}
    for number, which, one in desk.session.execute(query, values):
        found.setdefault((number, which), []).append(timedelta(milliseconds=one))
    return {
        row: (sum(found[number, 0], timedelta()) / len(found[number, 0]), found[number, 1][0])
        for number, row in enumerate(full)
    }


def _places(total: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give the two middle places, the same when the number is odd, and the 90th percentile's."""
    slowest = (9 * total + 9) // 10
    return ((total + 1) // 2, total // 2 + 1), (slowest, slowest)


def _locate(buckets: Buckets, place: int) -> tuple[int, int]:
    """Give the bucket in which a place lies, and how many of that bucket come before it."""
    before = 0
    for bucket in sorted(buckets):
        if before + buckets[bucket] >= place:
            return bucket, place - before - 1
        before += buckets[bucket]
    raise ValueError(f"no place {place} among {before}")


@lru_cache(maxsize=256)
def _values_at(narrowed: tuple[str, ...], rows: tuple[Row, ...]) -> CompoundSelect[int, int, int]:
    """Select a row's number, which of its places, and the values there."""
    left_out = select(packets_left_out().cte("left_out").c.id)
    return union_all(
        *(
            _values_of(Shape(narrowed, (row.period,)), row.priority, (number, which), left_out)
            for number, row in enumerate(rows)
            for which in range(2)
        )
    )


def _values_of(
    shape: Shape, priority: Priority | None, key: tuple[int, int], left_out: Select[int]
) -> Select[int, int, int]:
    number, which = key
    measured: InstrumentedAttribute[int] | InstrumentedAttribute[int | None] = Resolved.took
    conditions = tuple(resolving(shape))
    if priority is not None:
        measured = Submission.waited
        conditions = (Submission.priority == priority, *acknowledging(shape, left_out))
    values = (
        select(measured.label("value"))
        .where(
            *conditions,
            measured >= bindparam(f"low_{number}_{which}"),
            measured < bindparam(f"high_{number}_{which}"),
        )
        .order_by(measured)
        .limit(bindparam(f"count_{number}_{which}", type_=Integer()))
        .offset(bindparam(f"offset_{number}_{which}", type_=Integer()))
        .subquery()
    )
    return select(literal(number), literal(which), values.c.value)
