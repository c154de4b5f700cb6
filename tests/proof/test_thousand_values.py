"""A thousand invented values go into the running application by every way in; none is found again.

Looked through are every byte of the database, what the server wrote to its terminal and its folder,
and every answer: pages, exports, redirects, headers and what cookies carry.

What is allowed to show a value, and why:

- The answer to a form that was refused, in its boxes: the person gets their own words back, so that
  nothing typed is lost. The same from the validator and the start form, which store nothing.
- The answer to a search or another address: it says what was asked for, and links to more of it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import sqlalchemy

from escalator.app import create_app
from escalator.config import load_settings
from escalator.store.engine import open_engine
from escalator.web.database import db
from escalator.web.signin import hashed
from tests.house import SECRET, Clock, House
from tests.proof.search import Found, Search, plain
from tests.proof.served import PASSWORD, Person, Served, serve, token_in
from tests.proof.values import KINDS, Supply
from tests.proof.ways import (
    Typist,
    ask_the_validator,
    fill_every_form,
    knock,
    knock_with_more,
    name_people,
    paste_evidence,
    save_every_item,
)
from tests.support.postgres import PostgresServer
from tests.web.ways_in import not_reached, url

SEED = "a thousand"
EMAILS = {
    "sam": "sam@north.example",
    "erin": "erin@apps.example",
    "theo": "theo@platform.example",
    "lee": "lee@lead.example",
}
LINK = re.compile(r'href="(/[^"#]*)')
UNFOLLOWED = re.compile(r"/(static|sign-in|sign-out)\b|/checklists/[^/]+/")
"""What would change who asks, and the many pages on single items, which no packet comes into."""
BOXES = re.compile(r"(?s)<textarea[^>]*>.*?</textarea>|<input[^>]*>")
"""What a page shows in boxes, to be changed and sent again."""
START = ("/", "/account", "/healthz", "/figures", "/requests", "/scoreboard.csv", "/people")
EXPORTS = (".md", ".json")


@pytest.fixture
def house(empty_database_url: str, tmp_path: Path) -> Iterator[House]:
    """The cast, on the real clock, in a database that nobody serves yet."""
    settings = load_settings(
        folder=tmp_path, database_url=empty_database_url, secret=SECRET.decode()
    )
    app = create_app(settings)
    with app.app_context():
        password_hash = hashed(PASSWORD)
        db.engine.dispose()
    engine = open_engine(settings.sqlalchemy_url())
    house = House(engine, Clock(datetime.now(UTC)))
    house.fill(hash_password=lambda _: password_hash)
    yield house
    house.close()
    engine.dispose()


def read_everything(person: Person) -> None:
    """Follow every link there is, a page with figures once for each kind of question."""
    seen: set[object] = set()
    waiting = list(START)
    while waiting:
        path = waiting.pop()
        if _question(path) in seen or UNFOLLOWED.match(path):
            continue
        seen.add(_question(path))
        answer = person.get(path)
        waiting += [unescape(link) for link in LINK.findall(answer.text)]
        waiting += [answer.location()] if answer.location() else []
        if re.fullmatch(r"/packets/E-\d+", path):
            waiting += [path + end for end in EXPORTS]


def _question(path: str) -> tuple[str, str]:
    """Give what tells one page from another: its path, and one thing that it is asked."""
    asked = urlsplit(path)
    names = [f"{name}={one}" if name == "of" else name for name, one in parse_qsl(asked.query)]
    return asked.path, max(names, default="")


def break_it(house: House, typist: Typist, nobody: Person) -> int:
    """Take the packets' table away and go on asking; gives how many requests broke."""
    with house.engine.begin() as connection:
        connection.execute(sqlalchemy.text("ALTER TABLE packets RENAME TO packets_elsewhere"))
    before = len(nobody.served.answers)
    knock_with_more(typist, nobody, "/packets/E-1001")
    for name, path in (("sam", "/packets/new"), ("erin", "/packets/E-1001/ask")):
        typist.supply.way = f"{path} when the database is broken"
        person = typist.people[name]
        fields = {"problem": typist.supply.lines(3), "text": typist.supply.lines(3)}
        started = {
            "ticket": typist.supply.line(),
            "category": "general",
            "csrf_token": person.token,
        }
        person.post(path, {**fields, **started}, own=typist.own())
    with house.engine.begin() as connection:
        connection.execute(sqlalchemy.text("ALTER TABLE packets_elsewhere RENAME TO packets"))
    return sum(one.status == 500 for one in nobody.served.answers[before:])


