"""Two people change one packet in the same moment: one wins, the other learns what happened."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import sleep

import pytest
from sqlalchemy import select, text

from escalator.domain.errors import NotFound, StaleVersion
from escalator.domain.model import Target, Tier
from escalator.services.desk import Desk
from escalator.services.drafts import Edit, save_draft
from escalator.services.review import accept, pass_on
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from tests.house import House

Change = Callable[[Desk], object]
WON = "won"


def in_the_same_moment(house: House, names: tuple[str, str], change: Change) -> list[str]:
    """Let two people make the same change at once; gives what each was told, or WON."""

    def try_to(name: str) -> str:
        with house.session() as session:
            desk = house.desk_in(session, name)
            with writing():
                try:
                    change(desk)
                except StaleVersion as error:
                    return f"after {error.changed_by or 'yourself'}"
                except NotFound:
                    return "nothing there"
        return WON

    with ThreadPoolExecutor(2) as pool, all_packets_held(house) as wait_for:
        told = [pool.submit(try_to, name) for name in names]
        wait_for(len(names))
    return [words.result() for words in told]


@contextmanager
def all_packets_held(house: House) -> Iterator[Callable[[int], None]]:
    """Keep every packet from being changed; gives what waits until so many want to.

    Only on PostgreSQL, where each of them then gets a row for which it waited; SQLite lets one
    begin after the other anyway.
    """

    def wait_for(count: int) -> None:
        while session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")) < count:
            sleep(0.01)

    with house.session() as session:
        if house.engine.dialect.name != "postgresql":
            yield lambda _: None
            return
        session.execute(select(PacketRow.id).with_for_update())
        yield wait_for


@pytest.mark.parametrize("turn", range(3))
def test_of_two_who_accept_the_second_learns_who_was_first(house: House, turn: int) -> None:
    row = house.submitted(category="data-integrity", ticket=f"ZD-{turn}")
    accepts: Change = lambda desk: accept(desk, row.reference, version=row.version)  # noqa: E731
    told = dict(
        zip(("theo", "tess"), in_the_same_moment(house, ("theo", "tess"), accepts), strict=True)
    )
    winner = next(name for name, words in told.items() if words == WON)
    assert set(told.values()) == {WON, f"after {house.people[winner].name}"}


def test_of_two_who_pass_a_packet_on_the_second_no_longer_has_it(house: House) -> None:
    row = house.submitted(category="data-integrity")

    def passes_on(desk: Desk) -> None:
        why = "The applications team keeps this part."
        pass_on(desk, row.reference, team="applications-s2", why=why, version=row.version)

    assert sorted(in_the_same_moment(house, ("theo", "tess"), passes_on)) == ["nothing there", WON]


@pytest.mark.parametrize("turn", range(3))
def test_of_two_windows_that_choose_another_target_the_second_is_stale(
    house: House, turn: int
) -> None:
    row = house.start(category="data-integrity", ticket=f"ZD-{turn}")
    edit = Edit({}, {}, target=Target(Tier.S2, "applications-s2"))
    saves: Change = lambda desk: save_draft(desk, row.reference, edit, version=row.version)  # noqa: E731
    assert sorted(in_the_same_moment(house, ("sam", "sam"), saves)) == ["after yourself", WON]
