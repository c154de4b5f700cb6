"""Lists of packets: a technician's own, a target's queue, one packet's history.

Reads only; every query is bounded, and none reads answers.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from escalator.domain.model import Priority, State
from escalator.services.access import readable, ways_to_read
from escalator.services.desk import Actor, Desk
from escalator.services.drafts import fold
from escalator.services.paging import Page, page_of
from escalator.store.rows import (
    Bounce,
    EventRow,
    ExceptionRow,
    PacketRow,
    Question,
    Revision,
)
from escalator.store.search import few_with, has_words
from escalator.store.words import ExceptionState

HISTORY = 200
MOST_WORDS = 8


class View(StrEnum):
    """The views of a queue."""

    WAITING = "waiting"
    MINE = "mine"
    P1 = "p1"
    BACK = "back"
    ALL = "all"


def own_packets(desk: Desk, *, states: Sequence[State], page: int = 1) -> Page:
    """Give the person's own packets in these states, the latest touched first."""
    ways = [and_(PacketRow.author_id == desk.actor.id, PacketRow.state == one) for one in states]
    return page_of(desk, ways, (PacketRow.updated_at.desc(), PacketRow.id.desc()), page)


def queue(desk: Desk, *, view: View, words: str = "", page: int = 1) -> Page:
    """Give a view of the queue: oldest of the highest priority first; `all` newest first."""
    if view is View.ALL:
        return _newest(desk, (PacketRow.revision > 0,), words, page)
    here = and_(_open_here(desk), _view_condition(desk, view), *has_words(_folded(words)))
    return page_of(desk, (here,), (PacketRow.priority, PacketRow.submitted_at, PacketRow.id), page)


def team_packets(desk: Desk, *, words: str = "", page: int = 1) -> Page:
    """Give every packet the person may read, newest first, narrowed to those with all words."""
    return _newest(desk, (), words, page)


def _newest(desk: Desk, conditions: Sequence[ColumnElement[bool]], words: str, page: int) -> Page:
    wanted = (*conditions, *has_words(_folded(words)))
    few = few_with(desk.session, _folded(words))
    if few is None:
        ways = [and_(way, *wanted) for way in ways_to_read(desk.actor)]
    else:
        ways = [and_(PacketRow.id.in_(few), readable(desk.actor), *wanted)]
    return page_of(desk, ways, (PacketRow.id.desc(),), page)


def _folded(words: str) -> Sequence[str]:
    return fold(words).split()[:MOST_WORDS]


def queue_counts(desk: Desk) -> Mapping[View, int]:
    """Count each view that is small by nature; `all` is left out, it only grows."""
    views = (View.WAITING, View.MINE, View.P1, View.BACK)
    totals = desk.session.execute(
        select(
            *(func.sum(case((_view_condition(desk, view), 1), else_=0)) for view in views)
        ).where(_open_here(desk))
    ).one()
    return {view: int(total or 0) for view, total in zip(views, totals, strict=True)}


def waiting_count(desk: Desk) -> ScalarSelect[int]:
    """Give the count of what waits in the queue, to be asked together with other counts."""
    waiting = _open_here(desk), _view_condition(desk, View.WAITING)
    return select(func.count(PacketRow.id)).where(*waiting).scalar_subquery()


def _open_here(desk: Desk) -> ColumnElement[bool]:
    return and_(
        PacketRow.target_team_id == desk.actor.team_id,
        PacketRow.state.in_((State.SUBMITTED, State.ACCEPTED)),
    )


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


def packets_needing_author_count(desk: Desk) -> int:
    """Count the person's packets that wait for them."""
    waiting = or_(*_waiting_for(desk.actor))
    return desk.session.scalar(select(func.count(PacketRow.id)).where(waiting)) or 0


def packets_needing_author(desk: Desk) -> tuple[PacketRow, ...]:
    """Give the person's packets that wait for them, those longest waiting first.

    Bounced, asked about, and resolved ones that they have to confirm.
    """
    return page_of(desk, _waiting_for(desk.actor), (PacketRow.ball_since, PacketRow.id), 1).rows


def _waiting_for(author: Actor) -> tuple[ColumnElement[bool], ...]:
    own = PacketRow.author_id == author.id
    asked = select(Question.packet_id).where(Question.replied_at.is_(None))
    return (
        and_(own, PacketRow.state.in_((State.BOUNCED, State.RESOLVED))),
        and_(own, PacketRow.id.in_(asked)),
    )
