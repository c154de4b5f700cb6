"""Scrubs texts too long for memory in pieces: where they are cut, and what is looked at twice.

It knows no files and no bytes. What rules could see across a cut is seen from both sides.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from escalator.scrub.engine import Scrubbing
from escalator.scrub.model import Finding

PIECE: Final = 2_000_000
"""About how many characters are scrubbed together."""

OVERLAP: Final = 40_000
"""How much of a piece is scrubbed again with the next: longer than what a rule may take in."""

BEFORE: Final = 4_000
"""How much of what was written is shown to the rules again, for what they see in front."""


def scrub_pieces(
    parts: Iterable[str], scrubbing: Scrubbing, *, piece: int = PIECE, overlap: int = OVERLAP
) -> Iterator[str]:
    """Yield a text scrubbed, piece by piece, each as soon as nothing after it can change it.

    parts: the text, cut anywhere.
    A value is hidden from the piece on in which it was recognised first.
    """
    front = waiting = ""
    for part in parts:
        waiting += part
        while len(waiting) >= piece + overlap:
            text = front + waiting[: piece + overlap]
            findings = scrubbing.texts((text,))[0].findings
            cut = _cut(text, findings, len(front) + piece // 2, len(front) + piece)
            yield _shown(text, findings, len(front), cut)
            waiting = waiting[cut - len(front) :]
            front = text[_line_before(text, cut) : cut]
    text = front + waiting
    yield _shown(text, scrubbing.texts((text,))[0].findings, len(front), len(text))


def _cut(text: str, findings: Sequence[Finding], earliest: int, latest: int) -> int:
    """Return where to cut: after a line or at least a word, and through no finding."""
    line = text.rfind("\n", earliest, latest) + 1
    cut = line or text.rfind(" ", earliest, latest) + 1 or latest
    place = bisect_right([finding.start for finding in findings], cut) - 1
    return max(cut, findings[place].end) if place >= 0 else cut


def _shown(text: str, findings: Iterable[Finding], start: int, end: int) -> str:
    """Return what stands for a part of a text, with the placeholder of all that reaches into it."""
    parts: list[str] = []
    for finding in findings:
        if finding.end > start and finding.start < end:
            parts += (text[start : finding.start], finding.placeholder)
            start = finding.end
    parts.append(text[start:end])
    return "".join(parts)


def _line_before(text: str, cut: int) -> int:
    """Return the beginning of the first line that the rules are to see again before a cut."""
    start = max(0, cut - BEFORE)
    return text.find("\n", start, cut) + 1 or start
