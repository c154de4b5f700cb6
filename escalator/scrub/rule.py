"""The shape of a rule: what it looks for, where, how a match is judged, and how it is proved.

A rule is only data and small pure functions; running it is detect.py's work.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby
from operator import itemgetter
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


@dataclass(frozen=True, slots=True, eq=False)
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


def any_of(texts: Iterable[str]) -> str:
    """Return a pattern for any of these texts, parted by first letters: each place tries few."""
    groups = groupby(sorted(texts, key=_longest_first), key=itemgetter(0))
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join(re.escape(text[1:]) for text in group)})"
        for first, group in groups
    )


def _longest_first(text: str) -> tuple[str, int]:
    return text[0], -len(text)


class Spans:
    """Parts of a text of which one can be asked whether it covers another part."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reaches = list(accumulate((end for _, end in ordered), max))

    def cover(self, start: int, end: int) -> bool:
        """Tell whether one of the parts holds all of another."""
        place = bisect_right(self._starts, start)
        return place > 0 and end <= self._reaches[place - 1]


def unmarked(example: str) -> tuple[str, tuple[Span, ...]]:
    """Return an example without its marks, and the spans that were marked."""
    spans: list[Span] = []
    for count, match in enumerate(MARKED.finditer(example)):
        start = match.start() - 2 * count
        spans.append((start, start + len(match[1])))
    return MARKED.sub(r"\1", example), tuple(spans)
