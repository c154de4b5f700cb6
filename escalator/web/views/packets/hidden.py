"""What is hidden in a draft, and what its author decides about it, without JavaScript."""

from collections.abc import Mapping

from flask import flash, g, redirect, render_template, request, url_for

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Action
from escalator.services.access import find_packet
from escalator.services.documents import checklist_of
from escalator.services.hiding import Choice, Decision, decide_hidden
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.desk import desk, form_version
from escalator.web.forms import read_choice, said
from escalator.web.hidden_page import decided_words, hidden_page
from escalator.web.views.packets.blueprint import WRITERS, Page, load, packets, to_packet

ABOUT_A_PLACEHOLDER = frozenset({Decision.TAKE_BACK, Decision.HIDE_AGAIN})
LONGEST = 500


@packets.route("/<reference>/hidden", methods=["GET", "POST"])
@allow(*WRITERS)
def hidden(reference: str) -> Page:
    """Show what is hidden, or follow a decision about it."""
    if request.method == "POST":
        return _decide(reference)
    row = load(reference, Action.EDIT)
    return to_packet(reference) if row is None else _page(row, {})


def _page(row: PacketRow, problems: Mapping[str, str]) -> str:
    page = hidden_page(desk(), row, g.person.time_zone)
    decision, _, name = request.form.get("do", "").partition(":")
    field = _field(decision, name)
    fields = {"value", *(f"value-{one.name}" for one in page.back if one.still)}
    at = field if "value" in problems and field in fields else ""
    return render_template(
        "packets/hidden.html",
        page=page,
        problems=tuple((at, sentence) for sentence in problems.values()),
        errors={at: problems["value"]} if at else {},
        typed={field: request.form.get(field, "")},
        kind=request.form.get("kind") or "hidden",
    )


def _decide(reference: str) -> Page:
    try:
        choice = _choice()
        chosen = decide_hidden(desk(), reference, choice, version=form_version())
    except InvalidEntry as error:
        return _page(find_packet(desk(), reference), error.problems), 422
    row = chosen.saved.row
    kind = "note" if chosen.still else "go"
    flash(decided_words(chosen, choice, checklist_of(desk(), row)), kind)
    page = "packets.check" if request.form.get("back") == "check" else "packets.hidden"
    return redirect(url_for(page, reference=reference), 303)


def _choice() -> Choice:
    """Read the button that was pressed, as in "take_back:EMAIL-1", and what was typed beside it."""
    decision, _, about = request.form.get("do", "").partition(":")
    typed = said(request.form, _field(decision, about), longest=LONGEST)
    is_named = decision in ABOUT_A_PLACEHOLDER
    return read_choice(
        decision,
        name=about if is_named else "",
        value=typed if is_named else typed or about,
        kind=request.form.get("kind", ""),
    )


def _field(decision: str, about: str) -> str:
    """Give the name of the field beside a button; each placeholder has one of its own."""
    return f"value-{about}" if decision in ABOUT_A_PLACEHOLDER else "value"
