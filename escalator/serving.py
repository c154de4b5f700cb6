"""What the commands do that need the application: serve it, fill the demo, add people.

Imported only by those commands, because it costs Flask and SQLAlchemy.
"""

import socket
from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from escalator.app import create_app
from escalator.config import BadSetting, Settings
from escalator.contracts import load_contracts, read_document, read_file, write_document
from escalator.domain.errors import NotAllowed, NotFound
from escalator.domain.json_places import said
from escalator.domain.model import Role, Tier
from escalator.server import serve
from escalator.services.checklists import checklist_to_export, contracts_in_use
from escalator.services.desk import Actor, Desk, wall_clock
from escalator.services.figures.kept import count_anew, differences
from escalator.services.people import (
    NewPerson,
    actor_for,
    add_person,
    add_team,
    lacks_admin,
    make_set_up_link,
)
from escalator.services.quality_lists import week_samples
from escalator.services.samples import draw_week, sampled_week
from escalator.services.weeks import week_days
from escalator.services.working_copies import begun_copies, numbered, replace_copy
from escalator.store.engine import open_engine, writing
from escalator.store.migrate import migrate
from escalator.store.rows import Person
from escalator.web.database import db
from escalator.web.desk import contracts, installation
from escalator.web.quality_page import samples_text
from escalator.web.report import report_html
from escalator.web.report_markdown import to_markdown


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


def write_reports(
    settings: Settings, week: str, *, html: Path | None, markdown: Path | None
) -> None:
    """Write the scoreboard of a week, the last whole one for "", as HTML, as Markdown or both.

    html, markdown: where to; "-" prints it. Without either, Markdown is printed. Raises
    InvalidEntry when there is no such week.
    """
    app = create_app(settings)
    with app.test_request_context(base_url=settings.public_url()):
        here = installation()
        reader = Actor(0, "Report", Role.LEAD, None, "")
        desk = Desk(db.session(), reader, contracts(), here.secret, here.clock)
        text = report_html(desk, week_days(week, settings.time_zone, now=desk.now()))
        db.session.remove()
        db.engine.dispose()
    if html is not None:
        _write_report(html, text)
    if markdown is not None or html is None:
        _write_report(markdown or Path("-"), to_markdown(text))


def _write_report(path: Path, text: str) -> None:
    if str(path) == "-":
        click.echo(text, nl=False)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), error.strerror or "") from None


def sample_week(settings: Settings, week: str) -> str:
    """Draw the samples of a week, the last whole one for "", unless they are; give them in words.

    Raises InvalidEntry when there is no such week, or it is not over.
    """
    app = create_app(settings)
    with app.app_context(), writing():
        in_use = contracts_in_use(db.session(), load_contracts(settings.schemas))
        drawer = Actor(0, "Sample", Role.LEAD, None, "")
        desk = Desk(db.session(), drawer, in_use, settings.secret_bytes())
        days = sampled_week(desk, week)
        draw_week(desk, days)
        text = samples_text(days, week_samples(desk, days))
        db.session.remove()
        db.engine.dispose()
    return text


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


def export_checklist(settings: Settings, wanted: str, *, number: int | None) -> str:
    """Give a checklist as a file. wanted: NAME or NAME/VERSION. number: the version to give it.

    It asks the database without starting the application, which a file that contradicts a
    published version keeps from starting. Raises NotFound.
    """
    name, _, version = wanted.partition("/")
    if version and not (version.isascii() and version.isdigit()):
        raise NotFound("checklist")
    settings.make_folder()
    engine = open_engine(settings.sqlalchemy_url())
    migrate(engine)
    with Session(engine) as session:
        found = checklist_to_export(
            session,
            lambda: load_contracts(settings.schemas),
            name,
            int(version) if version else None,
        )
    engine.dispose()
    document = dict(found.schema)
    return write_document(numbered(document, number) if number else document)


def import_checklist(settings: Settings, path: Path, *, email: str, replaces: bool) -> str:
    """Put a file in place of a checklist's working copy, as a lead or administrator.

    Gives the checklist's name. Raises BadContract, NotFound, NotAllowed, and StaleCopy when there
    is a working copy that may not be replaced.
    """
    document = read_document(read_file(path), path.name)
    app = create_app(settings)
    with app.app_context(), writing():
        person = db.session.scalar(select(Person).where(func.lower(Person.email) == email.lower()))
        if person is None:
            raise NotFound("person")
        if person.role not in (Role.LEAD, Role.ADMIN):
            raise NotAllowed("import a checklist")
        files = load_contracts(settings.schemas)
        in_use = contracts_in_use(db.session(), files)
        desk = Desk(db.session(), actor_for(person), in_use, settings.secret_bytes())
        name = said(document, "x-escalator", "name")
        begun = {copy.checklist.id.name: copy.version for copy in begun_copies(desk)}
        replace_copy(desk, document, version=begun.get(name) if replaces else None)
        db.engine.dispose()
    return name


def _link(settings: Settings, person: Person) -> str:
    token = make_set_up_link(db.session(), person, now=wall_clock())
    return f"{settings.public_url()}/set-up/{token}"


def make_team(settings: Settings, *, slug: str, name: str, tier: str) -> None:
    """Add a team."""
    app = create_app(settings)
    with app.app_context(), writing():
        add_team(db.session(), slug=slug, name=name, tier=Tier(tier))
