"""What waits for a lead's word, with the packet's words that are needed to give it, and debts.

Deciding is exceptions.py's and rulings.py's. Loaded in a fixed number of queries, one more for each
checklist version that is no longer in use.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import joinedload, undefer

from escalator.domain.checklist import Checklist
from escalator.domain.lifecycle import MOVES
from escalator.domain.model import Action, ChecklistId, Packet, State, Target
from escalator.domain.packet import answers_from_json, from_json
from escalator.services.access import readable
from escalator.services.checklists import find_checklist
from escalator.services.desk import Desk
from escalator.store.rows import Bounce, ExceptionRow, PacketRow, Revision
from escalator.store.words import ExceptionState, Ruling

Conditions = tuple[ColumnElement[bool], ...]

OWING = tuple(state for state, action in MOVES if action is Action.SETTLE_DEBT)
"""The states in which a debt can still be settled."""

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
class OverdueDebt:
    """Information that was promised when the glass was broken, and has not come in time."""

    exception: ExceptionRow
    checklist: Checklist


@dataclass(frozen=True, slots=True)
class Requests:
    """What waits: broken glass first, then the oldest.

    debts: broken glass that was decided on and whose information is overdue, longest first.
    """

    exceptions: tuple[WaitingException, ...]
    contests: tuple[WaitingContest, ...]
    debts: tuple[OverdueDebt, ...]


def waiting_requests(desk: Desk) -> Requests:
    """Give what waits for a lead, of packets that this one may read."""
    checklists: dict[ChecklistId, Checklist] = {}
    exceptions = _exceptions(desk)
    bounces = _contested(desk)
    documents = _documents(desk, bounces)
    return Requests(
        exceptions=tuple(
            WaitingException(
                one, packet := _draft_of(one.packet), _checklist(desk, packet.checklist, checklists)
            )
            for one in exceptions
        ),
        contests=tuple(
            WaitingContest(
                one,
                packet := documents[one.packet_id, one.revision],
                _checklist(desk, packet.checklist, checklists),
            )
            for one in bounces
        ),
        debts=tuple(
            OverdueDebt(one, _checklist(desk, _filed_under(one.packet), checklists))
            for one in _overdue(desk)
        ),
    )


def requests_count(desk: Desk) -> ColumnElement[int]:
    """Give the count of what waits, to be asked together with other counts."""
    exceptions = (
        select(func.count(ExceptionRow.id))
        .join(PacketRow, PacketRow.id == ExceptionRow.packet_id)
        .where(*_is_undecided(desk))
    )
    contests = (
        select(func.count(Bounce.id))
        .join(PacketRow, PacketRow.id == Bounce.packet_id)
        .where(*_is_contested(desk))
    )
    return exceptions.scalar_subquery() + contests.scalar_subquery()


def _is_undecided(desk: Desk) -> Conditions:
    return (
        ExceptionRow.state.in_((ExceptionState.ASKED, ExceptionState.TAKEN)),
        PacketRow.state != State.WITHDRAWN,
        readable(desk.actor),
    )


def _is_contested(desk: Desk) -> Conditions:
    return Bounce.ruling == Ruling.CONTESTED, readable(desk.actor)


def _exceptions(desk: Desk) -> Sequence[ExceptionRow]:
    packet = joinedload(ExceptionRow.packet)
    return desk.session.scalars(
        select(ExceptionRow)
        .join(PacketRow, PacketRow.id == ExceptionRow.packet_id)
        .where(*_is_undecided(desk))
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


def _overdue(desk: Desk) -> Sequence[ExceptionRow]:
    """Give overdue debts that can still be settled; undecided ones stand among the exceptions."""
    packet = joinedload(ExceptionRow.packet)
    return desk.session.scalars(
        select(ExceptionRow)
        .join(PacketRow, PacketRow.id == ExceptionRow.packet_id)
        .where(
            ExceptionRow.broke_glass.is_(True),
            ExceptionRow.state != ExceptionState.TAKEN,
            ExceptionRow.settled_at.is_(None),
            ExceptionRow.due_at < desk.now(),
            PacketRow.state.in_(OWING),
            readable(desk.actor),
        )
        .options(
            packet.joinedload(PacketRow.target_team),
            packet.joinedload(PacketRow.team),
            joinedload(ExceptionRow.author),
        )
        .order_by(ExceptionRow.due_at, ExceptionRow.id)
        .limit(MOST)
    ).all()


def _contested(desk: Desk) -> Sequence[Bounce]:
    packet = joinedload(Bounce.packet)
    return desk.session.scalars(
        select(Bounce)
        .join(PacketRow, PacketRow.id == Bounce.packet_id)
        .where(*_is_contested(desk))
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
        checklist=_filed_under(row),
        target=Target(row.target_team.tier, row.target_team.slug),
        priority=row.priority,
        answers=answers_from_json(row.answers),
        not_available={name: str(reason) for name, reason in row.not_available.items()},
        reference=row.reference,
        revision=row.revision,
        priority_rationale=row.priority_rationale,
    )


def _filed_under(row: PacketRow) -> ChecklistId:
    return ChecklistId(row.checklist_name, row.checklist_version)


def _checklist(desk: Desk, wanted: ChecklistId, known: dict[ChecklistId, Checklist]) -> Checklist:
    if wanted not in known:
        known[wanted] = find_checklist(desk, wanted)
    return known[wanted]
