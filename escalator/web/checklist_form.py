"""The forms of the checklist editor, made of items like any packet's form.

Each form is a list of items, so that the same macros show it and the same code reads it. Whether
what was typed makes a good checklist is lint's to say; refused is only what cannot be kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from escalator.domain.checklist import Checklist, Choices, Column, Item, Widget
from escalator.domain.entry import ColumnEntry, Entry, name_of
from escalator.domain.filler import is_blank
from escalator.domain.lint import LONGEST
from escalator.domain.model import Answer, BounceReason, Row
from escalator.web.forms import Filled
from escalator.web.words import REASON_WORDS, WIDGET_WORDS

LONGEST_LABEL = 100
LONGEST_SENTENCE = 1_000
MOST_CHOICES = 40
MOST_COLUMNS = 6
LARGEST = 1_000_000_000
IN_ROWS = (Widget.LINE, Widget.TEXT, Widget.CODE, Widget.TIMESTAMP)
"""How a column may be answered."""

OPTIONAL = frozenset({"hint", "smallest", "largest"})
"""What may be left empty; the rest is needed, or is answered by leaving boxes empty."""

_WHOLE = "A whole number from {} to {:,}."


def asked(
    name: str,
    label: str,
    widget: Widget,
    *,
    hint: str = "",
    choices: Choices = (),
    columns: tuple[Column, ...] = (),
    longest: int = 0,
) -> Item:
    """Make one question of a form."""
    return Item(
        name=name,
        label=label,
        section="",
        widget=widget,
        why="",
        example="",
        hint=hint,
        choices=choices,
        columns=columns,
        max_length=longest or LONGEST.get(widget, MOST_CHOICES),
        not_available=False,
        bounce_codes=(),
    )


def entry_questions(entry: Entry, checklist: Checklist) -> tuple[Item, ...]:
    """Give what is asked about one item."""
    sections = tuple((section.name, section.title) for section in checklist.sections)
    return (
        asked("label", "Label", Widget.LINE, longest=LONGEST_LABEL),
        asked("section", "Section", Widget.CHOICE, choices=sections),
        asked(
            "always",
            "Who needs it",
            Widget.CHOICE,
            choices=(
                ("always", "Every packet"),
                ("", "Only packets that a condition names, or none"),
            ),
        ),
        asked("hint", "Help", Widget.LINE, hint="How to answer, or where to find it."),
        asked(
            "why",
            "Why engineers need it",
            Widget.TEXT,
            hint="One sentence: who does what with the answer.",
            longest=LONGEST_SENTENCE,
        ),
        *_example_question(entry),
        *_kind_questions(entry),
        asked("codes", "Reasons to bounce it for", Widget.CHOICES, choices=_codes(entry)),
        asked("may", "What else may be said", Widget.CHOICES, choices=_may(entry.widget)),
    )


def _codes(entry: Entry) -> Choices:
    offered = [code for code in BounceReason if code.is_charged_to_packet]
    offered += [code for code in BounceReason if code not in offered and code in entry.bounce_codes]
    return tuple((code.value, REASON_WORDS[code]) for code in offered)


def _may(widget: Widget) -> Choices:
    words = [("not_available", "Not available, with a reason why it cannot be had")]
    if widget not in (Widget.ROWS, Widget.CHOICE, Widget.CHOICES, Widget.NUMBER):
        words += [
            ("accepts_none", "“None”: it is an answer here"),
            ("common_value", "The same as the example: an honest answer may be"),
        ]
    if widget is Widget.TIMESTAMP:
        words.append(("is_past", "Only a time that has passed"))
    return tuple(words)


def _example_question(entry: Entry) -> tuple[Item, ...]:
    label, hint = "A good example", "Shown, never filled in; typed back it is a gap."
    match entry.widget:
        case Widget.ROWS:
            return ()
        case Widget.CHOICE | Widget.CHOICES:
            choices = entry.choices or (("", "Add its options first"),)
            return (asked("example", label, entry.widget, choices=choices),)
        case Widget.TEXT | Widget.CODE:
            return (asked("example", label, entry.widget, hint=hint),)
        case _:
            return (asked("example", label, Widget.LINE, hint=hint),)


def _kind_questions(entry: Entry) -> tuple[Item, ...]:
    match entry.widget:
        case Widget.NUMBER:
            return (
                asked("smallest", "Smallest number", Widget.NUMBER),
                asked("largest", "Largest number", Widget.NUMBER),
            )
        case Widget.CHOICE | Widget.CHOICES:
            return (_choices_question(),)
        case Widget.ROWS:
            return (asked("limit", "Most rows", Widget.NUMBER), _columns_question())
        case _:
            return (asked("limit", "Most characters", Widget.NUMBER),)


def _choices_question() -> Item:
    return asked(
        "choices",
        "Options",
        Widget.ROWS,
        hint="In the order shown. The short name is what packets keep; left empty, it is made.",
        columns=(
            _column("label", "Option", longest=LONGEST_LABEL),
            _column("value", "Short name", required=False, longest=64),
        ),
    )


def _columns_question() -> Item:
    kinds = tuple((kind.value, WIDGET_WORDS[kind]) for kind in IN_ROWS)
    return asked(
        "columns",
        "Columns",
        Widget.ROWS,
        longest=MOST_COLUMNS,
        columns=(
            _column("label", "Column", longest=LONGEST_LABEL),
            replace(_column("widget", "Answered as"), widget=Widget.CHOICE, choices=kinds),
            _column("example", "A good example", longest=LONGEST_SENTENCE),
            _column("limit", "Most characters", longest=9),
            replace(
                _column("required", "Every row needs it"),
                widget=Widget.CHOICE,
                choices=(("yes", "Yes"), ("no", "No")),
            ),
            _column("name", "Short name", required=False, longest=64),
        ),
    )


def _column(name: str, label: str, *, required: bool = True, longest: int = 300) -> Column:
    return Column(name, label, Widget.LINE, (), longest, required, "")


def filled_entry(entry: Entry) -> Filled:
    """Give the form of an item as it stands in the checklist."""
    example: Answer = entry.example
    if entry.widget is Widget.CHOICES:
        example = tuple(entry.example.splitlines())
    may = ("not_available", "accepts_none", "common_value", "is_past")
    return Filled(
        {
            "label": entry.label,
            "section": entry.section,
            "always": "always" if entry.always else "",
            "hint": entry.hint,
            "why": entry.why,
            "example": example,
            "limit": str(entry.limit or ""),
            "smallest": "" if entry.smallest is None else str(entry.smallest),
            "largest": "" if entry.largest is None else str(entry.largest),
            "codes": entry.bounce_codes,
            "may": tuple(name for name in may if getattr(entry, name)),
            "choices": tuple({"value": value, "label": label} for value, label in entry.choices),
            "columns": tuple(_column_row(column) for column in entry.columns),
        }
    )


def _column_row(column: ColumnEntry) -> Row:
    return {
        "name": column.name,
        "label": column.label,
        "widget": column.widget.value,
        "example": column.example,
        "limit": str(column.limit or ""),
        "required": "yes" if column.required else "no",
    }


def read_entry_form(
    filled: Filled, old: Entry, checklist: Checklist
) -> tuple[Entry, dict[str, str]]:
    """Give what a form says about an item, and what of it cannot be kept: field -> sentence."""
    form = _Form(filled)
    may = form.chosen("may")
    label = form.line("label", "Give it a label.")
    section = form.text("section")
    if section not in {one.name for one in checklist.sections}:
        form.problems["section"] = "Choose one of the sections."
    entry = replace(
        old,
        label=label,
        section=section,
        always=form.text("always") == "always",
        hint=form.text("hint").strip(),
        why=form.line("why", "Say in a sentence who does what with the answer."),
        not_available="not_available" in may,
        accepts_none="accepts_none" in may if _offers(old, "accepts_none") else old.accepts_none,
        common_value="common_value" in may if _offers(old, "common_value") else old.common_value,
        is_past="is_past" in may,
        bounce_codes=form.chosen("codes"),
    )
    entry = _with_kind(form, entry)
    for one in entry_questions(old, checklist):
        length = len(form.text(one.name))
        if one.widget in (Widget.LINE, Widget.TEXT, Widget.CODE) and length > one.max_length:
            form.problems[one.name] = f"At most {one.max_length:,} characters; this has {length:,}."
    return entry, form.problems


def _offers(entry: Entry, name: str) -> bool:
    return name in {value for value, _ in _may(entry.widget)}


def _with_kind(form: "_Form", entry: Entry) -> Entry:
    match entry.widget:
        case Widget.NUMBER:
            entry = replace(entry, smallest=form.number("smallest"), largest=form.number("largest"))
        case Widget.CHOICE | Widget.CHOICES:
            entry = replace(entry, choices=form.choices())
        case Widget.ROWS:
            most = form.number("limit", 1, 50)
            return replace(entry, limit=most or entry.limit, columns=form.columns(entry.columns))
        case _:
            limit = form.number("limit", 1, LONGEST.get(entry.widget, LARGEST))
            entry = replace(entry, limit=limit or entry.limit)
    is_several = entry.widget is Widget.CHOICES
    example = "\n".join(form.chosen("example")) if is_several else form.text("example").strip()
    return replace(entry, example=example)


class _Form:
    """Reads the fields of a form one by one and collects what cannot be kept."""

    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        self.problems: dict[str, str] = {}

    def text(self, name: str) -> str:
        found = self.filled.answers.get(name, "")
        return str(found) if not isinstance(found, tuple) else ""

    def line(self, name: str, problem: str) -> str:
        text = self.text(name).strip()
        if is_blank(text):
            self.problems[name] = problem
        return text

    def chosen(self, name: str) -> tuple[str, ...]:
        found = self.filled.answers.get(name, ())
        return (
            tuple(each for each in found if isinstance(each, str) and each)
            if isinstance(found, tuple)
            else ()
        )

    def number(self, name: str, least: int = 0, most: int = LARGEST) -> int | None:
        text = self.text(name).strip()
        if not text and least == 0:
            return None
        found = _number(text, least, most)
        if found is None:
            self.problems[name] = _WHOLE.format(least, most)
        return found

    def rows(self, name: str) -> tuple[Row, ...]:
        found = self.filled.answers.get(name, ())
        rows = found if isinstance(found, tuple) else ()
        listed = [row for row in rows if isinstance(row, Mapping)]
        return tuple(row if any(_written(row)) else {} for row in listed)

    def choices(self) -> Choices:
        found: dict[str, str] = {}
        for number, row in enumerate(self.rows("choices")):
            label = row.get("label", "").strip()
            if not row:
                continue
            if not label:
                self.problems[f"choices-{number}-label"] = "Say what people read."
            value = row.get("value", "").strip() or name_of(label, frozenset(found))
            if value in found:
                self.problems[f"choices-{number}-value"] = f"“{value}” is an option already."
            found[value] = label
        if len(found) < 2:
            self.problems.setdefault("choices", "Give at least two options.")
        return tuple(found.items())

    def columns(self, old: Iterable[ColumnEntry]) -> tuple[ColumnEntry, ...]:
        found: dict[str, ColumnEntry] = {}
        for number, row in enumerate(self.rows("columns")):
            if row:
                column = self.column(f"columns-{number}", row, frozenset(found))
                found[column.name] = column
        if not found:
            self.problems.setdefault("columns", "Give at least one column.")
        return tuple(found.values()) if found else tuple(old)

    def column(self, place: str, row: Row, taken: frozenset[str]) -> ColumnEntry:
        label = row.get("label", "").strip()
        if not label:
            self.problems[f"{place}-label"] = "Say what people read."
        if not row.get("example", "").strip():
            self.problems[f"{place}-example"] = "Give a good example."
        kind = row.get("widget", "")
        if kind not in {one.value for one in IN_ROWS}:
            self.problems[f"{place}-widget"] = "Choose how it is answered."
            kind = Widget.LINE.value
        most = LONGEST[Widget(kind)]
        limit = _number(row.get("limit", "").strip() or str(min(most, 20_000)), 1, most)
        if limit is None:
            self.problems[f"{place}-limit"] = _WHOLE.format(1, most)
        name = row.get("name", "").strip() or name_of(label, taken)
        if name in taken:
            self.problems[f"{place}-name"] = f"“{name}” is a column already."
        return ColumnEntry(
            name,
            label,
            Widget(kind),
            limit or most,
            row.get("required") != "no",
            row.get("example", "").strip(),
        )


def _written(row: Row) -> Iterable[str]:
    """Give what a person wrote in a row; choosing from a list is not writing."""
    return (text.strip() for name, text in row.items() if name not in ("widget", "required"))


def _number(text: str, least: int, most: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        return None
    return int(text) if least <= int(text) <= most else None
