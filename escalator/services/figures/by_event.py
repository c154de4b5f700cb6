"""Queries of what happened in the period: decisions of any kind, exceptions, withdrawals.

Each selects one row for each thing counted: `packet_id`, and `at`, when it happened.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, or_, select

from escalator.domain.model import Action, Priority, State
from escalator.services.figures.by_decision import Marks, counts, has_bounce, known
from escalator.services.figures.filters import Scope, countable, decidable
from escalator.store.rows import Bounce, EventRow, PacketRow, Submission


def happened(*actions: Action) -> Callable[[Scope], Marks]:
    """Give the query of these actions on countable packets."""

    def marks(scope: Scope) -> Marks:
        return (
            select(EventRow.packet_id, EventRow.at)
            .join(PacketRow, PacketRow.id == EventRow.packet_id)
            .where(
                EventRow.action.in_(actions),
                scope.holds(EventRow.at),
                *countable(scope),
            )
        )

    return marks


_declines = happened(Action.DECLINE)
_given = happened(Action.APPROVE_EXCEPTION, Action.BREAK_GLASS)


def handled(scope: Scope) -> Marks:
    """Give packets first decided on, in any way, in the period."""
    return acknowledged(scope).where(Submission.revision == 1)


def passed_on(scope: Scope) -> Marks:
    """Give those of them ever passed on."""
    if scope.is_small:
        return handled(scope).where(
            exists().where(
                EventRow.packet_id == Submission.packet_id, EventRow.action == Action.PASS_ON
            )
        )
    passing = select(EventRow.packet_id).where(EventRow.action == Action.PASS_ON)
    return handled(scope).where(Submission.packet_id.in_(passing))


def declined(scope: Scope, kind: str) -> Marks:
    """Give packets declined in the period, of one kind or of all when it is ""."""
    found = _declines(scope)
    return found.where(EventRow.facts["kind"].as_string() == kind) if kind else found


def withdrawn(scope: Scope) -> Marks:
    """Give packets withdrawn in the period, drafts included."""
    return _ended(scope, Action.WITHDRAW)


def attached(scope: Scope) -> Marks:
    """Give drafts that ended at a known issue in the period: escalations avoided."""
    return _ended(scope, Action.ATTACH)


def _ended(scope: Scope, action: Action) -> Marks:
    return (
        select(EventRow.packet_id, EventRow.at)
        .join(PacketRow, PacketRow.id == EventRow.packet_id)
        .where(
            EventRow.action == action,
            scope.holds(EventRow.at),
            PacketRow.is_test.is_(False),
            *scope.narrowing(),
        )
    )


def withdrawn_after_bounce(scope: Scope) -> Marks:
    """Give those of them with a counted bounce."""
    return withdrawn(scope).where(has_bounce())


def excepted(scope: Scope) -> Marks:
    """Give packets that had an exception approved or taken in the period, since the first."""
    given = _given(scope).subquery()
    return select(given.c.packet_id, func.min(given.c.at).label("at")).group_by(given.c.packet_id)


def later_bounced(scope: Scope) -> Marks:
    """Give those of them with a counted bounce after it."""
    given = excepted(scope).subquery()
    return select(given.c.packet_id, given.c.at).where(has_bounce_after(given))


def has_bounce_after(given: Subquery) -> ColumnElement[bool]:
    """Give the condition that one of excepted() has such a bounce."""
    return exists().where(Bounce.packet_id == given.c.packet_id, Bounce.at >= given.c.at, counts())


def acknowledged(scope: Scope, priority: str = "", *, on_time: bool = False) -> Marks:
    """Give submissions first decided on in the period, of one priority or of all when it is ""."""
    found = select(Submission.packet_id, known(Submission.decided_at).label("at"))
    found = found.where(*acknowledging(scope))
    if priority:
        found = found.where(Submission.priority == Priority(priority))
    return found.where(Submission.decided_at <= Submission.due_at) if on_time else found


def acknowledging(
    scope: Scope, left_out: Select[int] | None = None
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on submissions that were first decided on in the period.

    left_out: packets_left_out(), or a select of it when a statement needs it more than once.

    Few packets are left out. Where all submissions of a long period count, those few are looked up
    once, and each packet only when a filter asks something of it.
    """
    yield scope.holds(Submission.decided_at)
    yield from scope.among(Submission.packet_id)
    if scope.is_small:
        yield exists().where(PacketRow.id == Submission.packet_id, *decidable(scope))
        return
    yield Submission.packet_id.not_in(packets_left_out() if left_out is None else left_out)
    if conditions := tuple(scope.narrowing()):
        yield exists().where(PacketRow.id == Submission.packet_id, *conditions)


def packets_left_out() -> Select[int]:
    """Select the numbers of all packets that figures leave out, submitted or not."""
    return select(PacketRow.id).where(
        or_(PacketRow.is_test.is_(True), PacketRow.state == State.WITHDRAWN)
    )
