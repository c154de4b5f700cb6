"""Turns rows into the packet that the domain judges, and gives the verdict on it.

It changes nothing.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from escalator.domain.advice import advice
from escalator.domain.checklist import Checklist
from escalator.domain.completeness import Progress, gaps, progress
from escalator.domain.errors import NotFound
from escalator.domain.model import (
    Advice,
    Answer,
    ChecklistId,
    Gap,
    GapException,
    Packet,
    Priority,
    State,
    Target,
)
from escalator.domain.packet import answers_from_json, from_json
from escalator.services.checklists import find_checklist
from escalator.services.desk import Desk
from escalator.store.rows import Bounce, ExceptionRow, Fault, PacketRow, Revision
from escalator.store.words import ExceptionState, FaultState, Ruling

EDITABLE = (State.DRAFT, State.BOUNCED)

STILL_AT_FAULT = "still_at_fault"
"""Gap code of an item that a bounce named and that was neither changed nor contested."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands between a packet and its submission.

    gaps: in checklist order, items at fault in an open bounce included.
    advice: what does not block.
    progress: how many sections are complete.
    """

    gaps: tuple[Gap, ...]
    advice: tuple[Advice, ...]
    progress: Progress


def packet_of(desk: Desk, row: PacketRow) -> Packet:
    """Give what a packet says now, its granted exceptions included."""
    return Packet(
        checklist=ChecklistId(row.checklist_name, row.checklist_version),
        target=Target(row.target_team.tier, row.target_team.slug),
        priority=row.priority,
        answers=answers_from_json(row.answers),
        not_available={name: str(reason) for name, reason in row.not_available.items()},
        reference=row.reference,
        revision=row.revision,
        priority_rationale=row.priority_rationale,
        exceptions=_granted(desk, row),
    )


def _granted(desk: Desk, row: PacketRow) -> tuple[GapException, ...]:
    """Give the exceptions a packet goes with.

    A glass is broken for a P1: of a packet that became another priority before it was sent, it
    lets nothing pass until a lead approved it.
    """
    is_taken_in_vain = row.state in EDITABLE and row.priority is not Priority.P1
    approved_only = (ExceptionState.APPROVED,)
    rows = desk.session.scalars(
        select(ExceptionRow)
        .where(
            ExceptionRow.packet_id == row.id,
            ExceptionRow.state.in_(
                approved_only if is_taken_in_vain else (ExceptionState.TAKEN, *approved_only)
            ),
        )
        .order_by(ExceptionRow.id)
    )
    return tuple(GapException(tuple(one.items), one.reason, one.broke_glass) for one in rows)


def checklist_of(desk: Desk, row: PacketRow) -> Checklist:
    """Give the checklist, in its version, that a packet is filed under."""
    return find_checklist(desk, ChecklistId(row.checklist_name, row.checklist_version))


def verdict_on(desk: Desk, row: PacketRow, packet: Packet | None = None) -> Verdict:
    """Judge what a packet says now: the one verdict that every page and gate shows.

    packet: what `packet_of` gave for the row, where it was asked already.
    """
    packet, checklist = packet or packet_of(desk, row), checklist_of(desk, row)
    found = gaps(checklist, packet, now=desk.now())
    found = _merged(checklist, found, _faults_left(desk, row, packet, checklist))
    return Verdict(
        gaps=found,
        advice=advice(checklist, packet, now=desk.now()),
        progress=progress(checklist, packet, found),
    )


def _merged(
    checklist: Checklist, found: tuple[Gap, ...], faults: tuple[Gap, ...]
) -> tuple[Gap, ...]:
    order = {item.name: place for place, item in enumerate(checklist.items)}
    named = {gap.item for gap in found}
    both = [*found, *(gap for gap in faults if gap.item not in named)]
    return tuple(sorted(both, key=lambda gap: order.get(gap.item, -1)))


def _faults_left(
    desk: Desk, row: PacketRow, packet: Packet, checklist: Checklist
) -> tuple[Gap, ...]:
    if row.state is not State.BOUNCED:
        return ()
    bounce = latest_bounce(desk, row)
    if bounce is None or bounce.ruling is Ruling.VOIDED:
        return ()
    # What was bounced, not the latest: an owed item may have been handed in since.
    before = revision_of(desk, row, bounce.revision)
    return tuple(
        Gap(
            fault.item,
            STILL_AT_FAULT,
            f"Change “{checklist.item(fault.item).label}”, or say why it should stand as it is.",
            because=wanted,
        )
        for fault, wanted in _open_faults(bounce)
        if not says_otherwise(before, packet, fault.item)
    )


def says_otherwise(before: Packet, after: Packet, item: str) -> bool:
    """Tell whether two versions of a packet differ at one item, in more than blanks."""
    return _said(before, item) != _said(after, item)


def _said(packet: Packet, item: str) -> tuple[object, ...]:
    return _words_of(packet.answers.get(item)), _words_of(packet.not_available.get(item))


def _words_of(answer: Answer | None) -> object:
    """Give an answer with its texts cut into words: one more space answers nobody's question."""
    if answer is None or isinstance(answer, int):
        return answer
    if isinstance(answer, str):
        return answer.split()
    return [
        one.split() if isinstance(one, str) else {name: text.split() for name, text in one.items()}
        for one in answer
    ]


def _open_faults(bounce: Bounce) -> tuple[tuple[Fault, str], ...]:
    """Give the items at fault that nobody contested, with what was wanted."""
    return tuple(
        (fault, charge.wanted)
        for charge in bounce.charges
        for fault in charge.faults
        if fault.state is not FaultState.CONTESTED
    )


def latest_bounce(desk: Desk, row: PacketRow) -> Bounce | None:
    """Give a packet's latest bounce."""
    return desk.session.scalar(
        select(Bounce).where(Bounce.packet_id == row.id).order_by(Bounce.id.desc()).limit(1)
    )


def revision_of(desk: Desk, row: PacketRow, number: int) -> Packet:
    """Give a packet as it was submitted the `number`-th time.

    Raises NotFound when it has no such revision.
    """
    found = desk.session.scalar(
        select(Revision)
        .where(Revision.packet_id == row.id, Revision.number == number)
        .options(undefer(Revision.document))
    )
    if found is None:
        raise NotFound("revision")
    return from_json(found.document)


def shown_packet(desk: Desk, row: PacketRow) -> Packet:
    """Give what others may see of a packet: its last revision, or the draft before any."""
    return revision_of(desk, row, row.revision) if row.revision else packet_of(desk, row)
