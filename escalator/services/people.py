"""People and teams: who there is, and the one-time links by which they set a password.

Passwords are hashed by the sign-in library; nothing here sees one in clear but to hand it on.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from escalator.contracts import Contracts
from escalator.domain.errors import InvalidEntry, NotFound
from escalator.domain.model import Role, Tier
from escalator.services.desk import Actor
from escalator.store.rows import Person, SetUpLink, Team

LINK_LIFE = timedelta(hours=24)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
LONGEST_SLUG = 64
KNOWN_SLUG = "There is a team with this short name already."
NO_EMAIL = "Give the address to sign in with."
KNOWN_EMAIL = "Someone signs in with this address already."
NEEDS_TEAM = (Role.TECHNICIAN, Role.ENGINEER)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed to add someone.

    email: what they sign in with. name: as shown to others. team: slug, "" for none.
    role: None when none was chosen, which is refused.
    """

    email: str
    name: str
    role: Role | None
    team: str = ""
    time_zone: str = "UTC"


def actor_for(person: Person) -> Actor:
    """Give the actor that a signed-in person is."""
    return Actor(
        id=person.id,
        name=person.name,
        role=person.role,
        team_id=person.team_id,
        team=person.team.slug if person.team else "",
    )


def ensure_target_teams(session: Session, contracts: Contracts) -> None:
    """Make the teams that the policy routes to, where they do not exist yet; commits."""
    known = set(session.scalars(select(Team.slug)))
    for target in contracts.policy.targets:
        if target.team not in known:
            session.add(Team(slug=target.team, name=target.name, tier=target.tier))
    session.commit()


def add_team(session: Session, *, slug: str, name: str, tier: Tier | None) -> Team:
    """Add a team; commits.

    Raises InvalidEntry, in the order of the form, when the name is missing, the slug is taken or
    malformed, or no tier was chosen (None).
    """
    problems = {} if name.strip() else {"name": "Give the team a name."}
    if problem := _slug_problem(session, slug):
        problems["slug"] = problem
    if tier is None:
        problems["tier"] = "Choose a tier."
    if problems or tier is None:
        raise InvalidEntry(problems)
    team = Team(slug=slug, name=name.strip()[:120], tier=tier)
    _add_unless_known(session, team, {"slug": KNOWN_SLUG})
    return team


def _slug_problem(session: Session, slug: str) -> str:
    if not slug.replace("-", "").isalnum() or not slug.isascii() or slug != slug.lower():
        return "Use lower-case letters, digits and hyphens."
    if len(slug) > LONGEST_SLUG:
        return f"Use at most {LONGEST_SLUG} characters."
    if session.scalar(select(Team).where(Team.slug == slug)):
        return KNOWN_SLUG
    return ""


def add_person(
    session: Session, new: NewPerson, *, password_hash: str | None, now: datetime
) -> Person:
    """Add someone who can sign in once they have a password; commits.

    Raises InvalidEntry, in the order of the form, for a missing name, a bad or known address, no
    role, an unknown team, or a technician or engineer without one.
    """
    problems = _problems(session, new)
    if problems or new.role is None:
        raise InvalidEntry(problems)
    team = session.scalar(select(Team).where(Team.slug == new.team)) if new.team else None
    person = Person(
        email=new.email.strip().lower(),
        name=new.name.strip(),
        role=new.role,
        team=team,
        password=password_hash,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        time_zone=new.time_zone,
        shortcuts=True,
        created_at=now,
    )
    _add_unless_known(session, person, {"email": KNOWN_EMAIL})
    return person


def _add_unless_known(session: Session, row: Person | Team, problem: dict[str, str]) -> None:
    """Write a row; commits.

    Raises InvalidEntry with `problem` when the same form came in twice and the other was first.
    """
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise InvalidEntry(problem) from None
    session.commit()


@cache
def time_zones() -> tuple[str, ...]:
    """Give the names of all time zones in order; the system's files are looked through once."""
    return tuple(sorted(available_timezones()))


def _problems(session: Session, new: NewPerson) -> dict[str, str]:
    problems = name_problem(new.name)
    email = new.email.strip().lower()
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        problems["email"] = "This is not an e-mail address." if email else NO_EMAIL
    if session.scalar(select(Person.id).where(func.lower(Person.email) == email)):
        problems["email"] = KNOWN_EMAIL
    problems |= role_problem(new.role)
    problems |= team_problem(session, new.role, new.team)
    if new.time_zone not in time_zones():
        problems["time_zone"] = "This is not a time zone name such as Europe/Berlin."
    return problems


def name_problem(name: str) -> dict[str, str]:
    """Say under "name" why a person cannot be called so; empty when they can."""
    fits = name.strip() and len(name) <= 120
    return {} if fits else {"name": "Give a name of at most 120 characters."}


def role_problem(role: Role | None) -> dict[str, str]:
    """Say under "role" that none was chosen; empty when one was."""
    return {"role": "Choose a role."} if role is None else {}


