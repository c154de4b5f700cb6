"""Packets by their first quality decision: in one period, over many, and broken down.

The rates made of these counts, and their intervals, are domain/metrics.py's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from escalator.domain.history import Period
from escalator.domain.metrics import Rate
from escalator.services.desk import Desk
from escalator.services.figures.by_decision import ACCEPTED, BOUNCED
from escalator.services.figures.filters import DAY, Filters, Scope, decidable
from escalator.services.figures.shapes import Shape, shape_of
from escalator.services.figures.sums import (
    BLOCK,
    OUTCOMES,
    By,
    alike,
    between,
    common,
    day_values,
    dimension_by,
    divide,
    is_open,
    key_value,
    midnight,
)
from escalator.store.counts import DayCount
from escalator.store.rows import PacketRow
from escalator.store.types import UtcDateTime

MOST_CUSTOMERS = 20


@dataclass(frozen=True, slots=True)
class Tally:
    """Packets by their first quality decision.

    accepted: voided bounces included. bounced: charged to the packet. by_system: bounced, but for
    what the checklist did not ask or nobody knew.
    """

    accepted: int = 0
    bounced: int = 0
    by_system: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Give both together."""
        return Tally(
            self.accepted + other.accepted,
            self.bounced + other.bounced,
            self.by_system + other.by_system,
        )

    def minus(self, other: "Tally") -> "Tally":
        """Give what is left without the others."""
        return Tally(
            self.accepted - other.accepted,
            self.bounced - other.bounced,
            self.by_system - other.by_system,
        )

    @property
    def decided(self) -> int:
        """All of them."""
        return self.accepted + self.bounced + self.by_system

    @property
    def bounce_back(self) -> Rate:
        """Bounced of all."""
        return Rate(self.bounced, self.decided)

    @property
    def first_pass(self) -> Rate:
        """Accepted of all."""
        return Rate(self.accepted, self.decided)


@dataclass(frozen=True, slots=True)
class Slice:
    """One line of a breakdown. key: a team's, person's or checklist's key, or the customer."""

    key: str
    tally: Tally


def tallies(desk: Desk, filters: Filters, periods: Sequence[Period]) -> tuple[Tally, ...]:
    """Give a tally for each period, in their order; periods may overlap.

    Counted is how many there were before each moment at which a period begins or ends: a period
    has what came before its end and not before its start.
    """
    moments = sorted({moment for one in periods for moment in (one.start, one.end)})
    dimension = common(filters)
    if dimension is None:
        before = _counted_before(desk, filters, moments)
    else:
        before = _summed_before(desk, filters, dimension, moments)
    return tuple(before[one.end].minus(before[one.start]) for one in periods)


def _counted_before(
    desk: Desk, filters: Filters, moments: Sequence[datetime]
) -> Mapping[datetime, Tally]:
    """Count the packets between one moment and the next."""
    found = _tallied(desk, filters, [Period(*ends) for ends in pairwise(moments)])
    sums = accumulate(found, Tally.plus, initial=Tally())
    return dict(zip(moments, sums, strict=True))


def _summed_before(
    desk: Desk, filters: Filters, dimension: str, moments: Sequence[datetime]
) -> Mapping[datetime, Tally]:
    """Sum the days before each moment, and count the packets of its day that came before it."""
    first, last = moments[0].date(), moments[-1].date()
    values = {**key_value(filters), **day_values([Period(midnight(first), midnight(last))])}
    days = {first + number * DAY: Tally() for number in range((last - first).days)}
    for day, *counts in desk.session.execute(_days_of(dimension), values):
        days[day] = Tally(*(int(count) for count in counts))
    sums = dict(
        zip((*days, last), accumulate(days.values(), Tally.plus, initial=Tally()), strict=True)
    )
    parts = {one: Period(midnight(one.date()), one) for one in moments}
    parts = {one: part for one, part in parts.items() if part.start < part.end}
    found = dict(zip(parts, _tallied(desk, filters, tuple(parts.values())), strict=True))
    return {one: sums[one.date()].plus(found.get(one, Tally())) for one in moments}


@cache
def _days_of(dimension: str) -> Select[*tuple[Any, ...]]:
    """Select days from first_0 up to end_0 with their three counts."""
    return (
        select(DayCount.day, *_sums_of_outcomes())
        .where(*alike(dimension), *between(0), DayCount.figure.in_(OUTCOMES))
        .group_by(DayCount.day)
    )


def _sums_of_outcomes() -> Iterator[ColumnElement[int]]:
    for of in OUTCOMES:
        yield func.sum(case((DayCount.figure == of, DayCount.n), else_=0))


