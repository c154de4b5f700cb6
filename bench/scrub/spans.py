"""Which pieces of an input an engine replaced: as it says, or as its output shows."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from bench.scrub.model import Output, Span

_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)


def replaced(text: str, output: Output) -> tuple[Span, ...]:
    """Return what was replaced, in order.

    What an engine says counts only when its output is exactly the input with those pieces
    replaced; otherwise the two texts are compared.
    """
    if output.spans is not None and apply(text, output.spans) == output.text:
        return output.spans
    return tuple(_compared(text, output.text))


def apply(text: str, spans: Sequence[Span]) -> str:
    """Return the text with the spans replaced; spans that overlap or are unordered give ''."""
    parts, last = [], 0
    for span in spans:
        if span.start < last:
            return ""
        parts += [text[last : span.start], span.replacement]
        last = span.end
    return "".join([*parts, text[last:]])


def _compared(before: str, after: str) -> Iterable[Span]:
    """Compare line by line where the lines still correspond, as a whole otherwise."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) != len(new):
        old, new = [before], [after]
    start = 0
    for one, other in zip(old, new, strict=True):
        if one != other:
            yield from _compared_line(one, other, start)
        start += len(one)


def _compared_line(before: str, after: str, offset: int) -> Iterable[Span]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    places = [0]
    for word in old:
        places.append(places[-1] + len(word))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what != "equal" and i != j:
            yield Span(offset + places[i], offset + places[j], "".join(new[k:m]))
