"""Fixtures that hand out databases: the same test runs on SQLite and on PostgreSQL.

What is in them (tables, rows, the app) is the business of the folders that use them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.support.closing import give_up
from tests.support.postgres import PostgresServer, join_server
from tests.support.run import RUN_FOLDER, worker_name
from tools.machine import find_postgres

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> PostgresServer:
    """The run's PostgreSQL server; without one on this machine the test is not run."""
    programs = find_postgres()
    if programs is None:
        give_up("postgresql")
    return join_server(pytestconfig.stash[RUN_FOLDER], programs)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of this worker's database, empty at first and kept for all its tests.

    Tests that leave rows behind clean up after themselves, or go through a fixture that does.
    """
    with _empty_database(request) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database that this test alone uses, without a table; for migrations."""
    with _empty_database(request) as url:
        yield url


@contextmanager
def _empty_database(request: pytest.FixtureRequest) -> Iterator[str]:
    name = f"tests_{worker_name()}_{next(_numbers)}"
    if request.param == "sqlite":
        folders: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
        file: Path = folders.mktemp(name) / "escalator.sqlite"
        yield f"sqlite:///{file}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(name) as url:
        yield url
