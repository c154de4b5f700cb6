"""Queries of packets by their first quality decision, of their bounces, and of open packets.

Each selects one row for each thing counted: `packet_id`, and `at`, when it happened. What happened
in the period, whatever was decided, is by_event.py's.
"""

from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from escalator.domain.model import State
from escalator.domain.timings import OPEN_STATES
from escalator.services.figures.filters import Scope, countable, decidable, filed_under
from escalator.store.rows import Bounce, Charge, Fault, PacketRow, Question
from escalator.store.types import UtcDateTime
from escalator.store.words import Ruling

Marks: TypeAlias = "Select[int, datetime]"

When: TypeAlias = "datetime | ColumnElement[datetime]"
"""A moment, or the parameter that will be one."""

ACCEPTED = "accepted"
BOUNCED = "bounced"
BOUNCED_BY_SYSTEM = "bounced_system"
"""The words of `packets.first_decision`."""

YOUNG = timedelta(days=3)
OLD = timedelta(days=8)


def decided(scope: Scope, *conditions: ColumnElement[bool]) -> Marks:
    """Give packets whose first quality decision lies in the period."""
    return select(
        PacketRow.id.label("packet_id"), known(PacketRow.first_decision_at).label("at")
    ).where(*decidable(scope), scope.holds(PacketRow.first_decision_at), *conditions)


def ever_bounced(scope: Scope) -> Marks:
    """Give those of them with a counted bounce at any time."""
    return decided(scope, PacketRow.bounce_count > 0, has_bounce())


def bounces(scope: Scope) -> Marks:
    """Give the counted bounces on them, at any time."""
    return (
        select(Bounce.packet_id, Bounce.at)
        .join(PacketRow, PacketRow.id == Bounce.packet_id)
        .where(
            *decidable(scope),
            scope.holds(PacketRow.first_decision_at),
            PacketRow.bounce_count > 0,
            counts(),
        )
    )


def ever_accepted(scope: Scope, *conditions: ColumnElement[bool]) -> Marks:
    """Give those of them accepted at any time."""
    return decided(scope, PacketRow.accepted_at.is_not(None), *conditions)


def late_bounced(scope: Scope) -> Marks:
    """Give those of the accepted with a counted bounce after acceptance."""
    return ever_accepted(scope, PacketRow.bounce_count > 0, has_bounce(Bounce.is_late.is_(True)))


def questions(scope: Scope) -> Marks:
    """Give the questions asked on the accepted, at any time."""
    return (
        select(Question.packet_id, Question.asked_at.label("at"))
        .join(PacketRow, PacketRow.id == Question.packet_id)
        .where(
            *decidable(scope),
            scope.holds(PacketRow.first_decision_at),
            PacketRow.accepted_at.is_not(None),
        )
    )


def standing_bounces(scope: Scope, *conditions: ColumnElement[bool]) -> Marks:
    """Give the bounces made in the period that no lead voided, late ones included."""
    return (
        select(Bounce.packet_id, Bounce.at)
        .join(PacketRow, PacketRow.id == Bounce.packet_id)
        .where(*decidable(scope), scope.holds(Bounce.at), stands(), *conditions)
    )


def bounces_for_reason(scope: Scope, reason: str) -> Marks:
    """Give those with one reason."""
    has_reason = exists().where(Charge.bounce_id == Bounce.id, Charge.reason == reason)
    return standing_bounces(scope, has_reason)


def bounces_citing(scope: Scope, cited: str) -> Marks:
    """Give those with one item at fault, such as "general/1:steps"."""
    checklist, _, item = cited.partition(":")
    is_cited = exists().where(
        Charge.bounce_id == Bounce.id, Fault.charge_id == Charge.id, Fault.item == item
    )
    return standing_bounces(scope, filed_under(checklist), is_cited)


def filed(scope: Scope) -> Marks:
    """Give packets first submitted in the period."""
    return _submitted(*countable(scope), scope.holds(PacketRow.first_submitted_at))


def open_packets(scope: Scope, *, after: When, until: When) -> Marks:
    """Give packets open now that were first submitted after one moment and not after another."""
    return _submitted(
        *countable(scope),
        PacketRow.state.in_(OPEN_STATES),
        PacketRow.first_submitted_at > after,
        PacketRow.first_submitted_at <= until,
    )


def pending(scope: Scope) -> Marks:
    """Give packets first submitted in the period and neither accepted, bounced nor declined."""
    return _submitted(
        *countable(scope),
        scope.holds(PacketRow.first_submitted_at),
        PacketRow.first_decision.is_(None),
        PacketRow.state != State.DECLINED,
    )


def tests(scope: Scope) -> Marks:
    """Give test packets first submitted in the period."""
    return _submitted(
        *scope.narrowing(),
        scope.holds(PacketRow.first_submitted_at),
        PacketRow.is_test.is_(True),
    )


def _submitted(*conditions: ColumnElement[bool]) -> Marks:
    return select(
        PacketRow.id.label("packet_id"), known(PacketRow.first_submitted_at).label("at")
    ).where(*conditions)


def known(moment: InstrumentedAttribute[datetime | None]) -> ColumnElement[datetime]:
    """Say that the conditions leave no packet whose moment is NULL."""
    return type_coerce(moment, UtcDateTime())


def has_bounce(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Give the condition that a packet has a counted bounce."""
    return exists().where(Bounce.packet_id == PacketRow.id, counts(), *conditions)


def stands() -> ColumnElement[bool]:
    """Give the condition that no lead voided a bounce."""
    return Bounce.ruling.is_distinct_from(Ruling.VOIDED)


def counts() -> ColumnElement[bool]:
    """Give the condition that a bounce stands and is charged to the packet."""
    return and_(Bounce.is_charged.is_(True), stands())
