"""The form above the scoreboard: period and filters, as asked and as they may be chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from escalator.domain.model import Priority, Tier
from escalator.services.figures.filters import Filters, days_to, months_to, weeks_to
from escalator.services.figures.names import Names
from escalator.web.cause_lines import checklist_words
from escalator.web.figure_address import address, query_of
from escalator.web.figure_words import period_words
from escalator.web.present import category_title

Options = tuple[tuple[str, str], ...]
"""Values and what people read for them."""

SPANS = ((4, "4 weeks"), (13, "13 weeks"), (26, "26 weeks"))


@dataclass(frozen=True, slots=True)
class Preset:
    """A period that is one click away."""

    label: str
    url: str
    is_current: bool
    count: None = None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter in force, and the address without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The form as it is shown.

    values: field -> what was asked, kept as typed where it was refused. problems: field ->
    sentence. presets: periods. steps: the periods before and after. narrowings: filters in force.
    """

    values: Mapping[str, str]
    problems: Mapping[str, str]
    teams: Options
    targets: Options
    categories: Options
    people: Options
    priorities: Options
    versions: Options
    presets: tuple[Preset, ...]
    steps: tuple[Preset, ...]
    narrowings: tuple[Narrowing, ...]


FIELDS = ("from", "to", "team", "target", "category", "customer", "person", "priority", "version")


def filter_form(
    filters: Filters, names: Names, categories: tuple[str, ...], *, today: date
) -> FilterForm:
    """Give the form for filters in force."""
    query = query_of(filters)
    return replace(
        _choices(names, categories),
        values={name: query.get(name, "") for name in FIELDS},
        presets=tuple(_presets(filters, today)),
        steps=tuple(_steps(filters, today)),
        narrowings=narrowings(filters, names),
    )


def refused_form(
    asked: Mapping[str, str], problems: Mapping[str, str], names: Names, categories: tuple[str, ...]
) -> FilterForm:
    """Give the form with everything as it was asked and what is wrong with it."""
    return replace(
        _choices(names, categories),
        values={name: asked.get(name, "") for name in FIELDS},
        problems=_on_fields(problems),
    )


def _on_fields(problems: Mapping[str, str]) -> dict[str, str]:
    """Say a problem with the weeks, which have no field, at the period's beginning."""
    of_fields = {name: why for name, why in problems.items() if name != "weeks"}
    return {"from": problems["weeks"], **of_fields} if "weeks" in problems else of_fields


def _choices(names: Names, categories: tuple[str, ...]) -> FilterForm:
    teams = names.teams
    titled = sorted((category_title(name), name) for name in categories)
    return FilterForm(
        values={},
        problems={},
        teams=tuple((team.slug, team.name) for team in teams),
        targets=tuple((team.slug, team.name) for team in teams if team.tier is not Tier.S1),
        categories=tuple((name, title) for title, name in titled),
        people=tuple((str(number), name) for number, name in names.people.items()),
        priorities=tuple((one.value, one.value) for one in Priority),
        versions=tuple((one, checklist_words(one)) for one in names.versions),
        presets=(),
        steps=(),
        narrowings=(),
    )


def _presets(filters: Filters, today: date) -> list[Preset]:
    zone = filters.days.zone
    last_week, this_week = weeks_to(today, 2, zone)
    last_month, this_month = months_to(today, 2, zone)
    periods = [("This week", this_week), ("Last week", last_week)]
    periods += [(label, days_to(today, weeks * 7, zone)) for weeks, label in SPANS]
    periods += [("This month", this_month), ("Last month", last_month)]
    return [
        Preset(label, address("lead.scoreboard", replace(filters, days=days)), days == filters.days)
        for label, days in periods
    ]


def _steps(filters: Filters, today: date) -> Iterator[Preset]:
    """Yield the period before and, unless it lies in the future, the one after."""
    days = filters.days
    periods = [("Before", days.before)]
    if days.last < today:
        periods.append(("After", days.after))
    for label, period in periods:
        url = address("lead.scoreboard", replace(filters, days=period))
        yield Preset(f"{label}: {period_words(period)}", url, is_current=False)


def narrowings(filters: Filters, names: Names) -> tuple[Narrowing, ...]:
    """Give the filters in force, the period aside."""

    def team(slug: str) -> str:
        found = names.team(slug)
        return found.name if found else slug

    in_force: tuple[tuple[str, str, Filters], ...] = (
        ("Team", team(filters.team) if filters.team else "", replace(filters, team="")),
        ("Target", team(filters.target) if filters.target else "", replace(filters, target="")),
        (
            "Category",
            category_title(filters.category) if filters.category else "",
            replace(filters, category=""),
        ),
        ("Customer", filters.customer, replace(filters, customer="")),
        (
            "Person",
            "" if filters.person is None else names.people.get(filters.person, ""),
            replace(filters, person=None),
        ),
        ("Priority", filters.priority or "", replace(filters, priority=None)),
        (
            "Checklist",
            checklist_words(filters.version) if filters.version else "",
            replace(filters, version=""),
        ),
    )
    return tuple(
        Narrowing(label, value, address("lead.scoreboard", without))
        for label, value, without in in_force
        if value
    )
