"""Who stands how to a packet, and the one door through which a packet is loaded.

A packet that a person may not read is reported as one that does not exist. What they may do with
one they can read is the life cycle's to say.
"""

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import joinedload, undefer

from escalator.domain.errors import NotFound
from escalator.domain.lifecycle import Relation
from escalator.domain.model import Action, Role
from escalator.services.desk import Actor, Desk
from escalator.services.figures.kept import keep_counts
from escalator.store.problems import Problem
from escalator.store.rows import EventRow, PacketRow

DECISIONS = (Action.ACCEPT, Action.BOUNCE, Action.PASS_ON, Action.DECLINE)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Give the condition under which `actor` may read a packet's content.

    Asked of each packet by itself: a list of all that an engineer ever decided on is long.
    """
    asked = _decisions(actor).where(EventRow.packet_id == PacketRow.id)
    return or_(false(), *_ways(actor, asked.exists()))


def ways_to_read(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Give the same as conditions of which one is enough; for lists, each has an index of its own.

    An admin has none.
    """
    return _ways(actor, PacketRow.id.in_(_decisions(actor)))


def _ways(actor: Actor, has_decided: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    own = PacketRow.author_id == actor.id
    unrestricted = PacketRow.restricted.is_(False)
    match actor.role:
        case Role.TECHNICIAN if actor.team_id:
            return own, and_(PacketRow.team_id == actor.team_id, unrestricted)
        case Role.TECHNICIAN:
            return (own,)
        case Role.ENGINEER:
            handed_over = and_(PacketRow.target_team_id == actor.team_id, PacketRow.revision > 0)
            # A restricted packet that was passed to its security team is theirs alone from then on.
            return own, handed_over, and_(has_decided, unrestricted)
        case Role.LEAD:
            return own, unrestricted
        case Role.ADMIN:
            return ()


def _decisions(actor: Actor) -> Select[int]:
    return select(EventRow.packet_id).where(
        EventRow.actor_id == actor.id, EventRow.action.in_(DECISIONS)
    )


def readable_problem(actor: Actor) -> ColumnElement[bool]:
    """Give the condition under which `actor` may read a problem record."""
    is_open = Problem.restricted.is_(False)
    match actor.role:
        case Role.TECHNICIAN:
            return and_(is_open, Problem.known_issue != "")
        case Role.ENGINEER:
            return or_(is_open, Problem.team_id == actor.team_id)
        case Role.LEAD:
            return is_open
        case Role.ADMIN:
            return false()


def find_packet(desk: Desk, reference: str, *, lock: bool = False) -> PacketRow:
    """Load a packet with its answers.

    lock: hold its row until the transaction ends, and keep the counts that it changes; for verbs.

    Raises NotFound when there is none or it is not this person's to read.
    """
    query = (
        select(PacketRow)
        .where(PacketRow.reference == reference, readable(desk.actor))
        .options(
            undefer(PacketRow.answers),
            undefer(PacketRow.not_available),
            joinedload(PacketRow.author),
            joinedload(PacketRow.acceptor),
            joinedload(PacketRow.team),
            joinedload(PacketRow.target_team),
        )
    )
    if lock:
        query = query.with_for_update(of=PacketRow).execution_options(populate_existing=True)
    row = desk.session.scalar(query)
    if row is None:
        raise NotFound("packet")
    if lock:
        keep_counts(desk, row)
    return row


def relations(actor: Actor, row: PacketRow) -> frozenset[Relation]:
    """Tell how `actor` stands to a packet; STRANGER when in no way."""
    found = set()
    if row.author_id == actor.id:
        found.add(Relation.AUTHOR)
    if actor.role is Role.TECHNICIAN and actor.team_id == row.team_id and actor.team_id:
        found.add(Relation.TEAMMATE)
    if actor.role is Role.ENGINEER and actor.team_id == row.target_team_id:
        found.add(Relation.TARGET)
    if actor.role is Role.LEAD:
        found.add(Relation.LEAD)
    if actor.role is Role.ADMIN:
        found.add(Relation.ADMIN)
    return frozenset(found or {Relation.STRANGER})
