"""What a chart is made of: strokes, labels and marks that open a list, and its table twin.

templates/macros/charts.html writes it into a page, chart_file.py into a file; CSS colours both.
What a chart shows is said by rate_chart.py, bar_charts.py and funnel_chart.py; nothing is counted
here.
"""

from dataclasses import dataclass

DIAMOND = "l6 6-6 6-6-6z"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line or an area. kind: its CSS classes. d: path data in the chart's units."""

    kind: str
    d: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place; kind says by which end they stand there."""

    kind: str
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What can be opened. url: the list behind it. words: all there is to say about it."""

    url: str
    words: str
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class TwinRow:
    """A row of the table twin. url: the list behind it, "" for none. cells: one per heading."""

    label: str
    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with everything that is said about it.

    name: of its file, and its CSS class. summary: one sentence. headings: the table twin's, the
    first one the label's; "num" beside those of numbers. legend: what the signs mean. over: what
    is drawn over the marks. period: what it shows, where that is not the period asked for.
    """

    name: str
    title: str
    summary: str
    width: int
    height: int
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    marks: tuple[Mark, ...]
    headings: tuple[tuple[str, str], ...]
    rows: tuple[TwinRow, ...]
    legend: str = ""
    over: tuple[Stroke, ...] = ()
    period: str = ""


def dot(x: float, y: float, radius: float = 4) -> str:
    """Give the path of a dot."""
    r = radius
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0-{2 * r:g} 0z"


def box(left: float, top: float, width: float, height: float) -> str:
    """Give the path of a box."""
    return f"M{left:g} {top:g}h{width:g}v{height:g}h-{width:g}z"


def level(left: float, y: float, right: float) -> str:
    """Give the path of a level line."""
    return f"M{left:g} {y:g}H{right:g}"


def upright(x: float, top: float, bottom: float) -> str:
    """Give the path of an upright line."""
    return f"M{x:g} {top:g}V{bottom:g}"


def shortened(words: str, most: int) -> str:
    """Give words that fit beside a drawing; the table twin has them whole."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
