"""Looks for planted values in whatever was written, logged or shown; however they are spelled.

A finding says kind, way in and place, and never the value.
"""

import base64
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus

import re2

from tests.proof.values import Plant

NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
SHORTEST_BARE = 12
"""Letters and digits without their marks are looked for from this length on: fewer digits in a row
stand by chance in a stamp of time or a digest."""


@dataclass(frozen=True, slots=True)
class Found:
    """A planted value that can be read. place: where. own: whether it was typed in just there."""

    plant: Plant
    place: str


class Search:
    """Finds any spelling of any planted value, all in one pass over a text."""

    def __init__(self, planted: Iterable[Plant]) -> None:
        self._plants: dict[str, list[Plant]] = defaultdict(list)
        for plant in planted:
            for piece in plant.told:
                for spelling in spellings(piece):
                    self._plants[spelling.casefold()].append(plant)
        options = re2.Options()
        options.max_mem = 1 << 29
        options.literal = False
        patterns = sorted(map(re2.escape, self._plants), key=len, reverse=True)
        self._any = re2.compile("|".join(patterns), options)

    def look(self, text: str, place: str) -> Iterator[Found]:
        """Yield the values that a text holds."""
        seen: set[int] = set()
        for match in self._any.finditer(text.casefold()):
            for plant in self._plants[match.group()]:
                if id(plant) not in seen:
                    seen.add(id(plant))
                    yield Found(plant, place)


def spellings(value: str) -> set[str]:
    """Give what a value may look like: in an address, a page, JSON, base64, without its marks."""
    bare = NOT_ALNUM.sub("", value)
    written = {
        value,
        quote(value, safe=""),
        html.escape(value),
        json.dumps(value)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
        value.replace("'", "''"),
        *_in_base64(value),
    }
    if len(bare) >= SHORTEST_BARE:
        written.add(bare)
    return written


def _in_base64(value: str) -> Iterator[str]:
    """Yield the letters that a value always gives in base64, wherever in a text it stands."""
    raw = value.encode()
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + raw).decode().rstrip("=")
        last = -1 if (len(raw) + before) % 3 else None
        sure = coded[(0, 2, 3)[before] : last]
        yield sure
        yield sure.replace("+", "-").replace("/", "_")


def plain(text: str) -> str:
    """Give a text with a page's and an address's escapes undone."""
    return unquote_plus(html.unescape(text))
