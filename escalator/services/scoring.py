"""Scoring a sampled packet by the rubric: what its reviewer sees, and the verb.

A score is never changed; one given again is another row, and the latest counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from escalator.domain.errors import InvalidEntry, NotFound, StaleReview
from escalator.domain.rubric import points_problems
from escalator.services.access import find_packet
from escalator.services.desk import Desk, verb
from escalator.services.reviewers import latest_assignments
from escalator.store.quality import Assignment, LineScore, Sampled, Score
from escalator.store.rows import PacketRow


@dataclass(frozen=True, slots=True)
class Review:
    """A review that is this person's to give.

    packet: loaded with its answers. given: their score so far, None before the first. turn: how
    often it was scored, for forms.
    """

    assignment: Assignment
    sampled: Sampled
    packet: PacketRow
    given: Score | None
    turn: int


def find_review(desk: Desk, number: int) -> Review:
    """Load a review by its assignment's number.

    Raises NotFound when there is none, when it is somebody else's (now), or when the packet is not
    theirs to read.
    """
    found = desk.session.get(Assignment, number)
    if found is None or found.reviewer_id != desk.actor.id:
        raise NotFound("review")
    latest = latest_assignments(desk, (found.sampled_id,))
    if latest[found.sampled_id, found.slot].id != found.id:
        raise NotFound("review")
    packet = find_packet(desk, found.sampled.packet.reference)
    given = _latest_score(desk, found)
    return Review(found, found.sampled, packet, given, given.turn if given else 0)


@verb
def score(desk: Desk, number: int, points: Mapping[str, int | None], *, turn: int | None) -> Score:
    """Score a packet, line by line.

    number: of the assignment. points: line -> 1 to 5. turn: how often it was scored when the form
    was made. Raises NotFound, StaleReview, or InvalidEntry by line.
    """
    review = find_review(desk, number)
    locked = select(Assignment.id).where(Assignment.id == number).with_for_update()
    desk.session.execute(locked)
    before = _latest_score(desk, review.assignment)
    now = before.turn if before else 0
    if turn is not None and turn != now:
        raise StaleReview(current=now)
    rubric = desk.contracts.rubric
    if problems := points_problems(rubric, points):
        raise InvalidEntry(problems)
    kept = [LineScore(line=one.name, points=points[one.name] or 0) for one in rubric.lines]
    made = Score(
        sampled_id=review.sampled.id,
        slot=review.assignment.slot,
        turn=now + 1,
        reviewer_id=desk.actor.id,
        scored_at=desk.now(),
        rubric=rubric.version,
        total=sum(one.points for one in kept),
        lines=len(kept),
        points=kept,
    )
    desk.session.add(made)
    desk.session.flush()
    return made


def _latest_score(desk: Desk, assignment: Assignment) -> Score | None:
    return desk.session.scalar(
        select(Score)
        .where(Score.sampled_id == assignment.sampled_id, Score.slot == assignment.slot)
        .order_by(Score.turn.desc())
        .limit(1)
    )


def reviews(desk: Desk, reference: str) -> bool:
    """Tell whether this person was given a packet to review."""
    found = (
        select(func.count())
        .select_from(Assignment)
        .join(Sampled, Sampled.id == Assignment.sampled_id)
        .join(PacketRow, PacketRow.id == Sampled.packet_id)
        .where(PacketRow.reference == reference, Assignment.reviewer_id == desk.actor.id)
    )
    return bool(desk.session.scalar(found))
