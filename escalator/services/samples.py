"""Draws a week's samples, once for all: which packets are reviewed, and by whom.

The seed is a keyed hash of week and team, so that nobody can tell beforehand what will be drawn,
and it is kept with the sample, so that everybody can draw it again (domain/sampling.py).
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Action
from escalator.domain.sampling import Drawn, Pick, draw, spread
from escalator.services.desk import Desk, verb
from escalator.services.figures.by_decision import stands
from escalator.services.figures.filters import Days, Filters, countable, within
from escalator.services.reviewers import assign, lately_assigned, who_may_review
from escalator.services.weeks import week_days, week_name
from escalator.store.quality import Sample, Sampled
from escalator.store.rows import Bounce, EventRow, PacketRow, Team

Found = Mapping[str, "Candidate"]
Reviewers = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A packet of the week, as it was when it was accepted or bounced late."""

    row: PacketRow
    revision: int
    at: datetime


def sampled_week(desk: Desk, week: str = "") -> Days:
    """Give the days of a week by its ISO name, in the team's zone; of "" the last whole one.

    Raises InvalidEntry when there is no such week.
    """
    zone = desk.contracts.policy.business_hours.time_zone
    return week_days(week, zone, now=desk.now())


def is_over(desk: Desk, days: Days) -> bool:
    """Tell whether a week has ended, so that its samples can be drawn."""
    return days.period.end <= desk.now()


def is_drawn(desk: Desk, days: Days) -> bool:
    """Tell whether the samples of a week were drawn."""
    found = select(Sample.id).where(Sample.week == week_name(days)).limit(1)
    return desk.session.scalar(found) is not None


def draw_week(desk: Desk, days: Days) -> bool:
    """Draw the samples of all teams for a week that is over; False when they were drawn before.

    Raises InvalidEntry for a week that is not over.
    """
    try:
        return _draw_week(desk, days)
    except IntegrityError:  # somebody else drew it in this moment: theirs counts
        return False


@verb
def _draw_week(desk: Desk, days: Days) -> bool:
    if not is_over(desk, days):
        raise InvalidEntry({"week": f"week {week_name(days)} is not over"})
    if is_drawn(desk, days):
        return False
    found = _accepted(desk, days), _late(desk, days)
    rows = {one.row.id: one.row for each in found for one in each.values()}
    reviewers = who_may_review(desk, rows.values())
    picked: dict[str, Sampled] = {}
    for team in desk.session.scalars(select(Team).order_by(Team.id)).all():
        picked |= _draw_team(desk, days, team, found, reviewers)
    wanted = {reference: reviewers[reference] for reference in picked}
    given = spread(seed_of(desk, week_name(days), ""), wanted, lately_assigned(desk))
    for reference, reviewer in given.items():
        assign(desk, picked[reference], slot=1, reviewer=reviewer)
    return True


def seed_of(desk: Desk, week: str, team: str) -> str:
    """Give what a week's draw of a team begins with: sixteen hexadecimal digits."""
    words = f"quality sample {week} {team}".encode()
    return hmac.new(desk.secret, words, sha256).hexdigest()[:16]


def _draw_team(
    desk: Desk, days: Days, team: Team, found: tuple[Found, Found], reviewers: Reviewers
) -> dict[str, Sampled]:
    """Draw one team's sample of what somebody may review, by reference."""
    ours = [
        {name: one for name, one in each.items() if one.row.team_id == team.id} for each in found
    ]
    accepted, late = ({name for name in each if reviewers[name]} for each in ours)
    week = week_name(days)
    made = Sample(
        week=week,
        team_id=team.id,
        zone=days.zone,
        seed=seed_of(desk, week, team.slug),
        size=desk.contracts.rubric.sample,
        candidates=sorted(accepted - late, key=lambda name: (len(name), name)),
        left_out=len({name for each in ours for name in each} - accepted - late),
        drawn_at=desk.now(),
        drawn_by=desk.actor.id or None,
    )
    desk.session.add(made)
    desk.session.flush()
    picks = draw(made.seed, accepted, late, size=made.size)
    picked = {pick.reference: _sampled(made, pick, ours) for pick in picks}
    desk.session.add_all(picked.values())
    desk.session.flush()
    return picked


def _sampled(sample: Sample, pick: Pick, ours: list[dict[str, "Candidate"]]) -> Sampled:
    accepted, late = ours
    one = (late if pick.why is Drawn.LATE_BOUNCE else accepted)[pick.reference]
    return Sampled(
        sample_id=sample.id,
        packet_id=one.row.id,
        revision=one.revision,
        at=one.at,
        why=pick.why,
    )


def _accepted(desk: Desk, days: Days) -> dict[str, Candidate]:
    """Give the packets accepted in the week by reference, each as it was last accepted in it."""
    rows = desk.session.execute(
        select(PacketRow, EventRow.revision, EventRow.at)
        .join(EventRow, EventRow.packet_id == PacketRow.id)
        .where(
            EventRow.action == Action.ACCEPT,
            within(EventRow.at, days.period),
            PacketRow.team_id.is_not(None),
            *countable(Filters(days)),
        )
        .order_by(EventRow.id)
    )
    return {row.reference: Candidate(row, revision, at) for row, revision, at in rows}


def _late(desk: Desk, days: Days) -> dict[str, Candidate]:
    """Give the packets bounced in the week after they were accepted, voided bounces aside."""
    rows = desk.session.execute(
        select(PacketRow, Bounce.revision, Bounce.at)
        .join(Bounce, Bounce.packet_id == PacketRow.id)
        .where(
            Bounce.is_late.is_(True),
            stands(),
            within(Bounce.at, days.period),
            PacketRow.team_id.is_not(None),
            *countable(Filters(days)),
        )
        .order_by(Bounce.id)
    )
    return {row.reference: Candidate(row, revision, at) for row, revision, at in rows}
