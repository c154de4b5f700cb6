"""The names that figures are broken down by and filtered with: teams and people."""

from dataclasses import dataclass

from sqlalchemy import String, cast, literal, select, union_all

from escalator.domain.model import Role, Tier
from escalator.services.desk import Desk
from escalator.store.checklist_rows import ReleasedChecklist
from escalator.store.rows import Person, Team


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team, by its row's number, its slug and its name."""

    id: int
    slug: str
    name: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Names:
    """Everything a figure can be about.

    teams: by name. people: row's number -> name, by name; those without packets of their own
    (administrators) are left out. versions: of checklists that packets are filed under, such as
    "general/1", newest first.
    """

    teams: tuple[TeamName, ...]
    people: dict[int, str]
    versions: tuple[str, ...] = ()

    def team(self, slug: str) -> TeamName | None:
        """Find a team by its slug."""
        return next((team for team in self.teams if team.slug == slug), None)


def names(desk: Desk) -> Names:
    """Give the names, in one query."""
    found: dict[str, list[tuple[int, str, str, str]]] = {"team": [], "person": [], "version": []}
    for kind, number, name, slug, tier in desk.session.execute(_NAMES):
        found[kind].append((number, name, slug, tier))
    teams = (TeamName(number, slug, name, Tier(tier)) for number, name, slug, tier in found["team"])
    people = sorted(found["person"], key=lambda one: (one[1].lower(), one[0]))
    released = sorted(found["version"], key=lambda one: (one[1], -one[0]))
    return Names(
        teams=tuple(sorted(teams, key=lambda team: team.name)),
        people={number: name for number, name, *_ in people},
        versions=tuple(f"{name}/{version}" for version, name, *_ in released),
    )


_NONE = literal("")
_NAMES = union_all(
    select(literal("team"), Team.id, Team.name, Team.slug, cast(Team.tier, String)),
    select(literal("person"), Person.id, Person.name, _NONE, _NONE).where(
        Person.role != Role.ADMIN
    ),
    select(literal("version"), ReleasedChecklist.version, ReleasedChecklist.name, _NONE, _NONE),
)
