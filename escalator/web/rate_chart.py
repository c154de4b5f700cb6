"""The bounce-back rate by week or month as a control chart, with its signals in words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from escalator.domain.metrics import (
    ChartPoint,
    Pattern,
    PChart,
    Rate,
    Signal,
    p_chart,
    signals,
)
from escalator.services.figures.causes import ChecklistChange
from escalator.services.figures.filters import Days
from escalator.services.figures.scoreboard import Span
from escalator.web.drawing import (
    DIAMOND,
    Chart,
    Label,
    Mark,
    Stroke,
    TwinRow,
    dot,
    level,
    upright,
)
from escalator.web.figure_words import (
    GOAL,
    TOO_FEW_WORDS,
    percent,
    period_words,
    short_day,
    show_rate,
)

HEIGHT = 270
LEFT, RIGHT, TOP, BOTTOM = 48, 64, 24, 240
"""Edges of the plot; RIGHT is what it leaves free beside it."""
SCALES = ((0.2, 0.05), (0.4, 0.1), (0.6, 0.2), (0.8, 0.2), (1.0, 0.2))
"""Highest rate on the axis and the step of its grid; the lowest that holds everything is taken."""
HEADINGS = (
    ("Bounced", "num"),
    ("Packets", "num"),
    ("Rate", "num"),
    ("Limits of chance", "num"),
    ("Note", ""),
)
LEGEND = (
    "Thick line: the goal, at most 10 % bounced. Thin line: the average of what is shown."
    " Dotted: what chance alone explains. Diamond: outside of it. Ring: part of another pattern"
    " that chance seldom makes. Dashed circle: fewer than ten packets, too few to judge."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the spans of a chart are.

    name, title: of the chart. one, many: what a span is called. width: of the drawing. named:
    every so many spans one is named on the axis, the last one always. label: names a span, short
    for the axis; called: as a sentence does.
    """

    name: str
    title: str
    one: str
    many: str
    width: int
    named: int
    label: Callable[[Days], str]
    called: Callable[[Days], str]


WEEKLY = Kind(
    name="weeks",
    title="Bounce-back rate by week",
    one="week",
    many="weeks",
    width=900,
    named=5,
    label=lambda days: short_day(days.first),
    called=lambda days: f"week of {short_day(days.first)}",
)
MONTHLY = Kind(
    name="months",
    title="Bounce-back rate by month",
    one="month",
    many="months",
    width=900,
    named=1,
    label=lambda days: f"{days.first:%b %y}",
    called=lambda days: f"{days.first:%B %Y}",
)


@dataclass(frozen=True, slots=True)
class RateChart:
    """The chart, and what it shows that chance seldom makes, latest first."""

    chart: Chart
    signals: tuple[str, ...]
    latest: str


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where spans and rates lie."""

    width: int
    count: int
    highest: float

    @property
    def right(self) -> int:
        """Where the plot ends."""
        return self.width - RIGHT

    @property
    def step(self) -> float:
        """The width of a span."""
        return (self.right - LEFT) / self.count

    def middle(self, place: int) -> float:
        """The x of a span's point."""
        return round(LEFT + (place + 0.5) * self.step, 1)

    def edge(self, place: float) -> float:
        """The x where a span begins, or some part into it."""
        return round(LEFT + place * self.step, 1)

    def y(self, rate: float) -> float:
        """The y of a rate; what is above the scale is drawn at its top."""
        return round(BOTTOM - min(rate, self.highest) / self.highest * (BOTTOM - TOP), 1)