def _tallied(desk: Desk, filters: Filters, spans: Sequence[Period]) -> tuple[Tally, ...]:
    """Count the packets of each span."""
    found = [Tally()] * len(spans)
    if spans:
        shape, values = shape_of(filters, spans)
        for number, *counts in desk.session.execute(_tallied_of(shape), values):
            found[number] = Tally(*(int(count) for count in counts))
    return tuple(found)


@lru_cache(maxsize=128)
def _tallied_of(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Select the number of each span, and its three counts."""
    moment = PacketRow.first_decision_at
    bounds = union_all(
        *(
            select(
                literal(number).label("number"),
                bindparam(f"start_{number}", type_=UtcDateTime()).label("start"),
                bindparam(f"stop_{number}", type_=UtcDateTime()).label("stop"),
            )
            for number in shape.spans
        )
    ).subquery("bounds")
    return (
        select(bounds.c.number, *_outcomes())
        .join(PacketRow, and_(moment >= bounds.c.start, moment < bounds.c.stop))
        .where(*decidable(shape))
        .group_by(bounds.c.number)
    )


def _outcomes() -> tuple[ColumnElement[int], ...]:
    is_accepted, is_bounced = (PacketRow.first_decision == one for one in (ACCEPTED, BOUNCED))
    return (
        func.sum(case((is_accepted, 1), else_=0)),
        func.sum(case((is_bounced, 1), else_=0)),
        func.sum(case((is_accepted, 0), (is_bounced, 0), else_=1)),
    )


def slices(desk: Desk, filters: Filters) -> Mapping[By, tuple[Slice, ...]]:
    """Give the tallies of the period broken down, those with most packets first.

    Unless a filter narrows them, whole blocks of days are read from the counts, and only what lies
    before and after them is counted.
    """
    found = {by: dict[str, Tally]() for by in By}
    days, parts = divide(filters.period, BLOCK) if is_open(filters) else (None, (filters.period,))
    shape, values = shape_of(filters, parts)
    if days:
        values = {**values, **day_values([Period(*map(midnight, days))])}
    query = _slices_of(shape, has_blocks=days is not None)
    for *keys, accepted, bounced, by_system in desk.session.execute(query, values):
        for by, key in zip(By, keys, strict=True):
            if key is not None:
                tallied = found[by].get(key, Tally())
                found[by][key] = tallied.plus(Tally(int(accepted), int(bounced), int(by_system)))
    lines = {by: _most_first(tallies) for by, tallies in found.items()}
    return lines | {By.CUSTOMER: lines[By.CUSTOMER][:MOST_CUSTOMERS]}


@lru_cache(maxsize=128)
def _slices_of(shape: Shape, *, has_blocks: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Select what the packets are broken down by, one column each, and the three counts."""
    blocks = [_block_groups(by) for by in By] if has_blocks else []
    counted = (select_of(span) for span in shape.each() for select_of in (_groups, _customers))
    return union_all(*counted, *blocks)


def _block_groups(by: By) -> Select[*tuple[Any, ...]]:
    """Select the tallies of whole blocks of days, broken down in one way."""
    keys = (DayCount.key if one is by else cast(null(), String) for one in By)
    return (
        select(*keys, *_sums_of_outcomes())
        .where(
            DayCount.dimension == dimension_by(by, BLOCK),
            DayCount.figure.in_(OUTCOMES),
            *between(0),
        )
        .group_by(DayCount.key)
    )


def _most_first(tallies: Mapping[str, Tally]) -> tuple[Slice, ...]:
    lines = (Slice(key, tally) for key, tally in tallies.items())
    return tuple(sorted(lines, key=lambda line: (-line.tally.decided, line.key)))


def _groups(scope: Scope) -> Select[*tuple[Any, ...]]:
    """Select tallies of the packets; teams, categories and people combine to few groups."""
    keys = (
        PacketRow.team_id,
        PacketRow.target_team_id,
        PacketRow.checklist_name,
        PacketRow.author_id,
    )
    return (
        select(*(cast(key, String) for key in keys), cast(null(), String), *_outcomes())
        .where(*decidable(scope), scope.holds(PacketRow.first_decision_at))
        .group_by(*keys)
    )


def _customers(scope: Scope) -> Select[*tuple[Any, ...]]:
    others = (cast(null(), String) for _ in range(len(By) - 1))
    return (
        select(*others, PacketRow.customer, *_outcomes())
        .where(
            *decidable(scope),
            scope.holds(PacketRow.first_decision_at),
            PacketRow.restricted.is_(False),
            PacketRow.customer != "",
        )
        .group_by(PacketRow.customer)
    )
