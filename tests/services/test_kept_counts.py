"""The counts by day: equal to the events whatever happens, mended by counting anew."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from alembic import command
from sqlalchemy import delete, select, update

from escalator.domain.history import Period
from escalator.services.figures.filters import DAY, Days, Filters, days_to
from escalator.services.figures.kept import (
    count_anew,
    count_unless_done,
    counted_now,
    differences,
    is_counted,
)
from escalator.services.figures.scoreboard import scoreboard
from escalator.services.figures.sums import BLOCK, divide, tile
from escalator.services.resolutions import keep_resolutions
from escalator.services.review import accept, bounce
from escalator.services.submission import withdraw
from escalator.store.counts import DayCount
from escalator.store.engine import writing
from escalator.store.migrate import alembic_config, migrate
from tests.house import House, missing
from tests.services.random_life import RandomLife

CUSTOMER = "Larkspur Books (account 2)"


def live(house: House, seed: int, steps: int) -> None:
    RandomLife(house, random.Random(seed)).live(steps)


@pytest.mark.parametrize("seed", [11, 12])
def test_the_counts_kept_with_each_verb_are_those_of_the_events(house: House, seed: int) -> None:
    live(house, seed, 150)
    with house.session() as session:
        assert len(counted_now(session)) > 200
        assert not differences(session)


def test_counts_that_are_off_are_named_and_counting_anew_mends_them(house: House) -> None:
    live(house, 13, 40)
    with writing(), house.session() as session:
        session.execute(update(DayCount).where(DayCount.figure == "filed").values(n=99))
        assert {cell.figure for cell in differences(session)} == {"filed"}
        count_anew(session)
        assert not differences(session)


def test_a_database_from_before_counts_and_resolutions_is_counted_at_start(house: House) -> None:
    live(house, 14, 80)
    filters = Filters(days_to(house.clock.now.date(), 90, "Europe/Berlin"))
    before = scoreboard(house.desk("lee"), filters)
    house.close()
    with house.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
    migrate(house.engine)
    with writing(), house.session() as session:
        assert not is_counted(session)
        keep_resolutions(session)
        count_unless_done(session)
        assert is_counted(session)
        assert not differences(session)
    assert before.now.decided
    assert before.counted.outcomes.resolved
    assert before.counted.outcomes.filings.not_available
    assert scoreboard(house.desk("lee"), filters) == before


def test_another_definition_of_the_counts_is_counted_at_start(house: House) -> None:
    live(house, 15, 30)
    with writing(), house.session() as session:
        count_unless_done(session)
        session.execute(delete(DayCount).where(DayCount.figure == "definition"))
        session.execute(delete(DayCount).where(DayCount.figure == "handled"))
        count_unless_done(session)
        assert not differences(session)


def test_a_customers_name_stays_in_no_count_that_became_0(house: House) -> None:
    named = select(DayCount.n).where(DayCount.key == CUSTOMER)
    with writing():
        row = house.submitted(customer=CUSTOMER)
        bounce(house.desk("erin"), row.reference, [missing("steps")], version=None)
        with house.session() as session:
            assert session.scalars(named).all() == [1]
        withdraw(house.desk("sam"), row.reference, why="Solved meanwhile.", version=None)
    with house.session() as session:
        assert session.scalars(named).all() == []


def test_a_security_packets_customer_stands_in_no_count(house: House) -> None:
    with writing():
        row = house.submitted(category="security", customer=CUSTOMER)
        accept(house.desk("sky"), row.reference, version=None)
    with house.session() as session:
        assert session.scalars(select(DayCount.n).where(DayCount.figure == "accepted")).all()
        assert not session.scalars(select(DayCount.n).where(DayCount.key == CUSTOMER)).all()


@pytest.mark.parametrize("zone", sorted(available_timezones() - {"localtime"})[::7])
def test_whole_days_and_their_rests_cover_a_period_of_any_zone_without_a_hole(zone: str) -> None:
    for first, count in ((date(2026, 3, 2), 182), (date(2026, 10, 25), 1), (date(2026, 4, 5), 7)):
        period = Days(first, first + (count - 1) * DAY, zone).period
        assert period.start.astimezone(ZoneInfo(zone)).date() == first
        for step in (1, BLOCK):
            days, parts = divide(period, step)
            assert_tiled(period, days, parts)
            assert sum((part.end - part.start for part in parts), timedelta()) <= 2 * step * DAY


@pytest.mark.parametrize("zone", sorted(available_timezones() - {"localtime"})[3::7])
def test_days_blocks_and_edges_make_up_a_period_of_any_zone(zone: str) -> None:
    for first, count in ((date(2026, 3, 2), 182), (date(2026, 10, 25), 1), (date(2026, 4, 5), 7)):
        period = Days(first, first + (count - 1) * DAY, zone).period
        kept, edges = tile(period)
        covered = Counter[datetime]()
        for sign, part in ((1, part) for _, part in kept):
            mark_quarters(covered, part, sign)
        for sign, part in edges:
            assert count == 1 or part.end - part.start <= DAY / 2
            mark_quarters(covered, part, sign)
        wanted = Counter[datetime]()
        mark_quarters(wanted, period, 1)
        assert {moment: n for moment, n in covered.items() if n} == wanted


def mark_quarters(found: Counter[datetime], part: Period, sign: int) -> None:
    """Count each quarter of an hour that a part covers."""
    quarter = timedelta(minutes=15)
    for number in range((part.end - part.start) // quarter):
        found[part.start + number * quarter] += sign


def assert_tiled(period: Period, days: tuple[date, date] | None, parts: tuple[Period, ...]) -> None:
    pieces = [(part.start, part.end) for part in parts]
    if days:
        first, end = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days)
        pieces.append((first, end))
    pieces.sort()
    assert pieces[0][0] == period.start
    assert pieces[-1][1] == period.end
    assert all(one[1] == following[0] for one, following in pairwise(pieces))
