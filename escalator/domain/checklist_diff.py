"""What one version of a checklist asks differently from another, item by item, in plain words.

Nothing that differs is left out: what has no words of its own is shown as it stands in the file.
"""

import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from escalator.domain.checklist import Checklist, Column, Item, canonical
from escalator.domain.conditions import checklist_rules, when_words
from escalator.domain.json_places import Document, at, drop, mapping, words
from escalator.domain.model import JSON

ABOUT = "x-escalator"


class Kind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that differs: what it is, what it was, what it is now; "" for nothing."""

    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What differs at one item. name: "" for the checklist as a whole."""

    name: str
    label: str
    kind: Kind
    parts: tuple[Part, ...]


def checklist_changes(old: Checklist, new: Checklist) -> tuple[ItemChange, ...]:
    """Return what differs, in the order of the new version, removed items last.

    Versions that differ in their number only have no differences.
    """
    found = [*_head(old, new)]
    moved = _moved(old, new)
    for item in new.items:
        if not old.has_item(item.name):
            parts = _parts(None, item, old, new)
            found.append(ItemChange(item.name, item.label, Kind.ADDED, parts))
            continue
        parts = _parts(old.item(item.name), item, old, new)
        if item.name in moved:
            places = (_place(old, item.name), _place(new, item.name))
            parts = (*parts, Part("Place", *places))
        if parts:
            found.append(ItemChange(item.name, item.label, Kind.CHANGED, parts))
    found += [
        ItemChange(item.name, item.label, Kind.REMOVED, ())
        for item in old.items
        if not new.has_item(item.name)
    ]
    if not found and _plain(old) != _plain(new):
        rest = Part("How its rules are written", "", "The same is asked, written differently.")
        return (ItemChange("", new.title, Kind.CHANGED, (rest,)),)
    return tuple(found)


def due_words(item: str, checklist: Checklist) -> tuple[str, ...]:
    """Say when an item is due, one line for each way; empty when it never has to be answered."""
    if item in words(_document(checklist), "required"):
        return ("always", *_due_by_rules(item, checklist, only_rows=True))
    return _due_by_rules(item, checklist)


def _due_by_rules(item: str, checklist: Checklist, *, only_rows: bool = False) -> tuple[str, ...]:
    lines = []
    for rule in checklist_rules(checklist):
        if not rule.wants(item):
            continue
        if rule.condition is None:
            lines.append(f"under a condition of the file: {_raw(at(rule.raw, 'if'))}")
            continue
        wanted = next(one for one in rule.condition.wanted if one.item == item)
        when = when_words(rule.condition, checklist)
        if wanted.rows or not only_rows:
            lines.append(f"{when} (at least {wanted.rows})" if wanted.rows else when)
    return tuple(lines)


def _parts(was: Item | None, now: Item, old: Checklist, new: Checklist) -> tuple[Part, ...]:
    before = _said(was, old) if was else {}
    after = _said(now, new)
    parts = [
        Part(what, before.get(what, ""), text)
        for what, text in after.items()
        if before.get(what, "") != text
    ]
    left = _rest(old, now.name) if was else ""
    right = _rest(new, now.name)
    if was and left != right:
        parts.append(Part("Its rule in the file", left, right))
    return tuple(parts)


def _said(item: Item, checklist: Checklist) -> dict[str, str]:
    schema = mapping(_document(checklist), "properties", item.name)
    reasons = [rule.because for rule in checklist_rules(checklist) if rule.wants(item.name)]
    return {
        "Label": item.label,
        "Section": checklist.section_of(item.name).title,
        "Due": _sentence("; ".join(due_words(item.name, checklist)) or "never"),
        "Why it is due then": "\n".join(reasons),
        "Help": item.hint,
        "Good example": "" if item.columns else item.example,
        "Why engineers need it": item.why,
        "Reasons to bounce it": ", ".join(code.value for code in item.bounce_codes),
        "Not available": "may be marked" if item.not_available else "may not be marked",
        "Answered as": item.widget.value,
        "Most rows" if item.columns else "Most characters": _limit(schema),
        "Smallest and largest": _range(schema),
        "Options": "\n".join(label for _, label in item.choices),
        "Columns": "\n".join(_column(column) for column in item.columns),
        "“None” is an answer": "yes" if item.accepts_none else "",
        "May equal the example": "yes" if item.common_value else "",
        "Time": item.bound.value if "time" in mapping(schema, ABOUT) else "",
    }


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _limit(schema: Document) -> str:
    limit = schema.get("maxItems") if "columns" in mapping(schema, ABOUT) else None
    limit = schema.get("maxLength") if limit is None else limit
    return f"{limit:,}" if isinstance(limit, int) else ""


