"""The command `escalator`: serve, judge, convert and scrub packets, add people.

Commands that need no database import neither Flask nor SQLAlchemy, so that they start at once.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from escalator import __version__
from escalator.domain.errors import EscalatorError, Unreadable
from escalator.scrub.errors import ScrubError

if TYPE_CHECKING:
    from escalator.config import Settings
    from escalator.contracts import Contracts
    from escalator.domain.checklist import Checklist
    from escalator.domain.errors import BadContract
    from escalator.domain.model import Packet
    from escalator.scrub.own import OwnRules
    from escalator.services.validation import Judgement

P = ParamSpec("P")
R = TypeVar("R")

GAPS, UNUSABLE = 1, 2
STANDARD_INPUT = "-"


def plain_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Say what Escalator refuses in one line on standard error, exit 2; never a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (EscalatorError, ScrubError) as error:
            click.echo(f"escalator: {error}", err=True)
            raise SystemExit(UNUSABLE) from None

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="escalator")
def main() -> None:
    """Hand a support case up as a packet that an engineer can act on at once."""
    os.umask(0o077)  # the database, the key and their folder are for their owner only


@main.command()
@click.option("--host", help="Address to listen on (ESCALATOR_HOST, 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (ESCALATOR_PORT, 8000).")
@plain_errors
def serve(host: str | None, port: int | None) -> None:
    """Serve the application; makes and migrates its database first."""
    from escalator.serving import serve_forever

    serve_forever(_settings(host=host, port=port))


@main.command()
@click.option("--port", type=int, help="Port to listen on (ESCALATOR_PORT, 8000).")
@click.option("--fill-only", is_flag=True, help="Fill the database and stop.")
@plain_errors
def demo(port: int | None, fill_only: bool) -> None:
    """Fill an empty database with a believable half year, and serve it on this machine only."""
    from escalator.serving import serve_demo

    serve_demo(_settings(port=port, demo=True), fill_only=fill_only)


@main.command()
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when a count is off.")
@plain_errors
def recount(check: bool) -> None:
    """Count the scoreboard's figures anew from the events."""
    from escalator.serving import recount_figures

    off = recount_figures(_settings(), check=check)
    click.echo(f"{off} counts were off" if off else "every count was right")
    raise SystemExit(1 if check and off else 0)


@main.command()
@click.option("--week", default="", help="ISO week such as 2026-W46; by itself the last whole one.")
@click.option("--zone", help="Time zone of its days (ESCALATOR_TIME_ZONE, UTC).")
@click.option("--html", type=click.Path(path_type=Path), help='Write HTML there; "-" prints it.')
@click.option(
    "--markdown", type=click.Path(path_type=Path), help='Write Markdown there; "-" prints it.'
)
@plain_errors
def report(week: str, zone: str | None, html: Path | None, markdown: Path | None) -> None:
    """Write the scoreboard of a week as one HTML file, as Markdown or both; else print Markdown."""
    from escalator.serving import write_reports

    write_reports(_settings(time_zone=zone), week, html=html, markdown=markdown)


@main.command()
@click.option("--week", default="", help="ISO week such as 2026-W46; by itself the last whole one.")
@plain_errors
def sample(week: str) -> None:
    """Draw a week's quality samples, unless they are drawn, and print them with seeds and rule."""
    from escalator.serving import sample_week

    click.echo(sample_week(_settings(), week), nl=False)


def _settings(**given: object) -> "Settings":
    from escalator.config import load_settings

    return load_settings(**{name: value for name, value in given.items() if value is not None})


def _contracts() -> "Contracts":
    from escalator.config import load_settings
    from escalator.contracts import load_contracts

    return load_contracts(load_settings().schemas)


