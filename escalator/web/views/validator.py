"""The validator: judges a packet written anywhere, and stores nothing of it."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from markupsafe import Markup
from werkzeug.datastructures import FileStorage

from escalator.domain.errors import Unreadable
from escalator.services.validation import Judgement, decode, judge, read_packet
from escalator.web.access import allow_everyone
from escalator.web.desk import contracts, installation
from escalator.web.html import packet_html

validator = Blueprint("validator", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict as the page shows it.

    checklist: its title. items: item name -> label. findings: (item, what had to be hidden in it).
    document: the packet, scrubbed.
    """

    judgement: Judgement
    checklist: str
    items: dict[str, str]
    findings: tuple[tuple[str, str], ...]
    document: Markup


@validator.route("/validator", methods=["GET", "POST"])
@allow_everyone
def page() -> str | tuple[str, int]:
    """Take a pasted or chosen packet and show its verdict."""
    if request.method != "POST":
        return _page()
    text = request.form.get("packet", "")
    try:
        text = _given(request.files.get("file"), text)
        shown = _judged(text, request.form.get("checklist", ""))
    except Unreadable as error:
        return _page(text=text, problem=str(error)), 422
    return _page(text=text, shown=shown)


def _given(file: FileStorage | None, text: str) -> str:
    return decode(file.read()) if file is not None and file.filename else text


def _judged(text: str, checklist: str) -> Shown:
    here = installation()
    verdict = judge(read_packet(text), contracts(), now=here.clock(), checklist=checklist)
    return Shown(
        judgement=verdict,
        checklist=verdict.checklist.title,
        items={item.name: item.label for item in verdict.checklist.items},
        findings=verdict.found_words(),
        document=packet_html(verdict.clean, verdict.checklist),
    )


def _page(*, text: str = "", problem: str = "", shown: Shown | None = None) -> str:
    checklists = contracts().checklists.values()
    return render_template(
        "validator/page.html",
        text=text,
        problem=problem,
        shown=shown,
        chosen=request.form.get("checklist", ""),
        checklists=[("", "The one the packet names"), *((c.id.name, c.title) for c in checklists)],
    )
