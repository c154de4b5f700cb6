"""Problem records: the list, one record, and what engineers and leads do with them."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.errors import InvalidEntry, NotFound, StaleProblem
from escalator.domain.model import Role
from escalator.services import problems as verbs
from escalator.services.access import find_packet
from escalator.services.problem_lists import PAGE, problem_records
from escalator.store.problems import Problem
from escalator.web.access import allow
from escalator.web.context import NavEntry
from escalator.web.desk import desk, form_version
from escalator.web.errors import stale_problem_words
from escalator.web.problem_form import (
    ProblemForm,
    Values,
    late_form,
    problem_form,
    said_in,
    typed_values,
    values_of,
    values_of_packet,
)
from escalator.web.problem_page import problem_line, problem_page

problems = Blueprint("problems", __name__)

READERS = (Role.TECHNICIAN, Role.ENGINEER, Role.LEAD)
KEEPERS = (Role.ENGINEER, Role.LEAD)

Page = Response | str | tuple[str, int]


@problems.get("/problems")
@allow(*READERS)
def index() -> str:
    """List the records this person may read, those with most packets lately first."""
    is_over = request.args.get("view") == "over"
    number = request.args.get("page", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    found = problem_records(desk(), standing=not is_over, page=page)
    pages = partial(_list_url, "over" if is_over else None)
    return render_template(
        "problems/index.html",
        lines=[problem_line(one) for one in found.rows],
        views=(
            NavEntry("Open", url_for("problems.index"), not is_over),
            NavEntry("Fixed and closed", url_for("problems.index", view="over"), is_over),
        ),
        is_over=is_over,
        first=(found.number - 1) * PAGE + 1,
        title="Known issues" if desk().actor.role is Role.TECHNICIAN else "Problems",
        newer=pages(found.number - 1) if found.number > 1 else "",
        older=pages(found.number + 1) if found.has_more else "",
    )


def _list_url(view: str | None, page: int) -> str:
    return url_for("problems.index", view=view, page=page)


@problems.get("/problems/<reference>")
@allow(*READERS)
def show(reference: str) -> str:
    """Show one record."""
    return _record(verbs.find_problem(desk(), reference))


def _record(problem: Problem, packet: str = "", refusal: str = "") -> str:
    page = problem_page(desk(), problem, zone=g.person.time_zone)
    return render_template("problems/show.html", page=page, packet=packet, refusal=refusal)


@problems.route("/packets/<reference>/problem", methods=["GET", "POST"])
@allow(*KEEPERS)
def open_one(reference: str) -> Page:
    """Open a record with a packet."""
    row = find_packet(desk(), reference)
    team = row.target_team_id if row.restricted else None
    if request.method != "POST":
        return _open_page(reference, problem_form(desk(), values_of_packet(desk(), row), team=team))
    typed = typed_values()
    try:
        made = verbs.open_problem(desk(), reference, said_in(typed))
    except InvalidEntry as error:
        form = problem_form(desk(), typed, team=team, problems=error.problems)
        return _open_page(reference, form), 422
    return _done(made, typed, f"{made.reference} is open, with {row.reference} in it.")


def _open_page(reference: str, form: ProblemForm) -> str:
    return render_template("problems/open.html", reference=reference, form=form)


@problems.route("/problems/<reference>/change", methods=["GET", "POST"])
@allow(*KEEPERS)
def change(reference: str) -> Page:
    """Change what a record says, its state or its owner."""
    found = verbs.find_problem(desk(), reference)
    if request.method != "POST":
        return _change_page(found, _form(found, values_of(found)))
    typed = typed_values()
    try:
        made = verbs.change_problem(desk(), reference, said_in(typed), version=form_version())
    except InvalidEntry as error:
        form = _form(found, typed, version=form_version(), refused=error)
        return _change_page(found, form), 422
    except StaleProblem as error:
        now = verbs.find_problem(desk(), reference)
        form = late_form(desk(), now, typed, stale_problem_words(error))
        return _change_page(now, form), 409
    return _done(made, typed, "Saved.")


def _form(
    found: Problem,
    values: Values,
    *,
    version: int | None = None,
    refused: InvalidEntry | None = None,
) -> ProblemForm:
    return problem_form(
        desk(),
        values,
        team=found.team_id,
        version=version or found.version,
        problems=refused.problems if refused else None,
    )


def _change_page(found: Problem, form: ProblemForm) -> str:
    return render_template("problems/change.html", reference=found.reference, form=form)


def _done(made: Problem, typed: Values, words: str) -> Response:
    """Go to the record; says so when something was hidden in what was typed."""
    kept = values_of(made)
    names = ("title", "fixed_in", "known_issue", "defect_url", "kb_url")
    is_hidden = any(kept[name] != typed[name].strip() for name in names)
    hidden = " Personal data was hidden in what you wrote." if is_hidden else ""
    flash(f"{words}{hidden}", "go")
    return redirect(url_for("problems.show", reference=made.reference), 303)


@problems.post("/problems/<reference>/add")
@allow(*KEEPERS)
def add(reference: str) -> Page:
    """Add a packet to a record."""
    packet = request.form.get("packet", "").strip()
    return _moved(
        reference,
        packet,
        lambda: verbs.add_packet(desk(), reference, packet, version=form_version()),
        f"{packet.upper()} is in this record now.",
    )


@problems.post("/problems/<reference>/remove")
@allow(*KEEPERS)
def remove(reference: str) -> Page:
    """Take a packet out of a record."""
    packet = request.form.get("packet", "").strip()
    return _moved(
        reference,
        "",
        lambda: verbs.remove_packet(desk(), reference, packet, version=form_version()),
        f"{packet} is in this record no more.",
    )


def _moved(reference: str, packet: str, move: Callable[[], Problem], words: str) -> Page:
    """Make the move, or show the record again with what was typed and why it was refused."""
    found = verbs.find_problem(desk(), reference)
    try:
        made = move()
    except InvalidEntry as error:
        return _record(found, packet, next(iter(error.problems.values()))), 422
    except NotFound as error:
        if error.kind != "packet":
            raise
        return _record(found, packet, "Give a packet that you can read, such as E-1042."), 422
    flash(words, "go")
    return redirect(url_for("problems.show", reference=made.reference), 303)
