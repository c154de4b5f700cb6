"""The ways past a stopped line: an exception asked of a lead, or broken glass and its debt."""

from collections.abc import Mapping
from dataclasses import replace

from flask import flash, g, redirect, render_template, request, url_for

from escalator.domain.checklist import Checklist, Item
from escalator.domain.completeness import due
from escalator.domain.errors import Incomplete, InvalidEntry
from escalator.domain.model import Action, Answer, Gap, Priority
from escalator.domain.packet import answers_from_json
from escalator.services import exceptions as verbs
from escalator.services.access import find_packet
from escalator.services.documents import checklist_of, packet_of, verdict_on
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.desk import desk, form_version
from escalator.web.editor_page import GapLink, gap_links
from escalator.web.fields import Beside, fields_of, filled_from, gap_errors, zone_words
from escalator.web.forms import Filled, edit_of, read_form, said
from escalator.web.present import duration_words, line_of, when
from escalator.web.views.packets.blueprint import WRITERS, Page, load, packets, to_packet


@packets.route("/<reference>/exception", methods=["GET", "POST"])
@allow(*WRITERS)
def exception(reference: str) -> Page:
    """Ask a lead to let the packet pass with named gaps, or break the glass on a P1."""
    if request.method != "POST":
        row = load(reference, Action.ASK_EXCEPTION)
        return to_packet(reference) if row is None else _exception_page(row, {})
    is_break = request.form.get("do") == "break"
    try:
        _take(reference) if is_break else _ask(reference)
    except InvalidEntry as error:
        problems = {
            "break_reason" if is_break and name == "reason" else name: text
            for name, text in error.problems.items()
        }
        return _exception_page(find_packet(desk(), reference), problems), 422
    return redirect(url_for("packets.check", reference=reference), 303)


def _take(reference: str) -> None:
    reason = said(request.form, "break_reason")
    verbs.break_glass(desk(), reference, reason=reason, version=form_version())
    hours = duration_words(verbs.DEBT_TIME)
    flash(f"You broke the glass. What is missing is due within {hours}.", "caution")


def _ask(reference: str) -> None:
    items, reason = tuple(request.form.getlist("items")), said(request.form, "reason")
    verbs.ask_exception(desk(), reference, items=items, reason=reason, version=form_version())
    flash("Asked. A lead decides; you can go on filling the packet meanwhile.", "note")


def _exception_page(row: PacketRow, problems: Mapping[str, str]) -> str:
    checklist, verdict = checklist_of(desk(), row), verdict_on(desk(), row)
    return render_template(
        "packets/exception.html",
        line=line_of(row, now=desk().now(), zone=g.person.time_zone, reader=desk().actor),
        version=form_version() or row.version,
        gaps=_one_each(verdict.gaps, checklist),
        chosen=request.form.getlist("items"),
        reason=request.form.get("reason", ""),
        break_reason=request.form.get("break_reason", ""),
        may_break=row.priority is Priority.P1,
        debt_words=duration_words(verbs.DEBT_TIME),
        problems=problems,
    )


def _one_each(gaps: tuple[Gap, ...], checklist: Checklist) -> tuple[tuple[str, str], ...]:
    """Give the items that have a gap, each once, with its label."""
    names = dict.fromkeys(gap.item for gap in gaps)
    return tuple((name, checklist.item(name).label) for name in names if checklist.has_item(name))


@packets.route("/<reference>/settle", methods=["GET", "POST"])
@allow(*WRITERS)
def settle(reference: str) -> Page:
    """Hand in what a broken glass left open."""
    row = load(reference, Action.SETTLE_DEBT)
    if row is None:
        return to_packet(reference)
    items = _owed(row)
    if request.method != "POST":
        return _settle_page(row, items) if items else to_packet(reference)
    filled = read_form(items, request.form)
    try:
        answers = _settled(row, items, filled)
        verbs.settle_debt(desk(), reference, answers, version=form_version())
    except InvalidEntry as error:
        return _settle_page(find_packet(desk(), reference), items, filled, error.problems), 422
    except Incomplete as error:
        by_name = {item.name: item for item in items}
        problems = gap_errors(error.gaps, by_name)
        return _settle_page(
            find_packet(desk(), reference), items, filled, problems, gap_links(error.gaps, by_name)
        ), 422
    flash("Handed in. The target sees it as a new revision.", "go")
    return to_packet(reference)


def _owed(row: PacketRow) -> tuple[Item, ...]:
    owed = {name for debt in verbs.open_debts(desk(), row) for name in debt.items}
    return tuple(item for item in checklist_of(desk(), row).items if item.name in owed)


def _settled(
    row: PacketRow, items: tuple[Item, ...], filled: Filled
) -> Mapping[str, Answer | None]:
    edit = edit_of(
        items,
        filled,
        stored=answers_from_json(row.answers),
        marked=row.not_available,
        policy=desk().contracts.policy,
    )
    return edit.answers


def _settle_page(
    row: PacketRow,
    items: tuple[Item, ...],
    typed: Filled | None = None,
    problems: Mapping[str, str] | None = None,
    gaps: tuple[GapLink, ...] = (),
) -> str:
    packet, checklist = packet_of(desk(), row), checklist_of(desk(), row)
    debts = verbs.open_debts(desk(), row)
    now, zone = desk().now(), g.person.time_zone
    beside = Beside(due=due(checklist, packet), errors=problems or {}, zone=zone_words(zone, now))
    filled = typed or filled_from(packet.answers, packet.not_available)
    fields = fields_of(items, filled, beside, stored=packet.answers)
    fields = tuple(replace(one, not_available=None) for one in fields)  # what is owed is handed in
    return render_template(
        "packets/settle.html",
        line=line_of(row, now=now, zone=zone, reader=desk().actor),
        version=form_version() or row.version,
        fields_shown=fields,
        due=when(debts[0].due_at, zone) if debts and debts[0].due_at else "",
        gaps=gaps,
        problems=tuple((problems or {}).items()),
    )
