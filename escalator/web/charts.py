"""Charts as geometry and words for templates/macros/charts.html: the server draws, CSS colours.

Nothing is counted here, and every chart comes with the rows of its table twin.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from escalator.domain.metrics import ChartPoint, PChart, Rate, p_chart
from escalator.services.figures.causes import ChecklistChange
from escalator.services.figures.scoreboard import Week
from escalator.web.figure_words import GOAL, TOO_FEW_WORDS, percent, short_day, show_rate

WIDTH, HEIGHT = 900, 270
LEFT, RIGHT, TOP, BOTTOM = 48, 836, 24, 240
SCALES = ((0.2, 0.05), (0.4, 0.1), (0.6, 0.2), (0.8, 0.2), (1.0, 0.2))
"""Highest rate on the axis and the step of its grid; the lowest that holds everything is taken."""
LABELLED_WEEKS = 5
"""Every so many weeks one is named on the axis, the last one always."""


@dataclass(frozen=True, slots=True)
class Point:
    """One week. words: all there is to say about it. is_out: outside its limits."""

    x: float
    y: float
    url: str
    words: str
    is_out: bool
    is_few: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which something changed."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week in the table twin."""

    label: str
    url: str
    bounced: int
    decided: int
    rate: str
    limits: str
    note: str


@dataclass(frozen=True, slots=True)
class RateChart:
    """Everything the macro p_chart draws, and the rows of its table twin."""

    title: str
    summary: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    ticks: tuple[tuple[float, str], ...]
    weeks: tuple[tuple[float, str], ...]
    goal_y: float
    goal_words: str
    mean_path: str
    limits_path: str
    line_path: str
    marks: tuple[Mark, ...]
    points: tuple[Point, ...]
    rows: tuple[WeekRow, ...]


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where weeks and rates lie."""

    count: int
    highest: float

    @property
    def step(self) -> float:
        """The width of a week."""
        return (RIGHT - LEFT) / self.count

    def middle(self, week: int) -> float:
        """The x of a week's point."""
        return round(LEFT + (week + 0.5) * self.step, 1)

    def edge(self, week: int) -> float:
        """The x where a week begins."""
        return round(LEFT + week * self.step, 1)

    def y(self, rate: float) -> float:
        """The y of a rate; what is above the scale is drawn at its top."""
        return round(BOTTOM - min(rate, self.highest) / self.highest * (BOTTOM - TOP), 1)


def rate_chart(
    weeks: Sequence[Week],
    changes: Sequence[ChecklistChange],
    *,
    url_of: Callable[[Week], str],
    zone_day: Callable[[ChecklistChange], int],
) -> RateChart:
    """Give the p-chart of the bounce-back rate.

    url_of: the list behind a week's point. zone_day: how many days after the first Monday a
    change came, in the zone of the weeks.
    """
    chart = p_chart([week.tally.bounce_back for week in weeks])
    highest, grid = _scale(chart)
    plane = _Plane(len(weeks), highest)
    return RateChart(
        title="Bounce-back rate by week",
        summary=_summary(weeks, chart),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
        ticks=tuple(
            (plane.y(step * grid), f"{step * grid * 100:.0f} %")
            for step in range(round(highest / grid) + 1)
        ),
        weeks=_named_weeks(weeks, plane),
        goal_y=plane.y(1 - GOAL),
        goal_words="goal",
        mean_path="" if chart.centre is None else f"M{LEFT} {plane.y(chart.centre)}H{RIGHT}",
        limits_path=_limits_path(chart, plane),
        line_path=_line_path(chart, plane),
        marks=_marks(changes, plane, zone_day),
        points=tuple(
            _point(week, point, plane.middle(number), plane, url_of(week))
            for number, (week, point) in enumerate(zip(weeks, chart.points, strict=True))
            if point.rate.n
        ),
        rows=tuple(
            _row(week, point, url_of(week), changes)
            for week, point in zip(weeks, chart.points, strict=True)
        ),
    )


def _scale(chart: PChart) -> tuple[float, float]:
    needed = max(
        (
            value
            for point in chart.points
            if point.rate.value is not None
            for value in (point.rate.value, 0.0 if point.rate.is_too_few else point.high or 0.0)
        ),
        default=0.0,
    )
    return next(scale for scale in SCALES if scale[0] >= min(needed, 1.0))


