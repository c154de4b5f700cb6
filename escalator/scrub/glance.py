"""Tells at a glance which rules may find something in a text: most have nothing in most texts.

It looks for the needles of all rules at once, in the text or the parts of it that are asked for.
It runs no rule; where it cannot tell, the rule is worth a look.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from escalator.scrub.by_line import lines_to_look_at
from escalator.scrub.needles import Groups, Texts, folded, needles
from escalator.scrub.rule import Rule, Span
from escalator.scrub.view import View

_LONG: Final = 3_000
"""From so many characters on a text is told by its words rather than by its letters in threes."""

_GRAM: Final = 3
_FEW: Final = 12
_MANY: Final = 12
"""Rules with more anchors are looked for by how their matches begin, which is slow."""

_LETTER: Final = re.compile(r"[^\W\d_]")

Areas: TypeAlias = Sequence[Span] | None
"""Parts of a text in which rules look, in order; None for all of it."""

Entry: TypeAlias = tuple[str, list[int]]
"""A needle and the places of the rules of which it tells."""

Hits: TypeAlias = dict[int, list[str]]
"""Places of rules, each with the needles that were found of it."""


def worth_a_look(rules: Sequence[Rule], view: View, areas: Areas) -> Iterator[tuple[Rule, Areas]]:
    """Yield the rules that may have something in a view, or in parts of it, each with where.

    What may cross lines may begin outside the parts, and is looked for there too.
    """
    whole = folded(view.lower)
    if not whole and view.lower:
        yield from ((rule, None if rule.crosses_lines else areas) for rule in rules)
        return
    if len(whole) > _LONG and "\n" in whole:
        yield from lines_to_look_at(rules, whole, areas).items()
        return
    text = whole if areas is None else "\n".join(whole[low:high] for low, high in areas)
    index = _index(tuple(rules))
    found = index.hits(text + "\n")
    found |= {place: [] for place, groups in index.crossing if _holds(whole + "\n", groups)}
    for place in sorted(found):
        rule, further = rules[place], index.further.get(place, ())
        if place in index.by_line and "\n" in text:
            lines = _lines_with(found[place], further, whole, areas)
            if lines:
                yield rule, lines
        elif _holds(text, further):
            yield rule, None if rule.crosses_lines else areas


def _holds(text: str, groups: Iterable[Iterable[str]]) -> bool:
    return all(any(needle in text for needle in group) for group in groups)


def _lines_with(first: Sequence[str], further: Groups, text: str, areas: Areas) -> list[Span]:
    """Return the lines, as far as they lie in the areas, that hold a needle of each group.

    first: those of the first group that stand in the text.
    """
    found: set[Span] = set()
    for low, high in areas or ((0, len(text)),):
        for needle in first:
            place = text.find(needle, low, high)
            while place != -1:
                end = text.find("\n", place, high)
                end = high if end == -1 else end
                found.add((max(low, text.rfind("\n", low, place) + 1), end))
                place = text.find(needle, end, high)
    lines = sorted(found)
    few = [group for group in further if len(group) <= _FEW]
    return [line for line in lines if _holds(text[slice(*line)], few)]


@lru_cache(maxsize=16)
def _index(rules: tuple[Rule, ...]) -> "_Index":
    return _Index(rules)


class _Index:
    """Which needles tell of which rules.

    always: rules of which nothing tells.
    by_line: rules that are looked for only on the lines that hold one of their first needles.
    crossing: rules without anchors whose matches may cross lines, with all their needles.
    further: what a rule needs beside one of its first needles.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.always: list[int] = []
        self.by_line: set[int] = set()
        self.crossing: list[tuple[int, Groups]] = []
        self.further: dict[int, Groups] = {}
        self._by_gram: dict[str, list[tuple[frozenset[str], Entry]]] = {}
        self._without_gram: list[Entry] = []
        places: dict[str, list[int]] = {}
        for place, rule in enumerate(rules):
            for needle in self._first(place, rule):
                places.setdefault(needle, []).append(place)
        shared = Counter(gram for needle in places for gram in _grams_of(needle))
        for entry in places.items():
            self._add(entry, shared)

    def _first(self, place: int, rule: Rule) -> Texts:
        """Return the needles by which a rule is found first; keep what else it needs."""
        groups = needles(rule)
        if not groups:
            self.always.append(place)
        elif rule.crosses_lines and not rule.anchors:
            self.crossing.append((place, groups))
        else:
            self.further[place] = groups[1:]
            if not rule.crosses_lines and _tells_lines(rule, groups[0]):
                self.by_line.add(place)
            return groups[0]
        return frozenset()

    def _add(self, entry: Entry, shared: Counter[str]) -> None:
        grams = frozenset(gram for word in entry[0].split() for gram in _grams_of(word))
        if grams:
            rarest = min(sorted(grams), key=shared.__getitem__)
            self._by_gram.setdefault(rarest, []).append((grams, entry))
        else:
            self._without_gram.append(entry)

    def hits(self, text: str) -> Hits:
        """Return the rules of which something tells in a text, and those of which nothing does."""
        found: Hits = {place: [] for place in self.always}
        for needle, places in self._needles_in(text):
            for place in places:
                found.setdefault(place, []).append(needle)
        return found

    def _needles_in(self, text: str) -> Iterator[Entry]:
        # A log of a million characters has a few thousand words, once its digits are alike.
        words = set(text.split()) if len(text) > _LONG else (text,)
        there = {gram for word in words for gram in _grams_of(word)}
        for gram in there & self._by_gram.keys():
            for grams, entry in self._by_gram[gram]:
                if grams <= there and entry[0] in text:
                    yield entry
        for entry in self._without_gram:
            if entry[0] in text:
                yield entry


def _tells_lines(rule: Rule, needles_of_it: Texts) -> bool:
    """Tell whether it pays to look for a rule only on the lines that hold one of its needles."""
    is_dear = bool(rule.gate) or len(rule.anchors) > _MANY
    return is_dear and all(map(_LETTER.search, needles_of_it))


def _grams_of(needle: str) -> list[str]:
    return [needle[at : at + _GRAM] for at in range(len(needle) - _GRAM + 1)]
