"""Server time, queries and size of each page with many packets."""

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from bench.clock import middle_and_slow, milliseconds
from bench.crowd import crowded
from escalator.app import create_app
from escalator.demo.cast import ERIN, LEE, SAM
from escalator.store.rows import PacketRow, Person
from escalator.web.database import db

ROUNDS = 60
SOME = 60
"""Pages of one kind that are asked for their queries and size; the most counts."""
PAGE_MS, SCOREBOARD_MS, QUERIES, FIRST_LOAD = 60, 250, 15, 30_000
ASSET = re.compile(r'(?:href|src)="(/static/[^"?]+)')


def run(packets: int, kinds: Sequence[str]) -> list[str]:
    """Print each page with few and with many packets; gives the limits that were missed."""
    missed: list[str] = []
    for kind in kinds:
        few: dict[str, int] = {}
        for wanted in (1_000, packets):
            with _application(kind, wanted) as app:
                missed += _run_pages(app, f"{kind}, {wanted} packets", few)
    return missed


def _run_pages(app: Flask, title: str, few: dict[str, int]) -> Iterator[str]:
    """Print one line a page; yields the missed limits. few: page -> queries with few packets."""
    print(f"\n{title:<28} p50 ms   p95 ms  queries   first load, bytes")
    for name, (email, paths) in _pages(app).items():
        p50, p95, queries, size = _measure(app, email, paths)
        print(f"{name:<26} {p50:8.1f} {p95:8.1f} {queries:8d} {size:12d}", flush=True)
        limit = SCOREBOARD_MS if name.startswith("scoreboard") else PAGE_MS
        if p95 > limit:
            yield f"{title}: {name}: p95 {p95:.0f} ms, limit {limit}"
        if queries > QUERIES:
            yield f"{title}: {name}: {queries} queries, limit {QUERIES}"
        if queries > few.setdefault(name, queries):
            yield f"{title}: {name}: queries grow with the packets"
        if size > FIRST_LOAD:
            yield f"{title}: {name}: first load {size} bytes, limit {FIRST_LOAD}"


@contextmanager
def _application(kind: str, packets: int) -> Iterator[Flask]:
    with crowded(kind, packets) as settings:
        app = create_app(settings)
        yield app
        with app.app_context():
            db.engine.dispose()


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
        "queue, rare word": (ERIN, ["/queue?view=all&q=quagmire"]),
        "queue, common word": (ERIN, ["/queue?view=all&q=export"]),
        "packet": (ERIN, [f"/packets/{reference}" for reference in chosen]),
        "my packets": (SAM, ["/packets"]),
        "team, with search": (SAM, ["/packets/team", "/packets/team?q=export"]),
        "start": (SAM, ["/packets/new"]),
        "editor": (SAM, [f"/packets/{reference}/edit" for reference in draft]),
        "scoreboard": (LEE, ["/scoreboard"]),
        "scoreboard, 26 weeks": (LEE, ["/scoreboard?weeks=26"]),
        "packets behind": (LEE, ["/scoreboard/packets?of=decided"]),
        "requests": (LEE, ["/requests"]),
    }


def _measure(app: Flask, email: str, paths: list[str]) -> tuple[float, float, int, int]:
    client = _signed_in(app, email)
    with app.app_context():
        engine = db.engine
    queries = 0
    for path in paths[:SOME]:
        client.get(path)
        with _counted(engine) as statements:
            client.get(path)
        queries = max(queries, len(statements))
    times = [
        milliseconds(partial(client.get, paths[number % len(paths)])) for number in range(ROUNDS)
    ]
    p50, p95 = middle_and_slow(times)
    return p50, p95, queries, max(_first_load(client, path) for path in paths[:SOME])


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


def _first_load(client: FlaskClient, path: str) -> int:
    """Give the bytes of a page and its files as a browser over HTTPS gets them."""
    compressed = {"Accept-Encoding": "br"}
    files = sorted(set(ASSET.findall(client.get(path).text)))
    return sum(len(client.get(one, headers=compressed).data) for one in (path, *files))
