"""Everything that counts by day, as queries of the marks behind the figures.

Asked of one packet, to keep the counts with it, and of all, to count anew. The same queries give
the lists, so what is kept cannot mean anything else than what a list shows.
"""

from collections.abc import Iterator, Mapping, Sequence
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
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from escalator.services.figures.by_decision import Marks, standing_bounces
from escalator.services.figures.by_outcome import DRIVER, UNAVAILABLE
from escalator.services.figures.filters import Moment, Scope
from escalator.services.figures.marks import Of, marks
from escalator.store.counts import Resolved, Stated
from escalator.store.rows import Bounce, Charge, EventRow, Fault, PacketRow, Submission

Told: TypeAlias = "CompoundSelect[int, str, str, datetime, int]"
"""A row for each thing that counts: packet_id, figure, detail, moment, and n.

n is 1 unless the figure is a sum.
"""

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

HELD = "held"
"""Milliseconds that each side held packets resolved, by priority and side, such as "P2:author"."""

SIDES: Mapping[str, ColumnElement[int]] = {
    "author": Resolved.author.expression,
    "target": Resolved.target.expression,
    "lead": Resolved.lead.expression,
}

NOTHING: ColumnElement[str] = literal("")

ONE: ColumnElement[int] = literal(1)


def waits_alike() -> ColumnElement[str]:
    """Give priority and full hours that a submission waited, such as "P2:3"."""
    return cast(Submission.priority, String) + ":" + cast(Submission.waited // HOUR_MS, String)


def shifts_taken() -> ColumnElement[str]:
    """Give the full shifts of eight hours from first submission to resolution."""
    return cast(Resolved.took // SHIFT_MS, String)


@dataclass(frozen=True, slots=True)
class _By:
    """What marks count as, by which detail, and how much each of them."""

    figure: str
    detail: ColumnElement[str]
    n: ColumnElement[int] = ONE


_BY_DETAIL: Mapping[Of, tuple[_By, ...]] = {
    Of.DECLINED: (_By(Of.DECLINED, EventRow.facts["kind"].as_string()),),
    Of.ACKNOWLEDGED: (
        _By(Of.ACKNOWLEDGED, cast(Submission.priority, String)),
        _By(WAITED, waits_alike()),
    ),
    Of.ON_TIME: (_By(Of.ON_TIME, cast(Submission.priority, String)),),
    Of.RESOLVED: (
        _By(Of.RESOLVED, cast(Resolved.priority, String)),
        _By(Of.ROOT_CAUSE, cast(Resolved.root_cause, String)),
        _By(Of.DRIVER, DRIVER),
        _By(TOOK, shifts_taken()),
    ),
    Of.NOT_AVAILABLE: (_By(Of.NOT_AVAILABLE, UNAVAILABLE),),
    Of.BILLABLE: (_By(Of.BILLABLE, cast(Stated.words, String)),),
}
"""Counted on the day it happened, by detail."""

_HELD = tuple(
    _By(HELD, cast(Resolved.priority, String) + f":{side}", held) for side, held in SIDES.items()
)


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


def told(scope: Scope, wanted: Sequence[Of] = tuple(Of)) -> Told:
    """Select everything that counts, or what is wanted of it."""
    return union_all(*(one for of in wanted for one in _told_of(scope, of)))


def figures_of(wanted: Sequence[Of]) -> frozenset[str]:
    """Give the figures that count by day for what is wanted."""
    by_detail = (by.figure for of in wanted for by in _BY_DETAIL.get(of, ()))
    return frozenset((*wanted, *by_detail, *((HELD,) if Of.RESOLVED in wanted else ())))


def _told_of(scope: Scope, of: Of) -> Iterator[Select[int, str, str, datetime, int]]:
    match of:
        case _ if of in PLAIN:
            yield _as_told(marks(scope, of, now=NOW), of)
        case _ if of in BY_FIRST_DECISION:
            marked = marks(scope, of, now=NOW)
            yield _as_told(marked, of, moment=PacketRow.first_decision_at)
        case _ if of in _BY_DETAIL:
            marked = marks(scope, of, now=NOW)
            summed = _HELD if of is Of.RESOLVED else ()
            yield from _from_one_look(marked, (*_BY_DETAIL[of], *summed))
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
    marked: Marks,
    of: str,
    detail: ColumnElement[str] = NOTHING,
    moment: Moment | None = None,
) -> Select[int, str, str, datetime, int]:
    packet, at = marked.selected_columns
    return marked.with_only_columns(
        packet.label("packet_id"),
        literal(str(of)).label("figure"),
        detail.label("detail"),
        (at if moment is None else moment).label("moment"),
        ONE.label("n"),
    )


def _from_one_look(
    marked: Marks, ways: Sequence[_By]
) -> Iterator[Select[int, str, str, datetime, int]]:
    """Yield the marks in each way they count, though the database looks for them once."""
    details = (by.detail.label(f"detail_{number}") for number, by in enumerate(ways))
    sums = (by.n.label(f"n_{number}") for number, by in enumerate(ways))
    found = marked.add_columns(*details, *sums).cte()
    for number, by in enumerate(ways):
        yield select(
            found.c.packet_id.label("packet_id"),
            literal(str(by.figure)).label("figure"),
            found.c[f"detail_{number}"].label("detail"),
            found.c.at.label("moment"),
            found.c[f"n_{number}"].label("n"),
        )


@cache
def told_of_one() -> Told:
    """Select what one packet counts for, given as the parameter `packet`; made once."""
    return told(Ever(bindparam("packet")))
