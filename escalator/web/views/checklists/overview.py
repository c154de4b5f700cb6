"""The list of checklists, and one of them: its items in order, its conditions, what lint finds."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from escalator.domain.checklist import Checklist
from escalator.domain.errors import InvalidEntry
from escalator.domain.outline import move_item, put_back, take_out
from escalator.services.checklists import releases
from escalator.services.working_copies import Change, discard_copy, open_copy
from escalator.web.access import allow
from escalator.web.checklist_page import checklist_lines, checklist_page, release_words
from escalator.web.desk import desk
from escalator.web.views.checklists.blueprint import (
    EDITORS,
    checklists,
    pressed,
    save,
    seen_version,
    to_checklist,
)


@checklists.get("")
@allow(*EDITORS)
def index() -> str:
    """List the checklists with the version in use and the working copy."""
    return render_template("checklists/index.html", checklists=checklist_lines(desk()))


@checklists.get("/<name>")
@allow(*EDITORS)
def show(name: str) -> str:
    """Show one checklist as it stands in its working copy."""
    here = desk()
    copy = open_copy(here, name)
    versions = [
        (one.id.version, release_words(one), one.note) for one in releases(here.session, name)
    ]
    return render_template(
        "checklists/show.html", page=checklist_page(here, copy), versions=versions
    )


@checklists.post("/<name>/arrange")
@allow(*EDITORS)
def arrange(name: str) -> Response:
    """Move an item, take it out, or put it back as the version in use has it."""
    verb, item = pressed()
    copy = open_copy(desk(), name)
    save(name, _change(verb, item, copy.in_use))
    label = next(
        (
            one.item(item).label
            for one in (copy.checklist, copy.in_use)
            if one is not None and one.has_item(item)
        ),
        item,
    )
    flash(f"{_DONE[verb]}: {label}.", "go")
    return to_checklist(name, "removed" if verb == "remove" else f"item-{item}")


_DONE = {"up": "Moved up", "down": "Moved down", "remove": "Removed", "restore": "Put back"}


def _change(verb: str, item: str, in_use: Checklist | None) -> Change:
    match verb:
        case "up" | "down":
            return lambda document: move_item(document, item, up=verb == "up")
        case "remove":
            return lambda document: take_out(document, item)
        case "restore" if in_use is not None and in_use.has_item(item):
            released = dict(in_use.schema)
            return lambda document: put_back(document, released, item)
        case _:
            raise InvalidEntry({"do": "Choose what is to be done."})


@checklists.post("/<name>/discard")
@allow(*EDITORS)
def discard(name: str) -> Response:
    """Throw the working copy away."""
    here = desk()
    title = open_copy(here, name).checklist.title
    discard_copy(here, name, version=seen_version())
    flash(f"Discarded: the working copy of {title}.", "go")
    return redirect(url_for("checklists.index"), 303)
