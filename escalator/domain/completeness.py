"""The one gate: which items of a packet are missing or unusable, judged by its checklist.

JSON Schema says what it can; what it cannot (filler, time zones, order in time) is added as the
same Gap. Nothing here stores, changes or forgives: an exception only leaves its gaps out.

Codes of gaps: missing, too_few, too_many, too_short, too_long, filler, example_copied, no_result,
no_time_zone, in_future, before_first_seen, bad_timestamp, bad_url, bad_format, not_a_choice,
not_a_number, out_of_range, na_not_allowed, na_without_reason, unknown_item.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jsonschema.exceptions import ValidationError

from escalator.domain import gap_words
from escalator.domain.advice import advice
from escalator.domain.answer_rules import faults
from escalator.domain.answers import as_instance, rows_with_text, without_blanks
from escalator.domain.checklist import Checklist, Column, Item, Widget
from escalator.domain.filler import is_blank, is_copy, is_filler
from escalator.domain.model import Gap, Packet
from escalator.domain.rulebook import Due, rulebook_of
from escalator.domain.timestamps import read_moment

__all__ = [
    "LONGEST_REASON",
    "Due",
    "Progress",
    "SectionState",
    "advice",
    "all_gaps",
    "due",
    "gaps",
    "progress",
    "without_blanks",
]

LONGEST_REASON = 2_000
"""Characters of a reason why something is not available."""


@dataclass(frozen=True, slots=True)
class SectionState:
    """How a section stands.

    name, title: the section's. gap_count: gaps open in it.
    answered: its items that have an answer or are marked not available.
    """

    name: str
    title: str
    gap_count: int
    answered: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open in it."""
        return self.gap_count == 0

    @property
    def words(self) -> str:
        """How it stands, for the rail: nobody completed what is empty and may be."""
        if self.gap_count:
            return "1 gap" if self.gap_count == 1 else f"{self.gap_count} gaps"
        return "complete" if self.answered else "nothing needed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a packet is: sections complete, of how many, and each in order."""

    complete: int
    total: int
    sections: tuple[SectionState, ...]


def gaps(checklist: Checklist, packet: Packet, *, now: datetime) -> tuple[Gap, ...]:
    """Return what blocks the packet, in checklist order.

    now: aware. Gaps of items that an exception names are left out; all_gaps has them.
    """
    excepted = {name for exception in packet.exceptions for name in exception.items}
    return tuple(gap for gap in all_gaps(checklist, packet, now=now) if gap.item not in excepted)


def all_gaps(checklist: Checklist, packet: Packet, *, now: datetime) -> tuple[Gap, ...]:
    """Return every gap in checklist order, exceptions or not. now: aware."""
    return _Verdict(checklist, packet, now).gaps()


def due(checklist: Checklist, packet: Packet) -> Mapping[str, Due]:
    """Return the items that this packet has to answer as it stands, by name."""
    return rulebook_of(checklist).due(as_instance(packet, without_blanks(packet.answers)))


def progress(checklist: Checklist, packet: Packet, gaps: Iterable[Gap]) -> Progress:
    """Return how each section of a packet stands, given its gaps.

    A section is complete when nothing blocks in it. Gaps of unknown items stand in no section.
    """
    counts = dict.fromkeys((section.name for section in checklist.sections), 0)
    for gap in gaps:
        if checklist.has_item(gap.item):
            counts[checklist.item(gap.item).section] += 1
    said = without_blanks(packet.answers).keys() | packet.not_available.keys()
    states = tuple(
        SectionState(
            section.name,
            section.title,
            gap_count=counts[section.name],
            answered=sum(item.name in said for item in checklist.items_of(section.name)),
        )
        for section in checklist.sections
    )
    return Progress(sum(state.is_complete for state in states), len(states), states)


