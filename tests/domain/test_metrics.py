from datetime import timedelta
from fractions import Fraction
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.metrics import (
    PChart,
    Rate,
    Signal,
    binomial_limits,
    median,
    p_chart,
    percentile_90,
    signals,
    weighted_kappa,
    wilson,
)

counts = st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
        # Medicine 17 (1998), table I, method 3 (score, without continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_the_published_table(
    k: int, n: int, low: float, high: float
) -> None:
    found = wilson(k, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(counts)
def test_an_interval_lies_in_0_to_1_around_its_rate(count: tuple[int, int]) -> None:
    k, n = count
    found = wilson(k, n)
    assert 0.0 <= found.low <= found.high <= 1.0
    if n:
        assert found.low <= k / n <= found.high


@given(counts)
def test_what_is_not_counted_has_the_mirrored_interval(count: tuple[int, int]) -> None:
    k, n = count
    found, mirrored = wilson(k, n), wilson(n - k, n)
    assert found.low == pytest.approx(1.0 - mirrored.high, abs=1e-12)


@given(counts)
def test_a_rate_lies_in_0_to_1(count: tuple[int, int]) -> None:
    rate = Rate(*count)
    assert rate.value is None if rate.n == 0 else 0.0 <= (rate.value or 0.0) <= 1.0


def test_nothing_counted_says_nothing() -> None:
    rate = Rate(0, 0)
    assert rate.value is None
    assert (rate.interval.low, rate.interval.high) == (0.0, 1.0)


@pytest.mark.parametrize(("n", "is_too_few"), [(0, True), (9, True), (10, False)])
def test_under_ten_is_too_few_for_a_percentage(n: int, *, is_too_few: bool) -> None:
    assert Rate(0, n).is_too_few is is_too_few


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_more_than_all_or_less_than_none_is_no_rate(k: int, n: int) -> None:
    with pytest.raises(ValueError):
        Rate(k, n)


@given(st.integers(1, 60), st.integers(1, 19))
def test_exact_limits_are_the_tightest_with_their_tails(n: int, twentieths: int) -> None:
    p = twentieths / 20
    least, most = binomial_limits(n, p)
    chances = [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    tail, slack = 0.0013498980316300933, 1e-9
    assert sum(chances[:least]) <= tail + slack
    assert sum(chances[: least + 1]) >= tail - slack
    assert sum(chances[most + 1 :]) <= tail + slack
    assert sum(chances[most:]) >= tail - slack


@pytest.mark.parametrize(("p", "limits"), [(0.0, (0, 0)), (1.0, (40, 40))])
def test_what_never_or_always_happens_has_no_spread(p: float, limits: tuple[int, int]) -> None:
    assert binomial_limits(40, p) == limits


def test_limits_follow_each_periods_count() -> None:
    chart = p_chart([Rate(50, 200), Rate(25, 100)])
    wide, narrow = chart.points[1], chart.points[0]
    assert chart.centre == pytest.approx(0.25)
    assert narrow.low == pytest.approx(0.25 - 3 * (0.25 * 0.75 / 200) ** 0.5)
    assert wide.high == pytest.approx(0.25 + 3 * (0.25 * 0.75 / 100) ** 0.5)
    assert not wide.is_exact


@pytest.mark.parametrize(
    ("rate", "is_exact"), [(Rate(3, 24), False), (Rate(2, 23), True), (Rate(21, 23), True)]
)
def test_small_expected_counts_get_exact_limits(rate: Rate, *, is_exact: bool) -> None:
    baseline = [Rate(75, 100)] if rate.k > 10 else [Rate(25, 100)]
    assert p_chart([rate], baseline=baseline).points[0].is_exact is is_exact


def test_a_period_outside_its_limits_is_a_signal() -> None:
    chart = p_chart([Rate(30, 40), Rate(10, 40)], baseline=[Rate(250, 1000)])
    assert [point.is_signal for point in chart.points] == [True, False]


def test_a_signal_shows_in_a_small_period_too() -> None:
    chart = p_chart([Rate(6, 8), Rate(4, 8)], baseline=[Rate(100, 1000)])
    assert [point.is_signal for point in chart.points] == [True, False]


def test_a_period_in_which_nothing_was_counted_has_no_limits() -> None:
    point = p_chart([Rate(0, 0), Rate(5, 50)]).points[0]
    assert (point.low, point.high, point.is_signal) == (None, None, False)


def test_a_chart_of_nothing_has_no_centre() -> None:
    chart = p_chart([Rate(0, 0)])
    assert chart.centre is None
    assert len(chart.points) == 1


@given(st.lists(counts.map(lambda count: Rate(*count)), max_size=12))
def test_limits_lie_in_0_to_1_around_the_centre(rates: list[Rate]) -> None:
    chart = p_chart(rates)
    assert [point.rate for point in chart.points] == rates
    for point in chart.points:
        if point.low is not None and point.high is not None and chart.centre is not None:
            step = 1 / point.rate.n if point.is_exact else 1e-12
            assert 0.0 <= point.low <= chart.centre + step
            assert chart.centre - step <= point.high <= 1.0


@pytest.mark.parametrize(
    ("values", "middle", "ninetieth"),
    [
        ([], None, None),
        ([4.0], 4.0, 4.0),
        ([9.0, 1.0], 5.0, 9.0),
        ([3.0, 1.0, 2.0], 2.0, 3.0),
        ([float(n) for n in range(1, 11)], 5.5, 9.0),
        ([float(n) for n in range(1, 12)], 6.0, 10.0),
        ([float(n) for n in range(1, 21)], 10.5, 18.0),
    ],
)
def test_the_middle_and_the_ninetieth(
    values: list[float], middle: float | None, ninetieth: float | None
) -> None:
    assert (median(values), percentile_90(values)) == (middle, ninetieth)


def test_durations_have_a_middle_too() -> None:
    assert median([timedelta(hours=1), timedelta(hours=2)]) == timedelta(minutes=90)


@given(st.lists(st.integers(-1000, 1000).map(float), min_size=1))
def test_nine_of_ten_do_not_exceed_the_ninetieth(values: list[float]) -> None:
    found = percentile_90(values)
    assert found in values
    assert 10 * sum(1 for value in values if value <= found) >= 9 * len(values)
    assert 10 * sum(1 for value in values if value < found) < 9 * len(values)


def charted(*rates: float, n: int = 100) -> PChart:
    """Chart periods of n each around 20 %, where one sigma is 4 points."""
    return p_chart([Rate(round(rate * n / 100), n) for rate in rates], baseline=[Rate(200, 1000)])


@pytest.mark.parametrize(
    ("rates", "found"),
    [
        ((20, 21, 19, 20), []),
        ((20, 40, 20), [(Signal.BEYOND, True, (1,))]),
        ((20, 2, 20), [(Signal.BEYOND, False, (1,))]),
        ((29, 20, 29), [(Signal.TWO_OF_THREE, True, (0, 2))]),
        ((29, 20, 20, 29), []),
        ((29, 20, 11), []),
        ((28, 20, 28), []),  # two sigma is the border and not beyond it
        ((25, 25, 15, 25, 25), [(Signal.FOUR_OF_FIVE, True, (0, 1, 3, 4))]),
        ((15, 15, 15, 20, 15), [(Signal.FOUR_OF_FIVE, False, (0, 1, 2, 4))]),
        ((25, 25, 15, 15, 25, 25), []),
        ((21,) * 7, []),
        ((21,) * 8, [(Signal.RUN, True, tuple(range(8)))]),
        ((19,) * 11, [(Signal.RUN, False, tuple(range(11)))]),
        ((21,) * 4 + (20,) + (21,) * 4, []),  # on the centre is on no side
        (
            (29, 29, 20, 20, 20, 29, 29),
            [(Signal.TWO_OF_THREE, True, places) for places in ((0, 1), (5, 6))],
        ),
    ],
)
def test_each_pattern_is_a_signal(
    rates: tuple[int, ...], found: list[tuple[Signal, bool, tuple[int, ...]]]
) -> None:
    patterns = signals(charted(*rates))
    assert [(one.signal, one.is_above, one.points) for one in patterns] == found


def test_a_period_with_too_few_makes_no_signal_and_interrupts_none() -> None:
    rates = [Rate(29, 100), Rate(9, 9), Rate(20, 100), Rate(0, 0), Rate(29, 100)]
    patterns = signals(p_chart(rates, baseline=[Rate(200, 1000)]))
    assert [(one.signal, one.points) for one in patterns] == [(Signal.TWO_OF_THREE, (0, 4))]


@pytest.mark.parametrize("rates", [[], [Rate(0, 0)], [Rate(0, 50)] * 9, [Rate(50, 50)] * 9])
def test_where_nothing_varies_there_is_no_signal(rates: list[Rate]) -> None:
    assert signals(p_chart(rates)) == ()


many_rates = st.lists(counts.map(lambda count: Rate(*count)), max_size=30)


@given(many_rates)
def test_signals_of_what_is_not_counted_are_mirrored(rates: list[Rate]) -> None:
    found = signals(p_chart(rates))
    mirrored = signals(p_chart([Rate(rate.n - rate.k, rate.n) for rate in rates]))
    assert {(one.signal, one.is_above, one.points) for one in found} == {
        (one.signal, not one.is_above, one.points) for one in mirrored
    }


@given(many_rates)
def test_every_point_of_a_signal_lies_beyond_its_line_on_its_side(rates: list[Rate]) -> None:
    chart = p_chart(rates)
    sigma = {Signal.BEYOND: 0, Signal.TWO_OF_THREE: 2, Signal.FOUR_OF_FIVE: 1, Signal.RUN: 0}
    for pattern in signals(chart):
        assert chart.centre is not None
        assert list(pattern.points) == sorted(set(pattern.points))
        for place in pattern.points:
            rate = chart.points[place].rate
            assert not rate.is_too_few
            far = (rate.k / rate.n - chart.centre) * (1 if pattern.is_above else -1)
            spread = (chart.centre * (1 - chart.centre) / rate.n) ** 0.5
            assert far > sigma[pattern.signal] * spread


@given(many_rates)
def test_signals_are_exactly_the_windows_that_their_rules_name(rates: list[Rate]) -> None:
    chart = p_chart(rates)
    if chart.centre is None or not 0 < chart.centre < 1:
        return
    judged = [place for place, rate in enumerate(rates) if rate.n >= 10]
    rules = {Signal.TWO_OF_THREE: (2, 3, 2), Signal.FOUR_OF_FIVE: (4, 5, 1), Signal.RUN: (8, 8, 0)}
    for signal, (least, of, sigma) in rules.items():
        for side in (1, -1):
            wanted = set()
            for window in (judged[at : at + of] for at in range(len(judged) - of + 1)):
                far = {place for place in window if side * sigmas(chart, place) > sigma + 1e-9}
                wanted |= far if len(far) >= least else set()
            found = {
                place
                for pattern in signals(chart)
                if pattern.signal is signal and pattern.is_above is (side > 0)
                for place in pattern.points
            }
            assert found == wanted


def sigmas(chart: PChart, place: int) -> float:
    rate, centre = chart.points[place].rate, chart.centre or 0.0
    return (rate.k / rate.n - centre) / sqrt(centre * (1 - centre) / rate.n)


# Agreement of two reviewers

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=40)


def kappa_by_tables(pairs: list[tuple[int, int]]) -> Fraction | None:
    """Weighted kappa as Cohen defines it: weights times what is observed, over what is expected."""
    n, scale = len(pairs), range(1, 6)
    ours = {i: sum(a == i for a, _ in pairs) for i in scale}
    theirs = {j: sum(b == j for _, b in pairs) for j in scale}
    cells = [(i, j) for i in scale for j in scale]
    weight = {(i, j): Fraction((i - j) ** 2, 16) for i, j in cells}
    observed = sum((weight[cell] * pairs.count(cell) for cell in cells), Fraction(0))
    expected = sum((weight[i, j] * ours[i] * theirs[j] for i, j in cells), Fraction(0))
    return 1 - observed * n / expected if expected else None


@given(PAIRS)
def test_kappa_is_what_its_tables_say(pairs: list[tuple[int, int]]) -> None:
    found, told = weighted_kappa(pairs), kappa_by_tables(pairs)
    assert found.n == len(pairs)
    assert (found.kappa is None) == (told is None)
    if found.kappa is not None and told is not None:
        assert found.kappa == pytest.approx(float(told), abs=1e-12)


@given(PAIRS)
def test_kappa_does_not_ask_who_scored_first_nor_where_the_scale_begins(
    pairs: list[tuple[int, int]],
) -> None:
    found = weighted_kappa(pairs)
    assert weighted_kappa([(b, a) for a, b in pairs]) == found
    assert weighted_kappa([(a + 3, b + 3) for a, b in pairs]) == found


@given(PAIRS)
def test_kappa_is_one_where_all_agree_and_never_more(pairs: list[tuple[int, int]]) -> None:
    found = weighted_kappa(pairs)
    assert found.kappa is None or -1 <= found.kappa <= 1
    alike = weighted_kappa([(a, a) for a, _ in pairs])
    assert alike.kappa == (1 if len({a for a, _ in pairs}) > 1 else None)


@pytest.mark.parametrize("pairs", [[], [(4, 4)] * 12])
def test_kappa_is_undefined_of_no_pair_and_where_all_scores_are_the_same(
    pairs: list[tuple[int, int]],
) -> None:
    assert weighted_kappa(pairs).kappa is None


def test_kappa_of_a_worked_example() -> None:
    """Twelve packets, two of them scored apart by one and one by two."""
    pairs = [(5, 5)] * 5 + [(4, 4)] * 3 + [(3, 3), (5, 4), (4, 3), (5, 3)]
    assert weighted_kappa(pairs).kappa == pytest.approx(4 / 7, abs=1e-12)
