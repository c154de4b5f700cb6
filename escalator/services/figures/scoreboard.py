"""Everything the lead's page shows, in a fixed number of queries however many packets there are.

What each figure counts is said in marks.py. Nothing here rounds, ranks or draws.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from escalator.domain.history import Period
from escalator.domain.model import Priority
from escalator.domain.quality import Mean
from escalator.domain.timings import Times
from escalator.services.desk import Desk
from escalator.services.figures.causes import Causes, ChecklistChange, causes, checklist_changes
from escalator.services.figures.courts import Resolving, resolving_times
from escalator.services.figures.filters import Days, Filters, months_to, weeks_to
from escalator.services.figures.outcomes import Outcomes, outcomes
from escalator.services.figures.quality import quality_scores
from escalator.services.figures.rates import Slice, Tally, slices, tallies
from escalator.services.figures.sums import By, sums
from escalator.services.figures.times import times_to_acknowledge
from escalator.services.figures.totals import Totals, totals

WEEKS = 26
MONTHS = 13


@dataclass(frozen=True, slots=True)
class Span:
    """One week or month of a chart."""

    days: Days
    tally: Tally


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything counted of one period; causes: of bounces, times: to acknowledge."""

    causes: Causes
    times: Mapping[Priority, Times]
    resolving: Resolving
    outcomes: Outcomes
    totals: Totals


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Everything the page shows.

    now, before: the period and the one just before it. weeks: WEEKS of them to the period's end,
    months: MONTHS of them, oldest first. slices: by what -> lines; those with most packets first,
    customers at most MOST_CUSTOMERS. counted, earlier: all else of the period and the one before.
    changes: checklist changes within weeks and months. quality: the mean score, and the one before.
    """

    now: Tally
    before: Tally
    weeks: tuple[Span, ...]
    months: tuple[Span, ...]
    slices: Mapping[By, tuple[Slice, ...]]
    counted: Counted
    earlier: Counted
    changes: tuple[ChecklistChange, ...]
    quality: tuple[Mean, Mean]


def scoreboard(desk: Desk, filters: Filters) -> Scoreboard:
    """Count everything for one period and its filters."""
    days = filters.days
    weeks, months = weeks_to(days.last, WEEKS, days.zone), months_to(days.last, MONTHS, days.zone)
    spans = [days, days.before, *weeks, *months]
    now, before, *charted = tallies(desk, filters, [span.period for span in spans])
    shown = [Span(span, tally) for span, tally in zip((*weeks, *months), charted, strict=True)]
    first = min(weeks[0].period.start, months[0].period.start)
    changes = Period(first, max(weeks[-1].period.end, months[-1].period.end))
    return Scoreboard(
        now=now,
        before=before,
        weeks=tuple(shown[:WEEKS]),
        months=tuple(shown[WEEKS:]),
        slices=slices(desk, filters),
        counted=_counted(desk, filters),
        earlier=_counted(desk, replace(filters, days=days.before)),
        changes=checklist_changes(desk, filters, changes),
        quality=quality_scores(desk, filters),
    )


def _counted(desk: Desk, filters: Filters) -> Counted:
    summed = sums(desk, filters)
    return Counted(
        causes=causes(desk, summed),
        times=times_to_acknowledge(desk, filters, summed),
        resolving=resolving_times(desk, filters, summed),
        outcomes=outcomes(desk, summed),
        totals=totals(desk, filters, summed),
    )
