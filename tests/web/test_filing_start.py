"""Starting a packet through the pages."""

import pytest
from sqlalchemy import func, select

from escalator.store.rows import PacketRow
from escalator.web.start_form import KEY
from tests.house import House
from tests.web.pages import Visit, heading

START = {
    "category": "general",
    "ticket": "ZD-48213",
    "customer": "Harbourline Logistics",
    "problem": "Exports of invoices stop at 1,000 rows",
    "people": "Mara Lindqvist",
}


def packet_count(house: House) -> int:
    with house.session() as session:
        return session.scalar(select(func.count(PacketRow.id))) or 0


def test_a_started_packet_opens_in_its_editor(visit: Visit, house: House) -> None:
    sam = visit("sam")
    page = sam.send(sam.get("/packets/new"), "main form", typed=START)
    assert heading(page) == START["problem"]
    assert packet_count(house) == 1


def test_the_target_is_the_one_the_rules_suggest(visit: Visit) -> None:
    sam = visit("sam")
    page = sam.send(
        sam.get("/packets/new"), "main form", typed={**START, "category": "data-integrity"}
    )
    chosen = page.select_one("input[name=target][checked]")
    assert chosen is not None
    assert chosen["value"] == "platform-s3"


def test_pressing_the_button_twice_starts_one_packet(visit: Visit, house: House) -> None:
    sam = visit("sam")
    form = sam.get("/packets/new")
    first = sam.send(form, "main form", typed=START)
    second = sam.send(form, "main form", typed=START)
    assert packet_count(house) == 1
    assert heading(first) == heading(second)


@pytest.mark.parametrize("missing", ["ticket", "category"])
def test_what_is_missing_is_named_and_the_rest_stays(
    visit: Visit, house: House, missing: str
) -> None:
    sam = visit("sam")
    page = sam.send(sam.get("/packets/new"), "main form", 422, **{**START, missing: ""})
    link = page.select_one(".error-summary a")
    assert link is not None
    assert link["href"] == f"#{missing}"
    for name in {"ticket", "customer", "problem", "people"} - {missing}:
        field = page.select_one(f"input[name={name}]")
        assert field is not None
        assert field["value"] == START[name]
    assert packet_count(house) == 0


def test_what_is_missing_is_listed_in_the_order_of_the_page(visit: Visit) -> None:
    sam = visit("sam")
    page = sam.send(sam.get("/packets/new"), "main form", 422)
    links = [link["href"] for link in page.select(".error-summary a")]
    assert links == ["#ticket", "#category"]


def test_an_unknown_category_is_refused(visit: Visit, house: House) -> None:
    sam = visit("sam")
    page = sam.send(sam.get("/packets/new"), "main form", 422, **{**START, "category": "nonsense"})
    assert "Choose one of these" in page.text
    assert packet_count(house) == 0


def test_an_over_long_problem_is_refused_with_its_limit(visit: Visit) -> None:
    sam = visit("sam")
    page = sam.send(sam.get("/packets/new"), "main form", 422, **{**START, "problem": "long " * 90})
    assert "At most 300 characters" in page.text


def test_open_packets_of_the_same_ticket_are_shown_before_a_second_one(
    visit: Visit, house: House
) -> None:
    row = house.start(ticket="ZD-48213")
    sam = visit("sam")
    page = sam.send(sam.get("/packets/new"), "main form", typed=START)
    assert row.reference in page.text
    assert packet_count(house) == 1
    sam.send(page, "main form", do="anyway")
    assert packet_count(house) == 2


def test_similar_words_are_shown_and_other_teams_packets_are_not(
    visit: Visit, house: House
) -> None:
    row = house.start(ticket="ZD-1", problem="Invoice exports stop after exactly 1,000 rows")
    for name, is_shown in (("sid", True), ("olga", False)):
        visitor = visit(name)
        page = visitor.send(visitor.get("/packets/new"), "main form", typed=START)
        assert (row.reference in page.text) == is_shown


@pytest.mark.parametrize(
    ("name", "ticket", "is_shown"),
    [
        ("sam", "ZD-48213", True),
        ("sid", "ZD-48213", True),
        ("sid", "ZD-48213 ", True),
        ("olga", "ZD-48213", False),
        ("sam", "ZD-4821", False),
        ("sam", "", False),
    ],
)
def test_what_is_open_on_a_ticket_is_told_while_it_is_typed(
    visit: Visit, house: House, name: str, ticket: str, is_shown: bool
) -> None:
    row = house.start(ticket="ZD-48213")
    visitor = visit(name)
    fields = {"csrf_token": visitor.csrf(), "ticket": ticket}
    piece = visitor.client.post("/packets/new/open", data=fields)
    assert piece.status_code == 200
    assert (f"/packets/{row.reference}" in piece.text) == is_shown
    assert bool(piece.text.strip()) == is_shown
    assert packet_count(house) == 1


@pytest.mark.parametrize(
    ("name", "status"), [("sam", 200), ("erin", 200), ("lee", 200), ("ada", 403)]
)
def test_everyone_but_an_administrator_may_start(visit: Visit, name: str, status: int) -> None:
    assert visit(name).client.get("/packets/new").status_code == status


def test_a_key_that_no_page_of_ours_made_is_kept_nowhere(visit: Visit, house: House) -> None:
    sam = visit("sam")
    typed = {**START, "key": "mara@customer.example"}
    sam.send(sam.get("/packets/new"), "main form", typed=typed)
    with house.session() as session:
        assert KEY.fullmatch(session.scalars(select(PacketRow.start_key)).one())
