"""The lists of packets that a technician works from."""

from bs4 import BeautifulSoup

from escalator.domain.model import Resolution, RootCause
from escalator.services.exceptions import ask_exception, decide_exception
from escalator.services.review import accept, ask, bounce, resolve
from escalator.store.engine import writing
from tests.house import House, missing
from tests.web.pages import Visit


def sections(page: BeautifulSoup) -> dict[str, str]:
    """Give each list's words by its heading."""
    return {
        title.get_text(strip=True): title.find_next_sibling("ol").get_text(" ", strip=True)  # type: ignore[union-attr]
        for title in page.select("main > h2")
    }


def test_the_first_visit_says_what_to_do(visit: Visit) -> None:
    page = visit("sam").get("/packets")
    link = page.select_one(".empty a")
    assert link is not None
    assert link["href"] == "/packets/new"


def test_what_needs_the_author_comes_first_with_what_is_wanted(visit: Visit, house: House) -> None:
    sent_back, asked_about, solved = (house.submitted(ticket=f"T-{n}") for n in range(3))
    draft, waiting = house.start(ticket="T-3"), house.submitted(ticket="T-4")
    erin = "erin"
    with writing():
        bounce(house.desk(erin), sent_back.reference, [missing("steps")], version=None)
        ask(house.desk(erin), asked_about.reference, text="Which browser is it?", version=None)
        accept(house.desk(erin), solved.reference, version=None)
        given = Resolution("Batches are smaller now.", RootCause.DEFECT, True, False)
        resolve(house.desk(erin), solved.reference, given, version=None)
    page = visit("sam").get("/packets")
    found = sections(page)
    assert list(found) == ["Needs you", "Drafts", "With others"]
    for words in (
        sent_back.reference,
        "Give the exact value from the log.",
        "General",
        "Which browser is it?",
        "Batches are smaller now.",
    ):
        assert words in found["Needs you"]
    assert draft.reference in found["Drafts"]
    assert waiting.reference in found["With others"]
    assert asked_about.reference not in found["With others"]


def test_a_draft_says_what_became_of_its_exception(visit: Visit, house: House) -> None:
    drafts = [house.start(ticket=f"T-{number}", actual="n/a") for number in range(3)]
    plain = house.start(ticket="T-3")
    why = "Nobody can see it before Monday."
    for approve, row in zip((None, True, False), drafts, strict=True):
        with writing():
            made = ask_exception(
                house.desk("sam"), row.reference, items=("actual",), reason=why, version=None
            )
            if approve is not None:
                decide_exception(house.desk("lee"), made.id, approve=approve, reason="As it is.")
    page = visit("sam").get("/packets")
    said = {one["data-row"]: one.get_text(" ", strip=True) for one in page.select("[data-row]")}
    assert "Exception asked for" in said[drafts[0].reference]
    assert "Exception given" in said[drafts[1].reference]
    assert "Exception refused" in said[drafts[2].reference]
    assert "Exception" not in said[plain.reference]


def test_nobody_elses_packets_are_mine(visit: Visit, house: House) -> None:
    row = house.start()
    assert row.reference not in visit("sid").get("/packets").text


def test_a_team_reads_its_packets_and_no_others(visit: Visit, house: House) -> None:
    row = house.start()
    for name, is_shown in (("sid", True), ("lee", True), ("olga", False), ("erin", False)):
        page = visit(name).get("/packets/team")
        assert (row.reference in page.text) == is_shown, name


def test_a_security_packet_is_for_its_author_only(visit: Visit, house: House) -> None:
    row = house.start(category="security")
    for name, is_shown in (("sam", True), ("sid", False), ("lee", False)):
        assert (row.reference in visit(name).get("/packets/team").text) == is_shown, name


def test_a_search_narrows_and_says_when_it_finds_nothing(visit: Visit, house: House) -> None:
    one = house.start(customer="Northwind Freight", ticket="T-1")
    other = house.start(customer="Alder and Finch", ticket="T-2")
    sam = visit("sam")
    page = sam.get("/packets/team?q=NORTHWIND freight")
    assert one.reference in page.text
    assert other.reference not in page.text
    assert "Nothing matches" in sam.get("/packets/team?q=nowhere").text


def test_pages_follow_each_other(visit: Visit, house: House) -> None:
    rows = [house.start(ticket=f"T-{number}") for number in range(51)]
    sam = visit("sam")
    first = sam.get("/packets/team")
    older = first.select_one('a[rel="next"]')
    assert older is not None
    assert rows[0].reference not in [code.get_text() for code in first.select(".packets code")]
    second = sam.get(str(older["href"]))
    assert rows[0].reference in [code.get_text() for code in second.select(".packets code")]
    assert second.select_one('a[rel="prev"]') is not None


def test_a_page_that_is_no_number_is_the_first(visit: Visit, house: House) -> None:
    row = house.start()
    for number in ("0", "-1", "x", "²", "9" * 40):
        assert row.reference in visit("sam").get(f"/packets/team?page={number}").text
