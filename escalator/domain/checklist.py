"""A checklist schema read into sections and items, in the order they are asked.

It judges no packet (completeness.py does), and it trusts that lint.py has found nothing wrong:
what it cannot read it refuses, what is merely unwise it lets pass.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from escalator.domain.errors import BadContract, NotFound
from escalator.domain.model import JSON, BounceReason, ChecklistId, Tier
from escalator.domain.reading import Reader

FACTS = ("tier", "priority")
"""Properties that conditions may use but nobody answers."""

COMMON_FILE = "_common.schema.json"
LONGEST_TEXT = 1_000_000
MOST_ROWS = 50
DEEPEST = 5


class Widget(StrEnum):
    """How an item or a column is answered."""

    LINE = "line"
    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    TIMESTAMP = "timestamp"
    URL = "url"
    ROWS = "rows"


class Bound(StrEnum):
    """Whether a timestamp may lie in the future."""

    PAST = "past"
    ANY = "any"


Choices = tuple[tuple[str, str], ...]
"""The options of a choice: (value, label), in the order shown."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an item that is answered in rows.

    name: its key in a row. label: what people read.
    widget: line, text, code, choice or timestamp.
    choices: options of a choice, else empty.
    max_length: longest text in characters.
    required: whether a row without it is a gap.
    example: a good one.
    common_value: an honest answer may equal the example ("GET"), so that is no gap.
    accepts_none: "none" is an answer here.
    bound: whether a timestamp may lie in the future.
    """

    name: str
    label: str
    widget: Widget
    choices: Choices
    max_length: int
    required: bool
    example: str
    common_value: bool = False
    accepts_none: bool = False
    bound: Bound = Bound.ANY


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a checklist.

    name: its key in a packet's answers. label: what people read. section: the section's name.
    widget: how it is answered.
    why: why engineers need it, one sentence. example: a good answer, in words.
    hint: how to answer or where to find it, "" when nothing needs saying.
    choices: options of a choice, else empty. columns: of rows, else empty.
    max_length: longest text in characters; for rows the most rows.
    not_available: whether it may be marked as not to be had, with a reason.
    bounce_codes: the reasons an engineer may name it for.
    common_value, accepts_none, bound: as in `Column`.
    not_before: name of the timestamp this one must not precede, or "".
    """

    name: str
    label: str
    section: str
    widget: Widget
    why: str
    example: str
    hint: str
    choices: Choices
    columns: tuple[Column, ...]
    max_length: int
    not_available: bool
    bounce_codes: tuple[BounceReason, ...]
    common_value: bool = False
    accepts_none: bool = False
    bound: Bound = Bound.ANY
    not_before: str = ""

    def column(self, name: str) -> Column | None:
        """Return the column of that name, None when the item has none."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of items that stand together: its name, its title and one sentence on what it is."""

    name: str
    title: str
    intro: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """What a packet of one category must hold.

    id: name and version. title, summary: for people choosing a category.
    tiers: the tiers it may be sent to. only_teams: the only teams it may go to; empty for any.
    sections: in order. items: in order, section by section.
    schema: the bundled JSON Schema it was read from.
    sha256: hex digest of that schema's canonical form.
    """

    id: ChecklistId
    title: str
    summary: str
    tiers: tuple[Tier, ...]
    only_teams: tuple[str, ...]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    schema: Mapping[str, JSON] = field(repr=False, compare=False)
    sha256: str
    _by_name: Mapping[str, Item] = field(repr=False, compare=False)

    def __hash__(self) -> int:
        """Equal content, equal hash: the digest stands for the schema."""
        return hash(self.sha256)

    def has_item(self, name: str) -> bool:
        """Whether an item of that name is asked."""
        return name in self._by_name

    def item(self, name: str) -> Item:
        """Return the item of that name; raises NotFound when it is not asked."""
        try:
            return self._by_name[name]
        except KeyError:
            raise NotFound("item") from None

    def section_of(self, name: str) -> Section:
        """Return the section in which an item stands; raises NotFound for an unknown item."""
        wanted = self.item(name).section
        return next(section for section in self.sections if section.name == wanted)

    def items_of(self, section: str) -> tuple[Item, ...]:
        """Return the items of one section, in order."""
        return tuple(item for item in self.items if item.section == section)


