"""What stands out in a period, in a few sentences on top; nothing is counted here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from escalator.web.cause_lines import Cause
from escalator.web.figure_address import Count
from escalator.web.figure_words import counted
from escalator.web.outcome_lines import OutcomeLine
from escalator.web.rate_chart import RateChart
from escalator.web.time_lines import TimesLine

LATE_SHARE = 0.9
"""A priority of which fewer come in time is named."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that stands out. url: the list behind it, or the place on the page."""

    words: str
    url: str


def notices(
    weeks: RateChart,
    reasons: Sequence[Cause],
    times: Sequence[TimesLine],
    old: Count,
    drivers: Sequence[OutcomeLine],
) -> Iterator[Notice]:
    """Yield what a lead should look at first, the rate before its causes, packets waiting last.

    old: packets open for 8 days or more.
    """
    if weeks.latest:
        yield Notice(f"More than chance: {weeks.latest[0].lower()}{weeks.latest[1:]}", "#weeks")
    if reasons and reasons[0].share:
        first = reasons[0]
        yield Notice(
            f"Bounced most for: {first.label.lower()}, {first.bounces.number:,} times.",
            first.bounces.url,
        )
    late = [line for line in times if line.rate.is_judged and line.rate.share < LATE_SHARE]
    for line in late[:1]:
        yield Notice(
            f"{line.priority}: {line.rate.value} decided within {line.target}.", line.decisions.url
        )
    for driver in drivers[:1]:
        if driver.note:
            number = counted(driver.count.number, "packet")
            words = f"Comes again: {driver.label}, {number}, {driver.before:,} before."
            yield Notice(words, driver.count.url)
    if old.number:
        yield Notice(f"{counted(old.number, 'packet')} open for 8 days or more.", old.url)
