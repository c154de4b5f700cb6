"""The tables: one row for each line of the design's table, as text and as Markdown.

It reads a tally; it counts nothing itself.
"""

import os
import platform
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench.scrub.model import Half, Role
from bench.scrub.score import Count, Tally
from escalator import __version__

PAGE = Path(__file__).parents[2] / "docs" / "scrubbing.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

STRUCTURED = frozenset(
    {"email", "phone", "card", "iban", "ip", "mac", "national id", "wallet", "host"}
    | {"birth date", "coordinates", "plate"}
)
CHECKSUMMED = frozenset({"card", "iban", "national id", "wallet"})
KEYED = frozenset(
    {"keyed secret", "authorization", "cookie", "url credential", "connection string"}
)
ENCODED = frozenset({"jwt", "private key"})
SHAPED = frozenset({"number in shape", "uuid, epoch, version"})

IDENTITIES = frozenset({"user", "home user"})

NOTHING = "none"
"""In place of a share: there was nothing to count."""

Row = tuple[str, ...]


class Line(NamedTuple):
    """One line of the summary: what it counts and whether in values or in characters."""

    title: str
    source: str
    role: Role
    kinds: frozenset[str]
    in_characters: bool = False


_TEXT_LINES = (
    Line("structured kinds leaked", "text", Role.HIDE, STRUCTURED),
    Line("names leaked, characters", "text", Role.HIDE, frozenset({"name"}), True),
    Line("postal addresses leaked, characters", "text", Role.HIDE, frozenset({"address"}), True),
    Line("user names, home folders leaked", "text", Role.HIDE, IDENTITIES),
    Line("checksummed kinds leaked", "text", Role.HIDE, CHECKSUMMED),
    Line("look-alikes of them touched", "text", Role.ALIKE, SHAPED),
    Line("vendor keys leaked", "text", Role.HIDE, frozenset({"vendor key"})),
    Line("keyword secrets leaked", "text", Role.HIDE, KEYED),
    Line("JWT and PEM leaked", "text", Role.HIDE, ENCODED),
    Line("harmless IDs touched", "text", Role.ALIKE, frozenset({"harmless id"})),
    Line("placeholders for secrets touched", "text", Role.ALIKE, frozenset({"placeholder"})),
    Line("in texts: tokens that must survive destroyed", "text", Role.KEEP, frozenset()),
)
_LOG_LINES = (
    *(
        Line(f"in logs: {kind} leaked", "log", Role.HIDE, frozenset({kind}))
        for kind in ("user", "home user", "mac", "host", "ip", "email")
    ),
    Line("in logs: tokens that must survive destroyed", "log", Role.KEEP, frozenset()),
)


def summary(tally: Tally, halves: Collection[Half]) -> list[tuple[str, str]]:
    """Return (what, percentage) for every line of the design's table."""
    form_names = _sum(tally.form_names[half] for half in halves)
    outside = {
        source: _sum(tally.outside[half, source] for half in halves) for source in ("text", "log")
    }
    return [
        *(_line(tally, halves, line) for line in _TEXT_LINES),
        ("names of the form leaked, characters", _characters(form_names)),
        ("in texts: text outside labels hidden", _characters(outside["text"])),
        *(_line(tally, halves, line) for line in _LOG_LINES),
        ("in logs: text outside labels hidden", _characters(outside["log"])),
        ("same value, different placeholders", _values(_sum(tally.repeated[h] for h in halves))),
        ("different values, same placeholder", _values(_sum(tally.distinct[h] for h in halves))),
    ]


def _line(tally: Tally, halves: Collection[Half], line: Line) -> tuple[str, str]:
    count = tally.total(halves, line.role, source=line.source, kinds=line.kinds)
    return line.title, _characters(count) if line.in_characters else _values(count)


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def by_kind(tally: Tally) -> list[Row]:
    """Return (source, role, kind, values, tuning %, held-out %) for every kind."""
    keys = sorted({key[1:] for key in tally.kinds}, key=lambda key: (key[0], key[1], key[2]))
    rows = []
    for source, role, kind in keys:
        halves = [tally.kinds.get((half, source, role, kind), Count()) for half in Half]
        shares = (_values(count) for count in halves)
        rows.append((source, role.value, kind, str(sum(c.values for c in halves)), *shares))
    return rows


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table whose columns are aligned, readable in a terminal as well."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    padded = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([padded[0], rule, *padded[1:]])


def _values(count: Count) -> str:
    return percent(count.share) if count.values else NOTHING


def _characters(count: Count) -> str:
    return percent(count.character_share) if count.characters else NOTHING


def percent(share: float) -> str:
    """Return a percentage with as many digits as it needs: 0, 0.02, 4.1, 37."""
    if share == 0 or share >= 99.95:
        return f"{share:.0f}"
    return f"{share:.3f}" if share < 0.1 else f"{share:.2f}" if share < 1 else f"{share:.1f}"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report.

    body: a table or a sentence.
    note: what belongs below it.
    """

    title: str
    body: str
    note: str = ""

    def plain(self) -> str:
        """Return it for a terminal."""
        return "\n".join(["", self.title, "", self.body, *([self.note] if self.note else [])])


def write(sections: Sequence[Section], *, command: str, page: Path = PAGE) -> None:
    """Put sections between the markers of the page, with the day and the versions.

    A section that was not measured this time stays as it is.
    """
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    measured, _, after = rest.partition(END)
    parts = dict(_parts(measured))
    when = (
        f"Measured {datetime.now(UTC):%Y-%m-%d} by `{command}`: Escalator {__version__},"
        f" Python {platform.python_version()}, {os.cpu_count()} cores."
    )
    for one in sections:
        notes = [one.note] if one.note else []
        parts[one.title] = "\n\n".join([f"### {one.title}", when, one.body, *notes])
    text = "\n\n".join([BEGIN, *parts.values(), END])
    page.write_text(before + text + after, encoding="utf-8")


def _parts(measured: str) -> Iterator[tuple[str, str]]:
    for part in measured.split("### ")[1:]:
        title = part.partition("\n")[0].strip()
        yield title, f"### {part.strip()}"
