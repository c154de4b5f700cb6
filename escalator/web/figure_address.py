"""The address of a figure: period and filters read from it and written into it.

A name or date that cannot be meant is refused with a sentence for its field, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from flask import url_for

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import BounceReason, Priority
from escalator.services.figures.filters import Days, Filters, days_to
from escalator.services.figures.marks import ANY_TEXT, DETAILS, Of
from escalator.services.figures.names import Names

DEFAULT_WEEKS = 4
MOST_WEEKS = 156
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Given:
    """What an address may name. names: teams and people. categories: names of checklists.

    versions: checklists with their version, such as "general/1".
    """

    names: Names
    categories: tuple[str, ...]
    versions: tuple[str, ...] = ()


def read_filters(asked: Mapping[str, str], given: Given, *, today: date, zone: str) -> Filters:
    """Read the filters of an address.

    asked: its query. Raises InvalidEntry with a sentence for each field that cannot be meant.
    """
    problems: dict[str, str] = {}
    days = _read_days(asked, problems, today=today, zone=zone)
    filters = Filters(
        days=days,
        team=_known_team(asked, "team", given, problems),
        target=_known_team(asked, "target", given, problems),
        category=_known_category(asked, given, problems),
        customer=asked.get("customer", "").strip(),
        person=_known_person(asked, given, problems),
        priority=_known_priority(asked, problems),
        version=_known_version(asked, given, problems),
    )
    if problems:
        raise InvalidEntry(problems)
    return filters


def _read_days(
    asked: Mapping[str, str], problems: dict[str, str], *, today: date, zone: str
) -> Days:
    first = _read_date(asked, "from", problems)
    last = _read_date(asked, "to", problems)
    weeks = _read_weeks(asked, problems)
    if problems:
        return days_to(today, weeks * 7, zone)
    if first is None:
        return days_to(last or today, weeks * 7, zone)
    last = last or max(first, today)
    if last < first:
        problems["to"] = "The period ends before it begins."
    elif (last - first).days >= MOST_WEEKS * 7:
        problems["to"] = "Choose a period of at most three years."
    return Days(first, last, zone)


def _read_date(asked: Mapping[str, str], name: str, problems: dict[str, str]) -> date | None:
    text = asked.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        problems[name] = "Write the date as year, month and day, such as 2026-01-31."
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        problems[name] = f"Choose a date between {FIRST_YEAR} and {LAST_YEAR}."
    return day


def _read_weeks(asked: Mapping[str, str], problems: dict[str, str]) -> int:
    text = asked.get("weeks", "").strip()
    if not text:
        return DEFAULT_WEEKS
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST_WEEKS:
        return int(text)
    problems["weeks"] = f"Weeks are a whole number from 1 to {MOST_WEEKS}."
    return DEFAULT_WEEKS


def _known_team(
    asked: Mapping[str, str], field: str, given: Given, problems: dict[str, str]
) -> str:
    slug = asked.get(field, "").strip()
    if slug and given.names.team(slug) is None:
        problems[field] = "There is no such team. Choose one from the list."
    return slug


def _known_category(asked: Mapping[str, str], given: Given, problems: dict[str, str]) -> str:
    name = asked.get("category", "").strip()
    if name and name not in given.categories:
        problems["category"] = "There is no such category. Choose one from the list."
    return name


def _known_version(asked: Mapping[str, str], given: Given, problems: dict[str, str]) -> str:
    version = asked.get("version", "").strip()
    if version and version not in given.versions:
        problems["version"] = "There is no such checklist version. Choose one from the list."
    return version


def _known_person(asked: Mapping[str, str], given: Given, problems: dict[str, str]) -> int | None:
    text = asked.get("person", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in given.names.people:
        return int(text)
    problems["person"] = "There is no such person. Choose one from the list."
    return None


def _known_priority(asked: Mapping[str, str], problems: dict[str, str]) -> Priority | None:
    text = asked.get("priority", "").strip()
    if text and text not in tuple(Priority):
        problems["priority"] = "A priority is P1, P2, P3 or P4."
        return None
    return Priority(text) if text else None


def read_figure(asked: Mapping[str, str]) -> tuple[Of, str]:
    """Read which figure a list is asked for, and the detail that narrows it.

    Raises InvalidEntry for a figure or a detail that does not exist.
    """
    name, detail = asked.get("of", Of.DECIDED), asked.get("detail", "")
    if name not in tuple(Of):
        raise InvalidEntry({"of": "There is no such figure. Go back to the scoreboard."})
    of = Of(name)
    if of not in ANY_TEXT and detail and detail not in DETAILS.get(of, ()):
        raise InvalidEntry({"detail": "There is no such figure. Go back to the scoreboard."})
    return of, detail


def address(endpoint: str, filters: Filters, **more: str) -> str:
    """Give the address of a page for these filters; `more` goes after them."""
    return f"{url_for(endpoint)}?{urlencode({**query_of(filters), **more})}"


def query_of(filters: Filters) -> dict[str, str]:
    """Give the filters as the query of an address, those that narrow nothing left out."""
    asked = {
        "from": filters.days.first.isoformat(),
        "to": filters.days.last.isoformat(),
        "team": filters.team,
        "target": filters.target,
        "category": filters.category,
        "customer": filters.customer,
        "person": "" if filters.person is None else str(filters.person),
        "priority": filters.priority.value if filters.priority else "",
        "version": filters.version,
    }
    return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the address of the list behind it."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Behind:
    """Makes the addresses of the lists behind figures, for one set of filters."""

    filters: Filters

    def url(self, of: Of, detail: str = "") -> str:
        """Give the address of the list behind a figure."""
        more = {"of": of.value, "detail": detail} if detail else {"of": of.value}
        return address("lead.packets", self.filters, **more)

    def reason(self, reason: BounceReason) -> str:
        """Give the address of the bounces for a reason."""
        return self.url(Of.REASON, reason.value)

    def narrowed(self, **changes: object) -> "Behind":
        """Give the same with some filters changed."""
        return Behind(replace(self.filters, **changes))  # type: ignore[arg-type]  # by field name
