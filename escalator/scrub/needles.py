"""Texts of which one stands wherever a rule matches: cheap to look for before the rule itself.

They are read from the rule's anchors or its gate, in a folded form in which all digits are alike.
It compares no text; what it cannot tell it says so, and the rule is looked for everywhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]  # the parse tree has no public home
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final, TypeAlias

from escalator.scrub.rule import Rule

Tree: TypeAlias = Iterable[tuple[Any, Any]]
"""A parsed pattern: what to do, and with what."""

Texts: TypeAlias = frozenset[str]

Groups: TypeAlias = tuple[Texts, ...]

_NO_TEXTS: Final[Texts] = frozenset()
_EMPTY: Final[Texts] = frozenset({""})
_MAX_TEXTS: Final = 400
_MAX_CLASS: Final = 6
_MAX_RANGE: Final = 10
_MAX_LENGTH: Final = 24
_MAX_COUNT: Final = 8
_MAX_GROUPS: Final = 3
_LONG: Final = 3
_SHORT: Final = 5
"""Of so many letters texts are told where they are too many."""
_SURE: Final = re.compile(
    "[\0-\xb4\xb6-\u012f\u0132-\u017e\u03ac-\u03af\u03b1\u03b3\u03b4\u03b6\u03b7\u03bb\u03bd-\u03bf\u03c4\u03c5"
    "\u03c7-\u03ce\u0400-\u052f\u0590-\u109f\u3040-\u9fff\uac00-\ud7a3]"
)
"""Letters that are no other's beside their own capital; Greek has several."""

_ZEROS: Final = str.maketrans("123456789", "000000000")
_DIGIT: Final = re.compile(r"\d")
_STRANGE: Final = re.compile("[\u0130\u0131\u017f\u212a\u1c80-\u1c88\ua64b]")
"""Letters beyond ASCII that are letters of ASCII when case does not count (Unicode CaseFolding)."""


def folded(lower: str) -> str:
    """Return a text that is in lower case with all its digits as 0; empty where case misleads."""
    if lower.isascii():
        return lower.translate(_ZEROS)
    return "" if _STRANGE.search(lower) else _DIGIT.sub("0", lower)


def needles(rule: Rule) -> tuple[Texts, ...]:
    """Return groups of folded texts: of each group one stands near each match of a rule.

    The most telling group first; none where nothing is known.
    """
    if rule.anchors:
        return (frozenset(_DIGIT.sub("0", anchor.lower()) for anchor in rule.anchors),)
    return _needles_of(rule.gate)


def more_needles(rule: Rule) -> Groups:
    """Return groups of needles that the pattern of a rule with anchors asks for beside those."""
    return _needles_of(rule.pattern)


@cache
def _needles_of(pattern: str) -> Groups:
    whole = _of_sequence(parser.parse(pattern))
    groups = {*whole.inside, *_telling(whole.exact)}
    return tuple(sorted(groups, key=_worth, reverse=True)[:_MAX_GROUPS])


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of what a part of a pattern takes.

    exact: all it may take; None for too many.
    inside: groups of texts, of each of which one stands in whatever it takes.
    """

    exact: Texts | None = None
    inside: Groups = ()


def _of_sequence(tree: Tree) -> _Told:
    """Join what follows each other: beginnings grow until they are too many, then anew."""
    running: Texts = _EMPTY
    inside: list[Texts] = []
    is_exact = True
    for what, value in tree:
        part = _of_part(what, value)
        inside += part.inside
        joined = _joined(running, part.exact)
        if joined is None:
            inside += _telling(running)
            is_exact = False
            running = part.exact if part.exact is not None else _EMPTY
        else:
            running = joined
    return _Told(running) if is_exact else _Told(None, (*inside, *_telling(running)))


def _of_part(what: Any, value: Any) -> _Told:
    if what in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _Told(_EMPTY)
    if what is op.LITERAL:
        return _Told(_letters([(what, value)]))
    if what is op.IN:
        return _Told(_letters(value))
    if what is op.SUBPATTERN:
        return _of_sequence(value[-1])
    if what is op.ATOMIC_GROUP:
        return _of_sequence(value)
    if what is op.BRANCH:
        return _of_branches([_of_sequence(branch) for branch in value[1]])
    if what in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _of_repeat(*value)
    return _Told()


def _of_branches(branches: list[_Told]) -> _Told:
    """Return what one of several parts takes: any of their texts, or each one's best group."""
    exact = [branch.exact for branch in branches if branch.exact is not None]
    if len(exact) == len(branches) and sum(map(len, exact)) <= _MAX_TEXTS:
        return _Told(_NO_TEXTS.union(*exact))
    best = [
        max((*branch.inside, *_telling(branch.exact)), key=_worth, default=_NO_TEXTS)
        for branch in branches
    ]
    inside = _fewer(_NO_TEXTS.union(*best))
    return _Told(None, (inside,) if all(best) and len(inside) <= _MAX_TEXTS else ())


def _of_repeat(low: int, high: int, tree: Tree) -> _Told:
    once = _of_sequence(tree)
    if (low, high) == (0, 1):
        return _Told(once.exact | _EMPTY if once.exact is not None else None)
    if low == 0:
        return _Told()
    least = once.exact
    for _ in range(min(low, _MAX_COUNT) - 1):
        least = _joined(least, once.exact) if least is not None else None
    if low == high <= _MAX_COUNT:
        return _Told(least, once.inside)
    return _Told(None, (*once.inside, *_telling(least)))


def _joined(fronts: Texts, backs: Texts | None) -> Texts | None:
    """Return each front with each back, None where they are too many or too long."""
    if backs is None or len(fronts) * len(backs) > _MAX_TEXTS:
        return None
    both = frozenset(front + back for front, back in product(fronts, backs))
    return None if any(len(text) > _MAX_LENGTH for text in both) else both


def _fewer(texts: Texts) -> Texts:
    """Return texts, or how they begin where they are many."""
    return texts if len(texts) <= _MAX_TEXTS else frozenset(text[:_SHORT] for text in texts)


def _telling(texts: Texts | None) -> Groups:
    """Return a group as the only one, unless it says nothing."""
    return (texts,) if texts and "" not in texts else ()


def _worth(texts: Texts) -> tuple[int, int]:
    """Order groups: those whose shortest text is longer tell more, then the smaller."""
    return min(_LONG, *map(len, texts)), -len(texts)


def _letters(choices: Iterable[tuple[Any, Any]]) -> Texts | None:
    """Return the letters of a small class, folded; None for many, or such as have odd cases."""
    found: set[str] = set()
    for what, value in choices:
        if what is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found.add("0")
        elif what in (op.LITERAL, op.RANGE):
            low, high = (value, value) if what is op.LITERAL else value
            letters = [chr(point) for point in range(low, min(high, low + _MAX_RANGE) + 1)]
            if len(letters) > _MAX_RANGE or not all(map(_SURE.match, letters)):
                return None
            found |= set(map(_folded_letter, letters))
        else:
            return None
        if len(found) > _MAX_CLASS:
            return None
    return frozenset(found)


def _folded_letter(letter: str) -> str:
    return "0" if letter.isdecimal() else letter.lower()
