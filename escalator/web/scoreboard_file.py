"""The scoreboard as rows of a file: the same figures as the page, in its order.

A percentage of fewer than ten is left out here as it is there.
"""

from collections.abc import Iterator

from escalator.domain.metrics import Rate
from escalator.services.figures.filters import Filters
from escalator.services.figures.scoreboard import Scoreboard
from escalator.web.breakdown_lines import Line
from escalator.web.companions import Companion
from escalator.web.drawing import Chart, TwinRow
from escalator.web.figure_words import TOO_FEW_WORDS, RateShown, period_words, show_rate
from escalator.web.outcome_lines import OutcomeLine
from escalator.web.scoreboard_form import Narrowing
from escalator.web.scoreboard_page import ScoreboardPage

Row = tuple[str | int | float, ...]

HEADINGS: Row = ("Section", "Line", "Count", "Of", "Share", "95 % from", "95 % to", "Note")


def scoreboard_rows(
    found: Scoreboard, page: ScoreboardPage, filters: Filters, narrowings: tuple[Narrowing, ...]
) -> Iterator[Row]:
    """Yield the rows of the file, headings first."""
    yield HEADINGS
    yield _row("Period", period_words(filters.days), note=filters.days.zone)
    yield from (_row("Filter", one.label, note=one.value) for one in narrowings)
    yield _rate("Rates", "First-pass acceptance", found.now.first_pass)
    yield _rate("Rates", "Bounce-back rate", found.now.bounce_back)
    yield _row("Rates", "Charged to the system", found.now.by_system, found.now.decided)
    yield _rate("Rates before", "First-pass acceptance", found.before.first_pass)
    yield _rate("Rates before", "Bounce-back rate", found.before.bounce_back)
    for section, spans in (("Weeks", found.weeks), ("Months", found.months)):
        for span in spans:
            yield _rate(section, span.days.first.isoformat(), span.tally.bounce_back)
    for chart in (page.reasons, page.items):
        for row in chart.rows:
            yield _row(chart.title, row.label, int(row.cells[0]), note=row.cells[-1])
    for table in page.breakdowns:
        yield from (_line(table.title, line) for line in table.lines)
    yield from _rest(page)


def _rest(page: ScoreboardPage) -> Iterator[Row]:
    for times in page.times:
        note = f"median {times.median}, 90th percentile {times.percentile_90}"
        yield _shown(
            "Acknowledged on time",
            f"{times.priority}, {times.target}",
            (times.on_time.number, times.decisions.number),
            times.rate,
            note,
        )
    for chart in (page.court, page.ageing):
        for row in chart.rows:
            yield _row(chart.title, row.label, int(row.cells[0]), note=_cells(chart, row))
    for section, outcomes in _outcomes(page):
        for line in outcomes:
            yield _row(section, line.label, line.count.number, note=line.note)
    for section, companions in _companions(page):
        for one in companions:
            yield _row(section, one.label, one.count.number, note=_values(one))
    for words, _ in page.left_out:
        yield _row("Left out", words)


def _outcomes(page: ScoreboardPage) -> Iterator[tuple[str, tuple[OutcomeLine, ...]]]:
    yield "Root causes", page.root_causes
    yield "Repeat drivers", page.drivers
    yield "Not available", page.unavailable


def _companions(page: ScoreboardPage) -> Iterator[tuple[str, tuple[Companion, ...]]]:
    yield "What they turned out to be", page.solved
    yield "Beside the rate", page.companions
    yield "Exceptions", page.exceptions


def _cells(chart: Chart, row: TwinRow) -> str:
    named = zip(chart.headings[2:], row.cells[1:], strict=True)
    return ", ".join(f"{heading.lower()} {cell}" for (heading, _), cell in named)


def _values(one: Companion) -> str:
    return "; ".join(words for words in (one.value, one.counted, one.change) if words)


def _row(
    section: str, line: str, count: int | str = "", of: int | str = "", *, note: str = ""
) -> Row:
    return (section, line, count, of, "", "", "", note)


def _rate(section: str, line: str, rate: Rate) -> Row:
    return _shown(section, line, (rate.k, rate.n), show_rate(rate), "")


def _line(section: str, line: Line) -> Row:
    counts = (line.bounced.number, line.decided.number)
    return _shown(section, line.label, counts, line.rate, f"{line.accepted.number} accepted")


def _shown(section: str, line: str, counts: tuple[int, int], rate: RateShown, note: str) -> Row:
    if not rate.is_judged:
        notes = "; ".join(words for words in (note, TOO_FEW_WORDS) if words)
        return (section, line, *counts, "", "", "", notes)
    return (section, line, *counts, rate.share, rate.low, rate.high, note)
