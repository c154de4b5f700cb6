"""What a pattern's matches have in common, read from the pattern itself: how they begin.

It compares no text. What it cannot tell it says so, and the pattern is searched as it is.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]  # the parse tree has no public home
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final, TypeAlias

Tree: TypeAlias = Iterable[tuple[Any, Any]]
"""A parsed pattern: what to do, and with what."""

_MAX_STARTS: Final = 200
_LETTERS: Final = (12, 6, 4, 3)
"""Of how many letters beginnings are told, tried in this order until they are few enough."""
_MIN_LETTERS: Final = 2
_MAX_CLASS: Final = 2

Start: TypeAlias = tuple[str, int]
"""How a match may begin, and how many letters more of it may be told."""


@cache
def starts(pattern: str) -> tuple[str, ...]:
    """Return beginnings in lower case of which every match has one; none where there are too many.

    Each has two letters at least, and none begins with another.
    """
    tree = parser.parse(pattern)
    for letters in _LETTERS:
        texts = {text for text, _ in _after({("", letters)}, tree)}
        if texts and min(map(len, texts)) < _MIN_LETTERS:
            return ()
        if texts:
            cuts = range(_MIN_LETTERS, letters)
            return tuple(
                sorted(
                    t
                    for t in texts
                    if not any(t[:n] in texts for n in cuts[: len(t) - _MIN_LETTERS])
                )
            )
    return ()


def _after(begun: set[Start], tree: Tree) -> set[Start]:
    """Return how a match may go on after these beginnings; nothing where that are too many."""
    for what, value in tree:
        if not any(more for _, more in begun):
            break
        begun = _one_more(begun, what, value)
        if len(begun) > _MAX_STARTS:
            return set()
    return begun


def _one_more(begun: set[Start], what: Any, value: Any) -> set[Start]:
    if what in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return begun
    if what is op.LITERAL:
        return _extended(begun, (chr(value),))
    if what is op.IN:
        return _extended(begun, _letters(value))
    if what is op.SUBPATTERN:
        return _after(begun, value[-1])
    if what is op.ATOMIC_GROUP:
        return _after(begun, value)
    if what is op.BRANCH:
        branches = [_after(begun, branch) for branch in value[1]]
        return set().union(*branches) if all(branches) else set()
    if what in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _repeated(begun, *value)
    return _closed(begun)


def _repeated(begun: set[Start], low: int, high: int, tree: Tree) -> set[Start]:
    once = _after(begun, tree)
    if once and high != 1:
        once = _closed(once)
    return once | begun if once and low == 0 else once


def _extended(begun: set[Start], letters: Sequence[str]) -> set[Start]:
    """Return the beginnings with one letter more, closed where it may be any of many."""
    if not letters:
        return _closed(begun)
    longer = {
        (text + letter.lower(), more - 1) for text, more in begun if more for letter in letters
    }
    return longer | {start for start in begun if not start[1]}


def _closed(begun: set[Start]) -> set[Start]:
    return {(text, 0) for text, _ in begun}


def _letters(choices: Sequence[tuple[Any, Any]]) -> tuple[str, ...]:
    """Return the letters of a small class, none of a large one."""
    if len(choices) > _MAX_CLASS or any(what is not op.LITERAL for what, _ in choices):
        return ()
    return tuple(chr(value) for _, value in choices)
