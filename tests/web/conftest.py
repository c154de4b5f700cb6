"""Fixtures of the pages' tests: the whole application with its cast, asked through its test client.

The pages run on SQLite; that services and figures agree on both databases is tests/services' part.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from escalator.app import create_app
from escalator.config import load_settings
from escalator.web.database import db
from escalator.web.signin import hashed
from tests.house import SECRET, Clock, House, empty
from tests.web.pages import Visitor


@pytest.fixture(scope="session")
def clock() -> Clock:
    """The clock of the application; put back before each test."""
    return Clock()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Flask:
    """The application, started once for all tests of this worker."""
    folder: Path = tmp_path_factory.mktemp("installation")
    app = create_app(load_settings(folder=folder, secret=SECRET.decode()), clock=clock)
    app.testing = True
    return app


@pytest.fixture(scope="session")
def _hash(app: Flask) -> str:
    with app.app_context():
        return hashed("correct horse battery")


@pytest.fixture
def house(app: Flask, clock: Clock, _hash: str) -> Iterator[House]:
    """The cast in the application's database; everybody's password is the same."""
    clock.now = Clock().now
    with app.app_context():
        engine = db.engine
    empty(engine)
    house = House(engine, clock)
    house.fill(hash_password=lambda _: _hash)
    yield house
    house.close()
    empty(engine)


@pytest.fixture
def visit(app: Flask, house: House) -> "type[Visitor]":
    """Make a visitor: `visit("sam")` is Sam, signed in; `visit()` is nobody."""

    class Bound(Visitor):
        def __init__(self, name: str = "") -> None:
            client: FlaskClient = app.test_client()
            super().__init__(client)
            if name:
                self.sign_in(house.people[name])

    return Bound
