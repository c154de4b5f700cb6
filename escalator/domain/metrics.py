"""Counts made into rates, intervals, control limits and percentiles; scores into agreement.

Nothing here knows what is counted (figures.py does) or how it is drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import exp, lgamma, log, log1p, sqrt
from typing import TypeVar

TOO_FEW = 10
"""Below this many no percentage is shown (product.md: small numbers mislead)."""

Z_95 = 1.959963984540054
"""Two-sided 95 % point of the normal distribution."""

_TAIL = 0.0013498980316300933
"""What a normal distribution leaves outside three standard deviations, on one side."""

_NORMAL_FROM = 6
"""Expected count from which a p-chart's three-sigma limits are close to the exact ones."""

Amount = TypeVar("Amount", float, timedelta)


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a rate may well lie.

    low, high: proportions, 0 <= low <= high <= 1.
    """

    low: float
    high: float


def wilson(k: int, n: int) -> Interval:
    """Return the 95 % score interval for k of n; all of 0..1 when n is 0.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    JASA 22 (1927), without continuity correction.
    Raises ValueError unless 0 <= k <= n.
    """
    _check_counts(k, n)
    if n == 0:
        return Interval(0.0, 1.0)
    centre = (k + Z_95**2 / 2) / (n + Z_95**2)
    reach = Z_95 / (n + Z_95**2) * sqrt(k * (n - k) / n + Z_95**2 / 4)
    return Interval(0.0 if k == 0 else centre - reach, 1.0 if k == n else centre + reach)


@dataclass(frozen=True, slots=True)
class Rate:
    """k of n.

    k: those that have it. n: all that were looked at.
    Raises ValueError unless 0 <= k <= n.
    """

    k: int
    n: int

    def __post_init__(self) -> None:
        _check_counts(self.k, self.n)

    @property
    def value(self) -> float | None:
        """The proportion, 0..1; None of none."""
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> Interval:
        """The Wilson 95 % interval."""
        return wilson(self.k, self.n)

    @property
    def is_too_few(self) -> bool:
        """Whether n is too small for a percentage to be shown."""
        return self.n < TOO_FEW


class Signal(StrEnum):
    """A pattern that chance alone seldom makes.

    Source: Western Electric, Statistical Quality Control Handbook (1956), tests for unnatural
    patterns; L. S. Nelson, "The Shewhart control chart: tests for special causes", Journal of
    Quality Technology 16 (1984), tests 1, 5, 6. The run is eight long as in the handbook.

    BEYOND: one beyond its limits. TWO_OF_THREE: two of three beyond two sigma. FOUR_OF_FIVE: four
    of five beyond one sigma. RUN: eight in a row; each on one side of the centre.
    """

    BEYOND = "beyond"
    TWO_OF_THREE = "two_of_three"
    FOUR_OF_FIVE = "four_of_five"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A signal on a chart.

    signal: which. is_above: on which side of the centre. points: the places of those that make it,
    counted from 0, in order.
    """

    signal: Signal
    is_above: bool
    points: tuple[int, ...]


_ROUNDING = 1e-9
"""So many sigma are no distance: on a line is not beyond it, however a float came out."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """So many of so many in a row lie beyond so many sigma, on one side."""

    signal: Signal
    least: int
    of: int
    sigma: float


_RULES = (
    _Rule(Signal.TWO_OF_THREE, 2, 3, 2.0),
    _Rule(Signal.FOUR_OF_FIVE, 4, 5, 1.0),
    _Rule(Signal.RUN, 8, 8, 0.0),
)


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One period of a p-chart.

    rate: what was counted in it.
    low, high: its control limits as proportions; both None when nothing was counted.
    is_signal: whether it lies outside them: unlikely to be chance alone.
    is_exact: whether the limits come from the binomial distribution rather than from three sigma.
    """

    rate: Rate
    low: float | None
    high: float | None
    is_signal: bool
    is_exact: bool


@dataclass(frozen=True, slots=True)
class PChart:
    """A proportion over time with limits that vary with each period's count.

    centre: the proportion over all of the baseline; None when nothing was counted.
    points: one per period, in the order given.
    """

    centre: float | None
    points: tuple[ChartPoint, ...]


def p_chart(rates: Sequence[Rate], *, baseline: Sequence[Rate] | None = None) -> PChart:
    """Return the chart of these periods, with limits around the proportion of the baseline.

    baseline: the periods the limits are made from; all of them when not given.
    Limits are three sigma; where fewer than six of either kind are expected they are the exact
    binomial ones with the same tails. Source: D. C. Montgomery, Introduction to Statistical Quality
    Control, chapter on control charts for attributes.
    """
    counted = rates if baseline is None else baseline
    total = sum(rate.n for rate in counted)
    if not total:
        nothing = tuple(ChartPoint(rate, None, None, False, False) for rate in rates)
        return PChart(None, nothing)
    centre = sum(rate.k for rate in counted) / total
    return PChart(centre, tuple(_chart_point(rate, centre) for rate in rates))


