"""The bounce-back rate by team, target, category, person and customer, as tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from escalator.services.figures.marks import Of
from escalator.services.figures.names import Names
from escalator.services.figures.rates import Slice
from escalator.services.figures.scoreboard import Scoreboard
from escalator.services.figures.sums import By
from escalator.web.figure_address import Behind, Count, address
from escalator.web.figure_words import RateShown, show_rate
from escalator.web.present import category_title


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a breakdown. url: the scoreboard narrowed to it, "" where it cannot be."""

    label: str
    url: str
    decided: Count
    accepted: Count
    bounced: Count
    rate: RateShown


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table of one dimension. note: what it leaves out, or "". is_long: shown when asked for."""

    title: str
    heading: str
    lines: tuple[Line, ...]
    note: str = ""
    is_long: bool = False


_TITLES = {
    By.TEAM: ("By team that files", "Team"),
    By.TARGET: ("By target", "Target"),
    By.CATEGORY: ("By category", "Category"),
    By.PERSON: ("By person", "Person"),
    By.CUSTOMER: ("By customer", "Customer"),
}
_LONG = (By.PERSON, By.CUSTOMER)
_NOTES = {
    By.PERSON: "In alphabetical order; people are not ranked.",
    By.CUSTOMER: "The 20 with most packets. Security packets stand under no customer.",
}


def breakdowns(found: Scoreboard, behind: Behind, names: Names) -> Iterator[Breakdown]:
    """Yield the rates by everything they are broken down by."""
    for by in By:
        lines = [_line(by, one, behind, names) for one in found.slices[by]]
        if by is By.PERSON:
            lines.sort(key=lambda line: line.label.casefold())
        title, heading = _TITLES[by]
        yield Breakdown(title, heading, tuple(lines), _NOTES.get(by, ""), by in _LONG)


def _line(by: By, one: Slice, behind: Behind, names: Names) -> Line:
    label, narrow = _narrowing(by, one.key, names)
    inside = behind.narrowed(**narrow)
    tally = one.tally
    return Line(
        label=label,
        url=address("lead.scoreboard", inside.filters),
        decided=Count(tally.decided, inside.url(Of.DECIDED)),
        accepted=Count(tally.accepted, inside.url(Of.ACCEPTED)),
        bounced=Count(tally.bounced, inside.url(Of.BOUNCED)),
        rate=show_rate(tally.bounce_back),
    )


def _narrowing(by: By, key: str, names: Names) -> tuple[str, dict[str, object]]:
    """Give the label of a line and the filter that narrows to it."""
    match by:
        case By.TEAM | By.TARGET:
            team = next(team for team in names.teams if team.id == int(key))
            return team.name, {by.value: team.slug}
        case By.PERSON:
            return names.people.get(int(key), "Someone"), {"person": int(key)}
        case By.CATEGORY:
            return category_title(key), {"category": key}
        case By.CUSTOMER:
            return key, {"customer": key}
