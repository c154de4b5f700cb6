"""What a refused request carried, to be shown again: each field with its label in words.

It reads the request and the checklists in use, and no packet: whoever is signed out sees it too.
"""

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from escalator.domain.checklist import Column, Item
from escalator.web.desk import contracts

UNSHOWN = frozenset({"csrf_token", "key", "version", "do", "show", "whole"})
"""Fields that a form sends without anybody having typed them."""

BESIDE = {
    "na": "Not available: {}",
    "na_reason": "Why it is not available: {}",
    "contest": "Why it should stand as it is: {}",
}
"""How fields begin that say something about an item, and what they say about it."""

APART = {
    "people": "People to hide",
    "target": "Target",
    "priority_rationale": "Why this priority",
}
"""Fields of a packet's form that are no items."""

LONGEST_ROW_NUMBER = 4
"""Digits of a row's number as forms of ours name it; a longer one is part of a name."""


def typed_text() -> tuple[tuple[str, str], ...]:
    """Give what the refused request carried, each field with its label."""
    try:
        names = [name for name in request.form if _is_shown(name)]
    except RequestEntityTooLarge:
        return ()
    is_packet = request.blueprint == "packets"
    label, said = (_packet_label, _choice_words) if is_packet else (_label, _as_typed)
    typed = ((name, ", ".join(said(name, request.form.getlist(name)))) for name in names)
    return tuple((label(name), text) for name, text in typed if text.strip())


def _is_shown(name: str) -> bool:
    """Tell whether a field may be shown again: no password, whatever its form calls it."""
    return name not in UNSHOWN and not name.endswith("-kept") and "password" not in name.lower()


def _label(name: str) -> str:
    """Give a field's name in words: "wanted-1" is "Wanted, 2"."""
    words, _, number = name.partition("-")
    return words.replace("_", " ").capitalize() + (
        f", {int(number) + 1}" if _is_number(number) else ""
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ROW_NUMBER


def _packet_label(name: str) -> str:
    """Give a field of a packet's form its checklist's words: "ids-0-at" is "Request IDs, row 1"."""
    start, _, rest = name.partition("-")
    if start in BESIDE and (item := _item(rest)):
        return BESIDE[start].format(item.label)
    item = _item(start)
    if item is None:
        return APART.get(name) or _label(name)
    number, _, column = rest.partition("-")
    if not _is_number(number):
        return item.label
    return f"{item.label}, row {int(number) + 1}: {_column_label(item.columns, column)}"


def _as_typed(_name: str, texts: list[str]) -> list[str]:
    return texts


def _choice_words(name: str, texts: list[str]) -> list[str]:
    item = _item(name)
    choices = dict(item.choices) if item else {}
    return [choices.get(text, text) for text in texts]


def _item(name: str) -> Item | None:
    """Find an item by its name in any checklist; where several have it, they ask the same."""
    checklists = contracts().checklists.values()
    return next((one.item(name) for one in checklists if one.has_item(name)), None)


def _column_label(columns: tuple[Column, ...], name: str) -> str:
    return next((column.label for column in columns if column.name == name), name)
