"""Runs the rules over a text: cheap anchors say where, patterns and checks confirm there.

It returns candidates in the input's offsets, overlapping as they may; resolve.py chooses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Final

from escalator.scrub.budget import current_budget
from escalator.scrub.glance import Areas, worth_a_look
from escalator.scrub.model import SECRETS, Kind
from escalator.scrub.rule import Match, Rule, Span, any_of, compiled
from escalator.scrub.rules import RULES
from escalator.scrub.shape import starts
from escalator.scrub.shields import is_shielded
from escalator.scrub.sieve import sieve_for
from escalator.scrub.view import View, views_of

REACH: Final = 300
"""How far from a match its rule may look, in characters."""

_LONG: Final = 20_000
"""From so many characters on it pays to read from a gate how its matches begin."""


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


def detect(
    text: str, rules: Sequence[Rule] = RULES, *, near: Sequence[Span] | None = None
) -> list[Candidate]:
    """Return what the rules claim in a text, in no particular order.

    near: parts of the text, in order. Where they are given, only matches that they may have a part
        in are looked for: those on their lines, and those that may see as far.
    """
    found: list[Candidate] = []
    for view in views_of(text):
        # What is found as it is written needs no reading of its codes.
        known = {(one.kind, one.start) for one in found} if view.only else set()
        areas = None if near is None or view.is_changed else _areas(text, near)
        areas = areas if view.only is None else list(view.only)
        for rule, places in _where(rules, view, areas):
            current_budget().check()
            for start, end in _matches(rule, view, places):
                claim = Candidate(rule.kind, *view.back(start, end))
                if view.only is None or _needs_codes(claim, end - start, known):
                    found.append(claim)
    return found


def _needs_codes(claim: Candidate, length: int, known: Set[tuple[Kind, int]]) -> bool:
    """Tell whether a claim was found only because codes were read: in it, or before a secret."""
    is_coded = claim.end - claim.start != length
    return (is_coded or claim.kind in SECRETS) and (claim.kind, claim.start) not in known


def _where(rules: Sequence[Rule], view: View, areas: Areas) -> Iterator[tuple[Rule, Areas]]:
    """Yield the rules that are worth a look, each with where to look."""
    whole = [(0, len(view.text))] if areas is None else areas
    sieve = sieve_for(rules)
    if sieve is not None:
        found, beyond = sieve.lines(view.text, whole)
        yield from found.items()
        if beyond:
            yield from worth_a_look(sieve.rules, view, beyond)
    yield from worth_a_look(sieve.others if sieve else rules, view, areas)


def _areas(text: str, near: Sequence[Span]) -> list[Span]:
    """Return the lines from which parts of a text can be seen, neighbours as one."""
    areas: list[Span] = []
    for start, end in near:
        if areas and end + REACH <= areas[-1][1]:
            continue
        low = text.rfind("\n", 0, max(0, start - REACH)) + 1
        high = text.find("\n", end + REACH)
        high = len(text) if high == -1 else high
        if areas and low <= areas[-1][1] + 1:
            areas[-1] = (areas[-1][0], high)
        else:
            areas.append((low, high))
    return areas


def _matches(rule: Rule, view: View, areas: Areas) -> Iterator[Span]:
    """Yield the values that a rule finds and accepts in a view."""
    # A gate may ask for more than the pattern does.
    start = None if rule.gate else _finder(rule.pattern)
    searched = _searched(rule, view, areas) if start is None else _begun(rule, start, view, areas)
    for match in searched:
        for span in rule.pick(match):
            if span[0] < span[1] and not (rule.is_shielded and is_shielded(view.text, *span)):
                yield span


@cache
def _finder(pattern: str) -> re.Pattern[str] | None:
    """Return what finds, in lower case, how a pattern's matches begin; None where anyhow."""
    found = starts(pattern)
    return re.compile(any_of(found)) if found else None


