"""The scoreboard, the packets behind its figures, its file, and everybody's own figures."""

from datetime import date

from flask import g, render_template, request
from werkzeug.wrappers import Response

from escalator.domain.errors import InvalidEntry, NotFound
from escalator.domain.model import Role
from escalator.services.coaching import own_notes
from escalator.services.figures.filters import Filters, confined, today_in
from escalator.services.figures.lists import packets_behind
from escalator.services.figures.names import Names, names
from escalator.services.figures.own import own_figures as count_own
from escalator.services.figures.scoreboard import scoreboard as count_all
from escalator.services.proposals import looked_at, proposals
from escalator.web.access import allow
from escalator.web.chart_file import ChartFiles, about_words, chart_answer
from escalator.web.counted_page import counted_page, refused_page
from escalator.web.desk import contracts, desk
from escalator.web.figure_address import Given, address, read_figure, read_filters
from escalator.web.figure_words import period_words
from escalator.web.own_page import own_page
from escalator.web.proposal_page import ProposalsShown, proposals_shown
from escalator.web.scoreboard_file import scoreboard_rows
from escalator.web.scoreboard_form import filter_form, narrowings, refused_form
from escalator.web.scoreboard_page import scoreboard_page
from escalator.web.table_file import table_file
from escalator.web.views.lead.blueprint import lead


@lead.get("/scoreboard")
@allow(Role.LEAD)
def scoreboard() -> str | tuple[str, int]:
    """Show the figures of a period, narrowed by the filters of the address."""
    known = names(desk())
    try:
        filters = _filters(known)
    except InvalidEntry as error:
        form = refused_form(request.args, error.problems, known, _categories())
        return render_template("lead/scoreboard.html", form=form, page=None), 422
    return render_template(
        "lead/scoreboard.html",
        form=filter_form(filters, known, _categories(), today=_today()),
        page=scoreboard_page(count_all(desk(), filters), filters, known),
        period=period_words(filters.days),
        zone=filters.days.zone,
        file_url=address("lead.csv", filters),
        files=ChartFiles(filters),
        proposals=_proposals(known),
    )


def _proposals(known: Names) -> ProposalsShown:
    """Give what the page ends in; of today's figures, whatever period is shown."""
    here = desk()
    found = proposals(here, looked_at(_today(), g.person.time_zone))
    return proposals_shown(here, found, known)


@lead.get("/scoreboard.csv")
@allow(Role.LEAD)
def csv() -> Response:
    """Give the figures as a file."""
    known = names(desk())
    filters = _filters(known)
    found = count_all(desk(), filters)
    page = scoreboard_page(found, filters, known)
    form = filter_form(filters, known, _categories(), today=_today())
    return table_file(
        f"scoreboard-{filters.days.first}-{filters.days.last}.csv",
        scoreboard_rows(found, page, filters, form.narrowings),
    )


@lead.get("/scoreboard/charts/<name>.<kind>")
@allow(Role.LEAD)
def chart(name: str, kind: str) -> Response:
    """Give one chart as a file: SVG, PNG where it can be drawn, or its table as CSV."""
    known = names(desk())
    filters = _filters(known)
    page = scoreboard_page(count_all(desk(), filters), filters, known)
    found = next((one for one in page.charts if one.name == name), None)
    if found is None or kind not in ChartFiles(filters).kinds:
        raise NotFound("chart")
    about = about_words(found, filters, narrowings(filters, known))
    return chart_answer(found, kind, about, file_name=f"{name}-{filters.days.last}.{kind}")


@lead.get("/scoreboard/packets")
@allow(Role.TECHNICIAN, Role.ENGINEER, Role.LEAD)
def packets() -> str | tuple[str, int]:
    """List what one figure counts; whoever is no lead sees what is theirs."""
    known = names(desk())
    try:
        filters = confined(_filters(known), desk().actor)
        of, detail = read_figure(request.args)
    except InvalidEntry as error:
        return render_template("lead/packets.html", page=refused_page(error)), 422
    found = packets_behind(desk(), filters, of, detail, page=_page_number())
    return render_template(
        "lead/packets.html",
        page=counted_page(desk(), found, filters, known, (of, detail), zone=g.person.time_zone),
    )


@lead.get("/figures")
@allow(Role.TECHNICIAN, Role.ENGINEER)
def own_figures() -> str | tuple[str, int]:
    """Show a person their own figures and their team's, and nobody else's."""
    try:
        days = _filters(Names((), {}), only=("weeks",)).days
    except InvalidEntry as error:
        return render_template("lead/own_figures.html", page=None, problems=error.problems), 422
    return render_template(
        "lead/own_figures.html",
        page=own_page(
            desk(),
            count_own(desk(), days),
            own_notes(desk(), page=_page_number()),
            days,
            today=_today(),
        ),
        problems={},
    )


def _filters(known: Names, only: tuple[str, ...] = ()) -> Filters:
    asked = {name: one for name, one in request.args.items() if not only or name in only}
    return read_filters(
        asked, Given(known, _categories(), known.versions), today=_today(), zone=g.person.time_zone
    )


def _categories() -> tuple[str, ...]:
    return tuple(contracts().checklists)


def _today() -> date:
    return today_in(g.person.time_zone, desk().now())


def _page_number() -> int:
    text = request.args.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
