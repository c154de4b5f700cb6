"""The weekly report: the numbers of the page, in one file and in Markdown."""

import random
import re
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from escalator.domain.errors import InvalidEntry
from escalator.services.figures.filters import Days, days_to, today_in
from escalator.services.weeks import week_days
from escalator.web.report import report_html
from escalator.web.report_markdown import to_markdown
from tests.house import House
from tests.services.random_life import RandomLife
from tests.web.pages import Visit

ZONE = "UTC"


@pytest.fixture
def reported(app: Flask, house: House) -> tuple[Days, str]:
    """Live for some weeks and give them with their report; a week would show little."""
    RandomLife(house, random.Random(5)).live(160)
    days = days_to(house.clock.now.date(), 60, ZONE)
    with app.test_request_context():
        return days, report_html(house.desk("lee"), days)


def said(tag: Tag | None) -> str:
    """Give the words of a tag, those that only a page needs left out."""
    assert tag is not None
    for hidden in tag.select("summary, .chart-more > span, svg"):
        hidden.decompose()
    return " ".join(tag.get_text(" ", strip=True).split())


def page_of(visit: Visit, days: Days) -> BeautifulSoup:
    lee = visit("lee")
    return lee.get(f"/scoreboard?from={days.first}&to={days.last}")


def test_the_report_says_what_the_page_says_to_the_digit(
    visit: Visit, reported: tuple[Days, str]
) -> None:
    days, html = reported
    page, report = page_of(visit, days), BeautifulSoup(html, "html.parser")
    assert said(report.select_one(".lede")) == said(page.select_one(".lede"))
    assert said(report.select_one("dl.figures")) == said(page.select_one("dl.figures"))
    for section in page.select("main section"):
        name = str(section["aria-labelledby"])
        found = report.select_one(f"section[aria-labelledby={name}]")
        assert said(found) == said(section), name
    assert len(report.select("section")) == len(page.select("main section")) > 5


def test_the_markdown_has_every_row_of_the_page(visit: Visit, reported: tuple[Days, str]) -> None:
    days, html = reported
    written = to_markdown(html).splitlines()
    page = page_of(visit, days)
    for aside in page.select(".visually-hidden"):
        aside.decompose()
    for row in page.select("main tbody tr"):
        cells = [said(cell) for cell in row.select("th, td")]
        assert f"| {' | '.join(cells)} |" in written
    rows = [line for line in written if line.startswith("| ")]
    ruled = [line for line in rows if set(line) <= set("|-: ")]
    assert len(rows) - 2 * len(ruled) == len(page.select("main tbody tr"))
    assert f"# Escalations of week {days.first.isocalendar().week}, {days.first.year}" in written


def test_the_report_needs_no_other_file(reported: tuple[Days, str]) -> None:
    _, html = reported
    report = BeautifulSoup(html, "html.parser")
    assert not report.select("a, link, script, img, [src], [href]")
    assert not re.search(r"url\(|@import|https?://", html)
    assert report.select(".chart svg")
    assert "var(--ink)" in html
    assert "--ink: light-dark(" in html


@pytest.mark.parametrize(
    ("week", "monday"),
    [("2026-W46", date(2026, 11, 9)), ("2026-W53", date(2026, 12, 28)), ("", date(2026, 11, 16))],
)
def test_a_week_is_an_iso_week_and_by_itself_the_last_whole_one(week: str, monday: date) -> None:
    days = week_days(week, "Europe/Berlin", now=datetime(2026, 11, 25, tzinfo=UTC))
    assert (days.first, days.count, days.last.weekday()) == (monday, 7, 6)


def test_late_on_sunday_it_is_monday_already_farther_east() -> None:
    now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert today_in("Europe/Berlin", now) == date(2026, 11, 23)
    assert week_days("", "Europe/Berlin", now=now).first == date(2026, 11, 16)
    assert week_days("", "UTC", now=now).first == date(2026, 11, 9)


@pytest.mark.parametrize("week", ["2026-W54", "2025-W53", "2026-W00", "2026-46", "W46", "last"])
def test_a_week_that_there_is_not_is_refused(week: str) -> None:
    with pytest.raises(InvalidEntry, match=f"there is no week {week}"):
        week_days(week, ZONE, now=datetime(2026, 11, 25, tzinfo=UTC))


def test_markdown_cells_keep_their_bars() -> None:
    html = "<table><tr><th scope=row>a|b</th><td>c\\d</td></tr></table>"
    assert to_markdown(html) == "| a\\|b | c\\\\d |\n"
