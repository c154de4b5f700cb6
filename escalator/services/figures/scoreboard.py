"""Everything the lead's page shows, in a fixed number of queries however many packets there are.

What each figure counts is said in marks.py. Nothing here rounds, ranks or draws.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from escalator.domain.history import Period
from escalator.domain.model import Priority
from escalator.domain.quality import Mean
from escalator.domain.timings import Times
from escalator.services.desk import Desk
from escalator.services.figures.causes import Causes, ChecklistChange, causes, checklist_changes
from escalator.services.figures.courts import Resolving, courts
from escalator.services.figures.filters import Days, Filters, months_to, weeks_to
from escalator.services.figures.outcomes import Outcomes, outcomes
from escalator.services.figures.places import Buckets, Row, telling
from escalator.services.figures.quality import quality_scores
from escalator.services.figures.rates import Slice, Tally, slices, tallies
from escalator.services.figures.sums import By, sums
from escalator.services.figures.times import (
    times_to_acknowledge,
    times_to_resolve,
    took,
    waited,
)
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
    counted, earlier = _counted(desk, filters, (days.period, days.before.period))
    return Scoreboard(
        now=now,
        before=before,
        weeks=tuple(shown[:WEEKS]),
        months=tuple(shown[WEEKS:]),
        slices=slices(desk, filters),
        counted=counted,
        earlier=earlier,
        changes=checklist_changes(desk, filters, changes),
        quality=quality_scores(desk, filters),
    )


def _counted(desk: Desk, filters: Filters, periods: Sequence[Period]) -> Iterator[Counted]:
    """Yield what is counted of each period, in two statements for all of them."""
    summed = sums(desk, filters, periods)
    rows: dict[Row, Buckets] = {}
    for number, counts in enumerate(summed):
        rows |= {**waited(number, counts), **took(number, counts)}
    told = telling(desk, filters, periods, rows)
    for number, counts in enumerate(summed):
        yield Counted(
            causes=causes(counts),
            times=times_to_acknowledge(number, counts, told),
            resolving=Resolving(times_to_resolve(number, counts, told), courts(counts)),
            outcomes=outcomes(counts),
            totals=totals(counts),
        )
