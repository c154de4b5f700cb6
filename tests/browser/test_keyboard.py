"""Everything by key: an engineer decides without a mouse, a technician never loses the focus."""

import re

import pytest
from playwright.sync_api import Page, expect

from escalator.services.followup import contest
from escalator.services.review import bounce
from escalator.store.engine import writing
from tests.browser.conftest import Opens
from tests.browser.keys import Keys
from tests.house import House, missing

pytestmark = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)

ERIN, SAM, LEE = "erin@apps.example", "sam@north.example", "lee@lead.example"


def focused(page: Page) -> str:
    """Give the id of what has the focus, or its words where it has none."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))


def test_a_packet_is_found_opened_and_accepted_by_key(house: House, opened: Opens) -> None:
    house.submitted(problem="The first of two problems")
    house.submitted(problem="The second of two problems")
    page = opened(ERIN, "/queue")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "The second of two" in focused(page)
    page.keyboard.press("k")
    assert "The first of two" in focused(page)
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text("The first of two problems")
    expect(page.locator("html[data-keys-on]")).to_be_attached()  # keys count from here on
    page.keyboard.press("a")
    expect(page.locator("body")).to_contain_text("Accepted. It is with you now.")


def test_a_bounce_takes_five_actions(house: House, opened: Opens) -> None:
    row = house.submitted()
    page = opened(ERIN, f"/packets/{row.reference}")
    page.keyboard.press("b")
    page.keyboard.press("3")
    page.keyboard.type("Say which of the two accounts sees it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Sent back to Sam Porter.")


def test_another_item_is_chosen_and_the_words_are_one_key_away(house: House, opened: Opens) -> None:
    row = house.submitted()
    page = opened(ERIN, f"/packets/{row.reference}")
    page.keyboard.press("b")
    page.keyboard.press("1")
    assert focused(page) == "items-0"
    page.keyboard.press("Space")
    page.keyboard.press("w")
    assert focused(page) == "wanted-0"
    page.keyboard.type("Say what we should do about it: w, b and 1 are letters here.")
    expect(page.locator("#wanted-0")).to_have_value(re.compile("w, b and 1 are letters here"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Sent back to Sam Porter.")


def test_keys_stay_out_of_fields_and_of_the_browsers_own(house: House, opened: Opens) -> None:
    row = house.submitted(problem="Still waiting")
    page = opened(ERIN, "/queue")
    page.keyboard.press("/")
    page.keyboard.type("jao?")
    expect(page.locator("[data-search]")).to_have_value("jao?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.goto(f"/packets/{row.reference}")
    for chord in ("Control+a", "Alt+a", "Meta+b"):
        page.keyboard.press(chord)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text("Accepted. It is with you")


def test_the_keys_of_a_page_are_listed_and_escape_closes_the_list(opened: Opens) -> None:
    page = opened(ERIN, "/queue")
    page.keyboard.press("?")
    listed = page.locator("dialog[open]")
    for words in ("Next packet", "Packet before", "Open the packet", "Search"):
        expect(listed).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)


def test_keys_can_be_switched_off(house: House, opened: Opens) -> None:
    house.submitted()
    page = opened(ERIN, "/account")
    page.uncheck("input[name='shortcuts']")
    page.get_by_role("button", name="Save").first.click()
    page.goto("/queue")
    before = focused(page)
    page.keyboard.press("j")
    assert focused(page) == before


def test_the_first_tab_offers_to_skip_to_the_main_part(opened: Opens) -> None:
    page = opened(SAM, "/packets")
    page.keyboard.press("Tab")
    assert "Skip to the main part" in focused(page)
    page.keyboard.press("Enter")
    assert focused(page) == "main"


def test_n_starts_a_packet_whose_form_goes_in_order(opened: Opens) -> None:
    page = opened(SAM, "/packets")
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("New packet")
    page.locator("#ticket").focus()
    order = []
    for _ in range(5):
        order.append(focused(page))
        page.keyboard.press("Tab")
    assert order == ["ticket", "ticket_url", "customer", "problem", "people"]
    expect(page.locator("input[name='category']").first).to_be_focused()


def test_a_row_added_by_key_has_the_focus_and_one_removed_gives_it_on(
    house: House, opened: Opens
) -> None:
    row = house.start()
    page = opened(SAM, f"/packets/{row.reference}/edit")
    rows = page.locator("[data-item='troubleshooting'] [data-row-list] > [data-row]")
    count = rows.count()
    page.locator("button[value='add:troubleshooting']").focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(count + 1)
    assert re.fullmatch(r"troubleshooting-\d+-tried", focused(page))
    page.locator("button[value^='remove:troubleshooting:']").last.focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(count)
    assert page.evaluate(
        "document.querySelector('[data-item=troubleshooting]').contains(document.activeElement)"
    )


def test_what_stops_the_line_has_the_focus_and_each_gap_leads_to_its_field(
    house: House, opened: Opens
) -> None:
    row = house.start(actual="", problem="n/a")
    page = opened(SAM, f"/packets/{row.reference}/edit")
    page.get_by_role("button", name="Check and submit").focus()
    page.keyboard.press("Enter")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    for name in ("problem", "actual"):
        page.goto(f"/packets/{row.reference}/check")
        page.locator(f"[data-error-summary] a[href$='#{name}']").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#{name}")).to_be_focused()
        expect(page.locator(f"#{name}")).to_be_in_viewport()


def test_a_lead_rules_on_a_contested_bounce_by_key(house: House, opened: Opens) -> None:
    row = house.submitted()
    with writing():
        bounce(house.desk("erin"), row.reference, [missing("actual")], version=row.version)
    with writing():
        sam = house.desk("sam")
        made = contest(sam, row.reference, why="The log says exactly that.", version=None)
    page = opened(LEE, "/requests")
    keys = Keys(page)
    keys.reach(f"contest-{made.id}")
    page.keyboard.insert_text("The item was answered, and the log agrees.")
    keys.reach("Void the bounce")
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("Nothing waits for you")
