"""Answers without their blanks, and as the flat JSON object that a checklist schema describes.

It judges nothing: a blank is left out because it says nothing, whatever the checklist wants.
"""

from collections.abc import Mapping

from escalator.domain.checklist import Checklist, Item
from escalator.domain.filler import is_blank
from escalator.domain.model import JSON, Answer, Answers, Packet, Row


def without_blanks(answers: Answers) -> Answers:
    """Return the answers without blank texts, blank columns, blank rows and empty lists."""
    kept = ((name, _without_blanks(answer)) for name, answer in answers.items())
    return {name: answer for name, answer in kept if answer is not None}


def rows_with_text(answer: Answer | None) -> tuple[int, ...]:
    """Return the positions, from 0, of the rows that without_blanks keeps."""
    if not isinstance(answer, tuple):
        return ()
    return tuple(
        index
        for index, row in enumerate(answer)
        if isinstance(row, Mapping) and any(not is_blank(text) for text in row.values())
    )


def with_choices(checklist: Checklist, typed: Answers, clean: Answers) -> dict[str, Answer]:
    """Return clean answers with the choices as they were typed: an option names no person.

    typed, clean: the same answers before and after something in them was hidden.
    """
    return {
        name: _with_choices(checklist.item(name), typed[name], answer)
        if checklist.has_item(name) and name in typed
        else answer
        for name, answer in clean.items()
    }


def _with_choices(item: Item, typed: Answer, clean: Answer) -> Answer:
    options = {value for value, _ in item.choices}
    if isinstance(clean, str):
        return typed if isinstance(typed, str) and typed in options else clean
    if isinstance(clean, int) or not isinstance(typed, tuple):
        return clean
    pairs = list(zip(typed, clean, strict=True))
    chosen = tuple(
        old if old in options else new
        for old, new in pairs
        if isinstance(old, str) and isinstance(new, str)
    )
    rows = tuple(
        _row_with_choices(item, old, new)
        for old, new in pairs
        if isinstance(old, Mapping) and isinstance(new, Mapping)
    )
    return chosen or rows


def _row_with_choices(item: Item, typed: Row, clean: Row) -> Row:
    options = {column.name: {value for value, _ in column.choices} for column in item.columns}
    return {
        name: typed[name] if typed[name] in options.get(name, ()) else text
        for name, text in clean.items()
    }


def as_instance(packet: Packet, answers: Answers) -> dict[str, JSON]:
    """Return answers as JSON with the facts `tier` and `priority` that conditions use."""
    values: dict[str, JSON] = {name: _as_json(answer) for name, answer in answers.items()}
    return values | {"tier": str(packet.target.tier), "priority": str(packet.priority)}


def _without_blanks(answer: Answer) -> Answer | None:
    if isinstance(answer, str):
        return None if is_blank(answer) else answer
    if not isinstance(answer, tuple):
        return answer
    rows = tuple(_row_without_blanks(row) for row in answer if isinstance(row, Mapping))
    if rows:
        return tuple(row for row in rows if row) or None
    words = tuple(each for each in answer if isinstance(each, str) and not is_blank(each))
    return words or None


def _row_without_blanks(row: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in row.items() if not is_blank(text)}


def _as_json(answer: Answer) -> JSON:
    if isinstance(answer, tuple):
        return [dict(each) if isinstance(each, Mapping) else each for each in answer]
    return answer
