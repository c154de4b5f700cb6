"""The scoreboard as its page, its file and its report show it: every figure in words.

Nothing is counted here. A figure that would be a percentage of fewer than ten has none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from escalator.services.figures.filters import Filters
from escalator.services.figures.marks import Age, Of
from escalator.services.figures.names import Names
from escalator.services.figures.rates import Tally
from escalator.services.figures.scoreboard import Scoreboard, Span
from escalator.services.figures.totals import Totals
from escalator.web.bar_charts import ageing_chart, court_chart, pareto_chart, waits_chart
from escalator.web.breakdown_lines import Breakdown, breakdowns
from escalator.web.cause_lines import items_shown, reasons_shown
from escalator.web.companions import Companion, companions, exceptions_shown, solved_shown
from escalator.web.desk import contracts
from escalator.web.drawing import Chart
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import (
    RateShown,
    before_words,
    change_words,
    counted,
    goal_words,
    percent,
    reaches_goal,
    show_rate,
    slowest_words,
    span_words,
)
from escalator.web.funnel_chart import funnel_chart, is_worth_a_funnel
from escalator.web.notices import Notice, notices
from escalator.web.outcome_lines import OutcomeLine, drivers, root_causes, unavailable
from escalator.web.quality_words import quality_companion
from escalator.web.rate_chart import MONTHLY, WEEKLY, RateChart, rate_chart
from escalator.web.time_lines import TimesLine, on_time, resolve_change, times_shown

FUNNELS = (
    ("By team that files", "teams", "Teams that file"),
    ("By customer", "customers", "Customers"),
)
"""Breakdowns drawn as funnels too: title, name and title of the chart. Never people."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the figures on top.

    value: in words; is_judged: whether there are enough for it. part, whole: what it is counted
    from; counted: words between and after. change: against the period before. goal: how it stands
    to the goal, "" where it has none; is_reached: whether it meets it.
    """

    label: str
    value: str
    is_judged: bool
    part: Count | None
    whole: Count
    counted: str
    change: str
    interval: str = ""
    goal: str = ""
    is_reached: bool = False


@dataclass(frozen=True, slots=True)
class ScoreboardPage:
    """Everything the page, the file and the report show, in the page's order."""

    headline: str
    notices: tuple[Notice, ...]
    headlines: tuple[Headline, ...]
    by_system: Count
    left_out: tuple[tuple[str, str], ...]
    weeks: RateChart
    months: RateChart
    bounces: Count
    bounces_before: int
    reasons: Chart
    items: Chart
    breakdowns: tuple[Breakdown, ...]
    funnels: tuple[Chart, ...]
    times: tuple[TimesLine, ...]
    waits: Chart
    court: Chart
    ageing: Chart
    resolved: Count
    solved: tuple[Companion, ...]
    root_causes: tuple[OutcomeLine, ...]
    drivers: tuple[OutcomeLine, ...]
    filed: Count
    unavailable: tuple[OutcomeLine, ...]
    companions: tuple[Companion, ...]
    exceptions: tuple[Companion, ...]

    @property
    def charts(self) -> Iterator[Chart]:
        """Every chart that may stand on the page."""
        yield from (self.weeks.chart, self.months.chart, self.reasons, self.items, *self.funnels)
        yield from (self.waits, self.court, self.ageing)


def scoreboard_page(found: Scoreboard, filters: Filters, names: Names) -> ScoreboardPage:
    """Put a scoreboard into words."""
    behind = Behind(filters)
    here = contracts()
    now, earlier = found.counted, found.earlier
    reasons = reasons_shown(now.causes, behind, earlier.causes)
    items = items_shown(now.causes.items, behind, here.checklists.values(), earlier.causes.items)
    tables = tuple(breakdowns(found, behind, names))
    weeks = _rates(found, behind, is_weekly=True)
    times = times_shown(now.times, behind, here.policy, earlier.times)
    ageing = _ageing(now.totals, behind)
    driven = drivers(now.outcomes, earlier.outcomes, behind)
    return ScoreboardPage(
        headline=headline_words(found.now),
        notices=tuple(notices(weeks, reasons, times, ageing[-1][1], driven)),
        headlines=_headlines(found, behind),
        by_system=Count(found.now.by_system, behind.url(Of.BY_SYSTEM)),
        left_out=_left_out(now.totals, behind),
        weeks=weeks,
        months=_rates(found, behind, is_weekly=False),
        bounces=Count(now.causes.bounces, behind.url(Of.REASON)),
        bounces_before=earlier.causes.bounces,
        reasons=pareto_chart("reasons", "Reasons", "Reason", reasons),
        items=pareto_chart("items", "Items at fault", "Item", items),
        breakdowns=tables,
        funnels=tuple(
            funnel_chart(name, title, table)
            for of, name, title in FUNNELS
            for table in tables
            if table.title == of and is_worth_a_funnel(table)
        ),
        times=times,
        waits=waits_chart(now.times, behind, here.policy),
        court=court_chart(now.resolving.courts, behind),
        ageing=ageing_chart(ageing),
        resolved=Count(now.outcomes.resolved, behind.url(Of.RESOLVED)),
        solved=solved_shown(now.outcomes, earlier.outcomes, behind),
        root_causes=root_causes(now.outcomes, earlier.outcomes, behind),
        drivers=driven,
        filed=Count(now.outcomes.filings.packets, behind.url(Of.FILED)),
        unavailable=unavailable(now.outcomes, earlier.outcomes, behind, here.checklists),
        companions=(
            *companions(now.totals, earlier.totals, behind),
            quality_companion(*found.quality, behind),
        ),
        exceptions=exceptions_shown(now.totals, earlier.totals, behind),
    )


