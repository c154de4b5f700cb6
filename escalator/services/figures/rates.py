"""Packets by their first quality decision: in one period, over many, and broken down.

The rates made of these counts, and their intervals, are domain/metrics.py's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.types import TypeEngine

from escalator.domain.history import Period
from escalator.domain.metrics import Rate
from escalator.services.desk import Desk
from escalator.services.figures.by_decision import ACCEPTED, BOUNCED
from escalator.services.figures.filters import Filters, Parts, Scope, decidable
from escalator.services.figures.sums import (
    BLOCK,
    OUTCOMES,
    By,
    block_dimension,
    common,
    divide,
    is_open,
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
    """Give a tally for each period, in their order; periods may overlap."""
    counted: list[tuple[int, Period]] = []
    summed: list[tuple[int, tuple[date, date]]] = []
    alike = common(filters)
    for number, period in enumerate(periods):
        days, parts = divide(period) if alike is not None else (None, (period,))
        counted += ((number, part) for part in parts)
        summed += ((number, days) for days in (days,) if days)
    asked = [_counted(filters, counted)] if counted else []
    if alike is not None and summed:
        asked.append(_summed(alike, summed))
    found = [Tally()] * len(periods)
    for number, *counts in desk.session.execute(union_all(*asked)):
        found[number] = found[number].plus(Tally(*(int(count) for count in counts)))
    return tuple(found)


def _counted(filters: Filters, periods: Sequence[tuple[int, Period]]) -> Select[*tuple[Any, ...]]:
    """Select tallies of the packets: the number of each period, and its three counts."""
    bounds = _bounds([(n, one.start, one.end) for n, one in periods], UtcDateTime())
    moment = PacketRow.first_decision_at
    return (
        select(bounds.c.number, *_outcomes())
        .join(PacketRow, and_(moment >= bounds.c.start, moment < bounds.c.stop))
        .where(*decidable(filters))
        .group_by(bounds.c.number)
    )


def _summed(
    alike: ColumnElement[bool], days: Sequence[tuple[int, tuple[date, date]]]
) -> Select[*tuple[Any, ...]]:
    """Select the same of the counts by day."""
    bounds = _bounds([(n, first, end) for n, (first, end) in days], Date())
    is_within = and_(DayCount.day >= bounds.c.start, DayCount.day < bounds.c.stop)
    sums = (func.sum(case((DayCount.figure == of, DayCount.n), else_=0)) for of in OUTCOMES)
    return (
        select(bounds.c.number, *sums)
        .join(DayCount, is_within)
        .where(alike, DayCount.figure.in_(OUTCOMES))
        .group_by(bounds.c.number)
    )


def _bounds(spans: Sequence[tuple[int, Any, Any]], kind: TypeEngine[Any]) -> Subquery:
    return union_all(
        *(
            select(
                literal(number).label("number"),
                literal(start, kind).label("start"),
                literal(stop, kind).label("stop"),
            )
            for number, start, stop in spans
        )
    ).subquery("bounds")


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
    days, parts = divide(filters.period, BLOCK) if is_open(filters) else (None, ())
    scopes: list[Scope] = [Parts(filters, (part,)) for part in parts] if days else [filters]
    asked = [select_of(scope) for scope in scopes for select_of in (_groups, _customers)]
    if days:
        asked += (_block_groups(by, days) for by in By)
    for *values, accepted, bounced, by_system in desk.session.execute(union_all(*asked)):
        for by, value in zip(By, values, strict=True):
            if value is not None:
                tallied = found[by].get(value, Tally())
                found[by][value] = tallied.plus(Tally(int(accepted), int(bounced), int(by_system)))
    lines = {by: _most_first(tallies) for by, tallies in found.items()}
    return lines | {By.CUSTOMER: lines[By.CUSTOMER][:MOST_CUSTOMERS]}


def _block_groups(by: By, days: tuple[date, date]) -> Select[*tuple[Any, ...]]:
    """Select the tallies of whole blocks of days, broken down in one way."""
    first, end = days
    keys = (DayCount.key if one is by else cast(null(), String) for one in By)
    sums = (func.sum(case((DayCount.figure == of, DayCount.n), else_=0)) for of in OUTCOMES)
    return (
        select(*keys, *sums)
        .where(DayCount.dimension == block_dimension(by), DayCount.day >= first, DayCount.day < end)
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