def _begun(rule: Rule, start: re.Pattern[str], view: View, areas: Areas) -> Iterator[Match]:
    """Yield what a rule accepts, where its matches begin with one of a few texts."""
    pattern, text, lower = compiled(rule.pattern), view.text, view.lower
    budget = current_budget()
    line_end = -1
    for low, stop in areas or ((0, len(text)),):
        place = low
        while begin := start.search(lower, place, stop):
            budget.check()
            place = begin.start()
            limit = min(len(text), place + rule.before + rule.after)
            if not rule.crosses_lines:
                if line_end < place:
                    line_end = _limit(rule, text, place)
                limit = min(limit, line_end)
            match = pattern.match(text, place, limit)
            if match and match.end() == limit < (further := _limit(rule, text, limit)):
                match = pattern.match(text, place, further)
            if match and rule.check(match):
                yield match
            place = max(place + 1, match.end() if match else 0)


def _searched(rule: Rule, view: View, areas: Areas) -> Iterator[Match]:
    """Yield what a rule accepts in its windows; a match that one cut short is tried again."""
    pattern, budget = compiled(rule.pattern), current_budget()
    line_end = done = -1
    for low, end in _windows(rule, view, areas):
        # What an accepted match took is not searched again from the next window on.
        place, high = max(low, done), end
        while place <= high and (match := pattern.search(view.text, place, high)):
            budget.check()
            if match.end() == high:
                if line_end < high or rule.crosses_lines:
                    line_end = _limit(rule, view.text, high)
                if line_end > high:
                    place, high = match.start(), line_end
                    continue
            place = max(match.end(), match.start() + 1)
            if rule.check(match):
                done = match.end()
                yield match


def _limit(rule: Rule, text: str, place: int) -> int:
    """Return how far a match that reached its window's end may go on."""
    if rule.crosses_lines:
        return min(len(text), place + rule.after)
    line_end = text.find("\n", place)
    return len(text) if line_end == -1 else line_end


def _windows(rule: Rule, view: View, areas: Areas = None) -> list[Span]:
    """Return the parts of a text where a rule may match, in order, without overlap."""
    whole = areas or [(0, len(view.text))]
    spans = list(_anchored(rule, view, whole) if rule.anchors else _gated(rule, view, whole))
    spans.sort()
    merged: list[Span] = []
    for low, high in spans:
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _anchored(rule: Rule, view: View, areas: Iterable[Span]) -> Iterator[Span]:
    haystack = view.text if rule.is_cased else view.lower
    for start, stop in areas:
        for anchor in rule.anchors:
            place = haystack.find(anchor, start, stop)
            while place != -1:
                low, high = _around(rule, haystack, place, place + len(anchor))
                yield low, high
                is_line_end = high < place + rule.after and not rule.crosses_lines
                place = haystack.find(anchor, high if is_line_end else place + len(anchor), stop)


def _gated(rule: Rule, view: View, areas: Iterable[Span]) -> Iterator[Span]:
    gate = compiled(rule.gate)
    begins = _finder(rule.gate) if len(view.text) > _LONG else None
    for start, stop in areas:
        if begins is None:
            for match in gate.finditer(view.text, start, stop):
                yield _around(rule, view.text, *match.span())
            continue
        place = start
        while begin := begins.search(view.lower, place, stop):
            opened = gate.match(view.text, begin.start(), stop)
            place = max(begin.start() + 1, opened.end() if opened else 0)
            if opened:
                yield _around(rule, view.text, *opened.span())


def _around(rule: Rule, text: str, start: int, end: int) -> Span:
    """Return the window around an anchor, kept to its line where matches are."""
    low, high = max(0, start - rule.before), min(len(text), end + rule.after)
    if rule.crosses_lines:
        return low, high
    low = max(low, text.rfind("\n", low, start) + 1)
    line_end = text.find("\n", end, high)
    return low, high if line_end == -1 else line_end
