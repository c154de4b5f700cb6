"""Runs the rules over a text: cheap anchors say where, patterns and checks confirm there.

It returns candidates in the input's offsets, overlapping as they may; resolve.py chooses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span, compiled
from escalator.scrub.rules import RULES
from escalator.scrub.shields import is_shielded
from escalator.scrub.view import View, views_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part of a text that a rule or a remembered value claims.

    kind: what it would be.
    start, end: where, in code points of the input.
    number: the number of a remembered value; 0 for a rule's match.
    """

    kind: Kind
    start: int
    end: int
    number: int = 0


def detect(text: str, rules: Iterable[Rule] = RULES) -> list[Candidate]:
    """Return what the rules claim in a text, in no particular order."""
    found = []
    for view in views_of(text):
        for rule in rules:
            for start, end in _matches(rule, view):
                found.append(Candidate(rule.kind, *view.back(start, end)))
    return found


def _matches(rule: Rule, view: View) -> Iterator[Span]:
    """Yield the values that a rule finds and accepts in a view."""
    for match in _searched(rule, view):
        if rule.check(match):
            for start, end in rule.pick(match):
                if start < end and not (rule.is_shielded and is_shielded(view.text, start, end)):
                    yield start, end


def _searched(rule: Rule, view: View) -> Iterator[Match]:
    """Yield the matches of a rule's pattern; one that its window cut short is tried again."""
    for low, end in _windows(rule, view):
        pattern = compiled(rule.pattern)
        place, high = low, end
        while place <= high and (match := pattern.search(view.text, place, high)):
            limit = _limit(rule, view.text, high) if match.end() == high else high
            if limit > high:
                place, high = match.start(), limit
                continue
            yield match
            place = max(match.end(), match.start() + 1)


def _limit(rule: Rule, text: str, place: int) -> int:
    """Return how far a match that reached its window's end may go on."""
    if rule.crosses_lines:
        return min(len(text), place + rule.after)
    line_end = text.find("\n", place)
    return len(text) if line_end == -1 else line_end


def _windows(rule: Rule, view: View) -> list[Span]:
    """Return the parts of a text where a rule may match, in order, without overlap."""
    spans = list(_anchored(rule, view) if rule.anchors else _gated(rule, view))
    spans.sort()
    merged: list[Span] = []
    for low, high in spans:
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _anchored(rule: Rule, view: View) -> Iterator[Span]:
    haystack = view.text if rule.is_cased else view.lower
    for anchor in rule.anchors:
        place = haystack.find(anchor)
        while place != -1:
            low, high = _around(rule, haystack, place, place + len(anchor))
            yield low, high
            is_line_end = high < place + rule.after and not rule.crosses_lines
            place = haystack.find(anchor, high if is_line_end else place + len(anchor))


def _gated(rule: Rule, view: View) -> Iterator[Span]:
    for match in compiled(rule.gate).finditer(view.text):
        yield _around(rule, view.text, *match.span())


def _around(rule: Rule, text: str, start: int, end: int) -> Span:
    """Return the window around an anchor, kept to its line where matches are."""
    low, high = max(0, start - rule.before), min(len(text), end + rule.after)
    if rule.crosses_lines:
        return low, high
    low = max(low, text.rfind("\n", low, start) + 1)
    line_end = text.find("\n", end, high)
    return low, high if line_end == -1 else line_end
