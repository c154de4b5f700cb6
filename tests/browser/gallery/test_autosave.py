import re

import pytest
from playwright.sync_api import Page, expect

from escalator.domain.model import JSON
from tests.browser.gallery.conftest import Gallery
from tests.browser.test_autosave import until


def status(page: Page, words: str) -> None:
    expect(page.locator("[data-save-status]")).to_contain_text(words)


def kept(page: Page) -> int:
    return int(page.evaluate("sessionStorage.length"))


def open_editor(page: Page, gallery: Gallery) -> None:
    page.goto(f"{gallery.url}/editor")


def test_a_change_is_saved_by_itself_and_only_that_change(gallery: Gallery, page: Page) -> None:
    open_editor(page, gallery)
    page.fill("#region", "eu-central-1")
    status(page, "Saved 12:05")
    assert gallery.desk.sent == [
        {"version": 7, "answers": {"region": "eu-central-1"}, "not_available": {}}
    ]
    assert kept(page) == 0


@pytest.mark.parametrize(
    ("selector", "item", "answer"),
    [
        ("#environment-2", "environment", "staging"),
        ("#at_stake-3", "at_stake", ["money", "contract", "data"]),
    ],
)
def test_a_chosen_option_is_saved_as_the_checklist_means_it(
    gallery: Gallery, page: Page, selector: str, item: str, answer: JSON
) -> None:
    open_editor(page, gallery)
    page.check(selector)
    status(page, "Saved 12:05")
    assert gallery.desk.sent[0]["answers"] == {item: answer}


@pytest.mark.parametrize(("typed", "answer"), [("12", 12), ("a dozen", "a dozen"), ("", None)])
def test_a_number_is_saved_as_one_where_it_is_one(
    gallery: Gallery, page: Page, typed: str, answer: JSON
) -> None:
    open_editor(page, gallery)
    page.fill("#affected_count", typed)
    status(page, "Saved 12:05")
    assert gallery.desk.sent[0]["answers"] == {"affected_count": answer}


def test_rows_are_saved_without_the_empty_ones(gallery: Gallery, page: Page) -> None:
    open_editor(page, gallery)
    page.locator("#add-request_ids").click()
    page.fill("#request_ids-1-id", "8f14e45f")
    status(page, "Saved 12:05")
    assert gallery.desk.sent[-1]["answers"] == {"request_ids": [{"id": "8f14e45f"}]}


def test_a_log_kept_on_the_server_is_named_and_not_sent_again(gallery: Gallery, page: Page) -> None:
    open_editor(page, gallery)
    page.fill("#logs-0-source", "edge.log")
    status(page, "Saved 12:05")
    answers = gallery.desk.sent[0]["answers"]
    assert isinstance(answers, dict)
    rows = answers["logs"]
    assert isinstance(rows, list)
    assert rows[0] == {
        "source": "edge.log",
        "time_range": "09:10 to 09:20 +01:00",
        "text-kept": "0",
    }


def test_what_is_not_available_is_saved_with_its_reason(gallery: Gallery, page: Page) -> None:
    open_editor(page, gallery)
    page.fill("#na_reason-sop", "No SOP covers it")
    status(page, "Saved 12:05")
    assert gallery.desk.sent[0]["not_available"] == {"sop": "No SOP covers it"}


def test_hidden_personal_data_replaces_what_was_typed_once_the_field_is_left(
    gallery: Gallery, page: Page
) -> None:
    open_editor(page, gallery)
    gallery.desk.answer = {"answers": {"problem": "Mail [EMAIL-1] about it"}}
    page.fill("#problem", "Mail ann@example.com about it")
    status(page, "Personal data is hidden in: The problem in one sentence")
    expect(page.locator("#problem")).to_have_value("Mail ann@example.com about it")
    page.locator("#region").focus()
    expect(page.locator("#problem")).to_have_value("Mail [EMAIL-1] about it")


def test_words_typed_meanwhile_are_not_replaced(gallery: Gallery, page: Page) -> None:
    open_editor(page, gallery)
    gallery.desk.answer = {"answers": {"problem": "Mail [EMAIL-1]"}}
    page.fill("#problem", "Mail ann@example.com")
    status(page, "Saved 12:05")
    gallery.desk.answer = {}
    page.locator("#problem").press_sequentially(" today")
    page.locator("#region").focus()
    expect(page.locator("#problem")).to_have_value(re.compile("today$"))