def headline_words(now: Tally) -> str:
    """Say in one sentence how the period went."""
    rate = now.first_pass
    if not now.decided:
        return "No packet was decided on in this period."
    if rate.is_too_few:
        return (
            f"{counted(now.decided, 'packet')} decided on, too few to judge:"
            f" {now.accepted} accepted at the first look, {now.decided - now.accepted} bounced."
        )
    first = f"Engineers could act on {percent(rate.value or 0)} of {now.decided:,} packets"
    if reaches_goal(rate):
        return f"{first} at the first look: the goal of 90 % is reached."
    return f"{first} at the first look, {goal_words(rate)}."


def _headlines(found: Scoreboard, behind: Behind) -> tuple[Headline, ...]:
    span = before_words(behind.filters.days)
    first, back = found.now.first_pass, found.now.bounce_back
    whole = Count(first.n, behind.url(Of.DECIDED))
    in_time, was = on_time(found.counted.times), on_time(found.earlier.times)
    decisions = Count(in_time.n, behind.url(Of.ACKNOWLEDGED))
    return (
        _rate(
            "First-pass acceptance",
            show_rate(first),
            (Count(first.k, behind.url(Of.ACCEPTED)), whole, "packets"),
            change_words(first, found.before.first_pass, span),
            goal_words(first),
            is_reached=reaches_goal(first),
        ),
        _rate(
            "Bounce-back rate",
            show_rate(back),
            (Count(back.k, behind.url(Of.BOUNCED)), whole, "packets"),
            change_words(back, found.before.bounce_back, span),
        ),
        _rate(
            "Decided within target",
            show_rate(in_time),
            (Count(in_time.k, behind.url(Of.ON_TIME)), decisions, "submissions"),
            change_words(in_time, was, span, "submission"),
        ),
        _resolved(found, behind, span),
    )


def _rate(
    label: str,
    rate: RateShown,
    counts: tuple[Count, Count, str],
    change: str,
    goal: str = "",
    *,
    is_reached: bool = False,
) -> Headline:
    part, whole, words = counts
    return Headline(
        label,
        rate.value,
        rate.is_judged,
        part,
        whole,
        words,
        change,
        rate.interval,
        goal,
        is_reached,
    )


def _resolved(found: Scoreboard, behind: Behind, span: str) -> Headline:
    times = found.counted.resolving.times
    slow = slowest_words(times.count, times.percentile_90)
    return Headline(
        label="Time to resolve",
        value=span_words(times.median),
        is_judged=times.median is not None,
        part=None,
        whole=Count(times.count, behind.url(Of.RESOLVED)),
        counted="resolved, median" + (f"; nine of ten within {slow}" if slow != "–" else ""),
        change=resolve_change(found.earlier.resolving.times, span),
    )


def _rates(found: Scoreboard, behind: Behind, *, is_weekly: bool) -> RateChart:
    def url_of(span: Span) -> str:
        return behind.narrowed(days=span.days).url(Of.DECIDED)

    kind, spans = (WEEKLY, found.weeks) if is_weekly else (MONTHLY, found.months)
    return rate_chart(kind, spans, found.changes, url_of=url_of)


def _left_out(totals: Totals, behind: Behind) -> tuple[tuple[str, str], ...]:
    left = totals.left_out
    words = (
        (left.pending, f"{left.pending:,} not decided on yet", Of.PENDING),
        (left.withdrawn, f"{left.withdrawn:,} withdrawn", Of.WITHDRAWN),
        (
            left.withdrawn_after_bounce,
            f"of those {left.withdrawn_after_bounce:,} after a bounce",
            Of.WITHDRAWN_AFTER_BOUNCE,
        ),
        (left.test, counted(left.test, "test packet"), Of.TEST),
    )
    return tuple((said, behind.url(of)) for number, said, of in words if number)


def _ageing(totals: Totals, behind: Behind) -> tuple[tuple[str, Count], ...]:
    ageing = totals.ageing
    ages = (("0 to 2 days", Age.YOUNG, ageing.young), ("3 to 7 days", Age.MIDDLE, ageing.middle))
    return tuple(
        (words, Count(number, behind.url(Of.OPEN, age.value)))
        for words, age, number in (*ages, ("8 days and more", Age.OLD, ageing.old))
    )
