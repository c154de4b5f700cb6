"""A packet as plain JSON values and as the one canonical JSON text (packet.schema.json).

Judges shape only (what is text, what is a list); whether answers are any good is completeness.py's.
Reading keeps every character a person typed, but line endings become LF and NUL goes.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import NoReturn, TypeVar

from escalator.domain.errors import Unreadable
from escalator.domain.hidden import count_hidden, packet_text
from escalator.domain.model import (
    JSON,
    Answer,
    Answers,
    ChecklistId,
    GapException,
    Packet,
    Priority,
    Row,
    Target,
    Tier,
)

FORMAT = "escalator-packet/1"
"""Names this shape; another shape gets another number."""

LARGEST_NUMBER = 2**53 - 1
"""The largest whole number every reader of JSON keeps exactly (RFC 8259, section 6)."""

LARGEST_REVISION = 1_000_000

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_REFERENCE = re.compile(r"(?:[A-Z]{1,10}-[0-9]{1,12})?")
_SURROGATE = re.compile("[\ud800-\udfff]")

_STRANGE = "(a name that cannot be one)"

_KEYS = frozenset(
    {
        "format",
        "reference",
        "revision",
        "checklist",
        "target",
        "priority",
        "priority_rationale",
        "answers",
        "not_available",
        "exceptions",
        "hidden",
    }
)
_REQUIRED = ("format", "checklist", "target", "priority", "answers")

Choice = TypeVar("Choice", Priority, Tier)


def plain_text(text: str) -> str:
    """Return the text with LF line endings, without NUL and half characters (surrogates)."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _SURROGATE.sub("\ufffd", unified)


def to_json(packet: Packet) -> dict[str, JSON]:
    """Return the packet as plain JSON values, answers and columns in the order of their names."""
    return {
        "format": FORMAT,
        "reference": packet.reference,
        "revision": packet.revision,
        "checklist": {"name": packet.checklist.name, "version": packet.checklist.version},
        "target": {"tier": packet.target.tier.value, "team": packet.target.team},
        "priority": packet.priority.value,
        "priority_rationale": packet.priority_rationale,
        "answers": answers_to_json(packet.answers),
        "not_available": {
            name: packet.not_available[name] for name in sorted(packet.not_available)
        },
        "exceptions": [_exception_json(exception) for exception in packet.exceptions],
        **_hidden_json(packet),
    }


def _hidden_json(packet: Packet) -> dict[str, JSON]:
    counts: dict[str, JSON] = {**count_hidden(packet_text(packet))}
    return {"hidden": counts} if counts else {}


def write_json(packet: Packet) -> str:
    """Return the packet as JSON text; the same packet always gives the same characters."""
    return json.dumps(to_json(packet), ensure_ascii=False, indent=2) + "\n"


def read_json(text: str) -> Packet:
    """Return the packet that the JSON text holds.

    Raises Unreadable, with the line where the text stops being JSON, or with the place in it that
    is not a packet's.
    """
    try:
        value = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=_unique, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        raise Unreadable(f"This is not valid JSON: {error.msg.lower()}.", error.lineno) from error
    except RecursionError as error:
        raise Unreadable("This JSON is nested too deeply to be a packet.") from error
    except ValueError as error:
        raise Unreadable("This JSON holds a number too large for a packet.") from error
    if isinstance(value, list):
        raise Unreadable("This is a JSON list. A packet is one object: judge each by itself.")
    return from_json(value)


def from_json(value: object) -> Packet:
    """Return the packet that the JSON value describes.

    Answers that say nothing (empty text, an empty list) are left out, as in a packet. The count of
    what is hidden is passed over: the texts say it.
    Raises Unreadable with the place that is wrong when the value has not the shape of a packet.
    """
    fields = _object(value, "")
    for name in _REQUIRED:
        if name not in fields:
            _refuse(name, "is missing")
    if fields["format"] != FORMAT:
        _refuse("format", f'must be "{FORMAT}"')
    for name in fields:
        if name not in _KEYS:
            _refuse_stranger(name, "")
    return Packet(
        checklist=_checklist(fields["checklist"]),
        target=_target(fields["target"]),
        priority=_choice(Priority, fields["priority"], "priority"),
        answers=_answers(fields["answers"]),
        not_available=_reasons(fields.get("not_available", {})),
        reference=_matching(_REFERENCE, fields.get("reference", ""), "reference"),
        revision=_number(fields.get("revision", 0), "revision", 0, LARGEST_REVISION),
        priority_rationale=_text(fields.get("priority_rationale", ""), "priority_rationale"),
        exceptions=_exceptions(fields.get("exceptions", [])),
    )


def answers_to_json(answers: Answers) -> dict[str, JSON]:
    """Return the answers as plain JSON values, in the order of their names."""
    return {name: _answer_json(answers[name]) for name in sorted(answers)}


