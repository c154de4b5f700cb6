"""What the figures propose to fix next, and when a proposal that was decided on comes back.

It takes counts (proposal_counts.py says of what) and looks nothing up. Nobody is ranked: a person
is compared with everybody else together, and only to tell a habit of theirs from everybody's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from escalator.domain.change import likely_change
from escalator.domain.checklist import Checklist
from escalator.domain.json_places import words
from escalator.domain.metrics import TOO_FEW, Rate
from escalator.domain.policy import Policy, RoutingRule
from escalator.domain.proposal_counts import ProposalCounts
from escalator.domain.routing import allowed_targets

LOOKED_AT = timedelta(weeks=13)
"""How far back proposals look: a quarter holds enough packets of a category to judge, and is short
enough that what was mended since no longer weighs."""

SURELY_CITED = 0.10
"""An item is proposed as required when engineers miss it in one of ten packets even at the low end
of the interval: asking all authors for it is worth one return spared in ten."""

FEWEST_CITED = 5
"""Returns from which on an item is proposed: three of ten would do for the interval, and are an
evening's bad luck."""

SURELY_UNAVAILABLE = 0.25
"""An item of which surely one author in four says that it cannot be had is asked of the wrong
people, or at the wrong time."""

SURELY_PASSED_ON = 0.50
"""A routing rule is proposed when surely most go to the other team: else it sends more packets
wrong than right."""

SURELY_AT_FAULT = 0.15
"""A person's item is worth a word when it surely brings back one of their packets in seven."""

SAME_ERROR = 5
"""Packets with one error from which on a problem record is proposed: two or three are found beside
the packet itself, and five are work that one record would have spared."""

GROWN_BY = 1.5
GROWN_AT_LEAST = 5
"""When a proposal that was put off or dismissed comes back by itself: half as many again as the
lead saw, five more at least, and a larger share. Less is what the same trouble does by chance."""


class Kind(StrEnum):
    """What is proposed, in the order in which it is shown.

    REQUIRE: an item that engineers miss, in a category. BELONGS: ask whether an item that cannot be
    had belongs. ROUTE: send a category to the team it ends with. RECORD: a problem record of one
    error. COACH: a word with a person about one item.
    """

    REQUIRE = "require"
    BELONGS = "belongs"
    ROUTE = "route"
    RECORD = "record"
    COACH = "coach"


class Choice(StrEnum):
    """What a lead decides on a proposal; REOPEN takes an earlier decision back."""

    ACCEPT = "accept"
    PUT_OFF = "put_off"
    DISMISS = "dismiss"
    REOPEN = "reopen"


