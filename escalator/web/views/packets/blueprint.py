"""The blueprint that all views of a technician's packets share, and who writes packets.

It holds no view.
"""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from escalator.domain.lifecycle import moves_open
from escalator.domain.model import Action, Role
from escalator.services.access import find_packet, relations
from escalator.store.rows import PacketRow
from escalator.web.desk import desk

packets = Blueprint("packets", __name__, url_prefix="/packets")

WRITERS = (Role.TECHNICIAN, Role.ENGINEER, Role.LEAD)
"""Who may write packets of their own; an administrator sees no content."""

Page = Response | str | tuple[str, int]


def load(reference: str, action: Action) -> PacketRow | None:
    """Load a packet for a page on which `action` is made, None when it is not open to the person.

    Raises NotFound when they may not read it.
    """
    row = find_packet(desk(), reference)
    is_open = action in moves_open(row.state, relations(desk().actor, row))
    return row if is_open else None


def to_packet(reference: str) -> Response:
    """Go to the packet's own page."""
    return redirect(url_for("packet.show", reference=reference), 303)
