from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.timestamps import WIDEST_OFFSET, Moment, find_span, read_moment

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
        "07.10.2025 07:30",
        "2025-13-01T00:00Z",
        "2025-10-07T24:10Z",
        "2025-10-07T07:30CET",
    ],
)
def test_what_is_no_timestamp_is_not_read(text: str) -> None:
    assert read_moment(text) is None


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
