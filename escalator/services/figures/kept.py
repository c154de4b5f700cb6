"""Counts by UTC day, kept beside the events so that figures of long periods are sums of few rows.

A packet's counts are taken when a verb locks it and again before that verb commits, and the
difference is written in the same transaction. They are read by sums.py; told.py says what counts.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    Date,
    bindparam,
    case,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from escalator.domain.model import State
from escalator.services.desk import Desk
from escalator.services.figures.sums import BLOCK, KNOWN, OUTCOMES, By, block_start, dimension_by
from escalator.services.figures.told import Ever, told, told_of_one
from escalator.store.counts import DayCount
from escalator.store.rows import Base, PacketRow

COUNTED_AS = "4"
"""Which definition of the counts the table holds; another one is counted anew at the next start."""

COUNTS = Base.metadata.tables[DayCount.__tablename__]


class Cell(NamedTuple):
    """What one row of the table counts: its primary key, in its order."""

    dimension: str
    key: str
    figure: str
    day: date
    detail: str


Counts = Counter[Cell]


class Alike(NamedTuple):
    """What a packet has in common with others; customer "" where it must not be counted by one."""

    team: int | None
    target: int
    category: str
    priority: str
    person: int
    customer: str


_DEFINITION = Cell("", "", "definition", date.min, COUNTED_AS)


def keep_counts(desk: Desk, row: PacketRow) -> None:
    """Note what a packet, just locked, counts for, and write the difference at the verb's end."""
    if desk.is_awaiting(row.id):
        return
    before = _counts_of(desk.session, row)

    def count_again() -> None:
        desk.session.flush()
        after = _counts_of(desk.session, row)
        after.subtract(before)
        _add(desk.session, after)

    desk.before_commit(row.id, count_again)


def _counts_of(session: Session, row: PacketRow) -> Counts:
    if row.first_submitted_at is None and row.state is not State.WITHDRAWN:
        return Counter()  # a draft counts nowhere
    alike = Alike(
        row.team_id,
        row.target_team_id,
        row.checklist_name,
        row.priority,
        row.author_id,
        "" if row.restricted else row.customer,
    )
    found = session.execute(told_of_one(), {"packet": row.id})
    counts: Counts = Counter()
    for _, figure, detail, moment, n in found:
        for cell in _cells(alike, figure, moment.date(), detail):
            counts[cell] += n
    return counts


def _cells(alike: Alike, figure: str, day: date, detail: str) -> Iterator[Cell]:
    keys = {"": "", **{one: getattr(alike, one) for one in KNOWN}}
    for dimension, key in keys.items():
        if key is not None:
            yield Cell(dimension, str(key), figure, day, detail)
            blocks = dimension_by(dimension, BLOCK)
            yield Cell(blocks, str(key), figure, block_start(day), detail)
    for by in (By.PERSON, By.CUSTOMER) if figure in OUTCOMES else ():
        if key := getattr(alike, by):
            yield Cell(dimension_by(by, BLOCK), str(key), figure, block_start(day), detail)


def _add(session: Session, changes: Counts) -> None:
    """Add to the counts; in one order, lest two who write wait for each other."""
    changed = [{**cell._asdict(), "n": n} for cell, n in sorted(changes.items()) if n]
    if not changed:
        return
    connection = session.connection()
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name]
    adding = dialect.insert(COUNTS)
    adding = adding.on_conflict_do_update(
        index_elements=Cell._fields, set_={"n": COUNTS.c.n + adding.excluded.n}
    )
    connection.execute(adding, changed)
    if fewer := [one for one in changed if one["n"] < 0]:
        key = (COUNTS.c[name] == bindparam(f"the_{name}") for name in Cell._fields)
        keys = [{f"the_{name}": one[name] for name in Cell._fields} for one in fewer]
        connection.execute(delete(COUNTS).where(*key, COUNTS.c.n == 0), keys)


def count_anew(session: Session) -> None:
    """Count everything from the events and what is kept with them, and commit."""
    _keep_others_out(session)
    found = counted_now(session)
    session.execute(delete(DayCount))
    _add(session, found + Counter([_DEFINITION]))
    session.commit()


def count_unless_done(session: Session) -> None:
    """Count everything if this definition never was; called at start."""
    if not is_counted(session):
        count_anew(session)


def is_counted(session: Session) -> bool:
    """Say whether the table holds the counts as they are defined now."""
    return session.get(DayCount, _DEFINITION) is not None


def differences(session: Session) -> Counts:
    """Give by how much the kept counts are off; empty when they are right."""
    _keep_others_out(session)
    kept = Counter({Cell(*row[:-1]): row[-1] for row in session.execute(select(COUNTS))})
    kept.subtract(counted_now(session))
    del kept[_DEFINITION]
    return Counter({cell: n for cell, n in kept.items() if n})


def counted_now(session: Session) -> Counts:
    """Count everything."""
    found = told(Ever()).subquery("told")
    day = func.date(found.c.moment, type_=Date)
    if session.connection().dialect.name == "postgresql":
        day = func.date(func.timezone("UTC", found.c.moment), type_=Date)
    groups = (
        PacketRow.team_id,
        PacketRow.target_team_id,
        PacketRow.checklist_name,
        PacketRow.priority,
        PacketRow.author_id,
        case((PacketRow.restricted.is_(True), ""), else_=PacketRow.customer),
        found.c.figure,
        day,
        found.c.detail,
    )
    rows = session.execute(
        select(*groups, func.sum(found.c.n))
        .join(PacketRow, PacketRow.id == found.c.packet_id)
        .group_by(*groups)
    )
    counts: Counts = Counter()
    for *alike, figure, on, detail, n in rows:
        for cell in _cells(Alike(*alike), figure, on, detail):
            counts[cell] += int(n)
    return counts


def _keep_others_out(session: Session) -> None:
    """Let nobody change a packet until the transaction ends; SQLite's writers are alone anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE packets IN SHARE MODE"))
