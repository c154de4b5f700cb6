"""Publishing a working copy: what differs, what lint finds, a note, and the button."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for

from escalator.domain.errors import InvalidEntry, StaleCopy
from escalator.services.working_copies import LONGEST_NOTE, looks_personal, open_copy, publish
from escalator.web.access import allow
from escalator.web.checklist_page import checklist_page
from escalator.web.desk import desk
from escalator.web.views.checklists.blueprint import (
    EDITORS,
    Page,
    checklists,
    late,
    seen_version,
)

NO_PROBLEMS: Mapping[str, str] = {}


@checklists.route("/<name>/publish", methods=["GET", "POST"])
@allow(*EDITORS)
def publication(name: str) -> Page:
    """Show what differs from the version in use, and publish it."""
    if request.method != "POST":
        return _page(name, NO_PROBLEMS)
    try:
        made = publish(desk(), name, version=seen_version(), note=request.form.get("note", ""))
    except InvalidEntry as error:
        return _page(name, error.problems), 422
    except StaleCopy as error:
        return _page(name, NO_PROBLEMS, late(error)[0]), 409
    flash(f"Published: version {made.version}. New packets take it from now on.", "go")
    return redirect(url_for("checklists.index"), 303)


def _page(name: str, problems: Mapping[str, str], stale: str = "") -> str:
    here = desk()
    page = checklist_page(here, open_copy(here, name))
    return render_template(
        "checklists/publish.html",
        page=page,
        personal=looks_personal(here, page.changes),
        note=request.form.get("note", ""),
        limit=LONGEST_NOTE,
        problems=problems,
        stale=stale,
    )
