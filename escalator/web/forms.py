"""Reads the form made from a checklist into what the services take, and small forms beside it.

It parses and never judges: a draft may say anything, and what it is worth is the domain's to say.
Refused is only what cannot be kept at all: a text past every limit, a value of the wrong shape.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from escalator.domain.checklist import LONGEST_TEXT, Column, Item, Widget
from escalator.domain.errors import InvalidEntry
from escalator.domain.gap_words import too_long
from escalator.domain.model import Answer, Answers, Priority, Row, Target
from escalator.domain.packet import LARGEST_NUMBER, plain_text
from escalator.domain.policy import Policy
from escalator.scrub import Kind
from escalator.services.drafts import RATIONALE_LENGTH, Edit
from escalator.services.hiding import Choice, Decision

KEPT_FROM = 20_000
"""A stored log of more characters than this is not sent back and forth with the form."""

KEPT = "-kept"
"""Ends the name of the field that says which stored text a row keeps."""

WHOLE = "whole"
"""The last field of a whole form: with it, a box that was not sent is a box left empty."""

MOST_ROWS_READ = 500
MOST_PEOPLE = 50
LONGEST_PERSON = 200
LONGEST_WORDS = 5_000

_NUMBER = re.compile(r"\s*\d{1,16}\s*", re.ASCII)
_PEOPLE = re.compile(r"[\n,;]+")
_GONE = "This text is no longer stored. Paste it again, or remove the row."


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form, as typed: blank rows, blank texts and numbers as text included.

    answers: item -> what stands in its controls; items that were not sent are absent. A row may
        hold "<column>-kept": the key of the stored text that it keeps (see keep_key).
    not_available: item -> why it cannot be had, "" without a reason yet, None when it is not
        marked; items that were not sent are absent.
    people: names to hide, as typed. target: a team's slug. priority: "" for the computed one.
    All three, and rationale, are None when they were not sent.
    """

    answers: Mapping[str, Answer]
    not_available: Mapping[str, str | None] = field(default_factory=dict)
    people: str | None = None
    target: str | None = None
    priority: str | None = None
    rationale: str | None = None


def keep_key(text: str) -> str:
    """Give the key by which a form names a stored text without carrying it."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def said(form: Mapping[str, str], name: str, *, longest: int = LONGEST_WORDS) -> str:
    """Give one field of a small form, cleaned.

    Raises InvalidEntry when it is longer than `longest` characters.
    """
    text = plain_text(form.get(name, ""))
    if len(text) > longest:
        raise InvalidEntry({name: f"At most {longest:,} characters; this has {len(text):,}."})
    return text


def read_form(items: Iterable[Item], form: MultiDict[str, str]) -> Filled:
    """Read what a browser sent for some items of a checklist."""
    is_whole = WHOLE in form
    answers: dict[str, Answer] = {}
    marks: dict[str, str | None] = {}
    for item in items:
        typed = _typed(item, form, is_whole=is_whole)
        if typed is not None:
            answers[item.name] = typed
        if item.not_available and f"na_reason-{item.name}" in form:
            marks[item.name] = _mark(item.name, form)
    return Filled(
        answers,
        marks,
        people=_optional(form, "people"),
        target=_optional(form, "target"),
        priority=_optional(form, "priority"),
        rationale=_optional(form, "priority_rationale"),
    )


def _optional(form: MultiDict[str, str], name: str) -> str | None:
    return plain_text(form[name]).strip() if name in form else None


def _mark(name: str, form: MultiDict[str, str]) -> str | None:
    return plain_text(form[f"na_reason-{name}"]).strip() if f"na-{name}" in form else None


def _typed(item: Item, form: MultiDict[str, str], *, is_whole: bool) -> Answer | None:
    """Give what stands in an item's controls, None when they were not sent."""
    if item.widget is Widget.ROWS:
        rows = _typed_rows(item, form)
        return rows if rows or is_whole else None
    if item.widget is Widget.CHOICES:
        chosen = tuple(plain_text(one) for one in form.getlist(item.name))
        return chosen if chosen or is_whole else None
    return plain_text(form[item.name]) if item.name in form else None


def _typed_rows(item: Item, form: MultiDict[str, str]) -> tuple[Row, ...]:
    columns = {column.name for column in item.columns}
    columns |= {f"{column}{KEPT}" for column in columns}
    start = f"{item.name}-"
    rows: dict[int, dict[str, str]] = {}
    for name, text in form.items():
        number, _, column = name.removeprefix(start).partition("-")
        is_cell = name.startswith(start) and column in columns
        if is_cell and number.isascii() and number.isdigit() and len(number) < 6:
            rows.setdefault(int(number), {})[column] = plain_text(text)
    return tuple(rows[number] for number in sorted(rows))[:MOST_ROWS_READ]


def add_row(filled: Filled, item: str) -> Filled:
    """Give the form with one more, blank row."""
    return _with_rows(filled, item, (*_rows_of(filled, item), {}))


def remove_row(filled: Filled, item: str, number: int) -> Filled:
    """Give the form without a row, counted from 0 as the form shows them."""
    rows = _rows_of(filled, item)
    return _with_rows(filled, item, (*rows[:number], *rows[number + 1 :]))


def _rows_of(filled: Filled, item: str) -> tuple[Row, ...]:
    answer = filled.answers.get(item, ())
    rows = answer if isinstance(answer, tuple) else ()
    return tuple(row for row in rows if isinstance(row, Mapping))


