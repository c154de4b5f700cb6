"""The database session of a request: Flask-SQLAlchemy as engine and session glue, nothing more.

Models stand on their own base, so that this file is all there is to swap.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

from escalator.store.engine import prepare, set_writing
from escalator.store.rows import Base

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def init_database(app: Flask) -> None:
    """Open the database and let every request that may write take the lock at its start."""
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)

    @app.before_request
    def choose_transaction() -> None:
        set_writing(request.method not in READING)

    @app.teardown_request
    def forget_transaction(_error: BaseException | None) -> None:
        set_writing(False)


@contextmanager
def writing_after_all() -> Iterator[None]:
    """Let a request that only reads, as a rule, write: its transactions inside take the lock.

    What was read before is forgotten, since it may have changed.
    """
    db.session.rollback()
    set_writing(True)
    try:
        yield
    finally:
        set_writing(False)
