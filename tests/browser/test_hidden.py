"""Deciding about what is hidden while one writes: live, by keyboard, without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from escalator.store.rows import PacketRow
from tests.browser.conftest import PASSWORD, Opens, Served
from tests.browser.test_autosave import SAM, WORDS, status, stored, until
from tests.house import House

pytestmark = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)

MAIL = "help@vendor-desk.example"
WORD = "q7Zk2pLx9Rv4Tt8WmB3x"


def editor(opened: Opens, row: PacketRow) -> Page:
    return opened(SAM, f"/packets/{row.reference}/edit")


def typed(page: Page, field: str, text: str) -> None:
    """Type into a field, let it be saved, and leave it."""
    with page.expect_response("**/autosave"):
        page.fill(f"#{field}", text)
    page.locator("[data-hidden-page]").first.focus()


def beside(page: Page, field: str) -> Locator:
    return page.locator(f"[data-item='{field}'] [data-hidden]")


def select(page: Page, field: str, words: str) -> None:
    """Select the last words of a field, as a keyboard does."""
    page.focus(f"#{field}")
    page.keyboard.press("Control+End")
    for _ in words:
        page.keyboard.press("Shift+ArrowLeft")
    expect(page.get_by_role("button", name=f"Hide “{words}”")).to_be_visible()


def test_what_was_hidden_is_named_beside_the_field_and_counted_in_the_head_while_one_types(
    house: House, opened: Opens
) -> None:
    page = editor(opened, house.start())
    expect(page.locator(".hidden-words")).to_contain_text("Hidden: nothing.")
    typed(page, "actual", f"Write to {MAIL}, 203.0.113.9")
    expect(beside(page, "actual")).to_have_text(
        "Hidden here: e-mail address [EMAIL-1], IP address [IP-1.1]."
    )
    expect(page.locator(".hidden-words")).to_contain_text("1 e-mail address, 1 IP address.")
    typed(page, "actual", "Write to the desk")
    expect(beside(page, "actual")).to_have_count(0)


def test_a_placeholder_in_the_preview_is_spoken_with_what_it_stands_for(
    house: House, opened: Opens
) -> None:
    page = editor(opened, house.start(actual=f"Write to {MAIL}"))
    spoken = page.locator("[data-preview]").aria_snapshot()
    assert re.search(r"Hidden e-mail address 1 *\[EMAIL-1\]", spoken), spoken


def test_not_personal_gives_every_field_its_words_back_and_undo_takes_them(
    house: House, opened: Opens
) -> None:
    row = house.start()
    page = editor(opened, row)
    typed(page, "actual", f"Write to {MAIL}")
    typed(page, "expected", f"{MAIL} answers")
    expect(page.locator("#expected")).to_have_value("[EMAIL-1] answers")
    beside(page, "actual").get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("button", name="Not personal").click()
    expect(status(page)).to_contain_text("[EMAIL-1] is not personal and stands again in: ")
    expect(page.locator("#actual")).to_have_value(f"Write to {MAIL}")
    expect(page.locator("#expected")).to_have_value(f"{MAIL} answers")
    expect(page.locator("[data-preview]")).to_contain_text(f"Write to {MAIL}")
    expect(page.locator("#actual")).to_be_focused()
    status(page).get_by_role("button", name="Undo").click()
    expect(page.locator("#actual")).to_have_value("Write to [EMAIL-1]")
    expect(page.locator("#expected")).to_have_value("[EMAIL-1] answers")
    until(lambda: MAIL not in str(stored(house, row).answers))


def test_words_written_since_stay_when_a_finding_is_taken_back(house: House, opened: Opens) -> None:
    row = house.start()
    page = editor(opened, row)
    typed(page, "actual", f"Write to {MAIL}")
    expect(page.locator("#actual")).to_have_value("Write to [EMAIL-1]")
    typed(page, "actual", "Do write to [EMAIL-1] today")
    beside(page, "actual").get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("button", name="Not personal").click()
    expect(page.locator("#actual")).to_have_value(f"Do write to {MAIL} today")


def test_after_a_reload_the_words_are_asked_for_once(house: House, opened: Opens) -> None:
    row = house.start(actual=f"Write to {MAIL}", expected=f"{MAIL} answers")
    page = editor(opened, row)
    beside(page, "actual").get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("button", name="Not personal").click()
    expect(status(page)).to_contain_text("Its text was never kept: type it again in")
    field = page.get_by_role("dialog").get_by_label("What stood in its place")
    expect(field).to_be_focused()
    page.keyboard.type("somebody@vendor-desk.example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This is not what stood in place of")
    field.fill(MAIL)
    page.keyboard.press("Enter")
    expect(page.locator("#actual")).to_have_value(f"Write to {MAIL}")
    expect(page.locator("#expected")).to_have_value(f"{MAIL} answers")


def test_what_is_selected_is_hidden_by_tab_and_enter_and_undone(
    house: House, opened: Opens
) -> None:
    page = editor(opened, house.start(expected="FALCON is up"))
    typed(page, "actual", "We saw it on Falcon")
    select(page, "actual", "Falcon")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#actual")).to_have_value("We saw it on [HIDDEN-1]")
    expect(page.locator("#expected")).to_have_value("[HIDDEN-1] is up")
    expect(page.locator("#actual")).to_be_focused()
    expect(status(page)).to_contain_text("Hidden as [HIDDEN-1] in: ")
    status(page).get_by_role("button", name="Undo").click()
    expect(page.locator("#actual")).to_have_value("We saw it on Falcon")
    expect(page.locator("#expected")).to_have_value("FALCON is up")


def test_f2_hides_what_is_selected_and_the_pen_stays_where_it_was(
    house: House, opened: Opens
) -> None:
    page = editor(opened, house.start(actual="We saw it on Falcon"))
    select(page, "actual", "Falcon")
    page.keyboard.press("F2")
    expect(page.locator("#actual")).to_have_value("We saw it on [HIDDEN-1]")
    page.keyboard.type(", twice")
    expect(page.locator("#actual")).to_have_value("We saw it on [HIDDEN-1], twice")
    page.keyboard.press("F2")
    expect(page.locator("#actual")).to_have_value("We saw it on [HIDDEN-1], twice")


def test_h_and_n_open_what_they_say_and_are_letters_in_a_field(house: House, opened: Opens) -> None:
    page = editor(opened, house.start(actual=f"Falcon writes to {MAIL}"))
    page.focus("#ask")
    page.keyboard.type("hn")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("[data-hidden-page]").first.focus()
    page.keyboard.press("n")
    expect(page.get_by_role("dialog").get_by_role("button", name="Not personal")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(page.get_by_label("A word, a number or a few words")).to_be_focused()
    page.keyboard.type("Falcon")
    page.keyboard.press("Tab")
    page.keyboard.type("Host")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#actual")).to_have_value("[HOST-1] writes to [EMAIL-1]")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    for words in ("Not personal?", "Hide something more", "In a field: hide what is selected"):
        expect(keys).to_contain_text(words)


def test_a_word_that_looks_random_is_left_or_hidden(house: House, opened: Opens) -> None:
    page = editor(opened, house.start())
    typed(page, "actual", f"session {WORD} ends")
    beside(page, "actual").get_by_role("button", name=WORD).click()
    page.get_by_role("dialog").get_by_role("button", name="Leave it").click()
    expect(beside(page, "actual")).to_have_count(0)
    expect(page.locator("#actual")).to_have_value(f"session {WORD} ends")


def test_what_cannot_be_taken_back_says_so(house: House, opened: Opens) -> None:
    page = editor(opened, house.start(actual="password=hunter-and-7-gatherers"))
    beside(page, "actual").get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("always stay hidden")
    expect(dialog.get_by_role("button", name="Not personal")).to_have_count(0)


def test_a_decision_that_comes_too_late_leaves_the_words_in_the_tab(
    house: House, opened: Opens
) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    page, other = editor(opened, row), editor(opened, row)
    typed(other, "ask", WORDS)
    page.fill("#expected", "Falcon")
    select(page, "expected", "Falcon")
    page.keyboard.press("F2")
    expect(status(page)).to_contain_text("kept in this tab")
    expect(page.locator("#expected")).to_have_value("Falcon")
    assert "Falcon" not in str(stored(house, row).answers)


def test_everything_can_be_decided_without_javascript(
    browser: Browser, served: Served, house: House
) -> None:
    row = house.start(actual=f"Falcon writes to {MAIL}", expected=f"session {WORD}")
    context = browser.new_context(base_url=served.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("#email", SAM)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"/packets/{row.reference}/edit")
    page.fill("#ask", WORDS)
    beside(page, "actual").get_by_role("button").click()
    page.get_by_role("button", name="Not personal").click()
    page.get_by_label("What stood in its place").fill(MAIL)
    page.get_by_role("button", name="Put it back").click()
    page.get_by_label("A word, a number or a few words").fill("Falcon")
    page.get_by_role("button", name="Hide it everywhere").click()
    page.get_by_role("button", name="Leave it").click()
    page.get_by_role("link", name="Go on writing").click()
    expect(page.locator("#ask")).to_have_value(WORDS)
    expect(page.locator("#actual")).to_have_value(f"[HIDDEN-1] writes to {MAIL}")
    expect(beside(page, "expected")).to_have_count(0)
    context.close()


def test_without_a_network_the_page_stays_and_says_so(house: House, opened: Opens) -> None:
    page = editor(opened, house.start(actual=f"Write to {MAIL}"))
    page.focus("#ask")
    page.context.set_offline(True)
    beside(page, "actual").get_by_role("button").click()
    expect(status(page)).to_contain_text("Offline")
    expect(page.locator("#actual")).to_have_value("Write to [EMAIL-1]")
    page.context.set_offline(False)
    beside(page, "actual").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_contain_text("[EMAIL-1]")
