"""Half a year of filing and review, played move by move on a clock of its own.

Every packet is a generator that waits for its next moment and then calls a service; a heap of
them keeps the moments in order. Whatever lies beyond now has not happened yet, which is why today's
queues are full. Nothing is written but through the services.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from escalator.contracts import Contracts, load_checklist
from escalator.demo.cast import DESKS, PASSWORD, PEOPLE
from escalator.demo.lives import Life
from escalator.demo.today import lay_out
from escalator.domain.hours import add_working_time
from escalator.resources import schemas_folder
from escalator.services.checklists import release_checklists
from escalator.services.desk import Desk
from escalator.services.people import (
    actor_for,
    add_person,
    add_team,
    ensure_target_teams,
    nobody_yet,
)
from escalator.store.engine import writing
from escalator.store.rows import Person

SEED = 20260
WEEKS = 26
PACKETS = 300
CHANGE_WEEK = 14
"""When the API checklist began to require request IDs."""


@dataclass
class World:
    """The demo while it is being played: a session, a clock and everybody's desk.

    now: the moment that is being played. contracts: as in use at that moment.
    """

    session: Session
    contracts: Contracts
    secret: bytes
    now: datetime
    chance: random.Random
    people: dict[str, Person] = field(default_factory=dict)

    def desk(self, email: str) -> Desk:
        """Give somebody's desk at this moment."""
        actor = actor_for(self.people[email])
        return Desk(self.session, actor, self.contracts, self.secret, lambda: self.now)

    def later(self, minutes: float) -> datetime:
        """Give the moment when so many working minutes have passed."""
        hours = self.contracts.policy.business_hours
        return add_working_time(self.now, timedelta(minutes=minutes), hours)


def fill(
    engine: Engine,
    contracts: Contracts,
    secret: bytes,
    *,
    now: datetime,
    say: Callable[[str], object] = lambda _: None,
    packets: int = PACKETS,
) -> bool:
    """Play the half year that ends at `now` into an empty database; False when it is not empty.

    packets: how many are filed before today's own.
    """
    with Session(engine, expire_on_commit=False) as session, writing():
        if not nobody_yet(session):
            return False
        begin = (now - timedelta(weeks=WEEKS)).replace(minute=0, second=0, microsecond=0)
        world = World(session, _before(contracts), secret, begin, random.Random(SEED))  # nosec B311: not a secret
        _settle_in(world)
        say(f"Playing {packets} escalations over {WEEKS} weeks; this takes a moment.")
        _play(world, contracts, until=now, packets=packets)
        lay_out(world, now)
    return True


def _before(contracts: Contracts) -> Contracts:
    """Give the contracts as they were before the API checklist was changed."""
    old = load_checklist(schemas_folder() / "examples" / "earlier" / "api-integration.schema.json")
    return replace(contracts, checklists={**contracts.checklists, old.id.name: old})


def _settle_in(world: World) -> None:
    release_checklists(world.session, world.contracts, now=world.now)
    ensure_target_teams(world.session, world.contracts)
    for slug, name, tier in DESKS:
        add_team(world.session, slug=slug, name=name, tier=tier)
    hashed = PasswordHasher().hash(PASSWORD)
    for new in PEOPLE:
        person = add_person(world.session, new, password_hash=hashed, now=world.now)
        world.people[new.email] = person


def _play(world: World, contracts: Contracts, *, until: datetime, packets: int) -> None:
    begin = world.now
    change_at = begin + timedelta(weeks=CHANGE_WEEK)
    turns: list[tuple[datetime, int, Iterator[datetime]]] = []
    order = count()
    for number in range(packets):
        life = Life(world, number, progress=number / packets)
        day = begin + (until - begin) * ((number + world.chance.random()) / packets)
        turns.append((day, next(order), life.play(day)))
    turns.append((change_at, next(order), _change_checklist(world, contracts)))
    heapq.heapify(turns)
    while turns and turns[0][0] <= until:
        world.now, _, life_so_far = heapq.heappop(turns)
        following = next(life_so_far, None)
        if following is not None:
            heapq.heappush(turns, (max(following, world.now), next(order), life_so_far))
    world.now = until


def _change_checklist(world: World, contracts: Contracts) -> Iterator[datetime]:
    release_checklists(world.session, contracts, now=world.now)
    world.contracts = contracts
    return
    yield datetime.now(UTC)  # makes this a generator, like every other turn
