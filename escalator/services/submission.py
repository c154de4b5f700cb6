"""Checking, submitting and withdrawing a packet: the one gate through which every packet goes."""

from datetime import datetime

from escalator.domain.errors import Incomplete, InvalidEntry
from escalator.domain.hours import acknowledge_by
from escalator.domain.model import Action, State
from escalator.domain.packet import to_json
from escalator.services.access import find_packet
from escalator.services.desk import Desk, verb
from escalator.services.documents import (
    latest_bounce,
    packet_of,
    revision_of,
    says_otherwise,
    verdict_on,
)
from escalator.services.errors import error_of, keep_error
from escalator.services.guards import guard
from escalator.services.record import record
from escalator.services.resolutions import state_at_first
from escalator.services.scrubbing import scrub_for
from escalator.store.rows import PacketRow, Revision
from escalator.store.words import FaultState

SHORTEST_REASON = 5
LONGEST_NOTE = 20_000


@verb
def submit(desk: Desk, reference: str, *, version: int | None) -> PacketRow:
    """Send a packet to its target.

    Raises Incomplete with every gap while the line is stopped; otherwise NotFound, StaleVersion,
    IllegalMove or NotAllowed.
    """
    row = find_packet(desk, reference, lock=True)
    if row.state is State.SUBMITTED and row.author_id == desk.actor.id and version is not None:
        return row  # the button was pressed twice: one packet, one submission
    guard(desk, row, Action.SUBMIT, version=version)
    verdict = verdict_on(desk, row)
    if verdict.gaps:
        raise Incomplete(verdict.gaps)
    _mark_answered_faults(desk, row)
    now = desk.now()
    row.revision += 1
    row.submitted_at = now
    stated = {} if row.first_submitted_at else state_at_first(desk, row)
    row.first_submitted_at = row.first_submitted_at or now
    row.due_at = due_at(desk, row, now)
    keep_revision(desk, row)
    record(
        desk,
        row,
        Action.SUBMIT,
        {
            "priority": row.priority.value,
            "due_at": row.due_at.isoformat(),
            "checklist": f"{row.checklist_name}/{row.checklist_version}",
            "team": row.target_team.slug,
            **stated,
        },
    )
    return row


def due_at(desk: Desk, row: PacketRow, submitted_at: datetime) -> datetime:
    """Give the moment by which the target should have decided, in UTC."""
    policy = desk.contracts.policy
    return acknowledge_by(
        submitted_at,
        policy.acknowledge_minutes(row.priority),
        policy.hours_for(row.priority),
    )


def keep_revision(desk: Desk, row: PacketRow) -> None:
    """Write down an immutable copy of what a packet says now, and the error that it shows."""
    desk.session.add(
        Revision(
            packet_id=row.id,
            number=row.revision,
            document=to_json(packet_of(desk, row)),
            submitted_at=desk.now(),
            submitted_by=desk.actor.id,
        )
    )
    keep_error(desk.session, row.id, error_of(row))


def _mark_answered_faults(desk: Desk, row: PacketRow) -> None:
    bounce = latest_bounce(desk, row)
    if bounce is None:
        return
    before, now = revision_of(desk, row, bounce.revision), packet_of(desk, row)
    for charge in bounce.charges:
        for fault in charge.faults:
            if fault.state is FaultState.OPEN and says_otherwise(before, now, fault.item):
                fault.state = FaultState.CHANGED


@verb
def withdraw(desk: Desk, reference: str, *, why: str, version: int | None) -> PacketRow:
    """Take a packet back before it was accepted; it stays readable and out of the figures.

    Raises InvalidEntry without a reason; otherwise what `submit` raises, Incomplete aside.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.WITHDRAW, version=version)
    reason = need_sentence(why, "why", "Say in a few words why you withdraw it.")
    record(desk, row, Action.WITHDRAW, {"why": scrub_for(desk, row, reason)})
    return row


def need_sentence(text: str, field: str, message: str) -> str:
    """Give the text without outer space.

    Raises InvalidEntry with `message` for `field` when it says next to nothing, and when it is
    longer than anybody reads in a packet's history.
    """
    stripped = text.strip()
    if len(stripped) < SHORTEST_REASON:
        raise InvalidEntry({field: message})
    check_length(stripped, field)
    return stripped


def check_length(text: str, field: str) -> None:
    """Refuse a note that is too long to keep."""
    if len(text) > LONGEST_NOTE:
        raise InvalidEntry({field: f"At most {LONGEST_NOTE:,} characters; cut it down."})
