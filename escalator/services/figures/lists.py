"""The packets behind a figure: one row for each thing it counts.

A row that the person may not read says that it exists, and nothing of what is in it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from escalator.services.access import readable
from escalator.services.desk import Desk
from escalator.services.figures.filters import Filters
from escalator.services.figures.marks import Of, marks
from escalator.store.rows import PacketRow

PAGE = 50


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that a figure counts.

    row: its packet. at: when it happened. is_readable: whether the person may read the packet;
    where not, only its existence may be shown.
    """

    row: PacketRow
    at: datetime
    is_readable: bool


@dataclass(frozen=True, slots=True)
class CountedPage:
    """One page of what a figure counts, newest first.

    total: of all pages. number: counted from 1.
    """

    rows: tuple[Counted, ...]
    total: int
    number: int

    @property
    def first(self) -> int:
        """The place of its first row among all, counted from 1; 0 when there is none."""
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place of its last row."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return self.last < self.total and bool(self.rows)


def packets_behind(
    desk: Desk, filters: Filters, of: Of, detail: str = "", *, page: int = 1
) -> CountedPage:
    """Give what a figure counts, newest first; a packet stands there as often as it is counted."""
    number = max(1, page)
    marked = marks(filters, of, detail, now=desk.now()).subquery("marked")
    total = desk.session.scalar(select(func.count()).select_from(marked)) or 0
    rows = desk.session.execute(
        select(PacketRow, marked.c.at, readable(desk.actor).label("is_readable"))
        .join(marked, marked.c.packet_id == PacketRow.id)
        .options(
            joinedload(PacketRow.author),
            joinedload(PacketRow.acceptor),
            joinedload(PacketRow.team),
            joinedload(PacketRow.target_team),
        )
        .order_by(marked.c.at.desc(), PacketRow.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    counted = tuple(Counted(row, at, bool(is_readable)) for row, at, is_readable in rows)
    return CountedPage(counted, total, number)
