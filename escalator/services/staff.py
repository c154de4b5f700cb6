"""What an administrator does with people and teams: list, change, deactivate, bring back.

Adding someone, passwords and links are people.py's. Nobody is deleted: their packets name them.
Each function that changes something commits.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from escalator.domain.errors import InvalidEntry, NotFound
from escalator.domain.model import Role
from escalator.services.people import end_access, name_problem, role_problem, team_problem
from escalator.store.rows import Person, Team

PAGE = 100


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people, by name. total: of all pages. number: counted from 1."""

    people: tuple[Person, ...]
    total: int
    number: int


@dataclass(frozen=True, slots=True)
class TeamListed:
    """A team with how many people in it can sign in."""

    team: Team
    people: int


@dataclass(frozen=True, slots=True)
class Change:
    """What an administrator may change. role: None for none chosen. team: slug, "" for none."""

    name: str
    role: Role | None
    team: str


def list_people(session: Session, *, words: str = "", page: int = 1) -> PeoplePage:
    """Give people whose name or address holds `words`."""
    wanted = words.strip().lower()
    query = select(Person)
    if wanted:
        query = query.where(
            or_(
                func.lower(Person.name).contains(wanted, autoescape=True),
                func.lower(Person.email).contains(wanted, autoescape=True),
            )
        )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.scalars(
        query.order_by(func.lower(Person.name), Person.id)
        .limit(PAGE)
        .offset((max(1, page) - 1) * PAGE)
    )
    return PeoplePage(tuple(rows), total, max(1, page))


def find_person(session: Session, number: int) -> Person:
    """Give a person by their number. Raises NotFound."""
    person = session.get(Person, number)
    if person is None:
        raise NotFound("person")
    return person


def list_teams(session: Session) -> tuple[TeamListed, ...]:
    """Give the teams by tier and name."""
    members = (
        select(Person.team_id, func.count().label("people"))
        .where(Person.active.is_(True))
        .group_by(Person.team_id)
        .subquery()
    )
    rows = session.execute(
        select(Team, func.coalesce(members.c.people, 0))
        .outerjoin(members, members.c.team_id == Team.id)
        .order_by(Team.tier, func.lower(Team.name))
    )
    return tuple(TeamListed(team, people) for team, people in rows)


def change_person(session: Session, person: Person, change: Change, *, by: Person) -> None:
    """Give someone another name, role or team; it holds from their next click.

    Raises InvalidEntry, in the order of the form, for a missing name, no role, an administrator who
    would stop being one themselves, or an unknown or unfitting team.
    """
    problems = name_problem(change.name) | role_problem(change.role)
    if person.id == by.id and change.role not in (person.role, None):
        problems["role"] = "You cannot take your own role away; another administrator can."
    problems |= team_problem(session, change.role, change.team)
    if problems or change.role is None:
        raise InvalidEntry(problems)
    team = session.scalar(select(Team).where(Team.slug == change.team)) if change.team else None
    person.name, person.role, person.team = change.name.strip(), change.role, team
    session.commit()


def set_active(
    session: Session, person: Person, *, active: bool, by: Person, now: datetime
) -> None:
    """Let someone sign in, or no longer; deactivating ends their sessions and links at once.

    Raises InvalidEntry for the person's own account, so that an administrator is always left.
    """
    if person.id == by.id:
        raise InvalidEntry({"active": "You cannot deactivate yourself."})
    person.active = active
    if not active:
        end_access(session, person, now=now)
    session.commit()
