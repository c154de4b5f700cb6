"""Problem records as their pages show them: the list, one record, its weeks as a chart.

Nothing is counted here; the words are problem_words.py's.
"""

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from escalator.services.desk import Desk
from escalator.services.problem_lists import (
    WEEKS,
    Counted,
    WeekCount,
    gathering,
    happened_to,
    new_owners,
    weeks_of,
)
from escalator.services.problems import may_keep
from escalator.store.problems import Gathered, Problem
from escalator.web.figure_words import counted, short_day
from escalator.web.html import marked
from escalator.web.present import PacketLine, line_of, when
from escalator.web.problem_words import Done, Tag, done_words, lately_words, state_tag

BAR, GAP, HEIGHT, BASE = 22, 8, 120, 96
"""Of the chart, in its own units: a week's bar and the space beside it, the whole, the ground."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One record as the list shows it."""

    reference: str
    url: str
    title: Markup
    state: Tag
    owner: str
    lately: int
    total: int
    is_told: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One week. y, height: of the bar. label: under it, "" for most. words: what it says."""

    x: int
    y: float
    height: float
    count: int
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class WeekChart:
    """The weeks of a record. rows: the table twin, newest first: week, escalated, attached."""

    summary: str
    width: int
    height: int
    base: int
    bar: int
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class GatheredLine:
    """A packet of a record. attached: "" or when and by whom its ticket was attached."""

    line: PacketLine
    attached: str
    note: Markup
    may_remove: bool


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """One record; see templates/problems/show.html.

    unseen: in words, how many packets this person may not read, "" for none. shapes: how its errors
    read. events: () for whoever may not change it.
    """

    reference: str
    title: Markup
    state: Tag
    owner: str
    opened: str
    lately: str
    known_issue: Markup
    defect_url: str
    kb_url: str
    is_restricted: bool
    may_keep: bool
    version: int
    chart: WeekChart
    packets: tuple[GatheredLine, ...]
    unseen: str
    shapes: tuple[str, ...]
    events: tuple[Done, ...]


def problem_line(one: Counted) -> ProblemLine:
    """Give a record as the list shows it."""
    problem = one.problem
    return ProblemLine(
        reference=problem.reference,
        url=url_for("problems.show", reference=problem.reference),
        title=marked(problem.title),
        state=state_tag(problem),
        owner=problem.owner.name,
        lately=one.lately,
        total=one.total,
        is_told=bool(problem.known_issue),
    )


def problem_page(desk: Desk, problem: Problem, *, zone: str) -> ProblemPage:
    """Gather the page of a record that this person may read."""
    found = gathering(desk, problem)
    keeps = may_keep(desk.actor)
    return ProblemPage(
        reference=problem.reference,
        title=marked(problem.title),
        state=state_tag(problem),
        owner=problem.owner.name,
        opened=when(problem.opened_at, zone),
        lately=lately_words(found.counted.lately, found.counted.total),
        known_issue=marked(problem.known_issue),
        defect_url=problem.defect_url,
        kb_url=problem.kb_url,
        is_restricted=problem.restricted,
        may_keep=keeps,
        version=problem.version,
        chart=week_chart(weeks_of(desk, problem, zone)),
        packets=tuple(_packet(desk, one, zone, keeps) for one in found.rows),
        unseen=_unseen_words(found.unseen, shown=bool(found.rows)),
        shapes=found.shapes,
        events=_events(desk, problem, zone) if keeps else (),
    )


def _packet(desk: Desk, one: Gathered, zone: str, keeps: bool) -> GatheredLine:
    attached = f"Attached instead of escalated, {when(one.added_at, zone)}"
    return GatheredLine(
        line=line_of(one.packet, now=desk.now(), zone=zone, reader=desk.actor),
        attached=attached if one.is_attached else "",
        note=marked(one.note),
        may_remove=keeps and not one.is_attached,
    )


def _unseen_words(unseen: int, *, shown: bool) -> str:
    if not unseen:
        return ""
    more = " more" if shown else ""
    verb = "is" if unseen == 1 else "are"
    return f"{unseen:,}{more} {verb} counted, not yours to open."


def _events(desk: Desk, problem: Problem, zone: str) -> tuple[Done, ...]:
    events = happened_to(desk, problem)
    names = new_owners(desk, events)
    return tuple(done_words(event, zone, names) for event in events)


def week_chart(weeks: tuple[WeekCount, ...]) -> WeekChart:
    """Draw the weeks as bars, the highest as high as the room allows."""
    most = max((week.total for week in weeks), default=0)
    bars = tuple(_bar(place, week, most, len(weeks)) for place, week in enumerate(weeks))
    total = sum(week.total for week in weeks)
    return WeekChart(
        summary=f"{counted(total, 'packet')} in {WEEKS} weeks, at most {most:,} in one.",
        width=len(weeks) * (BAR + GAP) + 3 * GAP,
        height=HEIGHT,
        base=BASE,
        bar=BAR,
        bars=bars,
        rows=tuple(
            (short_day(week.days.first), week.escalated, week.attached) for week in reversed(weeks)
        ),
    )


def _bar(place: int, week: WeekCount, most: int, count: int) -> Bar:
    height = round(week.total / most * (BASE - 20), 1) if most else 0
    is_named = (count - 1 - place) % 4 == 0
    return Bar(
        x=GAP + place * (BAR + GAP),
        y=BASE - height,
        height=height,
        count=week.total,
        label=short_day(week.days.first) if is_named else "",
        words=f"Week of {short_day(week.days.first)}: {counted(week.total, 'packet')}",
    )
