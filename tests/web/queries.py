"""Counts the queries that a page costs."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from tests.house import House


@contextmanager
def counted_queries(house: House) -> Iterator[list[str]]:
    """Collect every SELECT that the house's database is asked while the block runs."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    event.listen(house.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(house.engine, "before_cursor_execute", note)
