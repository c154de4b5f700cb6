"""Turns the items of a checklist into what the field macros show: values, errors, hints, rows.

It reads no form and judges nothing: answers, gaps and faults are handed in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from escalator.domain.checklist import Choices, Column, Item, Widget
from escalator.domain.completeness import Due
from escalator.domain.model import Answer, BounceReason, Gap, Row
from escalator.services.precedents import Returned
from escalator.web.forms import KEPT, KEPT_FROM, Filled, keep_key
from escalator.web.hidden_page import HiddenHere

EXCERPT_LINES = 6
EXCERPT_LENGTH = 700

_BECAUSE: Mapping[BounceReason, str] = {
    BounceReason.MISSING: "this was missing",
    BounceReason.UNUSABLE: "this could not be used",
    BounceReason.DOES_NOT_REPRODUCE: "it did not reproduce",
    BounceReason.SOP_SKIPPED: "the written procedure was skipped",
    BounceReason.UNSCRUBBED: "personal data was left in this",
}


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """Whether an item is marked as not to be had, why, and what is wrong with that."""

    is_marked: bool
    reason: str
    error: str


_UNMARKED = NotAvailable(is_marked=False, reason="", error="")


@dataclass(frozen=True, slots=True)
class ColumnField:
    """One column of rows, as the macro takes it."""

    name: str
    label: str
    widget: str
    choices: Choices
    limit: int
    example: str
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A long stored text that the form names instead of carrying it.

    words: how much it is. excerpt: its first lines. url: all of it. key: what the form sends.
    """

    words: str
    excerpt: str
    url: str
    key: str


@dataclass(frozen=True, slots=True)
class Field:
    """One item as the field macros take it; see templates/macros/fields.html."""

    name: str
    label: str
    widget: str
    value: str | tuple[str, ...]
    hint: str
    why: str
    example: str
    limit: int
    is_optional: bool
    error: str
    note: str
    fault: str
    zone: str
    choices: Choices
    not_available: NotAvailable | None
    columns: tuple[ColumnField, ...] = ()
    rows: tuple[Mapping[str, str], ...] = ()
    cell_errors: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Kept] = field(default_factory=dict)
    max_rows: int = 0
    here: HiddenHere | None = None

    @property
    def may_be_folded(self) -> bool:
        """Whether nobody needs it and nothing is said in it or about it."""
        is_said = self.value or any(self.rows) or (self.not_available or _UNMARKED).is_marked
        is_remarked = self.error or self.cell_errors or self.note or self.fault
        return self.is_optional and not is_said and not is_remarked


@dataclass(frozen=True, slots=True)
class Beside:
    """What a form shows beside the answers.

    due: the items due, by name. errors: field id -> sentence. faults: item -> what an engineer
    wants changed. returned: item -> how often packets came back for it. zone: the person's time
    zone with its offset now. row_count: item -> the fewest rows to show. hidden: item -> what is
    hidden or doubtful in it.
    log_url: (item, row from 0) -> address of a whole stored text; None where there is none.
    """

    due: Mapping[str, Due] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    returned: Mapping[str, Returned] = field(default_factory=dict)
    zone: str = "UTC, +00:00 now"
    row_count: Mapping[str, int] = field(default_factory=dict)
    hidden: Mapping[str, HiddenHere] = field(default_factory=dict)
    log_url: Callable[[str, int], str] | None = None


def fields_of(
    items: Iterable[Item], filled: Filled, beside: Beside, *, stored: Mapping[str, Answer]
) -> tuple[Field, ...]:
    """Give the fields of some items.

    stored: the answers as stored, whose long texts a row may keep.
    """
    return tuple(_field(item, filled, beside, stored.get(item.name)) for item in items)


def filled_from(answers: Mapping[str, Answer], marked: Mapping[str, object]) -> Filled:
    """Give a form that shows what is stored, long texts of rows named only."""
    return Filled(
        {name: _with_kept(answer) for name, answer in answers.items()},
        {name: str(reason) for name, reason in marked.items()},
    )


def _with_kept(answer: Answer) -> Answer:
    if not isinstance(answer, tuple):
        return answer
    rows = tuple(_row_with_kept(row) for row in answer if isinstance(row, Mapping))
    return rows or answer


def _row_with_kept(row: Row) -> Row:
    return {
        (f"{name}{KEPT}" if len(text) > KEPT_FROM else name): (
            keep_key(text) if len(text) > KEPT_FROM else text
        )
        for name, text in row.items()
    }


def gap_errors(gaps: Iterable[Gap], items: Mapping[str, Item]) -> dict[str, str]:
    """Give each gap's message by the id of the control it is about; the first one wins."""
    errors: dict[str, str] = {}
    for gap in gaps:
        errors.setdefault(control_of(gap, items.get(gap.item)), gap.message)
    return errors


