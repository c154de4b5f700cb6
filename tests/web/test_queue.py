import re

import pytest
from bs4 import BeautifulSoup

from escalator.services.drafts import Edit, save_draft
from escalator.services.exceptions import break_glass
from escalator.services.paging import PAGE
from escalator.services.review import accept, bounce
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from tests.house import House, missing
from tests.web.pages import Visit
from tests.web.queries import counted_queries

MOST_QUERIES = 15
ENGINEERS = {
    "applications-s2": "erin",
    "infrastructure-s2": "ivo",
    "platform-s3": "theo",
    "security-s3": "sky",
}


def references(page: BeautifulSoup) -> list[str]:
    """Give the packets listed, in order."""
    return [str(row["data-row"]) for row in page.select("[data-row]")]


def row_of(page: BeautifulSoup, reference: str) -> str:
    found = page.select_one(f'[data-row="{reference}"]')
    assert found is not None
    return found.get_text(" ", strip=True)


def bounced_and_back(house: House, row: PacketRow) -> PacketRow:
    """Bounce a packet for its ask, change that, submit again."""
    with writing():
        bounce(house.desk("theo"), row.reference, [missing("ask")], version=None)
    with writing():
        edit = Edit({"ask": "Find out why the calls fail, and send the lost events again."}, {})
        saved = save_draft(house.desk("sam"), row.reference, edit, version=None)
    with writing():
        return submit(house.desk("sam"), row.reference, version=saved.row.version)


def test_the_most_urgent_stand_first_and_of_those_the_oldest(house: House, visit: Visit) -> None:
    older = house.submitted(category="api-integration")
    house.clock.advance(minutes=5)
    newer = house.submitted(category="api-integration")
    house.clock.advance(minutes=5)
    urgent = house.submitted(category="login-sso")
    assert (older.priority, urgent.priority) == ("P2", "P1")
    page = visit("theo").get("/queue")
    assert references(page) == [urgent.reference, older.reference, newer.reference]


@pytest.mark.parametrize("category", ["api-integration", "endpoint-device", "security"])
def test_only_the_target_team_finds_a_packet_in_its_queue(
    house: House, visit: Visit, category: str
) -> None:
    row = house.submitted(category=category)
    for view in ("waiting", "all"):
        found = {
            name: references(visit(name).get(f"/queue?view={view}")) for name in ENGINEERS.values()
        }
        mine = ENGINEERS[row.target_team.slug]
        assert found.pop(mine) == [row.reference]
        assert set(map(tuple, found.values())) == {()}


@pytest.mark.parametrize("name", ["sam", "lee", "ada"])
def test_the_queue_is_for_engineers(visit: Visit, name: str) -> None:
    visit(name).get("/queue", status=403)


def test_a_draft_is_in_no_queue(house: House, visit: Visit) -> None:
    house.start(category="api-integration")
    assert references(visit("theo").get("/queue?view=all")) == []


def test_each_view_shows_and_counts_its_packets(house: House, visit: Visit) -> None:
    waiting = house.submitted(category="api-integration")
    taken = house.submitted(category="login-sso")
    back = bounced_and_back(house, house.submitted(category="api-integration"))
    with writing():
        accept(house.desk("theo"), taken.reference, version=None)
    theo = visit("theo")
    shown = {
        view: set(references(theo.get(f"/queue?view={view}")))
        for view in ("waiting", "mine", "p1", "back", "all")
    }
    assert shown == {
        "waiting": {waiting.reference, back.reference},
        "mine": {taken.reference},
        "p1": {taken.reference},
        "back": {back.reference},
        "all": {waiting.reference, taken.reference, back.reference},
    }
    tabs = [one.get_text(" ", strip=True) for one in theo.get("/queue").select(".views a")]
    assert tabs == ["Waiting 2", "Accepted by you 1", "P1 1", "Back again 1", "All"]


def test_the_view_in_use_is_named_to_everyone(visit: Visit) -> None:
    page = visit("theo").get("/queue?view=back")
    current = page.select('.views [aria-current="page"]')
    assert [one.get_text(" ", strip=True) for one in current] == ["Back again 0"]


