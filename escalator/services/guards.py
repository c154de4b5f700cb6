"""Finds out whether a move may be made now: stale form, state, person, and what must hold besides.

The life cycle says which guards a move has; the completeness gate is asked by the verbs, which
need its gaps.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import exists, or_, select

from escalator.domain.errors import InvalidEntry, NotYet, StaleVersion
from escalator.domain.lifecycle import Guard, check_move
from escalator.domain.model import Action, Priority
from escalator.services.access import relations
from escalator.services.desk import Desk
from escalator.store.rows import Bounce, EventRow, ExceptionRow, PacketRow, Question
from escalator.store.words import ExceptionState, Ruling


def guard(desk: Desk, row: PacketRow, action: Action, *, version: int | None = None) -> None:
    """Refuse a move that is stale, that the state does not have, or that is not this person's.

    version: the packet's version that the person saw; None when they saw no form.

    Raises StaleVersion, IllegalMove, NotAllowed or NotYet, in this order: someone whose packet
    was decided by another meanwhile is told so, not that the button is gone.
    """
    if version is not None and version != row.version:
        raise _stale(desk, row, version)
    move = check_move(row.state, action, relations(desk.actor, row))
    for one in move.guards:
        holds = _CHECKS.get(one)
        if holds is not None and not holds(desk, row):
            raise NotYet(action, one)


def need_a_lead(row: PacketRow, field: str) -> None:
    """Refuse to ask a lead about a packet that leads do not see.

    field: of the form the person filled. Raises InvalidEntry saying what to do instead.
    """
    if row.restricted:
        raise InvalidEntry(
            {
                field: "Leads do not see security packets, so none can rule on this one. "
                "Complete it, or break the glass if it is a P1."
            }
        )


def _stale(desk: Desk, row: PacketRow, version: int) -> StaleVersion:
    """Make the error that names the latest move, unless it was the person's own."""
    event = desk.session.scalar(
        select(EventRow).where(EventRow.packet_id == row.id).order_by(EventRow.id.desc()).limit(1)
    )
    if event is None or event.actor_id == desk.actor.id:
        return StaleVersion(expected=version, current=row.version)
    return StaleVersion(
        expected=version, current=row.version, changed_by=event.actor.name, action=event.action
    )


def question_is_open(desk: Desk, row: PacketRow) -> bool:
    """Tell whether the target asked something that has no reply."""
    asked = exists().where(Question.packet_id == row.id, Question.replied_at.is_(None))
    return bool(desk.session.scalar(select(asked)))


def exception_waits(desk: Desk, row: PacketRow) -> bool:
    """Tell whether an exception was asked for that no lead has decided on."""
    return _has_exception(desk, row, ExceptionState.ASKED)


def debt_is_open(desk: Desk, row: PacketRow) -> bool:
    """Tell whether items are still owed under a broken glass."""
    owed = exists().where(
        ExceptionRow.packet_id == row.id,
        ExceptionRow.broke_glass.is_(True),
        ExceptionRow.settled_at.is_(None),
    )
    return bool(desk.session.scalar(select(owed)))


def _has_exception(desk: Desk, row: PacketRow, *states: ExceptionState) -> bool:
    found = exists().where(ExceptionRow.packet_id == row.id, ExceptionRow.state.in_(states))
    return bool(desk.session.scalar(select(found)))


def _has_bounce(desk: Desk, row: PacketRow, *rulings: Ruling | None) -> bool:
    wanted = or_(*(Bounce.ruling == ruling for ruling in rulings))
    found = exists().where(Bounce.packet_id == row.id, wanted)
    return bool(desk.session.scalar(select(found)))


_CHECKS: Mapping[Guard, Callable[[Desk, PacketRow], bool]] = {
    Guard.IS_P1: lambda _, row: row.priority is Priority.P1,
    Guard.NOTHING_WAITING: lambda desk, row: not exception_waits(desk, row),
    Guard.EXCEPTION_WAITING: lambda desk, row: _has_exception(
        desk, row, ExceptionState.ASKED, ExceptionState.TAKEN
    ),
    Guard.QUESTION_OPEN: question_is_open,
    Guard.DEBT_OPEN: debt_is_open,
    Guard.BOUNCE_OPEN: lambda desk, row: _has_bounce(desk, row, None, Ruling.CONTESTED),
    Guard.CONTEST_OPEN: lambda desk, row: _has_bounce(desk, row, Ruling.CONTESTED),
}
