"""A week's samples and a reviewer's own work, in words.

Nothing is drawn or scored here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from markupsafe import Markup

from escalator.domain.metrics import Agreement
from escalator.domain.rubric import Rubric
from escalator.domain.sampling import Drawn
from escalator.services.desk import Desk
from escalator.services.figures.filters import Days
from escalator.services.figures.quality import TeamTrend
from escalator.services.quality_lists import OwnReviews, SampledLine, TeamSample
from escalator.services.weeks import week_name
from escalator.store.quality import Assignment, Score
from escalator.web.drawing import Chart
from escalator.web.figure_words import counted, period_words
from escalator.web.html import marked
from escalator.web.present import when
from escalator.web.quality_words import agreement_words
from escalator.web.trend_chart import trend_chart

WEEK = timedelta(weeks=1)

WHY_WORDS = {Drawn.ACCEPTED: "accepted", Drawn.LATE_BOUNCE: "bounced after acceptance"}


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """One review of a packet.

    score: "4.2", "" before there is one. url: where this person gives it, "" for others' ones.
    turn: for the form that gives it to somebody else; 0 where that cannot be.
    """

    slot: int
    reviewer: str
    score: str
    url: str
    turn: int


@dataclass(frozen=True, slots=True)
class SampledShown:
    """One packet of a sample. title, url, note_url: "" for one that this lead may not read."""

    number: int
    reference: str
    title: Markup
    url: str
    author: str
    why: str
    reviews: tuple[ReviewShown, ...]
    may_ask_second: bool
    note_url: str


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A team's sample. counts: what was drawn of what, and how far it is scored."""

    name: str
    counts: str
    lines: tuple[SampledShown, ...]
    seed: str
    size: int
    zone: str
    drawn: str
    candidates: tuple[str, ...]
    left_out: str


@dataclass(frozen=True, slots=True)
class OwnReviewShown:
    """A review of this person's. about: the packet's reference, week and why it is there."""

    url: str
    reference: str
    title: Markup
    about: tuple[str, ...]
    score: str


@dataclass(frozen=True, slots=True)
class QualityPage:
    """What the page shows. week: its ISO name. state: "drawn", "running" or "not drawn"."""

    week: str
    title: str
    period: str
    state: str
    steps: tuple[tuple[str, str], ...]
    waiting: tuple[OwnReviewShown, ...]
    done: tuple[OwnReviewShown, ...]
    teams: tuple[TeamShown, ...]


@dataclass(frozen=True, slots=True)
class OverTime:
    """Scores over the weeks. agreements: line's label, pairs of scores, how far they agree."""

    charts: tuple[Chart, ...]
    agreements: tuple[tuple[str, int, str], ...]


def over_time(
    trends: tuple[TeamTrend, ...],
    agreements: Mapping[str, Agreement],
    weeks: Sequence[Days],
    rubric: Rubric,
) -> OverTime:
    """Put scores over the weeks into charts and words."""
    lines = [(one.label, agreements.get(one.name)) for one in rubric.lines]
    shown = [("All lines", agreements[""]), *((label, one) for label, one in lines if one)]
    return OverTime(
        charts=tuple(trend_chart(one, weeks, rubric.goal) for one in trends),
        agreements=tuple((label, one.n, agreement_words(one)) for label, one in shown),
    )


def quality_page(
    desk: Desk,
    days: Days,
    samples: tuple[TeamSample, ...],
    own: OwnReviews,
    *,
    state: str,
    zone: str,
) -> QualityPage:
    """Put a week's samples into words. samples: none for whoever sees only their own reviews."""
    year, number, _ = days.first.isocalendar()
    return QualityPage(
        week=week_name(days),
        title=f"Week {number}, {year}",
        period=period_words(days),
        state=state,
        steps=_steps(desk, days),
        waiting=tuple(_own(one) for one in own.waiting),
        done=tuple(_own(one, score) for one, score in own.done),
        teams=tuple(_team(desk, one, zone) for one in samples if one.lines or one.sample.left_out),
    )


def _steps(desk: Desk, days: Days) -> tuple[tuple[str, str], ...]:
    """Give the weeks beside this one, as far as they have begun."""
    before = week_name(Days(days.first - WEEK, days.last - WEEK, days.zone))
    after = Days(days.first + WEEK, days.last + WEEK, days.zone)
    steps = [("The week before", url_for("quality.week", week=before))]
    if after.period.start <= desk.now():
        steps.append(("The week after", url_for("quality.week", week=week_name(after))))
    return tuple(steps)


