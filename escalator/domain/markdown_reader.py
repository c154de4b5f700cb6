"""Reads a packet back from its Markdown, whatever checklist it was written with.

Takes only what markdown.py writes, give or take line endings, a byte order mark, blank lines and
spaces at the end; what it cannot place it refuses with the line, because a guess would lose an
answer. Judges nothing: an answer may be read that its checklist does not accept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from escalator.domain.errors import Unreadable
from escalator.domain.markdown_blocks import Block, Fence, Heading, Lines, blocks, parts
from escalator.domain.markdown_head import read_front_matter
from escalator.domain.markdown_syntax import column_of, read_inline, read_name
from escalator.domain.model import JSON, Packet
from escalator.domain.packet import from_json, plain_text

_NUMBER = re.compile(r"-?[0-9]{1,16}")
_NOT_AVAILABLE = "*Not available:*"
_ITEMS = "**Items:**"
_REASON = "**Reason:**"
_EXCEPTION = re.compile(r"[0-9]{1,4}(: glass broken)?")
_ITEM_NAMES = re.compile(r"`[^`]+`(?:, `[^`]+`)*")
_RULE = re.compile(r"[|: -]+")

_NO_PLACE = (
    "This line has no place in a packet. Text of an answer stands between backticks (`like this`),"
    " or between two lines of three backticks (```)."
)


@dataclass(slots=True)
class _Found:
    """What was read so far, as in the packet's JSON; `seen` are the items already met."""

    answers: dict[str, JSON] = field(default_factory=dict)
    not_available: dict[str, JSON] = field(default_factory=dict)
    exceptions: list[JSON] = field(default_factory=list)
    rationale: str = ""
    seen: set[str] = field(default_factory=set)


def parse(text: str) -> Packet:
    """Return the packet that the Markdown holds.

    Raises Unreadable with the line of the first thing that has no place in a packet.
    """
    lines = _lines(text)
    head, start = read_front_matter(lines)
    found = _Found()
    section = ""
    for heading, under in parts(blocks(lines, start)):
        if heading is None or heading.level == 1:
            section = _read_title(section, heading, under)
        elif heading.level == 2:
            section = read_name(heading.text) or "items"
            _read_section(section, heading, under, found)
        elif section == "exceptions":
            found.exceptions.append(_read_exception(heading, under))
        else:
            _read_item(heading, under, found)
    return _packet(head, found)


def _lines(text: str) -> list[str]:
    whole = plain_text(text.removeprefix("\ufeff")).rstrip()
    if not whole:
        raise Unreadable("The file is empty.")
    return whole.split("\n")


def _packet(head: dict[str, str], found: _Found) -> Packet:
    name, _, version = head["checklist"].partition("/")
    return from_json(
        {
            "format": head["format"],
            "reference": head.get("reference", ""),
            "revision": _whole_number(head.get("revision", "0")),
            "checklist": {"name": name, "version": _whole_number(version)},
            "target": {"tier": head["tier"], "team": head["team"]},
            "priority": head["priority"],
            "priority_rationale": found.rationale,
            "answers": found.answers,
            "not_available": found.not_available,
            "exceptions": found.exceptions,
        }
    )


def _whole_number(text: str) -> int | str:
    return int(text) if _NUMBER.fullmatch(text) else text


def _read_title(section: str, heading: Heading | None, under: Sequence[Block]) -> str:
    """Let the title and the line on what is hidden pass: both repeat what stands elsewhere."""
    if heading is not None and section:
        raise Unreadable("A packet has one title; this is a second one.", heading.line)
    for block in under:
        is_hidden = isinstance(block, Lines) and block.lines[0].startswith("Hidden: ")
        if heading is None or not is_hidden:
            _refuse(block)
    return "title"


def _read_section(name: str, heading: Heading, under: Sequence[Block], found: _Found) -> None:
    if name != "priority_rationale":
        _expect_end(under)
        return
    if found.rationale:
        raise Unreadable("The reason for the priority stands here again.", heading.line)
    found.rationale = _read_text(under, heading.line)


def _read_item(heading: Heading, under: Sequence[Block], found: _Found) -> None:
    name = read_name(heading.text)
    if name is None:
        raise Unreadable(
            "An item's heading ends with its name, as in: ### Error text `error_text`.",
            heading.line,
        )
    if name in found.seen:
        raise Unreadable(f"The item {name} stands here again.", heading.line)
    found.seen.add(name)
    if _begins_with(_NOT_AVAILABLE, under):
        found.not_available[name], under = _read_labelled(_NOT_AVAILABLE, under)
    if under:
        found.answers[name] = _read_answer(under)


def _read_answer(under: Sequence[Block]) -> JSON:
    first = under[0]
    if isinstance(first, Heading):
        return _read_rows(under)
    if isinstance(first, Lines):
        if first.lines[0].startswith("|"):
            _expect_end(under[1:])
            return list(_read_table(first))
        if first.lines[0].startswith("- "):
            _expect_end(under[1:])
            return list(_read_options(first))
        if _NUMBER.fullmatch(first.lines[0]) and len(first.lines) == 1:
            _expect_end(under[1:])
            return int(first.lines[0])
    return _read_text(under, first.line)


