"""Why packets were bounced: the reasons given, the items at fault, and when checklists changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, exists, func, literal, select, union_all
from sqlalchemy.orm import aliased

from escalator.domain.history import Period
from escalator.domain.model import BounceReason
from escalator.services.desk import Desk
from escalator.services.figures.by_decision import standing_bounces
from escalator.services.figures.filters import Filters, within
from escalator.store.rows import Bounce, Charge, Fault, PacketRow, ReleasedChecklist


@dataclass(frozen=True, slots=True)
class ItemAtFault:
    """How many bounces cite an item. checklist: "name/version"."""

    checklist: str
    item: str
    bounces: int


@dataclass(frozen=True, slots=True)
class Causes:
    """Why packets came back in the period.

    bounces: standing bounces. reasons: how many of them give each. items: most cited first.
    """

    bounces: int
    reasons: Mapping[BounceReason, int]
    items: tuple[ItemAtFault, ...]


@dataclass(frozen=True, slots=True)
class ChecklistChange:
    """A checklist got a new version."""

    name: str
    version: int
    at: datetime


def causes(desk: Desk, filters: Filters) -> Causes:
    """Give the bounces of the period that no lead voided: for which reasons, citing which items.

    A reason or an item counts once for each bounce that names it.
    """
    base = standing_bounces(filters)
    one, none = func.count(Bounce.id.distinct()), literal("")
    by_reason = base.join(Charge).group_by(Charge.reason)
    checklist, version = PacketRow.checklist_name, cast(PacketRow.checklist_version, String)
    by_item = base.join(Charge).join(Fault).group_by(checklist, version, Fault.item)
    rows = desk.session.execute(
        union_all(
            base.with_only_columns(none, none, none, one),
            by_reason.with_only_columns(cast(Charge.reason, String), none, none, one),
            by_item.with_only_columns(Fault.item, checklist, version, one),
        )
    ).all()
    reasons = {BounceReason(row[0]): row[3] for row in rows if row[0] and not row[1]}
    items = [ItemAtFault(f"{row[1]}/{row[2]}", row[0], row[3]) for row in rows if row[1]]
    items.sort(key=lambda item: (-item.bounces, item.checklist, item.item))
    return Causes(sum(row[3] for row in rows if not row[0]), reasons, tuple(items))


def checklist_changes(desk: Desk, filters: Filters, period: Period) -> tuple[ChecklistChange, ...]:
    """Give the versions that replaced earlier ones in use here, oldest first."""
    earlier = aliased(ReleasedChecklist)
    replaced = exists().where(
        earlier.name == ReleasedChecklist.name,
        earlier.version < ReleasedChecklist.version,
        earlier.released_at < ReleasedChecklist.released_at,
    )
    query = select(
        ReleasedChecklist.name, ReleasedChecklist.version, ReleasedChecklist.released_at
    ).where(within(ReleasedChecklist.released_at, period), replaced)
    if filters.category:
        query = query.where(ReleasedChecklist.name == filters.category)
    rows = desk.session.execute(query.order_by(ReleasedChecklist.released_at, ReleasedChecklist.id))
    return tuple(ChecklistChange(name, version, at) for name, version, at in rows)
