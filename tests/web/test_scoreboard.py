"""The scoreboard, the lists behind its figures, its file, and people's own figures."""

import csv
import random
import re
from datetime import timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from escalator.domain.model import Resolution, RootCause
from escalator.services.drafts import Edit, save_draft
from escalator.services.review import accept, bounce, resolve
from escalator.services.submission import submit, withdraw
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from escalator.web.chart_file import chart_style, find_painter
from escalator.web.table_file import safe_cell
from tests.house import House, missing
from tests.services.random_life import CUSTOMERS, RandomLife
from tests.web.pages import Visit, Visitor
from tests.web.queries import counted_queries

MOST_QUERIES = 15


def decided(
    house: House, author: str = "sam", *, is_bounced: bool = False, **answers: str
) -> PacketRow:
    """Have a general packet accepted, or bounced for its ask."""
    with writing():
        row = house.submitted(author, "general", **answers)
        house.clock.advance(minutes=20)
        if is_bounced:
            bounce(house.desk("erin"), row.reference, [missing("ask")], version=None)
        else:
            accept(house.desk("erin"), row.reference, version=None)
        return row


def figure(page: BeautifulSoup, label: str) -> Tag:
    """Find one of the two figures on top."""
    return next(one for one in page.select(".figure") if label in one.get_text())


def words(tag: Tag | None) -> str:
    assert tag is not None
    return tag.get_text(" ", strip=True)


def file_rows(visitor: Visitor, query: str = "") -> list[dict[str, str]]:
    response = visitor.client.get(f"/scoreboard.csv{query}")
    assert response.status_code == 200
    return list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"))))


def test_an_empty_scoreboard_says_so(visit: Visit) -> None:
    page = visit("lee").get("/scoreboard")
    assert "No packet was decided on in this period." in words(page.select_one(".lede"))


def test_under_ten_packets_there_is_no_percentage(visit: Visit, house: House) -> None:
    for number in range(9):
        decided(house, is_bounced=number < 2)
    page = visit("lee").get("/scoreboard")
    assert words(page.select_one(".lede")) == (
        "9 packets decided on, too few to judge: 7 accepted at the first look, 2 bounced."
    )
    assert "too few to judge" in words(figure(page, "Bounce-back rate"))
    for table in page.select("main table"):
        assert "%" not in words(table.tbody), words(table.caption)


def test_from_ten_on_the_rates_stand_with_counts_interval_and_goal(
    visit: Visit, house: House
) -> None:
    for number in range(10):
        decided(house, is_bounced=number < 2)
    page = visit("lee").get("/scoreboard")
    assert "80.0 % of 10 packets at the first look, 10.0 points short of the goal" in words(
        page.select_one(".lede")
    )
    back = words(figure(page, "Bounce-back rate"))
    assert "20.0 % 2 of 10 packets, 95 % interval 5.7 to 51.0 %" in back
    first = words(figure(page, "First-pass acceptance"))
    assert "80.0 % 8 of 10 packets, 95 % interval 49.0 to 94.3 %" in first
    assert "10.0 points short of the goal, 90 %" in first


def test_a_rate_is_compared_with_the_period_before(visit: Visit, house: House) -> None:
    for number in range(10):
        decided(house, is_bounced=number < 5)
    house.clock.now += timedelta(weeks=4)
    for _ in range(10):
        decided(house)
    page = visit("lee").get("/scoreboard")
    assert "down 50.0 points from 50.0 % in the 4 weeks before" in words(
        figure(page, "Bounce-back rate")
    )
    assert "chance" not in words(figure(page, "Bounce-back rate"))


def test_every_number_opens_a_list_with_exactly_as_many_rows(visit: Visit, house: House) -> None:
    life = RandomLife(house, random.Random(2))
    life.live(110)
    lee = visit("lee")
    today = house.clock.now.date()
    page = lee.get(f"/scoreboard?from=2026-06-01&to={today}")
    links = {
        (str(link["href"]), link.get_text())
        for link in page.select('main a[href^="/scoreboard/packets"]')
        if link.get_text().replace(",", "").isdigit()
    }
    assert len(links) > 20
    for href, number in sorted(links):
        shown = lee.get(href)
        assert len(shown.select("[data-row]")) == min(int(number), 50), href
        assert words(shown.h1).endswith(f": {number}"), href


