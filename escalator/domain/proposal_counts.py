"""What proposals are made of, counted in plain Python: what the store's query must equal.

All of one cohort, the packets whose first quality decision lies in the period, but for what was
not available, which is counted of packets first submitted in it. proposals.py judges.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from escalator.domain.events import text_fact, texts_fact
from escalator.domain.history import History, Period
from escalator.domain.model import Action


@dataclass(frozen=True, slots=True)
class ProposalCounts:
    """How many packets.

    decided, by_person: decided on in the period, by category and by the author's number.
    accepted: those of them accepted at any time.
    cited: by category and item, those with a bounce that cites the item and stands.
    charged: by author and item, those with one that charges it to the packet.
    came_to: by category and the team they came to first; passed_on: by category, that team and the
    one it passed them on to first.
    errors: by digest, those accepted that show one error of which no packet is in a problem
    record; errors of one packet are left out. Security packets are in none.
    filed: first submitted in the period, by category. not_available: by category and item.
    """

    decided: Mapping[str, int]
    by_person: Mapping[int, int]
    accepted: int
    cited: Mapping[tuple[str, str], int]
    charged: Mapping[tuple[int, str], int]
    came_to: Mapping[tuple[str, str], int]
    passed_on: Mapping[tuple[str, str, str], int]
    errors: Mapping[str, int]
    filed: Mapping[str, int]
    not_available: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Known:
    """What the events do not say of packets, by their number.

    authors: the author's. targets: the team each is with now. errors: the digest of the error,
    security packets left out. recorded: digests of which a packet is in a problem record.
    """

    authors: Mapping[int, int]
    targets: Mapping[int, str]
    errors: Mapping[int, str]
    recorded: Collection[str]


def count_for_proposals(
    histories: Iterable[History], period: Period, known: Known
) -> ProposalCounts:
    """Count countable histories (see figures.countable)."""
    told = tuple(histories)
    cohort = [
        one
        for one in told
        if one.first_quality_decision is not None and period.holds(one.first_quality_decision.at)
    ]
    accepted = [one for one in cohort if one.of(Action.ACCEPT)]
    filed = [one for one in told if period.holds(one.submitted_at)]
    return ProposalCounts(
        decided=Counter(one.category for one in cohort),
        by_person=Counter(known.authors[one.packet] for one in cohort),
        accepted=len(accepted),
        cited=Counter((one.category, item) for one in cohort for item in _cited(one)),
        charged=Counter(
            (known.authors[one.packet], item)
            for one in cohort
            for item in _cited(one, only_charged=True)
        ),
        came_to=Counter((one.category, _came_to(one, known)) for one in cohort),
        passed_on=Counter(
            (one.category, text_fact(first, "from"), text_fact(first, "team"))
            for one in cohort
            for first in one.of(Action.PASS_ON)[:1]
        ),
        errors=_errors(accepted, known),
        filed=Counter(one.category for one in filed),
        not_available=Counter(
            (one.category, item)
            for one in filed
            for item in texts_fact(one.of(Action.SUBMIT)[0], "not_available")
        ),
    )


def _errors(accepted: Iterable[History], known: Known) -> dict[str, int]:
    found = Counter(known.errors.get(one.packet, "") for one in accepted)
    return {
        digest: n
        for digest, n in found.items()
        if digest and n > 1 and digest not in known.recorded
    }


def _cited(history: History, *, only_charged: bool = False) -> set[str]:
    return {
        item
        for bounce in history.bounces
        if not bounce.is_voided
        for charge in bounce.charges
        if charge.reason.is_charged_to_packet or not only_charged
        for item in charge.items
    }


def _came_to(history: History, known: Known) -> str:
    passed = history.of(Action.PASS_ON)
    return text_fact(passed[0], "from") if passed else known.targets[history.packet]
