"""Figures of a period: what the counts by day hold of it, and the rest from the packets.

A day is the lead's, the counts' days are UTC's: the whole UTC days of a period are read, and the
hours before and after them are counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal,
    select,
    union_all,
)

from escalator.domain.history import Period
from escalator.services.desk import Desk
from escalator.services.figures.filters import DAY, Filters, team_id
from escalator.services.figures.marks import Of
from escalator.services.figures.shapes import Shape, shape_of
from escalator.services.figures.told import figures_of, told
from escalator.services.figures.whole import present_values, whole_of
from escalator.store.counts import DayCount

Counts: TypeAlias = Mapping[tuple[str, str], int]
"""Figure (an Of, or one of told.py's) and detail -> count; 0 where nothing is there."""

BLOCK = 7
"""How many days are counted together too: long periods are read so, and people and customers are
too many for days."""

OUTCOMES = (Of.ACCEPTED, Of.BOUNCED, Of.BY_SYSTEM)
"""The figures that are broken down."""

MOMENT = timedelta(microseconds=1)


class By(StrEnum):
    """What the rates are broken down by."""

    TEAM = "team"
    TARGET = "target"
    CATEGORY = "category"
    PERSON = "person"
    CUSTOMER = "customer"


class _Kept(NamedTuple):
    """Days of a period that the counts hold under a dimension."""

    period: int
    dimension: str


class _Edge(NamedTuple):
    """Moments that are counted from the packets, and taken away when sign is -1."""

    period: int
    sign: int


class _Whole(NamedTuple):
    """All of a period, for what its days do not add up to."""

    period: int


_Piece: TypeAlias = _Kept | _Edge | _Whole


def sums(
    desk: Desk, filters: Filters, periods: Sequence[Period], wanted: tuple[Of, ...] = tuple(Of)
) -> tuple[Counts, ...]:
    """Give what counts in each of some periods that do not overlap, in one statement.

    Whole blocks and days are read from the counts, unless there are filters they do not know.
    """
    dimension = common(filters)
    pieces: list[tuple[_Piece, Period]] = []
    for number, period in enumerate(periods):
        tiles = tile(period) if dimension is not None else Tiles((), ((1, period),))
        for step, days in tiles.kept:
            pieces.append((_Kept(number, dimension_by(str(dimension), step)), days))
        pieces += ((_Edge(number, sign), part) for sign, part in tiles.edges)
        pieces.append((_Whole(number), period))
    spans = [span for _, span in pieces]
    shape, values = shape_of(filters, spans, is_small=dimension is not None)
    query = _sums_of(shape, tuple(piece for piece, _ in pieces), wanted)
    values = {**values, **key_value(filters), **day_values(spans), **present_values(desk.now())}
    found = [Counter[tuple[str, str]]() for _ in periods]
    for number, figure, detail, n in desk.session.execute(query, values):
        found[number][figure, detail] += int(n)
    for counts in found:
        counts[Of.DECIDED, ""] = sum(counts[of, ""] for of in OUTCOMES)
        counts[Of.EXCEPTED, ""] += counts[Of.LATER_BOUNCED, ""]
    return tuple(found)


@lru_cache(maxsize=128)
def _sums_of(
    shape: Shape, pieces: tuple[_Piece, ...], wanted: tuple[Of, ...]
) -> CompoundSelect[int, str, str, int]:
    """Select period, figure, detail and count."""
    return union_all(
        *(
            counted.with_only_columns(literal(piece.period), *counted.selected_columns)
            for piece, span in zip(pieces, shape.each(), strict=True)
            for counted in _counted(piece, span, wanted)
        )
    )


def _counted(piece: _Piece, span: Shape, wanted: tuple[Of, ...]) -> Iterable[Select[str, str, int]]:
    match piece:
        case _Kept(_, dimension):
            yield _kept(dimension, span.spans[0], wanted)
        case _Edge(_, sign):
            yield _edge(span, sign, wanted)
        case _Whole():
            yield from whole_of(replace(span, is_small=False), wanted)


def _kept(dimension: str, number: int, wanted: tuple[Of, ...]) -> Select[str, str, int]:
    figures = DayCount.figure.in_(sorted(figures_of(wanted)))  # by which an index finds the days
    return (
        select(DayCount.figure, DayCount.detail, func.sum(DayCount.n))
        .where(*alike(dimension), figures, *between(number))
        .group_by(DayCount.figure, DayCount.detail)
    )


def _edge(span: Shape, sign: int, wanted: tuple[Of, ...]) -> Select[str, str, int]:
    found = told(span, wanted).subquery()
    keys = (found.c.figure, found.c.detail)
    return select(*keys, func.sum(found.c.n * sign)).group_by(*keys)


def between(number: int) -> Iterator[ColumnElement[bool]]:
    """Yield the condition on the counts' day: from first_0 up to end_0 for number 0."""
    yield DayCount.day >= bindparam(f"first_{number}")
    yield DayCount.day < bindparam(f"end_{number}")


def day_values(spans: Sequence[Period]) -> dict[str, date]:
    """Give the values of these parameters, for spans from midnight to midnight."""
    firsts = {f"first_{number}": span.start.date() for number, span in enumerate(spans)}
    return firsts | {f"end_{number}": span.end.date() for number, span in enumerate(spans)}


class Tiles(NamedTuple):
    """What a period is made of.

    kept: what the counts hold of it: so many days counted together, from midnight to midnight.
    edges: moments to be counted, and 1 or, where the counts hold too much, -1.
    """

    kept: tuple[tuple[int, Period], ...]
    edges: tuple[tuple[int, Period], ...]


def tile(period: Period) -> Tiles:
    """Make a period of whole days, and of the hours by which it begins and ends beside them."""
    whole = Period(_nearest(period.start), _nearest(period.end))
    if whole.start >= whole.end:
        return Tiles((), ((1, period),))
    blocks, days = divide(whole, BLOCK)
    kept = [(1, part) for part in days]
    if blocks:
        kept.append((BLOCK, Period(*map(midnight, blocks))))
    ends = (_between(period.start, whole.start), _between(whole.end, period.end))
    return Tiles(tuple(kept), tuple(end for end in ends if end[1].start < end[1].end))


def _nearest(moment: datetime) -> datetime:
    """Give the nearest UTC midnight."""
    return midnight((moment + DAY / 2).date())


def _between(start: datetime, end: datetime) -> tuple[int, Period]:
    return (1, Period(start, end)) if start <= end else (-1, Period(end, start))


def divide(period: Period, step: int = 1) -> tuple[tuple[date, date] | None, tuple[Period, ...]]:
    """Give the whole UTC days of a period, first and end (not included), and its other parts.

    step: so many days together, as block_start lays them.
    """
    last_begun = (period.start - MOMENT).date()
    first = block_start(last_begun, step) + step * DAY
    end = block_start(period.end.date(), step)
    if first >= end:
        return None, (period,)
    parts = (Period(period.start, midnight(first)), Period(midnight(end), period.end))
    return (first, end), tuple(part for part in parts if part.start < part.end)


def block_start(day: date, step: int = BLOCK) -> date:
    """Give the first of the days that are counted together with this one."""
    return date.fromordinal(day.toordinal() // step * step)


def dimension_by(dimension: str, step: int) -> str:
    """Give the dimension under which so many days are counted together."""
    return dimension if step == 1 else f"{dimension or 'all'}, {step}"


def midnight(day: date) -> datetime:
    """Give the moment at which a UTC day begins."""
    return datetime.combine(day, time(), tzinfo=UTC)


KNOWN = ("team", "target", "category", "priority")
"""What packets can have in common in the counts; all have few values, so the table stays small."""


def common(filters: Filters) -> str | None:
    """Give the counts' dimension that filters ask for; None for filters they do not know."""
    narrowed = tuple(filters.values)
    if not narrowed:
        return ""
    return narrowed[0] if len(narrowed) == 1 and narrowed[0] in KNOWN else None


def alike(dimension: str) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the counts of a dimension; the parameter "key" says which."""
    yield DayCount.dimension == dimension
    key: ColumnElement[str] = bindparam("key", type_=String())
    is_team = dimension.startswith(("team", "target"))
    yield DayCount.key == (cast(team_id(key), String) if is_team else key)


def key_value(filters: Filters) -> dict[str, Any]:
    """Give the value of that parameter."""
    return {"key": str(next(iter(filters.values.values()), ""))}


def is_open(filters: Filters) -> bool:
    """Say whether nothing but the period narrows the figures."""
    return filters == Filters(filters.days)
