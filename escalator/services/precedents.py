"""What earlier packets tell an author: what packets came back for, how long a target takes.

Counts and spans only: no content is read and nobody is named, so every author may know them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, distinct, func, or_, select

from escalator.domain.hours import working_time_between
from escalator.domain.metrics import TOO_FEW, median
from escalator.domain.model import BounceReason
from escalator.services.desk import Desk
from escalator.store.rows import Bounce, Charge, Fault, PacketRow
from escalator.store.words import Ruling

LOOKED_BACK = timedelta(weeks=26)
KEPT_FOR = timedelta(minutes=10)
"""How long a count is kept; it changes slowly and every editor page shows it."""

WORTH_SAYING = 0.05
"""An item cited in a smaller share of packets than this is not pointed out."""

MOST_WAITS = 500

_CHARGED = tuple(reason for reason in BounceReason if reason.is_charged_to_packet)


@dataclass(frozen=True, slots=True)
class Returned:
    """How often packets came back because of one item.

    count: packets returned for it. of: packets submitted in the category.
    reason: the reason given most often.
    """

    count: int
    of: int
    reason: BounceReason


@dataclass(frozen=True, slots=True)
class UsualWait:
    """How long a target takes for a first decision.

    median: of the waits, in business time where the priority runs in it. count: how many.
    """

    median: timedelta
    count: int


_Counts: TypeAlias = Mapping[str, Returned]
_kept: "WeakKeyDictionary[Engine | Connection, dict[str, tuple[datetime, _Counts]]]" = (
    WeakKeyDictionary()
)


def returned_for(desk: Desk, category: str) -> Mapping[str, Returned]:
    """Give the items that packets of a category came back for, with how often.

    Items cited seldom, and categories with fewer than ten packets in 26 weeks, are left out.
    Voided bounces and reasons charged to the system do not count.
    """
    kept = _kept.setdefault(desk.session.get_bind(), {})
    now = desk.now()
    if category in kept and timedelta() <= now - kept[category][0] < KEPT_FOR:
        return kept[category][1]
    counts = _count_returned(desk, category)
    kept[category] = (now, counts)
    return counts


def _count_returned(desk: Desk, category: str) -> Mapping[str, Returned]:
    is_counted = (
        PacketRow.checklist_name == category,
        PacketRow.is_test.is_(False),
        PacketRow.first_submitted_at >= desk.now() - LOOKED_BACK,
    )
    total = desk.session.scalar(select(func.count(PacketRow.id)).where(*is_counted)) or 0
    if total < TOO_FEW:
        return {}
    cited = desk.session.execute(
        select(Fault.item, Charge.reason, func.count(distinct(Bounce.packet_id)))
        .join(Charge, Charge.id == Fault.charge_id)
        .join(Bounce, Bounce.id == Charge.bounce_id)
        .join(PacketRow, PacketRow.id == Bounce.packet_id)
        .where(
            *is_counted,
            Charge.reason.in_(_CHARGED),
            or_(Bounce.ruling.is_(None), Bounce.ruling != Ruling.VOIDED),
        )
        .group_by(Fault.item, Charge.reason)
    )
    found: dict[str, Returned] = {}
    for item, reason, count in cited:
        is_more = item not in found or count > found[item].count
        if is_more and count >= total * WORTH_SAYING:
            found[item] = Returned(count, total, reason)
    return found


def usual_wait(desk: Desk, row: PacketRow) -> UsualWait | None:
    """Give how long the target of a packet took for a first decision at its priority.

    None below ten decisions in 26 weeks: small numbers mislead.
    """
    waits = desk.session.execute(
        select(PacketRow.first_submitted_at, PacketRow.first_decision_at)
        .where(
            PacketRow.first_decision_at >= desk.now() - LOOKED_BACK,
            PacketRow.first_submitted_at.is_not(None),
            PacketRow.target_team_id == row.target_team_id,
            PacketRow.priority == row.priority,
            PacketRow.is_test.is_(False),
        )
        .order_by(PacketRow.first_decision_at.desc())
        .limit(MOST_WAITS)
    ).all()
    hours = desk.contracts.policy.hours_for(row.priority)
    spans = [
        working_time_between(submitted, decided, hours) if hours else decided - submitted
        for submitted, decided in waits
        if submitted is not None and decided is not None
    ]
    middle = median(spans)
    return UsualWait(middle, len(spans)) if middle is not None and len(spans) >= TOO_FEW else None