def _own(one: Assignment, score: Score | None = None) -> OwnReviewShown:
    packet = one.sampled.packet
    about = [f"week {one.sampled.sample.week}", WHY_WORDS[one.sampled.why]]
    if one.slot > 1:
        about.append("second review")
    return OwnReviewShown(
        url=url_for("quality.score", number=one.id),
        reference=packet.reference,
        title=marked(packet.problem),
        about=tuple(about),
        score=score_words(score),
    )


def score_words(score: Score | None) -> str:
    """Say a score: the mean of its lines, "4.2"; "" for none."""
    return f"{score.total / score.lines:.1f}" if score else ""


def _team(desk: Desk, one: TeamSample, zone: str) -> TeamShown:
    sample = one.sample
    scored = [line.scores[1] for line in one.lines if 1 in line.scores]
    late = sum(line.sampled.why is Drawn.LATE_BOUNCE for line in one.lines)
    drawn = len(one.lines) - late
    counts = [f"{drawn} of {counted(len(sample.candidates), 'accepted packet')} drawn"]
    if late:
        counts.append(counted(late, "late bounce"))
    counts.append(f"{len(scored)} of {len(one.lines)} scored")
    if scored:
        mean = sum(each.total / each.lines for each in scored) / len(scored)
        counts.append(f"mean {mean:.1f}")
    return TeamShown(
        name=sample.team.name,
        counts=", ".join(counts),
        lines=tuple(_line(desk, line) for line in one.lines),
        seed=sample.seed,
        size=sample.size,
        zone=sample.zone,
        drawn=when(sample.drawn_at, zone),
        candidates=tuple(sample.candidates),
        left_out=_left_out_words(sample.left_out),
    )


def _left_out_words(count: int) -> str:
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return f"{counted(count, 'packet')} of this week {verb} left out: nobody may review it."


def _line(desk: Desk, line: SampledLine) -> SampledShown:
    sampled, packet = line.sampled, line.sampled.packet
    url = url_for("packet.show", reference=packet.reference, revision=sampled.revision)
    is_own = packet.author_id == desk.actor.id
    may_note = line.is_readable and not is_own
    return SampledShown(
        number=sampled.id,
        reference=packet.reference,
        title=marked(packet.problem) if line.is_readable else Markup(),
        url=url if line.is_readable else "",
        author=packet.author.name,
        why=WHY_WORDS[sampled.why],
        reviews=tuple(
            _review(desk, line, slot, one) for slot, one in sorted(line.assignments.items())
        ),
        may_ask_second=1 in line.scores and 2 not in line.assignments,
        note_url=url_for("quality.note", reference=packet.reference) if may_note else "",
    )


def _review(desk: Desk, line: SampledLine, slot: int, one: Assignment) -> ReviewShown:
    score = line.scores.get(slot)
    is_own = one.reviewer_id == desk.actor.id
    return ReviewShown(
        slot=slot,
        reviewer="You" if is_own else one.reviewer.name,
        score=score_words(score) if line.is_readable else ("scored" if score else ""),
        url=url_for("quality.score", number=one.id) if is_own and line.is_readable else "",
        turn=0 if score else one.turn,
    )


def samples_text(days: Days, samples: tuple[TeamSample, ...]) -> str:
    """Give a week's samples for a terminal, with what it takes to draw them again."""
    lines = [
        f"Quality samples of {week_name(days)}, {period_words(days)} ({days.zone})",
        "Accepted packets in the order of: printf '%s %s' SEED REFERENCE | sha256sum",
    ]
    for one in samples:
        sample = one.sample
        if not sample.candidates and not one.lines and not sample.left_out:
            continue
        drawn = sum(line.sampled.why is Drawn.ACCEPTED for line in one.lines)
        of = counted(len(sample.candidates), "accepted packet")
        lines += ["", f"{sample.team.name}: {drawn} of {of}, seed {sample.seed}"]
        for line in one.lines:
            packet = line.sampled.packet
            reviewer = line.assignments[1].reviewer.name if 1 in line.assignments else "nobody"
            lines.append(f"  {packet.reference}  {WHY_WORDS[line.sampled.why]}, {reviewer}")
        if sample.candidates:
            lines.append(f"  drawn from: {' '.join(sample.candidates)}")
        if sample.left_out:
            lines.append(f"  {_left_out_words(sample.left_out)}")
    if len(lines) == 2:
        lines += ["", "No packet was accepted in this week."]
    return "\n".join(lines) + "\n"
