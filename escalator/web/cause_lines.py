"""Why packets came back, as Pareto tables: reasons and items at fault, with their shares.

A share is of everything named in the table, since one bounce may name several.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from escalator.domain.checklist import Checklist
from escalator.domain.metrics import TOO_FEW
from escalator.services.figures.causes import Causes, ItemAtFault
from escalator.services.figures.marks import Of
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import percent
from escalator.web.present import category_title
from escalator.web.words import REASON_WORDS


@dataclass(frozen=True, slots=True)
class Cause:
    """A line of a Pareto table.

    label, note: what it is. bounces: how many name it, before: in the period before. share,
    cumulative: of all that is named here, "" when there are too few. length: of its bar, 0..1
    against the longest. so_far: the cumulative share as a proportion.
    """

    label: str
    note: str
    bounces: Count
    before: int
    length: float
    so_far: float
    share: str
    cumulative: str


def reasons_shown(
    causes: Causes, behind: Behind, earlier: Causes | None = None
) -> tuple[Cause, ...]:
    """Give the reasons of bounces, most frequent first."""
    before = earlier.reasons if earlier else {}
    found = sorted(causes.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    return _pareto(
        (
            (
                REASON_WORDS[reason],
                "" if reason.is_charged_to_packet else "charged to the system",
                Count(number, behind.reason(reason)),
                before.get(reason, 0),
            )
            for reason, number in found
        )
    )


def items_shown(
    items: Sequence[ItemAtFault],
    behind: Behind,
    checklists: Iterable[Checklist],
    earlier: Sequence[ItemAtFault] = (),
) -> tuple[Cause, ...]:
    """Give the items at fault, most cited first."""
    before = {(one.checklist, one.item): one.bounces for one in earlier}
    in_use = {checklist.id.name: checklist for checklist in checklists}
    return _pareto(
        (
            item_label(in_use, one.checklist, one.item),
            checklist_words(one.checklist),
            Count(one.bounces, behind.url(Of.ITEM, f"{one.checklist}:{one.item}")),
            before.get((one.checklist, one.item), 0),
        )
        for one in items
    )


def item_label(in_use: Mapping[str, Checklist], filed_under: str, item: str) -> str:
    """Give what people read for an item; one the checklist has dropped is called by its name."""
    checklist = in_use.get(filed_under.partition("/")[0])
    if checklist is not None and checklist.has_item(item):
        return checklist.item(item).label
    return item.replace("_", " ").capitalize()


def checklist_words(checklist: str) -> str:
    """Say a checklist and its version: "General, version 1"."""
    name, _, version = checklist.partition("/")
    return f"{category_title(name)}, version {version}"


def _pareto(causes: Iterable[tuple[str, str, Count, int]]) -> tuple[Cause, ...]:
    rows = tuple(causes)
    total = sum(bounces.number for _, _, bounces, _ in rows)
    most = max((bounces.number for _, _, bounces, _ in rows), default=1)
    shown, so_far = [], 0
    for label, note, bounces, before in rows:
        so_far += bounces.number
        is_enough = total >= TOO_FEW
        shown.append(
            Cause(
                label=label,
                note=note,
                bounces=bounces,
                before=before,
                length=bounces.number / most,
                so_far=so_far / total if total else 0.0,
                share=percent(bounces.number / total) if is_enough else "",
                cumulative=percent(so_far / total) if is_enough else "",
            )
        )
    return tuple(shown)
