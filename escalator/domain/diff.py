"""What changed from one revision of a packet to the next, item by item and row by row.

Lines and words within a text are text_diff.py's. Says what changed, not whether it is any better.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from escalator.domain.checklist import Checklist, Choices, Item
from escalator.domain.compare import Budget, Stretch, compare
from escalator.domain.errors import NotFound
from escalator.domain.model import Answer, GapException, Packet, Row
from escalator.domain.text_diff import Line, compare_texts

_ROWS_BUDGET = 4_000


class Change(StrEnum):
    """What became of an item, or of a part of one."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an item that changed.

    place: "" for the whole answer, "not_available" for its reason, "2.result" for column `result`
        of the third row, as in `Gap.place`, "2" for a row without columns; rows are counted as
        they are after the change, before it for a row that is gone.
    label: the same in words, "" for the whole answer.
    change: what became of it.
    lines: what to show, in order.
    """

    place: str
    label: str
    change: Change
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is not what it was, or a fact of the packet beside its items.

    name: the item's name; or "target", "priority", "priority_rationale", "exceptions".
    label: what people read.
    is_item: whether it is an item.
    change: what became of it as a whole.
    parts: at least one, in the order in which they stand in the packet.
    """

    name: str
    label: str
    is_item: bool
    change: Change
    parts: tuple[Part, ...]


def changes(before: Packet, after: Packet, checklist: Checklist) -> tuple[ItemChange, ...]:
    """Return what changed: target and priority, then items in order, then exceptions.

    checklist: gives order and labels; items it does not ask come after those it does, by name.
    """
    names = changed_items(before, after)
    known = [item.name for item in checklist.items if item.name in names]
    items = [
        _item_change(name, before, after, checklist) for name in (*known, *sorted(names - {*known}))
    ]
    first = [
        _fact("target", "Target", _target(before), _target(after)),
        _fact("priority", "Priority", before.priority, after.priority),
        _fact(
            "priority_rationale",
            "Why this priority",
            before.priority_rationale,
            after.priority_rationale,
        ),
    ]
    last = _fact(
        "exceptions",
        "Exceptions",
        _exceptions(before.exceptions, checklist),
        _exceptions(after.exceptions, checklist),
    )
    return tuple(change for change in (*first, *items, last) if change is not None)


def changed_items(before: Packet, after: Packet) -> frozenset[str]:
    """Return the names of the items whose answer, or reason for having none, differs."""
    names = {*before.answers, *after.answers, *before.not_available, *after.not_available}
    return frozenset(
        name
        for name in names
        if before.answers.get(name) != after.answers.get(name)
        or before.not_available.get(name) != after.not_available.get(name)
    )


def _item_change(name: str, before: Packet, after: Packet, checklist: Checklist) -> ItemChange:
    item = _item(name, checklist)
    parts = (
        *_reason_parts(before.not_available.get(name), after.not_available.get(name)),
        *_answer_parts(before.answers.get(name), after.answers.get(name), item),
    )
    was = name in before.answers or name in before.not_available
    stays = name in after.answers or name in after.not_available
    label = item.label if item else name
    return ItemChange(name, label, True, _kind(was=was, stays=stays), parts)


def _item(name: str, checklist: Checklist) -> Item | None:
    try:
        return checklist.item(name)
    except NotFound:
        return None


def _fact(name: str, label: str, before: str, after: str) -> ItemChange | None:
    if before == after:
        return None
    part = _part("", "", before or None, after or None)
    return ItemChange(name, label, False, part.change, (part,))


def _target(packet: Packet) -> str:
    return f"{packet.target.tier} {packet.target.team}"


def _exceptions(exceptions: tuple[GapException, ...], checklist: Checklist) -> str:
    return "\n".join(_exception(exception, checklist) for exception in exceptions)


def _exception(exception: GapException, checklist: Checklist) -> str:
    items = [_item(name, checklist) for name in exception.items]
    labels = [
        item.label if item else name for item, name in zip(items, exception.items, strict=True)
    ]
    glass = " (glass broken)" if exception.broke_glass else ""
    return f"{', '.join(labels)}{glass}: {exception.reason}"


