"""What changed from one text to the next, line by line and word by word.

Bounded by construction: of a big log only lines are compared; long unchanged stretches, and what
goes beyond the cap, are counted instead of shown. Knows nothing of packets.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from escalator.domain.compare import Budget, compare

MOST_LINES = 400
"""Lines shown of one part, whatever its length."""

LONGEST_PIECE = 1_000
"""Characters shown of one stretch of a line."""

LARGEST_BY_WORD = 20_000
"""Characters on either side up to which changed lines are compared word by word."""

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")

_ALIKE = 0.3
"""Share of a line that must be the same for its words to be compared; else it was rewritten."""

_CONTEXT = 3
_MOST_OF_A_KIND = 150
_LINES_BUDGET = 200_000
_WORDS_BUDGET = 200_000


class Mark(StrEnum):
    """What became of a line or a stretch of it."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: the text, and whether it is the same on both sides."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one side or of both.

    mark: SAME, GONE (only before), NEW (only after), or SKIPPED for lines that are not shown.
    pieces: the line cut at the words that changed; empty for an empty or a skipped line.
    skipped: how many lines are not shown here, 0 unless SKIPPED.
    of: what the skipped lines are: SAME, GONE or NEW; SKIPPED when they are of several kinds.
    """

    mark: Mark
    pieces: tuple[Piece, ...] = ()
    skipped: int = 0
    of: Mark = Mark.SKIPPED


def compare_texts(before: str | None, after: str | None) -> tuple[Line, ...]:
    """Return the lines to show of two texts, at most MOST_LINES and one that counts the rest.

    None is no text at all. Between lines of which as many are new as gone, the words are compared.
    """
    return _capped(_compared(before, after))


def _compared(before: str | None, after: str | None) -> Iterator[Line]:
    old, new = _split(before), _split(after)
    by_word = max(len(before or ""), len(after or "")) <= LARGEST_BY_WORD
    words = Budget(_WORDS_BUDGET if by_word else 0)
    stretches = list(compare(old, new, Budget(_LINES_BUDGET)))
    for number, stretch in enumerate(stretches):
        gone = old[stretch.before.start : stretch.before.stop]
        fresh = new[stretch.after.start : stretch.after.stop]
        if stretch.is_same:
            yield from _same(gone, is_first=number == 0, is_last=number == len(stretches) - 1)
        else:
            yield from _changed_lines(gone, fresh, words)


def _split(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def _same(lines: Sequence[str], *, is_first: bool, is_last: bool) -> Iterator[Line]:
    """Yield unchanged lines, of a long stretch only those beside a change."""
    head = 0 if is_first else _CONTEXT
    tail = 0 if is_last else _CONTEXT
    skipped = len(lines) - head - tail
    if skipped <= 1:
        yield from (_line(Mark.SAME, line) for line in lines)
        return
    yield from (_line(Mark.SAME, line) for line in lines[:head])
    yield Line(Mark.SKIPPED, skipped=skipped, of=Mark.SAME)
    yield from (_line(Mark.SAME, line) for line in lines[len(lines) - tail :])


def _changed_lines(gone: Sequence[str], fresh: Sequence[str], budget: Budget) -> Iterator[Line]:
    """Yield the lines of both, in pairs cut at the words that changed where they are alike."""
    pairs = min(len(gone), len(fresh), _MOST_OF_A_KIND) if budget.left else 0
    for old, new in zip(gone[:pairs], fresh[:pairs], strict=True):
        yield from _changed_line(old, new, budget)
    yield from _some(Mark.GONE, gone[pairs:])
    yield from _some(Mark.NEW, fresh[pairs:])


def _some(mark: Mark, lines: Sequence[str]) -> Iterator[Line]:
    """Yield the first of many lines, so that a long loss does not push what is new out of sight."""
    yield from (_line(mark, line) for line in lines[:_MOST_OF_A_KIND])
    if len(lines) > _MOST_OF_A_KIND:
        yield Line(Mark.SKIPPED, skipped=len(lines) - _MOST_OF_A_KIND, of=mark)


def _changed_line(old: str, new: str, budget: Budget) -> Iterator[Line]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    stretches = compare(before, after, budget)
    same = sum(len(before[index]) for each in stretches if each.is_same for index in each.before)
    if same < _ALIKE * max(len(old), len(new)):
        yield from (_line(Mark.GONE, old), _line(Mark.NEW, new))
        return
    yield _cut_line(Mark.GONE, before, [(each.before, each.is_same) for each in stretches])
    yield _cut_line(Mark.NEW, after, [(each.after, each.is_same) for each in stretches])


def _cut_line(mark: Mark, words: Sequence[str], cuts: Iterable[tuple[range, bool]]) -> Line:
    return Line(
        mark,
        tuple(
            Piece(Mark.SAME if is_same else mark, _shortened("".join(words[cut.start : cut.stop])))
            for cut, is_same in cuts
            if cut
        ),
    )


def _line(mark: Mark, text: str) -> Line:
    return Line(mark, (Piece(mark, _shortened(text)),) if text else ())


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PIECE else f"{text[:LONGEST_PIECE]}…"


def _capped(lines: Iterable[Line]) -> tuple[Line, ...]:
    every = list(lines)
    if len(every) <= MOST_LINES:
        return tuple(every)
    rest = sum(line.skipped or 1 for line in every[MOST_LINES:])
    return (*every[:MOST_LINES], Line(Mark.SKIPPED, skipped=rest))
