from playwright.sync_api import Page, expect

from tests.browser.gallery.conftest import Gallery


def test_an_added_row_is_numbered_named_and_ready_to_type(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/components")
    page.locator("#add-troubleshooting").click()
    row = page.locator("[data-rows=troubleshooting] [data-row]").nth(2)
    expect(row.locator("[data-row-number]")).to_have_text("3")
    assert page.evaluate("document.activeElement.name") == "troubleshooting-2-tried"
    expect(row.get_by_label("What came of it")).to_have_attribute("id", "troubleshooting-2-result")


def test_a_removed_row_closes_the_gap_in_the_numbers(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/components")
    page.get_by_role("button", name="Remove row 1 of What you tried").click()
    expect(page.locator("#troubleshooting-0-tried")).to_have_value("Called from another network")
    expect(page.locator("#troubleshooting-1-tried")).to_have_count(0)
    button = page.get_by_role("button", name="Remove row 1 of What you tried")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("value", "remove:troubleshooting:0")
    expect(page.locator("#troubleshooting-0-result")).to_have_attribute(
        "aria-describedby", "troubleshooting-0-result-error"
    )


def test_a_removed_row_can_be_put_back_where_it_was(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/components")
    page.get_by_role("button", name="Remove row 1 of What you tried").click()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#troubleshooting-0-tried")).to_have_value(
        "Made a new API key for the tenant"
    )
    expect(page.locator("#troubleshooting-1-tried")).to_have_value("Called from another network")


def test_a_row_whose_log_is_kept_remembers_which_one_it_was(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/editor")
    page.locator("[data-rows=logs] [data-row='0'] [data-remove-row]").click()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("[name=logs-0-text-kept]")).to_have_value("0")


def test_a_long_paste_is_offered_to_the_logs(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/editor")
    log = "\n".join(f"09:12:{second:02} GET /v2/orders 401" for second in range(40))
    page.evaluate(
        """([selector, text]) => {
          const field = document.querySelector(selector);
          field.dataset.pasteLog = "logs";
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
          field.value += text;
        }""",
        ["#ask", log],
    )
    expect(page.get_by_text("That looks like a log of 40 lines.")).to_be_visible()
    page.get_by_role("button", name="Attach as a log").click()
    expect(page.locator("#logs-2-text")).to_have_value(log)
    assert "GET /v2/orders" not in page.input_value("#ask")