def signals(chart: PChart) -> tuple[Pattern, ...]:
    """Return the patterns of a chart, by rule and then by where they begin.

    A pattern that goes on is one pattern. Periods too small to judge make none and interrupt none:
    they are passed over.
    """
    if chart.centre is None or not 0.0 < chart.centre < 1.0:
        return ()
    judged = [
        (place, _deviation(point.rate, chart.centre))
        for place, point in enumerate(chart.points)
        if not point.rate.is_too_few
    ]
    beyond = [
        Pattern(Signal.BEYOND, deviation > 0, (place,))
        for place, deviation in judged
        if chart.points[place].is_signal
    ]
    mirrored = [(place, -deviation) for place, deviation in judged]
    found = [
        Pattern(rule.signal, is_above, points)
        for rule in _RULES
        for is_above, deviations in ((True, judged), (False, mirrored))
        for points in _runs(deviations, rule)
    ]
    order = tuple(Signal)
    found.sort(key=lambda one: (order.index(one.signal), one.points))
    return (*beyond, *found)


def _deviation(rate: Rate, centre: float) -> float:
    """Return how many sigma a rate that counts something lies from the centre."""
    return (rate.k / rate.n - centre) / sqrt(centre * (1.0 - centre) / rate.n)


def _runs(judged: Sequence[tuple[int, float]], rule: _Rule) -> Iterator[tuple[int, ...]]:
    """Yield the places that make one rule above the centre; windows that share one are one run."""
    points: list[int] = []
    for start in range(len(judged) - rule.of + 1):
        window = judged[start : start + rule.of]
        far = [place for place, deviation in window if deviation > rule.sigma + _ROUNDING]
        if len(far) < rule.least:
            continue
        if points and far[0] > points[-1]:
            yield tuple(points)
            points = []
        points += [place for place in far if place not in points]
    if points:
        yield tuple(points)


def binomial_limits(n: int, p: float) -> tuple[int, int]:
    """Return the counts (least, most) still within the limits for n trials of chance p.

    Fewer than `least` has a chance of at most 0.00135, and so has more than `most`.
    """
    if p <= 0.0 or p >= 1.0:
        return (0, 0) if p <= 0.0 else (n, n)
    if p > 0.5:
        least, most = binomial_limits(n, 1.0 - p)
        return n - most, n - least
    least, below = -1, 0.0
    for count in range(n + 1):
        below += exp(_log_chance(count, n, p))
        if least < 0 and below > _TAIL:
            least = count
        if below >= 1.0 - _TAIL:
            return least, count
    return max(least, 0), n


def median(values: Sequence[Amount]) -> Amount | None:
    """Return the middle value, or the mean of the two middle ones; None of none."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def percentile_90(values: Sequence[Amount]) -> Amount | None:
    """Return the least of the values that at least 90 % of them do not exceed; None of none.

    This is the nearest-rank definition: always a value that occurred, rank ceil(0.9 n).
    """
    if not values:
        return None
    rank = -(-9 * len(values) // 10)
    return sorted(values)[rank - 1]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people who scored the same things agree beyond chance.

    n: the pairs of scores. kappa: 1 for full agreement, 0 for what chance makes, less for worse;
    None where it is undefined: of no pair, or when all scores are one and the same, so that chance
    would agree as well.
    """

    n: int
    kappa: float | None

    @property
    def is_too_few(self) -> bool:
        """Whether there are too few pairs to judge."""
        return self.n < TOO_FEW


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> Agreement:
    """Return Cohen's kappa with quadratic weights for pairs of scores on one ordered scale.

    A difference of two counts four times as much as one of one, so the scale's ends need not be
    known. Sources: J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968); J. L. Fleiss and
    J. Cohen, "The equivalence of weighted kappa and the intraclass correlation coefficient",
    Educational and Psychological Measurement 33 (1973).
    """
    n = len(pairs)
    first, second = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    squares = sum(a * a + b * b for a, b in pairs)
    observed = n * sum((a - b) ** 2 for a, b in pairs)
    by_chance = n * squares - 2 * first * second  # every first score against every second one
    return Agreement(n, 1 - observed / by_chance if by_chance else None)


def _chart_point(rate: Rate, centre: float) -> ChartPoint:
    if rate.n == 0:
        return ChartPoint(rate, None, None, False, False)
    is_exact = rate.n * min(centre, 1.0 - centre) < _NORMAL_FROM
    if is_exact:
        least, most = binomial_limits(rate.n, centre)
        is_signal = not least <= rate.k <= most
        return ChartPoint(rate, least / rate.n, most / rate.n, is_signal, is_exact)
    sigma = sqrt(centre * (1.0 - centre) / rate.n)
    low, high = max(0.0, centre - 3 * sigma), min(1.0, centre + 3 * sigma)
    return ChartPoint(rate, low, high, not low <= rate.k / rate.n <= high, is_exact)


def _log_chance(count: int, n: int, p: float) -> float:
    return _log_choose(n, count) + count * log(p) + (n - count) * log1p(-p)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _check_counts(k: int, n: int) -> None:
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a rate")
