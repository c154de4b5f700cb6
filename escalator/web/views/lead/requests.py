"""What waits for a lead: exceptions and contested bounces, decided where they are listed."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Role
from escalator.services.exceptions import decide_exception as decide
from escalator.services.requests import waiting_requests
from escalator.services.rulings import rule_on_bounce
from escalator.web.access import allow
from escalator.web.desk import desk
from escalator.web.request_page import Reader, Typed, request_page
from escalator.web.views.lead.blueprint import lead


@lead.get("/requests")
@allow(Role.LEAD)
def requests() -> str:
    """Show what waits, broken glass first."""
    return _page({})


@lead.post("/exceptions/<int:number>")
@allow(Role.LEAD)
def decide_exception(number: int) -> Response | tuple[str, int]:
    """Approve or refuse an exception."""
    words = request.form.get(f"exception-{number}", "")
    try:
        is_approved = _choice("approve", "refuse")
        made = decide(desk(), number, approve=is_approved, reason=words)
    except InvalidEntry as error:
        return _page({"exception": _typed(number, words, error)}), 422
    done = "Approved" if is_approved else "Refused"
    flash(f"{done}: the exception for {made.packet.reference}.", "go")
    return redirect(url_for("lead.requests"), 303)


@lead.post("/contests/<int:number>")
@allow(Role.LEAD)
def rule(number: int) -> Response | tuple[str, int]:
    """Uphold or void a contested bounce."""
    words = request.form.get(f"contest-{number}", "")
    try:
        is_void = _choice("void", "uphold")
        made = rule_on_bounce(desk(), number, void=is_void, reason=words)
    except InvalidEntry as error:
        return _page({"contest": _typed(number, words, error)}), 422
    done = "Voided" if is_void else "Upheld"
    flash(f"{done}: the bounce of {made.packet.reference}.", "go")
    return redirect(url_for("lead.requests"), 303)


def _choice(yes: str, no: str) -> bool:
    """Tell which of two buttons was pressed.

    Raises InvalidEntry when it was neither: nobody decides by accident.
    """
    pressed = request.form.get("do", "")
    if pressed not in (yes, no):
        raise InvalidEntry({"do": f"Choose {yes} or {no}."})
    return pressed == yes


def _typed(number: int, words: str, error: InvalidEntry) -> Typed:
    return Typed(number, words, next(iter(error.problems.values())))


def _page(typed: dict[str, Typed]) -> str:
    here = desk()
    reader = Reader(here.actor, here.now(), g.person.time_zone)
    return render_template(
        "lead/requests.html", page=request_page(waiting_requests(here), reader, typed)
    )
