"""The only ways past a stopped line: an exception a lead approves, or broken glass on a P1.

Both name the gaps they cover, are on record and are counted. Broken glass leaves a debt: the gaps
are owed by a due time.
"""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from escalator.domain.completeness import all_gaps
from escalator.domain.errors import Incomplete, InvalidEntry, NotFound, NotYet
from escalator.domain.lifecycle import Guard
from escalator.domain.model import JSON, Action, Answer, Gap
from escalator.services.access import find_packet
from escalator.services.desk import Desk, verb
from escalator.services.documents import checklist_of, packet_of, verdict_on
from escalator.services.drafts import Edit, write_answers
from escalator.services.guards import guard, need_a_lead
from escalator.services.record import record
from escalator.services.scrubbing import scrub_for
from escalator.services.submission import check_length, keep_revision, need_sentence
from escalator.store.rows import ExceptionRow, PacketRow
from escalator.store.words import ExceptionState

DEBT_TIME = timedelta(hours=4)
"""How long after breaking the glass the gaps are due: while the incident is fresh."""


@verb
def ask_exception(
    desk: Desk, reference: str, *, items: tuple[str, ...], reason: str, version: int | None
) -> ExceptionRow:
    """Ask a lead for leave to submit despite the gaps of `items`.

    Raises InvalidEntry when an item has no gap or the reason is missing, NotYet while another
    exception of the packet waits.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.ASK_EXCEPTION, version=version)
    need_a_lead(row, "reason")
    open_items = _items_of(verdict_on(desk, row).gaps)
    if not items or not set(items) <= set(open_items):
        raise InvalidEntry({"items": "Tick the gaps that cannot wait."})
    return _add(desk, row, tuple(one for one in open_items if one in items), reason)


@verb
def break_glass(desk: Desk, reference: str, *, reason: str, version: int | None) -> ExceptionRow:
    """Take an exception for every open gap of a P1 at once; a lead decides after.

    Raises NotYet when the packet is no P1 or has no gap.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.BREAK_GLASS, version=version)
    items = _items_of(verdict_on(desk, row).gaps)
    if not items:
        raise NotYet(Action.BREAK_GLASS, Guard.HAS_GAPS)
    return _add(desk, row, items, reason, broke_glass=True)


def _add(
    desk: Desk,
    row: PacketRow,
    items: tuple[str, ...],
    reason: str,
    *,
    broke_glass: bool = False,
) -> ExceptionRow:
    why = need_sentence(reason, "reason", "Say why it cannot wait.")
    made = ExceptionRow(
        packet_id=row.id,
        items=list(items),
        reason=scrub_for(desk, row, why),
        state=ExceptionState.TAKEN if broke_glass else ExceptionState.ASKED,
        broke_glass=broke_glass,
        asked_by=desk.actor.id,
        asked_at=desk.now(),
        due_at=desk.now() + DEBT_TIME if broke_glass else None,
    )
    desk.session.add(made)
    desk.session.flush()
    action = Action.BREAK_GLASS if broke_glass else Action.ASK_EXCEPTION
    named: list[JSON] = list(items)
    facts: dict[str, JSON] = {"exception": made.id, "items": named}
    record(desk, row, action, facts)
    return made


def _items_of(gaps: tuple[Gap, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gap.item for gap in gaps))


@verb
def decide_exception(desk: Desk, exception_id: int, *, approve: bool, reason: str) -> ExceptionRow:
    """Approve or refuse an exception, as a lead.

    A broken glass that is refused stays in the packet (it was submitted under it) and on record.

    Raises NotFound, NotAllowed, NotYet when it was decided already, InvalidEntry for a refusal
    without a reason.
    """
    made = desk.session.get(ExceptionRow, exception_id)
    if made is None:
        raise NotFound("exception")
    row = find_packet(desk, made.packet.reference, lock=True)
    action = Action.APPROVE_EXCEPTION if approve else Action.REFUSE_EXCEPTION
    guard(desk, row, action)
    if made.state not in (ExceptionState.ASKED, ExceptionState.TAKEN):
        raise NotYet(action, Guard.EXCEPTION_WAITING)
    if not approve:
        need_sentence(reason, "reason", "Say what S1 should do instead.")
    check_length(reason, "reason")
    made.state = ExceptionState.APPROVED if approve else ExceptionState.REFUSED
    made.decided_by, made.decided_at = desk.actor.id, desk.now()
    made.decision_reason = scrub_for(desk, row, reason)
    desk.session.flush()
    record(desk, row, action, {"exception": made.id, "broke_glass": made.broke_glass})
    return made


@verb
def settle_debt(
    desk: Desk, reference: str, answers: Mapping[str, Answer | None], *, version: int | None
) -> PacketRow:
    """Hand in what a broken glass left open; makes a new revision for the target to see.

    Raises Incomplete while an owed item still has a gap, InvalidEntry for an item not owed.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.SETTLE_DEBT, version=version)
    debts = open_debts(desk, row)
    owed = {item for debt in debts for item in debt.items}
    if not set(answers) <= owed:
        raise InvalidEntry(dict.fromkeys(set(answers) - owed, "This item is not owed."))
    checklist = checklist_of(desk, row)
    write_answers(desk, row, checklist, Edit(answers, {}))
    left = tuple(
        gap for gap in all_gaps(checklist, packet_of(desk, row), now=desk.now()) if gap.item in owed
    )
    if left:
        raise Incomplete(left)
    for debt in debts:
        debt.settled_at = desk.now()
    row.revision += 1
    desk.session.flush()
    keep_revision(desk, row)
    handed_in: list[JSON] = [*sorted(owed)]
    record(desk, row, Action.SETTLE_DEBT, {"items": handed_in})
    return row


def open_debts(desk: Desk, row: PacketRow) -> tuple[ExceptionRow, ...]:
    """Give the broken glasses of a packet whose items are still owed, oldest first."""
    return tuple(
        desk.session.scalars(
            select(ExceptionRow)
            .where(
                ExceptionRow.packet_id == row.id,
                ExceptionRow.broke_glass.is_(True),
                ExceptionRow.settled_at.is_(None),
            )
            .order_by(ExceptionRow.id)
        )
    )