def _read_text(under: Sequence[Block], line: int) -> str:
    """Return the one text that stands here, in a fence or in a line."""
    if not under:
        raise Unreadable("Under this heading there is no text.", line)
    _expect_end(under[1:])
    first = under[0]
    if isinstance(first, Fence):
        return first.text
    if isinstance(first, Heading) or len(first.lines) > 1:
        _refuse(first)
    return _read_line(first.lines[0], first.line)


def _read_line(text: str, line: int) -> str:
    read = read_inline(text)
    if read is None:
        raise Unreadable(_NO_PLACE, line)
    return read


def _read_labelled(label: str, under: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """Return the text after the label, in its line or in the fence below, and the blocks after."""
    first = under[0]
    if not isinstance(first, Lines) or len(first.lines) > 1:
        _refuse(first)
    text = first.lines[0].removeprefix(label).strip()
    if text:
        return _read_line(text, first.line), under[1:]
    return _read_text(under[1:2], first.line), under[2:]


def _read_options(block: Lines) -> Iterator[JSON]:
    for number, line in enumerate(block.lines, start=block.line):
        if not line.startswith("- "):
            raise Unreadable(_NO_PLACE, number)
        yield _read_line(line.removeprefix("- "), number)


def _read_rows(under: Sequence[Block]) -> list[JSON]:
    """Return the rows: a heading with its number, then columns, some with a fence below."""
    rows: list[dict[str, JSON]] = []
    waiting = ""
    for block in under:
        if isinstance(block, Fence) and waiting:
            rows[-1][waiting], waiting = block.text, ""
        elif isinstance(block, Heading) and _NUMBER.fullmatch(block.text) and not waiting:
            rows.append({})
        elif isinstance(block, Lines) and not waiting:
            waiting = _read_columns(block, rows[-1])
        else:
            _refuse(block)
    if waiting:
        raise Unreadable(f"The column {waiting} of the last row has no text.", under[-1].line)
    return list(rows)


def _read_columns(block: Lines, row: dict[str, JSON]) -> str:
    """Read the columns of these lines into the row; return the one whose fence is yet to come."""
    waiting = ""
    for number, line in enumerate(block.lines, start=block.line):
        column = column_of(line)
        if column is None or waiting:
            raise Unreadable(_NO_PLACE, number)
        name, text = column
        if name in row:
            raise Unreadable(f"The column {name} stands here again.", number)
        row[name] = _read_line(text, number) if text else ""
        waiting = "" if text else name
    return waiting


def _read_table(block: Lines) -> Iterator[JSON]:
    names = [read_name(cell) for cell in _cells(block.lines[0], block.line)]
    if None in names or len(set(names)) < len(names):
        raise Unreadable("Each column's head ends with its own name in backticks.", block.line)
    if len(block.lines) < 3 or not _RULE.fullmatch(block.lines[1]):
        raise Unreadable("This table lacks its line of dashes, or its rows.", block.line)
    for number, line in enumerate(block.lines[2:], start=block.line + 2):
        cells = _cells(line, number)
        if len(cells) != len(names):
            raise Unreadable("This row has not as many cells as the table's head.", number)
        yield {
            name: _read_line(cell, number)
            for name, cell in zip(names, cells, strict=True)
            if cell and name
        }


def _cells(line: str, number: int) -> list[str]:
    if len(line) < 2 or not line.startswith("|") or not line.endswith("|"):
        raise Unreadable("A line of a table begins and ends with a bar (|).", number)
    return [cell.strip() for cell in line[1:-1].split("|")]


def _read_exception(heading: Heading, under: Sequence[Block]) -> JSON:
    match = _EXCEPTION.fullmatch(heading.text)
    if match is None:
        raise Unreadable("An exception's heading is its number, as in: ### 1.", heading.line)
    names: list[JSON] = []
    if _begins_with(_ITEMS, under):
        names, under = _read_item_names(under[0]), under[1:]
    if not _begins_with(_REASON, under):
        raise Unreadable("This exception gives no reason (**Reason:**).", heading.line)
    reason, rest = _read_labelled(_REASON, under)
    _expect_end(rest)
    return {"items": names, "reason": reason, "broke_glass": match[1] is not None}


def _read_item_names(block: Block) -> list[JSON]:
    if not isinstance(block, Lines) or len(block.lines) > 1:
        _refuse(block)
    text = block.lines[0].removeprefix(_ITEMS).strip()
    if not _ITEM_NAMES.fullmatch(text):
        raise Unreadable("The items stand here as `first`, `second`.", block.line)
    return list(text[1:-1].split("`, `"))


def _begins_with(label: str, under: Sequence[Block]) -> bool:
    first = under[0] if under else None
    return isinstance(first, Lines) and first.lines[0].startswith(label)


def _expect_end(rest: Sequence[Block]) -> None:
    if rest:
        _refuse(rest[0])


def _refuse(block: Block) -> NoReturn:
    raise Unreadable(_NO_PLACE, block.line)
