"""Reads points in time: as a person types them, and as logs carry them.

It has no clock: "now" is always handed in. It never guesses a time zone.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

_TYPED = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?"
    r"(Z|z|UTC|GMT|[+-]\d\d:?\d\d)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO_IN_LOG = re.compile(
    r"(?<!\d)(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?"
    r" ?(Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d(?!\d))?"
)
_APACHE_IN_LOG = re.compile(
    r"(?<!\d)(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})?"
)
_MAIL_IN_LOG = re.compile(
    r"(?<!\d)(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4}|GMT|UTC)?"
)

LATEST = datetime(9999, 12, 30, tzinfo=UTC)
"""Later than anything a person means."""

WIDEST_OFFSET = timedelta(hours=14)
"""No time zone is further from UTC than this."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A timestamp read from text.

    at: the moment in UTC; read as UTC when its zone is not given.
    has_zone: whether the text said its time zone.
    """

    at: datetime
    has_zone: bool


@dataclass(frozen=True, slots=True)
class Span:
    """From the earliest to the latest moment something can have happened, both in UTC."""

    start: datetime
    end: datetime


def read_moment(text: str) -> Moment | None:
    """Read a timestamp as RFC 3339 writes it, a space for the T and missing seconds allowed.

    None when it is something else or no real date.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    *numbers, zone = found.groups()
    return _moment([int(number or 0) for number in numbers], zone)


def find_span(log: str, *, sample: int = 65_536) -> Span | None:
    """Return the span of the timestamps in a log, None when none is understood.

    Only the first and the last `sample` characters are read: a log runs forward in time. Times
    without a zone widen the span by the widest offset there is, because they may be anyone's.
    """
    pieces = (log,) if len(log) <= 2 * sample else (log[:sample], log[-sample:])
    moments = [moment for piece in pieces for moment in _moments_in(piece)]
    if not moments:
        return None
    starts = [moment.at - _doubt(moment) for moment in moments]
    ends = [moment.at + _doubt(moment) for moment in moments]
    return Span(min(starts), max(ends))


def _doubt(moment: Moment) -> timedelta:
    return timedelta(0) if moment.has_zone else WIDEST_OFFSET


def _moments_in(text: str) -> list[Moment]:
    found: list[Moment | None] = []
    for match in _ISO_IN_LOG.finditer(text):
        *numbers, zone = match.groups()
        found.append(_moment([int(number) for number in numbers], zone))
    for pattern in (_APACHE_IN_LOG, _MAIL_IN_LOG):
        for match in pattern.finditer(text):
            day, month, year, hour, minute, second, zone = match.groups()
            if month.lower() in _MONTHS:
                at = [int(year), _MONTHS.index(month.lower()) + 1]
                at += [int(number) for number in (day, hour, minute, second)]
                found.append(_moment(at, zone))
    return [moment for moment in found if moment is not None]


def _moment(numbers: list[int], zone: str | None) -> Moment | None:
    year, month, day, hour, minute, second = numbers
    try:
        # A leap second is written :60; datetime knows none.
        at = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_offset(zone))
        return Moment(at.astimezone(UTC), has_zone=bool(zone))
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> timezone:
    if not zone or zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = zone[1:].replace(":", "")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if distance > WIDEST_OFFSET or int(digits[2:]) > 59:
        raise ValueError(zone)
    return timezone(-distance if zone[0] == "-" else distance)
