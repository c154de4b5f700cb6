"""Teams and customers in a funnel: how far a rate may lie from the average by chance alone.

Not for people: a funnel singles out, and people are not ranked. Source: D. J. Spiegelhalter,
"Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from escalator.domain.metrics import ChartPoint, PChart, Rate, p_chart
from escalator.web.breakdown_lines import Breakdown, Line
from escalator.web.drawing import (
    DIAMOND,
    Chart,
    Label,
    Mark,
    Stroke,
    TwinRow,
    dot,
    level,
    shortened,
)
from escalator.web.figure_words import counted, percent, show_rate
from escalator.web.rate_chart import is_out

WIDTH, HEIGHT = 720, 290
LEFT, RIGHT, TOP, BOTTOM = 48, 700, 16, 236
STEPS = 40
"""In so many steps the limits are drawn."""
MOST_NAMED = 10
MOST_WORDS = 24
LETTER = 7.5
"""About how wide a letter is, so that names do not run into each other."""
HEADINGS = (
    ("Packets", "num"),
    ("Bounced first", "num"),
    ("Rate", "num"),
    ("Limits of chance", "num"),
    ("Note", ""),
)
LEGEND = (
    "Thin line: the average. Dotted: what chance alone explains for so many packets; the fewer, the"
    " wider. Diamond: outside of it. Dashed circle: fewer than ten packets, too few to judge."
)


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where counts and rates lie."""

    most: int
    highest: float

    def x(self, n: float) -> float:
        """The x of a count."""
        return round(LEFT + n / (self.most * 1.05) * (RIGHT - LEFT), 1)

    def y(self, rate: float) -> float:
        """The y of a rate; what is above the scale is drawn at its top."""
        return round(BOTTOM - min(rate, self.highest) / self.highest * (BOTTOM - TOP), 1)


def funnel_chart(name: str, title: str, table: Breakdown) -> Chart:
    """Give the funnel of a breakdown: its lines by number of packets and bounce-back rate."""
    lines = [line for line in table.lines if line.decided.number]
    rates = [Rate(line.bounced.number, line.decided.number) for line in lines]
    found = p_chart(rates)
    plane = _Plane(max((rate.n for rate in rates), default=1), _highest(found))
    ticks = [plane.highest * part / 4 for part in range(5)]
    placed = list(zip(lines, found.points, strict=True))
    return Chart(
        name=name,
        title=title,
        summary=_summary(table.heading, placed, found),
        width=WIDTH,
        height=HEIGHT,
        strokes=(
            *(Stroke("grid", level(LEFT, plane.y(tick), RIGHT)) for tick in ticks),
            *_limits(found, rates, plane),
        ),
        labels=(
            *(Label("at-end", LEFT - 8, plane.y(t) + 4, f"{t * 100:.0f} %") for t in ticks),
            *_counts(plane),
            *_names(placed, plane),
        ),
        marks=tuple(
            Mark(line.decided.url, _said(line, point), tuple(_sign(point, plane)))
            for line, point in placed
        ),
        headings=((table.heading, ""), *HEADINGS),
        rows=tuple(_row(line, point) for line, point in placed),
        legend=LEGEND,
    )


def is_worth_a_funnel(table: Breakdown) -> bool:
    """Tell whether a breakdown has two lines to compare, one of them with enough packets."""
    return len(table.lines) > 1 and any(line.rate.is_judged for line in table.lines)


def _highest(chart: PChart) -> float:
    rates = [point.rate.value or 0.0 for point in chart.points if not point.rate.is_too_few]
    needed = max([*rates, (chart.centre or 0.0) * 2], default=0.0)
    return next(scale for scale in (0.2, 0.4, 0.6, 0.8, 1.0) if scale >= min(needed, 1.0))


