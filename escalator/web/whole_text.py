"""One whole text of a packet, for reading beside the page that shortened it."""

from escalator.domain.checklist import Checklist
from escalator.domain.errors import NotFound
from escalator.domain.model import Answer, Packet, Row


def whole_text(packet: Packet, checklist: Checklist, *, item: str, number: int) -> str:
    """Give an item's answer as plain text, of a repeated one the row counted from 0.

    A row's short columns come first, each with its label, then the long ones. Raises NotFound when
    the packet has no such answer.
    """
    reason = packet.not_available.get(item, "")
    answer: Answer | None = packet.answers.get(item)
    if answer is None and reason and number == 0:
        return reason
    if isinstance(answer, tuple) and number < len(answer):
        part = answer[number]
        return part if isinstance(part, str) else _row_text(part, checklist, item)
    if answer is None or isinstance(answer, tuple) or number:
        raise NotFound("text")
    return str(answer)


def _row_text(row: Row, checklist: Checklist, item: str) -> str:
    asked = checklist.item(item) if checklist.has_item(item) else None
    order = [column.name for column in asked.columns if column.name in row] if asked else []
    names = [*order, *sorted(set(row) - set(order))]
    short = [name for name in names if "\n" not in row[name]]
    labels = {column.name: column.label for column in asked.columns} if asked else {}
    head = "\n".join(f"{labels.get(name, name)}: {row[name]}" for name in short)
    blocks = [
        row[name] if len(names) - len(short) == 1 else f"{labels.get(name, name)}:\n{row[name]}"
        for name in names
        if name not in short
    ]
    return "\n\n".join(block for block in (head, *blocks) if block)
