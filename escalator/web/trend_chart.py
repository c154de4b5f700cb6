"""A team's quality score over the weeks, as a small chart with its table twin.

A week has about five scores, which are too few to judge. A point is therefore the mean of four
weeks, the one it stands at and three before; hollow while even these are too few.
"""

from collections.abc import Sequence

from flask import url_for

from escalator.domain.quality import Mean
from escalator.domain.rubric import LEAST, MOST
from escalator.services.figures.filters import Days
from escalator.services.figures.quality import TeamTrend
from escalator.services.weeks import week_name
from escalator.web.drawing import Chart, Label, Mark, Stroke, TwinRow, dot, level
from escalator.web.figure_words import counted, short_day
from escalator.web.quality_words import mean_words

SPAN = 4
"""Weeks in a point."""

HEADINGS = (
    ("Week of", ""),
    ("Scored", "num"),
    ("Scored in four weeks", "num"),
    ("Mean of four weeks", "num"),
)

WIDTH, HEIGHT = 720, 190
LEFT, RIGHT, TOP, BOTTOM = 36, 704, 18, 156
NAMED = 4
"""One week in so many is named under the chart."""


def trend_chart(trend: TeamTrend, weeks: Sequence[Days], goal: float) -> Chart:
    """Draw one team's weeks, oldest first."""
    spans = tuple(_span(trend.weeks, place) for place in range(len(weeks)))
    places = [_x(place, len(weeks)) for place in range(len(weeks))]
    run = _run(places, spans)
    return Chart(
        name="quality",
        title=f"Quality score of {trend.name}",
        summary=_summary(spans[-1], goal),
        width=WIDTH,
        height=HEIGHT,
        strokes=(
            *(Stroke("grid", level(LEFT, _y(one), RIGHT)) for one in range(LEAST, MOST + 1)),
            Stroke("goal", level(LEFT, _y(goal), RIGHT)),
            *((Stroke("run", run),) if run else ()),
        ),
        labels=(
            *(Label("at-end", LEFT - 8, _y(one) + 5, str(one)) for one in range(LEAST, MOST + 1)),
            *_weeks_named(weeks, places),
        ),
        marks=tuple(
            _mark(x, days, span)
            for x, days, span in zip(places, weeks, spans, strict=True)
            if span.value is not None
        ),
        headings=HEADINGS,
        rows=tuple(
            _row(days, week, span)
            for days, week, span in reversed(list(zip(weeks, trend.weeks, spans, strict=True)))
        ),
        legend=f"Each point: four weeks. Thick line: the goal, {goal:g}. Dashed: too few to judge.",
    )


def _run(places: Sequence[float], spans: Sequence[Mean]) -> str:
    """Give the path through all points that can be judged; "" when there are not two."""
    judged = [
        (x, _y(span.value))
        for x, span in zip(places, spans, strict=True)
        if span.value is not None and not span.is_too_few
    ]
    if len(judged) < 2:
        return ""
    return "".join(f"{'L' if place else 'M'}{x:g} {y:g}" for place, (x, y) in enumerate(judged))


def _row(days: Days, week: Mean, span: Mean) -> TwinRow:
    said = mean_words(span) if span.n else "–"
    return TwinRow(short_day(days.first), _url(days), (f"{week.n:,}", f"{span.n:,}", said))


def _span(weeks: Sequence[Mean], place: int) -> Mean:
    found = Mean()
    for week in weeks[max(0, place - SPAN + 1) : place + 1]:
        found = found.plus(week)
    return found


def _summary(latest: Mean, goal: float) -> str:
    scored = counted(latest.n, "scored packet")
    if latest.value is None:
        return "No packet was scored in the last four weeks."
    return f"The last four weeks: {mean_words(latest)}, {scored}; the goal is {goal:g}."


def _mark(x: float, days: Days, span: Mean) -> Mark:
    value = span.value or LEAST
    kind = "point few" if span.is_too_few else "point"
    words = f"Four weeks to {short_day(days.last)}: {mean_words(span)}"
    return Mark(
        _url(days),
        f"{words}, {counted(span.n, 'scored packet')}",
        (Stroke("hit", dot(x, _y(value), 12)), Stroke(kind, dot(x, _y(value)))),
    )


def _weeks_named(weeks: Sequence[Days], places: Sequence[float]) -> tuple[Label, ...]:
    last = len(weeks) - 1
    return tuple(
        Label("at-middle", x, BOTTOM + 24, short_day(days.first))
        for place, (x, days) in enumerate(zip(places, weeks, strict=True))
        if (last - place) % NAMED == 0 and place > 0
    )


def _x(place: int, count: int) -> float:
    return round(LEFT + 12 + place * (RIGHT - LEFT - 24) / max(1, count - 1), 1)


def _y(value: float) -> float:
    return round(BOTTOM - (value - LEAST) * (BOTTOM - TOP) / (MOST - LEAST), 1)


def _url(days: Days) -> str:
    return url_for("quality.week", week=week_name(days))
