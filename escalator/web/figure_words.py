"""Figures in words: rates, intervals, changes and periods, as every page and file shows them.

Numbers come in, words go out; what is counted is services/figures'. Under ten there is no
percentage anywhere (product.md: small numbers mislead).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from escalator.domain.change import likely_change
from escalator.domain.metrics import TOO_FEW, Rate
from escalator.services.figures.filters import Days
from escalator.web.present import duration_words

GOAL = 0.9
"""First-pass acceptance that the house aims at (product.md, Figures)."""

TOO_FEW_WORDS = "too few to judge"


@dataclass(frozen=True, slots=True)
class RateShown:
    """A rate as a page shows it.

    value: "18.8 %", or that there are too few. count: "16 of 85". interval: "11.9 to 28.4 %", ""
    when there are too few. share, low, high: the same as proportions for a bar, -1 when too few.
    """

    value: str
    count: str
    interval: str
    share: float
    low: float
    high: float

    @property
    def is_judged(self) -> bool:
        """Whether there are enough for a percentage."""
        return self.share >= 0


def show_rate(rate: Rate) -> RateShown:
    """Give a rate in words."""
    count = f"{rate.k:,} of {rate.n:,}"
    if rate.value is None or rate.is_too_few:
        return RateShown(TOO_FEW_WORDS, count, "", -1, -1, -1)
    low, high = rate.interval.low, rate.interval.high
    interval = f"{low * 100:.1f} to {percent(high)}"
    return RateShown(percent(rate.value), count, interval, rate.value, low, high)


def percent(share: float) -> str:
    """Say a proportion: "18.8 %"."""
    return f"{share * 100:.1f} %"


def points(difference: float) -> str:
    """Say a difference of proportions, without its sign: "4.1 points"."""
    amount = f"{abs(difference) * 100:.1f}"
    return f"{amount} point{'' if amount == '1.0' else 's'}"


def counted(number: int, word: str, many: str = "") -> str:
    """Say a count: "1 packet", "12 packets"."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def change_words(now: Rate, before: Rate, span: str, word: str = "packet") -> str:
    """Say how a rate changed against the period before, and whether that may be chance.

    span: "the 28 days before". Says nothing where either has too few.
    """
    if now.value is None or before.value is None or now.is_too_few or before.is_too_few:
        return f"no comparison: {counted(before.n, word)} in {span}"
    difference = now.value - before.value
    was = f"{percent(before.value)} in {span}"
    if points(difference).startswith("0.0"):
        return f"unchanged from {was}"
    direction = "up" if difference > 0 else "down"
    chance = "" if likely_change(now, before) else ", which may be chance"
    return f"{direction} {points(difference)} from {was}{chance}"


def moved_words(now: Rate, before: Rate) -> str:
    """Say in a cell how a rate changed: "up 3.1 points from 9.1 %", "3 of 7 before"."""
    if not before.n:
        return "none before"
    if now.value is None or before.value is None or now.is_too_few or before.is_too_few:
        return f"{before.k:,} of {before.n:,} before"
    difference = now.value - before.value
    if points(difference).startswith("0.0"):
        return f"unchanged from {percent(before.value)}"
    chance = "" if likely_change(now, before) else ", which may be chance"
    direction = "up" if difference > 0 else "down"
    return f"{direction} {points(difference)} from {percent(before.value)}{chance}"


def count_before(before: int) -> str:
    """Say in a cell how many there were: "12 before"."""
    return f"{before:,} before" if before else "none before"


def goal_words(rate: Rate) -> str:
    """Say how first-pass acceptance stands to the goal; "" when there are too few."""
    if rate.value is None or rate.is_too_few:
        return ""
    if rate.value >= GOAL:
        return f"goal {percent(GOAL)} reached".replace(".0 %", " %")
    return f"{points(GOAL - rate.value)} short of the goal, 90 %"


def reaches_goal(rate: Rate) -> bool:
    """Tell whether a rate that can be judged reaches the goal."""
    return rate.value is not None and rate.n >= TOO_FEW and rate.value >= GOAL


def day_words(day: date) -> str:
    """Say a day: "16 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Say a day on an axis: "16 Nov"."""
    return f"{day.day} {day:%b}"


def period_words(days: Days) -> str:
    """Say a period: "26 October to 22 November 2026", "22 November 2026"."""
    if days.first == days.last:
        return day_words(days.first)
    same_year = days.first.year == days.last.year
    first = f"{days.first.day} {days.first:%B}" if same_year else day_words(days.first)
    if same_year and days.first.month == days.last.month:
        first = str(days.first.day)
    return f"{first} to {day_words(days.last)}"


def before_words(days: Days) -> str:
    """Name the period before: "the 4 weeks before", "the month before", "the day before"."""
    if days.months:
        return "the month before" if days.months == 1 else f"the {days.months} months before"
    if days.count == 1:
        return "the day before"
    if days.count % 7 == 0:
        weeks = days.count // 7
        return "the week before" if weeks == 1 else f"the {weeks} weeks before"
    return f"the {days.count} days before"


def slowest_words(count: int, span: timedelta | None) -> str:
    """Say in which time nine of ten were done; a dash where there are not ten."""
    return "–" if count < TOO_FEW else span_words(span)


def span_words(span: timedelta | None) -> str:
    """Say how long something took; a dash when nothing did."""
    return "–" if span is None else duration_words(span)


def ratio_words(ratio: float | None) -> str:
    """Say a number per packet: "0.31"; a dash when there is no packet."""
    return "–" if ratio is None else f"{ratio:.2f}"
