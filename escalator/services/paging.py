"""One page of a list of packets, found by index however many packets there are.

Which packets belong in a list, and in which order, is the caller's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from escalator.services.desk import Desk
from escalator.store.rows import PacketRow

Order: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    rows: at most PAGE. number: counted from 1. has_more: whether another page follows.
    """

    rows: tuple[PacketRow, ...]
    number: int
    has_more: bool


def page_of(
    desk: Desk,
    ways: Sequence[ColumnElement[bool]],
    order: Sequence[Order],
    number: int,
) -> Page:
    """Give one page of the packets that one of `ways` holds for, in `order`.

    Each way is asked by itself for its first few, which an index answers without a sort; asked
    together, a database sorts everything that any of them holds for. No way gives an empty page.
    """
    number = max(1, number)
    if not ways:
        return Page((), number, has_more=False)
    found = [_first(way, order, number * PAGE + 1) for way in ways]
    rows = desk.session.scalars(
        select(PacketRow)
        .where(PacketRow.id.in_(union(*found)))
        .options(
            joinedload(PacketRow.author),
            joinedload(PacketRow.acceptor),
            joinedload(PacketRow.team),
            joinedload(PacketRow.target_team),
        )
        .order_by(*order)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    return Page(tuple(rows[:PAGE]), number, len(rows) > PAGE)


def _first(way: ColumnElement[bool], order: Sequence[Order], count: int) -> Select[int]:
    few = select(PacketRow.id).where(way).order_by(*order).limit(count).subquery()
    return select(few.c.id)
