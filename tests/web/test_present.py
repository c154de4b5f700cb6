from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from escalator.services.review import accept, ask, bounce
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from escalator.web.present import ago, clock, duration_words, line_of, stamp, when
from tests.house import House, missing

NOON = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(), "under 1 min"),
        (timedelta(seconds=59), "under 1 min"),
        (timedelta(minutes=-5), "under 1 min"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=3, minutes=20), "3 h 20 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=1, minutes=59), "1 day"),
        (timedelta(days=2, hours=4), "2 days 4 h"),
        (timedelta(days=9, hours=23), "9 days 23 h"),
        (timedelta(days=10, hours=23), "10 days"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(span: timedelta, words: str) -> None:
    assert duration_words(span) == words


@pytest.mark.parametrize(
    ("zone", "words", "time"),
    [
        ("UTC", "29 Mar 2026, 12:00", "12:00"),
        ("Europe/Berlin", "29 Mar 2026, 14:00", "14:00"),  # summer time began that night
        ("Pacific/Kiritimati", "30 Mar 2026, 02:00", "02:00"),
        ("America/St_Johns", "29 Mar 2026, 09:30", "09:30"),
    ],
)
def test_a_moment_is_said_in_the_person_s_time_zone(zone: str, words: str, time: str) -> None:
    assert when(NOON, zone) == words
    assert clock(NOON, zone) == time
    assert stamp(NOON, zone).iso == "2026-03-29T12:00:00+00:00"


def test_how_long_ago_is_said_from_a_minute_on() -> None:
    assert ago(NOON, NOON + timedelta(seconds=30)) == "just now"
    assert ago(NOON, NOON + timedelta(minutes=80)) == "1 h 20 min ago"


@pytest.fixture
def page(app: Flask) -> Iterator[None]:
    """A request, so that addresses can be made."""
    with app.test_request_context():
        yield


def reload(house: House, row: PacketRow) -> PacketRow:
    session = house.desk("theo").session
    return session.get_one(PacketRow, row.id)


@pytest.mark.usefixtures("page")
def test_the_ball_is_said_with_who_has_it_and_for_how_long(house: House) -> None:
    row = house.submitted(category="api-integration")
    house.clock.advance(minutes=30)
    line = line_of(reload(house, row), now=house.clock(), zone="UTC")
    assert line.ball_words == "With Platform S3 for 30 min"
    assert line.age_words == "30 min"
    with writing():
        ask(house.desk("theo"), row.reference, text="Was a backup restored?", version=None)
    house.clock.advance(minutes=5)
    for name, words in (("sam", "With you for 5 min"), ("theo", "With Sam Porter for 5 min")):
        actor = house.desk(name).actor
        line = line_of(reload(house, row), now=house.clock(), zone="UTC", reader=actor)
        assert line.ball_words == words


@pytest.mark.usefixtures("page")
def test_an_accepted_packet_is_with_the_one_who_accepted_it(house: House) -> None:
    row = house.submitted(category="api-integration")
    with writing():
        accept(house.desk("theo"), row.reference, version=None)
    for name, words in (("theo", "With you"), ("tess", "With Platform S3")):
        actor = house.desk(name).actor
        line = line_of(reload(house, row), now=house.clock(), zone="UTC", reader=actor)
        assert line.ball_words == f"{words} for under 1 min"
        assert line.due.state == "none"


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("minutes", "state", "words"),
    [
        (0, "fine", "due in 1 h"),
        (45, "fine", "due in 15 min"),
        (46, "soon", "due in 14 min"),
        (60, "soon", "due in under 1 min"),
        (61, "late", "1 min over target"),
    ],
)
def test_a_target_is_near_in_its_last_quarter(
    house: House, minutes: int, state: str, words: str
) -> None:
    row = house.submitted(category="api-integration")
    house.clock.advance(minutes=minutes)
    line = line_of(reload(house, row), now=house.clock(), zone="UTC")
    assert (line.due.state, line.due_words, line.is_late) == (state, words, state == "late")


@pytest.mark.usefixtures("page")
def test_the_line_in_small_follows_the_state(house: House) -> None:
    draft = house.start(category="api-integration")
    row = house.submitted(category="api-integration")
    assert line_of(reload(house, draft), now=house.clock(), zone="UTC").line_kind == "stopped"
    assert line_of(reload(house, row), now=house.clock(), zone="UTC").line_kind == "go"
    with writing():
        bounce(house.desk("theo"), row.reference, [missing("ask")], version=None)
    assert line_of(reload(house, row), now=house.clock(), zone="UTC").line_words == "Stopped"