def rate_chart(
    kind: Kind,
    spans: Sequence[Span],
    changes: Sequence[ChecklistChange],
    *,
    url_of: Callable[[Span], str],
) -> RateChart:
    """Give the p-chart of the bounce-back rate. url_of: the list behind a span's point."""
    found = p_chart([span.tally.bounce_back for span in spans])
    highest, grid = _scale(found)
    plane = _Plane(kind.width, len(spans), highest)
    patterns = signals(found)
    in_pattern = {place for pattern in patterns for place in pattern.points}
    ticks = _ticks(grid, highest)
    changed = tuple(_changed(spans, changes, plane))
    chart = Chart(
        name=kind.name,
        title=kind.title,
        summary=_summary(kind, spans, found, patterns),
        width=kind.width,
        height=HEIGHT,
        strokes=_strokes(found, plane, ticks, changed),
        labels=_labels(kind, spans, plane, ticks, changed),
        marks=tuple(
            Mark(
                url=url_of(span),
                words=_said(kind, span, point),
                strokes=tuple(_point(point, plane, place, is_signal=place in in_pattern)),
            )
            for place, (span, point) in enumerate(zip(spans, found.points, strict=True))
            if point.rate.n
        ),
        headings=((f"{kind.one.capitalize()}{' of' if kind is WEEKLY else ''}", ""), *HEADINGS),
        rows=tuple(
            _row(kind, span, point, url_of(span), changes)
            for span, point in zip(spans, found.points, strict=True)
        ),
        legend=LEGEND if kind is WEEKLY else "",
        period=period_words(replace(spans[0].days, last=spans[-1].days.last)),
    )
    said = tuple(_pattern_words(kind, spans, pattern) for pattern in patterns)
    of_late = {len(spans) - 2, len(spans) - 1}
    latest = (one for one, of in zip(said, patterns, strict=True) if of_late & {*of.points})
    return RateChart(chart, said, next(latest, ""))


def _strokes(
    found: PChart, plane: _Plane, ticks: Sequence[float], changed: Sequence[tuple[float, str]]
) -> tuple[Stroke, ...]:
    """Give the lines of the plot, those drawn first below the others."""
    return (
        *(Stroke("grid", level(LEFT, plane.y(tick), plane.right)) for tick in ticks),
        Stroke("limits", _limits_path(found, plane)),
        *_mean(found, plane),
        Stroke("goal", level(LEFT, plane.y(1 - GOAL), plane.right)),
        *(Stroke("change", upright(x, TOP, BOTTOM)) for x, _ in changed),
        Stroke("run", _line_path(found, plane)),
    )


def _labels(
    kind: Kind,
    spans: Sequence[Span],
    plane: _Plane,
    ticks: Sequence[float],
    changed: Sequence[tuple[float, str]],
) -> tuple[Label, ...]:
    """Give the words on the axes, of the goal and of checklist changes."""
    return (
        *(Label("at-end", LEFT - 8, plane.y(tick) + 4, f"{tick * 100:.0f} %") for tick in ticks),
        *_named(kind, spans, plane),
        Label("goal-words", plane.right + 8, plane.y(1 - GOAL) + 4, "goal"),
        *(Label("change-words", x + 6, TOP + 10, words) for x, words in changed),
    )


def _ticks(grid: float, highest: float) -> list[float]:
    return [step * grid for step in range(round(highest / grid) + 1)]


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


def _mean(chart: PChart, plane: _Plane) -> tuple[Stroke, ...]:
    if chart.centre is None:
        return ()
    return (Stroke("mean", level(LEFT, plane.y(chart.centre), plane.right)),)


def _named(kind: Kind, spans: Sequence[Span], plane: _Plane) -> Iterator[Label]:
    last = len(spans) - 1
    for place, span in enumerate(spans):
        if (last - place) % kind.named == 0:
            yield Label("at-middle", plane.middle(place), BOTTOM + 20, kind.label(span.days))


def _limits_path(chart: PChart, plane: _Plane) -> str:
    parts = []
    for limit in ("high", "low"):
        is_drawing = False
        for place, point in enumerate(chart.points):
            value = getattr(point, limit)
            if value is None:
                is_drawing = False
                continue
            move = "V" if is_drawing else f"M{plane.edge(place)} "
            parts.append(f"{move}{plane.y(value)}H{plane.edge(place + 1)}")
            is_drawing = True
    return "".join(parts)


def _line_path(chart: PChart, plane: _Plane) -> str:
    parts = []
    is_drawing = False
    for place, point in enumerate(chart.points):
        if point.rate.value is None:
            is_drawing = False
            continue
        move = "L" if is_drawing else "M"
        parts.append(f"{move}{plane.middle(place)} {plane.y(point.rate.value)}")
        is_drawing = True
    return "".join(parts)


def _changed(
    spans: Sequence[Span], changes: Sequence[ChecklistChange], plane: _Plane
) -> list[tuple[float, str]]:
    """Give where checklists changed, and which, one mark for each day of the spans' zone."""

    def place_of(change: ChecklistChange) -> float:
        for place, span in enumerate(spans):
            period = span.days.period
            if period.holds(change.at):
                length = period.end - period.start
                days = (change.at - period.start) // (length / span.days.count)
                return place + days / span.days.count
        return -1

    marks = []
    for place, alike in groupby(changes, key=place_of):
        named = [f"{change.name} {change.version}" for change in alike]
        if place >= 0:
            words = named[0] if len(named) == 1 else f"{len(named)} checklists"
            marks.append((plane.edge(place), words))
    return marks


