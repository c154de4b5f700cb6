"""A page with one thing to say about a packet: a reason, a reply, a note.

It lays out and keeps what was typed; what is done with the words is the view's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g, render_template, request, url_for
from markupsafe import Markup

from escalator.store.rows import PacketRow
from escalator.web.desk import desk, form_version
from escalator.web.present import line_of

NO_WORDS = Markup("")


@dataclass(frozen=True, slots=True)
class Saying:
    """What such a page asks; see templates/packets/saying.html.

    title, intro: what it is. field, label, hint: of the one text. button, kind: what sends it.
    quoted, by: words that it answers. about: (name, value) of a hidden field sent along.
    is_optional: whether nothing may be said.
    """

    title: str
    intro: str
    field: str
    label: str
    button: str
    hint: str = ""
    kind: str = "primary"
    quoted: Markup = NO_WORDS
    by: str = ""
    about: tuple[str, str] = ("", "")
    is_optional: bool = False

    def render(self, row: PacketRow, endpoint: str, problems: Mapping[str, str]) -> str:
        """Show the page, with what was typed and the version it was made from."""
        return render_template(
            "packets/saying.html",
            saying=self,
            line=line_of(row, now=desk().now(), zone=g.person.time_zone, reader=desk().actor),
            action=url_for(endpoint, reference=row.reference),
            version=form_version() or row.version,
            text=request.form.get(self.field, ""),
            problems=problems,
        )
