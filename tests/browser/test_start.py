"""Starting a packet in a real browser: what is open already is told while the ticket is typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.house import House

pytestmark = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)


def test_what_is_open_on_a_ticket_shows_before_the_problem_is_typed(
    house: House, opened: Opens
) -> None:
    row = house.start(ticket="ZD-48213", problem="Exports stop at 1,000 rows")
    page = opened("sam@north.example", "/packets/new")
    place = page.locator('[data-already-open][aria-live="polite"]')
    page.keyboard.type("ZD-48213")
    expect(place.get_by_role("link", name="Exports stop at 1,000 rows")).to_have_attribute(
        "href", f"/packets/{row.reference}"
    )
    assert page.evaluate("document.activeElement.id") == "ticket"
    page.keyboard.type("0")
    expect(place).to_be_empty()
