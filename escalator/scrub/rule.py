"""The shape of a rule: what it looks for, where, how a match is judged, and how it is proved.

A rule is only data and small pure functions; running it is detect.py's work.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from escalator.scrub.model import Kind

Span: TypeAlias = tuple[int, int]
"""Start and end of a part of a text."""

Match: TypeAlias = re.Match[str]

MARKED: Final = re.compile("‹([^›]*)›")
"""How examples show what is to be hidden: `mail ‹jane@example.com› now`."""


def value_span(match: Match) -> tuple[Span, ...]:
    """Return the group `v` of a match where there is one, else the whole match."""
    return (match.span("v") if "v" in match.re.groupindex else match.span(),)


def always(_match: Match) -> bool:
    """Accept every match."""
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find one kind of value.

    name: unique among all rules.
    kind: what a match is.
    pattern: compiled on first use; runs in linear time (possessive or disjoint repeats, one start
        per run of characters).
    anchors: literals; a match has one of them between its start and `before` characters on. In
        lower case, compared with the text in lower case, unless `is_cased`.
    gate: a fast pattern in place of anchors.
    before, after: how far around an anchor a match may reach, in characters; a match that ends
        at the limit is tried again up to the end of its line.
    crosses_lines: whether a match may hold line breaks.
    is_cased: whether anchors are compared in their own case.
    is_shielded: whether timestamps, UUIDs, digests, versions and the like are never touched.
    check: judges a match by its value and surroundings.
    pick: says which parts of a match are the values.
    source: where the format is written down.
    hits: texts with the parts to hide in ‹›.
    misses: look-alikes in which this rule must find nothing.
    """

    name: str
    kind: Kind
    pattern: str
    source: str
    anchors: tuple[str, ...] = ()
    gate: str = ""
    before: int = 200
    after: int = 2000
    crosses_lines: bool = False
    is_cased: bool = False
    is_shielded: bool = False
    check: Callable[[Match], bool] = always
    pick: Callable[[Match], Iterable[Span]] = value_span
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled once; most texts need few of them."""
    return re.compile(pattern)


def unmarked(example: str) -> tuple[str, tuple[Span, ...]]:
    """Return an example without its marks, and the spans that were marked."""
    spans: list[Span] = []
    for count, match in enumerate(MARKED.finditer(example)):
        start = match.start() - 2 * count
        spans.append((start, start + len(match[1])))
    return MARKED.sub(r"\1", example), tuple(spans)
