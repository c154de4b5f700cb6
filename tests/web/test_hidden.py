"""What is hidden in a draft: beside its fields, on a page of its own, before it is submitted."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from escalator.services.hiding import ALWAYS_HIDDEN
from escalator.services.review import bounce
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from tests.house import House, missing
from tests.services.test_filing import everything_in
from tests.web.pages import Visit, Visitor
from tests.web.queries import counted_queries

MAIL = "help@vendor-desk.example"
WORD = "q7Zk2pLx9Rv4Tt8WmB3x"
LIST, MORE = "#all form", "#more form"


def url(row: PacketRow, page: str = "hidden") -> str:
    return f"/packets/{row.reference}/{page}"


def texts(house: House, row: PacketRow) -> dict[str, Any]:
    with house.session() as session:
        return dict(session.get_one(PacketRow, row.id).answers)


def started(house: House, **answers: str) -> PacketRow:
    actual = f"Write to {MAIL} or bo@customer.example from 203.0.113.9"
    return house.start(**{"actual": actual, "expected": f"{MAIL} answers", **answers})


def text_of(page: BeautifulSoup, selector: str) -> str:
    found = page.select_one(selector)
    return found.get_text(" ", strip=True) if found else ""


def decided(sam: Visitor, row: PacketRow, status: int = 200, **fields: str) -> BeautifulSoup:
    page = sam.get(url(row))
    return sam.send(page, MORE, status, **fields)


# -- What the pages show ---------------------------------------------------------------------------


def test_the_head_of_the_packet_counts_what_is_hidden_for_author_and_engineer(
    visit: Visit, house: House
) -> None:
    row = started(house)
    words = "Hidden: 2 e-mail addresses, 1 IP address"
    assert words in text_of(visit("sam").get(url(row, "edit")), ".hidden-words")
    assert words in text_of(visit("sam").get(url(row, "check")), ".hidden-words")
    with writing():
        submit(house.desk("sam"), row.reference, version=None)
    page = visit("erin").get(f"/packets/{row.reference}")
    assert text_of(page, ".hidden-words") == f"{words} ."
    assert "Hidden: 2" not in text_of(page, ".packet.sheet")


def test_a_packet_with_nothing_hidden_says_so_to_its_author_only(
    visit: Visit, house: House
) -> None:
    row = house.submitted()
    assert visit("erin").get(f"/packets/{row.reference}").select_one(".hidden-words") is None
    page = visit("sam").get(url(house.start(), "edit"))
    assert text_of(page, ".hidden-words").startswith("Hidden: nothing")


def test_each_field_names_what_is_hidden_in_it(visit: Visit, house: House) -> None:
    page = visit("sam").get(url(started(house), "edit"))
    buttons = page.select('[data-item="actual"] [data-hidden] button')
    assert [one.get_text() for one in buttons] == [
        "e-mail address [EMAIL-1]",
        "e-mail address [EMAIL-2]",
        "IP address [IP-1.1]",
    ]
    assert page.select_one('[data-item="ask"] [data-hidden]') is None


def test_a_field_full_of_hidden_things_names_the_first_and_counts_the_others(
    visit: Visit, house: House
) -> None:
    log = "\n".join(f"from user{number}@customer.example" for number in range(30))
    row = house.start(logs=({"source": "mail log", "text": log},))
    beside = text_of(visit("sam").get(url(row, "edit")), '[data-item="logs"] [data-hidden]')
    assert "[EMAIL-8]" in beside
    assert "[EMAIL-9]" not in beside
    assert "and 22 more" in beside


def test_a_placeholder_says_in_the_packet_what_it_stands_for(visit: Visit, house: House) -> None:
    page = visit("sam").get(url(started(house), "edit"))
    marks = page.select("[data-preview] mark")
    assert {mark["title"] for mark in marks} >= {"Hidden e-mail address 1", "Hidden IP address 1.1"}


def test_the_button_beside_a_field_saves_and_leads_to_its_entry(visit: Visit, house: House) -> None:
    row, sam = started(house), visit("sam")
    page = sam.get(url(row, "edit"))
    page = sam.send(page, "#packet-form", ask="Look at the count", do="hidden:EMAIL-1")
    assert page.select_one("li#EMAIL-1") is not None
    assert texts(house, row)["ask"] == "Look at the count"


@pytest.mark.parametrize(("name", "status"), [("sid", 200), ("lee", 200), ("olga", 404)])
def test_only_the_author_has_the_page_of_what_is_hidden(
    visit: Visit, house: House, name: str, status: int
) -> None:
    page = visit(name).get(url(started(house)), status)
    assert page.select_one("[data-decide]") is None


def test_the_page_asks_the_database_a_bounded_number_of_times(visit: Visit, house: House) -> None:
    row, sam = started(house, expected=f"{MAIL} {WORD}"), visit("sam")
    for page in ("hidden", "edit", "check"):
        with counted_queries(house) as asked:
            sam.get(url(row, page))
        assert len(asked) <= 15, "\n".join(asked)


# -- Not personal, and back ------------------------------------------------------------------------


def test_taken_back_it_is_asked_for_once_and_then_stands_everywhere(
    visit: Visit, house: House
) -> None:
    row, sam = started(house), visit("sam")
    page = sam.send(sam.get(url(row)), LIST, do="take_back:EMAIL-1")
    assert "Its text was never kept: type it again in" in text_of(page, ".flashes")
    assert "Sam Porter called it not personal" in text_of(page, "li#EMAIL-1")
    page = sam.send(
        page, "li#EMAIL-1 form", typed={"value-EMAIL-1": MAIL, "do": "take_back:EMAIL-1"}
    )
    assert "stands again in" in text_of(page, ".flashes")
    assert texts(house, row)["expected"] == f"{MAIL} answers"
    assert page.select_one("#value-EMAIL-1") is None


def test_a_wrong_text_is_refused_and_still_in_its_field(visit: Visit, house: House) -> None:
    row, sam = started(house), visit("sam")
    page = sam.send(sam.get(url(row)), LIST, do="take_back:EMAIL-1")
    wrong = {"value-EMAIL-1": "x@vendor-desk.example", "do": "take_back:EMAIL-1"}
    page = sam.send(page, "li#EMAIL-1 form", 422, typed=wrong)
    field = page.select_one("#value-EMAIL-1")
    assert field is not None
    assert field["value"] == "x@vendor-desk.example"
    assert page.select_one('.error-summary a[href="#value-EMAIL-1"]') is not None


def test_hidden_again_it_is_nowhere_any_more(visit: Visit, house: House) -> None:
    row, sam = started(house), visit("sam")
    sam.send(sam.get(url(row)), LIST, do="take_back:EMAIL-1")
    page = sam.get(url(row))
    page = sam.send(
        page, "li#EMAIL-1 form", typed={"value-EMAIL-1": MAIL, "do": "take_back:EMAIL-1"}
    )
    assert MAIL in everything_in(house.engine)
    page = sam.send(page, "li#EMAIL-1 form", do="hide_again:EMAIL-1")
    assert "[EMAIL-1] is hidden again in" in text_of(page, ".flashes")
    assert MAIL not in everything_in(house.engine)


def test_keys_cards_and_passwords_have_no_button_and_are_refused_in_words(
    visit: Visit, house: House
) -> None:
    row, sam = started(house, actual="password=hunter-and-7-gatherers"), visit("sam")
    page = sam.get(url(row))
    assert page.select_one("li#SECRET-1 button") is None
    assert "always stay hidden" in text_of(page, "li#SECRET-1")
    page = sam.send(page, LIST, 422, do="take_back:SECRET-1")
    assert ALWAYS_HIDDEN in text_of(page, ".error-summary")


def test_the_engineer_reads_who_took_back_what_and_how_many(visit: Visit, house: House) -> None:
    row, sam = started(house), visit("sam")
    for name in ("EMAIL-1", "IP-1.1"):
        sam.send(sam.get(url(row)), LIST, do=f"take_back:{name}")
    decided(sam, row, value="Write", do="hide")
    page = sam.get(url(row))
    sam.send(page, LIST, do="take_back:HIDDEN-1")
    with writing():
        submit(house.desk("sam"), row.reference, version=None)
    page = visit("erin").get(f"/packets/{row.reference}")
    assert "2 findings taken back by the author." in text_of(page, ".hidden-words")
    told = text_of(page, ".timeline")
    assert "called the e-mail address [EMAIL-1] not personal, in: " in told
    assert "hid [HIDDEN-1], in: What happens instead" in told


# -- Hide something more ---------------------------------------------------------------------------


def test_more_is_hidden_by_hand_as_what_it_is(visit: Visit, house: House) -> None:
    row, sam = started(house, ask="Ask Zofia Haddad"), visit("sam")
    page = decided(sam, row, value="Zofia Haddad", kind="name", do="hide")
    assert "Hidden as [NAME-1] in: " in text_of(page, ".flashes")
    assert texts(house, row)["ask"] == "Ask [NAME-1]"


def test_what_stands_nowhere_is_hidden_once_it_is_typed(visit: Visit, house: House) -> None:
    row, sam = started(house), visit("sam")
    page = decided(sam, row, value="Falcon", do="hide")
    assert "stands nowhere in the packet yet" in text_of(page, ".flashes")
    sam.send(sam.get(url(row, "edit")), "#packet-form", ask="Ask about falcon")
    assert texts(house, row)["ask"] == "Ask about [HIDDEN-1]"


def test_what_cannot_be_hidden_is_refused_and_still_in_its_field(
    visit: Visit, house: House
) -> None:
    row, sam = started(house), visit("sam")
    page = decided(sam, row, 422, value="...", do="hide")
    field = page.select_one("#more #value")
    assert field is not None
    assert field["value"] == "..."
    assert "Only a word, a number or a few words" in text_of(page, ".error-summary")


@pytest.mark.parametrize(
    "fields", [{"do": ""}, {"do": "burn"}, {"do": "hide", "value": "Falcon", "kind": "person"}]
)
def test_what_no_button_says_is_refused(visit: Visit, house: House, fields: dict[str, str]) -> None:
    decided(visit("sam"), started(house), 422, **fields)


def test_a_page_that_is_too_old_is_refused_with_409_and_shows_what_was_typed(
    visit: Visit, house: House
) -> None:
    row, sam = started(house), visit("sam")
    page = sam.get(url(row))
    sam.send(sam.get(url(row, "edit")), "#packet-form", ask="Something else")
    page = sam.send(page, MORE, 409, value="Falcon", do="hide")
    assert "Falcon" in page.get_text()


def test_a_submitted_packet_is_no_longer_decided_on(visit: Visit, house: House) -> None:
    row, sam = started(house), visit("sam")
    page = sam.get(url(row))
    with writing():
        submit(house.desk("sam"), row.reference, version=None)
    sam.send(page, MORE, 409, value="Falcon", do="hide")
    assert sam.get(url(row)).select_one("[data-decide]") is None
    with writing():
        bounce(house.desk("erin"), row.reference, [missing("actual")], version=None)
    page = decided(sam, row, value="Write", do="hide")
    assert "What was submitted before stays as it was." in page.get_text()


# -- Doubtful words --------------------------------------------------------------------------------


def test_a_word_that_looks_random_is_asked_about_beside_its_field_and_before_submitting(
    visit: Visit, house: House
) -> None:
    row, sam = started(house, actual=f"session {WORD} ends"), visit("sam")
    assert WORD in text_of(sam.get(url(row, "edit")), '[data-item="actual"] [data-hidden]')
    page = sam.get(url(row, "check"))
    assert WORD in text_of(page, ".callout form")
    page = sam.send(page, ".callout form", do=f"hide:{WORD}")
    assert texts(house, row)["actual"] == "session [HIDDEN-1] ends"
    assert page.select_one(".callout form") is None
    assert text_of(page, "h1") == text_of(sam.get(url(row, "check")), "h1")


def test_a_word_that_was_left_is_not_asked_about_again(visit: Visit, house: House) -> None:
    row, sam = started(house, actual=f"session {WORD} ends"), visit("sam")
    page = sam.send(sam.get(url(row)), "#doubts form", do=f"leave:{WORD}")
    assert page.select_one("#doubts") is None
    assert sam.get(url(row, "check")).select_one(".callout form") is None
    assert texts(house, row)["actual"] == f"session {WORD} ends"


# -- While somebody types --------------------------------------------------------------------------


def saved(sam: Visitor, row: PacketRow, status: int = 200, **body: object) -> dict[str, Any]:
    answer = sam.client.post(
        url(row, "autosave"),
        json={"version": row.version, **body},
        headers={"X-CSRFToken": sam.csrf()},
    )
    assert answer.status_code == status, answer.text
    return dict(answer.get_json())


def test_saving_tells_what_is_hidden_beside_each_field(visit: Visit, house: House) -> None:
    row, sam = house.start(), visit("sam")
    result = saved(sam, row, answers={"actual": f"Write to {MAIL}"})
    assert "e-mail address [EMAIL-1]" in result["beside"]["actual"]
    assert result["hidden_words"] == "1 e-mail address"


def test_a_decision_answers_with_the_new_text_of_every_field_it_touches(
    visit: Visit, house: House
) -> None:
    row, sam = started(house), visit("sam")
    choice = {
        "decision": "take_back",
        "name": "EMAIL-1",
        "typed": [{"expected": f"{MAIL} answers", "gone": "x", "affected_count": None}],
    }
    result = saved(sam, row, choice=choice)
    assert result["answers"] == {
        "actual": f"Write to {MAIL} or [EMAIL-2] from [IP-1.1]",
        "expected": f"{MAIL} answers",
    }
    assert result["said"].startswith("[EMAIL-1] is not personal and stands again in: ")
    assert (result["name"], result["still"]) == ("EMAIL-1", [])


@pytest.mark.parametrize(
    "choice",
    [
        "take_back",
        {"decision": "burn"},
        {"decision": "hide", "value": 7},
        {"decision": "hide", "value": "Falcon", "kind": "person"},
        {"decision": "hide", "value": "Falcon", "more": ""},
        {"decision": "take_back", "name": "EMAIL-9"},
        {"decision": "take_back", "name": "SECRET-1"},
        {"decision": "take_back", "name": "EMAIL-1", "typed": [{"logs": "x"}]},
    ],
)
def test_a_decision_of_another_shape_is_refused_in_words(
    visit: Visit, house: House, choice: object
) -> None:
    row = started(house, steps="password=hunter-and-7-gatherers")
    result = saved(visit("sam"), row, 422, choice=choice)
    assert result["message"].endswith(".")


def test_a_decision_on_a_packet_that_changed_is_refused_with_409(
    visit: Visit, house: House
) -> None:
    row, sam = started(house), visit("sam")
    choice = {"decision": "hide", "value": "Falcon"}
    saved(sam, row, choice=choice)
    saved(sam, row, 409, choice=choice)


# -- Elsewhere -------------------------------------------------------------------------------------


def test_the_validator_says_what_is_still_in_a_packet_by_item(visit: Visit, house: House) -> None:
    sam = visit("sam")
    text = sam.client.get(f"/packets/{started(house).reference}.md").text
    text = text.replace("[EMAIL-2]", "bo@customer.example")
    page = sam.send(sam.get("/validator"), "main form", packet=text)
    callout = text_of(page, ".callout.caution")
    assert "What happens instead: 1 e-mail address" in callout
    assert "bo@customer.example" not in text_of(page, ".packet.sheet")


def test_the_markdown_and_json_of_a_packet_count_what_is_hidden(visit: Visit, house: House) -> None:
    row, sam = started(house), visit("sam")
    assert sam.client.get(f"/packets/{row.reference}.json").get_json()["hidden"] == {
        "EMAIL": 2,
        "IP": 1,
    }
    text = sam.client.get(f"/packets/{row.reference}.md").text
    assert "\nHidden: 2 e-mail addresses, 1 IP address\n" in text
