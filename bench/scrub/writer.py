"""Writes a text from templates and notes where what stands.

A template is plain text with slots: `{ip}` is a value of that kind, `{me.mail}` belongs to a person
of the document, `{ip:a}` is remembered, so that the next `{ip:a}` of the document is the same.
A slot's value may be a choice of templates again.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple, TypeAlias

from bench.scrub.draw import Draw, Make
from bench.scrub.model import Document, Label, Role
from bench.scrub.people import FIELDS, Person, make_person

_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([a-z_]+))?(?::([a-z0-9]+))?\}")
_TOKEN = re.compile(r"[\w./:@$%+-]*[\w/$%]")
_LINE_FIELDS = "any", "any2"


class Leaf(NamedTuple):
    """A slot that is one value."""

    role: Role
    kind: str
    make: Make


Slots: TypeAlias = Mapping[str, "Leaf | tuple[str, ...]"]


class _Piece(NamedTuple):
    literal: str
    name: str
    field: str
    tag: str


@cache
def _pieces(template: str) -> tuple[_Piece, ...]:
    found, last = [], 0
    for match in _SLOT.finditer(template):
        literal = template[last : match.start()]
        found.append(_Piece(literal, match[1], match[2] or "", match[3] or ""))
        last = match.end()
    return (*found, _Piece(template[last:], "", "", ""))


class Writer:
    """One document being written.

    slots: what the templates may ask for.
    language: that of the people made for the document.
    crowd: how many people share the fields `{any.…}`, one for each line.
    keep_literals: label what stands in the templates themselves (logs): whatever is not a plain
        word must survive.
    """

    def __init__(
        self,
        draw: Draw,
        slots: Slots,
        *,
        language: str,
        crowd: int = 1,
        keep_literals: bool = False,
    ) -> None:
        self.draw = draw
        self.prefix = ""
        self._slots = slots
        self._language = language
        self._keep_literals = keep_literals
        self._crowd = [make_person(draw, language) for _ in range(crowd)]
        self._cast: dict[str, Person] = {}
        self._remembered: dict[tuple[str, str], str] = {}
        self._parts: list[str] = []
        self._labels: list[Label] = []
        self.length = 0

    def person(self, role: str) -> Person:
        """Return the document's person of that role, made when first asked for."""
        if role not in self._cast:
            self._cast[role] = make_person(self.draw, self._language)
        return self._cast[role]

    def write(self, template: str, noise: Callable[[str], str] | None = None) -> None:
        """Write a template; noise changes its own words and names, never another value."""
        for role in _LINE_FIELDS:
            self._cast[role] = self.draw.any(self._crowd)
        self._fill(template, noise or str)

    def document(self, name: str, form_names: tuple[str, ...] = ()) -> Document:
        """Return what was written so far."""
        return Document(
            name,
            self.draw.half,
            "".join(self._parts),
            tuple(self._labels),
            language=self._language,
            form_names=form_names,
        )

    def _fill(self, template: str, noise: Callable[[str], str]) -> None:
        for piece in _pieces(template):
            if piece.literal:
                self._put_literal(noise(piece.literal))
            if piece.field:
                kind, read = FIELDS[piece.field]
                value = read(self.person(piece.name))
                self.put(noise(value) if kind == "name" else value, Role.HIDE, kind)
            elif piece.name:
                self._fill_slot(piece, noise)

    def _fill_slot(self, piece: _Piece, noise: Callable[[str], str]) -> None:
        slot = self._slots[piece.name]
        if not isinstance(slot, Leaf):
            self._fill(self.draw.pick(slot), noise)
            return
        value = self._remembered.get((piece.name, piece.tag)) or slot.make(self.draw)
        if piece.tag:
            self._remembered[piece.name, piece.tag] = value
        self.put(value, slot.role, slot.kind)

    def put(self, value: str, role: Role, kind: str) -> None:
        """Write one value and label it."""
        self._labels.append(Label(self.length, self.length + len(value), role, kind))
        self._append(value)

    def _put_literal(self, literal: str) -> None:
        if self._keep_literals:
            for match in _TOKEN.finditer(literal):
                if not match[0].isalpha():
                    start = self.length + match.start()
                    self._labels.append(
                        Label(start, start + len(match[0]), Role.KEEP, "word of the format")
                    )
        self._append(literal.replace("\n", f"\n{self.prefix}"))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
