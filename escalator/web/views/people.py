"""An administrator's pages: people, their roles and teams, and one-time links to hand over."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Role, Tier
from escalator.services.people import NewPerson, add_person, add_team, make_set_up_link
from escalator.services.staff import (
    PAGE,
    Change,
    PeoplePage,
    change_person,
    find_person,
    list_people,
    list_teams,
    set_active,
)
from escalator.store.rows import Person
from escalator.web.access import allow
from escalator.web.database import db
from escalator.web.desk import installation
from escalator.web.words import ROLE_WORDS

people = Blueprint("people", __name__)

ROLES = tuple((role.value, words) for role, words in ROLE_WORDS.items())
TIERS = ((Tier.S1.value, "S1"), (Tier.S2.value, "S2"), (Tier.S3.value, "S3"))


@people.get("/people")
@allow(Role.ADMIN)
def users() -> str:
    """List people, narrowed by a search."""
    words = request.args.get("q", "")
    found = list_people(db.session(), words=words, page=_page_number())
    return render_template(
        "people/users.html",
        people=found.people,
        role_words=ROLE_WORDS,
        words=words,
        paging=_paging(found, words),
    )


@people.route("/people/new", methods=["GET", "POST"])
@allow(Role.ADMIN)
def add() -> str | tuple[str, int]:
    """Add someone and show the link by which they set their password, this once."""
    if request.method != "POST":
        return _person_form({})
    form = request.form
    try:
        new = NewPerson(
            form.get("email", ""),
            form.get("name", ""),
            _role(),
            form.get("team", ""),
            installation().settings.time_zone,
        )
        person = add_person(db.session(), new, password_hash=None, now=installation().clock())
    except InvalidEntry as error:
        db.session.rollback()
        return _person_form(error.problems), 422
    return _link_page(person, is_new=True)


@people.route("/people/<int:number>", methods=["GET", "POST"])
@allow(Role.ADMIN)
def edit(number: int) -> Response | str | tuple[str, int]:
    """Change someone's name, role or team."""
    person = find_person(db.session(), number)
    if request.method != "POST":
        return _person_form({}, person)
    try:
        change = Change(request.form.get("name", ""), _role(), request.form.get("team", ""))
        change_person(db.session(), person, change, by=g.person)
    except InvalidEntry as error:
        db.session.rollback()
        return _person_form(error.problems, person), 422
    flash(f"Saved: {person.name}.", "go")
    return redirect(url_for("people.users"), 303)


@people.post("/people/<int:number>/active")
@allow(Role.ADMIN)
def switch(number: int) -> Response | tuple[str, int]:
    """Deactivate someone, or bring them back."""
    person = find_person(db.session(), number)
    active = request.form.get("do") == "activate"
    try:
        set_active(db.session(), person, active=active, by=g.person, now=installation().clock())
    except InvalidEntry as error:
        return _person_form(error.problems, person), 422
    done = "can sign in again" if active else "is signed out and cannot sign in any more"
    flash(f"{person.name} {done}.", "go")
    return redirect(url_for("people.edit", number=number), 303)


@people.post("/people/<int:number>/link")
@allow(Role.ADMIN)
def link(number: int) -> str:
    """Make a new one-time link for someone who cannot sign in, and show it this once."""
    return _link_page(find_person(db.session(), number), is_new=False)


@people.route("/teams", methods=["GET", "POST"])
@allow(Role.ADMIN)
def teams() -> Response | str | tuple[str, int]:
    """List teams and add one."""
    if request.method != "POST":
        return _teams_page({})
    form = request.form
    try:
        team = add_team(
            db.session(), slug=form.get("slug", ""), name=form.get("name", ""), tier=_tier()
        )
    except InvalidEntry as error:
        db.session.rollback()
        return _teams_page(error.problems), 422
    flash(f"Added: {team.name}.", "go")
    return redirect(url_for("people.teams"), 303)


def _role() -> Role | None:
    """Read the role chosen, None when it is none."""
    chosen = request.form.get("role", "")
    return Role(chosen) if chosen in frozenset(Role) else None


def _tier() -> Tier | None:
    """Read the tier chosen, None when it is none."""
    chosen = request.form.get("tier", "")
    return Tier(chosen) if chosen in frozenset(Tier) else None


def _person_form(problems: dict[str, str], person: Person | None = None) -> str:
    stored = {"name": "", "email": "", "role": "", "team": ""}
    if person is not None:
        team = person.team.slug if person.team else ""
        stored = {
            "name": person.name,
            "email": person.email,
            "role": person.role.value,
            "team": team,
        }
    return render_template(
        "people/person.html",
        account=person,
        is_self=person is not None and person.id == g.person.id,
        values={name: request.form.get(name, value) for name, value in stored.items()},
        problems=problems,
        roles=ROLES,
        teams=tuple((one.team.slug, one.team.name) for one in list_teams(db.session())),
    )


def _link_page(person: Person, *, is_new: bool) -> str:
    token = make_set_up_link(db.session(), person, now=installation().clock())
    address = installation().settings.public_url() + url_for("account.set_up", token=token)
    return render_template("people/link.html", account=person, address=address, is_new=is_new)


def _teams_page(problems: dict[str, str]) -> str:
    values = {name: request.form.get(name, "") for name in ("slug", "name", "tier")}
    return render_template(
        "people/teams.html",
        teams=list_teams(db.session()),
        values=values,
        problems=problems,
        tiers=TIERS,
    )


def _paging(found: PeoplePage, words: str) -> tuple[str, str, str]:
    first = (found.number - 1) * PAGE + 1
    last = first + len(found.people) - 1
    said = f"{first} to {last} of {found.total}" if found.people else ""
    if found.total == len(found.people):
        said = f"{found.total} {'person' if found.total == 1 else 'people'}"

    def url(number: int) -> str:
        return url_for("people.users", q=words or None, page=number)

    before = url(found.number - 1) if found.number > 1 else ""
    return said, before, url(found.number + 1) if last < found.total else ""


def _page_number() -> int:
    text = request.args.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
