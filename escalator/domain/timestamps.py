"""Reads points in time: as a person types them, and as logs carry them.

It has no clock: "now" is always handed in. It never guesses: neither a time zone nor which of two
numbers is the month.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_TYPED = re.compile(
    r"(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[Tt ]"
    # With dots the day comes first wherever dates are written so; with slashes it may be either.
    r"|(?P<dotted_day>\d{1,2})\. ?(?P<dotted_month>\d{1,2})\. ?(?P<dotted_year>\d{4}),? )"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?\s?"
    r"(?P<zone>Z|z|(?:UTC|GMT)?[+-]\d\d:?\d\d|[A-Z]{3,4}|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+)+)?"
)
_NAMED = {
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EET": "Europe/Athens",
    "EEST": "Europe/Athens",
    "WET": "Europe/Lisbon",
    "WEST": "Europe/Lisbon",
    "EDT": "America/New_York",
    "PDT": "America/Los_Angeles",
    "JST": "Asia/Tokyo",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland",
}
"""Short names of time zones with one meaning in the tz database, and a place that uses them: they
are read only for a day when clocks there do. Left out are those that mean several, there or in
somebody's mouth, such as CST, IST, BST, PST and EST."""
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

    Its date may be written 24.11.2026, its zone as a name such as Europe/Berlin or CET.

    None when it is something else, no real date, or can mean two moments.
    """
    found = _TYPED.fullmatch(text.strip())
    local = _local(found) if found else None
    if found is None or local is None:
        return None
    zone = found["zone"]
    if not zone:
        return Moment(local.replace(tzinfo=UTC), has_zone=False)
    try:
        moments = _moments_of(local, zone)
    except (ValueError, OverflowError, OSError, KeyError):  # no such zone, or out of its range
        return None
    return Moment(moments.pop(), has_zone=True) if len(moments) == 1 else None


def in_zone(text: str, zone: str) -> str:
    """Write a timestamp without a zone as RFC 3339, taken to be in a zone such as Europe/Berlin.

    "" when it says its zone, is none, or happened twice or never there.
    """
    moment = read_moment(text)
    if moment is None or moment.has_zone:
        return ""
    local = moment.at.replace(tzinfo=None)
    found = [at.astimezone(ZoneInfo(zone)) for at in _moments_in_zone(local, ZoneInfo(zone))]
    length = "seconds" if local.second else "minutes"
    return found[0].isoformat(timespec=length) if len(found) == 1 else ""


def _local(found: re.Match[str]) -> datetime | None:
    parts = found.groupdict()
    date = [parts["year"] or parts["dotted_year"], parts["month"] or parts["dotted_month"]]
    date.append(parts["day"] or parts["dotted_day"])
    year, month, day, hour, minute = (int(one) for one in (*date, parts["hour"], parts["minute"]))
    try:
        # A leap second is written :60; datetime knows none.
        second = min(int(parts["second"] or 0), 59)
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - its zone is not read yet
    except ValueError:
        return None


def _moments_of(local: datetime, zone: str) -> set[datetime]:
    if zone in _NAMED:
        return _moments_in_zone(local, ZoneInfo(_NAMED[zone]), name=zone)
    if "/" in zone:
        return _moments_in_zone(local, ZoneInfo(zone))
    offset = zone[3:] if zone[:3] in ("UTC", "GMT") else zone
    return {local.replace(tzinfo=_offset(offset)).astimezone(UTC)}


def _moments_in_zone(local: datetime, zone: tzinfo, *, name: str = "") -> set[datetime]:
    """Return each moment when clocks there show this: two when they are put back, or none.

    name: only those when the zone is called so, such as CEST.
    """
    found = set()
    for fold in (0, 1):
        there = local.replace(tzinfo=zone, fold=fold)
        at = there.astimezone(UTC)
        exists = at.astimezone(zone).replace(tzinfo=None) == local
        if exists and name in ("", there.tzname()):
            found.add(at)
    return found


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
