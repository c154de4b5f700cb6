"""Gathers all that one packet's page shows, for whoever looks, in a bounded number of queries.

The page's template only lays it out. What a person may do is asked of the life cycle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from escalator.domain.checklist import Checklist
from escalator.domain.completeness import Progress, progress
from escalator.domain.events import taken_back
from escalator.domain.hidden import describe_hidden, packet_text
from escalator.domain.lifecycle import moves_open
from escalator.domain.model import Action, Gap, Packet, Role, State
from escalator.services.access import relations
from escalator.services.checklists import find_checklist
from escalator.services.desk import Desk
from escalator.services.documents import revision_of, shown_packet, verdict_on
from escalator.services.lists import (
    bounces_of,
    exceptions_of,
    history,
    questions_of,
    revisions_of,
)
from escalator.store.rows import Bounce, ExceptionRow, PacketRow, Question, Revision
from escalator.store.words import ExceptionState, FaultState, Ruling
from escalator.web.bounce_form import BounceForm, bounce_form
from escalator.web.changes import ChangesShown, changes_shown
from escalator.web.first_look import Look, first_look
from escalator.web.html import marked, packet_html
from escalator.web.present import PacketLine, line_of, when
from escalator.web.same_error import SameError, beside_packet
from escalator.web.story import (
    BounceShown,
    EventShown,
    ExceptionShown,
    QuestionShown,
    ResolutionShown,
    Storyteller,
)

CHANGED_LINES = 120
"""Lines of changes shown on a packet's page; all of them stand on a page of their own."""

