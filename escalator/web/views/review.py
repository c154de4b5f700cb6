"""What an engineer of the target does: accept, bounce, pass on, decline, ask, resolve."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.errors import Incomplete, InvalidEntry, StaleVersion
from escalator.domain.lifecycle import check_move, moves_open
from escalator.domain.model import Action, DeclineKind, Gap, Resolution, Role, RootCause
from escalator.domain.policy import Option
from escalator.domain.routing import allowed_targets
from escalator.services import review as verbs
from escalator.services.access import find_packet, relations
from escalator.services.documents import checklist_of, shown_packet
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.bounce_form import (
    ChargeTyped,
    bounce_form,
    charge_of,
    form_problems,
    read_charges,
)
from escalator.web.desk import desk, form_version
from escalator.web.errors import stale_words

review = Blueprint("review", __name__, url_prefix="/packets/<reference>")

Page = Response | str | tuple[str, int]
Refusal = Mapping[str, str] | tuple[Gap, ...] | str

RESOLUTION = (
    "summary",
    "root_cause",
    "reproduced",
    "s1_could_have_solved",
    "defect_url",
    "kb_url",
)
"""The fields of a resolution in the order of its page, which is that of its list of errors."""


@review.post("/accept")
@allow(Role.ENGINEER)
def accept(reference: str) -> Response:
    """Take the packet on."""
    verbs.accept(desk(), reference, version=form_version())
    return _done(reference, "Accepted. It is with you now.", "go")


@review.route("/bounce", methods=["GET", "POST"])
@allow(Role.ENGINEER)
def bounce(reference: str) -> Page:
    """Send the packet back with reasons, items and what would make it acceptable."""
    row = _find(reference, Action.BOUNCE)
    if request.method != "POST":
        return _bounce_page(row, (ChargeTyped(),))
    typed = read_charges(request.form)
    if request.form.get("do") == "add":
        return _bounce_page(row, (*typed, ChargeTyped()))
    problems = form_problems(checklist_of(desk(), row), typed)
    if problems:
        return _bounce_page(row, typed, problems=problems), 422
    charges = [charge_of(one) for one in typed]
    return _made(
        row,
        Action.BOUNCE,
        lambda: verbs.bounce(desk(), reference, charges, version=form_version()),
        show=lambda **refusal: _bounce_page(row, typed, **refusal),
    ) or _done(reference, f"Sent back to {row.author.name}.", "note")


def _bounce_page(row: PacketRow, charges: tuple[ChargeTyped, ...], **refusal: Refusal) -> str:
    checklist = checklist_of(desk(), row)
    policy, packet = desk().contracts.policy, shown_packet(desk(), row)
    return _page("bounce", row, form=bounce_form(policy, checklist, packet, charges), **refusal)


@review.route("/pass-on", methods=["GET", "POST"])
@allow(Role.ENGINEER)
def pass_on(reference: str) -> Page:
    """Hand the packet on to the team it should have gone to."""
    row = _find(reference, Action.PASS_ON)
    if request.method != "POST":
        return _pass_on_page(row)
    team, why = request.form.get("team", ""), request.form.get("why", "")
    target = desk().contracts.policy.target_of(team)
    return _made(
        row,
        Action.PASS_ON,
        lambda: verbs.pass_on(desk(), reference, team=team, why=why, version=form_version()),
        show=lambda **refusal: _pass_on_page(row, **refusal),
    ) or _to_queue(f"{reference} passed on to {target.name if target else team}.")


def _pass_on_page(row: PacketRow, **refusal: Refusal) -> str:
    targets = allowed_targets(checklist_of(desk(), row), desk().contracts.policy)
    choices = tuple(
        (one.team, f"{one.name} ({one.tier})")
        for one in targets
        if one.team != row.target_team.slug
    )
    return _page("pass_on", row, choices=choices, **refusal)


@review.route("/decline", methods=["GET", "POST"])
@allow(Role.ENGINEER)
def decline(reference: str) -> Page:
    """Refuse the packet for good."""
    row = _find(reference, Action.DECLINE)
    options = _options(desk().contracts.policy.decline_kinds)
    if request.method != "POST":
        return _page("decline", row, **options)
    return _made(
        row,
        Action.DECLINE,
        lambda: verbs.decline(desk(), reference, _decline_typed(), version=form_version()),
        show=lambda **refusal: _page("decline", row, **options, **refusal),
    ) or _done(reference, f"Declined. {row.author.name} is told why.", "note")


def _decline_typed() -> verbs.Decline:
    form = request.form
    kind = form.get("kind", "")
    return verbs.Decline(
        DeclineKind(kind) if kind in frozenset(DeclineKind) else None,
        form.get("why", ""),
        duplicate_of=form.get("duplicate_of", ""),
        kb_url=form.get("kb_url", ""),
    )


@review.route("/ask", methods=["GET", "POST"])
@allow(Role.ENGINEER)
def ask(reference: str) -> Page:
    """Ask the author something without deciding."""
    row = _find(reference, Action.ASK)
    if request.method != "POST":
        return _page("ask", row)
    text = request.form.get("text", "")
    return _made(
        row,
        Action.ASK,
        lambda: verbs.ask(desk(), reference, text=text, version=form_version()),
        show=lambda **refusal: _page("ask", row, **refusal),
    ) or _done(reference, f"Asked. It is with {row.author.name} until they reply.", "note")


@review.route("/resolve", methods=["GET", "POST"])
@allow(Role.ENGINEER)
def resolve(reference: str) -> Page:
    """State how the packet was solved."""
    row = _find(reference, Action.RESOLVE)
    options = _options(desk().contracts.policy.root_causes)
    if request.method != "POST":
        return _page("resolve", row, **options)
    return _made(
        row,
        Action.RESOLVE,
        lambda: verbs.resolve(desk(), reference, _resolution_typed(), version=form_version()),
        show=lambda **refusal: _page("resolve", row, **options, **refusal),
    ) or _done(reference, f"Resolved. {row.author.name} confirms with the customer.", "go")


def _resolution_typed() -> Resolution:
    form = request.form
    words = {name: form.get(name, "") for name in ("summary", "defect_url", "kb_url")}
    problems = verbs.resolution_problems(**words)
    if form.get("root_cause") not in frozenset(RootCause):
        problems["root_cause"] = "Choose what it was; unknown is an answer too."
    for name, question in (
        ("reproduced", "whether you could reproduce it"),
        ("s1_could_have_solved", "whether S1 could have solved it"),
    ):
        if form.get(name) not in ("yes", "no"):
            problems[name] = f"Say {question}: yes or no."
    if problems:
        raise InvalidEntry({name: problems[name] for name in RESOLUTION if name in problems})
    return Resolution(
        **words,
        root_cause=RootCause(form["root_cause"]),
        reproduced=form["reproduced"] == "yes",
        s1_could_have_solved=form["s1_could_have_solved"] == "yes",
    )


def _find(reference: str, action: Action) -> PacketRow:
    """Load the packet; raises NotFound, IllegalMove or NotAllowed before a form is shown."""
    row = find_packet(desk(), reference)
    if request.method != "POST":
        check_move(row.state, action, relations(desk().actor, row))
    return row


def _made(
    row: PacketRow, action: Action, move: Callable[[], object], *, show: Callable[..., str]
) -> tuple[str, int] | None:
    """Make the move and give None, or the form again when it was refused.

    Someone else's move in between refuses it too; the form comes back, to be sent once more, when
    the move can still be made. Otherwise raises StaleVersion.
    """
    try:
        move()
    except InvalidEntry as error:
        return show(problems=error.problems), 422
    except Incomplete as error:
        return show(gaps=error.gaps), 422
    except StaleVersion as error:
        if action not in moves_open(row.state, relations(desk().actor, row)):
            raise
        return show(late=stale_words(error)), 409
    return None


def _options(
    options: Mapping[RootCause, Option] | Mapping[DeclineKind, Option],
) -> dict[str, object]:
    return {
        "choices": tuple((value.value, option.label) for value, option in options.items()),
        "hints": {value.value: option.description for value, option in options.items()},
    }


def _page(template: str, row: PacketRow, **values: object) -> str:
    """Show a form about a packet, with what was typed.

    It carries the version that the person saw; after someone else's move in between (`late` tells
    of it) that is the packet's present one.
    """
    refusal: dict[str, object] = {"problems": {}, "gaps": (), "late": "", **values}
    version = row.version if refusal["late"] else form_version() or row.version
    return render_template(
        f"review/{template}.html", row=row, version=version, typed=request.form, **refusal
    )


def _done(reference: str, words: str, category: str) -> Response:
    flash(words, category)
    return redirect(url_for("packet.show", reference=reference), 303)


def _to_queue(words: str) -> Response:
    flash(words, "note")
    return redirect(url_for("queue.show"), 303)
