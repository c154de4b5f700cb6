"""What the commands do that need the application: serve it, fill the demo, add people.

Imported only by those commands, because it costs Flask and SQLAlchemy.
"""

import socket

import click
from sqlalchemy import func, select

from escalator.app import create_app
from escalator.config import BadSetting, Settings
from escalator.contracts import load_contracts
from escalator.domain.errors import NotFound
from escalator.domain.model import Role, Tier
from escalator.server import serve
from escalator.services.desk import wall_clock
from escalator.services.figures.kept import count_anew, differences
from escalator.services.people import (
    NewPerson,
    add_person,
    add_team,
    lacks_admin,
    make_set_up_link,
)
from escalator.store.engine import open_engine, writing
from escalator.store.migrate import migrate
from escalator.store.rows import Person
from escalator.web.database import db


def serve_forever(settings: Settings) -> None:
    """Serve; while there is no admin, print the one-time link by which one signs in."""
    need_free_port(settings)
    app = create_app(settings)
    with app.app_context(), writing():
        if lacks_admin(db.session()):
            token = make_set_up_link(db.session(), None, now=wall_clock())
            click.echo("There is no administrator yet. Within 24 hours, become one at")
            click.echo(f"  {settings.public_url()}/set-up/{token}")
        db.session.remove()
        db.engine.dispose()
    click.echo(f"Escalator listens on {settings.public_url()}")
    serve(settings)


def need_free_port(settings: Settings) -> None:
    """Raise BadSetting when something else listens where we should; gunicorn would try for long."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            problem = f"{where} cannot be listened on: {error.strerror}"
            raise BadSetting({"ESCALATOR_PORT": problem}) from None


def serve_demo(settings: Settings, *, fill_only: bool) -> None:
    """Fill an empty database with the demo and serve it, printing who can sign in."""
    from escalator.demo import PASSWORD, SIGN_INS, fill

    if not fill_only:
        need_free_port(settings)
    settings.make_folder()
    engine = open_engine(settings.sqlalchemy_url())
    migrate(engine)
    contracts = load_contracts(settings.schemas)
    fill(engine, contracts, settings.secret_bytes(), now=wall_clock(), say=click.echo)
    engine.dispose()
    click.echo(f"Escalator's demo listens on {settings.public_url()}")
    for email, who in SIGN_INS:
        click.echo(f"  {email:<28} {who}")
    click.echo(f"  everybody's password is: {PASSWORD}")
    if not fill_only:
        serve(settings)


def recount_figures(settings: Settings, *, check: bool) -> int:
    """Give how many of the scoreboard's counts were off, and count anew unless only to check."""
    app = create_app(settings)
    with app.app_context(), writing():
        off = len(differences(db.session()))
        if off and not check:
            count_anew(db.session())
        db.session.remove()
        db.engine.dispose()
    return off


def add_person_and_link(settings: Settings, *, email: str, name: str, role: str, team: str) -> str:
    """Add someone and give the address of their one-time link."""
    app = create_app(settings)
    with app.app_context(), writing():
        new = NewPerson(email, name, Role(role), team, settings.time_zone)
        person = add_person(db.session(), new, password_hash=None, now=wall_clock())
        return _link(settings, person)


def link_for_person(settings: Settings, *, email: str) -> str:
    """Give the address of a new one-time link for someone.

    Raises NotFound when nobody has this address.
    """
    app = create_app(settings)
    with app.app_context(), writing():
        person = db.session.scalar(select(Person).where(func.lower(Person.email) == email.lower()))
        if person is None:
            raise NotFound("person")
        return _link(settings, person)


def _link(settings: Settings, person: Person) -> str:
    token = make_set_up_link(db.session(), person, now=wall_clock())
    return f"{settings.public_url()}/set-up/{token}"


def make_team(settings: Settings, *, slug: str, name: str, tier: str) -> None:
    """Add a team."""
    app = create_app(settings)
    with app.app_context(), writing():
        add_team(db.session(), slug=slug, name=name, tier=Tier(tier))