def _limits(chart: PChart, rates: Sequence[Rate], plane: _Plane) -> Iterator[Stroke]:
    if chart.centre is None:
        return
    yield Stroke("mean", level(LEFT, plane.y(chart.centre), RIGHT))
    most = int(plane.most * 1.05)
    sizes = sorted({max(1, round(most * (step / STEPS) ** 2)) for step in range(1, STEPS + 1)})
    limits = p_chart([Rate(0, n) for n in sizes], baseline=rates).points
    for limit in ("high", "low"):
        path = "L".join(f"{plane.x(p.rate.n):g} {plane.y(getattr(p, limit)):g}" for p in limits)
        yield Stroke("limits", f"M{path}")


def _counts(plane: _Plane) -> Iterator[Label]:
    grid = next(
        step * power
        for power in (1, 10, 100, 1000, 10_000, 100_000)
        for step in (1, 2, 5)
        if plane.most / (step * power) <= 6
    )
    for n in range(0, plane.most + 1, grid):
        yield Label("at-middle", plane.x(n), BOTTOM + 20, f"{n:,}")
    yield Label("at-end", RIGHT, BOTTOM + 42, "packets decided on")


def _names(placed: Sequence[tuple[Line, ChartPoint]], plane: _Plane) -> Iterator[Label]:
    """Name those outside first, then those with most packets, where there is room."""
    taken: list[tuple[float, float, float]] = []
    for line, point in sorted(placed, key=lambda one: (not is_out(one[1]), -one[1].rate.n)):
        if point.rate.is_too_few or len(taken) >= MOST_NAMED:
            continue
        x, y = plane.x(point.rate.n), plane.y(point.rate.value or 0.0)
        words = shortened(line.label, MOST_WORDS)
        is_left = x + LETTER * len(words) > RIGHT
        left = x - 10 - LETTER * len(words) if is_left else x + 10
        right = left + LETTER * len(words)
        if any(left < end and start < right and abs(y - at) < 16 for start, end, at in taken):
            continue
        taken.append((left, right, y))
        yield Label("at-end" if is_left else "at-start", right if is_left else left, y + 5, words)


def _sign(point: ChartPoint, plane: _Plane) -> Iterator[Stroke]:
    x, y = plane.x(point.rate.n), plane.y(point.rate.value or 0.0)
    yield Stroke("hit", dot(x, y, 12))
    if is_out(point):
        yield Stroke("point out", f"M{x:g} {y - 6:g}{DIAMOND}")
    else:
        yield Stroke("point few" if point.rate.is_too_few else "point", dot(x, y))


def _said(line: Line, point: ChartPoint) -> str:
    note = _note(point)
    rate = point.rate
    said = f"{line.label}: {rate.k} of {rate.n} bounced, {show_rate(rate).value}"
    return f"{said}; {note}" if note else said


def _note(point: ChartPoint) -> str:
    if not is_out(point) or point.rate.value is None or point.high is None:
        return ""
    return "above its limits" if point.rate.value > point.high else "below its limits"


def _summary(heading: str, placed: Sequence[tuple[Line, ChartPoint]], chart: PChart) -> str:
    if chart.centre is None:
        return "No packet was decided on in this period."
    judged = [point for _, point in placed if not point.rate.is_too_few]
    if not judged:
        return f"No {heading.lower()} has ten packets yet: too few to judge."
    outside = [f"{line.label} is {_note(point)}" for line, point in placed if is_out(point)]
    many = counted(len(placed), heading.lower())
    if not outside:
        return f"{many}: none differs from the others by more than chance explains."
    return f"More than chance: {'; '.join(outside[:4])}{' and more' if outside[4:] else ''}."


def _row(line: Line, point: ChartPoint) -> TwinRow:
    limits = ""
    if point.low is not None and point.high is not None and not point.rate.is_too_few:
        limits = f"{point.low * 100:.1f} to {percent(point.high)}"
    return TwinRow(
        line.label,
        line.decided.url,
        (
            str(line.decided.number),
            str(line.bounced.number),
            line.rate.value,
            limits,
            _note(point),
        ),
    )
