"""Whether a rate changed by more than chance would explain."""

import pytest

from escalator.domain.change import change_interval, likely_change
from escalator.domain.metrics import Rate


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        # Newcombe 1998, table II, method 10
        (Rate(56, 70), Rate(48, 80), 0.0524, 0.3339),
        (Rate(9, 10), Rate(3, 10), 0.1705, 0.8090),
        (Rate(10, 10), Rate(0, 10), 0.6075, 1.0),
        (Rate(0, 10), Rate(0, 20), -0.1611, 0.2775),
    ],
)
def test_the_interval_is_the_published_one(
    now: Rate, before: Rate, low: float, high: float
) -> None:
    found = change_interval(now, before)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_nothing_counted_changes_nothing() -> None:
    assert change_interval(Rate(1, 10), Rate(0, 0)) is None
    assert not likely_change(Rate(0, 0), Rate(1, 10))


@pytest.mark.parametrize(
    ("now", "before", "is_likely"),
    [
        (Rate(40, 100), Rate(20, 100), True),
        (Rate(20, 100), Rate(40, 100), True),
        (Rate(22, 100), Rate(20, 100), False),
        (Rate(4, 10), Rate(2, 10), False),
    ],
)
def test_a_change_is_likely_when_its_interval_leaves_out_none_at_all(
    now: Rate, before: Rate, is_likely: bool
) -> None:
    assert likely_change(now, before) is is_likely
