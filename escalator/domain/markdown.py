"""A packet as Markdown: the same packet always gives the same characters, and they give it back.

YAML front matter holds what machines need (no person's text); then the problem as the title, and
the checklist's sections in order, an item to a heading: "### Label `name`". Items with no answer
are left out. How a text is kept from being Markdown is markdown_syntax.py's; reading is
markdown_reader.py's.
"""

import re
from collections.abc import Iterable, Iterator

import yaml

from escalator.domain.checklist import Checklist, Choices, Column, Item, Widget
from escalator.domain.hidden import describe_hidden
from escalator.domain.markdown_head import FENCED_OFF, body_of
from escalator.domain.markdown_reader import parse
from escalator.domain.markdown_syntax import escape, fence, inline, spelled_out
from escalator.domain.model import Answer, GapException, Packet, Row
from escalator.domain.packet import FORMAT

__all__ = ["body_of", "parse", "render"]

_LONGEST_TITLE = 150
_WIDEST_CELL = 48
_WIDEST_TABLE = 120
_YAML_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*")

_NO_ITEM = Item(
    name="",
    label="",
    section="",
    widget=Widget.TEXT,
    why="",
    example="",
    hint="",
    choices=(),
    columns=(),
    max_length=0,
    not_available=False,
    bounce_codes=(),
)
"""Stands in for an item that the checklist does not ask."""


def render(packet: Packet, checklist: Checklist) -> str:
    """Return the packet as Markdown, items in the checklist's order, ending with one line feed.

    Items that this checklist does not ask come last, under "Other answers". Takes any text whose
    line endings are LF and that holds no NUL (`packet.plain_text` makes it so).
    """
    body = [*_rationale(packet), *_sections(packet, checklist), *_exceptions(packet)]
    hidden = describe_hidden("\n".join(body))
    head = [*_front_matter(packet), f"# {_title(packet)}", ""]
    if hidden:
        head += [f"Hidden: {hidden}", ""]
    return "\n".join([*head, *body]).rstrip("\n") + "\n"


def _front_matter(packet: Packet) -> Iterator[str]:
    fields: dict[str, str | int] = {
        "format": FORMAT,
        "reference": packet.reference,
        "revision": packet.revision,
        "checklist": str(packet.checklist),
        "tier": packet.target.tier.value,
        "team": packet.target.team,
        "priority": packet.priority.value,
    }
    yield FENCED_OFF
    for name, value in fields.items():
        if value != "":
            yield f"{name}: {_yaml_scalar(value)}"
    yield from (FENCED_OFF, "")


def _yaml_scalar(value: str | int) -> str:
    """Return the value in YAML, bare where every reader takes it for text ("no" is not one)."""
    if isinstance(value, int):
        return str(value)
    is_bare = _YAML_WORD.fullmatch(value) is not None and yaml.safe_load(value) == value
    return value if is_bare else f'"{value}"'


def _title(packet: Packet) -> str:
    """Return the reference and the problem; the problem in full stands at its own item."""
    problem = packet.answers.get("problem")
    text = " ".join(problem.split()) if isinstance(problem, str) else ""
    if len(text) > _LONGEST_TITLE:
        text = text[:_LONGEST_TITLE].rstrip() + "…"
    return ": ".join(part for part in (packet.reference, escape(text)) if part) or "Escalation"


def _rationale(packet: Packet) -> Iterator[str]:
    if packet.priority_rationale:
        yield from ("## Why this priority `priority_rationale`", "")
        yield from _text(packet.priority_rationale)


def _sections(packet: Packet, checklist: Checklist) -> Iterator[str]:
    spoken = packet.answers.keys() | packet.not_available.keys()
    for section in checklist.sections:
        items = [item for item in checklist.items_of(section.name) if item.name in spoken]
        spoken = spoken - {item.name for item in items}
        yield from _section(section.title, [(item.name, item) for item in items], packet)
    yield from _section("Other answers", [(name, _NO_ITEM) for name in sorted(spoken)], packet)


def _section(title: str, items: list[tuple[str, Item]], packet: Packet) -> Iterator[str]:
    if items:
        yield from (f"## {escape(title)}", "")
    for name, item in items:
        yield from (f"### {_named(name, item.label)}", "")
        if name in packet.not_available:
            yield from _labelled("*Not available:*", packet.not_available[name])
        if name in packet.answers:
            yield from _answer(packet.answers[name], item)


