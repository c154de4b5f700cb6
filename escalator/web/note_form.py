"""The form of a coaching note, and notes as those see them who may read them.

It parses and never judges; services/coaching.py does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request, url_for
from markupsafe import Markup

from escalator.domain.checklist import Checklist
from escalator.domain.rubric import Rubric
from escalator.services.coaching import About
from escalator.services.desk import Desk
from escalator.services.documents import checklist_of
from escalator.store.quality import CoachingNote
from escalator.store.rows import PacketRow
from escalator.web.html import marked
from escalator.web.present import Stamp, stamp

LINE, ITEM = "line", "item"


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What templates/quality/note.html shows.

    groups: (label, ((value, words), ...)) of what a note may be about. about, text: as typed.
    """

    reference: str
    problem: Markup
    person: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    about: str
    text: str
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One note. about: the label of its line or item. to: whom it was written to."""

    reference: str
    url: str
    problem: Markup
    about: str
    text: Markup
    by: str
    to: str
    at: Stamp


def note_form(
    desk: Desk,
    row: PacketRow,
    typed: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
) -> NoteForm:
    """Give the form of a note to a packet's author."""
    lines = tuple((f"{LINE}:{one.name}", one.label) for one in desk.contracts.rubric.lines)
    checklist = checklist_of(desk, row)
    items = tuple((f"{ITEM}:{one.name}", one.label) for one in checklist.items)
    return NoteForm(
        reference=row.reference,
        problem=marked(row.problem),
        person=row.author.name,
        groups=(("Lines of the rubric", lines), ("Items of the checklist", items)),
        about=typed["about"],
        text=typed["text"],
        problems=problems or {},
    )


def asked_note() -> Mapping[str, str]:
    """Give what the address of the form already says: `?line=evidence` or `?item=steps`."""
    about = next(
        (f"{kind}:{request.args[kind]}" for kind in (LINE, ITEM) if request.args.get(kind)), ""
    )
    return {"about": about, "text": ""}


def typed_note() -> Mapping[str, str]:
    """Give what was typed."""
    return {
        "about": request.form.get("about", ""),
        "text": request.form.get("text", "").replace("\r\n", "\n"),
    }


def about_in(typed: Mapping[str, str]) -> About:
    """Read what a note is about; nothing when that cannot be read."""
    kind, _, name = typed["about"].partition(":")
    return About(line=name if kind == LINE else "", item=name if kind == ITEM else "")


def notes_shown(desk: Desk, notes: Sequence[CoachingNote], *, zone: str) -> tuple[NoteShown, ...]:
    """Put notes into words."""
    rubric, checklists = desk.contracts.rubric, desk.contracts.checklists
    return tuple(
        NoteShown(
            reference=one.packet.reference,
            url=url_for("packet.show", reference=one.packet.reference),
            problem=marked(one.packet.problem),
            about=_about(one, rubric, checklists.get(one.packet.checklist_name)),
            text=marked(one.text),
            by=one.writer.name,
            to=one.person.name,
            at=stamp(one.written_at, zone),
        )
        for one in notes
    )


def _about(note: CoachingNote, rubric: Rubric, checklist: Checklist | None) -> str:
    if note.line:
        return rubric.label_of(note.line)
    if checklist is not None and checklist.has_item(note.item):
        return checklist.item(note.item).label
    return note.item.replace("_", " ").capitalize()
