"""Answers without their blanks, and as the flat JSON object that a checklist schema describes.

It judges nothing: a blank is left out because it says nothing, whatever the checklist wants.
"""

from collections.abc import Mapping

from escalator.domain.filler import is_blank
from escalator.domain.model import JSON, Answer, Answers, Packet


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