def test_the_verdict_that_comes_back_is_shown(gallery: Gallery, page: Page) -> None:
    open_editor(page, gallery)
    gallery.desk.answer = {
        "gaps": [{"item": "request_ids", "place": "", "message": "A request ID is missing."}],
        "sections": [
            {"name": "context", "gap_count": 0, "words": "complete"},
            {"name": "ask", "gap_count": 2, "words": "2 gaps"},
        ],
        "priority": {"level": "P1", "reason": "Many customers are blocked"},
        "preview_html": "<h1>Fresh</h1>",
    }
    page.fill("#region", "eu-central-1")
    status(page, "Saved 12:05")
    expect(page.locator("[data-line-words]")).to_have_text("Stopped: 1 gap")
    expect(page.locator("[data-rail] [data-section=context]")).to_have_class("complete")
    expect(page.locator("[data-rail] [data-section=ask]")).to_contain_text("2 gaps")
    expect(page.locator(".packet-head .priority")).to_have_text("Priority P1")
    expect(page.locator("[data-preview]")).to_have_text("Fresh")
    expect(page.locator("[data-progress]")).to_contain_text("5 of 7")
    expect(page.locator("#region-error")).to_have_count(0)
    expect(page.locator("#request_ids-error")).to_have_count(1)
    expect(page.locator("#error-summary-title")).to_have_text("There is 1 gap")


@pytest.mark.parametrize(
    ("code", "answer", "words"),
    [
        (401, {}, "You are signed out - kept in this tab Sign in"),
        (400, {"error": "csrf"}, "too old to save from - kept in this tab Open it again"),
        (409, {"message": "Erin Vale changed this packet"}, "Erin Vale changed this packet - kept"),
        (413, {"limit": 16_000_000}, "Too large to save, 16 MB at most - kept in this tab"),
        (422, {"message": "This is no item"}, "This is no item - kept in this tab"),
        (500, {}, "Not saved, trying again - kept in this tab"),
    ],
)
def test_a_refused_save_says_so_and_keeps_the_words(
    gallery: Gallery, page: Page, code: int, answer: dict[str, JSON], words: str
) -> None:
    open_editor(page, gallery)
    gallery.desk.status, gallery.desk.answer = code, answer
    page.fill("#region", "eu-central-1")
    status(page, words)
    expect(page.locator("#region")).to_have_value("eu-central-1")
    assert kept(page) == 1


def test_words_wait_in_the_tab_while_offline_and_go_when_it_is_over(
    gallery: Gallery, page: Page
) -> None:
    open_editor(page, gallery)
    page.context.set_offline(True)
    page.fill("#region", "eu-central-1")
    status(page, "Offline - kept in this tab")
    page.context.set_offline(False)
    status(page, "Saved 12:05")
    assert kept(page) == 0


def test_unsaved_words_are_offered_after_a_reload_and_put_back(
    gallery: Gallery, page: Page
) -> None:
    open_editor(page, gallery)
    gallery.desk.status = 401
    page.fill("#region", "eu-central-1")
    page.locator("#add-request_ids").click()
    page.fill("#request_ids-0-id", "8f14e45f")
    page.fill("#request_ids-1-id", "c9f0f895")
    status(page, "signed out")
    # Not by wait_for_function, whose second look is an eval, which the content policy refuses.
    until(lambda: "c9f0f895" in str(page.evaluate("Object.values(sessionStorage)")))
    gallery.desk.status = 200
    page.reload()
    expect(page.get_by_text("In: Region, Request, trace or correlation IDs")).to_be_visible()
    page.get_by_role("button", name="Put them back").click()
    expect(page.locator("#region")).to_have_value("eu-central-1")
    expect(page.locator("#request_ids-1-id")).to_have_value("c9f0f895")
    status(page, "Saved 12:05")
    assert kept(page) == 0


def test_unsaved_words_can_be_discarded(gallery: Gallery, page: Page) -> None:
    open_editor(page, gallery)
    gallery.desk.status = 401
    page.fill("#region", "eu-central-1")
    status(page, "signed out")
    page.reload()
    page.get_by_role("button", name="Discard them").click()
    expect(page.locator("#region")).to_have_value("")
    assert kept(page) == 0


def test_leaving_at_once_still_saves(gallery: Gallery, page: Page) -> None:
    open_editor(page, gallery)
    page.fill("#region", "eu-central-1")
    page.goto(f"{gallery.url}/queue")
    page.wait_for_timeout(200)
    assert gallery.desk.sent[0]["answers"] == {"region": "eu-central-1"}
