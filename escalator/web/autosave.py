"""Reads what the editor sends while somebody types: JSON, checked strictly.

It parses and never judges; what is kept of it is forms.py's and the services'.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from escalator.domain.checklist import Checklist, Item, Widget
from escalator.domain.errors import InvalidEntry, Unreadable
from escalator.domain.model import Answer, Answers, Row
from escalator.domain.packet import plain_text
from escalator.services.hiding import Choice
from escalator.web.forms import KEPT, MOST_ROWS_READ, Filled, read_choice

_JSON_KEYS = frozenset(
    {
        *("version", "answers", "not_available", "people", "target"),
        *("priority", "priority_rationale", "choice"),
    }
)
_CHOICE_KEYS = frozenset({"decision", "name", "value", "kind", "typed"})
_MOST_TYPED = 50


@dataclass(frozen=True, slots=True)
class Autosaved:
    """What the editor sends while somebody types: the version it had, and what changed.

    choice: what was decided about something hidden, None for mere typing.
    """

    version: int
    filled: Filled
    choice: Choice | None


def read_autosave(checklist: Checklist, body: bytes) -> Autosaved:
    """Read the body of an autosave.

    Raises Unreadable when it is not the JSON that the editor sends, InvalidEntry naming the items
    whose value has not their shape.
    """
    given = _json_object(body)
    version = given.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or not 0 <= version < 2**31:
        raise Unreadable("The version of the packet is missing.")
    answers = _object_at(given, "answers")
    marks = _object_at(given, "not_available")
    problems = dict.fromkeys(
        (name for name in (*answers, *marks) if not checklist.has_item(name)),
        "This checklist has no such item.",
    )
    typed: dict[str, Answer] = {}
    for name, value in answers.items():
        if name not in problems:
            try:
                typed[name] = _json_answer(checklist.item(name), value)
            except Unreadable as error:
                problems[name] = error.reason
    if problems:
        raise InvalidEntry(problems)
    filled = Filled(
        typed,
        {name: _text_or_none(reason, name) for name, reason in marks.items()},
        people=_json_people(given.get("people")),
        target=_text_or_none(given.get("target"), "target"),
        priority=_text_or_none(given.get("priority"), "priority"),
        rationale=_text_or_none(given.get("priority_rationale"), "priority_rationale"),
    )
    return Autosaved(version, filled, _json_choice(checklist, given.get("choice")))


def _json_choice(checklist: Checklist, given: object) -> Choice | None:
    if given is None:
        return None
    if not isinstance(given, dict) or not given.keys() <= _CHOICE_KEYS:
        raise Unreadable("The decision is not what the editor sends.")
    words = {name: _text_or_none(given.get(name), name) or "" for name in _CHOICE_KEYS - {"typed"}}
    choice = read_choice(words.pop("decision"), **words)
    return replace(choice, typed=tuple(_json_typed(checklist, given.get("typed"))))


def _json_typed(checklist: Checklist, given: object) -> Iterator[Answers]:
    """Yield answers that the tab still held; those that no longer fit say nothing."""
    entries = given if isinstance(given, list) else ()
    for entry in entries[-_MOST_TYPED:]:
        answers = entry.items() if isinstance(entry, dict) else ()
        yield {
            name: _json_answer(checklist.item(name), value)
            for name, value in answers
            if checklist.has_item(name)
        }


def _json_object(body: bytes) -> Mapping[str, object]:
    try:
        given = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable("The text is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("The text is not JSON.") from error
    if not isinstance(given, dict) or not given.keys() <= _JSON_KEYS:
        raise Unreadable("The JSON is not what the editor sends.")
    return given


def _object_at(given: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = given.get(name, {})
    if not isinstance(value, dict):
        raise Unreadable(f"“{name}” is not an object.")
    return value


def _text_or_none(value: object, name: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unreadable(f"“{name}” is not text.")
    return plain_text(value).strip()


def _json_people(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unreadable("“people” is not a list of names.")
    return plain_text("\n".join(value))


def _json_answer(item: Item, value: object) -> Answer:
    """Give an autosaved value as typed; raises Unreadable for the wrong shape."""
    if value is None:
        return () if item.widget in (Widget.ROWS, Widget.CHOICES) else ""
    if item.widget is Widget.ROWS:
        return tuple(_json_row(item, row) for row in _list(value, item))
    if item.widget is Widget.CHOICES:
        return tuple(_text(one, item) for one in _list(value, item))
    if item.widget is Widget.NUMBER and isinstance(value, int) and not isinstance(value, bool):
        return value
    return _text(value, item)


def _list(value: object, item: Item) -> list[object]:
    if not isinstance(value, list) or len(value) > MOST_ROWS_READ:
        raise Unreadable(f"“{item.label}” is not a list that can be kept.")
    return value


def _text(value: object, item: Item) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"“{item.label}” is not text.")
    return plain_text(value)


def _json_row(item: Item, value: object) -> Row:
    known = {name for column in item.columns for name in (column.name, f"{column.name}{KEPT}")}
    if not isinstance(value, dict) or not value.keys() <= known:
        raise Unreadable(f"“{item.label}” has a row with other columns.")
    return {name: _text(text, item) for name, text in value.items()}
