from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.timestamps import WIDEST_OFFSET, Moment, find_span, in_zone, read_moment

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=OFFSETS))
def test_a_timestamp_with_an_offset_is_read_as_the_moment_it_is(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert read_moment(whole.isoformat()) == Moment(whole, has_zone=True)


def test_a_time_without_a_zone_says_so() -> None:
    found = read_moment("2025-10-07T07:30")
    assert found is not None
    assert not found.has_zone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7 Oct",
        "2025-10-07",
        "2025-13-01T00:00Z",
        "2025-10-07T24:10Z",
        "2025-10-07T07:30CET",  # clocks there were an hour ahead of it that day
        "07/10/2025 07:30Z",
        "07.10.25 07:30Z",
        "32.10.2025 07:30Z",
        "10.13.2025 07:30Z",
        "07.10.2025 07:30 IST",  # India, Israel or Ireland
        "07.10.2025 07:30 Europe/Atlantis",
        "26.10.2025 02:30 Europe/Berlin",  # twice that night
        "30.03.2025 02:30 Europe/Berlin",  # never
        "31.12.9999 23:59 America/New_York",
    ],
)
def test_what_is_no_timestamp_is_not_read(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("07.10.2025 07:30 CEST", "2025-10-07T07:30+02:00"),
        ("7.10.2025, 7:30 Europe/Berlin", "2025-10-07T07:30+02:00"),
        ("7. 1. 2025 07:30:05 CET", "2025-01-07T07:30:05+01:00"),
        ("2025-10-07 07:30 America/Argentina/Ushuaia", "2025-10-07T07:30-03:00"),
        ("2025-10-07 07:30 UTC+02:00", "2025-10-07T07:30+02:00"),
        ("26.10.2025 02:30 CEST", "2025-10-26T02:30+02:00"),
        ("26.10.2025 02:30 CET", "2025-10-26T02:30+01:00"),
    ],
)
def test_a_day_first_date_and_a_zone_with_one_meaning_are_read(text: str, written: str) -> None:
    assert read_moment(text) == Moment(datetime.fromisoformat(written), has_zone=True)


def test_a_day_first_date_without_a_zone_says_so() -> None:
    found = read_moment("07.10.2025 07:30")
    assert found is not None
    assert not found.has_zone


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("07.10.2025 07:30", "2025-10-07T07:30+02:00"),
        ("2025-01-07T07:30:05", "2025-01-07T07:30:05+01:00"),
        ("2025-01-07T07:30Z", ""),
        ("26.10.2025 02:30", ""),
        ("30.03.2025 02:30", ""),
        ("yesterday", ""),
    ],
)
def test_a_time_without_a_zone_is_written_in_one(text: str, written: str) -> None:
    assert in_zone(text, "Europe/Berlin") == written


@given(st.text("0123456789-.: ,TZCETUSA/", max_size=40))
def test_any_text_can_be_read_as_a_timestamp_or_not(text: str) -> None:
    found = read_moment(text)
    assert found is None or found.at.tzinfo is UTC


def test_the_offset_is_applied() -> None:
    found = read_moment("2025-10-07T07:30+05:30")
    assert found is not None
    assert found.at == datetime(2025, 10, 7, 2, 0, tzinfo=UTC)


def test_a_leap_second_is_read() -> None:
    assert read_moment("2016-12-31T23:59:60Z") is not None


def test_a_span_runs_from_the_earliest_to_the_latest_time_in_a_log() -> None:
    span = find_span("2025-10-07T08:00:00Z a\n2025-10-07T07:00:00Z b\n2025-10-07T09:00:00+00:00 c")
    assert span is not None
    assert (span.start.hour, span.end.hour) == (7, 9)


def test_a_time_without_a_zone_widens_the_span() -> None:
    span = find_span("2025-10-07 08:00:00 a")
    assert span is not None
    assert span.end - span.start == 2 * WIDEST_OFFSET


@given(st.text("0123456789-/:T .+ZJanFebOct", max_size=200))
def test_any_log_can_be_searched(log: str) -> None:
    span = find_span(log)
    assert span is None or span.start <= span.end
