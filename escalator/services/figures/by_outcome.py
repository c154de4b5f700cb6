"""Queries of what packets turned out to be, and of what they stated when first submitted.

Each selects one row for each thing counted: `packet_id`, and `at`, when it happened.
"""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, String, cast, exists, select

from escalator.domain.model import Priority
from escalator.services.figures.by_decision import Marks
from escalator.services.figures.filters import Scope, countable, decidable, filed_under
from escalator.services.resolutions import BILLABLE, NOT_AVAILABLE
from escalator.store.counts import Resolved, Stated
from escalator.store.rows import PacketRow

DRIVER = PacketRow.checklist_name + ":" + Resolved.root_cause
"""A root cause in a category, such as "general:defect"."""

UNAVAILABLE = (
    PacketRow.checklist_name + "/" + cast(PacketRow.checklist_version, String) + ":" + Stated.words
)
"""An item of a checklist, such as "general/1:steps"."""


def resolved(scope: Scope, *conditions: ColumnElement[bool]) -> Marks:
    """Give packets whose standing resolution lies in the period."""
    return (
        select(Resolved.packet_id, Resolved.at)
        .join(PacketRow, PacketRow.id == Resolved.packet_id)
        .where(*decidable(scope), scope.holds(Resolved.at), *conditions)
    )


def resolving(scope: Scope) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on resolutions that stand and lie in the period.

    A packet that is resolved is not withdrawn: only tests are left out, and they are few.
    """
    yield scope.holds(Resolved.at)
    yield from scope.among(Resolved.packet_id)
    yield Resolved.packet_id.not_in(select(PacketRow.id).where(PacketRow.is_test.is_(True)))
    if conditions := tuple(scope.narrowing()):
        yield exists().where(PacketRow.id == Resolved.packet_id, *conditions)


def of_priority(scope: Scope, priority: str) -> Marks:
    """Give those of one priority."""
    return resolved(scope, Resolved.priority == Priority(priority))


def with_cause(scope: Scope, cause: str) -> Marks:
    """Give those with one root cause, or all when it is ""."""
    return resolved(scope, *((Resolved.root_cause == cause,) if cause else ()))


def driven_by(scope: Scope, driver: str) -> Marks:
    """Give those of one category with one root cause, such as "general:defect"."""
    category, _, cause = driver.partition(":")
    return resolved(scope, PacketRow.checklist_name == category, Resolved.root_cause == cause)


def reproduced(scope: Scope) -> Marks:
    """Give those that the engineer could reproduce."""
    return resolved(scope, Resolved.reproduced.is_(True))


def s1_could_have_solved(scope: Scope) -> Marks:
    """Give those that S1 could have solved."""
    return resolved(scope, Resolved.s1_could_have_solved.is_(True))


def stated(scope: Scope, about: str, *conditions: ColumnElement[bool]) -> Marks:
    """Give what packets first submitted in the period stated then."""
    return (
        select(Stated.packet_id, Stated.at)
        .join(PacketRow, PacketRow.id == Stated.packet_id)
        .where(*countable(scope), scope.holds(Stated.at), Stated.about == about, *conditions)
    )


def billable(scope: Scope, answer: str) -> Marks:
    """Give the packets that answered whether they are billable, with one answer or with any."""
    return stated(scope, BILLABLE, *((Stated.words == answer,) if answer else ()))


def not_available(scope: Scope, cited: str) -> Marks:
    """Give the packets with one item not available ("general/1:steps"), or all such items."""
    if not cited:
        return stated(scope, NOT_AVAILABLE)
    checklist, _, item = cited.partition(":")
    return stated(scope, NOT_AVAILABLE, filed_under(checklist), Stated.words == item)
