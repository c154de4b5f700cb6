"""Two engineers decide on the same packet at once, each in a browser of their own."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.house import House

pytestmark = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)

THEO, TESS = "theo@platform.example", "tess@platform.example"
WANTED = "Name one record that was changed, and when."


def test_the_second_to_decide_is_told_who_was_first_and_keeps_the_words(
    house: House, opened: Opens
) -> None:
    reference = house.submitted(category="data-integrity").reference
    theo = opened(THEO, f"/packets/{reference}/bounce")
    theo.check("input[name='reason-0'][value='missing']")
    theo.check("input[name='items-0'][value='problem']")
    theo.fill("[name='wanted-0']", WANTED)

    tess = opened(TESS, f"/packets/{reference}")
    tess.get_by_role("button", name="Accept").click()
    expect(tess.locator("body")).to_contain_text("Accepted. It is with you now.")

    theo.get_by_role("button", name="Send it back").click()
    expect(theo.locator("main")).to_contain_text("Tess Quill")
    expect(theo.locator("main")).to_contain_text(WANTED)
    tess.reload()
    expect(tess.locator("main")).not_to_contain_text(WANTED)


def test_of_two_who_accept_the_second_is_told(house: House, opened: Opens) -> None:
    reference = house.submitted(category="data-integrity").reference
    theo, tess = (opened(email, f"/packets/{reference}") for email in (THEO, TESS))
    theo.get_by_role("button", name="Accept").click()
    expect(theo.locator("body")).to_contain_text("Accepted. It is with you now.")
    tess.get_by_role("button", name="Accept").click()
    expect(tess.locator("main")).to_contain_text("Theo Marsh")
    expect(tess.locator("body")).not_to_contain_text("It is with you now")
