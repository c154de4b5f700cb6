"""Standing resolutions, and what packets state at first: kept with the events, for the figures.

How they are counted is services/figures'.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from escalator.domain.events import Event, bool_fact, text_fact
from escalator.domain.history import History, tell_histories
from escalator.domain.lifecycle import Ball
from escalator.domain.model import JSON, Priority, State
from escalator.domain.timings import time_in_court
from escalator.services.desk import Desk
from escalator.store.counts import Resolved, Stated
from escalator.store.rows import EventRow, PacketRow

BILLABLE = "billable"
NOT_AVAILABLE = "not_available"
MILLISECOND = timedelta(milliseconds=1)
ONE_READ = 500


def state_at_first(desk: Desk, row: PacketRow) -> dict[str, JSON]:
    """Note what a packet states, just about to be submitted first, and give it as facts."""
    items = sorted(row.not_available)
    stated = [(NOT_AVAILABLE, item) for item in items]
    facts: dict[str, JSON] = {NOT_AVAILABLE: [*items]}
    if isinstance(billable := row.answers.get(BILLABLE), str):
        stated.append((BILLABLE, billable))
        facts[BILLABLE] = billable
    for about, words in stated:
        desk.session.add(Stated(packet_id=row.id, at=desk.now(), about=about, words=words))
    return facts


def note_resolution(session: Session, row: PacketRow) -> None:
    """Keep the resolution that a packet's latest event made."""
    for resolved in _resolved(session, [row.id]):
        session.add(resolved)


def drop_resolution(session: Session, row: PacketRow) -> None:
    """Forget the resolution that did not hold."""
    session.execute(delete(Resolved).where(Resolved.packet_id == row.id))


def keep_resolutions(session: Session) -> None:
    """Keep those from before they were kept; called at start, idempotent."""
    missing = (
        select(PacketRow.id)
        .outerjoin(Resolved, Resolved.packet_id == PacketRow.id)
        .where(PacketRow.state.in_((State.RESOLVED, State.CLOSED)), Resolved.id.is_(None))
        .order_by(PacketRow.id)
    )
    packets = session.scalars(missing).all()
    for first in range(0, len(packets), ONE_READ):
        session.add_all(_resolved(session, packets[first : first + ONE_READ]))
        session.flush()
    session.commit()


def _resolved(session: Session, packets: Iterable[int]) -> Iterable[Resolved]:
    rows = session.scalars(
        select(EventRow).where(EventRow.packet_id.in_(packets)).order_by(EventRow.id)
    )
    for history in tell_histories(event_of(row) for row in rows):
        if (resolved := _resolved_of(history)) is not None:
            yield resolved


def event_of(row: EventRow) -> Event:
    """Give an event as the domain knows it."""
    return Event(
        packet=row.packet_id,
        at=row.at,
        action=row.action,
        state_from=row.state_from,
        state_to=row.state_to,
        actor=row.actor_id,
        revision=row.revision,
        facts=row.facts,
    )


def _resolved_of(history: History) -> Resolved | None:
    event, filed, since = history.standing_resolution, history.filed, history.submitted_at
    if event is None or filed is None or since is None:
        return None
    held = time_in_court([history], event.at)
    author, target, lead = (
        round(held[side] / MILLISECOND) for side in (Ball.AUTHOR, Ball.TARGET, Ball.LEAD)
    )
    return Resolved(
        packet_id=history.packet,
        at=event.at,
        priority=Priority(text_fact(filed, "priority")),
        root_cause=text_fact(event, "root_cause"),
        reproduced=bool_fact(event, "reproduced"),
        s1_could_have_solved=bool_fact(event, "s1_could_have_solved"),
        took=round((event.at - since) / MILLISECOND),
        author=author,
        target=target,
        lead=lead,
    )
