"""One item of a checklist as a lead edits it, and how it is written back into the schema.

Only what a lead changed is written: whatever else stands in the schema of an item stays as it is,
so that reading an entry and writing it back changes nothing. What is unwise, lint.py finds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from escalator.domain.checklist import Widget
from escalator.domain.json_places import (
    Document,
    drop,
    mapping,
    put,
    put_or_drop,
    said,
    texts,
    words,
)
from escalator.domain.lint import LONGEST
from escalator.domain.model import JSON

ABOUT = "x-escalator"
LARGEST_COUNT = 100_000_000
MOST_ROWS = 50

_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """One column of an item answered in rows; limit: most characters."""

    name: str
    label: str
    widget: Widget = Widget.LINE
    limit: int = 300
    required: bool = True
    example: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as its form shows it.

    name: its key, which stays. widget: how it is answered, which stays.
    section, label, hint, why, example: as in `Item`; of choices the values, one a line.
    always: whether every packet needs it. not_available, accepts_none, common_value: as in `Item`.
    is_past: whether a timestamp may not lie in the future.
    limit: most characters, or rows. smallest, largest: of a number.
    bounce_codes: reasons an engineer may name it for.
    choices: (value, label) in order. columns: of rows.
    """

    name: str
    widget: Widget
    section: str
    label: str = ""
    hint: str = ""
    why: str = ""
    example: str = ""
    always: bool = False
    not_available: bool = False
    accepts_none: bool = False
    common_value: bool = False
    is_past: bool = False
    limit: int = 0
    smallest: int | None = None
    largest: int | None = None
    bounce_codes: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[ColumnEntry, ...] = ()


def name_of(label: str, taken: frozenset[str]) -> str:
    """Return a name for a new item or column, made of its label: "Error code" is "error_code"."""
    start = _WORD.sub("_", label.lower()).strip("_")[:50].strip("_")
    if not start[:1].isalpha():
        start = f"item_{start}".strip("_")
    number = 2
    name = start
    while name in taken:
        name, number = f"{start}_{number}", number + 1
    return name


def read_entry(document: Document, name: str) -> Entry:
    """Return an item of a readable checklist as it is edited."""
    schema = mapping(document, "properties", name)
    about = mapping(schema, ABOUT)
    widget = Widget(said(about, "widget"))
    return Entry(
        name=name,
        widget=widget,
        section=said(about, "section"),
        label=said(about, "label"),
        hint=said(about, "hint"),
        why=said(about, "why"),
        example=_example(about.get("example")),
        always=name in words(document, "required"),
        not_available=about.get("not_available") is True,
        accepts_none=about.get("accepts_none") is True,
        common_value=about.get("common_value") is True,
        is_past=about.get("time") == "past",
        limit=_whole(schema.get("maxItems" if widget is Widget.ROWS else "maxLength")) or 0,
        smallest=_whole(schema.get("minimum")),
        largest=_whole(schema.get("maximum")),
        bounce_codes=words(about, "bounce_codes"),
        choices=_choices(schema, widget),
        columns=_columns(schema) if widget is Widget.ROWS else (),
    )


def put_entry(document: Document, entry: Entry) -> Document:
    """Return the checklist with an item changed to what the entry says."""
    old = read_entry(document, entry.name)
    schema = mapping(document, "properties", entry.name)
    for field in fields(entry):
        if field.name in _WRITERS and getattr(old, field.name) != getattr(entry, field.name):
            schema = _WRITERS[field.name](schema, entry)
    changed = put(document, "properties", entry.name, value=schema)
    return _with_required(changed, entry) if old.always != entry.always else changed


def add_entry(document: Document, entry: Entry) -> Document:
    """Return the checklist with a new item, last of its section."""
    schema: Document = {"type": _TYPES.get(entry.widget, "string"), ABOUT: {}}
    if entry.widget is Widget.TIMESTAMP:
        schema["format"] = "date-time"
    if entry.widget is Widget.CHOICES:
        schema |= {"uniqueItems": True, "items": {}}
    if entry.widget is Widget.ROWS:
        schema["items"] = {"type": "object", "additionalProperties": False, "properties": {}}
    schema = put(schema, ABOUT, "widget", value=entry.widget.value)
    schema = put(schema, ABOUT, "not_available", value=entry.not_available)
    for name, write in _WRITERS.items():
        if name not in ("not_available", "is_past") or entry.widget is Widget.TIMESTAMP:
            schema = write(schema, entry)
    new = put(document, "properties", entry.name, value=schema)
    order: list[JSON] = [*words(document, ABOUT, "order"), entry.name]
    new = put(new, ABOUT, "order", value=order)
    return _with_required(new, entry) if entry.always else new


def blank_entry(name: str, widget: Widget, section: str, label: str) -> Entry:
    """Return a new item of a kind, with the limits that items of it usually have."""
    limit = {Widget.ROWS: MOST_ROWS, Widget.CODE: 50_000}.get(widget, LONGEST.get(widget, 0))
    is_number = widget is Widget.NUMBER
    return Entry(
        name=name,
        widget=widget,
        section=section,
        label=label,
        limit=limit,
        smallest=0 if is_number else None,
        largest=LARGEST_COUNT if is_number else None,
        bounce_codes=("missing", "unusable"),
    )


