"""Shortens a packet's Markdown for a page: of a long text the head and the tail are kept.

Only fences are cut, never what stands between them, unless the whole is still too long: then the
page ends early and says so. Works on text; makes no HTML.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from escalator.domain.markdown_syntax import closes, fence_of, heading_of, read_name

MOST_CHARACTERS = 20_000
"""How much Markdown a page is given at most: rendering takes a bounded time, and even text that
does not compress loads within 30 kB."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a long text is shown: lines and characters of its head; its tail gets half."""

    lines: int
    characters: int


STEPS = (Limits(24, 2_400), Limits(12, 1_200), Limits(6, 400))
"""Tried in this order until the packet fits."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the whole of what was shortened can be read.

    text: (item's name, row counted from 0) -> address. packet: address of the whole packet.
    """

    text: Callable[[str, int], str]
    packet: str


def abridge(body: str, links: Links | None, *, most: int = MOST_CHARACTERS) -> str:
    """Give the Markdown of a packet in at most about `most` characters.

    body: canonical Markdown without front matter. links: None where the whole has no address.
    """
    lines = body.split("\n")
    units: list[str] = []
    for limits in STEPS:
        units = list(_units(lines, limits, links))
        if sum(map(len, units)) + len(units) <= most:
            return "\n".join(units)
    return "\n".join(_cut(units, most, links))


def _units(lines: Sequence[str], limits: Limits, links: Links | None) -> Iterator[str]:
    """Yield what stays together: a line, or a fence with all it holds."""
    item, row, index = "", 0, 0
    while index < len(lines):
        line = lines[index]
        if bar := fence_of(line):
            end = _closing(lines, index, bar)
            link = links.text(item, row) if links and item else ""
            yield _fence(line, bar, lines[index + 1 : end], limits, link)
            index = end + 1
            continue
        if heading := heading_of(line):
            level, text = heading
            name = read_name(text)
            item, row = (
                (name or "", 0) if level <= 3 else (item, int(text) - 1 if text.isdecimal() else 0)
            )
        yield line
        index += 1


def _closing(lines: Sequence[str], opening: int, bar: str) -> int:
    following = range(opening + 1, len(lines))
    return next((index for index in following if closes(lines[index], bar)), len(lines))


def _fence(opening: str, bar: str, text: Sequence[str], limits: Limits, link: str) -> str:
    length = sum(map(len, text)) + len(text)
    # Half as much again is let through whole: a cut that saves a few lines only annoys.
    if len(text) <= limits.lines * 1.5 and length <= limits.characters * 1.5:
        return "\n".join([opening, *text, bar])
    head = _first(text, limits.lines, limits.characters)
    rest = text[len(head) :]
    tail = _last(rest, limits.lines // 2, limits.characters // 2)
    shown = sum(map(len, head)) + sum(map(len, tail)) + len(head) + len(tail)
    left_out = len(rest) - len(tail)
    words = _counted(left_out, "line") if left_out > 0 else _counted(length - shown, "character")
    whole = f" [Show the whole text]({link})" if link else ""
    after = [opening, *tail, bar] if tail else []
    return "\n".join([opening, *head, bar, "", f"*{words} left out.*{whole}", "", *after])


def _first(text: Sequence[str], lines: int, characters: int) -> list[str]:
    kept: list[str] = []
    for line in text[:lines]:
        if len(line) > characters:
            return kept or [line[:characters]]
        kept.append(line)
        characters -= len(line) + 1
    return kept


def _last(text: Sequence[str], lines: int, characters: int) -> list[str]:
    kept: list[str] = []
    for line in reversed(text[-lines:]):
        if len(line) > characters:
            break
        kept.insert(0, line)
        characters -= len(line) + 1
    return kept or [line[-characters:] for line in text[-1:]]


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _cut(units: Sequence[str], most: int, links: Links | None) -> Iterator[str]:
    for unit in units:
        most -= len(unit) + 1
        if most < 0:
            whole = f" [Download the whole packet]({links.packet})" if links else ""
            yield from ("", f"*The rest of this packet is too long for a page.*{whole}")
            return
        yield unit
