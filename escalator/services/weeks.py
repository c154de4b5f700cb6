"""Weeks by their ISO name, as pages and commands are asked for them."""

import re
from datetime import date, datetime

from escalator.domain.errors import InvalidEntry
from escalator.services.figures.filters import DAY, Days, today_in, weeks_to

_WEEK = re.compile(r"(20[0-9]{2})-W([0-9]{2})")


def week_days(week: str, zone: str, *, now: datetime) -> Days:
    """Give the days of an ISO week such as "2026-W46"; of "" the last whole one.

    Raises InvalidEntry when there is no such week.
    """
    if not week:
        return weeks_to(today_in(zone, now), 2, zone)[0]
    found = _WEEK.fullmatch(week)
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        monday = None
    if monday is None:
        raise InvalidEntry({"week": f"there is no week {week}; write one as 2026-W46"})
    return Days(monday, monday + 6 * DAY, zone)


def week_name(days: Days) -> str:
    """Give the ISO name of the week that days begin in: "2026-W46"."""
    year, week, _ = days.first.isocalendar()
    return f"{year}-W{week:02d}"
