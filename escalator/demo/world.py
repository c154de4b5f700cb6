"""The demo while it is being played: its clock, its chance, its people and what was told so far.

It makes nothing happen; lives.py and today.py do.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy.orm import Session

from escalator.contracts import Contracts
from escalator.demo.cast import Customer
from escalator.demo.story import Story, stories_of
from escalator.demo.telling import Filing, tell
from escalator.domain.hours import add_working_time, shifts
from escalator.services.desk import Desk
from escalator.services.people import actor_for
from escalator.store.rows import Person

LONGEST_WAIT = timedelta(days=21)
TRIES = 12
"""How often a story is told anew until its problem reads like none before."""


@dataclass
class World:
    """A session, a moment and everybody's desk.

    now: the moment that is being played. contracts: as in use at that moment.
    kept: stories that are kept for today. told: the problem lines so far.
    filed: story name to the packets that tell it, oldest first.
    """

    session: Session
    contracts: Contracts
    secret: bytes
    now: datetime
    chance: random.Random
    people: dict[str, Person] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    told: set[str] = field(default_factory=set)
    filed: dict[str, list[str]] = field(default_factory=dict)
    _bags: dict[str, list[Story]] = field(default_factory=dict)
    _decks: dict[str, list[str]] = field(default_factory=dict)

    def desk(self, email: str) -> Desk:
        """Give somebody's desk at this moment."""
        actor = actor_for(self.people[email])
        return Desk(self.session, actor, self.contracts, self.secret, lambda: self.now)

    def later(self, minutes: float) -> datetime:
        """Give the moment when so many working minutes have passed."""
        hours = self.contracts.policy.business_hours
        return add_working_time(self.now, timedelta(minutes=minutes), hours)

    def working_minutes_before(self, moment: datetime, minutes: float) -> datetime:
        """Give the moment from which to `moment` so many working minutes pass."""
        left = timedelta(minutes=minutes)
        earliest = moment - LONGEST_WAIT
        past = takewhile(
            lambda shift: shift[0] < moment,
            shifts(earliest, self.contracts.policy.business_hours),
        )
        for opens, closes in reversed([*past]):
            ends = min(closes, moment)
            if ends - opens >= left:
                return ends - left
            left -= ends - opens
        return earliest

    def draw_card(self, deck: str, cards: Mapping[str, int]) -> str:
        """Draw a card of a deck that holds so many of each, and is shuffled anew when it is empty.

        Unlike a die it keeps its promise with few draws: what should come often does.
        """
        left = self._decks.setdefault(deck, [])
        if not left:
            left += [card for card, many in cards.items() for _ in range(many)]
            self.chance.shuffle(left)
        return left.pop()

    def draw_story(self, category: str, *, keeps: bool = False) -> Story:
        """Draw a story; none comes again before all of its category have, the rare ones seldom.

        keeps: leave out what is kept for today.
        """
        bag = self._bags.setdefault(category, [])
        if not bag:
            fitting = [one for one in stories_of(category) if self._comes(one)]
            bag += self.chance.sample(fitting, len(fitting))
        free = [one for one in stories_of(category) if one.name not in self.kept]
        if keeps and free and bag[-1].name in self.kept:
            return self.chance.choice(free)
        return bag.pop()

    def _comes(self, story: Story) -> bool:
        return not story.is_rare or self.chance.random() < 0.4

    def earlier(self, story: str, reference: str) -> str:
        """Give the packet before this one that tells the same story, or ""."""
        others = [one for one in self.filed.get(story, ()) if one != reference]
        return others[-1] if others else ""

    def tell(
        self,
        story: Story,
        *,
        customer: Customer,
        ticket: str,
        details: Mapping[str, str] | None = None,
    ) -> Filing:
        """Make a story happen now, in words that no packet has used yet where that can be."""

        def once() -> Filing:
            return tell(
                story,
                self.chance,
                customer=customer,
                filed_at=self.now,
                ticket=ticket,
                details=details,
            )

        filing = once()
        for _ in range(TRIES):
            if filing.answers["problem"] not in self.told:
                break
            filing = once()
        self.told.add(str(filing.answers["problem"]))
        return filing