def _with_rows(filled: Filled, item: str, rows: tuple[Row, ...]) -> Filled:
    return Filled(
        {**filled.answers, item: rows},
        filled.not_available,
        filled.people,
        filled.target,
        filled.priority,
        filled.rationale,
    )


def read_choice(decision: str, *, name: str, value: str, kind: str) -> Choice:
    """Give a decision about what is hidden from its words.

    Raises InvalidEntry for one that does not exist.
    """
    if decision not in frozenset(Decision):
        raise InvalidEntry({"": "Say what is to be done."})
    if kind and kind not in frozenset(Kind):
        raise InvalidEntry({"kind": "Choose one of the kinds."})
    return Choice(Decision(decision), name, value, Kind(kind) if kind else Kind.HIDDEN)


def edit_of(
    items: Iterable[Item],
    filled: Filled,
    *,
    stored: Answers,
    marked: Mapping[str, object],
    policy: Policy,
) -> Edit:
    """Give what a form changes in a draft.

    stored, marked: the draft's answers and marks now. Items that say the same are left out.

    Raises InvalidEntry, field id -> sentence, for what cannot be kept.
    """
    problems: dict[str, str] = {}
    answers: dict[str, Answer | None] = {}
    marks: dict[str, str | None] = {}
    for item in items:
        if item.name in filled.answers:
            typed = filled.answers[item.name]
            answer, found = _answer(item, typed, stored.get(item.name))
            problems |= found
            if answer != stored.get(item.name):
                answers[item.name] = answer
        reason = filled.not_available.get(item.name)
        if item.name in filled.not_available and reason != marked.get(item.name):
            marks[item.name] = reason
            problems |= _too_large(item, reason or "", f"na_reason-{item.name}")
    people = people_of(filled.people or "")
    problems |= _apart_problems(filled, people, policy)
    if problems:
        raise InvalidEntry(problems)
    return Edit(
        answers,
        marks,
        people=people,
        target=_target(filled.target, policy),
        priority=Priority(filled.priority) if filled.priority else None,
        priority_rationale=filled.rationale or "",
        sets_priority=filled.priority is not None,
    )


def people_of(text: str) -> tuple[str, ...]:
    """Give the names in a text: one a line, or between commas or semicolons."""
    return tuple(dict.fromkeys(name for one in _PEOPLE.split(text) if (name := one.strip())))


def _apart_problems(filled: Filled, people: tuple[str, ...], policy: Policy) -> dict[str, str]:
    problems = {}
    if len(people) > MOST_PEOPLE or any(len(name) > LONGEST_PERSON for name in people):
        problems["people"] = f"At most {MOST_PEOPLE} names of {LONGEST_PERSON} characters each."
    if filled.target and policy.target_of(filled.target) is None:
        problems["target"] = "Choose one of the targets."
    if filled.priority and filled.priority not in frozenset(Priority):
        problems["priority"] = "Choose one of the priorities."
    if len(filled.rationale or "") > RATIONALE_LENGTH:
        problems["priority_rationale"] = f"At most {RATIONALE_LENGTH} characters."
    return problems


def _target(team: str | None, policy: Policy) -> Target | None:
    found = policy.target_of(team) if team else None
    return found.target if found else None


def _answer(
    item: Item, typed: Answer, stored: Answer | None
) -> tuple[Answer | None, dict[str, str]]:
    """Give the answer that was typed, None when it says nothing, and what cannot be kept."""
    if isinstance(typed, int):
        return typed, {}
    if isinstance(typed, str):
        return _single(item, typed), _too_large(item, typed, item.name)
    if item.widget is Widget.CHOICES:
        return tuple(one for one in typed if isinstance(one, str) and one) or None, {}
    texts = _kept_texts(stored)
    rows: list[Row] = []
    problems: dict[str, str] = {}
    for number, row in enumerate(row for row in typed if isinstance(row, Mapping)):
        cells, found = _cells(item, row, texts, number)
        problems |= found
        if cells:
            rows.append(cells)
    return tuple(rows) or None, problems


def _single(item: Item, text: str) -> Answer | None:
    stripped = text.strip()
    if not stripped:
        return None
    if item.widget is Widget.NUMBER and _NUMBER.fullmatch(text) and int(text) <= LARGEST_NUMBER:
        return int(text)
    return text if item.widget in (Widget.TEXT, Widget.CODE) else stripped


def _cells(
    item: Item, row: Row, kept: Mapping[str, str], number: int
) -> tuple[Row, dict[str, str]]:
    cells: dict[str, str] = {}
    problems: dict[str, str] = {}
    for column in item.columns:
        place = f"{item.name}-{number}-{column.name}"
        text = row.get(column.name, "")
        key = row.get(f"{column.name}{KEPT}", "")
        if not text.strip() and key:
            text = kept.get(key, "")
            problems |= {} if text else {place: _GONE}
        problems |= _too_large(column, text, place)
        if text.strip():
            cells[column.name] = text if column.widget is Widget.CODE else text.strip()
    return cells, problems


def _kept_texts(stored: Answer | None) -> dict[str, str]:
    rows = stored if isinstance(stored, tuple) else ()
    return {
        keep_key(text): text
        for row in rows
        if isinstance(row, Mapping)
        for text in row.values()
        if len(text) > KEPT_FROM
    }


def _too_large(question: Item | Column, text: str, place: str) -> dict[str, str]:
    return {place: too_long(question, len(text))} if len(text) > LONGEST_TEXT else {}
