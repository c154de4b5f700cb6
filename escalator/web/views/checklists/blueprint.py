"""The blueprint that the checklist editor's views hang on, and who may use it.

It holds no view.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.errors import StaleCopy
from escalator.domain.model import Role
from escalator.services.working_copies import Change, Copy, change_copy, open_copy
from escalator.web.checklist_page import stale_copy_words
from escalator.web.desk import desk, form_version

checklists = Blueprint("checklists", __name__, url_prefix="/checklists")

EDITORS = (Role.LEAD, Role.ADMIN)
"""Who may change checklists; none of these pages shows what a packet says."""

Page = Response | str | tuple[str, int]


def save(name: str, change: Change) -> Copy:
    """Change the working copy that the form was made from; raises StaleCopy."""
    return change_copy(desk(), name, change, version=seen_version())


def seen_version() -> int:
    """Give the version of the working copy that the form was made from; -1 when it says none."""
    found = form_version()
    return -1 if found is None else found


def late(error: StaleCopy) -> tuple[str, Copy]:
    """Say what came between, and give the copy as it is now, for the form to be shown again."""
    return stale_copy_words(error), open_copy(desk(), error.name)


def pressed() -> tuple[str, str]:
    """Give the button that was pressed: "add:columns" is ("add", "columns")."""
    verb, _, rest = request.form.get("do", "").partition(":")
    return verb, rest


def to_checklist(name: str, anchor: str = "") -> Response:
    """Go to the page of a checklist."""
    return redirect(url_for("checklists.show", name=name, _anchor=anchor or None), 303)


def without_empty(values: Mapping[str, str]) -> dict[str, str]:
    """Give the values that say something."""
    return {name: value for name, value in values.items() if value}
