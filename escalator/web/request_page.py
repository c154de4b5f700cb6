"""What waits for a lead, in words: who asks for what, and what the packet says to it.

It decides nothing; whether the lead may is the services' to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from escalator.domain.checklist import Checklist
from escalator.domain.model import Packet
from escalator.services.desk import Actor
from escalator.services.requests import Requests, WaitingContest, WaitingException
from escalator.store.rows import Charge, ExceptionRow, PacketRow
from escalator.web.answer_text import answer_text, item_label
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
class RequestPage:
    """Everything that waits, and what was refused."""

    exceptions: tuple[ExceptionRequest, ...]
    contests: tuple[ContestRequest, ...]
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
        exceptions=exceptions,
        contests=contests,
        problems=(
            *((one.field, one.problem) for one in exceptions if one.problem),
            *((one.field, one.problem) for one in contests if one.problem),
        ),
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
