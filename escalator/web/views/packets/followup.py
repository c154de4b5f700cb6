"""What the author does after submission: reply, contest, close, reopen."""

from collections.abc import Mapping
from datetime import datetime

from flask import flash, g, request
from markupsafe import Markup

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import JSON, Action
from escalator.services import followup as verbs
from escalator.services.access import find_packet
from escalator.services.awaited import open_questions, resolutions
from escalator.services.documents import checklist_of, latest_bounce
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.desk import desk, form_version
from escalator.web.forms import said
from escalator.web.html import marked
from escalator.web.present import when
from escalator.web.saying import Saying
from escalator.web.views.packets.blueprint import WRITERS, Page, load, packets, to_packet


@packets.route("/<reference>/reply", methods=["GET", "POST"])
@allow(*WRITERS)
def reply(reference: str) -> Page:
    """Answer the target's question."""
    if request.method != "POST":
        row = load(reference, Action.REPLY)
        has_question = row is not None and row.id in open_questions(desk(), [row])
        return _reply_page(row, {}) if row and has_question else to_packet(reference)
    try:
        question = verbs.reply(
            desk(), reference, text=said(request.form, "text"), version=form_version()
        )
    except InvalidEntry as error:
        return _reply_page(find_packet(desk(), reference), error.problems), 422
    more = open_questions(desk(), [find_packet(desk(), reference)])
    flash(f"Your reply is with {question.engineer.name}.", "go")
    if more:
        flash("Another question still waits for you.", "caution")
    return to_packet(reference)


def _reply_page(row: PacketRow, problems: Mapping[str, str]) -> str:
    question = open_questions(desk(), [row]).get(row.id)
    saying = Saying(
        title=f"Reply to {question.engineer.name}" if question else "Reply",
        intro="The packet is with you until you reply, then it goes on where it was.",
        field="text",
        label="Your reply",
        hint="Personal data in it is hidden before it is stored.",
        button="Send the reply",
        quoted=marked(question.text) if question else Markup(""),
        by=f"{question.engineer.name}, {_when(question.asked_at)}" if question else "",
    )
    return saying.render(row, "packets.reply", problems)


@packets.route("/<reference>/contest", methods=["GET", "POST"])
@allow(*WRITERS)
def contest(reference: str) -> Page:
    """Say that a bounce, or one item of it, should stand as it is."""
    item = request.values.get("item", "")
    if request.method != "POST":
        row = load(reference, Action.CONTEST)
        has_bounce = row is not None and latest_bounce(desk(), row) is not None
        return _contest_page(row, item, {}) if row and has_bounce else to_packet(reference)
    try:
        why = said(request.form, "why")
        verbs.contest(desk(), reference, why=why, item=item, version=form_version())
    except InvalidEntry as error:
        return _contest_page(find_packet(desk(), reference), item, error.problems), 422
    flash("Contested. A lead rules on it; both sides see the ruling.", "go")
    return to_packet(reference)


def _contest_page(row: PacketRow, item: str, problems: Mapping[str, str]) -> str:
    bounce, checklist = latest_bounce(desk(), row), checklist_of(desk(), row)
    what = checklist.item(item).label if item and checklist.has_item(item) else "this bounce"
    wanted = [
        charge.wanted
        for charge in (bounce.charges if bounce else ())
        if not item or item in {fault.item for fault in charge.faults}
    ]
    saying = Saying(
        title=f"Contest {what if what == 'this bounce' else f'“{what}”'}",
        intro="A lead reads both sides and rules. An item you contest may be resubmitted as it is.",
        field="why",
        label="Why should it stand as it is?",
        button="Contest it",
        quoted=marked(" ".join(wanted)),
        by=f"{bounce.engineer.name}, {_when(bounce.at)}" if bounce else "",
        about=("item", item),
    )
    return saying.render(row, "packets.contest", problems)


@packets.route("/<reference>/close", methods=["GET", "POST"])
@allow(*WRITERS)
def close(reference: str) -> Page:
    """Close the packet: the customer confirmed."""
    if request.method != "POST":
        row = load(reference, Action.CLOSE)
        return to_packet(reference) if row is None else _close_page(row, {})
    try:
        note = said(request.form, "note")
        verbs.close(desk(), reference, note=note, version=form_version())
    except InvalidEntry as error:
        return _close_page(find_packet(desk(), reference), error.problems), 422
    flash(f"{reference} is closed.", "go")
    return to_packet(reference)


def _close_page(row: PacketRow, problems: Mapping[str, str]) -> str:
    quoted, by = _resolution(row)
    saying = Saying(
        title="Close this packet",
        intro="Close it once the customer has confirmed that it is solved.",
        field="note",
        label="A note for the record",
        button="Customer confirmed: close it",
        quoted=quoted,
        by=by,
        is_optional=True,
    )
    return saying.render(row, "packets.close", problems)


@packets.route("/<reference>/reopen", methods=["GET", "POST"])
@allow(*WRITERS)
def reopen(reference: str) -> Page:
    """Send a resolved packet back: the fix did not hold."""
    if request.method != "POST":
        row = load(reference, Action.REOPEN)
        return to_packet(reference) if row is None else _reopen_page(row, {})
    try:
        why = said(request.form, "why")
        verbs.reopen(desk(), reference, why=why, version=form_version())
    except InvalidEntry as error:
        return _reopen_page(find_packet(desk(), reference), error.problems), 422
    flash("Reopened. It is with the target again.", "note")
    return to_packet(reference)


def _reopen_page(row: PacketRow, problems: Mapping[str, str]) -> str:
    quoted, by = _resolution(row)
    saying = Saying(
        title="Reopen this packet",
        intro=f"The fix did not hold: it goes back to {row.target_team.name} as it is.",
        field="why",
        label="What still fails?",
        button=f"Reopen it with {row.target_team.name}",
        quoted=quoted,
        by=by,
    )
    return saying.render(row, "packets.reopen", problems)


def _resolution(row: PacketRow) -> tuple[Markup, str]:
    event = resolutions(desk(), [row]).get(row.id)
    if event is None:
        return Markup(""), ""
    return marked(_text(event.facts.get("summary"))), f"{event.actor.name}, {_when(event.at)}"


def _text(value: JSON) -> str:
    return value if isinstance(value, str) else ""


def _when(moment: datetime) -> str:
    return when(moment, g.person.time_zone)
