"""Root causes, what comes again and again, and items not available, as lines of tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from escalator.domain.checklist import Checklist
from escalator.domain.metrics import Rate
from escalator.services.figures.marks import Of
from escalator.services.figures.outcomes import Outcomes
from escalator.web.cause_lines import checklist_words, item_label
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import show_rate
from escalator.web.present import category_title
from escalator.web.words import CAUSE_WORDS

REPEATED = 3
"""So many packets of one category with one root cause are a repeat driver."""

MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A line: how many now and before. share: of all, "" where there are too few. length: 0..1."""

    label: str
    note: str
    count: Count
    before: int
    share: str
    length: float


def root_causes(now: Outcomes, earlier: Outcomes, behind: Behind) -> tuple[OutcomeLine, ...]:
    """Give the root causes, most frequent first."""
    before = earlier.resolutions.root_causes
    found = sorted(now.resolutions.root_causes.items(), key=lambda one: (-one[1], one[0]))
    most = found[0][1] if found else 1
    return tuple(
        OutcomeLine(
            label=CAUSE_WORDS[cause],
            note="",
            count=Count(number, behind.url(Of.ROOT_CAUSE, cause.value)),
            before=before.get(cause, 0),
            share=_share(number, now.resolved),
            length=number / most,
        )
        for cause, number in found
    )


def drivers(now: Outcomes, earlier: Outcomes, behind: Behind) -> tuple[OutcomeLine, ...]:
    """Give the root causes that come again and again in one category, most frequent first."""
    before = earlier.resolutions.drivers
    found = sorted(now.resolutions.drivers.items(), key=lambda one: (-one[1], one[0]))
    repeated = [(driver, number) for driver, number in found if number >= REPEATED]
    return tuple(
        OutcomeLine(
            label=f"{CAUSE_WORDS[cause]} in {category_title(category)}",
            note="again" if before.get((category, cause), 0) >= REPEATED else "",
            count=Count(number, behind.url(Of.DRIVER, f"{category}:{cause}")),
            before=before.get((category, cause), 0),
            share=_share(number, now.resolved),
            length=number / repeated[0][1],
        )
        for (category, cause), number in repeated[:MOST_LINES]
    )


def unavailable(
    now: Outcomes, earlier: Outcomes, behind: Behind, checklists: Mapping[str, Checklist]
) -> tuple[OutcomeLine, ...]:
    """Give the items marked not available, most frequent first; shares are of packets filed."""
    before = earlier.filings.not_available
    found = sorted(now.filings.not_available.items(), key=lambda one: (-one[1], one[0]))
    most = found[0][1] if found else 1
    return tuple(
        OutcomeLine(
            label=item_label(checklists, checklist, item),
            note=checklist_words(checklist),
            count=Count(number, behind.url(Of.NOT_AVAILABLE, f"{checklist}:{item}")),
            before=before.get((checklist, item), 0),
            share=_share(number, now.filings.packets),
            length=number / most,
        )
        for (checklist, item), number in found
    )


def _share(number: int, of: int) -> str:
    shown = show_rate(Rate(number, of))
    return shown.value if shown.is_judged else ""
