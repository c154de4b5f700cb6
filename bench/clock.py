"""How long something takes: the middle and the slow end of many runs."""

from collections.abc import Callable
from time import perf_counter


def milliseconds(work: Callable[[], object]) -> float:
    """Give how long one run takes."""
    begin = perf_counter()
    work()
    return (perf_counter() - begin) * 1000


def middle_and_slow(times: list[float]) -> tuple[float, float]:
    """Give the median and the 95th percentile (nearest rank)."""
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