def answers_from_json(value: object) -> dict[str, Answer]:
    """Return the answers that `answers_to_json` wrote.

    Raises Unreadable naming the first value that is no answer.
    """
    return _answers(value)


def is_item_name(text: str) -> bool:
    """Return whether the text can be the name of an item or a column."""
    return _NAME.fullmatch(text) is not None


def _answer_json(answer: Answer) -> JSON:
    if isinstance(answer, str | int):
        return answer
    return [
        part if isinstance(part, str) else {name: part[name] for name in sorted(part)}
        for part in answer
    ]


def _exception_json(exception: GapException) -> JSON:
    return {
        "items": list(exception.items),
        "reason": exception.reason,
        "broke_glass": exception.broke_glass,
    }


def _checklist(value: object) -> ChecklistId:
    fields = _only(_object(value, "checklist"), ("name", "version"), "checklist")
    return ChecklistId(
        name=_matching(_SLUG, fields["name"], "checklist.name"),
        version=_number(fields["version"], "checklist.version", 1, LARGEST_REVISION),
    )


def _target(value: object) -> Target:
    fields = _only(_object(value, "target"), ("tier", "team"), "target")
    tier = _choice(Tier, fields["tier"], "target.tier")
    if tier is Tier.S1:
        _refuse("target.tier", "must be S2 or S3: S1 is who escalates")
    return Target(
        tier=tier,
        team=_matching(_SLUG, fields["team"], "target.team"),
    )


def _answers(value: object) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, entry in _object(value, "answers").items():
        place = f"answers.{_name(name, 'answers')}"
        answer = _answer(entry, place)
        if answer not in ("", ()):
            answers[name] = answer
    return answers


def _answer(value: object, place: str) -> Answer:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _number(value, place, -LARGEST_NUMBER, LARGEST_NUMBER)
    if not isinstance(value, list):
        _refuse(place, "must be text, a whole number or a list")
    if all(isinstance(entry, str) for entry in value):
        return tuple(plain_text(entry) for entry in value)
    return tuple(_row(entry, f"{place}[{index}]") for index, entry in enumerate(value))


def _row(value: object, place: str) -> Row:
    return {
        _name(name, place): _text(entry, f"{place}.{name}")
        for name, entry in _object(value, place).items()
    }


def _reasons(value: object) -> dict[str, str]:
    return {
        _name(name, "not_available"): _text(entry, f"not_available.{name}")
        for name, entry in _object(value, "not_available").items()
    }


def _exceptions(value: object) -> tuple[GapException, ...]:
    return tuple(
        _exception(entry, f"exceptions[{index}]")
        for index, entry in enumerate(_list(value, "exceptions"))
    )


def _exception(value: object, place: str) -> GapException:
    given = {"broke_glass": False, **_object(value, place)}
    fields = _only(given, ("items", "reason", "broke_glass"), place)
    broke_glass = fields["broke_glass"]
    if not isinstance(broke_glass, bool):
        _refuse(f"{place}.broke_glass", "must be true or false")
    return GapException(
        items=tuple(
            _name(entry, f"{place}.items") for entry in _list(fields["items"], f"{place}.items")
        ),
        reason=_text(fields["reason"], f"{place}.reason"),
        broke_glass=broke_glass,
    )


def _object(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        _refuse(place, "must be an object")
    return value


def _only(fields: Mapping[str, object], names: tuple[str, ...], place: str) -> Mapping[str, object]:
    for name in names:
        if name not in fields:
            _refuse(f"{place}.{name}", "is missing")
    for name in fields:
        if name not in names:
            _refuse_stranger(name, f"{place}.")
    return fields


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        _refuse(place, "must be a list")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        _refuse(place, "must be text")
    return plain_text(value)


def _number(value: object, place: str, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        _refuse(place, f"must be a whole number from {least} to {most}")
    return value


def _matching(pattern: re.Pattern[str], value: object, place: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        _refuse(place, "is not of the expected form")
    return value


def _name(value: object, place: str) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        _refuse(place, "holds a name that no item can have")
    return value


def _choice(kind: Callable[[str], Choice], value: object, place: str) -> Choice:
    try:
        return kind(_text(value, place))
    except ValueError as error:
        raise Unreadable(f"{place} has a value that does not exist.") from error


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Unreadable("This JSON gives the same name twice in one object.")
    return fields


def _refuse_constant(constant: str) -> NoReturn:
    raise Unreadable(f"{constant} is not valid JSON.")


def _refuse_stranger(name: str, place: str) -> NoReturn:
    """Refuse a name no packet has; quoted only where it could be one, as it may be anything."""
    shown = f"{place}{name}" if _NAME.fullmatch(name) else f"{place}{_STRANGE}"
    _refuse(shown, "is not part of a packet")


def _refuse(place: str, problem: str) -> NoReturn:
    raise Unreadable(f"{place or 'The whole file'} {problem}.")
