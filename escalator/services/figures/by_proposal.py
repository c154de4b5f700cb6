"""Queries of what proposals are made of, one row for each packet, as by_decision.py's.

All are of packets whose first quality decision lies in the period; proposals_counted.py counts
the same in one statement.
"""

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from escalator.domain.model import Action, BounceReason
from escalator.services.figures.by_decision import Marks, decided, ever_accepted, stands
from escalator.services.figures.filters import Scope, team_id
from escalator.store.fingerprints import ErrorRow
from escalator.store.rows import Bounce, Charge, EventRow, Fault, PacketRow

CHARGED = tuple(one for one in BounceReason if one.is_charged_to_packet)


def cited(scope: Scope, cited_item: str) -> Marks:
    """Give packets with a standing bounce that cites an item ("general:steps", ":steps")."""
    return _citing(scope, cited_item)


def charged(scope: Scope, cited_item: str) -> Marks:
    """Give those with one that charges it to the packet."""
    return _citing(scope, cited_item, Charge.reason.in_(CHARGED))


def _citing(scope: Scope, cited_item: str, *conditions: ColumnElement[bool]) -> Marks:
    category, _, item = cited_item.partition(":")
    return decided(
        scope,
        *_filed_in(category),
        exists().where(
            Bounce.packet_id == PacketRow.id,
            stands(),
            Charge.bounce_id == Bounce.id,
            Fault.charge_id == Charge.id,
            *((Fault.item == item,) if item else ()),
            *conditions,
        ),
    )


def came_to(scope: Scope, route: str) -> Marks:
    """Give packets of a category that came to a team first ("general:applications-s2")."""
    category, _, team = route.partition(":")
    if not team:
        return decided(scope, *_filed_in(category))
    is_here = PacketRow.target_team_id == team_id(team)
    came = _first_passed(**{"from": team}) | (is_here & ~_is_passed())
    return decided(scope, *_filed_in(category), came)


def passed_to(scope: Scope, route: str) -> Marks:
    """Give those that it passed on to another ("general:applications-s2:platform-s3")."""
    category, _, teams = route.partition(":")
    came, _, went = teams.partition(":")
    if not teams:
        return decided(scope, *_filed_in(category), _is_passed())
    passed = _first_passed(**{"from": came, "team": went})
    return decided(scope, *_filed_in(category), passed)


def same_error(scope: Scope, digest: str) -> Marks:
    """Give packets accepted at any time that show an error; what security packets say is theirs."""
    shown = ErrorRow.digest == digest if digest else ErrorRow.digest != ""
    return ever_accepted(
        scope,
        PacketRow.restricted.is_(False),
        exists().where(ErrorRow.packet_id == PacketRow.id, shown),
    )


def first_passed_on() -> Select[int]:
    """Select the number of the event by which each packet was first passed on."""
    return (
        select(func.min(EventRow.id))
        .where(EventRow.action == Action.PASS_ON)
        .group_by(EventRow.packet_id)
    )


def _is_passed() -> ColumnElement[bool]:
    return exists().where(EventRow.packet_id == PacketRow.id, EventRow.action == Action.PASS_ON)


def _first_passed(**facts: str) -> ColumnElement[bool]:
    """Give the condition that a packet was first passed on as the facts say."""
    earlier = aliased(EventRow)
    return exists().where(
        EventRow.packet_id == PacketRow.id,
        EventRow.action == Action.PASS_ON,
        ~exists().where(
            earlier.packet_id == EventRow.packet_id,
            earlier.action == Action.PASS_ON,
            earlier.id < EventRow.id,
        ),
        *(EventRow.facts[name].as_string() == team for name, team in facts.items()),
    )


def _filed_in(category: str) -> tuple[ColumnElement[bool], ...]:
    return (PacketRow.checklist_name == category,) if category else ()