def team_problem(session: Session, role: Role | None, slug: str) -> dict[str, str]:
    """Say under "team" why a team does not fit a role; empty when it does."""
    tier = session.scalar(select(Team.tier).where(Team.slug == slug)) if slug else None
    if slug and tier is None:
        return {"team": "There is no such team."}
    if tier is None and role in NEEDS_TEAM:
        return {"team": f"A{'n' if role is Role.ENGINEER else ''} {role} needs a team."}
    if role is Role.ENGINEER and tier is Tier.S1:
        return {"team": "An engineer's team takes packets: choose one on S2 or S3."}
    return {}


def password_problem(password: str) -> str:
    """Say what is wrong with a new password, or "".

    Length is what counts (NIST SP 800-63B section 5.1.1); a single repeated character is refused.
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"Use at least {SHORTEST_PASSWORD} characters; a few words are fine."
    if len(password) > LONGEST_PASSWORD:
        return f"Use at most {LONGEST_PASSWORD} characters."
    if len(set(password)) < 4:
        return "Use more than a few different characters."
    return ""


def change_password(
    session: Session,
    person: Person,
    password: str,
    *,
    hash_password: Callable[[str], str],
    now: datetime,
) -> None:
    """Give a person a new password; ends their sessions and links; commits.

    Raises InvalidEntry for a bad one.
    """
    problem = password_problem(password)
    if problem:
        raise InvalidEntry({"new_password": problem})
    person.password = hash_password(password)
    end_access(session, person, now=now)
    session.commit()


def end_access(session: Session, person: Person, *, now: datetime) -> None:
    """End every session a person signed in with before, and every link that would let them in."""
    person.fs_uniquifier = secrets.token_hex(32)
    _end_links(session, person, now=now)


def _end_links(session: Session, person: Person, *, now: datetime) -> None:
    session.execute(
        update(SetUpLink)
        .where(SetUpLink.person_id == person.id, SetUpLink.used_at.is_(None))
        .values(used_at=now)
    )


def save_settings(session: Session, person: Person, *, time_zone: str, shortcuts: bool) -> None:
    """Keep a person's own settings; commits. Raises InvalidEntry for an unknown time zone."""
    if time_zone not in time_zones():
        raise InvalidEntry({"time_zone": "Choose a time zone such as Europe/Berlin."})
    person.time_zone, person.shortcuts = time_zone, shortcuts
    session.commit()


def nobody_yet(session: Session) -> bool:
    """Tell whether nobody was added yet."""
    return session.scalar(select(func.count(Person.id))) == 0


def lacks_admin(session: Session) -> bool:
    """Tell whether nobody is there who could add and let in others."""
    admins = select(func.count(Person.id)).where(Person.role == Role.ADMIN, Person.active)
    return session.scalar(admins) == 0


def make_set_up_link(session: Session, person: Person | None, *, now: datetime) -> str:
    """Make a one-time token, which ends those made for the person before; commits.

    Without a person it lets someone become the first admin.
    """
    token = secrets.token_urlsafe(32)
    if person is not None:
        _end_links(session, person, now=now)
    session.add(
        SetUpLink(
            token_sha256=_hashed(token),
            person_id=person.id if person else None,
            expires_at=now + LINK_LIFE,
        )
    )
    session.commit()
    return token


def find_set_up_link(session: Session, token: str, *, now: datetime) -> SetUpLink:
    """Give the link of a token.

    Raises NotFound when it is unknown, used or expired, all alike.
    """
    link = session.scalar(
        select(SetUpLink)
        .where(
            SetUpLink.token_sha256 == _hashed(token),
            SetUpLink.used_at.is_(None),
            SetUpLink.expires_at > now,
        )
        .with_for_update()
    )
    if link is None or (link.person_id is None and not lacks_admin(session)):
        raise NotFound("link")
    return link


def use_set_up_link(
    session: Session,
    token: str,
    *,
    first_admin: NewPerson | None,
    password: str,
    hash_password: Callable[[str], str],
    now: datetime,
) -> Person:
    """Set the password a link is for, making the first admin where it has no person; commits.

    Raises NotFound for a link that no longer works, InvalidEntry, in the order of the form, for a
    bad name, address or password.
    """
    link = find_set_up_link(session, token, now=now)
    problems = _problems(session, first_admin) if first_admin and link.person_id is None else {}
    if problem := password_problem(password):
        problems["password"] = problem
    if link.person_id is None and first_admin is None:
        problems["email"] = NO_EMAIL
    if problems:
        raise InvalidEntry(problems)
    link.used_at = now
    if link.person_id is None and first_admin is not None:
        return add_person(session, first_admin, password_hash=hash_password(password), now=now)
    person = session.get_one(Person, link.person_id)
    person.password = hash_password(password)
    end_access(session, person, now=now)
    session.commit()
    return person


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
