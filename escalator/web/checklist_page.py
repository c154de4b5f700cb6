"""What the pages of the checklist editor show: the list, one checklist, its differences.

Gathered in a bounded number of queries; nothing is judged here.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import g, url_for

from escalator.domain.checklist import Checklist
from escalator.domain.checklist_diff import ItemChange, Kind, checklist_changes, due_words
from escalator.domain.conditions import checklist_rules, wanted_words, when_words
from escalator.domain.errors import BadContract, StaleCopy
from escalator.services.checklists import Release, releases_in_use
from escalator.services.desk import Desk
from escalator.services.working_copies import Copy, begun_copies, findings
from escalator.web.present import when

FIELD_OF = {
    "label": "label",
    "why": "why",
    "example": "example",
    "hint": "hint",
    "bounce_codes": "codes",
    "maxLength": "limit",
    "maxItems": "limit",
    "enum": "choices",
    "choices": "choices",
    "columns": "columns",
}
"""End of a finding's place -> the field of the item's form that it is about."""


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One checklist in the list. released: since when and by whom; copy: the working copy."""

    name: str
    title: str
    version: str
    released: str
    note: str
    copy: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item in the outline. mark: "", "added" or "changed"."""

    name: str
    label: str
    due: str
    mark: str
    findings: int
    may_rise: bool
    may_sink: bool


@dataclass(frozen=True, slots=True)
class SectionLines:
    """A section of the outline with its items."""

    name: str
    title: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition in words. is_shown: whether a form can show it."""

    number: int
    when: str
    wanted: str
    because: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something lint found: where in words, why, the place in the file, and where to mend it."""

    where: str
    reason: str
    place: str
    url: str
    field: str
    item: str


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """One checklist as leads work on it."""

    name: str
    title: str
    version: int
    is_begun: bool
    state: str
    behind: str
    sections: tuple[SectionLines, ...]
    removed: tuple[tuple[str, str], ...]
    conditions: tuple[ConditionLine, ...]
    findings: tuple[Finding, ...]
    changes: tuple[ItemChange, ...]
    next_version: int
    in_use: int


def checklist_lines(desk: Desk) -> tuple[ChecklistLine, ...]:
    """List the checklists in use, and those that are only begun."""
    released = releases_in_use(desk)
    copies = {copy.checklist.id.name: copy for copy in begun_copies(desk)}
    checklists = dict(desk.contracts.checklists)
    checklists |= {name: one.checklist for name, one in copies.items() if name not in checklists}
    return tuple(
        ChecklistLine(
            name=name,
            title=checklist.title,
            version=str(checklist.id.version) if name in released else "",
            released=release_words(released[name]) if name in released else "Not in use yet",
            note=released[name].note if name in released else "",
            copy=copy_words(copies[name]) if name in copies else "",
        )
        for name, checklist in checklists.items()
    )


def release_words(release: Release) -> str:
    """Say since when a version is in use, and whom it came from."""
    since = when(release.at, g.person.time_zone)
    return f"{since}, by {release.by}" if release.by else f"{since}, from a file"


def copy_words(copy: Copy) -> str:
    """Say who saved a working copy last, and when."""
    if copy.changed_at is None:
        return ""
    return f"Changed last by {copy.changed_by}, {when(copy.changed_at, g.person.time_zone)}"


def checklist_page(desk: Desk, copy: Copy) -> ChecklistPage:
    """Gather what the page of one checklist shows."""
    checklist, found = copy.checklist, findings_shown(desk, copy.checklist)
    changes = changes_of(copy)
    marks = {one.name: one.kind.value for one in changes}
    counts = Counter(one.item for one in found)
    return ChecklistPage(
        name=checklist.id.name,
        title=checklist.title,
        version=copy.version,
        is_begun=copy.is_begun,
        state=copy_words(copy),
        behind=_behind(copy),
        sections=tuple(_sections(checklist, marks, counts)),
        removed=tuple((one.name, one.label) for one in changes if one.kind is Kind.REMOVED),
        conditions=condition_lines(checklist),
        findings=found,
        changes=changes,
        next_version=next_version(copy),
        in_use=copy.in_use.id.version if copy.in_use else 0,
    )


def next_version(copy: Copy) -> int:
    """Give the number that the copy would be published with."""
    if copy.in_use is None:
        return copy.checklist.id.version
    return max(copy.in_use.id.version + 1, copy.checklist.id.version if copy.is_begun else 0)


def changes_of(copy: Copy) -> tuple[ItemChange, ...]:
    """Give what differs from the version in use; nothing for a checklist that has none."""
    return checklist_changes(copy.in_use, copy.checklist) if copy.in_use else ()


def _behind(copy: Copy) -> str:
    if not copy.is_behind or copy.in_use is None:
        return ""
    return (
        f"Version {copy.in_use.id.version} came into use after this working copy was begun from "
        f"version {copy.base}. What it says differently is shown among the differences, and is "
        "replaced when you publish."
    )


def _sections(
    checklist: Checklist, marks: dict[str, str], counts: Counter[str]
) -> Iterable[SectionLines]:
    for section in checklist.sections:
        items = checklist.items_of(section.name)
        yield SectionLines(
            section.name,
            section.title,
            tuple(
                ItemLine(
                    name=item.name,
                    label=item.label,
                    due=due_sentence(item.name, checklist),
                    mark=marks.get(item.name, ""),
                    findings=counts[item.name],
                    may_rise=item != items[0],
                    may_sink=item != items[-1],
                )
                for item in items
            ),
        )


def due_sentence(item: str, checklist: Checklist) -> str:
    """Say when an item is due, "Optional" when it never is."""
    text = "; ".join(due_words(item, checklist)) or "optional"
    return f"{text[:1].upper()}{text[1:]}"


def condition_lines(checklist: Checklist, item: str = "") -> tuple[ConditionLine, ...]:
    """Give the conditions in words; item: only those that make it due."""
    lines = []
    for rule in checklist_rules(checklist):
        if item and not rule.wants(item):
            continue
        one = rule.condition
        words = when_words(one, checklist) if one else "under a condition written in the file"
        wanted = ", ".join(wanted_words(each, checklist) for each in one.wanted) if one else ""
        start = f"{words[:1].upper()}{words[1:]}"
        lines.append(ConditionLine(rule.number, start, wanted, rule.because, one is not None))
    return tuple(lines)


def findings_shown(desk: Desk, checklist: Checklist) -> tuple[Finding, ...]:
    """Give what lint finds, each with the page on which it is mended."""
    return tuple(_finding(problem, checklist) for problem in findings(desk, checklist))


def _finding(problem: BadContract, checklist: Checklist) -> Finding:
    name = checklist.id.name
    parts = problem.place.split("/")[1:]
    if parts[:1] == ["properties"] and len(parts) > 1 and checklist.has_item(parts[1]):
        field = next((FIELD_OF[part] for part in reversed(parts[2:]) if part in FIELD_OF), "")
        field = "columns" if "items" in parts[2:] and field != "choices" else field
        url = url_for("checklists.item", name=name, item=parts[1], _anchor=field or None)
        label = checklist.item(parts[1]).label
        return Finding(label, problem.reason, problem.place, url, field, parts[1])
    if parts[:1] == ["allOf"] and len(parts) > 1 and parts[1].isdigit():
        number = int(parts[1])
        is_shown = any(one.number == number and one.is_shown for one in condition_lines(checklist))
        url = url_for("checklists.condition", name=name, number=number) if is_shown else ""
        return Finding(f"Condition {number + 1}", problem.reason, problem.place, url, "", "")
    return Finding("The checklist", problem.reason, f"{problem.file} {problem.place}", "", "", "")


def stale_copy_words(error: StaleCopy) -> str:
    """Say who did what to a working copy while the person had their page open."""
    who = error.changed_by or "You, in another window,"
    if error.published:
        return f"{who} published version {error.published} while you had this page open."
    return f"{who} changed the working copy while you had this page open."
