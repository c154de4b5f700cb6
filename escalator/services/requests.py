"""What waits for a lead's word, with the packet's words that are needed to give it.

Deciding is exceptions.py's and rulings.py's. Loaded in a fixed number of queries, one more for each
checklist version that is no longer in use.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload, undefer

from escalator.domain.checklist import Checklist
from escalator.domain.model import ChecklistId, Packet, State, Target
from escalator.domain.packet import answers_from_json, from_json
from escalator.services.access import readable
from escalator.services.checklists import find_checklist
from escalator.services.desk import Desk
from escalator.store.rows import Bounce, ExceptionRow, PacketRow, Revision
from escalator.store.words import ExceptionState, Ruling

MOST = 20
"""Shown at once of each kind, the oldest; the others come up as these are decided."""


@dataclass(frozen=True, slots=True)
class WaitingException:
    """An exception without a decision, and the packet as it stands now."""

    exception: ExceptionRow
    packet: Packet
    checklist: Checklist


@dataclass(frozen=True, slots=True)
class WaitingContest:
    """A contested bounce without a ruling, and the packet as it was when it was bounced."""

    bounce: Bounce
    packet: Packet
    checklist: Checklist


@dataclass(frozen=True, slots=True)
class Requests:
    """What waits: broken glass first, then the oldest."""

    exceptions: tuple[WaitingException, ...]
    contests: tuple[WaitingContest, ...]


def waiting_requests(desk: Desk) -> Requests:
    """Give what waits for a lead, of packets that this one may read."""
    checklists: dict[ChecklistId, Checklist] = {}
    exceptions = _exceptions(desk)
    bounces = _contested(desk)
    documents = _documents(desk, bounces)
    return Requests(
        exceptions=tuple(
            WaitingException(
                one, packet := _draft_of(one.packet), _checklist(desk, packet, checklists)
            )
            for one in exceptions
        ),
        contests=tuple(
            WaitingContest(
                one,
                packet := documents[one.packet_id, one.revision],
                _checklist(desk, packet, checklists),
            )
            for one in bounces
        ),
    )


def _exceptions(desk: Desk) -> Sequence[ExceptionRow]:
    packet = joinedload(ExceptionRow.packet)
    return desk.session.scalars(
        select(ExceptionRow)
        .join(PacketRow, PacketRow.id == ExceptionRow.packet_id)
        .where(
            ExceptionRow.state.in_((ExceptionState.ASKED, ExceptionState.TAKEN)),
            PacketRow.state != State.WITHDRAWN,
            readable(desk.actor),
        )
        .options(
            packet.undefer(PacketRow.answers),
            packet.undefer(PacketRow.not_available),
            packet.joinedload(PacketRow.target_team),
            packet.joinedload(PacketRow.team),
            joinedload(ExceptionRow.author),
        )
        .order_by(ExceptionRow.broke_glass.desc(), ExceptionRow.id)
        .limit(MOST)
    ).all()


def _contested(desk: Desk) -> Sequence[Bounce]:
    packet = joinedload(Bounce.packet)
    return desk.session.scalars(
        select(Bounce)
        .join(PacketRow, PacketRow.id == Bounce.packet_id)
        .where(Bounce.ruling == Ruling.CONTESTED, readable(desk.actor))
        .options(
            packet.joinedload(PacketRow.author),
            packet.joinedload(PacketRow.target_team),
            joinedload(Bounce.engineer),
        )
        .order_by(Bounce.contested_at, Bounce.id)
        .limit(MOST)
    ).all()


def _documents(desk: Desk, bounces: Sequence[Bounce]) -> dict[tuple[int, int], Packet]:
    if not bounces:
        return {}
    wanted = [(one.packet_id, one.revision) for one in bounces]
    rows = desk.session.scalars(
        select(Revision)
        .where(tuple_(Revision.packet_id, Revision.number).in_(wanted))
        .options(undefer(Revision.document))
    )
    return {(row.packet_id, row.number): from_json(row.document) for row in rows}


def _draft_of(row: PacketRow) -> Packet:
    return Packet(
        checklist=ChecklistId(row.checklist_name, row.checklist_version),
        target=Target(row.target_team.tier, row.target_team.slug),
        priority=row.priority,
        answers=answers_from_json(row.answers),
        not_available={name: str(reason) for name, reason in row.not_available.items()},
        reference=row.reference,
        revision=row.revision,
        priority_rationale=row.priority_rationale,
    )


def _checklist(desk: Desk, packet: Packet, known: dict[ChecklistId, Checklist]) -> Checklist:
    if packet.checklist not in known:
        known[packet.checklist] = find_checklist(desk, packet.checklist)
    return known[packet.checklist]
