"""Which packets the figures are about: a period in somebody's time zone, and what narrows it.

Counts nothing; the conditions made here are shared by every figure and by the list behind it, so
that a number and its list cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from escalator.domain.history import Period
from escalator.domain.model import Priority, Role, State
from escalator.services.desk import Actor
from escalator.store.rows import PacketRow, Team

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
    def before(self) -> "Days":
        """As many days just before these."""
        length = timedelta(days=self.count)
        return replace(self, first=self.first - length, last=self.last - length)


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


def today_in(zone: str, now: datetime) -> date:
    """Give the date in a time zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the figures; "" and None narrow nothing.

    days: the period. team: slug of the author's team. target: slug of the team it goes to now.
    category: the checklist's name. customer: as the packets say it. person: the author's id.
    priority: as it is now.
    """

    days: Days
    team: str = ""
    target: str = ""
    category: str = ""
    customer: str = ""
    person: int | None = None
    priority: Priority | None = None

    @property
    def period(self) -> Period:
        """The period's moments."""
        return self.days.period


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


def narrowed(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of the filters on packets, the period aside.

    A customer is content, which a restricted packet shows to nobody outside its team: it is
    counted under no customer.
    """
    if filters.team:
        yield PacketRow.team_id == _team_id(filters.team)
    if filters.target:
        yield PacketRow.target_team_id == _team_id(filters.target)
    if filters.category:
        yield PacketRow.checklist_name == filters.category
    if filters.customer:
        yield PacketRow.customer == filters.customer
        yield PacketRow.restricted.is_(False)
    if filters.person is not None:
        yield PacketRow.author_id == filters.person
    if filters.priority is not None:
        yield PacketRow.priority == filters.priority


def countable(filters: Filters) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions on packets that figures count: submitted, no tests, none withdrawn."""
    return (PacketRow.first_submitted_at.is_not(None), *decidable(filters))


def decidable(filters: Filters) -> tuple[ColumnElement[bool], ...]:
    """Give the same for packets known to be submitted, because they were decided on."""
    return (
        PacketRow.is_test.is_(False),
        PacketRow.state != State.WITHDRAWN,
        *narrowed(filters),
    )


def within(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    period: Period,
) -> ColumnElement[bool]:
    """Give the condition that a moment lies in a period."""
    return (moment >= period.start) & (moment < period.end)


def _team_id(slug: str) -> ColumnElement[int]:
    return select(Team.id).where(Team.slug == slug).scalar_subquery()
