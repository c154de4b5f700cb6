"""The scoreboard as its page and its file show it: every figure in words, with its address.

Nothing is counted here. A figure that would be a percentage of fewer than ten has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from escalator.domain.metrics import TOO_FEW
from escalator.domain.model import Priority
from escalator.domain.policy import Policy
from escalator.domain.timings import Times
from escalator.services.figures.filters import Filters
from escalator.services.figures.marks import Age, Of
from escalator.services.figures.names import Names
from escalator.services.figures.rates import Tally
from escalator.services.figures.scoreboard import Scoreboard, Week
from escalator.services.figures.totals import Totals
from escalator.web.breakdown_lines import Breakdown, breakdowns
from escalator.web.cause_lines import Cause, items_shown, reasons_shown
from escalator.web.charts import RateChart, rate_chart
from escalator.web.desk import contracts
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import (
    RateShown,
    before_words,
    change_words,
    counted,
    goal_words,
    percent,
    ratio_words,
    reaches_goal,
    show_rate,
    span_words,
)
from escalator.web.present import duration_words
from escalator.web.words import DECLINE_WORDS


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the two rates on top.

    rate: in words. part, whole: what it is counted from. change: against the period before.
    goal: how it stands to the goal, "" where it has none; is_reached: whether it meets it.
    """

    label: str
    rate: RateShown
    part: Count
    whole: Count
    change: str
    goal: str = ""
    is_reached: bool = False


@dataclass(frozen=True, slots=True)
class Companion:
    """A figure beside the rate: its value in words, the count it is made of, what it means."""

    label: str
    value: str
    count: Count
    counted: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TimesLine:
    """Time to acknowledge of one priority."""

    priority: str
    target: str
    decisions: Count
    median: str
    percentile_90: str
    on_time: Count
    rate: RateShown


@dataclass(frozen=True, slots=True)
class ScoreboardPage:
    """Everything the page and the file show, in the page's order."""

    headline: str
    first_pass: Headline
    bounce_back: Headline
    by_system: Count
    left_out: tuple[tuple[str, str], ...]
    chart: RateChart
    bounces: Count
    reasons: tuple[Cause, ...]
    items: tuple[Cause, ...]
    companions: tuple[Companion, ...]
    breakdowns: tuple[Breakdown, ...]
    times: tuple[TimesLine, ...]
    ageing: tuple[tuple[str, Count], ...]
    exceptions: tuple[tuple[str, Count], ...]
    later_bounced: Companion


