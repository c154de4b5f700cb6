"""Server time, queries and size of each page with many packets, on SQLite.

The packets are clones of a few that the services made: the same rows, other numbers and dates.
"""

import gzip
import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.orm import Session

from bench.clock import middle_and_slow, milliseconds
from escalator.app import create_app
from escalator.config import load_settings
from escalator.contracts import load_contracts
from escalator.demo import fill
from escalator.demo.cast import ERIN, LEE, SAM
from escalator.services.desk import wall_clock
from escalator.store.engine import open_engine, writing
from escalator.store.migrate import migrate
from escalator.store.rows import Base, PacketRow, Person
from escalator.web.database import db

ROUNDS = 60
PAGE_MS, SCOREBOARD_MS, QUERIES, FIRST_LOAD = 60, 250, 15, 30_000
CLONED = ("packets", "revisions", "events", "bounces", "questions", "exceptions")
ASSET = re.compile(r'(?:href|src)="(/static/[^"?]+)')


def run(packets: int) -> list[str]:
    """Print each page with few and with many packets; gives the limits that were missed."""
    missed: list[str] = []
    few: dict[str, int] = {}
    for wanted in (1_000, packets):
        with tempfile.TemporaryDirectory() as folder, _application(Path(folder), wanted) as app:
            print(f"\n{wanted} packets          p50 ms   p95 ms  queries   first load, bytes")
            for name, (email, paths) in _pages(app).items():
                p50, p95, queries, size = _measure(app, email, paths)
                print(f"{name:<22} {p50:8.1f} {p95:8.1f} {queries:8d} {size:12d}")
                limit = SCOREBOARD_MS if name == "scoreboard" else PAGE_MS
                if p95 > limit:
                    missed.append(f"{name}, {wanted} packets: p95 {p95:.0f} ms, limit {limit}")
                if queries > QUERIES:
                    missed.append(f"{name}: {queries} queries, limit {QUERIES}")
                if queries > few.setdefault(name, queries):
                    missed.append(f"{name}: queries grow with the packets")
                if size > FIRST_LOAD:
                    missed.append(f"{name}: first load {size} bytes, limit {FIRST_LOAD}")
    return missed


@contextmanager
def _application(folder: Path, packets: int) -> Iterator[Flask]:
    settings = load_settings(folder=folder, secret="a secret for measuring only, long enough")
    engine = open_engine(settings.sqlalchemy_url())
    migrate(engine)
    fill(engine, load_contracts(), settings.secret_bytes(), now=wall_clock(), packets=60)
    _clone(engine, packets)
    engine.dispose()
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


def _clone(engine: Engine, packets: int) -> None:
    """Repeat every packet that is finished, with all its rows, until there are enough."""
    tables = {name: Base.metadata.tables[name] for name in CLONED}
    with Session(engine) as session:
        finished = select(PacketRow.id).where(PacketRow.closed_at.is_not(None))
        ids = sorted(session.scalars(finished))
        rows = {
            name: [
                dict(row)
                for row in session.execute(
                    select(table).where(
                        table.c["id" if name == "packets" else "packet_id"].in_(ids)
                    )
                ).mappings()
            ]
            for name, table in tables.items()
        }
    copies = (packets - len(ids)) // len(ids)
    step = 1_000_000
    with writing(), engine.begin() as connection:
        for copy in range(1, copies + 1):
            shift = timedelta(hours=copy % 4_000)
            for name, table in tables.items():
                made = [_moved(row, name, copy * step, shift) for row in rows[name]]
                if made:
                    connection.execute(insert(table), made)


def _moved(row: dict[str, object], table: str, offset: int, shift: timedelta) -> dict[str, object]:
    moved = {
        key: value - shift if isinstance(value, datetime) else value for key, value in row.items()
    }
    moved["id"] = int(str(row["id"])) + offset
    if table == "packets":
        moved["reference"] = f"E-{moved['id']}"
        moved["start_key"] = f"bench-{moved['id']}"
    else:
        moved["packet_id"] = int(str(row["packet_id"])) + offset
    return moved


def _pages(app: Flask) -> dict[str, tuple[str, list[str]]]:
    with app.app_context():
        apps_team = select(Person.team_id).where(Person.email == ERIN).scalar_subquery()
        theirs = select(PacketRow.reference).where(PacketRow.target_team_id == apps_team)
        some = list(db.session.scalars(theirs.limit(2_000)))
        sam = select(Person.id).where(Person.email == SAM).scalar_subquery()
        draft = db.session.scalars(
            select(PacketRow.reference).where(
                PacketRow.author_id == sam, PacketRow.state == "draft"
            )
        ).all()
    chosen = random.Random(1).sample(some, min(ROUNDS, len(some)))  # nosec B311
    return {
        "queue, waiting": (ERIN, ["/queue"]),
        "queue, all": (ERIN, ["/queue?view=all"]),
        "packet": (ERIN, [f"/packets/{reference}" for reference in chosen]),
        "my packets": (SAM, ["/packets"]),
        "team, with search": (SAM, ["/packets/team", "/packets/team?q=export"]),
        "start": (SAM, ["/packets/new"]),
        "editor": (SAM, [f"/packets/{reference}/edit" for reference in draft]),
        "scoreboard": (LEE, ["/scoreboard"]),
        "requests": (LEE, ["/requests"]),
    }


def _measure(app: Flask, email: str, paths: list[str]) -> tuple[float, float, int, int]:
    client = _signed_in(app, email)
    with app.app_context():
        engine = db.engine
    text = client.get(paths[0]).text
    with _counted(engine) as statements:
        client.get(paths[0])
    times = [
        milliseconds(partial(client.get, paths[number % len(paths)])) for number in range(ROUNDS)
    ]
    p50, p95 = middle_and_slow(times)
    return p50, p95, len(statements), _first_load(client, text)


def _signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    with app.app_context():
        person = db.session.scalars(select(Person).where(Person.email == email)).one()
        key = person.fs_uniquifier
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = key, True
    return client


@contextmanager
def _counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statement = str(arguments[2])
        if not statement.startswith(("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def _first_load(client: FlaskClient, page: str) -> int:
    size = len(gzip.compress(page.encode()))
    for address in sorted(set(ASSET.findall(page))):
        size += len(gzip.compress(client.get(address).data))
    return size
