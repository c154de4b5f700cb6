"""Queries of what happened in the period: decisions of any kind, exceptions, withdrawals.

Each selects one row for each thing counted: `packet_id`, and `at`, when it happened.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import ColumnElement, exists, func, or_, select

from escalator.domain.model import Action, Priority, State
from escalator.services.figures.by_decision import Marks, counts, has_bounce, known
from escalator.services.figures.filters import Filters, countable, narrowed, within
from escalator.store.rows import Bounce, EventRow, PacketRow, Submission


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


_declines = happened(Action.DECLINE)
_given = happened(Action.APPROVE_EXCEPTION, Action.BREAK_GLASS)


def handled(filters: Filters) -> Marks:
    """Give packets first decided on, in any way, in the period."""
    return acknowledged(filters).where(Submission.revision == 1)


def passed_on(filters: Filters) -> Marks:
    """Give those of them ever passed on."""
    passing = select(EventRow.packet_id).where(EventRow.action == Action.PASS_ON)
    return handled(filters).where(Submission.packet_id.in_(passing))


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


def acknowledged(filters: Filters, priority: str = "", *, on_time: bool = False) -> Marks:
    """Give submissions first decided on in the period, of one priority or of all when it is ""."""
    found = select(Submission.packet_id, known(Submission.decided_at).label("at"))
    found = found.where(*acknowledging(filters))
    if priority:
        found = found.where(Submission.priority == Priority(priority))
    return found.where(Submission.decided_at <= Submission.due_at) if on_time else found


def acknowledging(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on submissions that were first decided on in the period.

    Few packets are left out and all submissions of the period count, so those few are looked up
    once, and each packet only when a filter asks something of it.
    """
    yield within(Submission.decided_at, filters.period)
    left_out = or_(PacketRow.is_test.is_(True), PacketRow.state == State.WITHDRAWN)
    yield Submission.packet_id.not_in(select(PacketRow.id).where(left_out))
    if conditions := tuple(narrowed(filters)):
        yield exists().where(PacketRow.id == Submission.packet_id, *conditions)
