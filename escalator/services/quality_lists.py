"""What was drawn for a week, who reviews it and how it was scored; and a reviewer's own work.

Reads only, in a fixed number of queries. A packet that the person may not read is told by its
reference, and nothing of what is in it or was given for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from escalator.services.access import readable
from escalator.services.desk import Desk
from escalator.services.figures.filters import Days
from escalator.services.lists import waiting_count
from escalator.services.requests import requests_count
from escalator.services.reviewers import latest_assignments
from escalator.services.weeks import week_name
from escalator.store.quality import Assignment, Sample, Sampled, Score
from escalator.store.rows import PacketRow

Kind = TypeVar("Kind")

DONE = 20
"""How many of their own finished reviews a reviewer is shown."""


@dataclass(frozen=True, slots=True)
class SampledLine:
    """A packet of a sample. assignments, scores: slot -> the latest one."""

    sampled: Sampled
    is_readable: bool
    assignments: Mapping[int, Assignment]
    scores: Mapping[int, Score]


@dataclass(frozen=True, slots=True)
class TeamSample:
    """A team's sample of a week, in the order in which it was drawn."""

    sample: Sample
    lines: tuple[SampledLine, ...]


@dataclass(frozen=True, slots=True)
class OwnReviews:
    """A person's reviews.

    waiting: without a score, oldest first. done: newest first, at most DONE.
    """

    waiting: tuple[Assignment, ...]
    done: tuple[tuple[Assignment, Score], ...]


def week_samples(desk: Desk, days: Days) -> tuple[TeamSample, ...]:
    """Give the samples of a week by the teams' names; none while it is not drawn."""
    samples = desk.session.scalars(select(Sample).where(Sample.week == week_name(days))).all()
    rows = desk.session.execute(
        select(Sampled, readable(desk.actor))
        .where(Sampled.sample_id.in_([one.id for one in samples]))
        .options(joinedload(Sampled.packet).joinedload(PacketRow.author))
        .order_by(Sampled.id)
        .join(PacketRow, PacketRow.id == Sampled.packet_id)
    ).all()
    numbers = [sampled.id for sampled, _ in rows]
    assignments = latest_assignments(desk, numbers)
    scores = latest_scores(desk, numbers)
    lines = [
        SampledLine(sampled, bool(may), _of(assignments, sampled), _of(scores, sampled))
        for sampled, may in rows
    ]
    return tuple(
        TeamSample(one, tuple(line for line in lines if line.sampled.sample_id == one.id))
        for one in sorted(samples, key=lambda one: one.team.name)
    )


def _of(found: Mapping[tuple[int, int], Kind], sampled: Sampled) -> dict[int, Kind]:
    return {slot: one for (number, slot), one in found.items() if number == sampled.id}


def latest_scores(desk: Desk, numbers: Sequence[int]) -> dict[tuple[int, int], Score]:
    """Give the scores that count, by the sampled packet's number and slot."""
    rows = desk.session.scalars(
        select(Score)
        .where(Score.sampled_id.in_(numbers))
        .options(joinedload(Score.reviewer))
        .order_by(Score.sampled_id, Score.slot, Score.turn)
    )
    return {(one.sampled_id, one.slot): one for one in rows}


def own_reviews(desk: Desk) -> OwnReviews:
    """Give the reviews that this person was given and still has."""
    waiting = desk.session.scalars(
        _own(desk, ~_is_scored()).order_by(Assignment.assigned_at, Assignment.id)
    ).all()
    done = desk.session.scalars(
        _own(desk, _is_scored()).order_by(Assignment.id.desc()).limit(DONE)
    ).all()
    scores = latest_scores(desk, [one.sampled_id for one in done])
    return OwnReviews(
        tuple(waiting), tuple((one, scores[one.sampled_id, one.slot]) for one in done)
    )


def engineer_counts(desk: Desk) -> tuple[int, int]:
    """Count what waits for an engineer, in one query: in the queue, and to be scored."""
    queue, reviews = desk.session.execute(select(waiting_count(desk), _waiting_reviews(desk))).one()
    return int(queue), int(reviews)


def lead_counts(desk: Desk) -> tuple[int, int]:
    """Count what waits for a lead, in one query: requests, and to be scored."""
    requests, reviews = desk.session.execute(
        select(requests_count(desk), _waiting_reviews(desk))
    ).one()
    return int(requests), int(reviews)


def _waiting_reviews(desk: Desk) -> ScalarSelect[int]:
    own = _own(desk, ~_is_scored())
    return own.with_only_columns(func.count(Assignment.id)).scalar_subquery()


def _own(desk: Desk, *conditions: ColumnElement[bool]) -> "Select[Assignment]":
    """Select the assignments this person still has, of packets that they may read."""
    later = aliased(Assignment)
    is_latest = ~exists().where(
        later.sampled_id == Assignment.sampled_id,
        later.slot == Assignment.slot,
        later.turn > Assignment.turn,
    )
    return (
        select(Assignment)
        .join(Assignment.sampled)
        .join(Sampled.packet)
        .where(
            Assignment.reviewer_id == desk.actor.id, is_latest, readable(desk.actor), *conditions
        )
        .options(
            contains_eager(Assignment.sampled).contains_eager(Sampled.packet),
            contains_eager(Assignment.sampled).joinedload(Sampled.sample),
        )
    )


def _is_scored() -> ColumnElement[bool]:
    return exists().where(Score.sampled_id == Assignment.sampled_id, Score.slot == Assignment.slot)
