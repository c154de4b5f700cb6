"""Chooses among overlapping candidates and puts placeholders in their place.

Deterministic: what overlaps becomes one finding over the union, of the kind that weighs most;
secrets win over identities, then the longest. It finds nothing by itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from escalator.scrub.detect import Candidate
from escalator.scrub.model import PLACEHOLDER, SECRETS, Finding, Kind, placeholder
from escalator.scrub.rule import Span

_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}
_CHECKED: Final = frozenset(
    {
        Kind.CARD,
        Kind.IBAN,
        Kind.WALLET,
        Kind.NATIONAL_ID,
        Kind.EMAIL,
        Kind.MAC,
        Kind.IP,
        Kind.PHONE,
        Kind.HOST,
        Kind.COORDINATES,
    }
)


def _weight(candidate: Candidate) -> tuple[int, int, bool, int, int]:
    """Order by secret, checked or other; then longest, remembered, by kind, first."""
    group = 0 if candidate.kind in SECRETS else 1 if candidate.kind in _CHECKED else 2
    return (
        group,
        candidate.start - candidate.end,
        candidate.number == 0,  # what has a number keeps it, whatever else it might be called
        _ORDER.get(candidate.kind, len(_ORDER)),  # a team's own kinds come last
        candidate.start,
    )


def placeholders_in(text: str) -> list[Span]:
    """Return where a text already holds placeholders."""
    return [match.span() for match in PLACEHOLDER.finditer(text)] if "[" in text else []


def merge(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """Return candidates that do not overlap, in order of place.

    Placeholders already in the text stay as they are, unless a candidate claims letters on both
    sides of one or glued to it; then all of it goes.
    """
    kept = _around_placeholders(candidates, text)
    kept.sort(key=lambda candidate: (candidate.start, candidate.end))
    merged: list[Candidate] = []
    group: list[Candidate] = []
    reach = 0
    for candidate in kept:
        if group and candidate.start >= reach:
            merged.append(_union(group))
            group = []
        reach = max(reach, candidate.end)
        group.append(candidate)
    return [*merged, _union(group)] if group else merged


def _union(group: Sequence[Candidate]) -> Candidate:
    best = min(group, key=_weight)
    start, end = group[0].start, max(candidate.end for candidate in group)
    is_same = (start, end) == (best.start, best.end)
    return Candidate(best.kind, start, end, best.number if is_same else 0)


def _around_placeholders(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    spans = placeholders_in(text)
    if not spans:
        return list(candidates)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    kept = []
    for candidate in candidates:
        touched = spans[bisect_right(ends, candidate.start) : bisect_left(starts, candidate.end)]
        if not touched:
            kept.append(candidate)
        elif _says_more(text, candidate, touched):
            start, end = min(candidate.start, touched[0][0]), max(candidate.end, touched[-1][1])
            kept.append(Candidate(candidate.kind, start, end))
    return kept


def _says_more(text: str, candidate: Candidate, touched: Sequence[Span]) -> bool:
    """Tell whether a candidate has letters or digits outside the placeholders it touches."""
    place, rest = candidate.start, ""
    for start, end in touched:
        rest += text[place : max(start, place)]
        place = max(place, end)
    return any(letter.isalnum() for letter in rest + text[place : candidate.end])


def replace(text: str, chosen: Sequence[Candidate]) -> tuple[str, tuple[Finding, ...]]:
    """Return the text with placeholders for numbered candidates in order, and the findings."""
    parts: list[str] = []
    findings = []
    place = 0
    for candidate in chosen:
        shown = placeholder(candidate.kind, candidate.number)
        parts += (text[place : candidate.start], shown)
        findings.append(Finding(candidate.kind, candidate.start, candidate.end, shown))
        place = candidate.end
    parts.append(text[place:])
    return "".join(parts), tuple(findings)
