"""A packet's Markdown cut into headings, fences and lines that stand together.

Knows the line on which each begins, and nothing of what they mean (markdown_reader.py does).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from escalator.domain.errors import Unreadable
from escalator.domain.markdown_syntax import closes, fence_of, heading_of


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line.

    line: its number in the file, from 1. level: 1 to 6. text: what follows the marks.
    """

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block.

    line: number of the line that opens it. text: what is inside, without the last line feed.
    """

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that stand together without a blank one, none of them a heading or a fence.

    line: number of the first. lines: at least one, without spaces at their ends.
    """

    line: int
    lines: tuple[str, ...]


Block: TypeAlias = Heading | Fence | Lines


def blocks(lines: Sequence[str], start: int) -> Iterator[Block]:
    """Yield the blocks from the line with index `start` on, in order.

    Raises Unreadable for a fence that is never closed.
    """
    index = start
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            index += 1
        elif bar := fence_of(line):
            end = _closing(lines, index, bar)
            yield Fence(index + 1, "\n".join(lines[index + 1 : end]))
            index = end + 1
        elif heading := heading_of(line):
            yield Heading(index + 1, *heading)
            index += 1
        else:
            end = _end_of_lines(lines, index)
            yield Lines(index + 1, tuple(line.rstrip() for line in lines[index:end]))
            index = end


def parts(stream: Iterable[Block]) -> Iterator[tuple[Heading | None, list[Block]]]:
    """Yield each heading of the levels 1 to 3 with the blocks under it; None before the first."""
    heading: Heading | None = None
    under: list[Block] = []
    for block in stream:
        if isinstance(block, Heading) and block.level <= 3:
            if heading or under:
                yield heading, under
            heading, under = block, []
        else:
            under.append(block)
    if heading or under:
        yield heading, under


def _closing(lines: Sequence[str], opening: int, bar: str) -> int:
    for index in range(opening + 1, len(lines)):
        if closes(lines[index], bar):
            return index
    raise Unreadable("The fence that opens here is never closed.", opening + 1)


def _end_of_lines(lines: Sequence[str], start: int) -> int:
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if not line.strip() or fence_of(line) or heading_of(line):
            return index
    return len(lines)
