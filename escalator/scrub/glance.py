"""Tells at a glance which rules may find something in a text: most have nothing in most texts.

It looks for the needles of all rules at once, in the text or the parts of it that are asked for.
It runs no rule; where it cannot tell, the rule is worth a look.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from escalator.scrub.needles import Groups, Texts, folded, needles
from escalator.scrub.rule import Rule, Span
from escalator.scrub.view import View

_LONG: Final = 3_000
"""From so many characters on a text is told by its words rather than by its letters in threes."""

_GRAM: Final = 3
_MANY: Final = 12
"""Rules with more anchors are looked for by how their matches begin, which is slow."""

_WORD: Final = re.compile(r"[a-z]{2,}")
_LETTER: Final = re.compile(r"[^\W\d_]")

Areas: TypeAlias = Sequence[Span] | None
"""Parts of a text in which rules look, in order; None for all of it."""

Entry: TypeAlias = tuple[str, list[int]]
"""A needle and the places of the rules of which it tells."""

Hits: TypeAlias = dict[int, list[str]]
"""Places of rules, each with the needles that were found of it."""


def worth_a_look(rules: Sequence[Rule], view: View, areas: Areas) -> Iterator[tuple[Rule, Areas]]:
    """Yield the rules that may have something in a view, or in parts of it, each with where."""
    whole = folded(view.lower)
    if not whole and view.lower:
        yield from ((rule, areas) for rule in rules)
        return
    text = whole if areas is None else "\n".join(whole[low:high] for low, high in areas)
    index = _index(tuple(rules))
    found = index.hits(text + "\n")
    # What may cross lines may begin outside the parts.
    found |= {place: [] for place, groups in index.crossing if _holds(whole + "\n", groups)}
    for place in sorted(found):
        if not _holds(text, index.further.get(place, ())):
            continue
        if place in index.by_line and "\n" in text:
            yield rules[place], _lines_with(found[place], whole, areas)
        else:
            yield rules[place], areas


def _holds(text: str, groups: Groups) -> bool:
    return all(any(needle in text for needle in group) for group in groups)


def _lines_with(needles_there: Sequence[str], text: str, areas: Areas) -> list[Span]:
    """Return the lines, as far as they lie in the areas, on which one of some needles stands."""
    lines: set[Span] = set()
    for low, high in areas or ((0, len(text)),):
        for needle in needles_there:
            place = text.find(needle, low, high)
            while place != -1:
                end = text.find("\n", place, high)
                end = high if end == -1 else end
                lines.add((max(low, text.rfind("\n", low, place) + 1), end))
                place = text.find(needle, end, high)
    return sorted(lines)


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
        self._grams: dict[str, list[Entry]] = {}
        self._short: list[Entry] = []
        self._long: list[tuple[str, str, list[int]]] = []
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
        needle, places = entry
        grams = _grams_of(needle)
        if grams:
            self._grams.setdefault(min(grams, key=shared.__getitem__), []).append(entry)
        else:
            self._short.append(entry)
        word = max(_WORD.findall(needle), key=len, default="")
        self._long.append((word, needle, places))

    def hits(self, text: str) -> Hits:
        """Return the rules of which something tells in a text, and of which nothing ever does."""
        found: Hits = {place: [] for place in self.always}
        for needle, places in self._in_long(text) if len(text) > _LONG else self._in_short(text):
            for place in places:
                found.setdefault(place, []).append(needle)
        return found

    def _in_short(self, text: str) -> Iterator[Entry]:
        """Yield the needles in a short text, told by its letters in threes."""
        there = {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
        for gram in there & self._grams.keys():
            for entry in self._grams[gram]:
                if entry[0] in text:
                    yield entry
        for entry in self._short:
            if entry[0] in text:
                yield entry

    def _in_long(self, text: str) -> Iterator[Entry]:
        """Yield the needles in a long text: told by its words first, which are few.

        A log of a million characters has a few thousand of them: one look at those in place of one
        at the log for each needle.
        """
        words = "\n".join(set(_WORD.findall(text)))
        for word, needle, places in self._long:
            if word in words and (word == needle or needle in text):
                yield needle, places


def _tells_lines(rule: Rule, needles_of_it: Texts) -> bool:
    """Tell whether it pays to look for a rule only on the lines that hold one of its needles."""
    is_dear = bool(rule.gate) or len(rule.anchors) > _MANY
    return is_dear and all(map(_LETTER.search, needles_of_it))


def _grams_of(needle: str) -> list[str]:
    return [needle[at : at + _GRAM] for at in range(len(needle) - _GRAM + 1)]