@main.command()
@click.option("--checklist", default="", help="Judge by this checklist, not the packet's own.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object per file, a line each."
)
@click.argument("files", nargs=-1, required=True)
@plain_errors
def validate(files: tuple[str, ...], checklist: str, as_json: bool) -> None:
    """Judge packets written as Markdown or JSON; "-" reads standard input.

    Exit status 0: no gap. 1: gaps. 2: a file cannot be read.
    """
    from escalator.services.validation import judge, read_packet, unreadable_json

    contracts = _contracts()
    status = 0
    for file in files:
        try:
            packet = read_packet(_read(file))
            verdict = judge(packet, contracts, now=datetime.now(UTC), checklist=checklist)
        except Unreadable as error:
            status = UNUSABLE
            if as_json:
                click.echo(json.dumps(unreadable_json(file, error), ensure_ascii=False))
            click.echo(f"{file}: {error}", err=True)
            continue
        status = max(status, 0 if verdict.is_ok else GAPS)
        if as_json:
            click.echo(json.dumps(verdict.as_json(file), ensure_ascii=False))
        else:
            _print_verdict(file, verdict)
    raise SystemExit(status)


def _print_verdict(file: str, verdict: "Judgement") -> None:
    count = len(verdict.gaps)
    words = "no gap" if not count else f"{count} gap{'s' if count > 1 else ''}"
    click.echo(f"{file}: {words}")
    for gap in verdict.gaps:
        place = f"{gap.item}.{gap.place}" if gap.place else gap.item
        click.echo(f"  {place}: {gap.message} [{gap.code}]")
    for one in verdict.advice:
        click.echo(f"  advice, {one.item or 'packet'}: {one.message} [{one.code}]")
    for item, words in verdict.found_words():
        click.echo(f"  to hide, {item}: {words}")


@main.command()
@click.option(
    "--to", "form", type=click.Choice(["markdown", "json", "html"]), required=True, help="Target."
)
@click.argument("file")
@plain_errors
def render(file: str, form: str) -> None:
    """Convert a packet between Markdown and JSON, or show it as HTML."""
    from escalator.domain.markdown import render as to_markdown
    from escalator.domain.packet import write_json
    from escalator.services.validation import judge, read_packet

    packet = read_packet(_read(file))
    if form == "json":
        text = write_json(packet)
    else:
        checklist = judge(packet, _contracts(), now=datetime.now(UTC)).checklist
        text = _html(packet, checklist) if form == "html" else to_markdown(packet, checklist)
    sys.stdout.buffer.write(text.encode("utf-8"))


def _html(packet: "Packet", checklist: "Checklist") -> str:
    from escalator.web.html import packet_html

    return f"{packet_html(packet, checklist)}\n"


@main.group(invoke_without_command=True)
@click.option("--jsonl", is_flag=True, help='Read {"id", "text"} lines, write findings beside.')
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="Your own kinds, keys and values (scrub.json in ESCALATOR_SCHEMAS).",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "plain", "fast"]),
    default="auto",
    envvar="ESCALATOR_SCRUB_ENGINE",
    help="What searches texts: Python, or with escalator[fast] google-re2 too.",
)
@click.pass_context
@plain_errors
def scrub(context: click.Context, jsonl: bool, rules: Path | None, engine: str) -> None:
    """Hide personal data and secrets: standard input to standard output."""
    if context.invoked_subcommand:
        return
    from escalator.scrub.budget import limit_work
    from escalator.scrub.command import run
    from escalator.scrub.sieve import Engine, choose_engine

    choose_engine(Engine(engine))
    limit_work(time.thread_time)
    own = _own_rules(rules)
    raise SystemExit(run(sys.stdin.buffer, sys.stdout.buffer, sys.stderr, is_jsonl=jsonl, own=own))


def _own_rules(rules: Path | None) -> "OwnRules":
    """Read own rules without the settings, whose libraries would double the time to start."""
    from escalator.scrub.own import NO_OWN_RULES

    folder = os.environ.get("ESCALATOR_SCHEMAS")
    if rules is None and not folder:
        return NO_OWN_RULES
    from escalator.contracts import load_own_rules, own_rules_in

    return load_own_rules(rules) if rules is not None else own_rules_in(Path(folder or ""))


