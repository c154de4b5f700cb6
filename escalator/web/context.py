"""What every template can name: the person, the navigation, where to sign in."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, g, request, url_for
from jinja2 import StrictUndefined

from escalator.domain.model import Role
from escalator.services.lists import packets_needing_author_count as needing_count
from escalator.services.quality_lists import engineer_counts, lead_counts
from escalator.store.rows import Person
from escalator.web.desk import desk, installation
from escalator.web.words import ROLE_WORDS


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry of the navigation; count None shows no number."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class PersonShown:
    """The signed-in person as the page's head shows them."""

    name: str
    role: str
    team: str
    home_url: str
    shortcuts: bool
    time_zone: str


HOME: Mapping[Role, str] = {
    Role.TECHNICIAN: "packets.mine",
    Role.ENGINEER: "queue.show",
    Role.LEAD: "lead.scoreboard",
    Role.ADMIN: "people.users",
}

# role -> (label, endpoint); counts are added where a number asks for something to be done.
# Engineers and leads, who seldom need the validator, find it at the foot of every page.
NAVIGATION: Mapping[Role, tuple[tuple[str, str], ...]] = {
    Role.TECHNICIAN: (
        ("My packets", "packets.mine"),
        ("Team", "packets.team"),
        ("Known issues", "problems.index"),
        ("My figures", "lead.own_figures"),
        ("Validator", "validator.page"),
    ),
    Role.ENGINEER: (
        ("Queue", "queue.show"),
        ("Problems", "problems.index"),
        ("My packets", "packets.mine"),
        ("Team figures", "lead.own_figures"),
        ("Quality", "quality.week"),
    ),
    Role.LEAD: (
        ("Scoreboard", "lead.scoreboard"),
        ("Requests", "lead.requests"),
        ("Quality", "quality.week"),
        ("Checklists", "checklists.index"),
        ("Packets", "packets.team"),
        ("Problems", "problems.index"),
        ("My packets", "packets.mine"),
    ),
    Role.ADMIN: (
        ("People", "people.users"),
        ("Teams", "people.teams"),
        ("Checklists", "checklists.index"),
    ),
}


def _counts(person: Person) -> Mapping[str, int]:
    match person.role:
        case Role.TECHNICIAN:
            return {"packets.mine": needing_count(desk())}
        case Role.ENGINEER:
            waiting, reviews = engineer_counts(desk())
            return {"queue.show": waiting, "quality.week": reviews}
        case Role.LEAD:
            waiting, reviews = lead_counts(desk())
            return {"lead.requests": waiting, "quality.week": reviews}
        case Role.ADMIN:
            return {}


def _navigation(person: Person | None) -> tuple[NavEntry, ...]:
    if person is None:
        return ()
    counts = _counts(person)
    return tuple(
        NavEntry(label, url_for(endpoint), request.endpoint == endpoint, counts.get(endpoint))
        for label, endpoint in NAVIGATION[person.role]
    )


def _shown(person: Person | None) -> PersonShown | None:
    if person is None:
        return None
    return PersonShown(
        name=person.name,
        role=ROLE_WORDS[person.role],
        team=person.team.name if person.team else "",
        home_url=url_for(HOME[person.role]),
        shortcuts=person.shortcuts,
        time_zone=person.time_zone,
    )


def init_context(app: Flask) -> None:
    """Hand the common values to every template; a name nobody set is an error, never blank."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def common_values() -> dict[str, object]:
        person = g.get("person")
        return {
            "person": _shown(person),
            "nav": _navigation(person),
            "signed_out_home": url_for("account.sign_in"),
            "is_demo": installation().settings.demo,
        }
