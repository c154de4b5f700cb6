"""The quality score in plain Python: what the query of services/figures/quality.py has to give.

Scores come in as they were kept, all of them; which counts is said here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from escalator.domain.history import Period
from escalator.domain.metrics import TOO_FEW


@dataclass(frozen=True, slots=True)
class Given:
    """A score as it was kept.

    sampled: the sampled packet's number. packet: the packet's. at: the moment for which it was
    sampled. slot: 1, or 2 for the second reviewer. turn: counts the scores of a slot. total: the
    sum of its `lines` lines.
    """

    sampled: int
    packet: int
    at: datetime
    slot: int
    turn: int
    total: int
    lines: int


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of packets' scores. n: how many. total: their sum."""

    n: int = 0
    total: float = 0.0

    @property
    def value(self) -> float | None:
        """The mean, 1 to 5; None of none."""
        return self.total / self.n if self.n else None

    @property
    def is_too_few(self) -> bool:
        """Whether there are too few to judge."""
        return self.n < TOO_FEW

    def plus(self, other: "Mean") -> "Mean":
        """Give the mean of both together."""
        return Mean(self.n + other.n, self.total + other.total)


def quality_score(given: Iterable[Given], period: Period, left_out: Collection[int]) -> Mean:
    """Return the mean score of the packets that were sampled for a moment of the period.

    A packet's score is the mean of its lines, as the first reviewer gave them last. left_out:
    numbers of packets that figures leave out.
    """
    latest: dict[int, Given] = {}
    for one in sorted(given, key=lambda one: one.turn):
        if one.slot == 1 and period.holds(one.at) and one.packet not in left_out:
            latest[one.sampled] = one
    return Mean(len(latest), sum(one.total / one.lines for one in latest.values()))