def _point(point: ChartPoint, plane: _Plane, place: int, *, is_signal: bool) -> Iterator[Stroke]:
    x, y = plane.middle(place), plane.y(point.rate.value or 0.0)
    yield Stroke("hit", dot(x, y, 12))
    if is_out(point):
        yield Stroke("point out", f"M{x:g} {y - 6:g}{DIAMOND}")
        return
    if is_signal:
        yield Stroke("ring", dot(x, y, 8))
    yield Stroke("point few" if point.rate.is_too_few else "point", dot(x, y))


def is_out(point: ChartPoint) -> bool:
    """Tell whether a span lies outside its limits and has enough packets to say so."""
    return point.is_signal and not point.rate.is_too_few


def _said(kind: Kind, span: Span, point: ChartPoint) -> str:
    rate, called = point.rate, kind.called(span.days)
    said = f"{rate.k} of {rate.n} bounced, {show_rate(rate).value}"
    return f"{called[0].upper()}{called[1:]}: {said}{_verdict(point)}"


def _verdict(point: ChartPoint) -> str:
    if not is_out(point) or point.rate.value is None or point.high is None:
        return ""
    return "; above its limits" if point.rate.value > point.high else "; below its limits"


def _summary(kind: Kind, spans: Sequence[Span], chart: PChart, patterns: Sequence[Pattern]) -> str:
    total = Rate(
        sum(span.tally.bounced for span in spans), sum(span.tally.decided for span in spans)
    )
    of_all = f"{len(spans)} {kind.many}"
    if not total.n:
        return f"No packet was decided on in these {of_all}."
    if total.is_too_few:
        return f"{total.k} of {total.n} packets bounced in {of_all}, {TOO_FEW_WORDS}."
    said = f"{total.k} of {total.n} packets bounced in {of_all}, {show_rate(total).value}."
    if not patterns:
        return f"{said} No {kind.one} lies outside what chance explains."
    outside = [
        f"the {kind.called(span.days)}{_verdict(point).replace(';', ' is')}"
        for span, point in zip(spans, chart.points, strict=True)
        if is_out(point)
    ]
    if not outside:
        return f"{said} There is a pattern that chance seldom makes."
    return f"{said} More than chance: {'; '.join(outside[:4])}{' and more' if outside[4:] else ''}."


def _pattern_words(kind: Kind, spans: Sequence[Span], pattern: Pattern) -> str:
    """Say a signal: which spans, on which side, by which rule."""
    side = "above" if pattern.is_above else "below"
    of = [kind.called(spans[place].days) for place in pattern.points]
    between = of[0] if len(of) == 1 else f"{of[0]} to {of[-1]}"
    how = {
        Signal.BEYOND: f"{side} its limits",
        Signal.TWO_OF_THREE: f"two of three {kind.many} far {side} the average, beyond two sigma",
        Signal.FOUR_OF_FIVE: f"four of five {kind.many} {side} the average, beyond one sigma",
        Signal.RUN: f"{len(of)} {kind.many} in a row {side} the average",
    }
    return f"{between[0].upper()}{between[1:]}: {how[pattern.signal]}."


def _published(change: ChecklistChange) -> str:
    why = f": {change.note}" if change.note else ""
    return f" by {change.by}{why}" if change.by else ""


def _row(
    kind: Kind, span: Span, point: ChartPoint, url: str, changes: Sequence[ChecklistChange]
) -> TwinRow:
    rate = point.rate
    limits = ""
    if point.low is not None and point.high is not None and not point.rate.is_too_few:
        limits = f"{point.low * 100:.1f} to {percent(point.high)}"
    changed = [
        f"{change.name} version {change.version}{_published(change)}"
        for change in changes
        if span.days.period.holds(change.at)
    ]
    notes = [_verdict(point).removeprefix("; "), *changed]
    return TwinRow(
        label=kind.label(span.days),
        url=url if rate.n else "",
        cells=(
            str(rate.k),
            str(rate.n),
            show_rate(rate).value if rate.n else "",
            limits,
            "; ".join(note for note in notes if note),
        ),
    )
