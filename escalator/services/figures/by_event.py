"""Queries of what happened in the period: decisions of any kind, exceptions, withdrawals.

Each selects one row for each thing counted: `packet_id`, and `at`, when it happened.
"""

from collections.abc import Callable

from sqlalchemy import Select, Subquery, and_, exists, func, select, union_all
from sqlalchemy.orm import aliased

from escalator.domain.history import DECISIONS
from escalator.domain.model import Action
from escalator.services.figures.by_decision import Marks, counts, decided, has_bounce
from escalator.services.figures.filters import Filters, countable, decidable, narrowed, within
from escalator.store.instants import milliseconds
from escalator.store.rows import Bounce, EventRow, PacketRow


def happened(*actions: Action) -> Callable[[Filters], Marks]:
    """Give the query of these actions on countable packets."""

    def marks(filters: Filters) -> Marks:
        return (
            select(EventRow.packet_id, EventRow.at)
            .join(PacketRow, PacketRow.id == EventRow.packet_id)
            .where(
                EventRow.action.in_(actions),
                within(EventRow.at, filters.period),
                *countable(filters),
            )
        )

    return marks


_decisions = happened(*sorted(DECISIONS))
_declines = happened(Action.DECLINE)
_given = happened(Action.APPROVE_EXCEPTION, Action.BREAK_GLASS)


def handled(filters: Filters) -> Marks:
    """Give packets first decided on, in any way, in the period.

    Nearly all were accepted or bounced first, which the packet says itself; only for the few that
    were passed on is the log of events read.
    """
    not_passed = PacketRow.id.not_in(_ever_passed_on())
    at_once = decided(filters, not_passed)
    declined_first = _declines(filters).where(PacketRow.first_decision.is_(None), not_passed)
    found = union_all(at_once, declined_first, passed_on(filters)).subquery("handled")
    return select(found.c.packet_id, found.c.at)


def passed_on(filters: Filters) -> Marks:
    """Give those of them ever passed on."""
    earlier = aliased(EventRow)
    decided_before = exists().where(
        earlier.packet_id == EventRow.packet_id,
        # SQLite 3.40 miscounts a range of row numbers beside IN; a sum is no range to it.
        earlier.id + 0 < EventRow.id,
        earlier.action.in_(DECISIONS),
    )
    return _decisions(filters).where(EventRow.packet_id.in_(_ever_passed_on()), ~decided_before)


def _ever_passed_on() -> Select[int]:
    passing = aliased(EventRow)
    return select(passing.packet_id).where(passing.action == Action.PASS_ON)


def declined(filters: Filters, kind: str) -> Marks:
    """Give packets declined in the period, of one kind or of all when it is ""."""
    found = _declines(filters)
    return found.where(EventRow.facts["kind"].as_string() == kind) if kind else found


def withdrawn(filters: Filters) -> Marks:
    """Give packets withdrawn in the period, drafts included."""
    return (
        select(EventRow.packet_id, EventRow.at)
        .join(PacketRow, PacketRow.id == EventRow.packet_id)
        .where(
            EventRow.action == Action.WITHDRAW,
            within(EventRow.at, filters.period),
            PacketRow.is_test.is_(False),
            *narrowed(filters),
        )
    )


def withdrawn_after_bounce(filters: Filters) -> Marks:
    """Give those of them with a counted bounce."""
    return withdrawn(filters).where(has_bounce())


def excepted(filters: Filters) -> Marks:
    """Give packets that had an exception approved or taken in the period, since the first."""
    given = _given(filters).subquery()
    return select(given.c.packet_id, func.min(given.c.at).label("at")).group_by(given.c.packet_id)


def later_bounced(filters: Filters) -> Marks:
    """Give those of them with a counted bounce after it."""
    given = excepted(filters).subquery()
    bounced = exists().where(
        Bounce.packet_id == given.c.packet_id, Bounce.at >= given.c.at, counts()
    )
    return select(given.c.packet_id, given.c.at).where(bounced)


def acknowledgements(filters: Filters) -> Subquery:
    """Give each submission that was first decided on in the period.

    Columns: packet_id, at (the decision), priority as submitted; submitted, decided and due in
    milliseconds since 1970.
    """
    submission, between = aliased(EventRow), aliased(EventRow)
    decided_before = exists().where(
        between.packet_id == EventRow.packet_id,
        between.id + 0 < EventRow.id,  # no range to SQLite, see passed_on
        between.id + 0 > submission.id,
        between.action.in_((Action.SUBMIT, *sorted(DECISIONS))),
    )
    return (
        select(
            EventRow.packet_id,
            EventRow.at,
            submission.facts["priority"].as_string().label("priority"),
            milliseconds(submission.at).label("submitted"),
            milliseconds(EventRow.at).label("decided"),
            milliseconds(submission.facts["due_at"].as_string()).label("due"),
        )
        .join(
            submission,
            and_(
                submission.packet_id == EventRow.packet_id,
                submission.action == Action.SUBMIT,
                submission.id + 0 < EventRow.id,
            ),
        )
        .join(PacketRow, PacketRow.id == EventRow.packet_id)
        .where(
            EventRow.action.in_(DECISIONS),
            within(EventRow.at, filters.period),
            ~decided_before,
            *decidable(filters),
        )
        .subquery("acknowledged")
    )


def acknowledged(filters: Filters, priority: str, *, on_time: bool = False) -> Marks:
    """Give the same as marks, of one priority or of all when it is ""."""
    found = acknowledgements(filters)
    marks = select(found.c.packet_id, found.c.at)
    if priority:
        marks = marks.where(found.c.priority == priority)
    return marks.where(found.c.decided <= found.c.due) if on_time else marks
