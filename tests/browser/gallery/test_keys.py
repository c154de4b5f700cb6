import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.gallery.conftest import Gallery


def test_a_key_presses_what_shows_it(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/review")
    page.keyboard.press("b")
    expect(page.get_by_role("dialog", name="Send E-1042 back")).to_be_visible()


@pytest.mark.parametrize("chord", ["Control+b", "Alt+b", "Meta+b"])
def test_a_chord_presses_nothing(gallery: Gallery, page: Page, chord: str) -> None:
    page.goto(f"{gallery.url}/review")
    page.keyboard.press(chord)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_key_typed_into_a_field_is_a_letter(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/components")
    page.locator("#problem").focus()
    page.keyboard.press("End")
    page.keyboard.type("b")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.input_value("#problem").endswith("b")


def test_a_question_mark_lists_the_keys_of_the_page(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/queue")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys of this page")
    expect(keys).to_contain_text("Next packet")
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)


def test_keys_can_be_switched_off(gallery: Gallery, page: Page) -> None:
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => 0);"
        "new MutationObserver(() => document.body && (document.body.dataset.shortcuts = 'off'))"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.goto(f"{gallery.url}/review")
    page.keyboard.press("b")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("kbd.key").first).to_be_hidden()


def test_j_and_k_walk_the_queue_and_o_opens(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/queue")
    for key, reference in (("j", "E-1051"), ("j", "E-1042"), ("k", "E-1051"), ("k", "E-1051")):
        page.keyboard.press(key)
        row = page.evaluate("document.activeElement.closest('[data-row]').dataset.row")
        assert row == reference
    page.keyboard.press("o")
    page.wait_for_url("**/review")


def test_a_slash_goes_to_the_search(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/queue")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    assert page.input_value("[data-search]") == ""


def test_a_bounce_takes_five_actions(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/review")
    page.keyboard.press("b")
    page.keyboard.press("3")
    expect(page.locator("#reason-0-3")).to_be_checked()
    page.keyboard.type(" And the steps.")
    expect(page.locator("[data-bounce-words]")).to_contain_text("Does not reproduce")
    expect(page.locator("[data-bounce-words] blockquote")).to_contain_text("And the steps.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == (
        "Send it back to Sam Ortega"
    )


def test_a_reason_ticks_the_items_it_is_about_unless_decided(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/bounce")
    page.check("#reason-0-3")
    expect(page.get_by_label("Steps to reproduce")).to_be_checked()
    expect(page.get_by_label("Request IDs")).to_be_checked()
    page.uncheck("#items-0-5")
    page.check("#reason-0")
    page.check("#reason-0-3")
    expect(page.get_by_label("Steps to reproduce")).not_to_be_checked()


def test_a_dialog_keeps_what_was_typed_when_closed(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/review")
    page.keyboard.press("b")
    page.fill("#wanted-0", "The steps, please.")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(page.locator("#wanted-0")).to_have_value("The steps, please.")


def test_a_form_is_sent_once(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/bounce")
    sent: list[str] = []

    def take(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/bounce", take)
    button = page.get_by_role("button", name="Send it back")
    button.evaluate("(button) => { button.click(); button.click(); }")
    expect(button).to_have_attribute("aria-busy", "true")
    expect(button).to_be_enabled()
    page.wait_for_timeout(200)
    assert sent == ["POST"]