def _kind(*, was: bool, stays: bool) -> Change:
    if was and stays:
        return Change.CHANGED
    return Change.REMOVED if was else Change.ADDED


def _reason_parts(before: str | None, after: str | None) -> Iterator[Part]:
    if before != after:
        yield _part("not_available", "Not available", before, after)


def _answer_parts(before: Answer | None, after: Answer | None, item: Item | None) -> Iterator[Part]:
    if before == after:
        return
    rows_before, rows_after = _rows(before), _rows(after)
    if rows_before is not None and rows_after is not None:
        yield from _row_parts(rows_before, rows_after, item)
        return
    choices = item.choices if item else ()
    yield _part("", "", _text(before, choices, item), _text(after, choices, item))


def _rows(answer: Answer | None) -> tuple[Row, ...] | None:
    """Return the answer's rows, none for no answer, None for an answer of another kind."""
    if answer is None:
        return ()
    if not isinstance(answer, tuple):
        return None
    rows = tuple(row for row in answer if not isinstance(row, str))
    return rows if len(rows) == len(answer) else None


def _text(answer: Answer | None, choices: Choices, item: Item | None) -> str | None:
    """Return the answer as people read it, options and rows one to a line."""
    if answer is None or isinstance(answer, int):
        return None if answer is None else str(answer)
    labels = dict(choices)
    if isinstance(answer, str):
        return labels.get(answer, answer)
    return "\n".join(
        labels.get(part, part) if isinstance(part, str) else _row_text(part, item)
        for part in answer
    )


def _row_text(row: Row, item: Item | None) -> str:
    return "; ".join(f"{_column_label(name, item)}: {row[name]}" for name in sorted(row))


def _column_label(name: str, item: Item | None) -> str:
    column = item.column(name) if item else None
    return column.label if column else name


def _row_parts(before: Sequence[Row], after: Sequence[Row], item: Item | None) -> Iterator[Part]:
    keys_before = [tuple(sorted(row.items())) for row in before]
    keys_after = [tuple(sorted(row.items())) for row in after]
    for stretch in compare(keys_before, keys_after, Budget(_ROWS_BUDGET)):
        if not stretch.is_same:
            yield from _rows_replaced(before, after, stretch, item)


def _rows_replaced(
    before: Sequence[Row], after: Sequence[Row], stretch: Stretch, item: Item | None
) -> Iterator[Part]:
    """Yield the parts of rows of which none is the same: paired in order, the rest gone or new."""
    gone, new = stretch.before, stretch.after
    pairs = min(len(gone), len(new))
    for old, number in zip(gone, new, strict=False):
        yield from _columns(before[old], after[number], number, item)
    for old in gone[pairs:]:
        yield from _whole_row(before[old], old, item, Change.REMOVED)
    for number in new[pairs:]:
        yield from _whole_row(after[number], number, item, Change.ADDED)


def _whole_row(row: Row, number: int, item: Item | None, change: Change) -> Iterator[Part]:
    if not row:
        yield Part(f"{number}", f"Row {number + 1}", change, ())
    elif change is Change.ADDED:
        yield from _columns({}, row, number, item)
    else:
        yield from _columns(row, {}, number, item)


def _columns(before: Row, after: Row, number: int, item: Item | None) -> Iterator[Part]:
    found = {*before, *after}
    known = [column.name for column in item.columns if column.name in found] if item else []
    for name in (*known, *sorted(found.difference(known))):
        old, new = before.get(name), after.get(name)
        if old != new:
            column = item.column(name) if item else None
            labels = dict(column.choices) if column else {}
            label = f"Row {number + 1}, {_column_label(name, item)}"
            yield _part(f"{number}.{name}", label, _labelled(old, labels), _labelled(new, labels))


def _labelled(value: str | None, labels: Mapping[str, str]) -> str | None:
    return None if value is None else labels.get(value, value)


def _part(place: str, label: str, before: str | None, after: str | None) -> Part:
    change = _kind(was=before is not None, stays=after is not None)
    return Part(place, label, change, compare_texts(before, after))
