"""Figures that stand beside the rate: their value, what it is made of, and how it changed."""

from dataclasses import dataclass

from escalator.domain.metrics import Rate
from escalator.services.figures.marks import Of
from escalator.services.figures.outcomes import Outcomes
from escalator.services.figures.totals import Beside, Totals
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import (
    count_before,
    counted,
    moved_words,
    ratio_words,
    show_rate,
)
from escalator.web.words import DECLINE_WORDS


@dataclass(frozen=True, slots=True)
class Companion:
    """A figure: its value in words, the count it is made of, its change, what it means."""

    label: str
    value: str
    count: Count
    counted: str
    change: str
    meaning: str
    interval: str = ""


def rate_companion(
    label: str, now: Rate, before: Rate, url: str, counted_of: str, meaning: str = ""
) -> Companion:
    """Give a figure that is a rate."""
    shown = show_rate(now)
    change, count = moved_words(now, before), Count(now.k, url)
    return Companion(label, shown.value, count, counted_of, change, meaning, shown.interval)


def companions(now: Totals, earlier: Totals, behind: Behind) -> tuple[Companion, ...]:
    """Give what a good rate could hide."""
    beside, before = now.beside, earlier.beside
    packets = f"of {counted(beside.ever_bounced.n, 'packet')}"
    return (
        rate_companion(
            "Ever bounced",
            beside.ever_bounced,
            before.ever_bounced,
            behind.url(Of.EVER_BOUNCED),
            packets,
            "Bounced at any time, after acceptance too.",
        ),
        Companion(
            "Bounces per packet",
            ratio_words(beside.bounces_per_packet),
            Count(beside.bounces, behind.url(Of.BOUNCES)),
            f"bounces {packets}",
            f"{ratio_words(before.bounces_per_packet)} before",
            "Some are bounced more than once.",
        ),
        rate_companion(
            "Late bounces",
            beside.late_bounced,
            before.late_bounced,
            behind.url(Of.LATE_BOUNCED),
            f"of {beside.late_bounced.n:,} accepted",
            "Bounced after they had been accepted.",
        ),
        Companion(
            "Questions per accepted packet",
            ratio_words(beside.questions_per_accepted),
            Count(beside.questions, behind.url(Of.QUESTIONS)),
            f"questions on {beside.late_bounced.n:,} accepted",
            f"{ratio_words(before.questions_per_accepted)} before",
            "Else bounces hide as questions.",
        ),
        rate_companion(
            "Passed on",
            beside.passed_on,
            before.passed_on,
            behind.url(Of.PASSED_ON),
            f"of {beside.passed_on.n:,} first handled",
            "Went to the wrong team first.",
        ),
        _declined(beside, before, behind),
        Companion(
            "Escalations avoided",
            f"{beside.attached:,}",
            Count(beside.attached, behind.url(Of.ATTACHED)),
            "draft" if beside.attached == 1 else "drafts",
            count_before(before.attached),
            "Attached to a known issue instead.",
        ),
    )


def _declined(beside: Beside, before: Beside, behind: Behind) -> Companion:
    declined = {kind: number for kind, number in beside.declined.items() if number}
    kinds = ", ".join(f"{DECLINE_WORDS[kind]} {n}" for kind, n in declined.items())
    total = sum(declined.values())
    return Companion(
        "Declined",
        str(total),
        Count(total, behind.url(Of.DECLINED)),
        "packets",
        count_before(sum(before.declined.values())),
        f"{kinds}." if kinds else "Duplicates, S1's to solve, or out of scope.",
    )


def exceptions_shown(now: Totals, earlier: Totals, behind: Behind) -> tuple[Companion, ...]:
    """Give what became of exceptions."""
    found, before = now.exceptions, earlier.exceptions
    counts = (
        ("Asked for", Of.EXCEPTIONS_ASKED, found.asked, before.asked),
        ("Approved", Of.EXCEPTIONS_APPROVED, found.approved, before.approved),
        ("Refused", Of.EXCEPTIONS_REFUSED, found.refused, before.refused),
        ("Glass broken on a P1", Of.BROKEN_GLASS, found.broken_glass, before.broken_glass),
    )
    later = found.later_bounced
    return (
        *(
            Companion(label, str(n), Count(n, behind.url(of)), "", count_before(was), "")
            for label, of, n, was in counts
        ),
        rate_companion(
            "Bounced later",
            later,
            before.later_bounced,
            behind.url(Of.LATER_BOUNCED),
            f"of {counted(later.n, 'packet')} with an exception given",
        ),
    )


def solved_shown(now: Outcomes, earlier: Outcomes, behind: Behind) -> tuple[Companion, ...]:
    """Give what the packets resolved were, and whether those filed say that they are billable."""
    found, before = now.resolutions, earlier.resolutions
    resolved = f"of {found.reproduced.n:,} resolved"
    return (
        rate_companion(
            "Reproduced",
            found.reproduced,
            before.reproduced,
            behind.url(Of.REPRODUCED),
            resolved,
            "The engineer saw it happen.",
        ),
        rate_companion(
            "S1 could have solved it",
            found.s1_could_have_solved,
            before.s1_could_have_solved,
            behind.url(Of.S1_COULD_HAVE_SOLVED),
            resolved,
            "As the engineer judged; material for training and articles.",
        ),
        rate_companion(
            "Billable",
            billable(now),
            billable(earlier),
            behind.url(Of.BILLABLE, "yes"),
            _billable_words(now),
            "As their authors said when they filed them.",
        ),
    )


def billable(found: Outcomes) -> Rate:
    """Give the packets that said they are billable, of those that said whether they are."""
    answers = found.filings.billable
    return Rate(answers.get("yes", 0), answers.get("yes", 0) + answers.get("no", 0))


def _billable_words(found: Outcomes) -> str:
    unknown = found.filings.billable.get("unknown", 0)
    beside = f", {unknown:,} unknown" if unknown else ""
    return f"of {billable(found).n:,} that say so{beside}"
