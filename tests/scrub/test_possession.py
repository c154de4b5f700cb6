"""No pattern possesses more than runs of one class of characters.

Python before 3.11.5 goes wrong where a turn of a possessive group fails half way
(github.com/python/cpython/issues/106052); an atomic group around a greedy one does not.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]  # the parse tree has no public home
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import escalator
from escalator.scrub.rules import RULES

_OF_ONE = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)


def _patterns() -> Iterator[str]:
    for rule in RULES:
        yield from filter(None, (rule.pattern, rule.gate))
    for found in pkgutil.walk_packages(escalator.__path__, "escalator."):
        for value in vars(importlib.import_module(found.name)).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield value.pattern


def _possessed_groups(tree: Iterable[tuple[Any, Any]]) -> Iterator[Any]:
    """Yield what a parsed pattern repeats possessively, single classes aside."""
    for what, value in tree:
        if what is op.POSSESSIVE_REPEAT and not _is_one_class(value[2]):
            yield value
        yield from _possessed_groups(_parts(what, value))


def _is_one_class(tree: Iterable[tuple[Any, Any]]) -> bool:
    parts = [what for what, _ in tree]
    return len(parts) == 1 and parts[0] in _OF_ONE


def _parts(what: Any, value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, parser.SubPattern):
        return list(value)
    if what is op.BRANCH:
        return [part for branch in value[1] for part in branch]
    if isinstance(value, tuple):
        return [part for each in value if isinstance(each, parser.SubPattern) for part in each]
    return []


def _names(pattern: str) -> bool:
    return any(_possessed_groups(parser.parse(pattern)))


def test_no_pattern_possesses_a_group() -> None:
    found = {pattern for pattern in _patterns() if _names(pattern)}
    assert len(set(_patterns())) > 800
    assert not found


@pytest.mark.parametrize("pattern", [r"a(?:b?c)*+", r"(?=(?:ab)++)", r"x|(y(?:ab){2,3}+)"])
def test_a_possessed_group_is_noticed(pattern: str) -> None:
    assert _names(pattern)
