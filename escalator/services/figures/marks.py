"""The figures by name, each with the query of what it counts.

scoreboard.py counts these and lists.py shows them, so a number and the list behind it are the same
query. Definitions are product.md's, under Figures; domain/figures.py says the same in plain Python,
and a property test holds the two equal.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from escalator.domain.model import Action, BounceReason, DeclineKind, Priority, RootCause
from escalator.services.figures import by_decision, by_event, by_outcome, by_proposal, quality
from escalator.services.figures.by_decision import Marks
from escalator.services.figures.filters import Scope
from escalator.store.rows import PacketRow


class Of(StrEnum):
    """What a figure is a count of.

    DECIDED, ACCEPTED, BOUNCED, BY_SYSTEM: packets by their first quality decision in the period.
    Of the DECIDED: EVER_BOUNCED, their BOUNCES, EVER_ACCEPTED, of these LATE_BOUNCED and
    QUESTIONS.
    HANDLED, PASSED_ON: packets first decided on in any way in the period, those ever passed on.
    DECLINED: by kind. REASON, ITEM: bounces by reason and by item at fault ("general/1:steps").
    ACKNOWLEDGED, ON_TIME: submissions decided on in the period, by priority.
    OPEN: packets open now, by Age. EXCEPTIONS_ASKED and so on: what became of exceptions.
    EXCEPTED, LATER_BOUNCED: packets that had one given, those bounced after it.
    RESOLVED: packets with a resolution that stands, by priority. ROOT_CAUSE: the same by cause,
    DRIVER: by category and cause ("general:defect"). REPRODUCED, S1_COULD_HAVE_SOLVED: those.
    FILED: packets first submitted in the period. NOT_AVAILABLE: items marked so in them, by item.
    BILLABLE: those that answered, by answer.
    CITED: packets decided on in the period with a standing bounce that cites an item of a category
    ("general:steps", ":steps" in any); CHARGED: those with one that charges it to the packet.
    CAME_TO: by category and the team they came to first ("general:platform-s3"); PASSED_TO: those
    that it passed on to another. SAME_ERROR: those accepted that show one error, by its digest.
    ATTACHED: drafts that ended at a known issue, escalations avoided.
    SCORED: scored packets of quality samples, by when they were accepted or bounced late.
    PENDING, WITHDRAWN, WITHDRAWN_AFTER_BOUNCE, TEST: what the rates leave out.
    """

    DECIDED = "decided"
    ACCEPTED = "accepted"
    BOUNCED = "bounced"
    BY_SYSTEM = "by_system"
    EVER_BOUNCED = "ever_bounced"
    BOUNCES = "bounces"
    EVER_ACCEPTED = "ever_accepted"
    LATE_BOUNCED = "late_bounced"
    QUESTIONS = "questions"
    HANDLED = "handled"
    PASSED_ON = "passed_on"
    DECLINED = "declined"
    REASON = "reason"
    ITEM = "item"
    ACKNOWLEDGED = "acknowledged"
    ON_TIME = "on_time"
    OPEN = "open"
    EXCEPTIONS_ASKED = "exceptions_asked"
    EXCEPTIONS_APPROVED = "exceptions_approved"
    EXCEPTIONS_REFUSED = "exceptions_refused"
    BROKEN_GLASS = "broken_glass"
    EXCEPTED = "excepted"
    LATER_BOUNCED = "later_bounced"
    RESOLVED = "resolved"
    ROOT_CAUSE = "root_cause"
    DRIVER = "driver"
    REPRODUCED = "reproduced"
    S1_COULD_HAVE_SOLVED = "s1_could_have_solved"
    FILED = "filed"
    NOT_AVAILABLE = "not_available"
    BILLABLE = "billable"
    CITED = "cited"
    CHARGED = "charged"
    CAME_TO = "came_to"
    PASSED_TO = "passed_to"
    SAME_ERROR = "same_error"
    ATTACHED = "attached"
    SCORED = "scored"
    PENDING = "pending"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_AFTER_BOUNCE = "withdrawn_after_bounce"
    TEST = "test"


class Age(StrEnum):
    """How long a packet has been open, in full days: 0-2, 3-7, 8 and more."""

    YOUNG = "young"
    MIDDLE = "middle"
    OLD = "old"


DETAILS: Mapping[Of, tuple[str, ...]] = {
    Of.DECLINED: tuple(DeclineKind),
    Of.REASON: tuple(BounceReason),
    Of.ACKNOWLEDGED: tuple(Priority),
    Of.ON_TIME: tuple(Priority),
    Of.OPEN: tuple(Age),
    Of.RESOLVED: tuple(Priority),
    Of.ROOT_CAUSE: tuple(RootCause),
    Of.BILLABLE: ("yes", "no", "unknown"),
}
"""What can narrow a figure further; nothing for those that are not here."""

FOR_PROPOSALS = frozenset({Of.CITED, Of.CHARGED, Of.CAME_TO, Of.PASSED_TO, Of.SAME_ERROR})
"""Figures of which no scoreboard shows a number: proposals are made of them."""

ANY_TEXT = frozenset({Of.ITEM, Of.NOT_AVAILABLE, Of.DRIVER, *FOR_PROPOSALS})
"""Figures that any text narrows: what is named so need not be in use any more."""

_EVER = timedelta(days=36_500)
AGES: Mapping[str, tuple[timedelta, timedelta]] = {
    "": (timedelta(0), _EVER),
    Age.YOUNG: (timedelta(0), by_decision.YOUNG),
    Age.MIDDLE: (by_decision.YOUNG, by_decision.OLD),
    Age.OLD: (by_decision.OLD, _EVER),
}
"""How long ago packets were first submitted: at least so long, and less than so long."""


def marks(scope: Scope, of: Of, detail: str = "", *, now: datetime) -> Marks:
    """Give the query of what a figure counts.

    detail: one of DETAILS; "" takes all of them together.
    """
    match of:
        case Of.REASON:
            if detail:
                return by_decision.bounces_for_reason(scope, detail)
            return by_decision.standing_bounces(scope)
        case Of.ACKNOWLEDGED | Of.ON_TIME:
            return by_event.acknowledged(scope, detail, on_time=of is Of.ON_TIME)
        case Of.RESOLVED if detail:
            return by_outcome.of_priority(scope, detail)
        case Of.OPEN:
            since, to = AGES[detail]
            return by_decision.open_packets(scope, after=now - to, until=now - since)
        case _ if of in _DETAILED:
            return _DETAILED[of](scope, detail)
        case _:
            return _MARKS[of](scope)


def _first(outcome: str) -> Callable[[Scope], Marks]:
    return lambda scope: by_decision.decided(scope, PacketRow.first_decision == outcome)


_DETAILED: Mapping[Of, Callable[[Scope, str], Marks]] = {
    Of.DECLINED: by_event.declined,
    Of.ITEM: by_decision.bounces_citing,
    Of.ROOT_CAUSE: by_outcome.with_cause,
    Of.DRIVER: by_outcome.driven_by,
    Of.NOT_AVAILABLE: by_outcome.not_available,
    Of.BILLABLE: by_outcome.billable,
    Of.CITED: by_proposal.cited,
    Of.CHARGED: by_proposal.charged,
    Of.CAME_TO: by_proposal.came_to,
    Of.PASSED_TO: by_proposal.passed_to,
    Of.SAME_ERROR: by_proposal.same_error,
}

_MARKS: Mapping[Of, Callable[[Scope], Marks]] = {
    Of.DECIDED: by_decision.decided,
    Of.ACCEPTED: _first(by_decision.ACCEPTED),
    Of.BOUNCED: _first(by_decision.BOUNCED),
    Of.BY_SYSTEM: _first(by_decision.BOUNCED_BY_SYSTEM),
    Of.EVER_BOUNCED: by_decision.ever_bounced,
    Of.BOUNCES: by_decision.bounces,
    Of.EVER_ACCEPTED: by_decision.ever_accepted,
    Of.LATE_BOUNCED: by_decision.late_bounced,
    Of.QUESTIONS: by_decision.questions,
    Of.HANDLED: by_event.handled,
    Of.PASSED_ON: by_event.passed_on,
    Of.EXCEPTIONS_ASKED: by_event.happened(Action.ASK_EXCEPTION),
    Of.EXCEPTIONS_APPROVED: by_event.happened(Action.APPROVE_EXCEPTION),
    Of.EXCEPTIONS_REFUSED: by_event.happened(Action.REFUSE_EXCEPTION),
    Of.BROKEN_GLASS: by_event.happened(Action.BREAK_GLASS),
    Of.EXCEPTED: by_event.excepted,
    Of.LATER_BOUNCED: by_event.later_bounced,
    Of.RESOLVED: by_outcome.resolved,
    Of.REPRODUCED: by_outcome.reproduced,
    Of.S1_COULD_HAVE_SOLVED: by_outcome.s1_could_have_solved,
    Of.FILED: by_decision.filed,
    Of.PENDING: by_decision.pending,
    Of.ATTACHED: by_event.attached,
    Of.SCORED: quality.scored,
    Of.WITHDRAWN: by_event.withdrawn,
    Of.WITHDRAWN_AFTER_BOUNCE: by_event.withdrawn_after_bounce,
    Of.TEST: by_decision.tests,
}
