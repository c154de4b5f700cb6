"""Why packets were bounced: the reasons given, the items at fault, and when checklists changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from escalator.domain.history import Period
from escalator.domain.model import BounceReason
from escalator.services.desk import Desk
from escalator.services.figures.filters import Filters, within
from escalator.services.figures.marks import Of
from escalator.services.figures.sums import Counts
from escalator.store.checklist_rows import ReleasedChecklist


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
    """A checklist got a new version.

    by, note: who published it here, and why; "" for a version that came from a file.
    """

    name: str
    version: int
    at: datetime
    by: str = ""
    note: str = ""


def causes(counts: Counts) -> Causes:
    """Give the bounces of the period that no lead voided: for which reasons, citing which items.

    A reason or an item counts once for each bounce that names it.
    """
    items = [
        ItemAtFault(*_checklist_and_item(cited), n)
        for (of, cited), n in counts.items()
        if of == Of.ITEM and n
    ]
    items.sort(key=lambda item: (-item.bounces, item.checklist, item.item))
    return Causes(
        bounces=counts[Of.REASON, ""],
        reasons={
            BounceReason(word): n
            for (of, word), n in counts.items()
            if of == Of.REASON and word and n
        },
        items=tuple(items),
    )


def _checklist_and_item(cited: str) -> tuple[str, str]:
    checklist, _, item = cited.partition(":")
    return checklist, item


def checklist_changes(desk: Desk, filters: Filters, period: Period) -> tuple[ChecklistChange, ...]:
    """Give the versions that replaced earlier ones in use here, oldest first."""
    earlier = aliased(ReleasedChecklist)
    replaced = exists().where(
        earlier.name == ReleasedChecklist.name,
        earlier.version < ReleasedChecklist.version,
        earlier.released_at < ReleasedChecklist.released_at,
    )
    query = select(ReleasedChecklist).where(within(ReleasedChecklist.released_at, period), replaced)
    if filters.category:
        query = query.where(ReleasedChecklist.name == filters.category)
    rows = desk.session.scalars(query.order_by(ReleasedChecklist.released_at, ReleasedChecklist.id))
    return tuple(map(_change, rows))


def _change(row: ReleasedChecklist) -> ChecklistChange:
    published = row.publication
    if published is None:
        return ChecklistChange(row.name, row.version, row.released_at)
    by, note = published.person.name, published.note
    return ChecklistChange(row.name, row.version, row.released_at, by, note)
