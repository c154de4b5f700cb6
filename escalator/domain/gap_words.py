"""The sentence a person reads for each gap.

It decides nothing: completeness.py finds the gap, this says it.
"""

from escalator.domain.checklist import Column, Item, Widget

Question = Item | Column


def missing(item: Item, *, rows: int) -> str:
    """Say that a due item has no answer; rows: how many rows it needs."""
    return _ask_for(item, rows) + _way_out(item)


def _ask_for(item: Item, rows: int) -> str:
    if item.widget is Widget.ROWS:
        return f"Add at least {_rows(max(rows, 1))} to “{item.label}”."
    if item.widget is Widget.CHOICE:
        return f"Choose an answer to “{item.label}”."
    if item.widget is Widget.CHOICES:
        return f"Choose at least one answer to “{item.label}”."
    if item.widget is Widget.TIMESTAMP:
        return f"Give the date and time for “{item.label}”, with its time zone."
    if item.widget is Widget.NUMBER:
        return f"Give a whole number for “{item.label}”."
    return f"“{item.label}” is not filled in yet."


def _way_out(item: Item) -> str:
    return " If it cannot be had, mark it not available and say why." if item.not_available else ""


def in_row(row: int, message: str) -> str:
    """Say in which row it is; row: counted from 0."""
    return f"Row {row + 1}: {message}"


def missing_cell(item: Item, column: Column, row: int) -> str:
    """Say that a started row lacks a column; row: counted from 0."""
    if column.name == "result":
        start = f"Say what came of row {row + 1} of “{item.label}”"
        return f"{start}: a step without a result rules nothing out."
    return f"Row {row + 1} of “{item.label}” still needs “{column.label}”."


def too_few(item: Item, *, have: int, rows: int) -> str:
    """Say that more rows are needed."""
    if item.widget is Widget.CHOICES:
        return f"Choose at least {rows} answers to “{item.label}”; there is {have} so far."
    be = "is" if have == 1 else "are"
    return f"“{item.label}” needs at least {_rows(rows)}; there {be} {have} so far."


def too_many(item: Item, most: int) -> str:
    """Say that there are more rows than fit."""
    return f"“{item.label}” takes at most {_rows(most)}."


def too_long(question: Question, length: int) -> str:
    """Say that a text is longer than the limit; length: its characters."""
    return (
        f"“{question.label}” takes at most {question.max_length:,} characters; this has {length:,}."
    )


def too_short(question: Question) -> str:
    """Say that a text is shorter than its checklist accepts."""
    return f"“{question.label}” needs a few more words."


def filler(question: Question, *, is_due: bool) -> str:
    """Say that an answer says nothing."""
    start = f"“{question.label}” does not say anything an engineer can use yet."
    if isinstance(question, Item) and question.not_available:
        return f"{start} Write what you know, or mark it not available and say why."
    if not is_due:
        return f"{start} Write what you know, or leave it empty."
    return f"{start} Write what you know, even if it is short."


def example_copied(question: Question) -> str:
    """Say that the example was typed back."""
    return f"This is the example for “{question.label}”. Write what it is in this case."


def bad_timestamp(question: Question) -> str:
    """Say how a timestamp is written."""
    return f"Write “{question.label}” like 2025-09-16 09:42+02:00 or 16.09.2025 09:42 CEST."


def no_time_zone(question: Question) -> str:
    """Say that a time zone is missing."""
    return f"Add the time zone to “{question.label}”, such as +02:00, CEST or UTC."


def in_future(question: Question) -> str:
    """Say that something past is dated in the future."""
    return f"“{question.label}” lies in the future. Check the date and the time zone."


def before(question: Question, earlier: str) -> str:
    """Say that two timestamps are the wrong way round; earlier: the label of the first."""
    return f"“{question.label}” is earlier than “{earlier}”. Check both."


def bad_url(question: Question) -> str:
    """Say what a link looks like."""
    return f"“{question.label}” needs a full link that starts with https:// or http://."


def not_a_choice(question: Question) -> str:
    """Say that an answer is not on the list."""
    return f"Choose one of the answers offered for “{question.label}”."


def not_a_number(question: Question) -> str:
    """Say that a whole number is needed."""
    return f"“{question.label}” needs a whole number, such as 340."


def out_of_range(question: Question) -> str:
    """Say that a number cannot be right."""
    return f"The number for “{question.label}” is outside what is possible. Check it."


def bad_format(question: Question) -> str:
    """Say that an answer is not of the form its checklist asks for."""
    return f"“{question.label}” is not in the form asked for. Compare it with the example."


def na_not_allowed(item: Item) -> str:
    """Say that an item has to be answered."""
    return f"“{item.label}” cannot be marked not available. Engineers cannot start without it."


def na_without_reason(item: Item) -> str:
    """Say that a mark needs a reason."""
    return f"Say why “{item.label}” is not available, so that nobody asks again."


def reason_too_long(item: Item, limit: int) -> str:
    """Say that the reason of a mark is longer than its limit."""
    return f"The reason why “{item.label}” is not available takes at most {limit:,} characters."


def unknown_item(name: str) -> str:
    """Say that the checklist has no such item."""
    return f"This checklist has no item called “{name[:60]}”. Move what it says to another item."


def _rows(count: int) -> str:
    return "one row" if count == 1 else f"{count} rows"
