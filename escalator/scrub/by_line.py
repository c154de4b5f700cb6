"""Tells on which lines of a long text which rules may find something, by the words of the lines.

It runs no rule. Words are remembered while one text is scrubbed, and no longer.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Final, TypeAlias

from escalator.scrub.marks import Judged, Marks, bits_of
from escalator.scrub.needles import Groups, more_needles, needles
from escalator.scrub.rule import Rule, Span

AROUND: Final = 300
"""How far beyond a marked line what tells of a rule that may cross lines may reach."""

_DEEP: Final = 100_000
"""From so many characters on it pays to read what all patterns ask for, beside their anchors."""

_MANY_MARKS: Final = 20_000

_judged: ContextVar["dict[_Index, Judged] | None"] = ContextVar("judged", default=None)

Places: TypeAlias = tuple[int, ...]
"""Rules, by their place."""


@contextmanager
def judging_once() -> Iterator[None]:
    """Remember the words of texts until the block ends, so that each is judged once."""
    token = _judged.set({})
    try:
        yield
    finally:
        _judged.reset(token)


def lines_to_look_at(
    rules: Sequence[Rule], folded: str, areas: Sequence[Span] | None
) -> dict[Rule, list[Span]]:
    """Return the rules that may have something in a text, each with where.

    folded: the text, with all digits alike.
    areas: the lines that count, in order; None for all. What may cross lines may begin outside.
    """
    index = _index(tuple(rules), len(folded) > _DEEP)
    known = _judged.get()
    judged = {} if known is None else known.setdefault(index, {})
    found: dict[int, list[Span]] = {}
    for start, line, away in _lines_by_distance(folded, areas, all_of_them=index.reach > 0):
        if away > index.reach:
            continue
        end = start + len(line)
        marks = index.marks_of(line, judged)
        if not away:
            for place in index.within.by(marks):
                add_span(found.setdefault(place, []), start, end)
        for place in index.beside.by(marks):
            if away <= reach_of(rules[place]):
                low, high = max(0, start - AROUND), min(len(folded), end + AROUND)
                add_span(found.setdefault(place, []), low, high)
    return {rules[place]: found[place] for place in sorted(found)}


def reach_of(rule: Rule) -> int:
    """Return how far from what tells of a rule something may lie that has a part in a match."""
    return rule.before + 2 * rule.after + 2 * AROUND


def _lines_by_distance(
    text: str, areas: Sequence[Span] | None, *, all_of_them: bool
) -> Iterator[tuple[int, str, int]]:
    """Yield lines, each with where it begins and how far it is from the nearest area.

    all_of_them: whether to yield those outside of the areas.
    """
    if areas is None or not all_of_them:
        for start, line in lines_of(text, ((0, len(text)),) if areas is None else areas):
            yield start, line, 0
        return
    place = 0
    for start, line in lines_of(text, ((0, len(text)),)):
        while place < len(areas) and areas[place][1] <= start:
            place += 1
        behind = start - areas[place - 1][1] if place else len(text)
        ahead = areas[place][0] - start - len(line) if place < len(areas) else len(text)
        yield start, line, max(0, min(behind, ahead))


def lines_of(text: str, areas: Iterable[Span]) -> Iterator[tuple[int, str]]:
    """Yield the lines of parts of a text that hold anything, each with where it begins."""
    for start, end in areas:
        place = start
        for line in text[start:end].split("\n"):
            if line:
                yield place, line
            place += len(line) + 1


def add_span(spans: list[Span], start: int, end: int) -> None:
    """Add a line to lines in order, neighbours as one."""
    if spans and spans[-1][1] + 1 >= start:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


@lru_cache(maxsize=16)
def _index(rules: tuple[Rule, ...], is_deep: bool) -> "_Index":
    return _Index([_groups(rule, is_deep=is_deep) for rule in rules], rules)


class _Index:
    """What has to stand on a line for a rule to be looked for there.

    within: the rules whose matches stay on their line. beside: those whose may go beyond it.
    reach: how far from the areas what tells of the latter may stand; 0 where there are none.
    """

    def __init__(self, groups: Sequence[Groups], rules: Sequence[Rule]) -> None:
        self._marks = Marks(group for some in groups for group in some)
        self.within = _Asked()
        self.beside = _Asked()
        for place, (rule, some) in enumerate(zip(rules, groups, strict=True)):
            bits = [self._marks.bits[group] for group in some if group in self._marks.bits]
            (self.beside if rule.crosses_lines else self.within).add(place, bits)
        self.reach = max((reach_of(rule) for rule in rules if rule.crosses_lines), default=0)

    def marks_of(self, line: str, judged: Judged) -> int:
        """Return the marks of a line; judged: the words that were judged before."""
        return self._marks.of_line(line, judged)


class _Asked:
    """The marks that rules ask for; those that ask for none are always worth a look."""

    def __init__(self) -> None:
        self._always: list[int] = []
        self._by_first: dict[int, list[tuple[int, int]]] = {}
        self._known: dict[int, Places] = {}

    def add(self, place: int, bits: Sequence[int]) -> None:
        """Add a rule; bits: its marks, the most telling first."""
        if bits:
            first = bits[0].bit_length() - 1
            self._by_first.setdefault(first, []).append((place, sum(bits)))
        else:
            self._always.append(place)

    def by(self, marks: int) -> Places:
        """Return the rules of which all marks are among these."""
        found = self._known.get(marks)
        if found is None:
            if len(self._known) > _MANY_MARKS:
                self._known.clear()
            asked = (one for bit in bits_of(marks) for one in self._by_first.get(bit, ()))
            fit = (place for place, needed in asked if needed & marks == needed)
            found = self._known[marks] = (*self._always, *fit)
        return found


def _groups(rule: Rule, *, is_deep: bool) -> Groups:
    """Return the groups of needles of a rule, each once, the most telling first."""
    groups = needles(rule)
    if rule.crosses_lines:
        # What its pattern asks for beside those may stand on another line.
        return groups[:1]
    return tuple(dict.fromkeys((*groups, *more_needles(rule)))) if is_deep else groups
