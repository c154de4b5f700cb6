"""Ending a draft at a known issue instead of escalating it."""

from flask import flash, redirect, render_template, request, url_for

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Action
from escalator.services.access import find_packet
from escalator.services.attaching import attach as attach_to
from escalator.services.attaching import known_issue
from escalator.store.problems import Problem
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.desk import desk, form_version
from escalator.web.html import marked
from escalator.web.problem_words import state_tag
from escalator.web.views.packets.blueprint import WRITERS, Page, load, packets, to_packet


@packets.route("/<reference>/attach/<problem>", methods=["GET", "POST"])
@allow(*WRITERS)
def attach(reference: str, problem: str) -> Page:
    """Ask once, then end the draft and keep its ticket with the problem record."""
    if request.method != "POST":
        row = load(reference, Action.ATTACH)
        if row is None:
            return to_packet(reference)
        return _page(row, known_issue(desk(), row, problem), {})
    note = request.form.get("note", "").replace("\r\n", "\n")
    try:
        attach_to(desk(), reference, problem, words=note, version=form_version())
    except InvalidEntry as error:
        row = find_packet(desk(), reference)
        return _page(row, known_issue(desk(), row, problem), error.problems), 422
    flash(f"Attached to {problem}. Its ticket is kept there, and nothing was escalated.", "go")
    return redirect(url_for("packets.mine"), 303)


def _page(row: PacketRow, found: Problem, problems: dict[str, str]) -> str:
    return render_template(
        "packets/attach.html",
        row=row,
        reference=found.reference,
        title=marked(found.title),
        state=state_tag(found),
        told=marked(found.known_issue),
        kb_url=found.kb_url,
        version=form_version() or row.version,
        note=request.form.get("note", ""),
        problems=problems,
    )
