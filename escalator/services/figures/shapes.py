"""Filters without their values, so that a statement is made once for all that ask alike.

A long statement takes longer to put together than the database takes to answer it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from escalator.domain.history import Period
from escalator.services.figures.filters import Filters, Moment, narrowing


@dataclass(frozen=True, slots=True)
class Shape:
    """What filters and spans of time ask for, with a parameter in the place of each value.

    narrowed: names of the filters in force. spans: the numbers of the spans of time.
    is_small: whether they hold few packets.
    """

    narrowed: tuple[str, ...]
    spans: tuple[int, ...]
    is_small: bool = False

    def narrowing(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions of the filters."""
        return narrowing({name: bindparam(name) for name in self.narrowed})

    def holds(self, moment: Moment) -> ColumnElement[bool]:
        """Give the condition that a moment lies in one of the spans."""
        return or_(false(), *(span_holds(moment, number) for number in self.spans))

    def each(self) -> Iterator["Shape"]:
        """Yield one for each span: SQLite looks up one span in an index, but not one or another."""
        return (replace(self, spans=(number,)) for number in self.spans)

    def among(self, packet: InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ...]:
        """Any packet may be meant."""
        return ()


def span_holds(moment: ColumnElement[Any] | Moment, number: int) -> ColumnElement[bool]:
    """Give the condition that a moment lies in a span, whose ends are parameters."""
    start = bindparam(f"start_{number}", type_=moment.type)
    return (moment >= start) & (moment < bindparam(f"stop_{number}", type_=moment.type))


def shape_of(
    filters: Filters, spans: Sequence[Period], *, is_small: bool = False
) -> tuple[Shape, Mapping[str, Any]]:
    """Give a shape and the values of its parameters."""
    values = filters.values
    shape = Shape(tuple(values), tuple(range(len(spans))), is_small)
    return shape, {**values, **span_values(spans)}


def span_values(spans: Sequence[Period]) -> dict[str, Any]:
    """Give the values of the parameters that spans of time have."""
    starts = {f"start_{number}": span.start for number, span in enumerate(spans)}
    return starts | {f"stop_{number}": span.end for number, span in enumerate(spans)}