class _Verdict:
    """Judges one packet once; keeps one gap for each place, the first that was found."""

    def __init__(self, checklist: Checklist, packet: Packet, now: datetime) -> None:
        self.checklist = checklist
        self.packet = packet
        self.now = now
        self.answers = without_blanks(packet.answers)
        self.instance = as_instance(packet, self.answers)
        self.due = rulebook_of(checklist).due(self.instance)
        self.found: dict[tuple[str, str], Gap] = {}

    def gaps(self) -> tuple[Gap, ...]:
        self.judge_marks()
        for error in rulebook_of(self.checklist).errors(self.instance):
            self.judge_error(error)
        for item in self.checklist.items:
            self.judge_answer(item)
        return tuple(sorted(self.found.values(), key=self.order))

    def order(self, gap: Gap) -> tuple[int, str, int, int]:
        row, _, column = gap.place.partition(".")
        if not self.checklist.has_item(gap.item):
            return len(self.checklist.items), gap.item, 0, 0
        item = self.checklist.item(gap.item)
        columns = [each.name for each in item.columns]
        rank = columns.index(column) if column in columns else -1
        return self.checklist.items.index(item), "", int(row) if row else -1, rank

    def add(self, item: str, code: str, message: str, place: str = "") -> None:
        because = self.due[item].because if item in self.due else ""
        self.found.setdefault((item, place), Gap(item, code, message, place, because))

    def row_as_typed(self, item: str, row: int) -> int:
        """Return a row's number as the person sees it: blank rows between count."""
        kept = rows_with_text(self.packet.answers.get(item))
        return kept[row] if row < len(kept) else row

    # Marks of "not available"

    def judge_marks(self) -> None:
        for name, reason in self.packet.not_available.items():
            if not self.checklist.has_item(name):
                self.add(name, "unknown_item", gap_words.unknown_item(name))
            elif name not in self.answers:
                self.judge_mark(self.checklist.item(name), reason)

    def judge_mark(self, item: Item, reason: str) -> None:
        if not item.not_available:
            self.add(item.name, "na_not_allowed", gap_words.na_not_allowed(item))
        elif is_blank(reason) or is_filler(reason, is_prose=True) or is_copy(reason, item.label):
            self.add(item.name, "na_without_reason", gap_words.na_without_reason(item))
        elif len(reason) > LONGEST_REASON:
            self.add(item.name, "too_long", gap_words.reason_too_long(item, LONGEST_REASON))

    # What JSON Schema finds

    def judge_error(self, error: ValidationError) -> None:
        path = list(error.absolute_path)
        if error.validator == "required":
            wanted = error.validator_value if isinstance(error.validator_value, list) else []
            for name in wanted:
                if isinstance(error.instance, dict) and name not in error.instance:
                    self.judge_missing(path, name)
        elif not path:
            self.judge_whole(error)
        elif self.checklist.has_item(str(path[0])):
            self.judge_value(error, self.checklist.item(str(path[0])), path[1:])

    def judge_missing(self, path: list[str | int], name: str) -> None:
        if not path and self.checklist.has_item(name):
            if name not in self.packet.not_available:
                rows = self.due[name].rows if name in self.due else 0
                item = self.checklist.item(name)
                self.add(name, "missing", gap_words.missing(item, rows=rows))
        elif len(path) == 2 and self.checklist.has_item(str(path[0])):
            item, row = self.checklist.item(str(path[0])), int(path[1])
            column = item.column(name)
            if column is not None:
                code = "no_result" if name == "result" else "missing"
                typed = self.row_as_typed(item.name, row)
                message = gap_words.missing_cell(item, column, typed)
                self.add(item.name, code, message, f"{typed}.{name}")

    def judge_whole(self, error: ValidationError) -> None:
        if error.validator in ("additionalProperties", "unevaluatedProperties"):
            for name in self.answers:
                if not self.checklist.has_item(name):
                    self.add(name, "unknown_item", gap_words.unknown_item(name))

    def judge_value(self, error: ValidationError, item: Item, path: list[str | int]) -> None:
        if not path or item.widget is not Widget.ROWS:
            code, message = _say(error, item, item, rows=self.rows(item))
            self.add(item.name, code, message)
            return
        column = item.column(str(path[1])) if len(path) > 1 else None
        typed = self.row_as_typed(item.name, int(path[0]))
        place = f"{typed}.{column.name}" if column else str(typed)
        code, message = _say(error, item, column or item, rows=0)
        self.add(item.name, code, gap_words.in_row(typed, message), place)

    def rows(self, item: Item) -> int:
        return self.due[item.name].rows if item.name in self.due else 0

    # What JSON Schema cannot say

    def judge_answer(self, item: Item) -> None:
        answer = self.answers.get(item.name)
        if answer is None:
            return
        is_due = item.name in self.due
        for fault in faults(item, answer, now=self.now, is_due=is_due):
            row, _, column = fault.place.partition(".")
            if not row:
                self.add(item.name, fault.code, fault.message)
                continue
            typed = self.row_as_typed(item.name, int(row))
            message = gap_words.in_row(typed, fault.message)
            self.add(item.name, fault.code, message, f"{typed}.{column}")
        if item.not_before and self.checklist.has_item(item.not_before):
            self.judge_order_in_time(item, self.checklist.item(item.not_before))

    def judge_order_in_time(self, later: Item, earlier: Item) -> None:
        texts = self.answers.get(earlier.name), self.answers.get(later.name)
        first, second = (read_moment(text) if isinstance(text, str) else None for text in texts)
        if first and second and first.has_zone and second.has_zone and second.at < first.at:
            message = gap_words.before(later, earlier.label)
            self.add(later.name, "before_first_seen", message)


def _say(
    error: ValidationError, item: Item, question: Item | Column, *, rows: int
) -> tuple[str, str]:
    """Return the code and the message for what JSON Schema finds wrong with a value."""
    limit = error.validator_value if isinstance(error.validator_value, int) else 0
    size = len(error.instance) if isinstance(error.instance, str | list) else 0
    match error.validator:
        case "minItems":
            return "too_few", gap_words.too_few(item, have=size, rows=max(rows, limit))
        case "maxItems":
            return "too_many", gap_words.too_many(item, limit)
        case "maxLength":
            return "too_long", gap_words.too_long(question, size)
        case "minLength":
            return "too_short", gap_words.too_short(question)
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf":
            return "out_of_range", gap_words.out_of_range(question)
        case "type" | "enum" | "const" | "uniqueItems":
            return _wrong_kind(question)
        case _:
            return "bad_format", gap_words.bad_format(question)


def _wrong_kind(question: Item | Column) -> tuple[str, str]:
    if question.widget is Widget.NUMBER:
        return "not_a_number", gap_words.not_a_number(question)
    if question.widget in (Widget.CHOICE, Widget.CHOICES):
        return "not_a_choice", gap_words.not_a_choice(question)
    return "bad_format", gap_words.bad_format(question)