@scrub.command("lint")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@plain_errors
def lint_scrub(files: tuple[Path, ...]) -> None:
    """Say what is wrong with files of own kinds, keys and values; exit 1 if anything is."""
    from escalator.contracts import lint_own_rules

    _print_problems(lint_own_rules(files), len(files))


@scrub.command("rules")
def list_rules() -> None:
    """Print what is found, a table for each kind, as Markdown."""
    from escalator.scrub.catalogue import catalogue

    click.echo(catalogue(), nl=False)


def _print_problems(problems: "tuple[BadContract, ...]", count: int) -> None:
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise SystemExit(1)
    click.echo(f"{count} file{'s' if count > 1 else ''} without a problem")


def _read(file: str) -> str:
    from escalator.services.validation import LARGEST, decode

    if file == STANDARD_INPUT:
        return decode(sys.stdin.buffer.read(LARGEST + 1))
    try:
        with Path(file).open("rb") as opened:
            return decode(opened.read(LARGEST + 1))
    except OSError as error:
        raise Unreadable(f"{error.strerror}.") from None


@main.group()
def checklist() -> None:
    """Work with checklists and their files."""


@checklist.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@plain_errors
def lint(files: tuple[Path, ...]) -> None:
    """Say what is wrong with checklist files: file, place and reason; exit 1 if anything is."""
    from escalator.contracts import lint_files

    _print_problems(lint_files(files), len(files))


@checklist.command("export")
@click.argument("wanted", metavar="NAME[/VERSION]")
@click.option("--number", type=click.IntRange(1), help="Give it this version, for a file of yours.")
@plain_errors
def export_checklist(wanted: str, number: int | None) -> None:
    """Print a checklist as a file; without a version, the one in use."""
    from escalator.serving import export_checklist as export

    text = export(_settings(), wanted, number=number)
    sys.stdout.buffer.write(text.encode("utf-8"))


@checklist.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "email", required=True, help="A lead's or administrator's e-mail address.")
@click.option("--replace", "replaces", is_flag=True, help="Replace a working copy that is begun.")
@plain_errors
def import_checklist(file: Path, email: str, replaces: bool) -> None:
    """Make a file the working copy of the checklist it names, to be published on its page."""
    from escalator.serving import import_checklist as take

    name = take(_settings(), file, email=email, replaces=replaces)
    click.echo(f"imported {name}: look at it and publish it under Checklists")


@main.group()
def user() -> None:
    """Add people and let them back in."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As shown to others.")
@click.option(
    "--role",
    required=True,
    type=click.Choice(["technician", "engineer", "lead", "admin"]),
    help="What they may do.",
)
@click.option(
    "--team", default="", help="The team's short name; technicians and engineers need one."
)
@plain_errors
def add_user(email: str, name: str, role: str, team: str) -> None:
    """Add someone and print the one-time link by which they set their password."""
    from escalator.serving import add_person_and_link

    click.echo(add_person_and_link(_settings(), email=email, name=name, role=role, team=team))


@user.command("link")
@click.argument("email")
@plain_errors
def link_user(email: str) -> None:
    """Print a new one-time link for someone who lost their password."""
    from escalator.serving import link_for_person

    click.echo(link_for_person(_settings(), email=email))


@user.command("team")
@click.argument("slug")
@click.option("--name", required=True, help="As shown to people.")
@click.option("--tier", required=True, type=click.Choice(["S1", "S2", "S3"]), help="Its tier.")
@plain_errors
def add_team(slug: str, name: str, tier: str) -> None:
    """Add a team."""
    from escalator.serving import make_team

    make_team(_settings(), slug=slug, name=name, tier=tier)
    click.echo(f"added {slug}")