def _named_weeks(weeks: Sequence[Week], plane: _Plane) -> tuple[tuple[float, str], ...]:
    last = len(weeks) - 1
    return tuple(
        (plane.middle(number), short_day(week.days.first))
        for number, week in enumerate(weeks)
        if (last - number) % LABELLED_WEEKS == 0
    )


def _limits_path(chart: PChart, plane: _Plane) -> str:
    parts = []
    for limit in ("high", "low"):
        is_drawing = False
        for number, point in enumerate(chart.points):
            value = getattr(point, limit)
            if value is None:
                is_drawing = False
                continue
            move = "V" if is_drawing else f"M{plane.edge(number)} "
            parts.append(f"{move}{plane.y(value)}H{plane.edge(number + 1)}")
            is_drawing = True
    return "".join(parts)


def _line_path(chart: PChart, plane: _Plane) -> str:
    parts = []
    is_drawing = False
    for number, point in enumerate(chart.points):
        if point.rate.value is None:
            is_drawing = False
            continue
        parts.append(
            f"{'L' if is_drawing else 'M'}{plane.middle(number)} {plane.y(point.rate.value)}"
        )
        is_drawing = True
    return "".join(parts)


def _marks(
    changes: Sequence[ChecklistChange],
    plane: _Plane,
    zone_day: Callable[[ChecklistChange], int],
) -> tuple[Mark, ...]:
    marks = []
    for day, same_day in groupby(changes, key=zone_day):
        named = [f"{change.name} {change.version}" for change in same_day]
        words = named[0] if len(named) == 1 else f"{len(named)} checklists"
        marks.append(Mark(round(LEFT + day / 7 * plane.step, 1), words))
    return tuple(marks)


def _point(week: Week, point: ChartPoint, x: float, plane: _Plane, url: str) -> Point:
    rate = point.rate
    return Point(
        x=x,
        y=plane.y(rate.value or 0.0),
        url=url,
        words=f"Week of {short_day(week.days.first)}: {_words(rate)}{_verdict(point)}",
        is_out=is_out(point),
        is_few=rate.is_too_few,
    )


def is_out(point: ChartPoint) -> bool:
    """Tell whether a week lies outside its limits and has enough packets to say so."""
    return point.is_signal and not point.rate.is_too_few


def _words(rate: Rate) -> str:
    return f"{rate.k} of {rate.n} bounced, {show_rate(rate).value}"


def _verdict(point: ChartPoint) -> str:
    if not is_out(point) or point.rate.value is None or point.high is None:
        return ""
    return "; above its limits" if point.rate.value > point.high else "; below its limits"


def _summary(weeks: Sequence[Week], chart: PChart) -> str:
    total = Rate(
        sum(week.tally.bounced for week in weeks), sum(week.tally.decided for week in weeks)
    )
    if not total.n:
        return f"No packet was decided on in these {len(weeks)} weeks."
    if total.is_too_few:
        return f"{total.k} of {total.n} packets bounced in {len(weeks)} weeks, {TOO_FEW_WORDS}."
    outside = [
        f"the week of {short_day(week.days.first)}{_verdict(point).replace(';', ' is')}"
        for week, point in zip(weeks, chart.points, strict=True)
        if is_out(point)
    ]
    said = (
        f"{total.k} of {total.n} packets bounced in {len(weeks)} weeks, {show_rate(total).value}."
    )
    if not outside:
        return f"{said} No week lies outside what chance explains."
    return f"{said} More than chance: {'; '.join(outside[:4])}{' and more' if outside[4:] else ''}."


def _row(week: Week, point: ChartPoint, url: str, changes: Sequence[ChecklistChange]) -> WeekRow:
    shown = show_rate(point.rate)
    limits = ""
    if point.low is not None and point.high is not None:
        limits = f"{point.low * 100:.1f} to {percent(point.high)}"
    changed = [
        f"{change.name} version {change.version}"
        for change in changes
        if week.days.period.holds(change.at)
    ]
    notes = [_verdict(point).removeprefix("; "), *changed]
    return WeekRow(
        label=short_day(week.days.first),
        url=url,
        bounced=point.rate.k,
        decided=point.rate.n,
        rate=shown.value if point.rate.n else "",
        limits=limits,
        note="; ".join(note for note in notes if note),
    )
