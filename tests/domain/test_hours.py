from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.hours import (
    BusinessHours,
    acknowledge_by,
    add_working_time,
    working_time_between,
)

BERLIN = BusinessHours("Europe/Berlin", frozenset({1, 2, 3, 4, 5}), time(9), time(17))

hours_kept = st.sampled_from(
    [
        BERLIN,
        BusinessHours("America/New_York", frozenset({1, 2, 3, 4, 5}), time(8, 30), time(18)),
        BusinessHours("Australia/Lord_Howe", frozenset(range(1, 8)), time(0), time(0)),
        BusinessHours("America/Santiago", frozenset({6, 7}), time(0), time(4)),
        BusinessHours("Europe/London", frozenset({7}), time(1, 30), time(2, 15)),
        BusinessHours("Asia/Kolkata", frozenset({2}), time(22), time(0)),
    ]
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
durations = st.timedeltas(timedelta(0), timedelta(days=20))


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        pytest.param("2026-11-02 10:00", 60, "2026-11-02 11:00", id="within a day"),
        pytest.param("2026-11-02 16:30", 60, "2026-11-03 09:30", id="over night"),
        pytest.param("2026-11-06 16:30", 60, "2026-11-09 09:30", id="over a weekend"),
        pytest.param("2026-11-07 12:00", 60, "2026-11-09 10:00", id="starts on a Saturday"),
        pytest.param("2026-11-02 06:00", 60, "2026-11-02 10:00", id="starts before opening"),
        pytest.param("2026-11-02 17:00", 60, "2026-11-03 10:00", id="starts at closing"),
        pytest.param("2026-11-02 16:00", 60, "2026-11-02 17:00", id="ends at closing"),
        pytest.param("2026-11-02 10:00", 480, "2026-11-03 10:00", id="one business day"),
        pytest.param("2026-03-27 16:00", 120, "2026-03-30 10:00", id="clocks go forward"),
        pytest.param("2026-10-23 16:00", 120, "2026-10-26 10:00", id="clocks go back"),
        pytest.param("2026-11-07 12:00", 0, "2026-11-07 12:00", id="nothing to add"),
    ],
)
def test_a_target_runs_in_business_hours(start: str, minutes: int, due: str) -> None:
    found = add_working_time(berlin(start), timedelta(minutes=minutes), BERLIN)
    assert found == berlin(due)
    assert found.tzinfo is UTC


def test_a_night_shift_over_a_clock_change_has_its_real_length() -> None:
    night = BusinessHours("Europe/Berlin", frozenset({7}), time(0), time(6))
    forward = working_time_between(berlin("2026-03-28 12:00"), berlin("2026-03-30 12:00"), night)
    back = working_time_between(berlin("2026-10-24 12:00"), berlin("2026-10-26 12:00"), night)
    assert (forward, back) == (timedelta(hours=5), timedelta(hours=7))


@given(moments, durations, hours_kept)
def test_what_was_added_is_what_is_measured(
    start: datetime, duration: timedelta, hours: BusinessHours
) -> None:
    due = add_working_time(start, duration, hours)
    assert working_time_between(start, due, hours) == duration


@given(moments, durations, durations, hours_kept)
def test_adding_in_two_steps_is_adding_at_once(
    start: datetime, first: timedelta, second: timedelta, hours: BusinessHours
) -> None:
    at_once = add_working_time(start, first + second, hours)
    halfway = add_working_time(start, first, hours)
    assert working_time_between(halfway, at_once, hours) == second


@given(moments, moments, moments, hours_kept)
def test_time_is_the_sum_of_its_stretches(
    one: datetime, two: datetime, three: datetime, hours: BusinessHours
) -> None:
    first, middle, last = sorted((one, two, three))
    parts = working_time_between(first, middle, hours) + working_time_between(middle, last, hours)
    assert parts == working_time_between(first, last, hours)
    assert timedelta(0) <= parts <= last - first


def test_no_time_passes_backwards() -> None:
    later, earlier = berlin("2026-11-03 12:00"), berlin("2026-11-02 12:00")
    assert working_time_between(later, earlier, BERLIN) == timedelta(0)


def test_a_p1_is_due_round_the_clock() -> None:
    saturday_night = berlin("2026-11-07 23:50")
    assert acknowledge_by(saturday_night, 15, None) == berlin("2026-11-08 00:05")


def test_other_priorities_are_due_in_business_hours() -> None:
    assert acknowledge_by(berlin("2026-11-07 23:50"), 60, BERLIN) == berlin("2026-11-09 10:00")


def test_the_offset_of_the_start_does_not_matter() -> None:
    start = berlin("2026-11-02 16:30")
    elsewhere = start.astimezone(timezone(timedelta(hours=-7)))
    hour = timedelta(hours=1)
    assert add_working_time(start, hour, BERLIN) == add_working_time(elsewhere, hour, BERLIN)


@pytest.mark.parametrize(
    ("zone", "days", "start", "end"),
    [
        ("Europe/Berlin", frozenset(), time(9), time(17)),
        ("Europe/Berlin", frozenset({0}), time(9), time(17)),
        ("Europe/Berlin", frozenset({8}), time(9), time(17)),
        ("Europe/Berlin", frozenset({1}), time(17), time(9)),
        ("Europe/Berlin", frozenset({1}), time(9), time(9)),
        ("Europe/Nowhere", frozenset({1}), time(9), time(17)),
        ("../etc/passwd", frozenset({1}), time(9), time(17)),
        ("", frozenset({1}), time(9), time(17)),
    ],
)
def test_hours_without_working_time_are_refused(
    zone: str, days: frozenset[int], start: time, end: time
) -> None:
    with pytest.raises(ValueError):
        BusinessHours(zone, days, start, end)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        add_working_time(datetime(2026, 11, 2, 12), timedelta(hours=1), BERLIN)


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError):
        add_working_time(berlin("2026-11-02 12:00"), timedelta(minutes=-1), BERLIN)
