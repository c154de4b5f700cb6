"""A lead changes a checklist by key, and a technician is asked by what was published."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.house import House

pytestmark = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)

LEE, SAM = "lee@lead.example", "sam@north.example"


def test_a_lead_changes_an_item_and_a_technician_is_asked_by_it(
    house: House, opened: Opens
) -> None:
    page = opened(LEE, "/checklists/general/items/request_ids")
    page.locator("#add-columns").press("Enter")
    expect(page.locator("#columns-3-label")).to_be_focused()
    page.keyboard.type("Host")
    page.select_option("#columns-3-widget", "line")
    page.fill("#columns-3-example", "edge-17")
    page.select_option("#columns-3-required", "no")
    page.get_by_role("button", name="Save in the working copy").press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("Saved in the working copy")
    page.locator("#item-ask").get_by_role("button", name="Down").press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("Moved down")
    page.keyboard.press("Tab")
    expect(page.locator("#item-ask a")).to_be_focused()
    page.get_by_role("link", name="Differences, and publish").press("Enter")
    page.get_by_label("Why it changed").fill("Engineers asked which host answered.")
    page.get_by_role("button", name="Publish version 2").press("Enter")
    expect(page.locator("main")).to_contain_text("Engineers asked which host answered.")
    reference = house.start().reference
    theirs = opened(SAM, f"/packets/{reference}/edit")
    expect(theirs.locator("#request_ids-0-host")).to_be_attached()
