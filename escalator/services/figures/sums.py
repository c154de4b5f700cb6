"""Figures of a period read from the counts by day, and what the counts do not hold of it.

A day is the lead's, the counts' days are UTC's: the whole UTC days of a period are read here, and
the hours before and after them are left to be counted from the packets.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, String, cast, func, literal, select

from escalator.domain.history import Period
from escalator.services.desk import Desk
from escalator.services.figures.filters import DAY, Filters, Parts, Scope, team_id
from escalator.services.figures.marks import Of
from escalator.services.figures.told import TOOK, WAITED
from escalator.store.counts import DayCount

BLOCK = 28
"""How many days the breakdowns are counted together: people and customers are too many for days."""

OUTCOMES = (Of.ACCEPTED, Of.BOUNCED, Of.BY_SYSTEM)
"""The figures that are broken down."""

MOMENT = timedelta(microseconds=1)


class By(StrEnum):
    """What the rates are broken down by."""

    TEAM = "team"
    TARGET = "target"
    CATEGORY = "category"
    PERSON = "person"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Sums:
    """What the counts say of a period.

    counts: figure and detail -> count; 0 where none is there. waits: waits alike -> how many.
    took: shifts taken -> how many.
    rest: what is still to be counted.
    """

    counts: Mapping[tuple[Of, str], int]
    waits: Mapping[str, int]
    took: Mapping[str, int]
    rest: Scope


def sums(desk: Desk, filters: Filters) -> Sums:
    """Give what the counts hold for these filters, which is nothing when there are several."""
    alike = common(filters)
    days, parts = divide(filters.period)
    if alike is None or days is None:
        return Sums(Counter(), {}, {}, filters)
    first, end = days
    query = (
        select(DayCount.figure, DayCount.detail, func.sum(DayCount.n))
        .where(
            alike,
            DayCount.figure.in_((*Of, WAITED, TOOK)),
            DayCount.day >= first,
            DayCount.day < end,
        )
        .group_by(DayCount.figure, DayCount.detail)
    )
    found: Counter[tuple[Of, str]] = Counter()
    waits: dict[str, int] = {}
    took: dict[str, int] = {}
    for figure, detail, n in desk.session.execute(query):
        if figure == WAITED:
            waits[detail] = int(n)
        elif figure == TOOK:
            took[detail] = int(n)
        else:
            found[Of(figure), detail] = int(n)
    found[Of.DECIDED, ""] = sum(found[of, ""] for of in (Of.ACCEPTED, Of.BOUNCED, Of.BY_SYSTEM))
    return Sums(found, waits, took, Parts(filters, parts))


def divide(period: Period, step: int = 1) -> tuple[tuple[date, date] | None, tuple[Period, ...]]:
    """Give the whole UTC days of a period, first and end (not included), and its other parts.

    step: so many days together, as block_start lays them.
    """
    last_begun = (period.start - MOMENT).date()
    first = block_start(last_begun, step) + step * DAY
    end = block_start(period.end.date(), step)
    if first >= end:
        return None, (period,)
    parts = (Period(period.start, _midnight(first)), Period(_midnight(end), period.end))
    return (first, end), tuple(part for part in parts if part.start < part.end)


def block_start(day: date, step: int = BLOCK) -> date:
    """Give the first of the days that are counted together with this one."""
    return date.fromordinal(day.toordinal() // step * step)


def block_dimension(by: By) -> str:
    """Give the dimension under which whole blocks are broken down."""
    return f"{by}, {BLOCK}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def common(filters: Filters) -> ColumnElement[bool] | None:
    """Give the condition on the counts that filters make; None for filters they do not know."""
    asked: list[tuple[str, ColumnElement[str]]] = []
    for dimension, slug in (("team", filters.team), ("target", filters.target)):
        if slug:
            asked.append((dimension, cast(team_id(slug), String)))
    if filters.category:
        asked.append(("category", literal(filters.category)))
    if filters.priority is not None:
        asked.append(("priority", literal(filters.priority.value)))
    if len(asked) > 1 or filters.customer or filters.version or filters.person is not None:
        return None
    dimension, key = asked[0] if asked else ("", literal(""))
    return (DayCount.dimension == dimension) & (DayCount.key == key)


def is_open(filters: Filters) -> bool:
    """Say whether nothing but the period narrows the figures."""
    return filters == Filters(filters.days)