_TYPES = {Widget.NUMBER: "integer", Widget.CHOICES: "array", Widget.ROWS: "array"}


def _with_required(document: Document, entry: Entry) -> Document:
    required: list[JSON] = [name for name in words(document, "required") if name != entry.name]
    return put(document, "required", value=[*required, entry.name] if entry.always else required)


def _whole(value: JSON) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _example(value: JSON) -> str:
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return "" if value is None else str(value)


def _choices(schema: Document, widget: Widget) -> tuple[tuple[str, str], ...]:
    if widget not in (Widget.CHOICE, Widget.CHOICES):
        return ()
    values = words(schema, "items", "enum") if widget is Widget.CHOICES else words(schema, "enum")
    return tuple((value, said(schema, ABOUT, "choices", value)) for value in values)


def _columns(schema: Document) -> tuple[ColumnEntry, ...]:
    required = words(schema, "items", "required")
    return tuple(
        ColumnEntry(
            name=name,
            label=said(one, ABOUT, "label"),
            widget=Widget(said(one, ABOUT, "widget")),
            limit=_whole(one.get("maxLength")) or 0,
            required=name in required,
            example=said(one, ABOUT, "example"),
        )
        for name in words(schema, ABOUT, "columns")
        for one in (mapping(schema, "items", "properties", name),)
    )


def _about(key: str, *, keeps: bool = False) -> Callable[[Document, Entry], Document]:
    """Make a writer of one field under x-escalator; keeps: also where it says nothing."""

    def write(schema: Document, entry: Entry) -> Document:
        value: JSON = getattr(entry, key)
        return (put if keeps else put_or_drop)(schema, ABOUT, key, value=value)

    return write


def _write_example(schema: Document, entry: Entry) -> Document:
    value: JSON = entry.example
    if entry.widget is Widget.CHOICES:
        value = list(entry.example.splitlines())
    elif entry.widget is Widget.NUMBER and entry.example.isascii() and entry.example.isdigit():
        value = int(entry.example)
    return put_or_drop(schema, ABOUT, "example", value=value)


def _write_codes(schema: Document, entry: Entry) -> Document:
    return put(schema, ABOUT, "bounce_codes", value=list(entry.bounce_codes))


def _write_time(schema: Document, entry: Entry) -> Document:
    return put(schema, ABOUT, "time", value="past" if entry.is_past else "any")


def _write_limit(schema: Document, entry: Entry) -> Document:
    key = "maxItems" if entry.widget is Widget.ROWS else "maxLength"
    return put_or_drop(schema, key, value=entry.limit or None)


def _write_smallest(schema: Document, entry: Entry) -> Document:
    return (
        drop(schema, "minimum")
        if entry.smallest is None
        else put(schema, "minimum", value=entry.smallest)
    )


def _write_largest(schema: Document, entry: Entry) -> Document:
    return (
        drop(schema, "maximum")
        if entry.largest is None
        else put(schema, "maximum", value=entry.largest)
    )


def _write_choices(schema: Document, entry: Entry) -> Document:
    if entry.widget not in (Widget.CHOICE, Widget.CHOICES):
        return schema
    values: list[JSON] = [value for value, _ in entry.choices]
    if entry.widget is Widget.CHOICES:
        schema = put(put(schema, "items", "enum", value=values), "maxItems", value=len(values))
    else:
        schema = put(schema, "enum", value=values)
    return put(schema, ABOUT, "choices", value=texts(dict(entry.choices)))


def _write_columns(schema: Document, entry: Entry) -> Document:
    if entry.widget is not Widget.ROWS:
        return schema
    old = {column.name: column for column in _columns(schema)}
    before = mapping(schema, "items", "properties")
    properties: Document = {
        column.name: _column_schema(mapping(before, column.name), column, old.get(column.name))
        for column in entry.columns
    }
    names: list[JSON] = [column.name for column in entry.columns]
    required: list[JSON] = [column.name for column in entry.columns if column.required]
    schema = put(schema, "items", "properties", value=properties)
    schema = put(schema, "items", "required", value=required)
    return put(schema, ABOUT, "columns", value=names)


def _column_schema(schema: Document, column: ColumnEntry, old: ColumnEntry | None) -> Document:
    if column == old:
        return schema
    schema = put(schema, "type", value="string")
    schema = put_or_drop(schema, "maxLength", value=column.limit or None)
    for key, value in (("label", column.label), ("example", column.example)):
        schema = put_or_drop(schema, ABOUT, key, value=value)
    if old is not None and column.widget is old.widget:
        return schema
    is_time = column.widget is Widget.TIMESTAMP
    schema = put_or_drop(schema, "format", value="date-time" if is_time else None)
    return put(schema, ABOUT, "widget", value=column.widget.value)


_WRITERS: Mapping[str, Callable[[Document, Entry], Document]] = {
    "section": _about("section"),
    "label": _about("label"),
    "why": _about("why"),
    "hint": _about("hint"),
    "example": _write_example,
    "not_available": _about("not_available", keeps=True),
    "accepts_none": _about("accepts_none"),
    "common_value": _about("common_value"),
    "is_past": _write_time,
    "limit": _write_limit,
    "smallest": _write_smallest,
    "largest": _write_largest,
    "bounce_codes": _write_codes,
    "choices": _write_choices,
    "columns": _write_columns,
}
"""Field of an entry -> what writes it; in this order a new item is written."""
