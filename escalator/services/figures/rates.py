"""Packets by their first quality decision: in one period, over many, and broken down.

The rates made of these counts, and their intervals, are domain/metrics.py's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    union_all,
)

from escalator.domain.history import Period
from escalator.domain.metrics import Rate
from escalator.services.desk import Desk
from escalator.services.figures.by_decision import ACCEPTED, BOUNCED
from escalator.services.figures.filters import Filters, decidable, within
from escalator.store.rows import PacketRow
from escalator.store.types import UtcDateTime

MOST_CUSTOMERS = 20


class By(StrEnum):
    """What the rates are broken down by."""

    TEAM = "team"
    TARGET = "target"
    CATEGORY = "category"
    PERSON = "person"
    CUSTOMER = "customer"


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
    bounds = union_all(
        *(
            select(
                literal(number).label("number"),
                literal(period.start, UtcDateTime()).label("start"),
                literal(period.end, UtcDateTime()).label("stop"),
            )
            for number, period in enumerate(periods)
        )
    ).subquery("bounds")
    moment = PacketRow.first_decision_at
    query = (
        select(bounds.c.number, *_outcomes())
        .join(PacketRow, and_(moment >= bounds.c.start, moment < bounds.c.stop))
        .where(*decidable(filters))
        .group_by(bounds.c.number)
    )
    found = {row[0]: Tally(*row[1:]) for row in desk.session.execute(query)}
    return tuple(found.get(number, Tally()) for number in range(len(periods)))


def _outcomes() -> tuple[ColumnElement[int], ...]:
    is_accepted, is_bounced = (PacketRow.first_decision == one for one in (ACCEPTED, BOUNCED))
    return (
        func.sum(case((is_accepted, 1), else_=0)),
        func.sum(case((is_bounced, 1), else_=0)),
        func.sum(case((is_accepted, 0), (is_bounced, 0), else_=1)),
    )


def slices(desk: Desk, filters: Filters) -> Mapping[By, tuple[Slice, ...]]:
    """Give the tallies of the period broken down, those with most packets first.

    Everything but the customers comes of one pass: teams, categories and people combine to few
    groups, however many packets there are.
    """
    found = {by: dict[str, Tally]() for by in By}
    keys = (By.TEAM, By.TARGET, By.CATEGORY, By.PERSON)
    for *values, accepted, bounced, by_system in desk.session.execute(_groups(filters)):
        for by, value in zip(keys, values, strict=True):
            if value is not None:
                tallied = found[by].get(str(value), Tally())
                found[by][str(value)] = tallied.plus(Tally(accepted, bounced, by_system))
    for customer, *counts in desk.session.execute(_customers(filters)):
        found[By.CUSTOMER][customer] = Tally(*counts)
    return {by: _most_first(tallies) for by, tallies in found.items()}


def _most_first(tallies: Mapping[str, Tally]) -> tuple[Slice, ...]:
    lines = (Slice(key, tally) for key, tally in tallies.items())
    return tuple(sorted(lines, key=lambda line: (-line.tally.decided, line.key)))


def _groups(filters: Filters) -> Select[*tuple[Any, ...]]:
    keys = (
        PacketRow.team_id,
        PacketRow.target_team_id,
        PacketRow.checklist_name,
        PacketRow.author_id,
    )
    return (
        select(*keys, *_outcomes())
        .where(*decidable(filters), within(PacketRow.first_decision_at, filters.period))
        .group_by(*keys)
    )


def _customers(filters: Filters) -> Select[*tuple[Any, ...]]:
    return (
        select(PacketRow.customer, *_outcomes())
        .where(
            *decidable(filters),
            within(PacketRow.first_decision_at, filters.period),
            PacketRow.restricted.is_(False),
            PacketRow.customer != "",
        )
        .group_by(PacketRow.customer)
        .order_by(func.count().desc(), PacketRow.customer)
        .limit(MOST_CUSTOMERS)
    )
