"""Keeps the error that each submitted packet shows, and finds the packets that show the same.

What makes two errors the same is domain/fingerprint.py's. A reader is only told of packets that
they may read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, joinedload, lazyload, undefer

from escalator.domain.fingerprint import MADE_AS, Fingerprint, fingerprint
from escalator.domain.model import State
from escalator.domain.packet import answers_from_json, from_json
from escalator.services.access import readable, readable_problem
from escalator.services.desk import Desk
from escalator.store.fingerprints import ErrorRow
from escalator.store.problems import Gathered, Problem
from escalator.store.rows import PacketRow, Revision

MOST_ALIKE = 5
AT_ONCE = 200
"""Revisions that are read together when errors are found at start."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Packets that show the same error, of those a person may read.

    rows: the newest, at most MOST_ALIKE, with their targets. total: how many there are.
    records: packet id -> the problem record it is in, where the person may read that.
    """

    rows: tuple[PacketRow, ...]
    total: int
    records: Mapping[int, Problem]


def keep_error(session: Session, packet_id: int, found: Fingerprint) -> None:
    """Write down the error of a packet, in place of the one it showed before."""
    session.merge(
        ErrorRow(
            packet_id=packet_id,
            made_as=MADE_AS,
            digest=found.digest,
            shape=found.shape,
            area=found.area,
            version=found.version,
        )
    )


def error_of(row: PacketRow) -> Fingerprint:
    """Give the error that a packet shows as it is written now; its answers should be loaded."""
    return fingerprint(answers_from_json(row.answers), row.checklist_name)


def digest_kept(row: PacketRow) -> ColumnElement[str]:
    """Give the digest of the error that a packet showed when it was last submitted, as a query."""
    return select(ErrorRow.digest).where(ErrorRow.packet_id == row.id).scalar_subquery()


def packets_alike(desk: Desk, digest: ColumnElement[str], *, but: PacketRow) -> Alike:
    """Give submitted packets with this error, withdrawn ones and the packet `but` left out."""
    found = desk.session.execute(
        select(PacketRow, Problem, func.count().over())
        .join(ErrorRow, ErrorRow.packet_id == PacketRow.id)
        .outerjoin(Gathered, Gathered.packet_id == PacketRow.id)
        .outerjoin(Problem, and_(Problem.id == Gathered.problem_id, readable_problem(desk.actor)))
        .where(
            ErrorRow.digest == digest,
            ErrorRow.digest != "",
            PacketRow.id != but.id,
            PacketRow.state != State.WITHDRAWN,
            PacketRow.is_test.is_(False),
            readable(desk.actor),
        )
        .options(
            joinedload(PacketRow.target_team),
            lazyload(Problem.owner),
        )
        .order_by(PacketRow.id.desc())
        .limit(MOST_ALIKE)
    ).all()
    return Alike(
        rows=tuple(row for row, _, _ in found),
        total=found[0][2] if found else 0,
        records={
            row.id: problem
            for row, problem, _ in found
            if problem is not None  # type: ignore[redundant-expr]  # joined from outside
        },
    )


def find_errors(session: Session) -> None:
    """Find the errors of packets that were submitted before errors were kept, or kept otherwise.

    Called at start, idempotent; commits.
    """
    while found := session.execute(_unfound().limit(AT_ONCE)).all():
        _find(session, [revision for (revision,) in found])
        session.commit()


def _unfound() -> Select[Revision]:
    """Select the latest revisions of packets whose error is not kept as it is defined now."""
    return (
        select(Revision)
        .join(
            PacketRow,
            and_(PacketRow.id == Revision.packet_id, PacketRow.revision == Revision.number),
        )
        .outerjoin(
            ErrorRow, and_(ErrorRow.packet_id == Revision.packet_id, ErrorRow.made_as == MADE_AS)
        )
        .where(ErrorRow.packet_id.is_(None))
        .options(undefer(Revision.document))
        .order_by(Revision.packet_id)
    )


def _find(session: Session, revisions: Sequence[Revision]) -> None:
    for revision in revisions:
        packet = from_json(revision.document)
        found = fingerprint(packet.answers, packet.checklist.name)
        keep_error(session, revision.packet_id, found)
        session.expunge(revision)  # its document can be megabytes
    session.flush()
