"""What the author does after submission: reply to a question, contest a bounce, close or reopen."""

from sqlalchemy import select

from escalator.domain.errors import InvalidEntry, NotFound, NotYet
from escalator.domain.lifecycle import Guard
from escalator.domain.model import Action
from escalator.services.access import find_packet
from escalator.services.desk import Desk, verb
from escalator.services.documents import latest_bounce
from escalator.services.guards import guard, need_a_lead
from escalator.services.record import record
from escalator.services.scrubbing import scrub_for
from escalator.services.submission import check_length, need_sentence
from escalator.store.rows import Bounce, Fault, PacketRow, Question
from escalator.store.words import FaultState, Ruling


@verb
def reply(desk: Desk, reference: str, *, text: str, version: int | None) -> Question:
    """Answer the target's oldest open question; the ball goes back when none is left."""
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.REPLY, version=version)
    words = need_sentence(text, "text", "Write the reply.")
    question = desk.session.scalars(
        select(Question)
        .where(Question.packet_id == row.id, Question.replied_at.is_(None))
        .order_by(Question.id)
        .limit(1)
    ).one()
    question.reply, question.replied_at = scrub_for(desk, row, words), desk.now()
    desk.session.flush()
    record(desk, row, Action.REPLY, {"question": question.id})
    return question


@verb
def contest(desk: Desk, reference: str, *, why: str, item: str = "", version: int | None) -> Bounce:
    """Say that the latest bounce, or its charge on one item, is not right; a lead will rule.

    item: the item that should stand as it is; "" contests the bounce as a whole, and so frees
        all its items for resubmission.

    Raises InvalidEntry for an item the bounce does not name, or without a reason.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.CONTEST, version=version)
    made = latest_bounce(desk, row)
    if made is None:
        raise NotFound("bounce")
    if made.ruling in (Ruling.UPHELD, Ruling.VOIDED):
        raise NotYet(Action.CONTEST, Guard.BOUNCE_OPEN)  # a ruling is not asked for twice
    need_a_lead(row, "why")
    reason = scrub_for(desk, row, need_sentence(why, "why", "Say why it should stand as it is."))
    faults = _faults(made, item)
    if item and not faults:
        raise InvalidEntry({"item": "The bounce does not name this item."})
    for fault in faults:
        fault.state, fault.contest = FaultState.CONTESTED, reason
    made.ruling = Ruling.CONTESTED
    made.contest = f"{made.contest}\n{reason}".strip()
    made.contested_at = desk.now()
    desk.session.flush()
    record(desk, row, Action.CONTEST, {"bounce": made.id, "item": item, "why": reason})
    return made


def _faults(made: Bounce, item: str) -> list[Fault]:
    return [
        fault
        for charge in made.charges
        for fault in charge.faults
        if not item or fault.item == item
    ]


@verb
def close(desk: Desk, reference: str, *, note: str = "", version: int | None) -> PacketRow:
    """Close a resolved packet: the customer confirmed."""
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.CLOSE, version=version)
    check_length(note, "note")
    row.closed_at = desk.now()
    record(desk, row, Action.CLOSE, {"note": scrub_for(desk, row, note)} if note.strip() else {})
    return row


@verb
def reopen(desk: Desk, reference: str, *, why: str, version: int | None) -> PacketRow:
    """Send a resolved packet back to its target: the fix did not hold."""
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.REOPEN, version=version)
    reason = need_sentence(why, "why", "Say what still fails.")
    row.resolved_at = None
    record(desk, row, Action.REOPEN, {"why": scrub_for(desk, row, reason)})
    return row
