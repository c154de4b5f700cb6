"""What is proposed now, what leads decided on it, and the verb by which they decide.

What is proposed is counted each time it is asked for; only decisions are kept, one row for each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select, tuple_
from sqlalchemy.exc import IntegrityError

from escalator.domain.errors import InvalidEntry, NotAllowed, NotFound, StaleProposal
from escalator.domain.metrics import Rate
from escalator.domain.model import Role
from escalator.domain.proposals import (
    LOOKED_AT,
    Choice,
    Kind,
    Standing,
    Verdict,
    propose,
    standing,
)
from escalator.services.access import readable
from escalator.services.desk import Desk, verb
from escalator.services.figures.filters import DAY, Days, Filters, days_to
from escalator.services.figures.proposals_counted import proposal_counts
from escalator.services.scrubbing import scrub_apart
from escalator.store.fingerprints import ErrorRow
from escalator.store.proposals import ProposalDecision
from escalator.store.rows import PacketRow

LONGEST_REASON = 500
LONGEST_WAIT = timedelta(days=366)
OF_CHECKLISTS = frozenset({Kind.REQUIRE, Kind.BELONGS})
"""Kinds that take effect with a version of the checklist, and not on a day that somebody says."""


@dataclass(frozen=True, slots=True)
class KnownProposal:
    """A proposal of now, or one that was decided on.

    key: what it is about, as `Proposal.key`. rate: its figures now, None when they no longer
    propose it. latest: the decision that stands, None while there is none.
    """

    kind: Kind
    key: str
    rate: Rate | None
    latest: ProposalDecision | None
    standing: Standing

    @property
    def about(self) -> tuple[str, ...]:
        """Its parts, as `Proposal.about`."""
        return tuple(self.key.split(":"))

    @property
    def number(self) -> int:
        """How often it was decided on; a form carries it."""
        return self.latest.number if self.latest else 0


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that are known. days: what the figures are of. known: those of now first."""

    days: Days
    known: tuple[KnownProposal, ...]

    def those(self, wanted: Standing) -> tuple[KnownProposal, ...]:
        """Give those that stand so."""
        return tuple(one for one in self.known if one.standing is wanted)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a lead says.

    choice: None when nothing was chosen, which is refused. until: when it comes back. since: from
    when on what was accepted is in effect. The days are None where none was given.
    """

    choice: Choice | None
    reason: str = ""
    until: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ErrorShown:
    """An error for people: its text without what changes, and the newest packet that shows it."""

    shape: str
    packet: str


def looked_at(today: date, zone: str) -> Days:
    """Give the days that proposals are made of."""
    return days_to(today, LOOKED_AT.days, zone)


def proposals(desk: Desk, days: Days) -> Proposals:
    """Give what the figures of these days propose, and all that was decided on; two queries."""
    counts = proposal_counts(desk, Filters(days))
    proposed = propose(counts, desk.contracts.checklists, desk.contracts.policy)
    decided = _latest(desk)
    now = [(one.kind, one.key, one.rate) for one in proposed]
    no_longer = [key for key in decided if key not in {(kind, about) for kind, about, _ in now}]
    known = (*now, *((kind, about, None) for kind, about in no_longer))
    return Proposals(
        days,
        tuple(
            KnownProposal(
                kind,
                about,
                rate,
                latest := decided.get((kind, about)),
                standing(_verdict(latest), rate, days.last),
            )
            for kind, about, rate in known
        ),
    )


def find_proposal(desk: Desk, days: Days, kind: Kind, key: str) -> KnownProposal:
    """Give one proposal; raises NotFound when it is neither proposed nor was decided on."""
    for one in proposals(desk, days).known:
        if (one.kind, one.key) == (kind, key):
            return one
    raise NotFound("proposal")


def decisions_on(desk: Desk, kind: Kind, key: str) -> tuple[ProposalDecision, ...]:
    """Give what was decided on a proposal, newest first."""
    of_it = (ProposalDecision.kind == kind, ProposalDecision.about == key)
    query = select(ProposalDecision).where(*of_it).order_by(ProposalDecision.number.desc())
    return tuple(desk.session.scalars(query))


def errors_shown(desk: Desk, digests: tuple[str, ...]) -> Mapping[str, ErrorShown]:
    """Give how errors read and who shows them last, of packets that this person may read."""
    if not digests:
        return {}
    newest = (
        select(func.max(ErrorRow.packet_id))
        .join(PacketRow, PacketRow.id == ErrorRow.packet_id)
        .where(
            ErrorRow.digest.in_(digests),
            PacketRow.accepted_at.is_not(None),
            readable(desk.actor),
            PacketRow.restricted.is_(False),
        )
        .group_by(ErrorRow.digest)
    )
    rows = desk.session.execute(
        select(ErrorRow.digest, ErrorRow.shape, PacketRow.reference)
        .join(PacketRow, PacketRow.id == ErrorRow.packet_id)
        .where(ErrorRow.packet_id.in_(newest))
    )
    return {digest: ErrorShown(shape, packet) for digest, shape, packet in rows}


@verb
def decide_on_proposal(
    desk: Desk, days: Days, proposal: tuple[Kind, str], said: Decided, *, number: int | None
) -> ProposalDecision:
    """Accept a proposal, put it off, dismiss it, or take an earlier decision back.

    days: those it is made of, up to today. number: how often it was decided on when the person
    saw it. Raises NotAllowed, NotFound, StaleProposal, or InvalidEntry by field.
    """
    if desk.actor.role is not Role.LEAD:
        raise NotAllowed("decide on a proposal")
    kind, key = proposal
    found = find_proposal(desk, days, kind, key)
    if number is not None and number != found.number:
        raise _stale(desk, kind, key)
    choice = _checked(found, said, days.last)
    (reason,) = scrub_apart(desk, f"proposal {kind} {key}", (said.reason,))
    rate = found.rate or (_rate(found.latest) if found.latest else Rate(0, 0))
    is_in_effect = choice is Choice.ACCEPT and kind not in OF_CHECKLISTS
    row = ProposalDecision(
        kind=kind,
        about=key,
        number=found.number + 1,
        at=desk.now(),
        actor_id=desk.actor.id,
        choice=choice,
        reason=reason,
        part=rate.k,
        whole=rate.n,
        first=days.first,
        last=days.last,
        until=said.until if choice is Choice.PUT_OFF else None,
        since=said.since if is_in_effect else None,
        version=_version_in_use(desk, found),
    )
    try:
        with desk.session.begin_nested():
            desk.session.add(row)
    except IntegrityError:  # another lead took the same number in the same moment
        raise _stale(desk, kind, key) from None
    return row


def _latest(desk: Desk) -> dict[tuple[Kind, str], ProposalDecision]:
    """Give the decision that stands of every proposal, newest first."""
    of_each = select(
        ProposalDecision.kind, ProposalDecision.about, func.max(ProposalDecision.number)
    ).group_by(ProposalDecision.kind, ProposalDecision.about)
    numbered = tuple_(ProposalDecision.kind, ProposalDecision.about, ProposalDecision.number)
    query = select(ProposalDecision).where(numbered.in_(of_each))
    rows = desk.session.scalars(query.order_by(ProposalDecision.id.desc()))
    return {(row.kind, row.about): row for row in rows}


def _verdict(row: ProposalDecision | None) -> Verdict | None:
    return Verdict(row.choice, _rate(row), row.until) if row else None


def _rate(row: ProposalDecision) -> Rate:
    return Rate(row.part, row.whole)


def _version_in_use(desk: Desk, found: KnownProposal) -> int:
    if found.kind not in OF_CHECKLISTS:
        return 0
    in_use = desk.contracts.checklists.get(found.about[0])
    return in_use.id.version if in_use else 0


def _checked(found: KnownProposal, said: Decided, today: date) -> Choice:
    """Give the choice if it can be made as it was said; raises InvalidEntry by field."""
    problems = dict(_problems(found, said, today))
    if problems or said.choice is None:
        raise InvalidEntry(problems)
    return said.choice


def _problems(found: KnownProposal, said: Decided, today: date) -> Iterator[tuple[str, str]]:
    is_back = said.choice is Choice.REOPEN and found.standing is Standing.OPEN
    if said.choice is None or is_back:
        yield "choice", "Choose what to do with it."
    if said.choice is Choice.DISMISS and not said.reason:
        yield "reason", "Say in a sentence why not."
    elif len(said.reason) > LONGEST_REASON:
        words = f"At most {LONGEST_REASON} characters; this has {len(said.reason)}."
        yield "reason", words
    if said.choice is Choice.PUT_OFF and not _lies(said.until, today + DAY, today + LONGEST_WAIT):
        yield "until", "Give a day after today, within a year."
    is_dated = said.choice is Choice.ACCEPT and found.kind not in OF_CHECKLISTS
    if is_dated and not _lies(said.since, today - LOOKED_AT, today + LOOKED_AT):
        yield "since", "Give a day within 13 weeks of today."


def _lies(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _stale(desk: Desk, kind: Kind, key: str) -> StaleProposal:
    latest = decisions_on(desk, kind, key)[:1]
    if not latest:
        return StaleProposal()
    by = "" if latest[0].actor_id == desk.actor.id else latest[0].actor.name
    return StaleProposal(changed_by=by, choice=latest[0].choice.value)
