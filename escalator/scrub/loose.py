"""Rewrites a rule's pattern for engines that know neither looking around nor possession.

The result takes every line of ASCII that holds a match of the pattern, and some more. It runs
nothing; where a pattern cannot be rewritten it says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from re import DOTALL, IGNORECASE
from re import _constants as op  # type: ignore[attr-defined]  # the parse tree has no public home
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final, TypeAlias

Tree: TypeAlias = Iterable[tuple[Any, Any]]

_FEW: Final = 3
"""Up to so many turns of a repeat are counted at its upper end; more are any number."""

_LONG: Final = 12
_BROAD: Final = 80

_ASCII: Final = frozenset(range(128))
_DIGITS: Final = frozenset(range(0x30, 0x3A))
_WORD: Final = _DIGITS | frozenset(range(0x41, 0x5B)) | frozenset(range(0x61, 0x7B)) | {0x5F}
_SPACE: Final = frozenset({0x20, *range(0x09, 0x0E), *range(0x1C, 0x20)})
_PLAIN: Final = _WORD | frozenset(b" @/:;,!%&~#=<>\"'`")
_BEYOND: Final = frozenset(range(128, 256))
"""Bytes that no line has which is handed to an engine."""

_CATEGORIES: Final = {
    op.CATEGORY_DIGIT: _DIGITS,
    op.CATEGORY_NOT_DIGIT: _ASCII - _DIGITS,
    op.CATEGORY_WORD: _WORD,
    op.CATEGORY_NOT_WORD: _ASCII - _WORD,
    op.CATEGORY_SPACE: _SPACE,
    op.CATEGORY_NOT_SPACE: _ASCII - _SPACE,
}
_REPEATS: Final = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_FOLDED: Final = {0x17F: b"sS", 0x130: b"iI", 0x131: b"iI", 0x212A: b"kK"}
"""Letters beyond ASCII that are letters of ASCII when case does not count (Unicode CaseFolding)."""

_NOTHING: Final = "[^\\x00-\\xff]"


class _CannotTell(Exception):
    """The pattern holds something that has no looser form here."""


def loosened(pattern: str) -> str | None:
    """Return a pattern for bytes that is found in every ASCII line where this one is.

    None where there is none that tells anything: a match may begin with a long run, which makes an
    engine keep every place in mind at once.
    """
    parsed = parser.parse(pattern)
    tree, writer = list(parsed), _Writer(parsed.state.flags)
    if _begins_with_run(tree):
        return None
    try:
        return writer.before(tree) + writer.sequence(tree, is_last=True)
    except _CannotTell:
        return None


def _begins_with_run(tree: list[tuple[Any, Any]]) -> bool:
    for what, value in tree:
        if what is op.AT and value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return False
        if what in _REPEATS:
            if value[1] >= _LONG or _begins_with_run(list(value[2])):
                return True
            if value[0] == 0:
                continue
        elif what is op.SUBPATTERN:
            return _begins_with_run(list(value[-1]))
        elif what is op.BRANCH:
            return any(_begins_with_run(list(branch)) for branch in value[1])
        if what not in (op.AT, op.ASSERT, op.ASSERT_NOT):
            return False
    return False


@dataclass(slots=True)
class _Writer:
    """Writes parts of a parsed pattern, looser.

    flags: those that count here.
    groups: what was written for each numbered group.
    """

    flags: int
    groups: dict[int, str] = field(default_factory=dict)

    def before(self, tree: list[tuple[Any, Any]]) -> str:
        """Write what may not stand before a match, where that is one of some letters."""
        what, value = tree[0]
        if what is not op.ASSERT_NOT or value[0] > 0 or len(value[1]) != 1:
            return ""
        what, letters = value[1][0]
        if what not in (op.LITERAL, op.NOT_LITERAL, op.IN):
            return ""
        return f"(?:^|{_class(_ASCII - self._letters(what, letters))})"

    def sequence(self, tree: list[tuple[Any, Any]], *, is_last: bool = False) -> str:
        """Write parts that follow each other; at a pattern's end as little as has to be there."""
        parts: list[str] = []
        for place, (what, value) in enumerate(tree):
            rest = all(w in (op.AT, op.ASSERT_NOT) for w, _ in tree[place + 1 :])
            if is_last and self._is_broad(what, value):
                # Long runs of nearly anything tell nothing, and cost most.
                return "".join((*parts, self._part(what, value, is_last=True)))
            parts.append(self._part(what, value, is_last=is_last and rest))
        return "".join(parts)

    def _is_broad(self, what: Any, value: Any) -> bool:
        if what not in _REPEATS or value[1] < _LONG:
            return False
        kinds = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
        return any(w in kinds and len(self._letters(w, v)) > _BROAD for w, v in value[2])

    def _part(self, what: Any, value: Any, *, is_last: bool) -> str:
        if what in (op.AT, op.ASSERT, op.ASSERT_NOT):
            return self._look(what, value, is_last=is_last)
        if what in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
            return _class(self._letters(what, value))
        if what is op.SUBPATTERN:
            return self._group(*value, is_last=is_last)
        if what is op.ATOMIC_GROUP:
            return f"(?:{self.sequence(list(value), is_last=is_last)})"
        if what is op.BRANCH:
            branches = (self.sequence(list(branch), is_last=is_last) for branch in value[1])
            return f"(?:{'|'.join(dict.fromkeys(branches))})"
        if what in _REPEATS:
            return self._repeat(*value, is_last=is_last)
        if what is op.GROUPREF:
            return self.groups[value]
        if what is op.GROUPREF_EXISTS:
            either = [(op.BRANCH, (None, [value[1], value[2] or []]))]
            return self.sequence(either, is_last=is_last)
        raise _CannotTell

    def _look(self, what: Any, value: Any, *, is_last: bool) -> str:
        if what is op.AT:
            return "^" if value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING) else ""
        if what is op.ASSERT and is_last and value[0] > 0:
            # What must follow may only be asked for where nothing else has to.
            return self.sequence(list(value[1]), is_last=True)
        return ""

    def _group(self, number: int | None, on: int, off: int, tree: Tree, *, is_last: bool) -> str:
        inner = _Writer((self.flags | on) & ~off, self.groups)
        written = f"(?:{inner.sequence(list(tree), is_last=is_last)})"
        if number is not None:
            self.groups[number] = written
        return written

    def _repeat(self, low: int, high: int, tree: Tree, *, is_last: bool) -> str:
        if is_last and low == 0:
            return ""
        once = f"(?:{self.sequence(list(tree))})"
        if is_last or low == high:
            return once if low == 1 else f"{once}{{{low}}}"
        if high <= _FEW:
            return f"{once}{{{low},{high}}}"
        return f"{once}*" if low == 0 else f"{once}+" if low == 1 else f"{once}{{{low},}}"

    def _letters(self, what: Any, value: Any) -> frozenset[int]:
        if what is op.ANY:
            return _ASCII if self.flags & DOTALL else _ASCII - {0x0A}
        if what is op.IN:
            is_negated = bool(value) and value[0][0] is op.NEGATE
            found = frozenset(self._members(value[is_negated:]))
            return _ASCII - found if is_negated else found
        found = frozenset(self._members([(op.LITERAL, value)]))
        return found if what is op.LITERAL else _ASCII - found

    def _members(self, choices: Iterable[tuple[Any, Any]]) -> Iterator[int]:
        for what, value in choices:
            if what is op.CATEGORY:
                yield from _CATEGORIES[value]
            elif what in (op.LITERAL, op.RANGE):
                low, high = (value, value) if what is op.LITERAL else value
                if self.flags & IGNORECASE:
                    for beyond, letters in _FOLDED.items():
                        yield from letters if low <= beyond <= high else b""
                for letter in map(chr, range(low, min(high, 127) + 1)):
                    yield ord(letter)
                    if self.flags & IGNORECASE and letter.isalpha():
                        yield ord(letter.swapcase())
            else:
                raise _CannotTell


def _class(letters: frozenset[int]) -> str:
    """Write a class of bytes; the empty one too, which a letter beyond ASCII becomes."""
    if not letters:
        return _NOTHING
    if len(letters) == 1:
        return _written(*letters)
    others = frozenset(range(256)) - letters if len(letters) > 64 else frozenset()
    if letters | others == frozenset(range(256)) and others:
        return f"[^{''.join(_ranges(others - _BEYOND))}]" if others - _BEYOND else "[\\x00-\\xff]"
    return f"[{''.join(_ranges(letters))}]"


def _ranges(letters: frozenset[int]) -> Iterator[str]:
    """Yield the runs of a class in order."""
    ordered = sorted(letters)
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        members = [letter for _, letter in run]
        if len(members) < _FEW:
            yield from map(_written, members)
        else:
            yield f"{_written(members[0])}-{_written(members[-1])}"


def _written(letter: int) -> str:
    return chr(letter) if letter in _PLAIN else f"\\x{letter:02x}"
