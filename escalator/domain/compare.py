"""Compares two sequences: which stretches are the same in both, in a time that stays bounded.

What both begin and end with is set aside; then whatever occurs once on each side anchors the rest
(patience diff, as in `git diff --patience`), and between the anchors difflib looks closer as long
as the budget lasts. Without budget a stretch counts as replaced: coarser, never wrong. Knows
nothing of texts.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import TypeAlias

_CLOSEST = 4_000
"""Pairs up to which difflib looks at a stretch; it may visit each of them dozens of times."""

_Match: TypeAlias = tuple[int, int, int]
"""Where a match begins in the one and in the other, and its length."""


@dataclass(slots=True)
class Budget:
    """How many pairs difflib may still look at; shared by the comparisons it is given to."""

    left: int

    def takes(self, pairs: int) -> bool:
        """Spend this many pairs if they are left and few enough to be looked at one by one."""
        if pairs > min(self.left, _CLOSEST):
            return False
        self.left -= pairs
        return True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of both sequences.

    before, after: the indexes it has in each; one may be empty when it is not the same.
    is_same: whether both hold the same there.
    """

    before: range
    after: range
    is_same: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two sequences, or a stretch of each; low and start are where the stretch begins."""

    before: Sequence[Hashable]
    after: Sequence[Hashable]
    low: int
    high: int
    start: int
    end: int


def compare(
    before: Sequence[Hashable], after: Sequence[Hashable], budget: Budget
) -> tuple[Stretch, ...]:
    """Return stretches that cover both sequences in order, same and different ones in turn."""
    pair = _Pair(before, after, 0, len(before), 0, len(after))
    matches = _joined(_matches(pair, budget, is_whole=True))
    return tuple(_stretches(matches, len(before), len(after)))


def _stretches(matches: Iterable[_Match], high: int, end: int) -> Iterator[Stretch]:
    low = start = 0
    for left, right, size in chain(matches, [(high, end, 0)]):
        if left > low or right > start:
            yield Stretch(range(low, left), range(start, right), False)
        low, start = left + size, right + size
        if size:
            yield Stretch(range(left, low), range(right, start), True)


def _joined(matches: Iterable[_Match]) -> Iterator[_Match]:
    """Yield the matches, those that touch on both sides made one, empty ones left out."""
    left = right = size = 0
    for next_left, next_right, next_size in matches:
        if (next_left, next_right) == (left + size, right + size):
            size += next_size
            continue
        if size:
            yield (left, right, size)
        left, right, size = next_left, next_right, next_size
    if size:
        yield (left, right, size)


def _matches(pair: _Pair, budget: Budget, *, is_whole: bool) -> Iterator[_Match]:
    """Yield the matches in order: what begins alike, what is inside, what ends alike."""
    head = _common_head(pair)
    low, start = pair.low + head, pair.start + head
    tail = _common_tail(pair, low, start)
    inner = _Pair(pair.before, pair.after, low, pair.high - tail, start, pair.end - tail)
    yield (pair.low, pair.start, head)
    if low < inner.high and start < inner.end:
        yield from _anchored(inner, budget) if is_whole else _closely(inner, budget)
    yield (inner.high, inner.end, tail)


def _common_head(pair: _Pair) -> int:
    longest = min(pair.high - pair.low, pair.end - pair.start)
    for size in range(longest):
        if pair.before[pair.low + size] != pair.after[pair.start + size]:
            return size
    return longest


def _common_tail(pair: _Pair, low: int, start: int) -> int:
    longest = min(pair.high - low, pair.end - start)
    for size in range(longest):
        if pair.before[pair.high - 1 - size] != pair.after[pair.end - 1 - size]:
            return size
    return longest


def _anchored(pair: _Pair, budget: Budget) -> Iterator[_Match]:
    """Yield the anchors, and before each of them what matches since the one before."""
    low, start = pair.low, pair.start
    for left, right in (*_anchors(pair), (pair.high, pair.end)):
        gap = _Pair(pair.before, pair.after, low, left, start, right)
        yield from _matches(gap, budget, is_whole=False)
        if left < pair.high:
            yield (left, right, 1)
        low, start = left + 1, right + 1


def _closely(pair: _Pair, budget: Budget) -> Iterator[_Match]:
    if not budget.takes((pair.high - pair.low) * (pair.end - pair.start)):
        return
    matcher = SequenceMatcher(
        None,
        pair.before[pair.low : pair.high],
        pair.after[pair.start : pair.end],
        autojunk=False,
    )
    for left, right, size in matcher.get_matching_blocks():
        yield (pair.low + left, pair.start + right, size)


def _anchors(pair: _Pair) -> list[tuple[int, int]]:
    """Return the longest run, in the order of both, of members that occur once on each side."""
    before, after = pair.before[pair.low : pair.high], pair.after[pair.start : pair.end]
    once_before, once_after = Counter(before), Counter(after)
    places = {
        member: place for place, member in enumerate(after, pair.start) if once_after[member] == 1
    }
    return _longest_rise(
        [
            (place, places[member])
            for place, member in enumerate(before, pair.low)
            if once_before[member] == 1 and member in places
        ]
    )


def _longest_rise(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence of points that rises in its second number too."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int | None] = []
    for number, (_, height) in enumerate(points):
        at = bisect_left(ends, height)
        previous.append(last[at - 1] if at else None)
        ends[at : at + 1] = [height]
        last[at : at + 1] = [number]
    chosen: list[tuple[int, int]] = []
    step = last[-1] if last else None
    while step is not None:
        chosen.append(points[step])
        step = previous[step]
    return chosen[::-1]
