"""The quality score: means of what reviewers gave, over a period, by week, and how they agree.

One query each. domain/quality.py says the same in plain Python, and a property test holds the two
equal. Which packets are sampled is services/samples.py's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Float, case, cast, exists, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from escalator.domain.metrics import Agreement, weighted_kappa
from escalator.domain.quality import Mean
from escalator.services.desk import Desk
from escalator.services.figures.by_decision import Marks
from escalator.services.figures.filters import Days, Filters, Scope, decidable, within
from escalator.services.weeks import week_name
from escalator.store.quality import LineScore, Sample, Sampled, Score
from escalator.store.rows import PacketRow, Team

FIRST, SECOND = 1, 2
"""The slots of the two reviewers."""


@dataclass(frozen=True, slots=True)
class TeamTrend:
    """A team's scores by week, oldest first; a week without a score has a mean of none."""

    name: str
    weeks: tuple[Mean, ...]


def scored(scope: Scope) -> Marks:
    """Give the scored packets of samples, each at the moment for which it was sampled."""
    return (
        select(Sampled.packet_id, Sampled.at)
        .join(Score, Score.sampled_id == Sampled.id)
        .join(PacketRow, PacketRow.id == Sampled.packet_id)
        .where(_counts(), *decidable(scope), scope.holds(Sampled.at))
    )


def quality_scores(desk: Desk, filters: Filters) -> tuple[Mean, Mean]:
    """Give the mean score of the period and of the one before it."""
    now, before = filters.period, filters.days.before.period
    is_now, is_before = within(Sampled.at, now), within(Sampled.at, before)
    found = desk.session.execute(
        select(
            func.sum(case((is_now, 1), else_=0)),
            func.sum(case((is_now, _score()), else_=0.0)),
            func.sum(case((is_before, 1), else_=0)),
            func.sum(case((is_before, _score()), else_=0.0)),
        )
        .select_from(Sampled)
        .join(Score, Score.sampled_id == Sampled.id)
        .join(PacketRow, PacketRow.id == Sampled.packet_id)
        .where(
            _counts(),
            *decidable(filters),
            or_(is_now, is_before),
        )
    ).one()
    count, total, count_before, total_before = (one or 0 for one in found)
    return Mean(int(count), float(total)), Mean(int(count_before), float(total_before))


def quality_trend(desk: Desk, weeks: Sequence[Days]) -> tuple[TeamTrend, ...]:
    """Give the scores of each team that has any, by the week of its samples."""
    names = [week_name(one) for one in weeks]
    rows = desk.session.execute(
        select(Team.name, Sample.week, func.count(), func.sum(_score()))
        .select_from(Sample)
        .join(Team, Team.id == Sample.team_id)
        .join(Sampled, Sampled.sample_id == Sample.id)
        .join(Score, Score.sampled_id == Sampled.id)
        .join(PacketRow, PacketRow.id == Sampled.packet_id)
        .where(_counts(), *decidable(Filters(weeks[-1])), Sample.week.in_(names))
        .group_by(Team.name, Sample.week)
        .order_by(Team.name)
    )
    found: dict[str, dict[str, Mean]] = {}
    for team, week, count, total in rows:
        found.setdefault(team, {})[week] = Mean(int(count), float(total))
    return tuple(
        TeamTrend(team, tuple(by_week.get(name, Mean()) for name in names))
        for team, by_week in found.items()
    )


def agreement(desk: Desk, weeks: Sequence[Days]) -> Mapping[str, Agreement]:
    """Give how far first and second reviewers agree, by line of the rubric and, under "", in all.

    weeks: of the samples. A line that nobody scored twice is left out.
    """
    first, second = aliased(Score), aliased(Score)
    ours, theirs = aliased(LineScore), aliased(LineScore)
    rows = desk.session.execute(
        select(ours.line, ours.points, theirs.points)
        .select_from(Sample)
        .join(Sampled, Sampled.sample_id == Sample.id)
        .join(first, (first.sampled_id == Sampled.id) & (first.slot == FIRST))
        .join(second, (second.sampled_id == Sampled.id) & (second.slot == SECOND))
        .join(ours, ours.score_id == first.id)
        .join(theirs, (theirs.score_id == second.id) & (theirs.line == ours.line))
        .where(
            Sample.week.in_([week_name(one) for one in weeks]),
            _is_latest(first),
            _is_latest(second),
        )
    )
    pairs: dict[str, list[tuple[int, int]]] = {"": []}
    for line, one, other in rows:
        for key in ("", line):
            pairs.setdefault(key, []).append((one, other))
    return {line: weighted_kappa(found) for line, found in pairs.items()}


def _score() -> ColumnElement[float]:
    return type_coerce(cast(Score.total, Float) / Score.lines, Float())


def _counts() -> ColumnElement[bool]:
    """Give the condition that a score is the first reviewer's latest."""
    return (Score.slot == FIRST) & _is_latest(Score)


def _is_latest(score: type[Score]) -> ColumnElement[bool]:
    later = aliased(Score)
    return ~exists().where(
        later.sampled_id == score.sampled_id, later.slot == score.slot, later.turn > score.turn
    )
