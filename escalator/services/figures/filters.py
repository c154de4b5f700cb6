"""Which packets the figures are about: a period in somebody's time zone, and what narrows it.

Counts nothing; the conditions made here are shared by every figure and by the list behind it, so
that a number and its list cannot disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Protocol, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from escalator.domain.history import Period
from escalator.domain.model import Priority, Role, State
from escalator.services.desk import Actor
from escalator.store.rows import PacketRow, Team

Moment: TypeAlias = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days on somebody's wall clock.

    first, last: both included. zone: IANA name, such as "Europe/Berlin".
    """

    first: date
    last: date
    zone: str

    @property
    def period(self) -> Period:
        """The same as moments, in UTC; a day has 23 or 25 hours when the clocks change."""
        return Period(_midnight(self.first, self.zone), _midnight(self.last + DAY, self.zone))

    @property
    def count(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many whole calendar months these are; 0 when they are none."""
        if self.first.day != 1 or (self.last + DAY).day != 1:
            return 0
        return _months_since_0(self.last) + 1 - _months_since_0(self.first)

    @property
    def before(self) -> "Days":
        """As many days just before these; before whole calendar months as many months."""
        if months := self.months:
            first = months_to(self.first - DAY, months, self.zone)[0].first
            return replace(self, first=first, last=self.first - DAY)
        length = timedelta(days=self.count)
        return replace(self, first=self.first - length, last=self.last - length)

    @property
    def after(self) -> "Days":
        """The same just after these."""
        if months := self.months:
            following = _month(_months_since_0(self.last) + 1 + months)
            return replace(self, first=self.last + DAY, last=following - DAY)
        length = timedelta(days=self.count)
        return replace(self, first=self.first + length, last=self.last + length)


def days_to(last: date, count: int, zone: str) -> Days:
    """Give `count` days up to and with `last`."""
    return Days(last - timedelta(days=count - 1), last, zone)


def weeks_to(last: date, count: int, zone: str) -> tuple[Days, ...]:
    """Give `count` weeks, Monday to Sunday, oldest first; the newest one holds `last`."""
    monday = last - timedelta(days=last.weekday())
    return tuple(
        Days(monday - number * WEEK, monday - number * WEEK + 6 * DAY, zone)
        for number in reversed(range(count))
    )


def months_to(last: date, count: int, zone: str) -> tuple[Days, ...]:
    """Give `count` calendar months, oldest first; the newest one holds `last`."""
    newest = _months_since_0(last)
    firsts = [_month(number) for number in range(newest - count + 1, newest + 2)]
    return tuple(Days(first, following - DAY, zone) for first, following in pairwise(firsts))


def _months_since_0(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def today_in(zone: str, now: datetime) -> date:
    """Give the date in a time zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


class Scope(Protocol):
    """What a figure is asked of: which packets, and which moments.

    is_small: few enough that a look at each packet is cheaper than one at all left out.
    """

    @property
    def is_small(self) -> bool: ...

    def narrowing(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on packets."""
        ...

    def holds(self, moment: Moment) -> ColumnElement[bool]:
        """Give the condition on the moment by which a figure counts."""
        ...

    def among(self, packet: InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ...]:
        """Give the conditions on a packet's number that spare a look at other packets' rows."""
        ...


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the figures; "" and None narrow nothing.

    days: the period. team: slug of the author's team. target: slug of the team it goes to now.
    category: the checklist's name. customer: as the packets say it. person: the author's id.
    priority: as it is now. version: "name/version" of the checklist it is filed under.
    """

    days: Days
    team: str = ""
    target: str = ""
    category: str = ""
    customer: str = ""
    person: int | None = None
    priority: Priority | None = None
    version: str = ""

    @property
    def period(self) -> Period:
        """The period's moments."""
        return self.days.period

    @property
    def is_small(self) -> bool:
        """Whether it holds few packets."""
        return False

    def holds(self, moment: Moment) -> ColumnElement[bool]:
        """Give the condition that a moment lies in the period."""
        return within(moment, self.period)

    def among(self, packet: InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ...]:
        """Any packet may be meant."""
        return ()

    @property
    def values(self) -> Mapping[str, Any]:
        """What narrows the figures, by name; nothing that does not."""
        name, number = checklist_and_version(self.version)
        found = {
            "team": self.team,
            "target": self.target,
            "category": self.category,
            "customer": self.customer,
            "person": self.person,
            "priority": self.priority,
            "version_of": name,
            "version": number,
        }
        return {name: value for name, value in found.items() if value not in ("", None)}

    def narrowing(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on packets, the period aside."""
        return narrowing(self.values)


def narrowing(values: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that filters make on packets, with their values or with parameters.

    A customer is content, which a restricted packet shows to nobody outside its team: it is
    counted under no customer.
    """
    for name, value in values.items():
        match name:
            case "team":
                yield PacketRow.team_id == team_id(value)
            case "target":
                yield PacketRow.target_team_id == team_id(value)
            case "customer":
                yield PacketRow.customer == value
                yield PacketRow.restricted.is_(False)
            case _:
                yield _COLUMNS[name] == value


_COLUMNS: Mapping[str, InstrumentedAttribute[Any]] = {
    "category": PacketRow.checklist_name,
    "person": PacketRow.author_id,
    "priority": PacketRow.priority,
    "version_of": PacketRow.checklist_name,
    "version": PacketRow.checklist_version,
}


def confined(filters: Filters, actor: Actor) -> Filters:
    """Give the filters with what this person may count: a lead everything, a technician their own
    packets, an engineer those for their team.
    """
    match actor.role:
        case Role.LEAD:
            return filters
        case Role.ENGINEER:
            return replace(filters, target=actor.team)
        case Role.TECHNICIAN | Role.ADMIN:
            return replace(filters, person=actor.id)


def countable(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions on packets that figures count: submitted, no tests, none withdrawn."""
    return (PacketRow.first_submitted_at.is_not(None), *decidable(scope))


def decidable(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Give the same for packets known to be submitted, because they were decided on."""
    return (
        PacketRow.is_test.is_(False),
        PacketRow.state != State.WITHDRAWN,
        *scope.narrowing(),
    )


def within(moment: Moment, period: Period) -> ColumnElement[bool]:
    """Give the condition that a moment lies in a period."""
    return (moment >= period.start) & (moment < period.end)


def filed_under(checklist: str) -> ColumnElement[bool]:
    """Give the condition that a packet is filed under a checklist, such as "general/1".

    Without a version, such as "general", under any of it.
    """
    if "/" not in checklist:
        return PacketRow.checklist_name == checklist
    name, number = checklist_and_version(checklist)
    return (PacketRow.checklist_name == name) & (PacketRow.checklist_version == number)


def checklist_and_version(checklist: str) -> tuple[str, int | None]:
    """Divide "general/1"; a version that is no number is 0, which none has, and None for ""."""
    name, _, version = checklist.partition("/")
    number = int(version) if version.isascii() and version.isdecimal() else 0
    return name, number if checklist else None


def team_id(slug: str | ColumnElement[str]) -> ColumnElement[int]:
    """Give the number of a team's row."""
    return select(Team.id).where(Team.slug == slug).scalar_subquery()
