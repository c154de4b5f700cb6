"""What to fix next: every proposal with what became of it, and one by itself to decide on."""

from collections.abc import Mapping

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.errors import InvalidEntry, NotFound, StaleProposal
from escalator.domain.model import Role
from escalator.domain.proposals import Choice, Kind
from escalator.services.figures.filters import Days, today_in
from escalator.services.figures.names import names
from escalator.services.proposals import (
    LONGEST_REASON,
    Decided,
    decide_on_proposal,
    find_proposal,
    looked_at,
    proposals,
)
from escalator.web.access import allow
from escalator.web.desk import desk, form_version
from escalator.web.figure_words import period_words
from escalator.web.proposal_page import proposal_lists, proposal_page, typed_day
from escalator.web.proposal_words import stale_proposal_words
from escalator.web.views.lead.blueprint import lead

FIELDS = ("choice", "reason", "until", "since")
DONE = {
    Choice.ACCEPT: "Accepted. What there is to do stands below.",
    Choice.PUT_OFF: "Put off.",
    Choice.DISMISS: "Dismissed.",
    Choice.REOPEN: "Open again.",
}
NO_PROBLEMS: Mapping[str, str] = {}


@lead.get("/scoreboard/fixes")
@allow(Role.LEAD)
def fixes() -> str:
    """List what is proposed, and what became of what was."""
    here, days = desk(), _days()
    return render_template(
        "lead/fixes.html",
        lists=proposal_lists(here, proposals(here, days), names(here)),
        period=period_words(days),
        zone=days.zone,
    )


@lead.route("/scoreboard/fixes/<kind>/<about>", methods=["GET", "POST"])
@allow(Role.LEAD)
def fix(kind: str, about: str) -> Response | str | tuple[str, int]:
    """Show one proposal, and decide on it."""
    if kind not in frozenset(Kind):
        raise NotFound("proposal")
    proposal = (Kind(kind), about)
    if request.method != "POST":
        return _page(proposal, {"since": _days().last.isoformat()})
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    try:
        made = decide_on_proposal(
            desk(), _days(), proposal, _said(typed), number=form_version() or 0
        )
    except InvalidEntry as error:
        return _page(proposal, typed, problems=error.problems), 422
    except StaleProposal as error:
        return _page(proposal, typed, stale=stale_proposal_words(error)), 409
    flash(DONE[made.choice], "go")
    return redirect(url_for("lead.fix", kind=kind, about=about), 303)


def _days() -> Days:
    zone = g.person.time_zone
    return looked_at(today_in(zone, desk().now()), zone)


def _said(typed: Mapping[str, str]) -> Decided:
    word = typed["choice"]
    return Decided(
        choice=Choice(word) if word in frozenset(Choice) else None,
        reason=typed["reason"],
        until=typed_day(typed["until"]),
        since=typed_day(typed["since"]),
    )


def _page(
    proposal: tuple[Kind, str],
    typed: Mapping[str, str],
    *,
    problems: Mapping[str, str] = NO_PROBLEMS,
    stale: str = "",
) -> str:
    here, days = desk(), _days()
    found = find_proposal(here, days, *proposal)
    return render_template(
        "lead/fix.html",
        page=proposal_page(here, found, names(here), days),
        period=period_words(days),
        typed={name: typed.get(name, "") for name in FIELDS},
        problems=problems,
        stale=stale,
        limit=LONGEST_REASON,
    )
