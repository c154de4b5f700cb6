"""What JSON Schema cannot say about one answer: filler, copied examples, times and links.

Each rule sees one answer and its item. What needs two answers or the packet is in completeness.py.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from escalator.domain import gap_words
from escalator.domain.checklist import Bound, Column, Item, Widget
from escalator.domain.filler import fold, is_copy, is_filler
from escalator.domain.model import Answer
from escalator.domain.timestamps import read_moment

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far two honest clocks may differ before a time counts as future."""

SHORTEST_COPY = 5
"""An example that folds to fewer characters ("500", "GET") may honestly be the answer."""

_WRITTEN = (Widget.LINE, Widget.TEXT, Widget.CODE)
_PLACEHOLDER = re.compile(r"\[[A-Z][A-Z_]*-[0-9.]+\]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer: a gap's code, message and place, without its item."""

    code: str
    message: str
    place: str = ""


def faults(item: Item, answer: Answer, *, now: datetime, is_due: bool) -> Iterator[Fault]:
    """Yield what is wrong with an answer that is not blank. now: aware."""
    if isinstance(answer, str):
        yield from _text_faults(item, item, answer, now=now, is_due=is_due)
    elif isinstance(answer, tuple) and item.widget is Widget.ROWS:
        for index, row in enumerate(answer):
            if isinstance(row, Mapping):
                yield from _row_faults(item, row, index, now=now)


def _row_faults(
    item: Item, row: Mapping[str, str], index: int, *, now: datetime
) -> Iterator[Fault]:
    for column in item.columns:
        text = row.get(column.name)
        if isinstance(text, str):
            for fault in _text_faults(item, column, text, now=now, is_due=column.required):
                yield Fault(fault.code, fault.message, f"{index}.{column.name}")


def _text_faults(
    item: Item, question: Item | Column, text: str, *, now: datetime, is_due: bool
) -> Iterator[Fault]:
    if question.widget in _WRITTEN:
        labels = (question.label, item.label, question.name)
        if _says_nothing(question, text) or any(is_copy(text, label) for label in labels):
            yield Fault("filler", gap_words.filler(question, is_due=is_due))
        elif _is_example(question, text):
            yield Fault("example_copied", gap_words.example_copied(question))
    elif question.widget is Widget.TIMESTAMP:
        yield from _time_faults(question, text, now=now)
    elif question.widget is Widget.URL and not _is_link(text):
        yield Fault("bad_url", gap_words.bad_url(question))


def _says_nothing(question: Item | Column, text: str) -> bool:
    is_prose = question.widget is Widget.TEXT
    return is_filler(text, is_prose=is_prose, accepts_none=question.accepts_none)


def _is_example(question: Item | Column, text: str) -> bool:
    if question.common_value or not is_copy(text, question.example):
        return False
    return len(fold(question.example)) >= SHORTEST_COPY


def _time_faults(question: Item | Column, text: str, *, now: datetime) -> Iterator[Fault]:
    moment = read_moment(text)
    if moment is None:
        yield Fault("bad_timestamp", gap_words.bad_timestamp(question))
    elif not moment.has_zone:
        yield Fault("no_time_zone", gap_words.no_time_zone(question))
    elif question.bound is Bound.PAST and moment.at > now + CLOCK_TOLERANCE:
        yield Fault("in_future", gap_words.in_future(question))


def _is_link(text: str) -> bool:
    # The scrubber may have hidden a host or a user; its brackets are no IPv6 address.
    plain = _PLACEHOLDER.sub("hidden", text.strip())
    try:
        parts = urlsplit(plain)
        has_host = bool(parts.hostname)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and has_host and not re.search(r"\s", plain)
