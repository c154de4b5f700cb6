"""One condition of a checklist: when it holds, and what is due then."""

from collections.abc import Mapping

from flask import flash, render_template, request
from werkzeug.datastructures import MultiDict

from escalator.domain.completeness import Due
from escalator.domain.conditions import (
    Condition,
    Wanted,
    label_of,
    may_be_asked,
    put_rule,
    rules_of,
    take_rule,
)
from escalator.domain.errors import NotFound, StaleCopy
from escalator.services.working_copies import Change, Copy, open_copy
from escalator.web.access import allow
from escalator.web.checklist_page import condition_lines
from escalator.web.condition_form import (
    condition_questions,
    filled_condition,
    read_condition_form,
    shown_answers,
)
from escalator.web.desk import desk
from escalator.web.fields import Beside, fields_of
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

NO_PROBLEMS: Mapping[str, str] = {}


@checklists.route("/<name>/conditions/<int:number>", methods=["GET", "POST"])
@allow(*EDITORS)
def condition(name: str, number: int) -> Page:
    """Change one condition, or take it out."""
    copy = open_copy(desk(), name)
    stored = _find(copy, number)
    if request.method != "POST":
        return _page(copy, stored, filled_condition(stored), number=number)
    return _save(copy, stored, number)


@checklists.route("/<name>/conditions/new", methods=["GET", "POST"])
@allow(*EDITORS)
def add_condition(name: str) -> Page:
    """Add a condition; the address may name the item that is to be due."""
    copy = open_copy(desk(), name)
    item = request.args.get("item", "")
    wanted = (Wanted(item),) if copy.checklist.has_item(item) else ()
    blank = Condition(wanted=wanted)
    if request.method != "POST":
        return _page(copy, blank, filled_condition(blank))
    return _save(copy, blank, None)


def _find(copy: Copy, number: int) -> Condition:
    rules = rules_of(copy.document)
    found = rules[number].condition if number < len(rules) else None
    if found is None:
        raise NotFound("condition")
    return found


def _save(copy: Copy, stored: Condition, number: int | None) -> Page:
    name, (verb, _) = copy.checklist.id.name, pressed()
    if verb in ("add", "remove", "ask"):
        return _page(copy, stored, _typed(copy, stored), number=number)
    changed, problems = read_condition_form(request.form, copy.checklist)
    if problems and verb != "delete":
        return _page(copy, stored, _typed(copy, stored), number=number, problems=problems), 422
    try:
        save(name, _change(changed, number, is_deleted=verb == "delete"))
    except StaleCopy as error:
        words, now = late(error)
        # Its number may be another condition's by now, so what was typed goes on as a new one.
        is_same = now.document.get("allOf") == copy.document.get("allOf")
        number = number if is_same else None
        return _page(now, stored, _typed(now, stored), number=number, stale=words), 409
    flash("Removed: the condition." if verb == "delete" else "Saved: the condition.", "go")
    return to_checklist(name, "conditions")


def _change(changed: Condition, number: int | None, *, is_deleted: bool) -> Change:
    if is_deleted and number is not None:
        return lambda document: take_rule(document, number)
    return lambda document: put_rule(document, number, changed)


def _typed(copy: Copy, stored: Condition) -> Filled:
    shown = _shown(copy, stored)
    filled = read_form(condition_questions(copy.checklist, shown), request.form)
    verb, rest = pressed()
    field, _, row = rest.partition(":")
    if verb == "add":
        return add_row(filled, field)
    return remove_row(filled, field, int(row)) if verb == "remove" and row.isdigit() else filled


def _shown(copy: Copy, stored: Condition) -> tuple[str, ...]:
    form: MultiDict[str, str] = MultiDict(request.form)
    if pressed()[0] == "ask":
        form.add("shown", request.form.get("ask", ""))
    return shown_answers(stored, form, may_be_asked(copy.checklist))


def _page(
    copy: Copy,
    stored: Condition,
    filled: Filled,
    *,
    number: int | None = None,
    problems: Mapping[str, str] = NO_PROBLEMS,
    stale: str = "",
) -> str:
    checklist, shown = copy.checklist, _shown(copy, stored)
    questions = condition_questions(checklist, shown)
    # Boxes say by themselves that they may be left empty.
    beside = Beside(due={one.name: Due("") for one in questions}, errors=problems)
    offered = [name for name in may_be_asked(checklist) if name not in shown]
    lines = condition_lines(checklist)
    return render_template(
        "checklists/condition.html",
        name=checklist.id.name,
        title=checklist.title,
        version=copy.version,
        number=number,
        words=next((one for one in lines if one.number == number), None),
        shown=shown,
        fields_shown=fields_of(questions, filled, beside, stored={}),
        offered=[(name, label_of(name, checklist)) for name in offered],
        problems=tuple(problems.items()),
        stale=stale,
    )
