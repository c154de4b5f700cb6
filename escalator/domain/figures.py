"""The figures of the scoreboard, counted in plain Python: what the store's queries must equal.

Definitions are product.md's, under Figures; how long things took is timings.py's. Every figure
takes the histories to count (see `countable`) and a period; by team, person or category means
giving it only those histories. Nothing here draws, ranks or rounds.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from escalator.domain.events import Event, bool_fact, text_fact, texts_fact
from escalator.domain.history import (
    DECISIONS,
    BounceOnRecord,
    FirstQualityDecision,
    History,
    Outcome,
    Period,
)
from escalator.domain.metrics import Rate
from escalator.domain.model import (
    Action,
    BounceReason,
    DeclineKind,
    RootCause,
    State,
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Packets that the rates do not count, each under the first of these that fits.

    test: test packets, by first submission. withdrawn: by withdrawal. pending: submitted in the
    period and neither accepted, bounced nor declined yet.
    withdrawn_after_bounce: those of the withdrawn that had a bounce charged to them, so that a
    habit of withdrawing bounced packets shows.
    """

    test: int
    withdrawn: int
    pending: int
    withdrawn_after_bounce: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How packets fared whose first quality decision lies in the period.

    bounce_back, first_pass, bounced_by_system: of all of them; the three add up to all.
    ever_bounced: those with a counted bounce at any time, late ones included.
    late_bounced: of those ever accepted, the ones with a counted bounce after acceptance.
    bounces: counted bounces on them. questions: asked on those ever accepted.
    decisions: the packets behind the figures, by packet.
    """

    bounce_back: Rate
    first_pass: Rate
    bounced_by_system: Rate
    ever_bounced: Rate
    late_bounced: Rate
    bounces: int
    questions: int
    decisions: tuple[FirstQualityDecision, ...]

    @property
    def bounces_per_packet(self) -> float | None:
        """Counted bounces per packet; None of none."""
        return self.bounces / self.bounce_back.n if self.bounce_back.n else None

    @property
    def questions_per_accepted(self) -> float | None:
        """Questions per accepted packet (else bounces hide as questions); None of none."""
        return self.questions / self.late_bounced.n if self.late_bounced.n else None


@dataclass(frozen=True, slots=True)
class ExceptionFigures:
    """Exceptions asked for, approved, refused, and taken by breaking the glass, in the period.

    later_bounced: of packets that had one approved or taken in the period, those with a counted
    bounce after it.
    """

    asked: int
    approved: int
    refused: int
    broken_glass: int
    later_bounced: Rate


@dataclass(frozen=True, slots=True)
class Resolutions:
    """What packets turned out to be whose latest resolution stands and lies in the period.

    root_causes: how often each; causes that did not occur are left out.
    drivers: the same by the category they were filed under: what comes again and again.
    reproduced, s1_could_have_solved: of all of them.
    """

    root_causes: Mapping[RootCause, int]
    drivers: Mapping[tuple[str, RootCause], int]
    reproduced: Rate
    s1_could_have_solved: Rate


@dataclass(frozen=True, slots=True)
class Filings:
    """What packets stated when they were first submitted, in the period.

    packets: how many. not_available: ("name/version" of the checklist, item) -> in how many the
    item was marked so. billable: what they answered -> how many; those without an answer are left
    out.
    """

    packets: int
    not_available: Mapping[tuple[str, str], int]
    billable: Mapping[str, int]


def countable(histories: Iterable[History], *, test: Collection[int] = ()) -> tuple[History, ...]:
    """Return the histories that figures count: no drafts, no test packets, none withdrawn.

    test: numbers of test packets.
    """
    return tuple(
        history
        for history in histories
        if history.submitted_at is not None
        and history.packet not in test
        and history.state is not State.WITHDRAWN
    )


def left_out(
    histories: Iterable[History], period: Period, *, test: Collection[int] = ()
) -> LeftOut:
    """Return how many packets the rates of this period leave out, and why."""
    counts = Counter(_why_left_out(history, period, test) for history in histories)
    after_bounce = counts["withdrawn_after_bounce"]
    return LeftOut(
        test=counts["test"],
        withdrawn=counts["withdrawn"] + after_bounce,
        pending=counts["pending"],
        withdrawn_after_bounce=after_bounce,
    )


def quality(histories: Sequence[History], period: Period) -> Quality:
    """Return the bounce-back rate and what stands beside it, by the date of the first decision."""
    cohort = [history for history in histories if period.holds(_first_decision_at(history))]
    decisions = tuple(
        history.first_quality_decision for history in cohort if history.first_quality_decision
    )
    outcomes = Counter(decision.outcome for decision in decisions)
    counted = [_counted_bounces(history) for history in cohort]
    accepted = [history for history in cohort if history.of(Action.ACCEPT)]
    late = sum(1 for history in accepted if any(b.is_late for b in _counted_bounces(history)))
    return Quality(
        bounce_back=Rate(outcomes[Outcome.BOUNCED], len(cohort)),
        first_pass=Rate(outcomes[Outcome.ACCEPTED], len(cohort)),
        bounced_by_system=Rate(outcomes[Outcome.BOUNCED_BY_SYSTEM], len(cohort)),
        ever_bounced=Rate(sum(1 for bounces in counted if bounces), len(cohort)),
        late_bounced=Rate(late, len(accepted)),
        bounces=sum(len(bounces) for bounces in counted),
        questions=sum(len(history.of(Action.ASK)) for history in accepted),
        decisions=decisions,
    )


def passed_on(histories: Iterable[History], period: Period) -> Rate:
    """Return the packets ever passed on, of those first decided on (in any way) in the period."""
    cohort = [
        history
        for history in histories
        if period.holds(next((event.at for event in history.of(*DECISIONS)), None))
    ]
    return Rate(sum(1 for history in cohort if history.of(Action.PASS_ON)), len(cohort))


def declined(histories: Iterable[History], period: Period) -> Mapping[DeclineKind, int]:
    """Return how often packets were declined in the period, by kind, 0 where they were not."""
    kinds = Counter(
        text_fact(event, "kind") for event in _events(histories, period, Action.DECLINE)
    )
    return {kind: kinds[kind.value] for kind in DeclineKind}


def attached(histories: Iterable[History], period: Period, *, test: Collection[int] = ()) -> int:
    """Return how many escalations were avoided: drafts that ended at a known issue in the period.

    histories: all, drafts included; test: numbers of test packets, which are left out.
    """
    return _count(
        (history for history in histories if history.packet not in test), period, Action.ATTACH
    )


def reasons(histories: Iterable[History], period: Period) -> Mapping[BounceReason, int]:
    """Return in how many bounces of the period each reason was given; voided bounces left out."""
    return Counter(
        reason
        for bounce in _standing_bounces(histories, period)
        for reason in {charge.reason for charge in bounce.charges}
    )


def items_at_fault(histories: Iterable[History], period: Period) -> Mapping[tuple[str, str], int]:
    """Return in how many bounces of the period each item was cited.

    Keys are ("name/version" of the checklist, item). Voided bounces are left out; an item cited for
    two reasons of one bounce counts once.
    """
    return Counter(
        (bounce.checklist, item)
        for bounce in _standing_bounces(histories, period)
        for item in {item for charge in bounce.charges for item in charge.items}
    )


def resolutions(histories: Iterable[History], period: Period) -> Resolutions:
    """Return what the packets resolved in the period turned out to be."""
    resolved = [
        (history, event)
        for history in histories
        if (event := history.standing_resolution) is not None and period.holds(event.at)
    ]
    found = [event for _, event in resolved]
    return Resolutions(
        root_causes=Counter(_root_cause(event) for event in found),
        drivers=Counter((history.category, _root_cause(event)) for history, event in resolved),
        reproduced=_share(found, "reproduced"),
        s1_could_have_solved=_share(found, "s1_could_have_solved"),
    )


def filings(histories: Iterable[History], period: Period) -> Filings:
    """Return what the packets first submitted in the period stated then."""
    found = [
        event
        for history in histories
        for event in history.of(Action.SUBMIT)[:1]
        if period.holds(event.at)
    ]
    return Filings(
        packets=len(found),
        not_available=Counter(
            (text_fact(event, "checklist"), item)
            for event in found
            for item in texts_fact(event, "not_available")
        ),
        billable=Counter(word for event in found if (word := text_fact(event, "billable"))),
    )


def exceptions(histories: Sequence[History], period: Period) -> ExceptionFigures:
    """Return what became of exceptions in the period."""
    excepted = [
        (history, given[0].at)
        for history in histories
        if (given := _given_exceptions(history, period))
    ]
    later = sum(
        1
        for history, since in excepted
        if any(bounce.event.at >= since for bounce in _counted_bounces(history))
    )
    return ExceptionFigures(
        asked=_count(histories, period, Action.ASK_EXCEPTION),
        approved=_count(histories, period, Action.APPROVE_EXCEPTION),
        refused=_count(histories, period, Action.REFUSE_EXCEPTION),
        broken_glass=_count(histories, period, Action.BREAK_GLASS),
        later_bounced=Rate(later, len(excepted)),
    )


def _why_left_out(history: History, period: Period, test: Collection[int]) -> str:
    if history.submitted_at is None and history.state is not State.WITHDRAWN:
        return "draft"
    if history.packet in test:
        return "test" if period.holds(history.submitted_at) else ""
    if history.state is State.WITHDRAWN:
        withdrawn = history.of(Action.WITHDRAW)  # none where it was attached to a known issue
        if not withdrawn or not period.holds(withdrawn[-1].at):
            return ""
        return "withdrawn_after_bounce" if _counted_bounces(history) else "withdrawn"
    is_decided = history.first_quality_decision or history.state is State.DECLINED
    return "pending" if not is_decided and period.holds(history.submitted_at) else ""


def _first_decision_at(history: History) -> datetime | None:
    decision = history.first_quality_decision
    return decision.at if decision else None


def _counted_bounces(history: History) -> tuple[BounceOnRecord, ...]:
    return tuple(bounce for bounce in history.bounces if bounce.is_counted)


def _standing_bounces(histories: Iterable[History], period: Period) -> Iterator[BounceOnRecord]:
    for history in histories:
        for bounce in history.bounces:
            if period.holds(bounce.event.at) and not bounce.is_voided:
                yield bounce


def _events(histories: Iterable[History], period: Period, action: Action) -> Iterator[Event]:
    for history in histories:
        yield from (event for event in history.of(action) if period.holds(event.at))


def _count(histories: Iterable[History], period: Period, action: Action) -> int:
    return sum(1 for _ in _events(histories, period, action))


def _given_exceptions(history: History, period: Period) -> tuple[Event, ...]:
    given = history.of(Action.APPROVE_EXCEPTION, Action.BREAK_GLASS)
    return tuple(event for event in given if period.holds(event.at))


def _root_cause(event: Event) -> RootCause:
    return RootCause(text_fact(event, "root_cause"))


def _share(found: Sequence[Event], fact: str) -> Rate:
    return Rate(sum(1 for event in found if bool_fact(event, fact)), len(found))
