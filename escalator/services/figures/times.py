"""How long submissions waited for a decision, by priority, and how long packets took.

How a wait is measured is services/waits.py's business.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from escalator.domain.metrics import Rate
from escalator.domain.model import Priority
from escalator.domain.timings import Times
from escalator.services.figures.marks import Of
from escalator.services.figures.places import Buckets, Row, Telling
from escalator.services.figures.sums import Counts
from escalator.services.figures.told import TOOK, WAITED


def waited(period: int, counts: Counts) -> Mapping[Row, Buckets]:
    """Give how many submissions waited how many hours, by the priority they were submitted with."""
    rows = {Row(period, one): Counter[int]() for one in Priority}
    for (figure, alike), n in counts.items():
        if figure == WAITED:
            priority, _, hours = alike.partition(":")
            rows[Row(period, Priority(priority))][int(hours)] += n
    return rows


def took(period: int, counts: Counts) -> Mapping[Row, Buckets]:
    """Give how many packets took how many shifts of eight hours."""
    return {Row(period, None): {int(shifts): n for (of, shifts), n in counts.items() if of == TOOK}}


def times_to_acknowledge(period: int, counts: Counts, told: Telling) -> Mapping[Priority, Times]:
    """Give the times of a period; within: decided on when they were due."""
    return {
        one: _times(
            Rate(counts[Of.ON_TIME, one], counts[Of.ACKNOWLEDGED, one]), told, Row(period, one)
        )
        for one in Priority
    }


def times_to_resolve(period: int, counts: Counts, told: Telling) -> Times:
    """Give the times of a period, from first submission to resolution; nothing was due."""
    resolved = sum(counts[Of.RESOLVED, one] for one in Priority)
    times = _times(Rate(0, resolved), told, Row(period, None))
    return replace(times, within=Rate(0, 0))


def _times(within: Rate, told: Telling, row: Row) -> Times:
    if not within.n:
        return Times(0, None, None, Rate(0, 0))
    middle, slowest = told[row]
    return Times(within.n, middle, slowest, within)
