"""Starting a packet: what it is about, and whether somebody is at it already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.model import Priority
from escalator.domain.routing import suggest_target
from escalator.services.drafts import Start, new_start_key, similar_packets, start_packet
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.desk import desk
from escalator.web.forms import people_of
from escalator.web.present import line_of
from escalator.web.start_form import StartForm
from escalator.web.views.packets.blueprint import WRITERS, Page, packets


@dataclass(frozen=True, slots=True)
class Category:
    """A checklist to choose: its name and title, when it fits, and who it goes to, in words."""

    name: str
    title: str
    summary: str
    target: str


@packets.route("/new", methods=["GET", "POST"])
@allow(*WRITERS)
def start() -> Page:
    """Begin a packet, once the person has seen what is already open on the same thing."""
    form = StartForm(request.form)
    if request.method != "POST":
        form.key.data = new_start_key()
        return _page(form, {})
    problems = form.problems()
    if not problems and form.category.data not in desk().contracts.checklists:
        problems = {"category": "Choose one of these."}
    if problems:
        return _page(form, problems), 422
    if request.form.get("do") != "anyway":
        open_ones = _open_on_it(form)
        if open_ones:
            return _page(form, {}, open_ones)
    return _begin(form)


def _open_on_it(form: StartForm) -> Sequence[PacketRow]:
    found = similar_packets(desk(), ticket=form.ticket.data or "", problem=form.problem.data or "")
    return [row for row in found if row.start_key != form.key.data]


def _begin(form: StartForm) -> Response:
    category = form.category.data or ""
    answers = form.answers()
    policy = desk().contracts.policy
    row = start_packet(
        desk(),
        Start(
            key=form.key.data or new_start_key(),
            category=category,
            target=suggest_target(category, Priority.P4, answers, policy).target,
            answers=answers,
            people=people_of(form.people.data or ""),
        ),
    )
    flash(f"{row.reference} is a draft. Everything you write in it is saved.", "go")
    return redirect(url_for("packets.edit", reference=row.reference), 303)


def _page(form: StartForm, problems: Mapping[str, str], open_ones: Sequence[PacketRow] = ()) -> str:
    now, zone = desk().now(), g.person.time_zone
    return render_template(
        "packets/start.html",
        typed={name: field.data or "" for name, field in form._fields.items()},
        problems=problems,
        categories=_categories(),
        open_ones=[line_of(row, now=now, zone=zone, reader=desk().actor) for row in open_ones],
        same_ticket=[row.reference for row in open_ones if row.ticket == form.ticket.data],
    )


def _categories() -> tuple[Category, ...]:
    contracts = desk().contracts
    found = []
    for name, checklist in contracts.checklists.items():
        target = suggest_target(name, Priority.P4, {}, contracts.policy).target
        known = contracts.policy.target_of(target.team)
        title = known.name if known else target.team
        words = "" if checklist.only_teams else f"Usually to {title}."
        found.append(Category(name, checklist.title, checklist.summary, words))
    return tuple(found)
