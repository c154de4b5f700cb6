"""Failed examples, from the tuning half only: what rules are written from.

It never looks at the held-out half, so that those who write rules cannot either.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bench.scrub.model import Document, Engine, Half, Label, Role, Span
from bench.scrub.score import cover, leaks
from bench.scrub.spans import replaced

LEAKED, TOUCHED, OUTSIDE = "leaked", "touched", "outside"
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Example:
    """One failure: its kind, the document, the input around it and the output around it."""

    kind: str
    document: str
    before: str
    after: str


def examples(what: str, documents: Iterator[Document], engine: Engine) -> Iterator[Example]:
    """Yield what leaked, what must stay but was touched, or what was hidden outside all labels."""
    for document in documents:
        if document.half is not Half.TUNING:
            continue
        (output,) = engine.scrub([document])
        spans = replaced(document.text, output)
        found = _outside(document, spans) if what == OUTSIDE else _labelled(what, document, spans)
        for kind, start, end in found:
            yield Example(
                kind,
                document.name,
                _excerpt(document.text, start, end, ()),
                _excerpt(document.text, start, end, spans),
            )


def print_examples(found: Iterator[Example], *, kind: str, count: int) -> None:
    """Print that many examples of a kind, and how many of each kind there were."""
    seen: Counter[str] = Counter()
    for example in found:
        seen[example.kind] += 1
        if kind in ("", example.kind) and seen[example.kind] <= count:
            print(f"{example.kind}, {example.document}\n  in   {example.before}")
            print(f"  out  {example.after}\n")
    print("counted:", ", ".join(f"{one} {number}" for one, number in seen.most_common()) or "none")


def _labelled(
    what: str, document: Document, spans: tuple[Span, ...]
) -> Iterator[tuple[str, int, int]]:
    for label, covering in cover(document.labels, spans):
        if _fails(what, document.text, label, covering):
            yield label.kind, label.start, label.end


def _fails(what: str, text: str, label: Label, covering: tuple[Span, ...]) -> bool:
    if what == LEAKED:
        return label.role is Role.HIDE and leaks(text, label, covering)
    return label.role in (Role.KEEP, Role.ALIKE) and bool(covering)


def _outside(document: Document, spans: tuple[Span, ...]) -> Iterator[tuple[str, int, int]]:
    """Yield spans that touch no label at all, by the word of their placeholder."""
    ends = [Label(span.start, span.end, Role.HIDE, span.replacement) for span in spans]
    labels = tuple(Span(label.start, label.end, "") for label in document.labels)
    for end, covering in cover(tuple(ends), labels):
        if not covering:
            yield end.kind.strip("[]").split("-")[0].lower(), end.start, end.end


def _excerpt(text: str, start: int, end: int, spans: tuple[Span, ...]) -> str:
    """Return the place and what is around it on one line, with the spans replaced."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    parts, place = [], first
    for span in spans:
        if first <= span.start and span.end <= last:
            parts += [text[place : span.start], span.replacement]
            place = span.end
    shown = "".join([*parts, text[place:last]])
    if not spans:
        shown = f"{text[first:start]}»{text[start:end]}«{text[end:last]}"
    return shown.replace("\n", "⏎").replace("\t", "→")
