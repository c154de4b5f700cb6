"""Who may review sampled packets, who was given how many, and to whom one goes next.

Reviewers are engineers and leads who may read a packet and neither wrote nor decided on it; what
they may read is access.py's to say.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from escalator.domain.errors import InvalidEntry, NotAllowed, NotFound
from escalator.domain.model import Role
from escalator.domain.sampling import least_loaded
from escalator.services.access import DECISIONS, readable
from escalator.services.desk import Actor, Desk, verb
from escalator.services.people import actor_for
from escalator.store.quality import Assignment, Sampled, Score
from escalator.store.rows import EventRow, PacketRow, Person

REVIEWERS = (Role.ENGINEER, Role.LEAD)

LATELY = timedelta(weeks=8)
"""Over how long reviews are spread fairly."""

NOBODY = "Nobody else may review it: they wrote it, decided on it, or may not read it."


def who_may_review(desk: Desk, rows: Iterable[PacketRow]) -> dict[str, frozenset[int]]:
    """Give by reference who may review each of these packets."""
    packets = {row.id: row for row in rows}
    found: dict[int, set[int]] = {number: set() for number in packets}
    for kind, people in _alike(desk).items():
        seen = desk.session.scalars(
            select(PacketRow.id).where(PacketRow.id.in_(packets), readable(kind))
        )
        for number in seen:
            found[number] |= people
    for number, person in desk.session.execute(
        select(EventRow.packet_id, EventRow.actor_id).where(
            EventRow.packet_id.in_(packets), EventRow.action.in_(DECISIONS)
        )
    ):
        found[number].discard(person)
    return {
        row.reference: frozenset(found[number] - {row.author_id}) for number, row in packets.items()
    }


def _alike(desk: Desk) -> dict[Actor, set[int]]:
    """Group all reviewers by what they may read besides what they wrote or decided on."""
    groups: dict[Actor, set[int]] = {}
    reviewers = select(Person).where(Person.active.is_(True), Person.role.in_(REVIEWERS))
    for person in desk.session.scalars(reviewers):
        kind = replace(actor_for(person), id=0, name="")
        groups.setdefault(kind, set()).add(person.id)
    return groups


def lately_assigned(desk: Desk) -> dict[int, int]:
    """Count the reviews that each person was given lately, by their number."""
    rows = desk.session.execute(
        select(Assignment.reviewer_id, func.count())
        .where(Assignment.assigned_at > desk.now() - LATELY)
        .group_by(Assignment.reviewer_id)
    )
    return {person: int(count) for person, count in rows}


def assign(
    desk: Desk, sampled: Sampled, *, slot: int, reviewer: int, turn: int = 1, by: int | None = None
) -> Assignment:
    """Write down who reviews a packet; by: the lead who chose so, None for the draw."""
    made = Assignment(
        sampled_id=sampled.id,
        slot=slot,
        turn=turn,
        reviewer_id=reviewer,
        assigned_at=desk.now(),
        assigned_by=by,
    )
    desk.session.add(made)
    desk.session.flush()
    return made


@verb
def ask_second(desk: Desk, number: int) -> Assignment:
    """Have a second reviewer score a sampled packet apart from the first.

    number: the sampled packet's. Raises NotFound, NotAllowed, or InvalidEntry when there is a
    second one already, or nobody is left.
    """
    sampled = _to_assign(desk, number)
    latest = latest_assignments(desk, (sampled.id,))
    if (sampled.id, 2) in latest:
        raise InvalidEntry({"second": "A second reviewer was asked already."})
    taken = {one.reviewer_id for one in latest.values()}
    reviewer = _next_reviewer(desk, sampled, taken)
    return assign(desk, sampled, slot=2, reviewer=reviewer, by=desk.actor.id)


@verb
def hand_over(desk: Desk, number: int, slot: int, *, turn: int | None) -> Assignment:
    """Give a review that has no score yet to another reviewer.

    turn: of the assignment that the lead saw. Raises NotFound, NotAllowed, or InvalidEntry when it
    was scored or given to another meanwhile, or nobody is left.
    """
    sampled = _to_assign(desk, number)
    latest = latest_assignments(desk, (sampled.id,))
    had = latest.get((sampled.id, slot))
    if had is None:
        raise NotFound("review")
    if turn is not None and had.turn != turn:
        raise InvalidEntry({"hand_over": f"It was given to {had.reviewer.name} meanwhile."})
    scored = select(Score.id).where(Score.sampled_id == sampled.id, Score.slot == slot).limit(1)
    if desk.session.scalar(scored) is not None:
        raise InvalidEntry({"hand_over": f"{had.reviewer.name} has scored it meanwhile."})
    taken = {one.reviewer_id for one in latest.values()}
    reviewer = _next_reviewer(desk, sampled, taken)
    return assign(desk, sampled, slot=slot, turn=had.turn + 1, reviewer=reviewer, by=desk.actor.id)


def latest_assignments(desk: Desk, numbers: Collection[int]) -> dict[tuple[int, int], Assignment]:
    """Give who reviews these sampled packets now, by the packet's number and slot."""
    rows = desk.session.scalars(
        select(Assignment)
        .where(Assignment.sampled_id.in_(numbers))
        .order_by(Assignment.sampled_id, Assignment.slot, Assignment.turn)
    )
    return {(one.sampled_id, one.slot): one for one in rows}


def _to_assign(desk: Desk, number: int) -> Sampled:
    """Load a sampled packet, locked, whose reviews a lead arranges."""
    if desk.actor.role is not Role.LEAD:
        raise NotAllowed("assign reviews")
    sampled = desk.session.scalar(
        select(Sampled).where(Sampled.id == number).with_for_update(of=Sampled)
    )
    if sampled is None:
        raise NotFound("sampled packet")
    return sampled


def _next_reviewer(desk: Desk, sampled: Sampled, taken: set[int]) -> int:
    may = who_may_review(desk, (sampled.packet,))[sampled.packet.reference] - taken
    sample = sampled.sample
    found = least_loaded(sample.seed, sampled.packet.reference, may, lately_assigned(desk))
    if found is None:
        raise InvalidEntry({"reviewer": NOBODY})
    return found