def test_an_unknown_view_or_page_is_the_first(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    page = visit("theo").get("/queue?view=<b>&page=-1")
    assert references(page) == [row.reference]


def test_a_row_says_what_is_asked_by_whom_and_how_late_it_is(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    house.clock.advance(minutes=50)
    words = row_of(visit("theo").get("/queue"), row.reference)
    for part in (row.problem, row.ask, row.customer, "API and integrations", "from Sam Porter"):
        assert part in words
    assert "due in 10 min" in words
    assert "With Platform S3 for 50 min" in words
    house.clock.advance(minutes=80)
    assert "1 h 10 min over target" in row_of(visit("theo").get("/queue"), row.reference)


def test_what_came_back_says_so(house: House, visit: Visit) -> None:
    row = bounced_and_back(house, house.submitted(category="api-integration"))
    assert "Back again" in row_of(visit("theo").get("/queue"), row.reference)


def test_what_runs_under_an_exception_says_so(house: House, visit: Visit) -> None:
    row, whole = house.start(category="login-sso"), house.submitted(category="login-sso")
    with writing():
        save_draft(house.desk("sam"), row.reference, Edit({"actual": None}, {}), version=None)
    with writing():
        break_glass(house.desk("sam"), row.reference, reason="Nobody can sign in.", version=None)
    with writing():
        submit(house.desk("sam"), row.reference, version=None)
    page = visit("theo").get("/queue")
    assert "1 item excepted" in row_of(page, row.reference)
    assert "excepted" not in row_of(page, whole.reference)


def test_a_search_keeps_its_view_and_narrows_it(house: House, visit: Visit) -> None:
    house.submitted(category="api-integration", problem="Webhooks arrive twice for each order")
    wanted = house.submitted(category="api-integration", customer="Brøndby Café (account 1)")
    theo = visit("theo")
    page = theo.get("/queue?view=waiting&q=cafe+brøndby")
    assert references(page) == [wanted.reference]
    field = page.select_one("input[data-search]")
    assert field is not None
    assert field["value"] == "cafe brøndby"
    kept = page.select_one('.search input[name="view"]')
    assert kept is not None
    assert kept["value"] == "waiting"
    pages = page.select_one(".pagination")
    assert pages is not None
    assert pages.get_text(strip=True) == "1 packet"
    views = page.select_one(".views")
    assert views is not None
    assert not re.search(r"\d", views.get_text().replace("P1", "")), "counts of something else"
    clear = page.select_one(".search a")
    assert clear is not None
    assert len(references(theo.get(str(clear["href"])))) == 2


def test_a_search_is_kept_from_view_to_view(house: House, visit: Visit) -> None:
    house.submitted(category="api-integration", problem="Webhooks arrive twice for each order")
    wanted = house.submitted(category="api-integration", customer="Brøndby Café (account 1)")
    theo = visit("theo")
    page = theo.get("/queue?view=mine&q=cafe")
    assert references(page) == []
    waiting = next(one for one in page.select(".views a") if "Waiting" in one.get_text())
    assert references(theo.get(str(waiting["href"]))) == [wanted.reference]


@pytest.mark.parametrize("words", ["%", "_", "'", '" OR 1=1', "<script>alert(1)</script>", "\\"])
def test_a_search_takes_signs_for_what_they_are(house: House, visit: Visit, words: str) -> None:
    house.submitted(category="api-integration", problem="Webhooks arrive twice for each order")
    page = visit("theo").get("/queue?" + "q=" + words.replace("%", "%25"))
    assert references(page) == []
    assert "No packet here has all of these words" in page.get_text()
    assert page.select_one("script:not([src])") is None


@pytest.mark.parametrize("view", ["waiting", "mine", "p1", "back", "all"])
def test_an_empty_view_teaches(visit: Visit, view: str) -> None:
    page = visit("theo").get(f"/queue?view={view}")
    box = page.select_one(".empty")
    assert box is not None
    assert len(box.get_text(strip=True)) > 40


def test_a_long_queue_comes_in_pages(house: House, visit: Visit) -> None:
    rows = [house.submitted(category="api-integration") for _ in range(PAGE + 1)]
    theo = visit("theo")
    first = theo.get("/queue")
    assert len(references(first)) == PAGE
    following = first.select_one('a[rel="next"]')
    assert following is not None
    second = theo.get(str(following["href"]))
    assert references(second) == [rows[-1].reference]
    assert f"Packets 1 to {PAGE}" in first.get_text()
    assert f"Packet {PAGE + 1}" in second.get_text()
    assert second.select_one('a[rel="prev"]') is not None


def test_a_queue_asks_as_much_of_the_database_however_long_it_is(
    house: House, visit: Visit
) -> None:
    theo = visit("theo")
    counts = []
    for _ in range(2):
        for _ in range(4):
            house.submitted(category="api-integration")
        with counted_queries(house) as asked:
            theo.get("/queue")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_queue_can_be_walked_by_keys(house: House, visit: Visit) -> None:
    house.submitted(category="api-integration")
    page = visit("theo").get("/queue?view=p1")
    assert page.select_one("[data-queue]") is not None
    page = visit("theo").get("/queue?view=waiting")
    assert page.select("[data-queue] [data-row] a.row-title")
    assert page.select_one("[data-search]") is not None
    news = page.select_one("[data-queue-news]")
    assert news is not None
    assert news["role"] == "status"
    assert any("queue.js" in str(one["src"]) for one in page.select("script[src]"))


def test_hostile_words_stay_words_in_a_row(house: House, visit: Visit) -> None:
    problem = "The <img src=x onerror=alert(1)> label is shown as [text](javascript:alert(1))"
    row = house.submitted(category="api-integration", problem=problem)
    page = visit("theo").get("/queue")
    assert problem in row_of(page, row.reference)
    assert page.select("main img") == []
