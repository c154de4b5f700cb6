"""What changed between two revisions, as a page shows it: items in order, lines with marked words.

What changed is found by domain/diff.py; here it is put into words and kept to a length.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from escalator.domain.checklist import Checklist
from escalator.domain.diff import Change, ItemChange, Part, changes
from escalator.domain.model import Packet
from escalator.domain.text_diff import Line, Mark
from escalator.web.html import changed_line

KINDS = {Mark.NEW: "added", Mark.GONE: "removed", Mark.SAME: "same", Mark.SKIPPED: "same"}
WORDS = {Change.ADDED: "added", Change.REMOVED: "taken out", Change.CHANGED: "changed"}


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of an item: its label ("" for the whole), and (kind, words) line by line."""

    label: str
    lines: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """An item that changed.

    name, label: the item's. words: what became of it. parts: in order.
    was_at_fault: whether the bounce named it.
    """

    name: str
    label: str
    words: str
    parts: tuple[PartShown, ...]
    was_at_fault: bool


@dataclass(frozen=True, slots=True)
class ChangesShown:
    """What changed from one revision to another.

    before, after: their numbers. items: those that the bounce named first.
    left_out: how many lines were too many to show.
    """

    before: int
    after: int
    items: tuple[ChangeShown, ...]
    left_out: int


def changes_shown(
    before: Packet,
    after: Packet,
    checklist: Checklist,
    *,
    at_fault: Collection[str] = (),
    most_lines: int,
) -> ChangesShown:
    """Give what changed, at most about `most_lines` lines of it.

    at_fault: items that the bounce in between named; they come first.
    """
    found = changes(before, after, checklist)
    first = sorted(found, key=lambda one: one.name not in at_fault)
    budget = _Budget(most_lines)
    items = tuple(_shown(one, budget, one.name in at_fault) for one in first)
    return ChangesShown(before.revision, after.revision, items, budget.left_out)


@dataclass
class _Budget:
    """Counts lines down, and those there was no room for up."""

    left: int
    left_out: int = 0

    def take(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        taken = lines[: self.left]
        self.left -= len(taken)
        self.left_out += len(lines) - len(taken)
        return taken


def _shown(change: ItemChange, budget: _Budget, was_at_fault: bool) -> ChangeShown:
    parts = tuple(PartShown(part.label, tuple(_lines(part, budget))) for part in change.parts)
    return ChangeShown(change.name, change.label, WORDS[change.change], parts, was_at_fault)


def _lines(part: Part, budget: _Budget) -> Iterator[tuple[str, Markup]]:
    for line in budget.take(part.lines):
        yield KINDS[line.mark], changed_line(line)
