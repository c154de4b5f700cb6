"""Lists of packets: a technician's own, a target's queue, one packet's history.

Reads only; every query is bounded, and none reads answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from escalator.domain.model import Priority, Role, State
from escalator.services.access import readable
from escalator.services.desk import Desk
from escalator.services.drafts import fold
from escalator.store.rows import (
    Bounce,
    EventRow,
    ExceptionRow,
    PacketRow,
    Question,
    Revision,
)
from escalator.store.words import ExceptionState, Ruling

PAGE = 50
HISTORY = 200


class View(StrEnum):
    """The views of a queue."""

    WAITING = "waiting"
    MINE = "mine"
    P1 = "p1"
    BACK = "back"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    rows: at most PAGE. number: counted from 1. has_more: whether another page follows.
    """

    rows: tuple[PacketRow, ...]
    number: int
    has_more: bool


def own_packets(desk: Desk, *, states: Sequence[State], page: int = 1) -> Page:
    """Give the person's own packets in these states, the latest touched first."""
    query = (
        select(PacketRow)
        .where(PacketRow.author_id == desk.actor.id, PacketRow.state.in_(states))
        .order_by(PacketRow.updated_at.desc(), PacketRow.id.desc())
    )
    return _page(desk, query, page)


def queue(desk: Desk, *, view: View, words: str = "", page: int = 1) -> Page:
    """Give a view of the queue: oldest of the highest priority first; `all` newest first."""
    query = select(PacketRow).where(_in_view(desk, view))
    for word in fold(words).split()[:8]:
        query = query.where(PacketRow.search_text.contains(word, autoescape=True))
    if view is View.ALL:
        query = query.order_by(PacketRow.id.desc())
    else:
        query = query.order_by(PacketRow.priority, PacketRow.submitted_at, PacketRow.id)
    return _page(desk, query, page)


def queue_counts(desk: Desk) -> Mapping[View, int]:
    """Count each view that is small by nature; `all` is left out, it only grows."""
    views = (View.WAITING, View.MINE, View.P1, View.BACK)
    totals = desk.session.execute(
        select(
            *(func.sum(case((_view_condition(desk, view), 1), else_=0)) for view in views)
        ).where(_open_here(desk))
    ).one()
    return {view: int(total or 0) for view, total in zip(views, totals, strict=True)}


def _open_here(desk: Desk) -> ColumnElement[bool]:
    return and_(
        PacketRow.target_team_id == desk.actor.team_id,
        PacketRow.state.in_((State.SUBMITTED, State.ACCEPTED)),
    )


def _in_view(desk: Desk, view: View) -> ColumnElement[bool]:
    if view is View.ALL:
        return and_(readable(desk.actor), PacketRow.revision > 0)
    return and_(_open_here(desk), _view_condition(desk, view))


def _view_condition(desk: Desk, view: View) -> ColumnElement[bool]:
    submitted = PacketRow.state == State.SUBMITTED
    match view:
        case View.WAITING:
            return submitted
        case View.MINE:
            return and_(PacketRow.state == State.ACCEPTED, PacketRow.acceptor_id == desk.actor.id)
        case View.P1:
            return PacketRow.priority == Priority.P1
        case View.BACK:
            return and_(submitted, PacketRow.revision > 1)
        case View.ALL:
            return readable(desk.actor)


def team_packets(desk: Desk, *, words: str = "", page: int = 1) -> Page:
    """Give every packet the person may read, newest first, narrowed to those with all words."""
    query = select(PacketRow).where(readable(desk.actor)).order_by(PacketRow.id.desc())
    for word in fold(words).split()[:8]:
        query = query.where(PacketRow.search_text.contains(word, autoescape=True))
    return _page(desk, query, page)


