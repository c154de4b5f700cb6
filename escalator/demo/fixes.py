"""What the lead of the demo decided on proposals: one accepted, one dismissed.

Decided like all else through the services, and only on what the figures propose at that moment: a
smaller demo, in which they propose less, decides on less.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from escalator.demo.cast import LEE, ZONE
from escalator.demo.world import World
from escalator.domain.errors import NotFound
from escalator.domain.proposals import Choice, Kind, Standing
from escalator.services.figures.filters import Days, today_in
from escalator.services.proposals import (
    Decided,
    decide_on_proposal,
    looked_at,
    proposals,
)

FIRST_REVIEW = 22
"""How many weeks ago the lead first looked at the proposals: before, they are of too few."""

KNOWN_ELSEWHERE = "Known to the team that owns it; they follow it in their own tracker."


def accept_before_the_change(world: World, category: str, item: str) -> None:
    """Accept that an item becomes required, just before it does."""
    with suppress(NotFound):  # not proposed: too few packets so far
        reason = "Half of these packets wait a day for one number that the customer has."
        said = Decided(Choice.ACCEPT, reason)
        proposal = (Kind.REQUIRE, f"{category}:{item}")
        decide_on_proposal(world.desk(LEE), _days(world), proposal, said, number=None)


def fixes_decided(world: World) -> list[tuple[datetime, Iterator[datetime]]]:
    """Give the first moment and the play of the lead's reviews, told back from `world.now`."""
    reviews = _weekly_reviews(world)
    return [(next(reviews), reviews)]


def _weekly_reviews(world: World) -> Iterator[datetime]:
    """Look each week, and dismiss the first record; gives each moment before anything is done."""
    today = world.now
    for ago in range(FIRST_REVIEW, 1, -1):
        yield today - timedelta(weeks=ago)
        lead, days = world.desk(LEE), _days(world)
        for one in proposals(lead, days).those(Standing.OPEN):
            if one.kind is Kind.RECORD:
                said = Decided(Choice.DISMISS, KNOWN_ELSEWHERE)
                decide_on_proposal(lead, days, (one.kind, one.key), said, number=None)
                return


def _days(world: World) -> Days:
    return looked_at(today_in(ZONE, world.now), ZONE)