IN_REVIEW = (State.SUBMITTED, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class LineShown:
    """The line under a packet's head: `ui.line(state, words, sections, note)`."""

    state: str
    words: str
    progress: Progress
    note: str


@dataclass(frozen=True, slots=True)
class RevisionLink:
    """A revision one can read: its number, when it was submitted, and whether it is shown."""

    number: int
    when: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class PacketPage:
    """One packet as its page shows it.

    line: as in a list. version: for forms. title: the problem. bar: the line.
    may: name of an action -> whether it can be done now by this person.
    is_author: whether this person wrote it. is_old: whether an earlier revision is shown.
    shown: number of the revision in the document, 0 for a draft. revisions: newest first.
    look: the five lines. changes: since the latest bounce, or else the revision before.
    bounces: newest first. question: the oldest one open, None without. questions: those over.
    document: the packet. events: newest first. bounce_form: None for who may not bounce.
    hidden: what is hidden, counted. taken_back: how many findings the author called not personal.
    same: what is known of the same error, and the problem record. note_url: where a lead writes its
    author a coaching note, "" for others.
    """

    line: PacketLine
    version: int
    title: Markup
    bar: LineShown
    may: Mapping[str, bool]
    is_author: bool
    is_old: bool
    shown: int
    revisions: tuple[RevisionLink, ...]
    look: tuple[Look, ...]
    changes: ChangesShown | None
    bounces: tuple[BounceShown, ...]
    question: QuestionShown | None
    questions: tuple[QuestionShown, ...]
    exceptions: tuple[ExceptionShown, ...]
    resolution: ResolutionShown | None
    document: Markup
    events: tuple[EventShown, ...]
    bounce_form: BounceForm | None
    hidden: str
    taken_back: int
    same: SameError
    note_url: str


@dataclass(frozen=True, slots=True)
class _Past:
    """What was loaded of a packet's past."""

    bounces: tuple[Bounce, ...]
    questions: tuple[Question, ...]
    exceptions: tuple[ExceptionRow, ...]
    revisions: tuple[Revision, ...]


def packet_page(desk: Desk, row: PacketRow, *, revision: int | None, zone: str) -> PacketPage:
    """Gather the page of a packet that this person may read.

    revision: which submission to show; None for the latest. Raises NotFound when there is none.
    """
    packet = _packet(desk, row, revision)
    checklist = find_checklist(desk, packet.checklist)
    past = _Past(
        bounces_of(desk, row),
        questions_of(desk, row),
        exceptions_of(desk, row),
        revisions_of(desk, row),
    )
    events = history(desk, row)
    present = frozenset({*packet.answers, *packet.not_available})
    tell = Storyteller(checklist, desk.contracts.policy, present, zone, desk.now())
    questions = tell.questions(past.questions)
    line = line_of(row, now=desk.now(), zone=zone, reader=desk.actor)
    may = _may(desk, row, past)
    is_old = packet.revision != row.revision
    return PacketPage(
        line=line,
        version=row.version,
        title=marked(line.problem),
        bar=_bar(desk, row, packet, checklist, past),
        may=may,
        is_author=row.author_id == desk.actor.id,
        is_old=is_old,
        shown=packet.revision,
        revisions=_revisions(past.revisions, packet.revision, zone),
        look=first_look(packet, checklist, priority_reason=row.priority_reason, zone=zone),
        changes=None if is_old else _changes(desk, row, packet, checklist, past),
        bounces=tell.bounces(past.bounces),
        question=next((one for one in questions if one.is_open), None),
        questions=tuple(one for one in questions if not one.is_open),
        exceptions=tell.exceptions(past.exceptions),
        resolution=tell.resolution(events),
        document=packet_html(packet, checklist, revision=packet.revision or None),
        events=tell.history(events, questions=past.questions, exceptions=past.exceptions),
        bounce_form=(
            bounce_form(desk.contracts.policy, checklist, packet) if may[Action.BOUNCE] else None
        ),
        hidden=describe_hidden(packet_text(packet)),
        taken_back=sum(not name.startswith("HIDDEN-") for name in taken_back(events)),
        same=beside_packet(desk, row, zone=zone),
        note_url=_note_url(desk, row),
    )


def _note_url(desk: Desk, row: PacketRow) -> str:
    may = desk.actor.role is Role.LEAD and row.author_id != desk.actor.id and row.revision
    return url_for("quality.note", reference=row.reference) if may else ""


def _packet(desk: Desk, row: PacketRow, revision: int | None) -> Packet:
    if revision:
        return revision_of(desk, row, revision)
    return shown_packet(desk, row)


def _may(desk: Desk, row: PacketRow, past: _Past) -> Mapping[str, bool]:
    """Tell for every action whether it is this person's and has something to act on."""
    mine = moves_open(row.state, relations(desk.actor, row))
    has = {
        Action.REPLY: any(one.replied_at is None for one in past.questions),
        Action.CONTEST: _is_contestable(row, past.bounces),
        Action.SETTLE_DEBT: any(one.broke_glass and not one.settled_at for one in past.exceptions),
        Action.APPROVE_EXCEPTION: any(_is_waiting(one) for one in past.exceptions),
        Action.UPHOLD: any(one.ruling is Ruling.CONTESTED for one in past.bounces),
        Action.ASK_EXCEPTION: False,  # offered where the gaps are
        Action.BREAK_GLASS: False,
    }
    return {action.value: action in mine and has.get(action, True) for action in Action}


def _is_contestable(row: PacketRow, bounces: Sequence[Bounce]) -> bool:
    """Tell whether the latest bounce is unruled, or contested with items left to contest."""
    if not bounces:
        return False
    left = bounces[-1].ruling is Ruling.CONTESTED and row.state is State.BOUNCED
    return bounces[-1].ruling is None or (left and bool(_faults(bounces)))


def _is_waiting(one: ExceptionRow) -> bool:
    return one.state in (ExceptionState.ASKED, ExceptionState.TAKEN)


def _bar(
    desk: Desk, row: PacketRow, packet: Packet, checklist: Checklist, past: _Past
) -> LineShown:
    match row.state:
        case State.DRAFT:
            return _draft_bar(desk, row)
        case State.BOUNCED:
            faults = _faults(past.bounces)
            counted = "1 item" if len(faults) == 1 else f"{len(faults)} items"
            words = f"Stopped: {counted} to change" if faults else "Stopped: bounced"
            return LineShown("stopped", words, _broken_at(checklist, packet, faults), "")
        case State.WITHDRAWN | State.DECLINED:
            words = "Withdrawn" if row.state is State.WITHDRAWN else "Declined"
            return LineShown("stopped", words, _broken_at(checklist, packet, ()), "")
        case _:
            excepted = tuple(name for one in packet.exceptions for name in one.items)
            state, words = ("exception", "Runs under an exception") if excepted else _RUNNING
            return LineShown(state, words, _broken_at(checklist, packet, excepted), "")


_RUNNING = ("go", "Complete when it was submitted")


def _draft_bar(desk: Desk, row: PacketRow) -> LineShown:
    verdict = verdict_on(desk, row)
    done = verdict.progress
    note = f"{done.complete} of {done.total} sections complete - not submitted yet"
    count = len(verdict.gaps)
    if not count:
        return LineShown("go", "Ready to submit", done, note)
    return LineShown("stopped", f"Stopped: {count} gap{'' if count == 1 else 's'}", done, note)


def _faults(bounces: Sequence[Bounce]) -> tuple[str, ...]:
    """Give the items that the latest bounce still holds against the packet."""
    if not bounces or bounces[-1].ruling is Ruling.VOIDED:
        return ()
    charges = bounces[-1].charges
    left = (one for charge in charges for one in charge.faults)
    return tuple(dict.fromkeys(one.item for one in left if one.state is not FaultState.CONTESTED))


def _broken_at(checklist: Checklist, packet: Packet, items: Sequence[str]) -> Progress:
    """Give the sections, broken where one of these items stands."""
    return progress(checklist, packet, tuple(Gap(name, "open", "") for name in items))


def _changes(
    desk: Desk, row: PacketRow, packet: Packet, checklist: Checklist, past: _Past
) -> ChangesShown | None:
    """Give what changed since the latest bounce, or else since the revision before."""
    if row.state not in IN_REVIEW or row.revision < 2:
        return None
    bounce = next((one for one in reversed(past.bounces) if one.revision < row.revision), None)
    before = revision_of(desk, row, bounce.revision if bounce else row.revision - 1)
    charges = bounce.charges if bounce else ()
    faults = {fault.item for charge in charges for fault in charge.faults}
    return changes_shown(before, packet, checklist, at_fault=faults, most_lines=CHANGED_LINES)


def _revisions(revisions: Sequence[Revision], shown: int, zone: str) -> tuple[RevisionLink, ...]:
    return tuple(
        RevisionLink(one.number, when(one.submitted_at, zone), one.number == shown)
        for one in reversed(revisions)
    )