def _page(desk: Desk, query: Select[PacketRow], number: int) -> Page:
    number = max(1, number)
    loaded = desk.session.scalars(
        query.options(
            joinedload(PacketRow.author),
            joinedload(PacketRow.acceptor),
            joinedload(PacketRow.team),
            joinedload(PacketRow.target_team),
        )
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    return Page(tuple(loaded[:PAGE]), number, len(loaded) > PAGE)


def latest_bounces(desk: Desk, rows: Sequence[PacketRow]) -> Mapping[int, Bounce]:
    """Give the latest bounce of each of these packets, by packet id."""
    newest = (
        select(func.max(Bounce.id))
        .where(Bounce.packet_id.in_([row.id for row in rows]))
        .group_by(Bounce.packet_id)
    )
    found = desk.session.scalars(
        select(Bounce).where(Bounce.id.in_(newest)).options(joinedload(Bounce.engineer))
    )
    return {one.packet_id: one for one in found}


def excepted_counts(desk: Desk, rows: Sequence[PacketRow]) -> Mapping[int, int]:
    """Count the items that exceptions let each of these packets go without, by packet id.

    A packet without an exception is left out.
    """
    found = desk.session.scalars(
        select(ExceptionRow).where(
            ExceptionRow.packet_id.in_([row.id for row in rows]),
            ExceptionRow.state.in_((ExceptionState.TAKEN, ExceptionState.APPROVED)),
        )
    )
    items: dict[int, set[str]] = {}
    for one in found:
        items.setdefault(one.packet_id, set()).update(one.items)
    return {packet: len(names) for packet, names in items.items()}


def history(desk: Desk, row: PacketRow) -> tuple[EventRow, ...]:
    """Give what happened to a packet, oldest first, at most HISTORY newest events."""
    newest = desk.session.scalars(
        select(EventRow)
        .where(EventRow.packet_id == row.id)
        .options(joinedload(EventRow.actor))
        .order_by(EventRow.id.desc())
        .limit(HISTORY)
    ).all()
    return tuple(reversed(newest))


def bounces_of(desk: Desk, row: PacketRow) -> tuple[Bounce, ...]:
    """Give a packet's bounces, oldest first."""
    return tuple(
        desk.session.scalars(
            select(Bounce)
            .where(Bounce.packet_id == row.id)
            .options(joinedload(Bounce.engineer))
            .order_by(Bounce.id)
        )
    )


def questions_of(desk: Desk, row: PacketRow) -> tuple[Question, ...]:
    """Give a packet's questions, oldest first."""
    return tuple(
        desk.session.scalars(
            select(Question)
            .where(Question.packet_id == row.id)
            .options(joinedload(Question.engineer))
            .order_by(Question.id)
        )
    )


def revisions_of(desk: Desk, row: PacketRow) -> tuple[Revision, ...]:
    """Give a packet's revisions without their documents, oldest first."""
    return tuple(
        desk.session.scalars(
            select(Revision).where(Revision.packet_id == row.id).order_by(Revision.number)
        )
    )


def exceptions_of(desk: Desk, row: PacketRow) -> tuple[ExceptionRow, ...]:
    """Give a packet's exceptions, oldest first."""
    return tuple(
        desk.session.scalars(
            select(ExceptionRow)
            .where(ExceptionRow.packet_id == row.id)
            .options(joinedload(ExceptionRow.author))
            .order_by(ExceptionRow.id)
        )
    )


def exceptions_waiting(desk: Desk) -> tuple[ExceptionRow, ...]:
    """Give the exceptions no lead has decided on, broken glass first, oldest first."""
    return tuple(
        desk.session.scalars(
            select(ExceptionRow)
            .join(PacketRow, PacketRow.id == ExceptionRow.packet_id)
            .where(
                ExceptionRow.state.in_((ExceptionState.ASKED, ExceptionState.TAKEN)),
                PacketRow.state != State.WITHDRAWN,
                readable(desk.actor),
            )
            .options(joinedload(ExceptionRow.packet), joinedload(ExceptionRow.author))
            .order_by(ExceptionRow.broke_glass.desc(), ExceptionRow.id)
            .limit(PAGE)
        )
    )


def contests_waiting(desk: Desk) -> tuple[Bounce, ...]:
    """Give the contested bounces no lead has ruled on, oldest first."""
    return tuple(
        desk.session.scalars(
            select(Bounce)
            .join(PacketRow, PacketRow.id == Bounce.packet_id)
            .where(Bounce.ruling == Ruling.CONTESTED, readable(desk.actor))
            .options(joinedload(Bounce.packet), joinedload(Bounce.engineer))
            .order_by(Bounce.contested_at, Bounce.id)
            .limit(PAGE)
        )
    )


def requests_waiting_count(desk: Desk) -> int:
    """Count what waits for a lead: exceptions and contests."""
    if desk.actor.role is not Role.LEAD:
        return 0
    return len(exceptions_waiting(desk)) + len(contests_waiting(desk))


def needs_author(desk: Desk) -> ColumnElement[bool]:
    """Give the condition under which one of the person's packets waits for them."""
    asked = exists().where(Question.packet_id == PacketRow.id, Question.replied_at.is_(None))
    return and_(
        PacketRow.author_id == desk.actor.id,
        or_(PacketRow.state.in_((State.BOUNCED, State.RESOLVED)), asked),
    )


def packets_needing_author_count(desk: Desk) -> int:
    """Count the person's packets that wait for them."""
    return desk.session.scalar(select(func.count(PacketRow.id)).where(needs_author(desk))) or 0


def packets_needing_author(desk: Desk) -> tuple[PacketRow, ...]:
    """Give the person's packets that wait for them, those longest waiting first.

    Bounced, asked about, and resolved ones that they have to confirm.
    """
    query = select(PacketRow).where(needs_author(desk)).order_by(PacketRow.ball_since)
    return _page(desk, query, 1).rows
