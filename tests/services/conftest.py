"""Fixtures of the services' tests: a house with its cast, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from escalator.store.engine import open_engine
from escalator.store.migrate import migrate
from tests.house import House, empty


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    """The migrated database of this worker."""
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def house(engine: Engine) -> Iterator[House]:
    """A house with its cast and no packet; emptied afterwards."""
    house = House(engine)
    house.fill()
    yield house
    house.close()
    empty(engine)
