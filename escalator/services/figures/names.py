"""The names that figures are broken down by and filtered with: teams and people."""

from dataclasses import dataclass

from sqlalchemy import func, select

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
    """Give the names, in three queries."""
    teams = desk.session.execute(select(Team.id, Team.slug, Team.name, Team.tier))
    authors = (
        select(Person.id, Person.name)
        .where(Person.role != Role.ADMIN)
        .order_by(func.lower(Person.name), Person.id)
    )
    released = select(ReleasedChecklist.name, ReleasedChecklist.version).order_by(
        ReleasedChecklist.name, ReleasedChecklist.version.desc()
    )
    return Names(
        teams=tuple(sorted((TeamName(*row) for row in teams), key=lambda team: team.name)),
        people={number: name for number, name in desk.session.execute(authors)},  # noqa: C416 - rows
        versions=tuple(f"{name}/{version}" for name, version in desk.session.execute(released)),
    )
