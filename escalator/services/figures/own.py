"""A person's own figures and their team's; nothing of anybody else.

A technician's are of the packets they wrote and their team wrote, an engineer's of the packets
their team received.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from escalator.domain.model import Priority, Role
from escalator.domain.quality import Mean
from escalator.domain.timings import Times
from escalator.services.desk import Desk
from escalator.services.figures.causes import Causes, causes
from escalator.services.figures.filters import Days, Filters
from escalator.services.figures.marks import Of
from escalator.services.figures.places import telling
from escalator.services.figures.quality import quality_scores
from escalator.services.figures.rates import Tally, tallies
from escalator.services.figures.sums import sums
from escalator.services.figures.times import times_to_acknowledge, waited

_CAUSES = (Of.REASON, Of.ITEM)
_TIMES = (Of.ACKNOWLEDGED, Of.ON_TIME)


@dataclass(frozen=True, slots=True)
class Share:
    """Figures of one person or team: the period, and the one before it.

    quality: the mean score of their packets in weekly samples, and the one before.
    """

    filters: Filters
    now: Tally
    before: Tally
    quality: tuple[Mean, Mean]


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What a person may know.

    mine: None for an engineer, whose packets are the team's. team: None for someone without one.
    causes: why mine, or the engineer's team's, came back. times: of an engineer's team, else empty.
    """

    mine: Share | None
    team: Share | None
    causes: Causes
    times: Mapping[Priority, Times]


def own_figures(desk: Desk, days: Days) -> OwnFigures:
    """Give the figures of the person at the desk."""
    actor = desk.actor
    if actor.role is Role.ENGINEER:
        received = Filters(days, target=actor.team)
        (counts,) = sums(desk, received, [days.period], (*_CAUSES, *_TIMES))
        told = telling(desk, received, [days.period], waited(0, counts))
        times = times_to_acknowledge(0, counts, told)
        return OwnFigures(None, _share(desk, received), causes(counts), times)
    mine = Filters(days, person=actor.id)
    team = _share(desk, Filters(days, team=actor.team)) if actor.team else None
    (counts,) = sums(desk, mine, [days.period], _CAUSES)
    return OwnFigures(_share(desk, mine), team, causes(counts), {})


def _share(desk: Desk, filters: Filters) -> Share:
    now, before = tallies(desk, filters, (filters.period, filters.days.before.period))
    return Share(filters, now, before, quality_scores(desk, filters))
