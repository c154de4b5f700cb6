"""Coaching notes: what a lead or reviewer writes to a packet's author, for them and the leads only.

They never stand on the packet; whoever wrote one does not see it again unless they are a lead.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from escalator.domain.errors import InvalidEntry, NotAllowed
from escalator.domain.model import Role
from escalator.services.access import find_packet, readable
from escalator.services.desk import Desk, verb
from escalator.services.documents import checklist_of
from escalator.services.scoring import reviews
from escalator.services.scrubbing import scrub_for
from escalator.services.submission import need_sentence
from escalator.store.quality import CoachingNote
from escalator.store.rows import PacketRow

PAGE = 30


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about: a line of the rubric or an item of the checklist; the other is ""."""

    line: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class NotesPage:
    """One page of notes, newest first. number: counted from 1."""

    rows: tuple[CoachingNote, ...]
    number: int
    has_more: bool


def packet_to_coach(desk: Desk, reference: str, *, lock: bool = False) -> PacketRow:
    """Load a packet whose author this person may write a note to.

    Raises NotFound, or NotAllowed for its author and for whoever is no lead and was not given it to
    review.
    """
    row = find_packet(desk, reference, lock=lock)
    may = desk.actor.role is Role.LEAD or reviews(desk, reference)
    if not may or row.author_id == desk.actor.id or not row.revision:
        raise NotAllowed("write a coaching note")
    return row


@verb
def write_note(desk: Desk, reference: str, about: About, text: str) -> CoachingNote:
    """Write a note to a packet's author.

    Raises NotFound, NotAllowed, or InvalidEntry by field.
    """
    row = packet_to_coach(desk, reference, lock=True)
    is_line = desk.contracts.rubric.has_line(about.line) and not about.item
    is_item = checklist_of(desk, row).has_item(about.item) and not about.line
    if not is_line and not is_item:
        raise InvalidEntry({"about": "Choose what the note is about."})
    words = need_sentence(text, "text", "Write what to do another time.")
    made = CoachingNote(
        packet_id=row.id,
        person_id=row.author_id,
        writer_id=desk.actor.id,
        written_at=desk.now(),
        line=about.line,
        item=about.item,
        text=scrub_for(desk, row, words),
    )
    desk.session.add(made)
    desk.session.flush()
    return made


def own_notes(desk: Desk, *, page: int = 1) -> NotesPage:
    """Give the notes that were written to this person, newest first."""
    return _notes(desk, CoachingNote.person_id == desk.actor.id, page)


def notes_for_lead(desk: Desk, *, person: int | None = None, page: int = 1) -> NotesPage:
    """Give all notes to others on packets that this lead may read, newest first.

    person: only those to one person. Raises NotAllowed for whoever is no lead.
    """
    if desk.actor.role is not Role.LEAD:
        raise NotAllowed("read coaching notes")
    whose = CoachingNote.person_id == person if person else CoachingNote.id > 0
    own = CoachingNote.person_id == desk.actor.id
    return _notes(desk, and_(whose, or_(own, readable(desk.actor))), page)


def _notes(desk: Desk, condition: ColumnElement[bool], page: int) -> NotesPage:
    number = max(1, page)
    rows = desk.session.scalars(
        select(CoachingNote)
        .join(PacketRow, PacketRow.id == CoachingNote.packet_id)
        .where(condition)
        .options(
            joinedload(CoachingNote.packet),
            joinedload(CoachingNote.person),
            joinedload(CoachingNote.writer),
        )
        .order_by(CoachingNote.id.desc())
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    return NotesPage(tuple(rows[:PAGE]), number, len(rows) > PAGE)