class Standing(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PUT_OFF = "put_off"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to fix.

    about: ("general", "steps") for an item of a category, ("general", from, to) for a route between
    teams, (digest,) for an error, (number, "steps") for a person and an item.
    rate: the packets that speak for it, of those looked at.
    """

    kind: Kind
    about: tuple[str, ...]
    rate: Rate

    @property
    def key(self) -> str:
        """What it is about in one word, as it is kept and stands in addresses."""
        return ":".join(self.about)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The latest decision on a proposal: what, on which figures, and until when it was put off."""

    choice: Choice
    rate: Rate
    until: date | None = None


def propose(
    counts: ProposalCounts, checklists: Mapping[str, Checklist], policy: Policy
) -> tuple[Proposal, ...]:
    """Return what the figures propose: by kind, most packets first, people by their number."""
    required = tuple(_required(counts, checklists))
    return (
        *_most_first(required),
        *_most_first(_belongs(counts, checklists)),
        *_most_first(_routed(counts, checklists, policy)),
        *_most_first(_records(counts)),
        *_coached(counts, {one.about[1] for one in required}),
    )


def standing(verdict: Verdict | None, now: Rate | None, today: date) -> Standing:
    """Return where a proposal stands.

    now: its figures, None when they no longer propose it. What was accepted stays accepted; what
    was put off or dismissed comes back when its day is there, or when the figures have grown.
    """
    if verdict is None or verdict.choice is Choice.REOPEN:
        return Standing.OPEN
    if verdict.choice is Choice.ACCEPT:
        return Standing.ACCEPTED
    is_due = verdict.until is not None and today >= verdict.until
    if now is not None and (is_due or has_grown(now, verdict.rate)):
        return Standing.OPEN
    return Standing.PUT_OFF if verdict.choice is Choice.PUT_OFF else Standing.DISMISSED


def has_grown(now: Rate, then: Rate) -> bool:
    """Return whether figures have grown materially since a lead decided on them."""
    is_more = now.k >= then.k + GROWN_AT_LEAST and now.k >= then.k * GROWN_BY
    return is_more and now.k * then.n > then.k * now.n


def rule_now(category: str, policy: Policy) -> RoutingRule | None:
    """Return the rule that sends a category whatever its packets say; None when there is none."""
    return next(
        (
            rule
            for rule in policy.routing
            if (not rule.categories or category in rule.categories)
            and not rule.priorities
            and not rule.answers
        ),
        None,
    )


def _required(counts: ProposalCounts, checklists: Mapping[str, Checklist]) -> Iterator[Proposal]:
    for (category, item), cited in counts.cited.items():
        rate = Rate(cited, counts.decided.get(category, 0))
        checklist = checklists.get(category)
        if cited < FEWEST_CITED or not _surely(rate, SURELY_CITED):
            continue
        if checklist is not None and may_be_left_out(item, checklist):
            yield Proposal(Kind.REQUIRE, (category, item), rate)


def may_be_left_out(item: str, checklist: Checklist) -> bool:
    """Return whether some packets need not answer an item that the checklist has."""
    return checklist.has_item(item) and item not in words(dict(checklist.schema), "required")


def _belongs(counts: ProposalCounts, checklists: Mapping[str, Checklist]) -> Iterator[Proposal]:
    for (category, item), missing in counts.not_available.items():
        rate = Rate(missing, counts.filed.get(category, 0))
        checklist = checklists.get(category)
        is_asked = checklist is not None and checklist.has_item(item)
        if is_asked and _surely(rate, SURELY_UNAVAILABLE):
            yield Proposal(Kind.BELONGS, (category, item), rate)


def _routed(
    counts: ProposalCounts, checklists: Mapping[str, Checklist], policy: Policy
) -> Iterator[Proposal]:
    for (category, came, went), passed in counts.passed_on.items():
        rate = Rate(passed, counts.came_to.get((category, came), 0))
        checklist = checklists.get(category)
        if checklist is None or not _surely(rate, SURELY_PASSED_ON):
            continue
        takers = {one.team for one in allowed_targets(checklist, policy)}
        rule = rule_now(category, policy)
        if went in takers and (rule is None or rule.target.team != went):
            yield Proposal(Kind.ROUTE, (category, came, went), rate)


def _records(counts: ProposalCounts) -> Iterator[Proposal]:
    for digest, packets in counts.errors.items():
        rate = Rate(packets, counts.accepted)
        if packets >= SAME_ERROR and not rate.is_too_few:
            yield Proposal(Kind.RECORD, (digest,), rate)


def _coached(counts: ProposalCounts, of_checklists: set[str]) -> Iterator[Proposal]:
    """Yield one item for each person; one that a checklist should require is no habit of theirs."""
    everybody, whole = _of_items(counts), sum(counts.by_person.values())
    worst: dict[int, tuple[int, str]] = {}
    for (person, item), charged in sorted(counts.charged.items()):
        rate = Rate(charged, counts.by_person.get(person, 0))
        others = Rate(everybody[item] - charged, whole - rate.n)
        is_theirs = likely_change(rate, others) and item not in of_checklists
        if is_theirs and _surely(rate, SURELY_AT_FAULT) and charged > worst.get(person, (0, ""))[0]:
            worst[person] = (charged, item)
    for person, (charged, item) in worst.items():
        rate = Rate(charged, counts.by_person[person])
        yield Proposal(Kind.COACH, (str(person), item), rate)


def _of_items(counts: ProposalCounts) -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, item), charged in counts.charged.items():
        found[item] = found.get(item, 0) + charged
    return found


def _surely(rate: Rate, least: float) -> bool:
    """Say whether a rate of enough packets is at least this, even at the low end."""
    return rate.n >= TOO_FEW and rate.interval.low >= least


def _most_first(found: Iterator[Proposal] | tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    return tuple(sorted(found, key=lambda one: (-one.rate.k, one.about)))
