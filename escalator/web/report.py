"""The scoreboard of a week as one HTML file, with the numbers of its page.

It is made of the page's own templates, and report_markdown.py reads it: no number can be another
one than on the page.
"""

from flask import render_template

from escalator.resources import static_folder
from escalator.services.desk import Desk
from escalator.services.figures.filters import Days, Filters
from escalator.services.figures.names import names
from escalator.services.figures.scoreboard import scoreboard
from escalator.services.proposals import looked_at, proposals
from escalator.web.figure_words import period_words
from escalator.web.proposal_page import proposals_shown
from escalator.web.scoreboard_page import scoreboard_page

SHEETS = ("tokens", "base", "components", "figures", "charts")
STYLES = "<!-- styles -->"


def report_html(desk: Desk, days: Days) -> str:
    """Give the report as HTML that needs no other file."""
    filters, known = Filters(days), names(desk)
    html = render_template(
        "lead/report.html",
        page=scoreboard_page(scoreboard(desk, filters), filters, known),
        proposals=proposals_shown(desk, proposals(desk, looked_at(days.last, days.zone)), known),
        title=report_title(days),
        period=period_words(days),
        zone=days.zone,
        is_file=True,
        files=None,
    )
    return html.replace(STYLES, f"<style>\n{_styles()}</style>")


def report_title(days: Days) -> str:
    """Name the report of a week: "Escalations of week 46, 2026"."""
    year, week, _ = days.first.isocalendar()
    return f"Escalations of week {week}, {year}"


def _styles() -> str:
    css = static_folder() / "css"
    of_all = "".join((css / f"{name}.css").read_text("utf-8") for name in SHEETS)
    return f"{of_all}@media print {{\n{(css / 'print.css').read_text('utf-8')}}}\n"
