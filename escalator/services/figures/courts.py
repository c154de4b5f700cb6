"""Time to resolve, and which side held the packets for how much of it.

As with times to acknowledge, counts tell in which shift of eight hours a percentile lies, and only
the packets of that shift are put in order.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, literal, select, union_all

from escalator.domain.metrics import Rate, median
from escalator.domain.model import Priority
from escalator.domain.timings import Court, Times
from escalator.services.desk import Desk
from escalator.services.figures.by_outcome import resolving
from escalator.services.figures.filters import Filters
from escalator.services.figures.places import middle, slowest_of_ten
from escalator.services.figures.sums import Sums
from escalator.services.figures.told import SHIFT_MS, shifts_taken
from escalator.store.counts import Resolved

Shifts = Counter[int]
"""Full shifts of eight hours -> how many packets took so long."""


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


def resolving_times(desk: Desk, filters: Filters, summed: Sums) -> Resolving:
    """Give how long they took, in three statements."""
    shifts: Shifts = Counter({int(shift): n for shift, n in summed.took.items()})
    took = shifts_taken()
    rest = select(took, func.count()).where(*resolving(summed.rest)).group_by(took)
    for shift, n in desk.session.execute(rest):
        shifts[int(shift)] += n
    return Resolving(_times(desk, filters, shifts), _courts(desk, filters))


def _courts(desk: Desk, filters: Filters) -> Mapping[Priority, Court]:
    sums = (func.sum(side) for side in (Resolved.author, Resolved.target, Resolved.lead))
    query = select(Resolved.priority, func.count(), *sums).where(*resolving(filters))
    found = {priority: Court() for priority in Priority}
    for priority, packets, *held in desk.session.execute(query.group_by(Resolved.priority)):
        found[priority] = Court(packets, *(_span(one) for one in held))
    return found


def _times(desk: Desk, filters: Filters, shifts: Shifts) -> Times:
    total = shifts.total()
    if not total:
        return Times(0, None, None, Rate(0, 0))
    places = sorted({*middle(total), slowest_of_ten(total)})
    asked = [_at_place(filters, shifts, place) for place in places]
    took = {place: _span(one) for place, one in desk.session.execute(union_all(*asked))}
    return Times(
        count=total,
        median=median([took[place] for place in middle(total)]),
        percentile_90=took[slowest_of_ten(total)],
        within=Rate(0, 0),
    )


def _at_place(filters: Filters, shifts: Shifts, place: int) -> Select[int, int]:
    """Select how long the packet at one place took, counted from 1, the quickest first."""
    before = 0
    for shift in sorted(shifts):
        if before + shifts[shift] >= place:
            break
        before += shifts[shift]
    took = (
        select(Resolved.took)
        .where(
            Resolved.took >= shift * SHIFT_MS,
            Resolved.took < (shift + 1) * SHIFT_MS,
            *resolving(filters),
        )
        .order_by(Resolved.took)
        .limit(1)
        .offset(place - before - 1)
        .subquery()
    )
    return select(literal(place), took.c.took)


def _span(milliseconds: float) -> timedelta:
    return timedelta(milliseconds=int(milliseconds))
