"""What waits for a packet's author: a question, a resolution to confirm, a lead's word.

Reads only; which packets wait at all is lists.py's.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from escalator.domain.model import Action
from escalator.services.desk import Desk
from escalator.store.rows import EventRow, ExceptionRow, PacketRow, Question
from escalator.store.words import ExceptionState


def open_questions(desk: Desk, rows: Sequence[PacketRow]) -> Mapping[int, Question]:
    """Give the oldest question without a reply of each of these packets, by packet id."""
    oldest = (
        select(func.min(Question.id))
        .where(Question.packet_id.in_([row.id for row in rows]), Question.replied_at.is_(None))
        .group_by(Question.packet_id)
    )
    found = desk.session.scalars(
        select(Question).where(Question.id.in_(oldest)).options(joinedload(Question.engineer))
    )
    return {one.packet_id: one for one in found}


def resolutions(desk: Desk, rows: Sequence[PacketRow]) -> Mapping[int, EventRow]:
    """Give the latest resolution of each of these packets, by packet id."""
    latest = (
        select(func.max(EventRow.id))
        .where(EventRow.packet_id.in_([row.id for row in rows]), EventRow.action == Action.RESOLVE)
        .group_by(EventRow.packet_id)
    )
    found = desk.session.scalars(
        select(EventRow).where(EventRow.id.in_(latest)).options(joinedload(EventRow.actor))
    )
    return {one.packet_id: one for one in found}


def exception_states(desk: Desk, rows: Sequence[PacketRow]) -> Mapping[int, ExceptionState]:
    """Give where the latest exception of each of these packets is, by packet id."""
    latest = (
        select(func.max(ExceptionRow.id))
        .where(ExceptionRow.packet_id.in_([row.id for row in rows]))
        .group_by(ExceptionRow.packet_id)
    )
    found = desk.session.scalars(select(ExceptionRow).where(ExceptionRow.id.in_(latest)))
    return {one.packet_id: one.state for one in found}
