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


@packets.post("/new/open")
@allow(*WRITERS)
def open_ones() -> str:
    """Give what is open on a ticket that is being typed: a piece of a page, empty for nothing."""
    form = StartForm(request.form)
    return render_template("packets/open_ones.html", **_open_words(form, _open_on_it(form)))


def _open_on_it(form: StartForm) -> Sequence[PacketRow]:
    """Find what is open on the same ticket or problem; nothing is the same as nothing."""
    ticket, problem = form.ticket.data or "", form.problem.data or ""
    if not ticket and not problem:
        return ()
    found = similar_packets(desk(), ticket=ticket, problem=problem)
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
    return render_template(
        "packets/start.html",
        typed={name: field.data or "" for name, field in form._fields.items()},
        problems=problems,
        categories=_categories(),
        **_open_words(form, open_ones),
    )


def _open_words(form: StartForm, rows: Sequence[PacketRow]) -> dict[str, object]:
    """Give what a page says about the packets that are open already."""
    now, zone = desk().now(), g.person.time_zone
    return {
        "open_ones": [line_of(row, now=now, zone=zone, reader=desk().actor) for row in rows],
        "same_ticket": [row.reference for row in rows if row.ticket == form.ticket.data],
    }


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
