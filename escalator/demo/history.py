"""Half a year of filing and review, played move by move on a clock of its own.

Every packet is a generator that waits for its next moment and then calls a service; a heap of
them keeps the moments in order. Whatever lies beyond now has not happened yet, which is why today's
queues are full. Nothing is written but through the services.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from escalator.contracts import Contracts, load_checklist
from escalator.demo.cast import DESKS, LEE, PASSWORD, PEOPLE
from escalator.demo.desks import STORIES_OF_TODAY
from escalator.demo.fixes import accept_before_the_change, fixes_decided
from escalator.demo.lives import Life
from escalator.demo.problems import faults_found
from escalator.demo.quality import samples_scored
from escalator.demo.today import scenes_of_today
from escalator.demo.world import World
from escalator.domain.hours import add_working_time, working_time_between
from escalator.resources import schemas_folder
from escalator.services.checklists import release_checklists
from escalator.services.people import add_person, add_team, ensure_target_teams, nobody_yet
from escalator.services.working_copies import publish, replace_copy
from escalator.store.engine import writing

SEED = 20260
WEEKS = 26
PACKETS = 300
CHANGE_WEEK = 14
"""When the API checklist began to require request IDs."""

CHANGED, CHANGED_ITEM = "api-integration", "request_ids"
CHANGE_NOTE = "Engineers kept asking for request IDs: they are required now, with the response."

Turn = tuple[datetime, Iterator[datetime]]


def fill(
    engine: Engine,
    contracts: Contracts,
    secret: bytes,
    *,
    now: datetime,
    say: Callable[[str], object] = lambda _: None,
    packets: int = PACKETS,
    seed: int = SEED,
) -> bool:
    """Play the half year that ends at `now` into an empty database; False when it is not empty.

    packets: how many are filed before today's own. seed: another half year of the same kind.
    """
    with Session(engine, expire_on_commit=False) as session, writing():
        if not nobody_yet(session):
            return False
        chance = random.Random(seed)  # nosec B311: not a secret
        world = World(session, _before(contracts), secret, now, chance)
        scenes = [*scenes_of_today(world), *faults_found(world), *samples_scored(world)]
        scenes += fixes_decided(world)
        world.kept = STORIES_OF_TODAY
        world.now = (now - timedelta(weeks=WEEKS)).replace(minute=0, second=0, microsecond=0)
        _settle_in(world)
        say(f"Playing {packets} escalations over {WEEKS} weeks; this takes a moment.")
        change = world.now + timedelta(weeks=CHANGE_WEEK)
        turns = [
            *_filings(world, until=now, packets=packets),
            (change, _change_checklist(world, contracts)),
            *scenes,
        ]
        _play(world, turns, until=now)
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


def _filings(world: World, *, until: datetime, packets: int) -> Iterator[Turn]:
    """Spread the packets over the working time of the half year."""
    begin, hours = world.now, world.contracts.policy.business_hours
    working = working_time_between(begin, until, hours)
    for number in range(packets):
        worked = working * ((number + world.chance.random()) / packets)
        life = Life(world, number, progress=number / packets)
        yield add_working_time(begin, worked, hours), life.play()


def _change_checklist(world: World, contracts: Contracts) -> Iterator[datetime]:
    """Have the lead publish what the API checklist's file says now; a team's own is released."""
    new, lead = contracts.checklists[CHANGED], world.desk(LEE)
    if new.id.version == world.contracts.checklists[CHANGED].id.version + 1:
        accept_before_the_change(world, CHANGED, CHANGED_ITEM)
        copy = replace_copy(lead, dict(new.schema), version=None)
        publish(lead, CHANGED, version=copy.version, note=CHANGE_NOTE)
    release_checklists(world.session, contracts, now=world.now)
    world.contracts = contracts
    return
    yield datetime.now(UTC)  # makes this a generator, like every other turn


def _play(world: World, turns: list[Turn], *, until: datetime) -> None:
    order = count()
    waiting = [(moment, next(order), life) for moment, life in turns]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= until:
        world.now, _, life = heapq.heappop(waiting)
        following = next(life, None)
        if following is not None:
            heapq.heappush(waiting, (max(following, world.now), next(order), life))
    world.now = until
