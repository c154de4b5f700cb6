"""Adding people and teams through the services, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import event

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Tier
from escalator.services.people import add_team
from escalator.store.engine import writing
from escalator.store.rows import Team
from tests.house import House


def test_a_team_added_twice_at_once_is_known_to_the_second(house: House) -> None:
    came_in = Event()

    def again() -> None:
        with house.session() as session, writing():
            add_team(session, slug="twin", name="Twin", tier=Tier.S1)

    def notice(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("BEGIN", "INSERT INTO teams")):
            came_in.set()  # SQLite waits where it begins, PostgreSQL where it inserts

    with house.session() as first, writing(), ThreadPoolExecutor(1) as other:
        first.add(Team(slug="twin", name="Twin", tier=Tier.S1))
        first.flush()
        event.listen(house.engine, "before_cursor_execute", notice)
        sent = other.submit(again)
        came_in.wait()
        first.commit()
        with pytest.raises(InvalidEntry, match="this short name already"):
            sent.result()
        event.remove(house.engine, "before_cursor_execute", notice)
