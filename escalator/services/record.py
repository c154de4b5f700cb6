"""Moves a packet and writes down that it moved; every verb that changes a state ends here.

Whether the move is allowed is asked of guards.py first, never decided here.
"""

from sqlalchemy import update

from escalator.domain.history import DECISIONS
from escalator.domain.lifecycle import DROP_QUESTIONS, FIRST_STATE, ball, next_state
from escalator.domain.model import JSON, Action
from escalator.services.desk import Desk
from escalator.services.guards import exception_waits, question_is_open
from escalator.services.resolutions import drop_resolution, note_resolution
from escalator.services.waits import end_waiting, start_waiting
from escalator.store.rows import EventRow, PacketRow, Question


def record(
    desk: Desk, row: PacketRow, action: Action, facts: dict[str, JSON] | None = None
) -> EventRow:
    """Append the event of `action`, move the packet and hand over the ball.

    facts: what the figures and the history need, with no personal data in it.
    """
    now = desk.now()
    event = EventRow(
        packet_id=row.id,
        at=now,
        action=action,
        actor_id=desk.actor.id,
        state_from=row.state if action is not Action.START else None,
        state_to=FIRST_STATE if action is Action.START else next_state(row.state, action),
        revision=row.revision,
        facts=facts or {},
    )
    desk.session.add(event)
    if action is Action.SUBMIT:
        start_waiting(desk, row)
    elif action in DECISIONS:
        end_waiting(desk, row)
    row.state = event.state_to
    if action in DROP_QUESTIONS:
        _drop_questions(desk, row)
    touch(desk, row)
    desk.session.flush()
    if action is Action.RESOLVE:
        note_resolution(desk.session, row)
    elif action is Action.REOPEN:
        drop_resolution(desk.session, row)
    holder = ball(
        row.state,
        question_open=question_is_open(desk, row),
        exception_waiting=exception_waits(desk, row),
    )
    if holder is not row.ball or action is Action.PASS_ON:
        row.ball, row.ball_since = holder, now
    return event


def _drop_questions(desk: Desk, row: PacketRow) -> None:
    desk.session.execute(
        update(Question)
        .where(Question.packet_id == row.id, Question.replied_at.is_(None))
        .values(replied_at=desk.now())
    )


def touch(desk: Desk, row: PacketRow) -> None:
    """Count a change, so that a form made before it is known to be stale."""
    row.version += 1
    row.updated_at = desk.now()
