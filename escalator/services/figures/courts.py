"""Which side held the packets resolved in a period, for how long, and how long they took."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from escalator.domain.model import Priority
from escalator.domain.timings import Court, Times
from escalator.services.figures.marks import Of
from escalator.services.figures.sums import Counts
from escalator.services.figures.told import HELD, SIDES


@dataclass(frozen=True, slots=True)
class Resolving:
    """How long packets resolved in the period took.

    times: from first submission to resolution. courts: who held them, by priority.
    """

    times: Times
    courts: Mapping[Priority, Court]

    @property
    def court(self) -> Court:
        """Who held all of them."""
        whole = Court()
        for court in self.courts.values():
            whole = whole.plus(court)
        return whole


def courts(counts: Counts) -> Mapping[Priority, Court]:
    """Read who held them from the counts of a period."""
    return {one: Court(counts[Of.RESOLVED, one], **_held(counts, one)) for one in Priority}


def _held(counts: Counts, priority: Priority) -> dict[str, timedelta]:
    return {side: timedelta(milliseconds=counts[HELD, f"{priority}:{side}"]) for side in SIDES}
