"""Marks lines with the groups of needles that stand on them.

A log has many lines and few words, and each word is judged once. A line may be marked with too
much, never with too little. It knows no rules.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final, TypeAlias

from escalator.scrub.needles import Texts

_GRAM: Final = 3
_MAX_MUTE: Final = 9
"""So much of a needle without letters is looked for: dates and numbers have many shapes."""

Seen: TypeAlias = tuple[int, int, int]
"""What a word says, a bit each: groups; needles that end in the next word; needles that began in
the word before."""

Judged: TypeAlias = dict[str, Seen]
"""Words that were judged. They are somebody's: keep them no longer than their text."""

_NOTHING: Final[Seen] = (0, 0, 0)


class Marks:
    """Groups of needles, and how the words of a line tell of them.

    bits: each group's mark; a group that words cannot tell of has none.
    """

    def __init__(self, groups: Iterable[Texts]) -> None:
        self.bits: dict[Texts, int] = {}
        self._pairs: list[int] = []
        self._joined: dict[int, int] = {}
        self._whole: Judged = {}
        self._fronts: Judged = {}
        self._backs: Judged = {}
        inside: Judged = {}
        self._tables = {
            (True, True): self._whole,
            (True, False): self._fronts,
            (False, True): self._backs,
            (False, False): inside,
        }
        for group in groups:
            if group not in self.bits and all(map(_is_telling, group)):
                self.bits[group] = 1 << len(self.bits)
                for needle in group:
                    self._add(needle, self.bits[group])
        self._front_lengths = sorted(set(map(len, self._fronts)))
        self._back_lengths = sorted(set(map(len, self._backs)))
        self._inside = _by_gram(inside)

    def _add(self, needle: str, bit: int) -> None:
        first, *rest = needle.split()
        opens, closes = needle[0].isspace(), needle[-1].isspace()
        if not rest:
            self._say(first, (opens, closes), (bit, 0, 0))
            return
        pair = 1 << len(self._pairs)
        self._pairs.append(bit)
        self._say(first, (opens, True), (0, pair, 0))
        self._say(rest[0], (True, closes or len(rest) > 1), (0, 0, pair))

    def _say(self, part: str, ends: tuple[bool, bool], seen: Seen) -> None:
        """Note what a part of a needle says; ends: whether a word begins and ends with it."""
        if len(part) > _MAX_MUTE and not any(map(str.isalpha, part)):
            part, ends = part[:_MAX_MUTE], (ends[0], False)
        table = self._tables[ends]
        table[part] = _both(table.get(part, _NOTHING), seen)

    def of_line(self, line: str, judged: Judged) -> int:
        """Return the marks of a folded line, or of several.

        judged: words judged before, to which the line's are added.
        """
        marks = begun = 0
        for word in line.split():
            seen = judged.get(word)
            if seen is None:
                seen = judged[word] = self._judge(word)
            groups, begins, ends = seen
            marks |= groups
            if begun and (pairs := begun & ends):
                marks |= self._groups_of(pairs)
            begun = begins
        return marks

    def _judge(self, word: str) -> Seen:
        seen = self._whole.get(word, _NOTHING)
        for length in self._front_lengths:
            if (more := self._fronts.get(word[:length])) is not None:
                seen = _both(seen, more)
        for length in self._back_lengths:
            if (more := self._backs.get(word[-length:])) is not None:
                seen = _both(seen, more)
        groups = 0
        for gram in _grams_of(word) & self._inside.keys():
            for part, bits in self._inside[gram]:
                if part in word:
                    groups |= bits
        return seen[0] | groups, seen[1], seen[2]

    def _groups_of(self, pairs: int) -> int:
        """Return the groups of needles that stand in two words side by side."""
        groups = self._joined.get(pairs)
        if groups is None:
            groups = 0
            for place in bits_of(pairs):
                groups |= self._pairs[place]
            self._joined[pairs] = groups
        return groups


def bits_of(number: int) -> list[int]:
    """Return the places of a number's bits, lowest first."""
    places = []
    while number:
        lowest = number & -number
        places.append(lowest.bit_length() - 1)
        number ^= lowest
    return places


def _is_telling(needle: str) -> bool:
    """Tell whether words can tell of a needle: not of spaces alone, nor of two lines."""
    return bool(needle.split()) and "\n" not in needle.strip()


def _both(one: Seen, other: Seen) -> Seen:
    return one[0] | other[0], one[1] | other[1], one[2] | other[2]


def _by_gram(inside: Judged) -> dict[str, list[tuple[str, int]]]:
    """Return the parts that may stand anywhere in a word, by their rarest three letters."""
    shared = Counter(gram for part in inside for gram in _needed(part))
    found: dict[str, list[tuple[str, int]]] = {}
    for part, (groups, _, _) in inside.items():
        rarest = min(sorted(_needed(part)), key=shared.__getitem__)
        found.setdefault(rarest, []).append((part, groups))
    return found


def _needed(part: str) -> set[str]:
    return {part} if len(part) < _GRAM else {part[at : at + 3] for at in range(len(part) - 2)}


def _grams_of(word: str) -> set[str]:
    """Return all that a word holds of up to three letters in a row."""
    grams = {word[at : at + 3] for at in range(len(word))}
    grams.update(word)
    grams.update([word[at : at + 2] for at in range(len(word))])
    return grams
