"""One item of a checklist: its form, and the form of a new one."""

from collections.abc import Mapping
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.checklist import Checklist, Item, Widget
from escalator.domain.completeness import Due
from escalator.domain.entry import (
    Entry,
    add_entry,
    blank_entry,
    name_of,
    put_entry,
    read_entry,
)
from escalator.domain.errors import NotFound, StaleCopy
from escalator.domain.lint import RESERVED
from escalator.services.working_copies import Copy, open_copy
from escalator.web.access import allow
from escalator.web.checklist_form import (
    OPTIONAL,
    entry_questions,
    filled_entry,
    read_entry_form,
)
from escalator.web.checklist_page import changes_of, condition_lines, findings_shown
from escalator.web.desk import desk
from escalator.web.fields import Beside, Field, fields_of
from escalator.web.forms import Filled, add_row, read_form, remove_row
from escalator.web.views.checklists.blueprint import (
    EDITORS,
    Page,
    checklists,
    late,
    pressed,
    save,
    to_checklist,
)
from escalator.web.words import WIDGET_WORDS

NO_PROBLEMS: Mapping[str, str] = {}


@checklists.route("/<name>/items/<item>", methods=["GET", "POST"])
@allow(*EDITORS)
def item(name: str, item: str) -> Page:
    """Change one item; the address may prepare that every packet needs it."""
    copy = open_copy(desk(), name)
    if not copy.checklist.has_item(item):
        raise NotFound("item")
    entry = read_entry(copy.document, item)
    if request.method != "POST":
        prepared = replace(entry, always=entry.always or request.args.get("due") == "always")
        is_prepared = prepared != entry
        filled = filled_entry(prepared)
        return _page(copy, entry, filled, _found(copy, item), is_prepared=is_prepared)
    filled = _filled(entry, copy.checklist)
    if pressed()[0] in ("add", "remove"):
        return _page(copy, entry, _with_rows(filled), NO_PROBLEMS)
    changed, problems = read_entry_form(filled, entry, copy.checklist)
    if problems:
        return _page(copy, entry, filled, problems), 422
    try:
        save(name, lambda document: put_entry(document, changed))
    except StaleCopy as error:
        words, now = late(error)
        if not now.checklist.has_item(item):
            raise
        return _page(now, read_entry(now.document, item), filled, NO_PROBLEMS, words), 409
    return _onward(name, changed)


@checklists.route("/<name>/add", methods=["GET", "POST"])
@allow(*EDITORS)
def add(name: str) -> Page:
    """Add an item: first what kind it is, then its form."""
    copy = open_copy(desk(), name)
    blank = _blank(copy.checklist)
    if blank is None:
        return render_template(
            "checklists/add.html",
            name=name,
            title=copy.checklist.title,
            sections=[(one.name, one.title) for one in copy.checklist.sections],
            kinds=[(kind.value, words) for kind, words in WIDGET_WORDS.items()],
            chosen=request.args,
            problems=_add_problems(),
        )
    if request.method != "POST":
        return _page(copy, blank, filled_entry(blank), NO_PROBLEMS)
    filled = _filled(blank, copy.checklist)
    if pressed()[0] in ("add", "remove"):
        return _page(copy, blank, _with_rows(filled), NO_PROBLEMS)
    entry, problems = read_entry_form(filled, blank, copy.checklist)
    if problems:
        return _page(copy, blank, filled, problems), 422
    try:
        save(name, lambda document: add_entry(document, entry))
    except StaleCopy as error:
        words, now = late(error)
        return _page(now, _blank(now.checklist) or blank, filled, NO_PROBLEMS, words), 409
    return _onward(name, entry)


def _blank(checklist: Checklist) -> Entry | None:
    """Give the new item that the address asks for, None while it does not say of what kind."""
    kind, section = request.args.get("widget", ""), request.args.get("section", "")
    if kind not in frozenset(Widget) or section not in {one.name for one in checklist.sections}:
        return None
    label = request.form.get("label", request.args.get("label", ""))
    taken = frozenset(one.name for one in checklist.items) | RESERVED
    return blank_entry(name_of(label, taken), Widget(kind), section, request.args.get("label", ""))


def _add_problems() -> dict[str, str]:
    """Say what has to be chosen first; nothing before the form was sent."""
    if not request.args:
        return {}
    words = {"section": "Choose a section.", "widget": "Choose how it is answered."}
    return {name: problem for name, problem in words.items() if not request.args.get(name)}


def _filled(entry: Entry, checklist: Checklist) -> Filled:
    return read_form(entry_questions(entry, checklist), request.form)


def _with_rows(filled: Filled) -> Filled:
    verb, rest = pressed()
    field, _, number = rest.partition(":")
    if verb == "add":
        return add_row(filled, field)
    return remove_row(filled, field, int(number)) if number.isdigit() else filled


def _found(copy: Copy, item: str) -> dict[str, str]:
    """Give what lint finds at an item, by the field it is about."""
    found: dict[str, str] = {}
    for one in findings_shown(desk(), copy.checklist):
        if one.item == item:
            found.setdefault(one.field or "label", one.reason)
    return found


def _onward(name: str, entry: Entry) -> Response:
    flash(f"Saved in the working copy: {entry.label}.", "go")
    verb, rest = pressed()
    if verb == "condition" and rest.isdigit():
        return redirect(url_for("checklists.condition", name=name, number=int(rest)), 303)
    if verb == "condition":
        address = url_for("checklists.add_condition", name=name, item=entry.name)
        return redirect(address, 303)
    return to_checklist(name, f"item-{entry.name}")


def _page(
    copy: Copy,
    entry: Entry,
    filled: Filled,
    problems: Mapping[str, str],
    stale: str = "",
    *,
    is_prepared: bool = False,
) -> str:
    is_new = not copy.checklist.has_item(entry.name)
    changed = next((one for one in changes_of(copy) if one.name == entry.name), None)
    questions = entry_questions(entry, copy.checklist)
    shown = _fields(questions, filled, problems)
    stored = _fields(questions, filled_entry(entry), NO_PROBLEMS) if stale else ()
    return render_template(
        "checklists/item.html",
        name=copy.checklist.id.name,
        title=copy.checklist.title,
        version=copy.version,
        entry=entry,
        is_new=is_new,
        kind=WIDGET_WORDS[entry.widget],
        fields_shown=shown,
        problems=tuple(problems.items()),
        conditions=condition_lines(copy.checklist, entry.name),
        difference=changed,
        stale=stale,
        is_prepared=is_prepared,
        stored=[
            now
            for now, typed in zip(stored, shown, strict=False)
            if (now.value, now.rows) != (typed.value, typed.rows)
        ],
    )


def _fields(
    questions: tuple[Item, ...], filled: Filled, problems: Mapping[str, str]
) -> tuple[Field, ...]:
    due = {one.name: Due("") for one in questions if one.name not in OPTIONAL}
    beside = Beside(due=due, errors=problems)
    return fields_of(questions, filled, beside, stored={})
