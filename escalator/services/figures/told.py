"""Everything that counts by day, as queries of the marks behind the figures.

Asked of one packet, to keep the counts with it, and of all, to count anew. The same queries give
the lists, so what is kept cannot mean anything else than what a list shows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    bindparam,
    cast,
    literal,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from escalator.services.figures.by_decision import Marks, standing_bounces
from escalator.services.figures.by_outcome import DRIVER, UNAVAILABLE
from escalator.services.figures.filters import Moment
from escalator.services.figures.marks import Of, marks
from escalator.store.counts import Resolved, Stated
from escalator.store.rows import Bounce, Charge, EventRow, Fault, PacketRow, Submission

Told: TypeAlias = "CompoundSelect[int, str, str, datetime]"
"""A row for each thing that counts: packet_id, figure, detail, moment."""

PLAIN = (
    Of.ACCEPTED,
    Of.BOUNCED,
    Of.BY_SYSTEM,
    Of.EVER_BOUNCED,
    Of.EVER_ACCEPTED,
    Of.LATE_BOUNCED,
    Of.HANDLED,
    Of.PASSED_ON,
    Of.EXCEPTIONS_ASKED,
    Of.EXCEPTIONS_APPROVED,
    Of.EXCEPTIONS_REFUSED,
    Of.BROKEN_GLASS,
    Of.REPRODUCED,
    Of.S1_COULD_HAVE_SOLVED,
    Of.FILED,
    Of.ATTACHED,
    Of.PENDING,
    Of.WITHDRAWN,
    Of.WITHDRAWN_AFTER_BOUNCE,
    Of.TEST,
)
"""Counted on the day it happened, without a detail."""

BY_FIRST_DECISION = (Of.BOUNCES, Of.QUESTIONS)
"""Counted on the day of the packet's first quality decision, whenever they happened."""

NOW = datetime(2000, 1, 1, tzinfo=UTC)
"""None of the counts depends on the present; OPEN, which does, is not kept."""

WAITED = "waited"
"""Submissions decided on, by priority and full hours; tells in which hour a percentile lies."""

HOUR_MS = 3_600_000

TOOK = "took"
"""Packets resolved, by full shifts of eight hours that they took; tells where a percentile lies."""

SHIFT_MS = 8 * HOUR_MS

NOTHING: ColumnElement[str] = literal("")


def waits_alike() -> ColumnElement[str]:
    """Give priority and full hours that a submission waited, such as "P2:3"."""
    return cast(Submission.priority, String) + ":" + cast(Submission.waited // HOUR_MS, String)


def shifts_taken() -> ColumnElement[str]:
    """Give the full shifts of eight hours from first submission to resolution."""
    return cast(Resolved.took // SHIFT_MS, String)


_BY_DETAIL: Mapping[Of, tuple[tuple[str, ColumnElement[str]], ...]] = {
    Of.DECLINED: ((Of.DECLINED, EventRow.facts["kind"].as_string()),),
    Of.ACKNOWLEDGED: (
        (Of.ACKNOWLEDGED, cast(Submission.priority, String)),
        (WAITED, waits_alike()),
    ),
    Of.ON_TIME: ((Of.ON_TIME, cast(Submission.priority, String)),),
    Of.RESOLVED: (
        (Of.RESOLVED, cast(Resolved.priority, String)),
        (Of.ROOT_CAUSE, cast(Resolved.root_cause, String)),
        (Of.DRIVER, DRIVER),
        (TOOK, shifts_taken()),
    ),
    Of.NOT_AVAILABLE: ((Of.NOT_AVAILABLE, UNAVAILABLE),),
    Of.BILLABLE: ((Of.BILLABLE, cast(Stated.words, String)),),
}
"""Counted on the day it happened, by detail: the marks asked for, what they count as, and which."""


@dataclass(frozen=True, slots=True)
class Ever:
    """At any time; of one packet, or of all."""

    packet: ColumnElement[int] | None = None

    @property
    def is_small(self) -> bool:
        """Whether it holds few packets."""
        return self.packet is not None

    def narrowing(self) -> Iterator[ColumnElement[bool]]:
        """Yield the condition that it is the packet."""
        yield from self.among(PacketRow.id)

    def holds(self, moment: Moment) -> ColumnElement[bool]:
        """Any moment will do, if it came."""
        return moment.is_not(None)

    def among(self, packet: InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ...]:
        """Give the condition that it is the packet."""
        return () if self.packet is None else (packet == self.packet,)


def told(scope: Ever) -> Told:
    """Select everything that counts."""
    return union_all(*(one for of in Of for one in _told_of(scope, of)))


def _told_of(scope: Ever, of: Of) -> Iterator[Select[int, str, str, datetime]]:
    match of:
        case _ if of in PLAIN:
            yield _as_told(marks(scope, of, now=NOW), of)
        case _ if of in BY_FIRST_DECISION:
            marked = marks(scope, of, now=NOW)
            yield _as_told(marked, of, moment=PacketRow.first_decision_at)
        case _ if of in _BY_DETAIL:
            marked = marks(scope, of, now=NOW)
            for figure, detail in _BY_DETAIL[of]:
                yield _as_told(marked, figure, detail)
        case Of.REASON:
            bounces = standing_bounces(scope)
            yield _as_told(bounces, of)
            reasons = bounces.join(Charge).group_by(Bounce.id, Charge.reason)
            yield _as_told(reasons, of, cast(Charge.reason, String))
        case Of.ITEM:
            keys = (PacketRow.checklist_name, PacketRow.checklist_version, Fault.item)
            items = standing_bounces(scope).join(Charge).join(Fault).group_by(Bounce.id, *keys)
            version = cast(PacketRow.checklist_version, String)
            cited = PacketRow.checklist_name + "/" + version + ":" + Fault.item
            yield _as_told(items, of, cited)


def _as_told(
    marked: Marks, of: str, detail: ColumnElement[str] = NOTHING, moment: Moment | None = None
) -> Select[int, str, str, datetime]:
    packet, at = marked.selected_columns
    return marked.with_only_columns(
        packet.label("packet_id"),
        literal(str(of)).label("figure"),
        detail.label("detail"),
        (at if moment is None else moment).label("moment"),
    )


@cache
def told_of_one() -> Told:
    """Select what one packet counts for, given as the parameter `packet`; made once."""
    return told(Ever(bindparam("packet")))
