"""What waits for a lead, in words: who asks for what, what the packet says to it, what is owed.

It decides nothing; whether the lead may is the services' to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from escalator.domain.checklist import Checklist
from escalator.domain.model import Packet
from escalator.services.desk import Actor
from escalator.services.requests import OverdueDebt, Requests, WaitingContest, WaitingException
from escalator.store.rows import Charge, ExceptionRow, PacketRow
from escalator.web.answer_text import answer_text, item_label
from escalator.web.figure_words import counted
from escalator.web.first_look import Look, first_look
from escalator.web.html import marked
from escalator.web.present import PacketLine, ago, duration_words, line_of
from escalator.web.words import REASON_WORDS

LONGEST_ANSWER = 800
"""Characters of an answer shown here; all of it stands in the packet."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was refused. id: of the request. text: as typed. problem: one sentence."""

    id: int
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item that an exception covers. because: why engineers need it."""

    label: str
    because: str
    says: Markup


@dataclass(frozen=True, slots=True)
class ExceptionRequest:
    """An exception that waits. debt, debt_state: what broken glass still owes, as ui.due."""

    id: int
    line: PacketLine
    title: Markup
    by: str
    since: str
    broke_glass: bool
    reason: Markup
    items: tuple[AskedItem, ...]
    look: tuple[Look, ...]
    debt: str
    debt_state: str
    is_own: bool
    field: str
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class ChargeShown:
    """One charge of a contested bounce; says: what the packet said to each item."""

    reason: str
    wanted: Markup
    says: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class ContestRequest:
    """A contested bounce that waits."""

    id: int
    line: PacketLine
    title: Markup
    by: str
    since: str
    engineer: str
    is_late: bool
    counts: str
    contest: Markup
    charges: tuple[ChargeShown, ...]
    look: tuple[Look, ...]
    is_own: bool
    field: str
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class DebtShown:
    """Information that is overdue. owed: labels of the items. note_url: where to write to them."""

    line: PacketLine
    title: Markup
    by: str
    owed: tuple[str, ...]
    overdue: str
    broken: str
    note_url: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything that waits, what is overdue, and what was refused.

    waiting: how much waits and for how long, in a sentence; "" when nothing does.
    """

    waiting: str
    exceptions: tuple[ExceptionRequest, ...]
    contests: tuple[ContestRequest, ...]
    debts: tuple[DebtShown, ...]
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, when and where."""

    actor: Actor
    now: datetime
    zone: str


NOT_TYPED: Mapping[str, Typed] = {}


def request_page(
    found: Requests, reader: Reader, typed: Mapping[str, Typed] = NOT_TYPED
) -> RequestPage:
    """Put what waits into words.

    typed: "exception" or "contest" -> what was refused there, to be shown again.
    """
    exceptions = tuple(_exception(one, reader, typed.get("exception")) for one in found.exceptions)
    contests = tuple(_contest(one, reader, typed.get("contest")) for one in found.contests)
    return RequestPage(
        waiting=_waiting_words(found, reader.now),
        exceptions=exceptions,
        contests=contests,
        debts=tuple(_overdue(one, reader) for one in found.debts),
        problems=(
            *((one.field, one.problem) for one in exceptions if one.problem),
            *((one.field, one.problem) for one in contests if one.problem),
        ),
    )


def _waiting_words(found: Requests, now: datetime) -> str:
    """Say "2 exceptions and 1 contested bounce wait for you, the longest for 3 h 20 min"."""
    since = [one.exception.asked_at for one in found.exceptions]
    since += [one.bounce.contested_at or one.bounce.at for one in found.contests]
    kinds = (
        (len(found.exceptions), "exception", "exceptions"),
        (len(found.contests), "contested bounce", "contested bounces"),
    )
    words = " and ".join(counted(number, one, many) for number, one, many in kinds if number)
    if not since:
        return ""
    verb = "waits" if len(since) == 1 else "wait"
    longest = "" if len(since) == 1 else ", the longest"
    return f"{words} {verb} for you{longest} for {duration_words(now - min(since))}."


def _overdue(debt: OverdueDebt, reader: Reader) -> DebtShown:
    one = debt.exception
    item = next((name for name in one.items if debt.checklist.has_item(name)), None)
    url = url_for("quality.note", reference=one.packet.reference, item=item)
    late = reader.now - (one.due_at or reader.now)
    return DebtShown(
        line=_line(one.packet, reader),
        title=marked(one.packet.problem),
        by=one.author.name,
        owed=tuple(item_label(debt.checklist, name) for name in one.items),
        overdue=f"{duration_words(late)} overdue",
        broken=ago(one.asked_at, reader.now),
        note_url="" if one.packet.author_id == reader.actor.id else url,
    )


def _exception(waiting: WaitingException, reader: Reader, typed: Typed | None) -> ExceptionRequest:
    one, packet, checklist = waiting.exception, waiting.packet, waiting.checklist
    here = typed if typed and typed.id == one.id else None
    debt, debt_state = _debt(one, reader.now)
    return ExceptionRequest(
        id=one.id,
        line=_line(one.packet, reader),
        title=marked(one.packet.problem),
        by=one.author.name,
        since=ago(one.asked_at, reader.now),
        broke_glass=one.broke_glass,
        reason=marked(one.reason),
        items=tuple(_asked(packet, checklist, name) for name in one.items),
        look=_look(packet, checklist, one.packet, reader),
        debt=debt,
        debt_state=debt_state,
        is_own=one.packet.author_id == reader.actor.id,
        field=f"exception-{one.id}",
        text=here.text if here else "",
        problem=here.problem if here else "",
    )


def _asked(packet: Packet, checklist: Checklist, name: str) -> AskedItem:
    because = checklist.item(name).why if checklist.has_item(name) else ""
    says = answer_text(packet, checklist, name, longest=LONGEST_ANSWER)
    return AskedItem(item_label(checklist, name), because, marked(says))


def _debt(one: ExceptionRow, now: datetime) -> tuple[str, str]:
    if one.due_at is None:
        return "", "none"
    if one.settled_at is not None:
        return "What was left open has been handed in.", "fine"
    left = one.due_at - now
    if left.total_seconds() < 0:
        return f"What was left open is {duration_words(-left)} overdue", "late"
    return f"What was left open is due in {duration_words(left)}", "soon"


def _contest(waiting: WaitingContest, reader: Reader, typed: Typed | None) -> ContestRequest:
    one, packet, checklist = waiting.bounce, waiting.packet, waiting.checklist
    here = typed if typed and typed.id == one.id else None
    return ContestRequest(
        id=one.id,
        line=_line(one.packet, reader),
        title=marked(one.packet.problem),
        by=one.packet.author.name,
        since=ago(one.contested_at or one.at, reader.now),
        engineer=one.engineer.name,
        is_late=one.is_late,
        counts=_counts_words(is_charged=one.is_charged, is_first=one.is_first),
        contest=marked(one.contest),
        charges=tuple(_charge(charge, packet, checklist) for charge in one.charges),
        look=_look(packet, checklist, one.packet, reader),
        is_own=one.packet.author_id == reader.actor.id,
        field=f"contest-{one.id}",
        text=here.text if here else "",
        problem=here.problem if here else "",
    )


def _counts_words(*, is_charged: bool, is_first: bool) -> str:
    if is_first:
        return "It is the packet's first decision: voided, the packet counts as accepted."
    if is_charged:
        return "It is not the packet's first decision, so the bounce-back rate stays as it is."
    return "It is charged to the system and not the first decision: no rate changes."


def _charge(charge: Charge, packet: Packet, checklist: Checklist) -> ChargeShown:
    return ChargeShown(
        reason=REASON_WORDS[charge.reason],
        wanted=marked(charge.wanted),
        says=tuple(
            (
                item_label(checklist, fault.item),
                marked(answer_text(packet, checklist, fault.item, longest=LONGEST_ANSWER)),
            )
            for fault in charge.faults
        ),
    )


def _look(packet: Packet, checklist: Checklist, row: PacketRow, reader: Reader) -> tuple[Look, ...]:
    return first_look(packet, checklist, priority_reason=row.priority_reason, zone=reader.zone)


def _line(row: PacketRow, reader: Reader) -> PacketLine:
    return line_of(row, now=reader.now, zone=reader.zone, reader=reader.actor)
