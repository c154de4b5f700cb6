"""A technician signs in, files a packet and submits it, and never touches the mouse."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from escalator.domain.checklist import Item, Widget
from escalator.domain.model import Answer
from tests.browser.conftest import PASSWORD, Served
from tests.browser.keys import FURTHEST, Keys
from tests.house import contracts, example

pytestmark = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)

CHECKLIST = contracts.checklists["general"]
AT_START = ("ticket", "ticket_url", "customer", "problem")


def test_a_packet_is_filed_from_sign_in_to_submission_by_key(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(base_url=served.url)
    page = context.new_page()
    keys = Keys(page)
    sign_in(page, keys)
    start(page, keys)
    open_all_that_is_optional(keys)
    for name, answer in in_order_of(page, answers()).items():
        give(keys, CHECKLIST.item(name), answer)
    keys.reach("Check and submit")
    keys.press("Enter")
    page.wait_for_url("**/check")
    expect(page.locator("[data-error-summary]")).to_have_count(0)
    keys.reach("Submit to ")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("is with Applications S2")
    context.close()


def sign_in(page: Page, keys: Keys) -> None:
    page.goto("/")
    keys.write("email", "sam@north.example")
    keys.write("password", PASSWORD)
    keys.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def start(page: Page, keys: Keys) -> None:
    keys.press("n")
    expect(page.locator("h1")).to_have_text("New packet")
    given = example("general").answers
    for name in AT_START:
        keys.write(name, str(given[name]))
    keys.choose("category", "general")
    keys.reach("Start the packet")
    keys.press("Enter")
    page.wait_for_url("**/edit")


def open_all_that_is_optional(keys: Keys) -> None:
    while not keys.focused("textContent").strip().startswith("Check and submit"):
        if "more, optional" in keys.focused("textContent") and keys.focused("tagName") == "SUMMARY":
            keys.press("Enter")
        keys.press("Tab")
    keys.press("Shift+Tab", FURTHEST)


def in_order_of(page: Page, given: Mapping[str, Answer]) -> dict[str, Answer]:
    """Give the answers in the order in which the form asks for them."""
    names = page.evaluate("[...document.querySelectorAll('[data-item]')].map(e => e.dataset.item)")
    return {name: given[name] for name in names if name in given}


def answers() -> dict[str, Answer]:
    """Give what is still to be answered, with times of today."""
    given = example("general").answers
    now = datetime.now(UTC)
    times = {
        "first_seen": now - timedelta(days=1),
        "last_update": now - timedelta(hours=2),
        "next_update": now + timedelta(days=1),
    }
    left = {name: answer for name, answer in given.items() if name not in AT_START}
    return {**left, **{name: at.isoformat(timespec="seconds") for name, at in times.items()}}


def give(keys: Keys, item: Item, answer: Answer) -> None:
    if item.widget is Widget.ROWS:
        give_rows(keys, item, answer)
    elif item.widget is Widget.CHOICES:
        assert isinstance(answer, tuple)
        keys.tick(item.name, tuple(map(str, answer)))
    elif item.widget is Widget.CHOICE:
        keys.choose(item.name, str(answer))
    else:
        keys.write(item.name, str(answer))


def give_rows(keys: Keys, item: Item, answer: Answer) -> None:
    assert isinstance(answer, tuple)
    for number, row in enumerate(answer):
        assert isinstance(row, Mapping)
        for column in item.columns:
            keys.write(f"{item.name}-{number}-{column.name}", row.get(column.name, ""))