def _answer(answer: Answer, item: Item) -> Iterator[str]:
    if isinstance(answer, str):
        yield from _text(answer, choices=item.choices, is_code=item.widget is Widget.CODE)
    elif isinstance(answer, int):
        yield from (str(answer), "")
    elif options := [option for option in answer if isinstance(option, str)]:
        yield from (f"- {_option(option, item.choices)}" for option in options)
        yield ""
    else:
        yield from _rows([row for row in answer if not isinstance(row, str)], item)


def _option(value: str, choices: Choices) -> str:
    return inline(value, dict(choices).get(value, "")) or spelled_out(value)


def _rows(rows: list[Row], item: Item) -> Iterator[str]:
    table = _table(rows, item)
    if table:
        yield from (*table, "")
        return
    for number, row in enumerate(rows, start=1):
        yield from (f"#### {number}", "")
        for name, column in _columns((row,), item):
            label = f"{_named(name, column.label if column else '', bold=True)}:"
            yield from _labelled(
                label,
                row[name],
                choices=column.choices if column else (),
                is_code=column is not None and column.widget is Widget.CODE,
            )


def _columns(rows: Iterable[Row], item: Item) -> list[tuple[str, Column | None]]:
    """Return the columns that occur: the checklist's in its order, then others by name."""
    found = {name for row in rows for name in row}
    known = [column.name for column in item.columns if column.name in found]
    return [(name, item.column(name)) for name in (*known, *sorted(found.difference(known)))]


def _table(rows: list[Row], item: Item) -> list[str]:
    """Return the rows as a table's lines; none when a cell would not fit, or not survive it."""
    columns = _columns(rows, item)
    heads = [_named(name, column.label if column else "") for name, column in columns]
    body = [[_cell(row, name, column) for name, column in columns] for row in rows]
    cells = [cell for line in (heads, *body) for cell in line]
    is_safe = all(len(cell) <= _WIDEST_CELL and not set(cell) & set("|\\") for cell in cells)
    widths = [max(3, *map(len, column)) for column in zip(heads, *body, strict=True)]
    if len(columns) < 2 or not is_safe or sum(widths) + 3 * len(widths) >= _WIDEST_TABLE:
        return []
    rule = ["-" * width for width in widths]
    return [_table_line(line, widths) for line in (heads, rule, *body)]


def _cell(row: Row, name: str, column: Column | None) -> str:
    """Return the column of a row as a cell: blank when absent, a bar when it needs a fence."""
    if name not in row:
        return ""
    cell = inline(row[name], dict(column.choices).get(row[name], "") if column else "")
    return "|" if cell is None else cell


def _table_line(cells: list[str], widths: list[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _exceptions(packet: Packet) -> Iterator[str]:
    if packet.exceptions:
        yield from ("## Exceptions `exceptions`", "")
    for number, exception in enumerate(packet.exceptions, start=1):
        yield from _exception(number, exception)


def _exception(number: int, exception: GapException) -> Iterator[str]:
    yield from (f"### {number}{': glass broken' if exception.broke_glass else ''}", "")
    if exception.items:
        yield from (f"**Items:** {', '.join(f'`{name}`' for name in exception.items)}", "")
    yield from _labelled("**Reason:**", exception.reason)


def _named(name: str, label: str, *, bold: bool = False) -> str:
    shown = escape(label)
    if not shown:
        return f"`{name}`"
    return f"**{shown}** `{name}`" if bold else f"{shown} `{name}`"


def _labelled(
    label: str, text: str, *, choices: Choices = (), is_code: bool = False
) -> Iterator[str]:
    """Yield "label text" in one line, or the label and then the text in a fence."""
    within = inline(text, dict(choices).get(text, ""), is_code=is_code)
    if within is not None:
        yield from (f"{label} {within}", "")
        return
    yield from (label, "")
    yield from _text(text, is_code=is_code)


def _text(text: str, *, choices: Choices = (), is_code: bool = False) -> Iterator[str]:
    within = inline(text, dict(choices).get(text, ""), is_code=is_code)
    yield from fence(text, "log" if is_code else "text") if within is None else [within]
    yield ""
