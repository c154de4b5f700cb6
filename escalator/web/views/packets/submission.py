"""Checking a packet as the engineer will see it, submitting it, and what happens next."""

from dataclasses import dataclass

from flask import g, redirect, render_template, request, url_for
from markupsafe import Markup

from escalator.domain.checklist import Item
from escalator.domain.completeness import Progress
from escalator.domain.errors import Incomplete, InvalidEntry
from escalator.domain.hidden import describe_hidden, packet_text
from escalator.domain.lifecycle import moves_open
from escalator.domain.model import Action, Advice, Priority
from escalator.services import submission as verbs
from escalator.services.access import find_packet, relations
from escalator.services.documents import checklist_of, packet_of, verdict_on
from escalator.services.doubt import doubts
from escalator.services.lists import exceptions_of
from escalator.services.precedents import UsualWait, usual_wait
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.desk import desk, form_version
from escalator.web.editor_page import (
    Bar,
    ExceptionNote,
    GapLink,
    bar_of,
    exception_notes,
    gap_links,
)
from escalator.web.forms import said
from escalator.web.hidden_page import Doubt, doubts_shown
from escalator.web.html import packet_html
from escalator.web.present import PacketLine, duration_words, line_of, when
from escalator.web.same_error import SameError, before_escalating
from escalator.web.saying import Saying
from escalator.web.views.packets.blueprint import WRITERS, Page, load, packets, to_packet
from escalator.web.zone_offer import offer_zone


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A packet before it is submitted; see templates/packets/check.html.

    due: by when the target should decide, if it is submitted now. priority_words: why it has its
    priority. may_break_glass: whether it is a P1 with gaps. hidden: what is hidden, counted.
    doubts: words that look random. same: what is known of the same error.
    """

    line: PacketLine
    version: int
    bar: Bar
    progress: Progress
    gaps: tuple[GapLink, ...]
    advice: tuple[Advice, ...]
    items: dict[str, Item]
    exceptions: tuple[ExceptionNote, ...]
    is_waiting: bool
    may_break_glass: bool
    due: str
    priority_words: str
    hidden: str
    doubts: tuple[Doubt, ...]
    document: Markup
    same: SameError


@packets.get("/<reference>/check")
@allow(*WRITERS)
def check(reference: str) -> Page:
    """Show the packet as the engineer will see it, with what still stops it."""
    row = load(reference, Action.SUBMIT)
    return to_packet(reference) if row is None else _check_page(row)


def _check_page(row: PacketRow, *, was_refused: bool = False) -> str:
    checklist, packet = checklist_of(desk(), row), packet_of(desk(), row)
    verdict = verdict_on(desk(), row, packet)
    items = {item.name: item for item in checklist.items}
    exceptions = exceptions_of(desk(), row)
    now, zone = desk().now(), g.person.time_zone
    page = CheckPage(
        line=line_of(row, now=now, zone=zone, reader=desk().actor),
        version=row.version,
        bar=bar_of(verdict, packet),
        progress=verdict.progress,
        gaps=gap_links(offer_zone(verdict.gaps, packet, zone), items),
        advice=verdict.advice,
        items=items,
        exceptions=exception_notes(exceptions, checklist),
        is_waiting=any(one.decided_at is None and not one.broke_glass for one in exceptions),
        may_break_glass=bool(verdict.gaps) and row.priority is Priority.P1,
        due=when(verbs.due_at(desk(), row, now), zone),
        priority_words=_priority_words(row),
        hidden=describe_hidden(packet_text(packet)),
        doubts=doubts_shown(doubts(desk(), row, packet), checklist),
        document=packet_html(packet, checklist),
        same=before_escalating(desk(), row, zone=zone),
    )
    return render_template("packets/check.html", page=page, was_refused=was_refused)


def _priority_words(row: PacketRow) -> str:
    """Say why it has its priority: by the facts, or by the author's own reason."""
    if row.priority_override is None:
        return row.priority_reason
    return f"{row.priority}, because: {row.priority_rationale} The facts say {row.priority_reason}"


@packets.post("/<reference>/submit")
@allow(*WRITERS)
def submit(reference: str) -> Page:
    """Submit the packet; with a gap the same page says so, and nothing is sent."""
    try:
        verbs.submit(desk(), reference, version=form_version())
    except Incomplete:
        return _check_page(find_packet(desk(), reference), was_refused=True), 422
    return redirect(url_for("packets.sent", reference=reference), 303)


@packets.get("/<reference>/sent")
@allow(*WRITERS)
def sent(reference: str) -> Page:
    """Say what happens next, and when."""
    row = find_packet(desk(), reference)
    if not row.revision or row.due_at is None:
        return to_packet(reference)
    now, zone = desk().now(), g.person.time_zone
    return render_template(
        "packets/sent.html",
        line=line_of(row, now=now, zone=zone, reader=desk().actor),
        due=when(row.due_at, zone),
        usual=_usual_words(row, usual_wait(desk(), row)),
        updates=_update_words(row),
    )


def _usual_words(row: PacketRow, usual: UsualWait | None) -> str:
    """Say how long it usually takes, "" where too little is known."""
    if usual is None:
        return ""
    span = duration_words(usual.median)
    hours = "" if row.priority is Priority.P1 else " of business time"
    return (
        f"{row.target_team.name} decides half of its {row.priority} packets within {span}{hours}"
        f" (median of {usual.count} in the last 26 weeks)."
    )


def _update_words(row: PacketRow) -> str:
    """Say how often the customer should hear from S1, "" where nothing is agreed."""
    minutes = desk().contracts.policy.update_minutes(row.priority)
    if minutes is None:
        return ""
    often = "every hour" if minutes == 60 else f"every {minutes // 60} hours"
    return f"At {row.priority}, the customer should hear from you {often}."


@packets.route("/<reference>/withdraw", methods=["GET", "POST"])
@allow(*WRITERS)
def withdraw(reference: str) -> Page:
    """Take the packet back."""
    row = find_packet(desk(), reference)
    if request.method != "POST":
        is_open = Action.WITHDRAW in moves_open(row.state, relations(desk().actor, row))
        return _withdraw_page(row, {}) if is_open else to_packet(reference)
    try:
        why = said(request.form, "why")
        verbs.withdraw(desk(), reference, why=why, version=form_version())
    except InvalidEntry as error:
        return _withdraw_page(find_packet(desk(), reference), error.problems), 422
    return to_packet(reference)


def _withdraw_page(row: PacketRow, problems: dict[str, str]) -> str:
    saying = Saying(
        title="Withdraw this packet",
        intro="It stays readable, goes back to nobody, and is left out of the figures.",
        field="why",
        label="Why do you withdraw it?",
        button="Withdraw it",
        kind="danger",
    )
    return saying.render(row, "packets.withdraw", problems)