def in_answers(served: Served, search: Search) -> tuple[list[Found], int]:
    """Give what can be read in answers, and how often it was only somebody's own words coming back.

    The latter shows that what is there is found.
    """
    read, echoes = [], 0
    for one in served.answers:
        own = frozenset(map(id, one.own))
        is_address = one.request.startswith("GET")
        for part, words, may_echo in (
            ("headers", one.headers, is_address),
            ("boxes", " ".join(BOXES.findall(one.text)), one.may_echo),
            ("answer", BOXES.sub("", one.text), is_address),
        ):
            found = [*search.look(f"{words}\n{plain(words)}", f"{part} of {one.request}")]
            others = [each for each in found if not (may_echo and id(each.plant) in own)]
            read += others
            echoes += len(found) - len(others)
    return read, echoes


def everything_kept(house: House, served: Served, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the bytes of every file that the application wrote, and its database as text."""
    address = house.engine.url
    folders = {served.folder}
    if address.get_backend_name() == "sqlite":
        folders.add(Path(str(address.database)).parent)
        with sqlalchemy.create_engine(address).connect() as connection:
            told = connection.connection.driver_connection
            assert told is not None
            yield "\n".join(told.iterdump())
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        yield server.dump(str(address.database)).decode("utf-8", "replace")
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        yield path.read_bytes().decode("utf-8", "replace")


def use(served: Served, house: House, supply: Supply) -> None:
    """Type values in everywhere, read everything, and go on when the database is broken."""
    people = {name: Person(served, email) for name, email in EMAILS.items()}
    nobody = Person(served)
    nobody.token = token_in(nobody.get("/sign-in").text)
    typist = Typist(supply, people)
    fill_every_form(typist, house)
    assert not_reached(house) == []
    paste_evidence(typist, house)
    save_every_item(typist, house)
    name_people(typist)
    ask_the_validator(typist)
    knock(typist, nobody)
    knock_with_more(typist, nobody, url(house.start()))
    for person in (*people.values(), nobody):
        read_everything(person)
    assert break_it(house, typist, nobody) > 20


def tally(found: list[Found]) -> str:
    """Say what was found, by kind, way in and place; never the value."""
    counts = Counter((one.plant.kind, one.plant.way, one.place) for one in found)
    lines = [f"{n} x {kind}, typed into {way}: {place}" for (kind, way, place), n in counts.items()]
    return "\n".join(sorted(lines))


@pytest.mark.timeout(900)
def test_a_thousand_values_typed_in_everywhere_are_found_nowhere(
    house: House, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    supply = Supply(SEED)
    with serve(tmp_path, house.engine.url.render_as_string(hide_password=False)) as served:
        use(served, house, supply)
        kept = "\n".join(everything_kept(house, served, request))
    said = served.said()

    assert len({plant.told[0] for plant in supply.planted}) >= 1_000
    assert {plant.kind for plant in supply.planted} == {*KINDS, "private key"}
    assert "[EMAIL-1]" in kept
    assert "failed:" in said, "what broke was not logged"
    search = Search(supply.planted)
    read, echoes = in_answers(served, search)
    assert echoes > 100
    found = [
        *search.look(kept, "database and files"),
        *search.look(said, "the server's log"),
        *read,
    ]
    assert not found, tally(found)