def _range(schema: Document) -> str:
    ends = [schema.get("minimum"), schema.get("maximum")]
    if ends == [None, None]:
        return ""
    return " to ".join("any" if end is None else f"{end:,}" for end in ends)


def _column(column: Column) -> str:
    needed = "" if column.required else ", optional"
    return (
        f"{column.label}{needed} ({column.widget.value}, at most {column.max_length:,} characters;"
        f" such as “{column.example}”)"
    )


_SAID = ("section", "label", "hint", "why", "example", "bounce_codes", "not_available")
_SAID_TOO = ("widget", "accepts_none", "common_value", "time")


def _rest(checklist: Checklist, name: str) -> str:
    """Give what the schema of an item says beyond what has words, as it stands in the file."""
    schema = mapping(_document(checklist), "properties", name)
    for key in (*_SAID, *_SAID_TOO):
        schema = drop(schema, ABOUT, key)
    choices = mapping(schema, ABOUT, "choices")
    item = checklist.item(name)
    if tuple(choices.items()) and {value for value, _ in item.choices} == choices.keys():
        schema = drop(schema, ABOUT, "choices")
        # The values stay: packets hold them, so a value that changed is no matter of words.
    schema = drop(drop(schema, "minimum"), "maximum")
    if not item.columns:
        schema = drop(schema, "maxLength")
        return _raw(schema)
    schema = drop(schema, "maxItems")
    for column in item.columns:
        for path in (("maxLength",), (ABOUT, "label"), (ABOUT, "example"), (ABOUT, "widget")):
            schema = drop(schema, "items", "properties", column.name, *path)
    return _raw(drop(drop(schema, "items", "required"), ABOUT, "columns"))


def _head(old: Checklist, new: Checklist) -> tuple[ItemChange, ...]:
    parts = [
        Part(what, was, now)
        for what, was, now in (
            ("Title", old.title, new.title),
            ("When to choose it", old.summary, new.summary),
            ("Tiers", ", ".join(old.tiers), ", ".join(new.tiers)),
            ("Only for the teams", ", ".join(old.only_teams), ", ".join(new.only_teams)),
            ("Sections", _sections(old), _sections(new)),
            ("Anything else in the file", _head_rest(old), _head_rest(new)),
        )
        if was != now
    ]
    return (ItemChange("", "The checklist itself", Kind.CHANGED, tuple(parts)),) if parts else ()


def _sections(checklist: Checklist) -> str:
    return "\n".join(f"{one.title}: {one.intro}" for one in checklist.sections)


def _head_rest(checklist: Checklist) -> str:
    document = _document(checklist)
    for key in ("$id", "properties", "required", "allOf"):
        document = drop(document, key)
    for key in ("version", "order", "title", "summary", "tiers", "only_teams", "sections"):
        document = drop(document, ABOUT, key)
    return _raw(document)


def _moved(old: Checklist, new: Checklist) -> frozenset[str]:
    """Name the items that stand elsewhere among those that both versions have."""
    before = [item.name for item in old.items if new.has_item(item.name)]
    after = [item.name for item in new.items if old.has_item(item.name)]
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    stayed = {
        name for block in matcher.get_matching_blocks() for name in before[block.a :][: block.size]
    }
    return frozenset(after) - stayed


def _place(checklist: Checklist, name: str) -> str:
    section = checklist.section_of(name)
    mates = [item.name for item in checklist.items_of(section.name)]
    place = mates.index(name)
    if place == 0:
        return f"first in “{section.title}”"
    return f"after “{checklist.item(mates[place - 1]).label}”"


def _document(checklist: Checklist) -> Document:
    return dict(checklist.schema)


def _plain(checklist: Checklist) -> bytes:
    return canonical(drop(drop(_document(checklist), "$id"), ABOUT, "version"))


def _raw(value: JSON) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
