"""Reads JSON inside a text leniently: its objects, lists, strings and where they stand.

What is broken or cut off is read as far as it goes. It judges nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from escalator.scrub.model import PLACEHOLDER
from escalator.scrub.rule import Span

_START: Final = re.compile(r"\{\s*+\"|\[\s*+\{\s*+\"")
_TOKEN: Final = re.compile(
    r"\s*+(?:\"(?P<string>(?>(?:[^\"\\\x00-\x1f]++|\\.)*))\""
    rf"|(?P<scalar>{PLACEHOLDER.pattern}|-?\d[\d.eE+-]*+|true\b|false\b|null\b)"
    r"|(?P<mark>[{}\[\]:,]))"
)
_ESCAPE: Final = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_SHORT: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_WORDS: Final = ("true", "false", "null")
_CLOSES: Final = {"}": False, "]": True}

Member: TypeAlias = tuple[str, int, int]
"""Name of a string or number, and where its value stands without quotes."""


@dataclass(slots=True)
class Holder:
    """An object or a list.

    key: the key under which it stands; a list hands its own on to what it holds.
    is_list: whether it is a list; the members of a list are named by its key.
    members: its strings and numbers, in order.
    name: the member that is being read; None before a name.
    """

    key: str
    is_list: bool
    members: list[Member] = field(default_factory=list)
    name: str | None = None

    def said(self, name: str, text: str) -> str:
        """Return what a member says, as written; empty where there is none."""
        for own, start, end in self.members:
            if own == name:
                return text[start:end]
        return ""


def holders(text: str) -> Iterator[Holder]:
    """Yield the objects and lists of all JSON in a text, each when it ends or breaks off."""
    place = 0
    while match := _START.search(text, place):
        place = match.start()
        stack: list[Holder] = []
        while (token := _TOKEN.match(text, place)) and _read(token, stack):
            place = token.end()
            if token["mark"] in _CLOSES:
                yield stack.pop()
                if not stack:
                    break
        yield from reversed(stack)


def _read(token: re.Match[str], stack: list[Holder]) -> bool:
    """Take one token in; return False where it cannot stand."""
    here = stack[-1] if stack else None
    mark = token["mark"]
    if mark in ("{", "["):
        stack.append(Holder(_key_of_next(here), mark == "["))
        return True
    if here is None:
        return False
    if mark in _CLOSES:
        return here.is_list == _CLOSES[mark]
    if mark == ",":
        here.name = None
    elif mark is None and token["scalar"] not in _WORDS:
        _take(token, here)
    return True


def _key_of_next(here: Holder | None) -> str:
    if here is None:
        return ""
    return here.key if here.is_list or here.name is None else here.name


def _take(token: re.Match[str], here: Holder) -> None:
    """Keep a string or number: as a name where one is due, as a member otherwise."""
    group = token.lastgroup or ""
    if here.is_list:
        here.members.append((here.key, *token.span(group)))
    elif here.name is None:
        here.name = Escapes(token["string"] or "").plain
    else:
        here.members.append((here.name, *token.span(group)))


class Escapes:
    """A string of JSON without its escapes, and the way back to where each letter stood."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._ends: list[int] = []
        self._shifts: list[int] = []
        self.plain = self._decoded() if "\\" in written else written

    def _decoded(self) -> str:
        parts: list[str] = []
        place = shift = 0
        for match in _ESCAPE.finditer(self._written):
            parts += (self._written[place : match.start()], _letter(match[0]))
            place = match.end()
            shift += len(match[0]) - 1
            self._ends.append(place - shift)
            self._shifts.append(shift)
        return "".join((*parts, self._written[place:]))

    def back(self, start: int, end: int) -> Span:
        """Return where a part of the plain string stands in the written one."""
        return self._raw(start), self._raw(end)

    def _raw(self, offset: int) -> int:
        passed = bisect_right(self._ends, offset)
        return offset + (self._shifts[passed - 1] if passed else 0)


def outside(text: str, start: int, end: int) -> Span:
    """Return a part of a written string without halves of escapes at its ends."""
    front, back = _escape_around(text, start), _escape_around(text, end)
    return front[1] if front else start, back[0] if back else end


def _escape_around(text: str, offset: int) -> Span | None:
    """Return the escape that an offset would cut in two."""
    for place in range(max(0, offset - 5), offset):
        match = _ESCAPE.match(text, place)
        if match and offset < match.end() and _is_odd(text, place):
            return match.span()
    return None


def _is_odd(text: str, place: int) -> bool:
    """Tell whether a backslash opens an escape rather than being escaped itself."""
    count = 0
    while place - count >= 0 and text[place - count] == "\\":
        count += 1
    return count % 2 == 1


def _letter(escape: str) -> str:
    if escape[1] == "u" and len(escape) == 6:
        return chr(int(escape[2:], 16))
    return _SHORT.get(escape[1], escape[1])
