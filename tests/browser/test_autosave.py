"""Saving while somebody types, against the real server: nothing typed is ever lost."""

import re
from collections.abc import Callable
from time import sleep

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from escalator.services.drafts import Edit, save_draft
from escalator.store.engine import writing
from escalator.store.rows import EventRow, PacketRow
from tests.browser.conftest import PASSWORD, Opens
from tests.house import House

pytestmark = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)

SAM = "sam@north.example"
WORDS = "The page stays white after the second step."


def status(page: Page) -> Locator:
    return page.locator("[data-save-status]")


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what the server does behind the page's back."""
    for _ in range(150):
        if is_so():
            return
        sleep(0.1)
    raise AssertionError("it never became so")


def stored(house: House, row: PacketRow) -> PacketRow:
    with house.session() as session:
        found = session.get_one(PacketRow, row.id)
        _ = found.answers
        return found


def test_what_is_typed_is_there_after_a_reload(house: House, opened: Opens) -> None:
    row = house.start()
    page = opened(SAM, f"/packets/{row.reference}/edit")
    with page.expect_response("**/autosave"):
        page.fill("#actual", WORDS)
    assert stored(house, row).answers["actual"] == WORDS
    page.reload()
    expect(page.locator("#actual")).to_have_value(WORDS)


def test_words_typed_just_before_leaving_are_there(house: House, opened: Opens) -> None:
    row = house.start()
    page = opened(SAM, f"/packets/{row.reference}/edit")
    page.fill("#actual", WORDS)
    page.goto("/packets")
    until(lambda: stored(house, row).answers["actual"] == WORDS)
    page.goto(f"/packets/{row.reference}/edit")
    expect(page.locator("#actual")).to_have_value(WORDS)
    expect(page.locator("main")).not_to_contain_text("This tab kept words")


def test_hidden_data_comes_back_hidden_and_later_words_stay(house: House, opened: Opens) -> None:
    row = house.start()
    page = opened(SAM, f"/packets/{row.reference}/edit")
    page.fill("#actual", "Write to mara@customer.example")
    expect(status(page)).to_contain_text("Personal data is hidden in")
    expect(page.locator("#actual")).to_have_value("Write to mara@customer.example")
    page.focus("#expected")
    expect(page.locator("#actual")).to_have_value(re.compile(r"^Write to \[EMAIL-\d\]$"))
    expect(page.locator("[data-preview]")).not_to_contain_text("mara@")
    assert "mara" not in str(stored(house, row).answers)


def test_signed_out_meanwhile_the_words_wait_for_the_sign_in(house: House, opened: Opens) -> None:
    row = house.start()
    page = opened(SAM, f"/packets/{row.reference}/edit")
    page.context.clear_cookies()
    page.fill("#actual", WORDS)
    # Without its cookie the form's token counts for nothing either: either way the words are kept.
    expect(status(page)).to_contain_text("kept in this tab")
    expect(page.locator("#actual")).to_have_value(WORDS)
    page.goto(f"/packets/{row.reference}/edit")
    page.fill("#email", SAM)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator("main")).to_contain_text("This tab kept words that were not saved")
    page.get_by_role("button", name="Put them back").click()
    expect(page.locator("#actual")).to_have_value(WORDS)
    until(lambda: stored(house, row).answers["actual"] == WORDS)


def test_a_change_elsewhere_stops_the_saving_and_keeps_the_words(
    house: House, opened: Opens
) -> None:
    row = house.start()
    page = opened(SAM, f"/packets/{row.reference}/edit")
    with writing():
        elsewhere = Edit({"expected": "Changed in another window."}, {})
        save_draft(house.desk("sam"), row.reference, elsewhere, version=None)
    page.fill("#actual", WORDS)
    expect(status(page)).to_contain_text("kept in this tab")
    status(page).get_by_role("link").click()
    expect(page.locator("#expected")).to_have_value("Changed in another window.")
    page.get_by_role("button", name="Put them back").click()
    until(lambda: stored(house, row).answers["actual"] == WORDS)
    assert stored(house, row).answers["expected"] == "Changed in another window."


def test_without_a_network_the_words_wait_and_are_sent_when_it_is_back(
    house: House, opened: Opens
) -> None:
    row = house.start()
    page = opened(SAM, f"/packets/{row.reference}/edit")
    page.context.set_offline(True)
    page.fill("#actual", WORDS)
    expect(status(page)).to_contain_text("Offline - kept in this tab")
    page.context.set_offline(False)
    until(lambda: stored(house, row).answers["actual"] == WORDS)
    expect(status(page)).to_contain_text("Saved")


def test_a_server_in_trouble_is_asked_again(house: House, opened: Opens) -> None:
    row = house.start()
    page = opened(SAM, f"/packets/{row.reference}/edit")
    refused = []

    def refuse_once(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(status=500, body="")

    page.route("**/autosave", refuse_once, times=1)
    page.fill("#actual", WORDS)
    expect(status(page)).to_contain_text("trying again")
    expect(status(page)).to_contain_text("Saved", timeout=15_000)
    assert len(refused) == 1
    assert stored(house, row).answers["actual"] == WORDS


def test_two_clicks_make_one_packet_and_one_submission(house: House, opened: Opens) -> None:
    page = opened(SAM, "/packets/new")
    page.fill("#ticket", "T-1001")
    page.fill("#customer", "Larkspur Books (account 2)")
    page.fill("#problem", "The export of orders ends after the first page")
    page.check("input[name='category'][value='general']")
    page.get_by_role("button", name="Start the packet").dblclick()
    page.wait_for_url("**/edit")
    with house.session() as session:
        assert session.query(PacketRow).count() == 1
    row = house.start()
    page.goto(f"/packets/{row.reference}/check")
    page.get_by_role("button", name=re.compile("^Submit to")).dblclick()
    page.wait_for_url("**/sent")
    with house.session() as session:
        submissions = session.query(EventRow).filter_by(packet_id=row.id, action="submit")
        assert submissions.count() == 1
    assert stored(house, row).revision == 1


def test_facts_that_raise_the_priority_say_so_wherever_it_stands(
    house: House, opened: Opens
) -> None:
    row = house.start(scope="one_user", blocked="not_blocked", affected_count="")
    page = opened(SAM, f"/packets/{row.reference}/edit")
    asked = page.locator("[data-item='affected_count'] .field-label")
    expect(page.locator("#priority-title")).to_have_text("Priority P4")
    expect(asked).to_contain_text("optional")
    for name, value in (("scope", "one_site"), ("blocked", "blocked"), ("workaround", "none")):
        page.check(f"input[name='{name}'][value='{value}']")
    expect(page.locator("#priority-title")).to_have_text("Priority P2")
    expect(page.locator(".packet-head .priority")).to_have_text("Priority P2")
    expect(asked).not_to_contain_text("optional")
    expect(page.locator("#affected_count")).to_be_visible()
