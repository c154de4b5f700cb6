"""Figures that days do not add up to: of the present, or counting a packet once in a period."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal, select

from escalator.services.figures.by_decision import open_packets
from escalator.services.figures.by_event import excepted, has_bounce_after
from escalator.services.figures.marks import AGES, Age, Of
from escalator.services.figures.shapes import Shape
from escalator.store.types import UtcDateTime


def whole_of(shape: Shape, wanted: tuple[Of, ...]) -> Iterator[Select[str, str, int]]:
    """Yield the selects of figure, detail and count for what is wanted of a period."""
    if Of.OPEN in wanted:
        yield from (_open(shape, age) for age in Age)
    if Of.EXCEPTED in wanted:
        yield _excepted(shape)


def present_values(now: datetime) -> Mapping[str, datetime]:
    """Give the values of the parameters that bound the ages of open packets."""
    ends = {f"after_{age}": now - to for age, (_, to) in AGES.items() if age}
    return ends | {f"until_{age}": now - since for age, (since, _) in AGES.items() if age}


def _open(shape: Shape, age: Age) -> Select[str, str, int]:
    marked = open_packets(shape, after=_moment("after", age), until=_moment("until", age))
    figure, detail = literal(Of.OPEN.value), literal(age.value)
    return select(figure, detail, func.count()).select_from(marked.subquery())


def _moment(end: str, age: Age) -> ColumnElement[datetime]:
    return bindparam(f"{end}_{age}", type_=UtcDateTime())


def _excepted(shape: Shape) -> Select[str, str, int]:
    """Select packets as LATER_BOUNCED when they were, else as EXCEPTED: each stands once."""
    given = excepted(shape).subquery()
    figure = case((has_bounce_after(given), Of.LATER_BOUNCED.value), else_=Of.EXCEPTED.value).label(
        "figure"
    )
    return select(figure, literal(""), func.count()).select_from(given).group_by(figure)