def canonical(value: JSON) -> bytes:
    """Return the one spelling of a JSON value that hashes are taken of."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def bundle(schema: JSON, common: JSON, *, file: str = "") -> JSON:
    """Return the schema with every reference into the common definitions written out.

    A reference may stand beside keys of its own: they win over the definition's, one by one at
    every depth, so a checklist can give a common item its own example.
    Raises BadContract for a reference that leads nowhere.
    """
    definitions = common.get("$defs") if isinstance(common, dict) else None
    inliner = _Inliner(file, definitions if isinstance(definitions, dict) else {})
    return inliner.inline(schema, place="", depth=0)


class _Inliner:
    """Writes out references of one file, at most a few levels deep so that a circle ends."""

    def __init__(self, file: str, definitions: dict[str, JSON]) -> None:
        self.file = file
        self.definitions = definitions

    def inline(self, value: JSON, *, place: str, depth: int) -> JSON:
        if isinstance(value, list):
            return [
                self.inline(each, place=f"{place}/{index}", depth=depth)
                for index, each in enumerate(value)
            ]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get("$ref"), str):
            return self.follow(value, place=place, depth=depth)
        return {
            key: self.inline(each, place=f"{place}/{key}", depth=depth)
            for key, each in value.items()
        }

    def follow(self, value: dict[str, JSON], *, place: str, depth: int) -> JSON:
        reference = str(value["$ref"])
        start = f"{COMMON_FILE}#/$defs/"
        found = self.definitions.get(reference.removeprefix(start))
        if not reference.startswith(start) or not isinstance(found, dict) or depth > DEEPEST:
            reason = f"“{reference}” leads to no definition in {COMMON_FILE}."
            raise BadContract(file=self.file, place=place, reason=reason)
        own = {key: each for key, each in value.items() if key != "$ref"}
        return self.inline(_merge(found, own), place=place, depth=depth + 1)


def _merge(below: dict[str, JSON], above: dict[str, JSON]) -> dict[str, JSON]:
    merged = {**below, **above}
    for key in below.keys() & above.keys():
        old, new = below[key], above[key]
        if isinstance(old, dict) and isinstance(new, dict):
            merged[key] = _merge(old, new)
    return merged


def read_checklist(schema: JSON, file: str) -> Checklist:
    """Read a bundled checklist schema.

    file: the name shown when it is refused. Raises BadContract with the place and the reason.
    """
    reader = Reader(file)
    top = reader.mapping(schema, "")
    head = reader.mapping(top.get("x-escalator"), "/x-escalator")
    properties = reader.mapping(top.get("properties"), "/properties")
    sections = _read_sections(reader, head)
    order = reader.words(head.get("order"), "/x-escalator/order")
    items = tuple(
        _read_item(reader, name, properties.get(name)) for name in order if name not in FACTS
    )
    for item in items:
        if item.section not in {section.name for section in sections}:
            place = f"/properties/{item.name}/x-escalator/section"
            raise reader.refuse(place, f"“{item.section}” is not one of its sections.")
    rank = {section.name: index for index, section in enumerate(sections)}
    ordered = tuple(sorted(items, key=lambda item: rank[item.section]))
    return Checklist(
        id=ChecklistId(
            reader.text(head, "name", "/x-escalator"),
            reader.number(head, "version", "/x-escalator"),
        ),
        title=reader.text(head, "title", "/x-escalator"),
        summary=reader.text(head, "summary", "/x-escalator"),
        tiers=tuple(
            reader.member(Tier, tier, "/x-escalator/tiers")
            for tier in reader.words(head.get("tiers"), "/x-escalator/tiers")
        ),
        only_teams=reader.words(head.get("only_teams", []), "/x-escalator/only_teams"),
        sections=sections,
        items=ordered,
        schema=top,
        sha256=hashlib.sha256(canonical(top)).hexdigest(),
        _by_name={item.name: item for item in ordered},
    )


def _read_sections(reader: Reader, head: dict[str, JSON]) -> tuple[Section, ...]:
    place = "/x-escalator/sections"
    found = []
    for index, value in enumerate(reader.listing(head.get("sections"), place)):
        here = f"{place}/{index}"
        section = reader.mapping(value, here)
        found.append(
            Section(*(reader.text(section, key, here) for key in ("name", "title", "intro")))
        )
    return tuple(found)


def _read_item(reader: Reader, name: str, value: JSON) -> Item:
    place = f"/properties/{name}"
    schema = reader.mapping(value, place)
    about = reader.mapping(schema.get("x-escalator"), f"{place}/x-escalator")
    here = f"{place}/x-escalator"
    widget = reader.one_of(Widget, about, "widget", here)
    is_choice = widget in (Widget.CHOICE, Widget.CHOICES)
    choices = _read_choices(reader, schema, place) if is_choice else ()
    columns = _read_columns(reader, schema, place) if widget is Widget.ROWS else ()
    return Item(
        name=name,
        label=reader.text(about, "label", here),
        section=reader.text(about, "section", here),
        widget=widget,
        why=reader.text(about, "why", here),
        example=_example_in_words(about.get("example"), choices, columns),
        hint=reader.text(about, "hint", here) if "hint" in about else "",
        choices=choices,
        columns=columns,
        max_length=_longest(schema, widget),
        not_available=about.get("not_available") is True,
        bounce_codes=tuple(
            reader.member(BounceReason, code, f"{here}/bounce_codes")
            for code in reader.words(about.get("bounce_codes"), f"{here}/bounce_codes")
        ),
        common_value=about.get("common_value") is True,
        accepts_none=about.get("accepts_none") is True,
        bound=Bound.PAST if about.get("time") == "past" else Bound.ANY,
        not_before=reader.text(about, "not_before", here) if "not_before" in about else "",
    )


def _read_columns(reader: Reader, schema: dict[str, JSON], place: str) -> tuple[Column, ...]:
    items = reader.mapping(schema.get("items"), f"{place}/items")
    properties = reader.mapping(items.get("properties"), f"{place}/items/properties")
    about = reader.mapping(schema.get("x-escalator"), f"{place}/x-escalator")
    required = reader.words(items.get("required", []), f"{place}/items/required")
    names = reader.words(about.get("columns"), f"{place}/x-escalator/columns")
    return tuple(
        _read_column(
            reader, name, properties.get(name), f"{place}/items/properties/{name}", name in required
        )
        for name in names
    )


def _read_column(reader: Reader, name: str, value: JSON, place: str, required: bool) -> Column:
    schema = reader.mapping(value, place)
    here = f"{place}/x-escalator"
    about = reader.mapping(schema.get("x-escalator"), here)
    widget = reader.one_of(Widget, about, "widget", here)
    return Column(
        name=name,
        label=reader.text(about, "label", here),
        widget=widget,
        choices=_read_choices(reader, schema, place) if widget is Widget.CHOICE else (),
        max_length=_longest(schema, widget),
        required=required,
        example=reader.text(about, "example", here),
        common_value=about.get("common_value") is True,
        accepts_none=about.get("accepts_none") is True,
        bound=Bound.PAST if about.get("time") == "past" else Bound.ANY,
    )


def _read_choices(reader: Reader, schema: dict[str, JSON], place: str) -> Choices:
    here = f"{place}/x-escalator/choices"
    about = reader.mapping(schema.get("x-escalator"), f"{place}/x-escalator")
    labels = reader.mapping(about.get("choices"), here)
    several = schema.get("items")
    values = several.get("enum") if isinstance(several, dict) else schema.get("enum")
    return tuple(
        (value, reader.text(labels, value, here)) for value in reader.words(values, f"{place}/enum")
    )


def _example_in_words(value: JSON, choices: Choices, columns: tuple[Column, ...]) -> str:
    if columns:
        return "; ".join(f"{column.label}: {column.example}" for column in columns)
    labels = dict(choices)
    if isinstance(value, list):
        return ", ".join(labels.get(str(each), str(each)) for each in value)
    return labels.get(str(value), str(value))


def _longest(schema: dict[str, JSON], widget: Widget) -> int:
    limit = schema.get("maxItems" if widget is Widget.ROWS else "maxLength")
    if isinstance(limit, int):
        return limit
    return MOST_ROWS if widget is Widget.ROWS else LONGEST_TEXT