def control_of(gap: Gap, item: Item | None) -> str:
    """Give the id of the control that a gap is about."""
    if gap.code.startswith("na_") and gap.code != "na_not_allowed":
        return f"na_reason-{gap.item}"
    if not gap.place or item is None or not item.columns:
        return gap.item
    row, _, column = gap.place.partition(".")
    return f"{gap.item}-{row}-{column or item.columns[0].name}"


def zone_words(zone: str, now: datetime) -> str:
    """Say a time zone with its offset at a moment: "Europe/Berlin, +01:00 now"."""
    offset = now.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"{zone}, {offset[:3]}:{offset[3:5]} now"


def returned_words(returned: Returned) -> str:
    """Say how often packets came back for an item."""
    because = _BECAUSE.get(returned.reason, "of this")
    return f"Engineers returned {returned.count} of {returned.of} packets here because {because}."


def _field(item: Item, filled: Filled, beside: Beside, stored: Answer | None) -> Field:
    answer = filled.answers.get(item.name)
    returned = beside.returned.get(item.name)
    base = Field(
        name=item.name,
        label=item.label,
        widget=item.widget.value,
        value=_value(item, answer),
        hint=item.hint,
        why=_why(item, beside.due.get(item.name)),
        example="" if item.choices else item.example,
        limit=_limit(item),
        is_optional=item.name not in beside.due,
        error=beside.errors.get(item.name, ""),
        note=returned_words(returned) if returned else "",
        fault=beside.faults.get(item.name, ""),
        zone=beside.zone,
        choices=item.choices,
        not_available=_mark(item, filled, beside) if item.not_available else None,
        here=beside.hidden.get(item.name),
    )
    return _with_rows(base, item, answer, beside, stored) if item.columns else base


def _why(item: Item, due: Due | None) -> str:
    return f"{item.why} {due.because}" if due and due.because else item.why


def _limit(item: Item) -> int:
    is_text = item.widget in (Widget.LINE, Widget.TEXT, Widget.CODE, Widget.URL)
    return item.max_length if is_text else 0


def _value(item: Item, answer: Answer | None) -> str | tuple[str, ...]:
    if item.widget is Widget.CHOICES:
        chosen = answer if isinstance(answer, tuple) else ()
        return tuple(one for one in chosen if isinstance(one, str))
    return "" if answer is None or isinstance(answer, tuple) else str(answer)


def _mark(item: Item, filled: Filled, beside: Beside) -> NotAvailable:
    reason = filled.not_available.get(item.name)
    error = beside.errors.get(f"na_reason-{item.name}", "")
    return NotAvailable(reason is not None, reason or "", error)


def _with_rows(
    base: Field, item: Item, answer: Answer | None, beside: Beside, stored: Answer | None
) -> Field:
    typed = answer if isinstance(answer, tuple) else ()
    rows = [row for row in typed if isinstance(row, Mapping)]
    due = beside.due.get(item.name)
    wanted = max(beside.row_count.get(item.name, 0), due.rows or 1 if due else 1)
    blank: list[Row] = [{}] * min(wanted - len(rows), item.max_length - len(rows))
    start = f"{item.name}-"
    return replace(
        base,
        value="",
        columns=tuple(_column(column) for column in item.columns),
        rows=(*rows, *blank),
        cell_errors={
            name.removeprefix(start).replace("-", ".", 1): message
            for name, message in beside.errors.items()
            if name.startswith(start)
        },
        kept=_kept(item, rows, stored, beside.log_url),
        max_rows=item.max_length,
    )


def _column(column: Column) -> ColumnField:
    return ColumnField(
        name=column.name,
        label=column.label,
        widget=column.widget.value,
        choices=column.choices,
        limit=column.max_length,
        example=column.example,
        is_optional=not column.required,
    )


def _kept(
    item: Item,
    rows: list[Row],
    stored: Answer | None,
    log_url: Callable[[str, int], str] | None,
) -> dict[str, Kept]:
    """Give the stored texts that rows keep, by "row.column" as the form shows them."""
    known = {
        keep_key(text): (text, number)
        for number, row in enumerate(stored if isinstance(stored, tuple) else ())
        if isinstance(row, Mapping)
        for text in row.values()
        if len(text) > KEPT_FROM
    }
    found: dict[str, Kept] = {}
    for number, row in enumerate(rows):
        for column in item.columns:
            key = row.get(f"{column.name}{KEPT}", "")
            if key in known:
                text, place = known[key]
                url = log_url(item.name, place) if log_url else ""
                found[f"{number}.{column.name}"] = Kept(_size_words(text), _head(text), url, key)
    return found


def _size_words(text: str) -> str:
    lines = text.count("\n") + 1
    counted = "1 line" if lines == 1 else f"{lines:,} lines"
    return f"{len(text):,} characters in {counted}, saved"


def _head(text: str) -> str:
    head = "\n".join(text[:EXCERPT_LENGTH].split("\n")[:EXCERPT_LINES])
    return f"{head}\n..."
