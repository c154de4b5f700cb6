"""Databases with many packets, on SQLite and on PostgreSQL.

A few packets are made by the services; the rest are clones of those that are finished, with all
their rows under other numbers and at other times.
"""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, insert, select, text
from sqlalchemy.orm import Session

from escalator.config import Settings, load_settings
from escalator.contracts import load_contracts
from escalator.demo import fill
from escalator.services.desk import wall_clock
from escalator.services.figures.kept import count_anew
from escalator.store.engine import open_engine, writing
from escalator.store.migrate import migrate
from escalator.store.rows import Base, PacketRow
from tests.support.postgres import join_server, stop_server
from tools.machine import find_postgres

SEEDS = 60
STEP = 1_000_000
SPREAD = timedelta(weeks=52)
PARENTS: dict[str, dict[str, str]] = {
    "packets": {},
    "revisions": {"packet_id": "packets"},
    "events": {"packet_id": "packets"},
    "submissions": {"packet_id": "packets"},
    "bounces": {"packet_id": "packets"},
    "questions": {"packet_id": "packets"},
    "exceptions": {"packet_id": "packets"},
    "charges": {"bounce_id": "bounces"},
    "resolutions": {"packet_id": "packets"},
    "stated": {"packet_id": "packets"},
    "faults": {"charge_id": "charges"},
}
"""The tables that are cloned, parents first: column -> the table whose id it holds."""

Rows = list[dict[str, object]]
Shifts = dict[object, timedelta]
"""Row's id -> how far its moments move."""


@contextmanager
def crowded(kind: str, packets: int) -> Iterator[Settings]:
    """Give the settings of an installation with so many packets; kind: a dialect's name."""
    with tempfile.TemporaryDirectory() as name, _database(kind, Path(name)) as url:
        settings = load_settings(
            folder=Path(name), database_url=url, secret="a secret for measuring only, long enough"
        )
        engine = open_engine(settings.sqlalchemy_url())
        if engine.dialect.name != kind:
            raise SystemExit(
                f"{kind} was asked for, {engine.dialect.name} is what would be measured"
            )
        migrate(engine)
        fill(
            engine,
            load_contracts(),
            settings.secret_bytes(),
            now=wall_clock(),
            packets=min(SEEDS, packets),
        )
        _clone(engine, packets)
        with writing(), Session(engine) as session:
            count_anew(session)  # clones pass the services by
        _analyze(engine)
        engine.dispose()
        yield settings


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    programs = find_postgres()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed; see make test")
    folder.chmod(0o755)  # the server runs as somebody else when we are root
    server = join_server(folder, programs)
    try:
        with server.database("bench") as url:
            yield url
    finally:
        stop_server(folder)


def _clone(engine: Engine, packets: int) -> None:
    with engine.connect() as connection:
        originals = _finished(connection)
    chance = random.Random(1)  # nosec B311
    copies = (packets - SEEDS) // len(originals["packets"])
    with writing(), engine.begin() as connection:
        for copy in range(1, copies + 1):
            shifts = _shifts(originals, chance)
            for name, rows in originals.items():
                moved = [_moved(row, name, copy * STEP, shifts[name]) for row in rows]
                if moved:
                    connection.execute(insert(Base.metadata.tables[name]), moved)


def _analyze(engine: Engine) -> None:
    """Have PostgreSQL look at what there is; SQLite is told, see store/planner.py."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def _finished(connection: Connection) -> dict[str, Rows]:
    """Give the rows of all closed packets by table."""
    found: dict[str, Rows] = {}
    for name, parents in PARENTS.items():
        table: Table = Base.metadata.tables[name]
        query = select(table)
        for column, parent in parents.items():
            query = query.where(table.c[column].in_([row["id"] for row in found[parent]]))
        if name == "packets":
            query = query.where(PacketRow.closed_at.is_not(None))
        found[name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


def _shifts(originals: dict[str, Rows], chance: random.Random) -> dict[str, Shifts]:
    """Move each packet so that it was closed at any time of the last year; its rows with it."""
    now = wall_clock()
    shifts: dict[str, Shifts] = {
        "packets": {
            row["id"]: now - as_moment(row["closed_at"]) - chance.random() * SPREAD
            for row in originals["packets"]
        }
    }
    for name, parents in PARENTS.items():
        for column, parent in parents.items():
            shifts[name] = {row["id"]: shifts[parent][row[column]] for row in originals[name]}
    return shifts


def as_moment(value: object) -> datetime:
    """Say that a value is a moment."""
    assert isinstance(value, datetime)  # nosec B101 - for the type checker
    return value


def _moved(row: dict[str, object], table: str, offset: int, shifts: Shifts) -> dict[str, object]:
    shift = shifts[row["id"]]
    moved = {
        key: value + shift if isinstance(value, datetime) else value for key, value in row.items()
    }
    for key in ("id", *PARENTS[table]):
        moved[key] = int(str(row[key])) + offset
    if table == "packets":
        moved["reference"] = f"E-{moved['id']}"
        moved["start_key"] = f"bench-{moved['id']}"
    return moved
