"""Whether a rate changed by more than chance would explain.

Rates and their intervals are metrics.py's; what is compared is the caller's.
"""

from math import sqrt

from escalator.domain.metrics import Interval, Rate


def change_interval(now: Rate, before: Rate) -> Interval | None:
    """Return where the difference of two rates (now less before) may well lie, -1..1.

    None when either counts nothing. 95 %, made of the two Wilson intervals. Source: R. G.
    Newcombe, "Interval estimation for the difference between independent proportions", Statistics
    in Medicine 17 (1998), method 10.
    """
    if now.value is None or before.value is None:
        return None
    difference = now.value - before.value
    below = sqrt((now.value - now.interval.low) ** 2 + (before.interval.high - before.value) ** 2)
    above = sqrt((now.interval.high - now.value) ** 2 + (before.value - before.interval.low) ** 2)
    return Interval(difference - below, difference + above)


def likely_change(now: Rate, before: Rate) -> bool:
    """Return whether the rates differ by more than chance would explain, at 95 %."""
    found = change_interval(now, before)
    return found is not None and (found.low > 0 or found.high < 0)