def scoreboard_page(found: Scoreboard, filters: Filters, names: Names) -> ScoreboardPage:
    """Put a scoreboard into words."""
    behind = Behind(filters)
    here = contracts()
    return ScoreboardPage(
        headline=headline_words(found.now),
        first_pass=_first_pass(found, behind),
        bounce_back=_bounce_back(found, behind),
        by_system=Count(found.now.by_system, behind.url(Of.BY_SYSTEM)),
        left_out=_left_out(found.totals, behind),
        chart=week_chart(found, behind),
        bounces=Count(found.causes.bounces, behind.url(Of.REASON)),
        reasons=reasons_shown(found.causes, behind),
        items=items_shown(found.causes.items, behind, here.checklists.values()),
        companions=_companions(found.totals, behind),
        breakdowns=tuple(breakdowns(found, behind, names)),
        times=times_shown(found.times, behind, here.policy),
        ageing=_ageing(found.totals, behind),
        exceptions=_exceptions(found.totals, behind),
        later_bounced=_later_bounced(found.totals, behind),
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


def _first_pass(found: Scoreboard, behind: Behind) -> Headline:
    rate = found.now.first_pass
    return Headline(
        label="First-pass acceptance",
        rate=show_rate(rate),
        part=Count(rate.k, behind.url(Of.ACCEPTED)),
        whole=Count(rate.n, behind.url(Of.DECIDED)),
        change=change_words(rate, found.before.first_pass, before_words(behind.filters.days)),
        goal=goal_words(rate),
        is_reached=reaches_goal(rate),
    )


def _bounce_back(found: Scoreboard, behind: Behind) -> Headline:
    rate = found.now.bounce_back
    return Headline(
        label="Bounce-back rate",
        rate=show_rate(rate),
        part=Count(rate.k, behind.url(Of.BOUNCED)),
        whole=Count(rate.n, behind.url(Of.DECIDED)),
        change=change_words(rate, found.before.bounce_back, before_words(behind.filters.days)),
    )


def week_chart(found: Scoreboard, behind: Behind) -> RateChart:
    """Give the chart of the weeks, each opening its packets."""

    def url_of(week: Week) -> str:
        return behind.narrowed(days=week.days).url(Of.DECIDED)

    first = found.weeks[0].days
    start = replace(first, last=first.first).period.start
    return rate_chart(
        found.weeks,
        found.changes,
        url_of=url_of,
        zone_day=lambda change: (change.at - start) // timedelta(days=1),
    )


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


def _companions(totals: Totals, behind: Behind) -> tuple[Companion, ...]:
    beside = totals.beside
    declined = {kind: number for kind, number in beside.declined.items() if number}
    kinds = ", ".join(f"{DECLINE_WORDS[kind]} {n}" for kind, n in declined.items())
    return (
        Companion(
            "Ever bounced",
            show_rate(beside.ever_bounced).value,
            Count(beside.ever_bounced.k, behind.url(Of.EVER_BOUNCED)),
            f"of {counted(beside.ever_bounced.n, 'packet')}",
            "Bounced at any time, after acceptance too.",
        ),
        Companion(
            "Bounces per packet",
            ratio_words(beside.bounces_per_packet),
            Count(beside.bounces, behind.url(Of.BOUNCES)),
            f"bounces of {counted(beside.ever_bounced.n, 'packet')}",
            "Some are bounced more than once.",
        ),
        Companion(
            "Late bounces",
            show_rate(beside.late_bounced).value,
            Count(beside.late_bounced.k, behind.url(Of.LATE_BOUNCED)),
            f"of {beside.late_bounced.n:,} accepted",
            "Bounced after they had been accepted.",
        ),
        Companion(
            "Questions per accepted packet",
            ratio_words(beside.questions_per_accepted),
            Count(beside.questions, behind.url(Of.QUESTIONS)),
            f"questions on {beside.late_bounced.n:,} accepted",
            "Else bounces hide as questions.",
        ),
        Companion(
            "Passed on",
            show_rate(beside.passed_on).value,
            Count(beside.passed_on.k, behind.url(Of.PASSED_ON)),
            f"of {beside.passed_on.n:,} first handled",
            "Went to the wrong team first.",
        ),
        Companion(
            "Declined",
            str(sum(beside.declined.values())),
            Count(sum(beside.declined.values()), behind.url(Of.DECLINED)),
            "packets",
            f"{kinds}." if kinds else "Duplicates, S1's to solve, or out of scope.",
        ),
    )


def _later_bounced(totals: Totals, behind: Behind) -> Companion:
    later = totals.exceptions.later_bounced
    return Companion(
        "Bounced later",
        show_rate(later).value,
        Count(later.k, behind.url(Of.LATER_BOUNCED)),
        f"of {counted(later.n, 'packet')} with an exception given",
        "",
    )


def times_shown(
    found: Mapping[Priority, Times], behind: Behind, policy: Policy
) -> tuple[TimesLine, ...]:
    """Give the time to acknowledge, by priority."""
    return tuple(
        TimesLine(
            priority=priority.value,
            target=_target_words(priority, policy),
            decisions=Count(times.count, behind.url(Of.ACKNOWLEDGED, priority.value)),
            median=span_words(times.median),
            percentile_90="–" if times.count < TOO_FEW else span_words(times.percentile_90),
            on_time=Count(times.within.k, behind.url(Of.ON_TIME, priority.value)),
            rate=show_rate(times.within),
        )
        for priority, times in found.items()
    )


def _target_words(priority: Priority, policy: Policy) -> str:
    span = duration_words(timedelta(minutes=policy.acknowledge_minutes(priority)))
    return span if policy.hours_for(priority) is None else f"{span} of business hours"


def _ageing(totals: Totals, behind: Behind) -> tuple[tuple[str, Count], ...]:
    ageing = totals.ageing
    ages = (("0 to 2 days", Age.YOUNG, ageing.young), ("3 to 7 days", Age.MIDDLE, ageing.middle))
    return tuple(
        (words, Count(number, behind.url(Of.OPEN, age.value)))
        for words, age, number in (*ages, ("8 days and more", Age.OLD, ageing.old))
    )


def _exceptions(totals: Totals, behind: Behind) -> tuple[tuple[str, Count], ...]:
    found = totals.exceptions
    counts = (
        ("Asked for", Of.EXCEPTIONS_ASKED, found.asked),
        ("Approved", Of.EXCEPTIONS_APPROVED, found.approved),
        ("Refused", Of.EXCEPTIONS_REFUSED, found.refused),
        ("Glass broken on a P1", Of.BROKEN_GLASS, found.broken_glass),
    )
    return tuple((words, Count(number, behind.url(of))) for words, of, number in counts)
