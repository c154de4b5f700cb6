"""Checklists as files: exported as they are, imported into the working copy."""

from flask import Response, flash, render_template, request, url_for
from werkzeug.datastructures import FileStorage

from escalator.contracts import read_document, write_document
from escalator.domain.errors import BadContract, InvalidEntry, NotFound, StaleCopy
from escalator.domain.json_places import Document, said
from escalator.domain.model import ChecklistId
from escalator.services.checklists import released_checklist
from escalator.services.working_copies import file_of, open_copy, replace_copy
from escalator.web.access import allow
from escalator.web.checklist_page import copy_words, stale_copy_words
from escalator.web.desk import desk
from escalator.web.views.checklists.blueprint import (
    EDITORS,
    Page,
    checklists,
    seen_version,
    to_checklist,
)


@checklists.get("/<name>/working-copy.schema.json")
@allow(*EDITORS)
def export_copy(name: str) -> Response:
    """Give the working copy as a file."""
    return _file(name, open_copy(desk(), name).document)


@checklists.get("/<name>/<int:number>.schema.json")
@allow(*EDITORS)
def export(name: str, number: int) -> Response:
    """Give a released version as a file."""
    checklist = released_checklist(desk().session, ChecklistId(name, number))
    return _file(name, dict(checklist.schema))


def _file(name: str, document: Document) -> Response:
    return Response(
        write_document(document),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_of(name)}"'},
    )


@checklists.route("/import/file", methods=["GET", "POST"])
@allow(*EDITORS)
def import_file() -> Page:
    """Put a file in place of a working copy; one that is there has to be seen first."""
    if request.method != "POST":
        return _page()
    text = request.form.get("text", "")
    try:
        document = _given(request.files.get("file"), text)
        name = said(document, "x-escalator", "name")
        is_sure = request.form.get("replace") == name
        replace_copy(desk(), document, version=seen_version() if is_sure else None)
    except InvalidEntry as error:
        return _page(text, next(iter(error.problems.values()))), 422
    except BadContract as error:
        return _page(text, f"{error.reason} Place: {error.place or 'the whole file'}."), 422
    except StaleCopy as error:
        return _page(_as_text(text), "", replaces=error), 409
    flash(f"Imported: {said(document, 'x-escalator', 'title')}. It is a working copy now.", "go")
    return to_checklist(name)


def _given(file: FileStorage | None, text: str) -> Document:
    if file is not None and file.filename:
        return read_document(file.read(), file.filename[:120])
    if not text.strip():
        raise InvalidEntry({"text": "Choose a file, or paste what stands in it."})
    return read_document(text.encode("utf-8", "surrogatepass"), "the pasted text")


def _as_text(text: str) -> str:
    """Give what was handed over as text, so that it need not be chosen again."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return text
    file.stream.seek(0)
    return str(file.read(), "utf-8-sig", "replace")


def _page(text: str = "", problem: str = "", *, replaces: StaleCopy | None = None) -> str:
    copy = None
    if replaces is not None:
        try:
            copy = open_copy(desk(), replaces.name)
        except NotFound:  # it was discarded meanwhile: nothing is in the way any more
            copy = None
    return render_template(
        "checklists/import.html",
        text=text,
        problem=problem,
        copy=copy,
        copy_says=copy_words(copy) if copy else "",
        copy_url=url_for("checklists.show", name=copy.checklist.id.name) if copy else "",
        stale=stale_copy_words(replaces) if replaces and not (copy and copy.is_begun) else "",
    )
