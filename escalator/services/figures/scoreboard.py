"""Everything the lead's page shows, in a fixed number of queries however many packets there are.

What each figure counts is said in marks.py. Nothing here rounds, ranks or draws.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from escalator.domain.history import Period
from escalator.domain.model import Priority
from escalator.domain.timings import Times
from escalator.services.desk import Desk
from escalator.services.figures.causes import Causes, ChecklistChange, causes, checklist_changes
from escalator.services.figures.filters import Days, Filters, weeks_to
from escalator.services.figures.rates import Slice, Tally, slices, tallies
from escalator.services.figures.sums import By, sums
from escalator.services.figures.times import times_to_acknowledge
from escalator.services.figures.totals import Totals, totals

WEEKS = 26


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the chart."""

    days: Days
    tally: Tally


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Everything the page shows.

    now, before: the period and the one just before it. weeks: WEEKS of them to the period's end,
    oldest first. slices: by what -> lines; those with most packets first, customers at most
    MOST_CUSTOMERS. changes: checklist changes within the weeks.
    """

    now: Tally
    before: Tally
    weeks: tuple[Week, ...]
    slices: Mapping[By, tuple[Slice, ...]]
    causes: Causes
    times: Mapping[Priority, Times]
    totals: Totals
    changes: tuple[ChecklistChange, ...]


def scoreboard(desk: Desk, filters: Filters) -> Scoreboard:
    """Count everything for one period and its filters."""
    weeks = weeks_to(filters.days.last, WEEKS, filters.days.zone)
    spans = [filters.days, filters.days.before, *weeks]
    now, before, *by_week = tallies(desk, filters, [days.period for days in spans])
    summed = sums(desk, filters)
    charted = Period(weeks[0].period.start, weeks[-1].period.end)
    return Scoreboard(
        now=now,
        before=before,
        weeks=tuple(Week(days, tally) for days, tally in zip(weeks, by_week, strict=True)),
        slices=slices(desk, filters),
        causes=causes(desk, summed),
        times=times_to_acknowledge(desk, filters, summed),
        totals=totals(desk, filters, summed),
        changes=checklist_changes(desk, filters, charted),
    )
