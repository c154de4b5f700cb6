"""Business time: when something is due that runs in business hours, and how much has passed.

Everything is computed on the team's wall clock, daylight saving included, and given back in UTC.
The clock is never read here; moments come in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """When a team works: the same hours on each of its days.

    time_zone: IANA name, e.g. "Europe/Berlin".
    days: ISO weekdays worked, Monday is 1, Sunday is 7; at least one.
    start, end: wall-clock times; an end of 00:00 is the midnight that ends the day.

    Raises ValueError when there is no working time in it, a day is not 1..7, or the zone is
    unknown.
    """

    time_zone: str
    days: frozenset[int]
    start: time
    end: time

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(1, 8)):
            raise ValueError("days must be ISO weekdays, 1 for Monday to 7 for Sunday")
        if self.start >= self.end != time(0):
            raise ValueError("start must be before end")
        try:
            ZoneInfo(self.time_zone)
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(f"unknown time zone {self.time_zone!r}") from error


def add_working_time(start: datetime, duration: timedelta, hours: BusinessHours) -> datetime:
    """Return the moment at which `duration` of business time has passed since `start`, in UTC.

    A start outside business hours counts from the next opening. Time that runs out exactly at
    closing is due at closing, not at the next opening. Nothing added gives the start back.
    Raises ValueError when the duration is negative or the start has no time zone.
    """
    moment = _utc(start)
    if duration < _NOTHING:
        raise ValueError("duration must not be negative")
    if duration == _NOTHING:
        return moment
    left = duration
    for opens, closes in shifts(moment, hours):
        begins = max(opens, moment)
        if closes - begins >= left:
            return begins + left
        left -= max(closes - begins, _NOTHING)
    raise AssertionError("unreachable: shifts never end")


def working_time_between(start: datetime, end: datetime, hours: BusinessHours) -> timedelta:
    """Return the business time from `start` to `end`; nothing when `end` is not after `start`.

    Raises ValueError when either has no time zone.
    """
    first, last = _utc(start), _utc(end)
    total = _NOTHING
    for opens, closes in shifts(first, hours):
        if opens >= last:
            return total
        total += max(min(closes, last) - max(opens, first), _NOTHING)
    raise AssertionError("unreachable: shifts never end")


def acknowledge_by(submitted_at: datetime, minutes: int, hours: BusinessHours | None) -> datetime:
    """Return when a decision is due, in UTC.

    minutes: the acknowledgement target. hours: None when it runs round the clock (P1).
    """
    target = timedelta(minutes=minutes)
    if hours is None:
        return _utc(submitted_at) + target
    return add_working_time(submitted_at, target, hours)


def shifts(moment: datetime, hours: BusinessHours) -> Iterator[tuple[datetime, datetime]]:
    """Yield (opens, closes) in UTC for each working day from the moment's own on, endlessly."""
    first = moment.astimezone(ZoneInfo(hours.time_zone)).date()
    for offset in count():
        day = first + offset * _DAY
        if day.isoweekday() in hours.days:
            closing_day = day + _DAY if hours.end == time(0) else day
            yield _instant(day, hours.start, hours), _instant(closing_day, hours.end, hours)


def _instant(day: date, at: time, hours: BusinessHours) -> datetime:
    """Return the wall-clock time as UTC; the first of two when the clock is put back over it."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(hours.time_zone)).astimezone(UTC)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)
