"""How a database is opened, and when a transaction takes the write lock.

No table and no query is named here. SQLite waits for a lock only when it is asked for at the
start of a transaction: one that begins reading and writes later fails at once when another
writer came between. So whoever means to write says so before the first statement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

SQLITE_CACHE_KB = 16_000
"""Of each connection. With the 2 MB that SQLite takes by itself, what proposals count of 100,000
packets took twice as long."""

SQLITE_BUSY_MS = 10_000

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Make every transaction begun inside take the write lock at its start."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def set_writing(means_to_write: bool) -> None:
    """Say whether the transactions begun from here on mean to write; for a request as a whole."""
    _writing.set(means_to_write)


def open_engine(url: str) -> Engine:
    """Open `url` outside the web application: migrations, commands, tests."""
    engine = create_engine(url)
    prepare(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Give an engine the settings the house relies on; harmless when called twice."""
    if engine.dialect.name != "sqlite" or event.contains(engine, "begin", _begin):
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"cache_size=-{SQLITE_CACHE_KB}",
        f"busy_timeout={SQLITE_BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
