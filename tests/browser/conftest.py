"""Fixtures of the browser tests: the application on a port of its own, with its cast."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from escalator.app import create_app
from escalator.config import load_settings
from escalator.store.engine import open_engine
from escalator.web.signin import hashed
from tests.house import SECRET, Clock, House

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Served:
    """The application being served.

    url: its address. folder: where its files are. database_url: its database. log: what it wrote.
    """

    url: str
    folder: Path
    database_url: str
    log: list[str]


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def served(empty_database_url: str, tmp_path: Path) -> Iterator[Served]:
    """The application with its cast and no packet, on the real clock."""
    settings = load_settings(
        folder=tmp_path, database_url=empty_database_url, secret=SECRET.decode()
    )
    app = create_app(settings)
    with app.app_context():
        password_hash = hashed(PASSWORD)
    engine = open_engine(settings.sqlalchemy_url())
    house = House(engine, Clock(datetime.now(UTC)))
    house.fill(hash_password=lambda _: password_hash)
    engine.dispose()
    log = _Lines()
    logging.getLogger().addHandler(log)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(
            f"http://127.0.0.1:{server.server_port}", tmp_path, empty_database_url, log.lines
        )
    finally:
        server.shutdown()
        thread.join()
        logging.getLogger().removeHandler(log)


@pytest.fixture
def house(served: Served) -> Iterator[House]:
    """The cast of the application being served, to act behind the browser's back."""
    engine = open_engine(served.database_url)
    house = House(engine, Clock(datetime.now(UTC)))
    house.know_cast()
    yield house
    house.close()
    engine.dispose()


class Opens(Protocol):
    """What the fixture `opened` is: a page of somebody's own browser, signed in."""

    def __call__(self, email: str, path: str) -> Page: ...


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Opens]:
    """Sign people in, each with a browser of their own, and open a page."""
    contexts = []

    def sign_in(email: str, path: str) -> Page:
        context = browser.new_context(base_url=served.url)
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("#email", email)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(lambda address: "/sign-in" not in address)
        page.goto(path)
        return page

    yield sign_in
    for context in contexts:
        context.close()
