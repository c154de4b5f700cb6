"""One packet: its page for everyone who may read it, its files, its changes, its whole texts."""

from flask import Blueprint, Response, g, render_template, request

from escalator.domain.checklist import Checklist
from escalator.domain.errors import NotFound
from escalator.domain.markdown import render
from escalator.domain.model import Packet, Role
from escalator.domain.packet import write_json
from escalator.services.access import find_packet
from escalator.services.checklists import find_checklist
from escalator.services.documents import revision_of, shown_packet
from escalator.web.access import allow
from escalator.web.changes import changes_shown
from escalator.web.desk import desk
from escalator.web.html import marked
from escalator.web.packet_page import packet_page
from escalator.web.present import line_of
from escalator.web.whole_text import whole_text

packet = Blueprint("packet", __name__, url_prefix="/packets")
packet.add_app_template_filter(marked, "marked")

READERS = (Role.TECHNICIAN, Role.ENGINEER, Role.LEAD)
MOST_CHANGED_LINES = 600
"""Lines of changes on their own page; both revisions can be read whole."""


@packet.get("/<reference>")
@allow(*READERS)
def show(reference: str) -> str:
    """Show the packet with what this person may do with it."""
    row = find_packet(desk(), reference)
    page = packet_page(desk(), row, revision=_number("revision"), zone=g.person.time_zone)
    return render_template("packet/show.html", page=page)


@packet.get("/<reference>.md")
@allow(*READERS)
def markdown(reference: str) -> Response:
    """Give a packet as Markdown; `?revision=` gives an earlier one."""
    found, checklist = _packet(reference)
    return _file(render(found, checklist), "text/markdown", f"{_name(found)}.md")


@packet.get("/<reference>.json", endpoint="json")
@allow(*READERS)
def show_json(reference: str) -> Response:
    """Give a packet as JSON; `?revision=` gives an earlier one."""
    found, _ = _packet(reference)
    return _file(write_json(found), "application/json", f"{_name(found)}.json")


@packet.get("/<reference>/changes")
@allow(*READERS)
def changes(reference: str) -> str:
    """Show what changed between two revisions, without numbers the last two."""
    row = find_packet(desk(), reference)
    after = revision_of(desk(), row, _number("to") or row.revision)
    before = revision_of(desk(), row, _number("from") or max(1, after.revision - 1))
    checklist = find_checklist(desk(), after.checklist)
    return render_template(
        "packet/changes.html",
        line=line_of(row, now=desk().now(), zone=g.person.time_zone, reader=desk().actor),
        changes=changes_shown(before, after, checklist, most_lines=MOST_CHANGED_LINES),
        numbers=tuple(range(1, row.revision + 1)),
    )


@packet.get("/<reference>/items/<item>/<int:number>")
@allow(*READERS)
def log(reference: str, item: str, number: int) -> Response:
    """Give one whole text of a packet, such as a log excerpt, as plain text."""
    found, checklist = _packet(reference)
    text = whole_text(found, checklist, item=item, number=number)
    return _file(text, "text/plain", f"{_name(found)}-{item}-{number + 1}.txt")


def _packet(reference: str) -> tuple[Packet, Checklist]:
    """Load the revision asked for, or what the packet says now, with its checklist."""
    row = find_packet(desk(), reference)
    number = _number("revision")
    found = revision_of(desk(), row, number) if number else shown_packet(desk(), row)
    return found, find_checklist(desk(), found.checklist)


def _number(name: str) -> int:
    """Read a revision's number from the address, 0 when it names none.

    Raises NotFound for anything that no revision can be called.
    """
    text = request.args.get(name, "")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
        raise NotFound("revision")
    return int(text)


def _name(found: Packet) -> str:
    return f"{found.reference}-r{found.revision}" if found.revision else f"{found.reference}-draft"


def _file(text: str, kind: str, name: str) -> Response:
    """Answer with a text file: shown in place, or kept when `?download=1` asks for it."""
    place = "attachment" if request.args.get("download") else "inline"
    response = Response(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'{place}; filename="{name}"'
    return response
