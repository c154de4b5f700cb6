"""The scoreboard of a week as one HTML file, with the numbers of its page.

It is made of the page's own templates, and report_markdown.py reads it: no number can be another
one than on the page.
"""

import re
from datetime import date, datetime

from flask import render_template

from escalator.domain.errors import InvalidEntry
from escalator.resources import static_folder
from escalator.services.desk import Desk
from escalator.services.figures.filters import DAY, Days, Filters, today_in, weeks_to
from escalator.services.figures.names import names
from escalator.services.figures.scoreboard import scoreboard
from escalator.web.figure_words import period_words
from escalator.web.scoreboard_page import scoreboard_page

SHEETS = ("tokens", "base", "components", "figures", "charts")
STYLES = "<!-- styles -->"

_WEEK = re.compile(r"(20[0-9]{2})-W([0-9]{2})")


def report_html(desk: Desk, days: Days) -> str:
    """Give the report as HTML that needs no other file."""
    filters = Filters(days)
    html = render_template(
        "lead/report.html",
        page=scoreboard_page(scoreboard(desk, filters), filters, names(desk)),
        title=report_title(days),
        period=period_words(days),
        zone=days.zone,
        is_file=True,
        files=None,
    )
    return html.replace(STYLES, f"<style>\n{_styles()}</style>")


def week_days(week: str, zone: str, *, now: datetime) -> Days:
    """Give the days of an ISO week such as "2026-W46"; of "" the last whole one.

    Raises InvalidEntry when there is no such week.
    """
    if not week:
        return weeks_to(today_in(zone, now), 2, zone)[0]
    found = _WEEK.fullmatch(week)
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        monday = None
    if monday is None:
        raise InvalidEntry({"week": f"there is no week {week}; write one as 2026-W46"})
    return Days(monday, monday + 6 * DAY, zone)


def report_title(days: Days) -> str:
    """Name the report of a week: "Escalations of week 46, 2026"."""
    year, week, _ = days.first.isocalendar()
    return f"Escalations of week {week}, {year}"


def _styles() -> str:
    css = static_folder() / "css"
    of_all = "".join((css / f"{name}.css").read_text("utf-8") for name in SHEETS)
    return f"{of_all}@media print {{\n{(css / 'print.css').read_text('utf-8')}}}\n"