def test_every_mark_of_the_chart_opens_its_week(visit: Visit, house: House) -> None:
    decided(house, is_bounced=True)
    house.clock.now += timedelta(weeks=2)
    decided(house)
    decided(house)
    lee = visit("lee")
    chart = lee.get("/scoreboard").select_one("svg.weeks")
    assert chart is not None
    marks = chart.select("a")
    assert [str(mark["aria-label"]) for mark in marks] == [
        "Week of 1 Jun: 1 of 1 bounced, too few to judge",
        "Week of 15 Jun: 0 of 2 bounced, too few to judge",
    ]
    assert [len(lee.get(str(mark["href"])).select("[data-row]")) for mark in marks] == [1, 2]


def test_every_mark_of_every_chart_opens_as_many_as_it_says(visit: Visit, house: House) -> None:
    for place in range(12):
        decided(house, customer=CUSTOMERS[place // 11], is_bounced=place < 4)
    life = RandomLife(house, random.Random(5))
    life.live(160)
    lee = visit("lee")
    page = lee.get(f"/scoreboard?from=2026-06-01&to={house.clock.now.date()}")
    said = {
        "reasons": r": (\d+)",
        "items": r": (\d+)",
        "teams": r"\d+ of (\d+) bounced",
        "customers": r"\d+ of (\d+) bounced",
        "weeks": r"\d+ of (\d+) bounced",
        "months": r"\d+ of (\d+) bounced",
        "waits": r"\d+ of (\d+) on time",
        "ageing": r": (\d+)",
    }
    drawn = {str(chart["class"][0]): chart for chart in page.select(".chart svg")}
    assert set(drawn) == {*said, "court"}
    for name, pattern in said.items():
        marks = drawn[name].select("a")
        assert marks, name
        for mark in marks[:4]:
            number = re.search(pattern, str(mark["aria-label"]))
            assert number, mark["aria-label"]
            assert words(lee.get(str(mark["href"])).h1).endswith(f": {number[1]}"), mark


def test_a_funnel_is_drawn_where_there_is_something_to_compare(visit: Visit, house: House) -> None:
    for _ in range(10):
        decided(house, "sam", customer="Northwind Tours")
    lee = visit("lee")
    assert not lee.get("/scoreboard").select("svg.teams, svg.customers")
    decided(house, "olga", customer="Larkspur Books", is_bounced=True)
    page = lee.get("/scoreboard")
    assert len(page.select("svg.teams, svg.customers")) == 2
    assert not page.select("svg.people")
    for _ in range(9):
        decided(house, "olga", customer="Larkspur Books", is_bounced=True)
    said = words(lee.get("/scoreboard").select_one("figure:has(svg.teams) figcaption"))
    assert said.startswith("More than chance: Desk North is below its limits; Desk South is above")


def test_time_in_court_opens_the_packets_resolved(visit: Visit, house: House) -> None:
    resolve_all(house, 2)
    lee = visit("lee")
    chart = lee.get("/scoreboard").select_one("svg.court")
    assert chart is not None
    (mark,) = chart.select("a")
    assert str(mark["aria-label"]).endswith(
        "on average 3 h 20 min: the target team 3 h 20 min, S1 under 1 min, a lead under 1 min"
    )
    assert len(lee.get(str(mark["href"])).select("[data-row]")) == 2


def resolve_all(house: House, packets: int, cause: RootCause = RootCause.DEFECT) -> None:
    for _ in range(packets):
        row = decided(house)
        with writing():
            house.clock.advance(hours=3)
            solved = Resolution("Rebuilt.", cause, reproduced=True, s1_could_have_solved=False)
            resolve(house.desk("erin"), row.reference, solved, version=None)


def test_a_root_cause_that_comes_again_is_named_on_top(visit: Visit, house: House) -> None:
    resolve_all(house, 3)
    house.clock.now += timedelta(weeks=4)
    resolve_all(house, 2)
    lee = visit("lee")
    assert "again and again" not in lee.get("/scoreboard").get_text()
    resolve_all(house, 2)
    page = lee.get("/scoreboard")
    notice = page.select_one(".notices a")
    assert words(notice) == "Comes again: Defect in General, 4 packets, 3 before."
    assert notice is not None
    assert len(lee.get(str(notice["href"])).select("[data-row]")) == 4


def test_what_was_not_available_or_billable_is_counted(visit: Visit, house: House) -> None:
    for answer in ("yes", "no", "no", "unknown"):
        decided(house, billable=answer)
    lee = visit("lee")
    page = lee.get("/scoreboard")
    assert "1 of 3 that say so, 1 unknown" in words(
        page.select_one("section[aria-labelledby=outcome]")
    )
    filed = house.start()
    with writing():
        unknown = Edit({}, {"region": "The customer cannot tell."})
        save_draft(house.desk("sam"), filed.reference, unknown, version=None)
        submit(house.desk("sam"), filed.reference, version=None)
    page = lee.get("/scoreboard")
    table = next(one for one in page.select("table") if "Items not available" in words(one.caption))
    assert words(table.select_one("tbody tr")) == "Region and tenant General, version 1 1 0"


@pytest.mark.parametrize(
    "name", ["weeks", "months", "reasons", "items", "waits", "ageing", "court"]
)
@pytest.mark.parametrize("query", ["", "?team=desk-north&from=2026-06-01&to=2026-06-30"])
def test_a_chart_is_a_file_of_its_own(visit: Visit, house: House, name: str, query: str) -> None:
    decided(house, is_bounced=True, customer="Fish & <Chips>")
    client = visit("lee").client
    answer = client.get(f"/scoreboard/charts/{name}.svg{query}")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    root = ElementTree.fromstring(answer.text)
    drawn = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert {"title", "style", "path", "text"} <= drawn
    assert "var(" not in answer.text
    assert "light-dark" not in answer.text
    rows = list(csv.reader(StringIO(client.get(f"/scoreboard/charts/{name}.csv{query}").text)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 1


def test_every_sign_of_a_chart_has_its_colour_in_the_file(visit: Visit, house: House) -> None:
    life = RandomLife(house, random.Random(5))
    life.live(120)
    lee = visit("lee")
    for svg in lee.get("/scoreboard?weeks=26").select(".chart svg"):
        kinds = {kind for one in svg.select("path") for kind in one["class"]} - {"over"}
        unknown = [kind for kind in kinds if f".chart .{kind} {{" not in chart_style()]
        assert not unknown, (svg["class"], unknown)


@pytest.mark.parametrize("path", ["people.svg", "weeks.pdf", "weeks", "../scoreboard.svg"])
def test_there_is_no_other_chart_and_no_other_kind(visit: Visit, path: str) -> None:
    assert visit("lee").client.get(f"/scoreboard/charts/{path}").status_code == 404


def test_a_picture_is_offered_where_one_can_be_drawn(visit: Visit) -> None:
    lee = visit("lee")
    links = [str(one["href"]) for one in lee.get("/scoreboard").select(".chart-more a[href]")]
    offered = [href for href in links if "/weeks.png" in href]
    painter = find_painter()
    assert len(offered) == (1 if painter else 0)
    answer = lee.client.get("/scoreboard/charts/weeks.png")
    if painter is None:
        assert answer.status_code == 404
    else:
        assert answer.mimetype == "image/png"
        assert answer.data.startswith(b"\x89PNG")
        assert len(answer.data) > 5_000


def test_the_table_says_the_same_as_the_chart(visit: Visit, house: House) -> None:
    decided(house, is_bounced=True)
    decided(house)
    page = visit("lee").get("/scoreboard")
    table = next(one for one in page.select("table") if "by week" in words(one.caption))
    rows = table.select("tbody tr")
    assert len(rows) == 26
    assert words(rows[-1]).startswith("1 Jun 1 2 too few to judge")


def test_filters_narrow_every_figure_and_stay_in_the_address(visit: Visit, house: House) -> None:
    decided(house, "sam", customer="Northwind Tours")
    decided(house, "olga", is_bounced=True, customer="Larkspur Books")
    lee, olga = visit("lee"), house.people["olga"].id
    for query in ("team=desk-south", "customer=Larkspur+Books", f"person={olga}"):
        page = lee.get(f"/scoreboard?{query}")
        assert "1 of 1 packets" in words(figure(page, "Bounce-back rate")), query
        behind = figure(page, "Bounce-back rate").a
        assert behind is not None
        assert query in str(behind["href"])
        assert len(lee.get(str(behind["href"])).select("[data-row]")) == 1
    nowhere = ("team=desk-north", "category=security", "priority=P1", "target=platform-s3")
    for query in (*nowhere, "version=login-sso%2F1"):
        assert "0 of" in words(figure(lee.get(f"/scoreboard?{query}"), "Bounce-back rate")), query


def test_a_filter_in_force_is_named_and_can_be_removed(visit: Visit) -> None:
    lee = visit("lee")
    page = lee.get("/scoreboard?team=desk-south&priority=P2")
    named = [words(one) for one in page.select(".narrowings li")]
    assert named == [
        "Team: Desk South Remove the filter Team",
        "Priority: P2 Remove the filter Priority",
    ]
    link = page.select_one(".narrowings a")
    assert link is not None
    left = lee.get(str(link["href"])).select(".narrowings li")
    assert [words(one)[:12] for one in left] == ["Priority: P2"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("from=yesterday", "Write the date as year, month and day"),
        ("to=2026-02-30", "Write the date as year, month and day"),
        ("from=1066-10-14", "Choose a date between 2000 and 2100."),
        ("from=2026-06-02&to=2026-06-01", "The period ends before it begins."),
        ("from=2020-01-01&to=2026-06-01", "at most three years"),
        ("weeks=0", "Weeks are a whole number from 1 to 156."),
        ("weeks=-3", "Weeks are a whole number from 1 to 156."),
        ("weeks=9999999999", "Weeks are a whole number from 1 to 156."),
        ("weeks=²", "Weeks are a whole number from 1 to 156."),
        ("team=desk-nowhere", "There is no such team."),
        ("target=' OR 1=1", "There is no such team."),
        ("category=weather", "There is no such category."),
        ("person=0", "There is no such person."),
        ("person=sam", "There is no such person."),
        ("version=general/99", "There is no such checklist version."),
        ("priority=P9", "A priority is P1, P2, P3 or P4."),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_in_words(
    visit: Visit, query: str, problem: str
) -> None:
    lee = visit("lee")
    page = lee.get(f"/scoreboard?{query}", status=422)
    assert problem in words(page.select_one("[data-error-summary]"))
    assert not page.select(".figure")
    assert lee.client.get(f"/scoreboard.csv?{query}").status_code == 422
    assert problem in lee.get(f"/scoreboard/packets?{query}", status=422).get_text()


def test_what_was_typed_into_a_refused_filter_is_kept(visit: Visit) -> None:
    page = visit("lee").get("/scoreboard?from=1.6.2026&team=desk-south&customer=Acme", status=422)
    kept = {name: page.select_one(f"#{name}") for name in ("from", "customer")}
    assert {name: field["value"] for name, field in kept.items() if field} == {
        "from": "1.6.2026",
        "customer": "Acme",
    }
    assert page.select_one("#team option[value=desk-south][selected]")


def test_a_problem_with_the_weeks_hides_none_with_the_period(visit: Visit) -> None:
    page = visit("lee").get("/scoreboard?weeks=many&from=never", status=422)
    assert "Write the date as" in words(page.select_one("[data-error-summary]"))


def test_a_list_says_its_period_and_filters_in_words(visit: Visit) -> None:
    query = "of=decided&from=2026-05-25&to=2026-06-01&team=desk-north"
    page = visit("lee").get(f"/scoreboard/packets?{query}")
    assert "25 May to 1 June 2026. Team Desk North." in page.get_text()


@pytest.mark.parametrize("query", ["of=everything", "of=reason&detail=ugly", "of=open&detail=x"])
def test_a_figure_that_does_not_exist_is_refused(visit: Visit, query: str) -> None:
    page = visit("lee").get(f"/scoreboard/packets?{query}", status=422)
    assert "There is no such figure." in page.get_text()


def test_a_page_past_the_last_is_empty_and_not_an_error(visit: Visit, house: House) -> None:
    decided(house)
    page = visit("lee").get("/scoreboard/packets?of=decided&page=99999")
    assert "Nothing is counted here." in page.get_text()


def test_a_security_packet_is_named_and_nothing_of_it_is_shown(visit: Visit, house: House) -> None:
    with writing():
        row = house.submitted(category="security", customer="Tidewater Energy")
        accept(house.desk("sky"), row.reference, version=None)
    lee = visit("lee")
    listed = lee.get("/scoreboard/packets?of=decided")
    assert "A security packet" in words(listed.select_one(f'[data-row="{row.reference}"]'))
    shown = (
        listed.get_text(),
        lee.get("/scoreboard").get_text(),
        lee.client.get("/scoreboard.csv").text,
    )
    for text in shown:
        assert not [
            secret for secret in (row.problem, row.customer, row.ask, row.ticket) if secret in text
        ]


def test_what_the_rates_leave_out_is_said_and_opens(visit: Visit, house: House) -> None:
    with writing():
        house.submitted()
        row = house.submitted()
        withdraw(house.desk("sam"), row.reference, why="Solved meanwhile.", version=None)
    lee = visit("lee")
    page = lee.get("/scoreboard")
    links = [link for link in page.select("main p a") if "of=" in str(link["href"])]
    said = {words(link): str(link["href"]) for link in links}
    assert {"1 not decided on yet", "1 withdrawn"} <= set(said)
    for href in said.values():
        assert len(lee.get(href).select("[data-row]")) == 1


def test_people_stand_in_alphabetical_order(visit: Visit, house: House) -> None:
    for author in ("sid", "sam", "olga", "sid"):
        decided(house, author)
    page = visit("lee").get("/scoreboard")
    table = next(
        one for one in page.select("table") if one.caption and "By person" in words(one.caption)
    )
    assert [words(row.th) for row in table.select("tbody tr")] == [
        "Olga Brandt",
        "Sam Porter",
        "Sid Lowe",
    ]


def test_the_file_says_what_the_page_says(visit: Visit, house: House) -> None:
    for number in range(10):
        decided(house, is_bounced=number < 2)
    rows = file_rows(visit("lee"))
    by_line = {(row["Section"], row["Line"]): row for row in rows}
    rate = by_line["Rates", "Bounce-back rate"]
    assert (rate["Count"], rate["Of"], rate["Share"]) == ("2", "10", "0.2")
    assert (rate["95 % from"][:5], rate["95 % to"][:5]) == ("0.056", "0.509")
    assert by_line["Reasons", "Missing"]["Count"] == "2"
    assert by_line["By person", "Sam Porter"]["Of"] == "10"
    assert sum(row["Section"] == "Weeks" for row in rows) == 26
    before = by_line["Rates before", "Bounce-back rate"]
    assert (before["Share"], before["Note"]) == ("", "too few to judge")


def test_a_customer_named_like_a_formula_runs_nowhere(visit: Visit, house: House) -> None:
    decided(house, customer='=HYPERLINK("https://evil.example","x")')
    lines = [row["Line"] for row in file_rows(visit("lee")) if row["Section"] == "By customer"]
    assert lines == ['\'=HYPERLINK("https://evil.example","x")']


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("plain = text", "plain = text"),
        (-2, "-2"),
        (0.125, "0.125"),
        ("", ""),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(
    cell: str | int | float, written: str
) -> None:
    assert safe_cell(cell) == written


def test_the_scoreboard_costs_a_fixed_number_of_queries(visit: Visit, house: House) -> None:
    lee = visit("lee")
    counts = []
    for _ in range(2):
        for author in ("sam", "sid", "olga"):
            decided(house, author, is_bounced=True)
        for path in ("/scoreboard", "/scoreboard/packets?of=decided", "/scoreboard.csv"):
            with counted_queries(house) as asked:
                lee.client.get(path)
            counts.append((path, len(asked)))
    assert counts[:3] == counts[3:]
    assert max(count for _, count in counts) <= MOST_QUERIES


@pytest.mark.parametrize("name", ["sam", "erin"])
@pytest.mark.parametrize("path", ["/scoreboard", "/scoreboard.csv", "/requests"])
def test_the_scoreboard_is_for_leads(visit: Visit, name: str, path: str) -> None:
    visit(name).get(path, status=403)


def test_a_technician_sees_their_own_figures_and_their_teams(visit: Visit, house: House) -> None:
    decided(house, "sam", is_bounced=True)
    decided(house, "sam")
    decided(house, "sid")
    decided(house, "olga", is_bounced=True)
    page = visit("sam").get("/figures")
    groups = [words(one) for one in page.select("main section[aria-labelledby^=group]")]
    assert "1 of 2 packets" in groups[0]
    assert "2 of 3 packets" in groups[1]
    assert "1 of 3 packets" in groups[1]
    for stranger in ("Olga", "Sid", "Desk South"):
        assert stranger not in page.get_text()
    assert "Bounced once" in page.get_text()


def test_a_technicians_lists_hold_nothing_of_others(visit: Visit, house: House) -> None:
    own = decided(house, "sam")
    decided(house, "sid")
    others = house.people["sid"].id
    for query in ("of=decided", f"of=decided&person={others}", "of=decided&team=desk-south"):
        page = visit("sam").get(f"/scoreboard/packets?{query}")
        rows = [str(row["data-row"]) for row in page.select("[data-row]")]
        assert rows in ([own.reference], []), query


def test_an_engineer_sees_the_figures_of_the_team_that_receives(visit: Visit, house: House) -> None:
    decided(house, "sam", is_bounced=True)
    decided(house, "olga")
    erin = visit("erin")
    page = erin.get("/figures")
    assert "1 of 2 packets" in page.get_text(" ", strip=True)
    assert "Missing" in page.get_text()
    for link in page.select('main a[href^="/scoreboard/packets"]'):
        assert erin.get(str(link["href"])).select("[data-row]")
    assert "No packet" not in page.get_text()
    assert (
        not visit("theo")
        .get("/figures")
        .select('main a[href^="/scoreboard/packets"]:-soup-contains("1")')
    )


def test_an_unknown_span_of_own_figures_is_refused(visit: Visit) -> None:
    page = visit("sam").get("/figures?weeks=many", status=422)
    assert "Weeks are a whole number" in page.get_text()
