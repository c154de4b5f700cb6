"""Time to acknowledge by priority and time to resolve, in words, with the period before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from escalator.domain.metrics import Rate
from escalator.domain.model import Priority
from escalator.domain.policy import Policy
from escalator.domain.timings import Times
from escalator.services.figures.marks import Of
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import (
    RateShown,
    moved_words,
    show_rate,
    slowest_words,
    span_words,
)
from escalator.web.present import duration_words


@dataclass(frozen=True, slots=True)
class TimesLine:
    """Time to acknowledge of one priority. change: of the share on time."""

    priority: str
    target: str
    decisions: Count
    median: str
    percentile_90: str
    on_time: Count
    rate: RateShown
    change: str


def times_shown(
    found: Mapping[Priority, Times],
    behind: Behind,
    policy: Policy,
    earlier: Mapping[Priority, Times] | None = None,
) -> tuple[TimesLine, ...]:
    """Give the time to acknowledge, by priority."""
    return tuple(
        TimesLine(
            priority=priority.value,
            target=target_words(priority, policy),
            decisions=Count(times.count, behind.url(Of.ACKNOWLEDGED, priority.value)),
            median=span_words(times.median),
            percentile_90=slowest_words(times.count, times.percentile_90),
            on_time=Count(times.within.k, behind.url(Of.ON_TIME, priority.value)),
            rate=show_rate(times.within),
            change=moved_words(times.within, earlier[priority].within) if earlier else "",
        )
        for priority, times in found.items()
    )


def target_words(priority: Priority, policy: Policy) -> str:
    """Say by when a packet of a priority should be decided on."""
    span = duration_words(timedelta(minutes=policy.acknowledge_minutes(priority)))
    return span if policy.hours_for(priority) is None else f"{span} of business hours"


def on_time(times: Mapping[Priority, Times]) -> Rate:
    """Give the decisions that came in time, of all priorities."""
    rates = [found.within for found in times.values()]
    return Rate(sum(rate.k for rate in rates), sum(rate.n for rate in rates))


def resolve_change(before: Times, span: str) -> str:
    """Say how long packets took to resolve in the period before. span: "the week before"."""
    if before.median is None:
        return f"none was resolved in {span}"
    return f"{span_words(before.median)} in {span}, {before.count:,} resolved"
