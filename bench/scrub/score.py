"""The metrics: what leaked, what was destroyed, what was touched, whether placeholders can be told.

It counts; it prints nothing and knows no engine.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from bench.scrub.model import Document, Half, Label, Output, Role, Span
from bench.scrub.spans import replaced

_SPACED = frozenset({"phone", "card", "iban", "national id"})


@dataclass(slots=True)
class Count:
    """How many values and characters of one kind there were, and how many went wrong.

    For kinds to hide, wrong is what can still be read; for all others, what was touched.
    """

    values: int = 0
    wrong_values: int = 0
    characters: int = 0
    wrong_characters: int = 0

    def add(self, characters: int, wrong: int, *, is_wrong: bool) -> None:
        """Count one more value."""
        self.values += 1
        self.wrong_values += is_wrong
        self.characters += characters
        self.wrong_characters += wrong

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.values + other.values,
            self.wrong_values + other.wrong_values,
            self.characters + other.characters,
            self.wrong_characters + other.wrong_characters,
        )

    @property
    def share(self) -> float:
        """Return the percentage of values that went wrong."""
        return 100 * self.wrong_values / self.values if self.values else 0.0

    @property
    def character_share(self) -> float:
        """Return the percentage of characters that went wrong."""
        return 100 * self.wrong_characters / self.characters if self.characters else 0.0


@dataclass(slots=True)
class Tally:
    """Everything counted over many documents.

    kinds: (half, source, role, kind) -> count; the source is "log" or "text".
    form_names: half -> names that the ticket's own fields hold.
    outside: half and source -> characters that no label covers, and how many of them were hidden.
    repeated: half -> values that stand in a document twice or more; wrong when their
        placeholders differ.
    distinct: half -> different values of a document; wrong when two share a placeholder.
    """

    kinds: dict[tuple[Half, str, Role, str], Count] = field(
        default_factory=lambda: defaultdict(Count)
    )
    form_names: dict[Half, Count] = field(default_factory=lambda: defaultdict(Count))
    outside: dict[tuple[Half, str], Count] = field(default_factory=lambda: defaultdict(Count))
    repeated: dict[Half, Count] = field(default_factory=lambda: defaultdict(Count))
    distinct: dict[Half, Count] = field(default_factory=lambda: defaultdict(Count))

    def add(self, document: Document, output: Output) -> None:
        """Count one document."""
        spans = replaced(document.text, output)
        source = "log" if document.name.startswith("log/") else "text"
        words = {word for name in document.form_names for word in name.split()}
        for label, covering in cover(document.labels, spans):
            if label.role is Role.EITHER:
                continue
            measured = _measure(document.text, label, covering)
            self.kinds[document.half, source, label.role, label.kind].add(
                *measured[:2], is_wrong=measured[2]
            )
            if label.kind == "name" and words.issuperset(_words(document.text, label)):
                self.form_names[document.half].add(*measured[:2], is_wrong=measured[2])
        characters, hidden = _outside(document, spans)
        self.outside[document.half, source].add(characters, hidden, is_wrong=hidden > 0)
        self._add_placeholders(document, spans)

    def total(
        self,
        halves: Collection[Half],
        role: Role,
        *,
        source: str = "",
        kinds: frozenset[str] = frozenset(),
    ) -> Count:
        """Sum up counts; no source or kinds means all of them."""
        total = Count()
        for (its_half, its_source, its_role, kind), count in self.kinds.items():
            if (
                its_role is role
                and its_half in halves
                and source in ("", its_source)
                and (not kinds or kind in kinds)
            ):
                total += count
        return total

    def _add_placeholders(self, document: Document, spans: tuple[Span, ...]) -> None:
        shown: dict[str, list[str]] = defaultdict(list)
        for value, replacement in _placeholders(document, spans):
            shown[value].append(replacement)
        users: dict[str, set[str]] = defaultdict(set)
        for value, seen in shown.items():
            for one in seen:
                users[one].add(value)

        def is_shared(value: str, seen: list[str]) -> bool:
            others = {other for one in seen for other in users[one]}
            return not all(_same_person(value, other) for other in others)

        for value, seen in shown.items():
            if len(seen) > 1:
                self.repeated[document.half].add(0, 0, is_wrong=len(set(seen)) > 1)
            self.distinct[document.half].add(0, 0, is_wrong=is_shared(value, seen))


def cover(
    labels: tuple[Label, ...], spans: tuple[Span, ...]
) -> Iterator[tuple[Label, tuple[Span, ...]]]:
    """Yield each label with the spans that overlap it; both come in order."""
    first = 0
    for label in labels:
        while first < len(spans) and spans[first].end <= label.start:
            first += 1
        last = first
        while last < len(spans) and spans[last].start < label.end:
            last += 1
        yield label, spans[first:last]


def leaks(text: str, label: Label, covering: tuple[Span, ...]) -> bool:
    """Tell whether enough of a value to hide can be read: four letters or digits, or half."""
    characters, readable, wrong = _measure(text, label, covering)
    return wrong and readable > 0 and characters > 0


def _measure(text: str, label: Label, covering: tuple[Span, ...]) -> tuple[int, int, bool]:
    """Return letters and digits of a label, how many went wrong, and whether the value did."""
    characters = _solid(text[label.start : label.end])
    if label.role is not Role.HIDE:
        return characters, characters if covering else 0, bool(covering)
    if not covering:
        return characters, characters, True
    hidden = sum(
        _solid(text[max(label.start, span.start) : min(label.end, span.end)]) for span in covering
    )
    readable = characters - hidden
    return characters, readable, readable >= 4 or 2 * readable >= characters


def _same_person(one: str, other: str) -> bool:
    """Tell whether one is the other or a part of it: `jane`, `jane doe` and `doe, jane`."""
    words = set(one.replace(",", " ").split()), set(other.replace(",", " ").split())
    return words[0] <= words[1] or words[1] <= words[0]


def _solid(text: str) -> int:
    return sum(map(str.isalnum, text))


def _words(text: str, label: Label) -> list[str]:
    return text[label.start : label.end].replace(",", " ").split()


def _outside(document: Document, spans: tuple[Span, ...]) -> tuple[int, int]:
    """Return letters and digits that no label covers, and how many of them were hidden."""
    text, last, total, hidden = document.text, 0, 0, 0
    gaps = []
    for label in document.labels:
        gaps.append(Label(last, label.start, Role.KEEP, "gap"))
        last = label.end
    gaps.append(Label(last, len(text), Role.KEEP, "gap"))
    for gap, covering in cover(tuple(gaps), spans):
        total += _solid(text[gap.start : gap.end])
        for span in covering:
            hidden += _solid(text[max(gap.start, span.start) : min(gap.end, span.end)])
    return total, hidden


def _placeholders(document: Document, spans: tuple[Span, ...]) -> Iterator[tuple[str, str]]:
    """Yield (value, placeholder) for every label to hide that one span covers whole and alone."""
    taken = Counter(
        span
        for label, covering in cover(document.labels, spans)
        if label.role is Role.HIDE
        for span in covering
    )
    for label, covering in cover(document.labels, spans):
        if label.role is not Role.HIDE or len(covering) != 1:
            continue
        span = covering[0]
        if taken[span] == 1 and span.start <= label.start and label.end <= span.end:
            value = document.text[label.start : label.end].casefold()
            if label.kind in _SPACED:
                value = "".join(filter(str.isalnum, value))
            yield value, span.replacement
