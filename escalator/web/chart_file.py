"""Charts as files of their own: SVG with its colours in it, PNG drawn from that, rows for CSV.

PNG needs the extra `escalator[png]` (resvg) and a font on the machine; where either is missing the
page offers none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Protocol, cast
from xml.etree import ElementTree as Xml  # nosec B405 - writes only

from flask import Response, url_for

from escalator.domain.errors import NotFound
from escalator.resources import static_folder
from escalator.services.figures.filters import Filters
from escalator.web.drawing import Chart, box
from escalator.web.figure_address import address
from escalator.web.figure_words import period_words
from escalator.web.scoreboard_form import Narrowing
from escalator.web.table_file import table_file

SVG = "http://www.w3.org/2000/svg"
MARGIN, HEAD, LINE = 24, 64, 20
ZOOM = 2.0
"""A PNG has so many pixels for each unit, sharp enough for a slide."""

FAMILIES = (
    "Noto Sans",
    "Liberation Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
    "DejaVu Sans",
)
"""Fonts of which a machine has one, most wanted first."""

LETTER = 7.6
"""About how wide a letter is, so that the summary is broken into lines that fit."""

_TOKEN = re.compile(r"--([\w-]+): (?:light-dark\((#\w{6}), #\w{6}\)|([^;]+));")
_RULE = re.compile(r"(\.chart (?:text|\.[\w-]+)) \{ ([^}]+) \}")
_VALUE = re.compile(r"var\(--([\w-]+)\)")


class Engine(Protocol):
    """What draws an SVG as PNG."""

    def svg_to_bytes(self, *, svg_string: str, zoom: float, sans_serif_family: str) -> bytes:
        """Give the picture."""
        ...


@dataclass(frozen=True, slots=True)
class ChartFiles:
    """Where the files of charts are, for one set of filters."""

    filters: Filters

    @property
    def kinds(self) -> tuple[str, ...]:
        """What there is to choose from."""
        return ("svg", "png", "csv") if find_painter() else ("svg", "csv")

    def url(self, name: str, kind: str) -> str:
        """Give the address of a chart's file."""
        query = address("lead.scoreboard", self.filters).partition("?")[2]
        return f"{url_for('lead.chart', name=name, kind=kind)}?{query}"


@cache
def chart_style() -> str:
    """Give the rules of charts.css with the light colours written out."""
    css = static_folder() / "css"
    tokens = {
        name: light or other
        for name, light, other in _TOKEN.findall((css / "tokens.css").read_text("utf-8"))
    }
    rules = _RULE.findall((css / "charts.css").read_text("utf-8"))
    return "\n".join(
        f"{selector} {{ {_VALUE.sub(lambda found: tokens[found[1]], declared)} }}"
        for selector, declared in rules
    )


def chart_svg(chart: Chart, about: str) -> str:
    """Give a chart as a file. about: its period and filters, said under its title."""
    said = list(_lines(chart.summary, int(chart.width / LETTER)))
    width = chart.width + 2 * MARGIN
    height = HEAD + chart.height + MARGIN + LINE * len(said)
    root = Xml.Element(
        "svg",
        {"xmlns": SVG, "class": "chart", "viewBox": f"0 0 {width} {height}"}
        | {"width": str(width), "height": str(height)},
    )
    Xml.SubElement(root, "title").text = chart.title
    Xml.SubElement(root, "style").text = chart_style()
    Xml.SubElement(root, "path", {"class": "ground", "d": box(0, 0, width, height)})
    _text(root, "strong", (MARGIN, 28), chart.title)
    _text(root, "at-start", (MARGIN, 48), about)
    drawn = Xml.SubElement(root, "g", {"transform": f"translate({MARGIN} {HEAD})"})
    marked = (one for mark in chart.marks for one in mark.strokes)
    for stroke in (*chart.strokes, *marked, *chart.over):
        Xml.SubElement(drawn, "path", {"class": stroke.kind, "d": stroke.d})
    for label in chart.labels:
        _text(drawn, label.kind, (label.x, label.y), label.words)
    for number, words in enumerate(said):
        _text(root, "at-start", (MARGIN, HEAD + chart.height + LINE * (number + 1)), words)
    return Xml.tostring(root, encoding="unicode")


def _text(parent: Xml.Element, kind: str, at: tuple[float, float], words: str) -> None:
    x, y = at
    Xml.SubElement(parent, "text", {"class": kind, "x": f"{x:g}", "y": f"{y:g}"}).text = words


def _lines(words: str, most: int) -> Iterator[str]:
    line = ""
    for word in words.split():
        if line and len(line) + len(word) >= most:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    if line:
        yield line


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws SVG as PNG. family: the machine's font that stands for sans-serif."""

    engine: Engine
    family: str

    def paint(self, svg: str, zoom: float = ZOOM) -> bytes:
        """Give the picture."""
        drawn = self.engine.svg_to_bytes(svg_string=svg, zoom=zoom, sans_serif_family=self.family)
        return bytes(drawn)


@cache
def find_painter() -> Painter | None:
    """Give what draws PNG, or None: it is an extra, and without a font it would draw no words."""
    try:
        engine = cast("Engine", import_module("resvg_py"))
    except ImportError:
        return None
    words, blank = (
        f'<svg xmlns="{SVG}" width="60" height="20"><text y="15" font-family="sans-serif">{text}'
        "</text></svg>"
        for text in ("Words", "")
    )
    painters = (Painter(engine, family) for family in FAMILIES)
    return next((one for one in painters if one.paint(words, 1.0) != one.paint(blank, 1.0)), None)


def about_words(chart: Chart, filters: Filters, narrowings: Sequence[Narrowing]) -> str:
    """Say the period and the filters of a chart."""
    said = (
        chart.period or period_words(filters.days),
        *(f"{one.label} {one.value}" for one in narrowings),
    )
    return ", ".join(said)


def chart_answer(chart: Chart, kind: str, about: str, *, file_name: str) -> Response:
    """Give the answer that downloads a chart.

    Raises NotFound for a picture that cannot be drawn here.
    """
    if kind == "csv":
        return table_file(file_name, chart_rows(chart))
    painter = find_painter()
    if kind == "svg":
        content, content_type = chart_svg(chart, about).encode(), "image/svg+xml; charset=utf-8"
    elif painter:
        content, content_type = painter.paint(chart_svg(chart, about)), "image/png"
    else:
        raise NotFound("chart")
    return Response(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def chart_rows(chart: Chart) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows of the table twin, headings first; whole numbers as such."""
    yield tuple(heading for heading, _ in chart.headings)
    for row in chart.rows:
        yield (row.label, *(_cell(cell) for cell in row.cells))


def _cell(cell: str) -> str | int:
    return int(cell) if cell.isascii() and cell.isdigit() else cell
