"""The whole job in a real browser: filed, stopped, submitted, bounced, mended, accepted, closed.

Once with JavaScript and once without, on SQLite and on PostgreSQL; afterwards nothing personal from
the ticket is anywhere.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from escalator.domain.checklist import Item, Widget
from tests.browser.conftest import PASSWORD, Served
from tests.browser.ticket import CONTACT, PLANTED, Ticket, messy_log
from tests.house import contracts, example
from tests.support.postgres import PostgresServer

CATEGORY = "login-sso"
CHECKLIST = contracts.checklists[CATEGORY]
EMAILS = {
    "sam": "sam@north.example",
    "erin": "erin@apps.example",
    "theo": "theo@platform.example",
    "lee": "lee@lead.example",
}
SOURCE = "identity service, all of this morning"
NEW_WORDS = "A white page"
STAMP = re.compile(r"^\d{4}-\d\d-\d\dT")


class Person:
    """Someone at their own browser; every page they see is kept."""

    def __init__(self, browser: Browser, served: Served, email: str, *, scripts: bool) -> None:
        self.browser = browser
        context = browser.new_context(java_script_enabled=scripts, base_url=served.url)
        self.page: Page = context.new_page()
        self.seen: list[str] = []
        self.complaints: list[str] = []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.go("/sign-in")
        self.page.fill("#email", email)
        self.page.fill("#password", PASSWORD)
        self.press("Sign in")

    def hear(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.complaints.append(line.text)

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.keep()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=re.compile(name)).first.click()
        self.page.wait_for_load_state()
        self.keep()

    def keep(self) -> None:
        self.seen.append(self.page.content())

    def reference(self) -> str:
        return urlsplit(self.page.url).path.split("/")[2]


def now(**ago: float) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).isoformat(timespec="seconds")


def told(item: Item, column: str = "") -> str:
    """Give what Sam answers to an item: the example's words, with times of today."""
    answer = example(CATEGORY).answers.get(item.name)
    if column and isinstance(answer, tuple) and answer and not isinstance(answer[0], str):
        answer = answer[0].get(column, "")
    text = str(answer if answer is not None else item.example)
    if not STAMP.match(text):
        return text
    if item.name == "next_update":
        return now(hours=-4)
    return now(hours=2) if item.name == "first_seen" else now(hours=1)


def fill_item(page: Page, name: str) -> None:
    """Answer one item of the form, whatever its widget."""
    item = CHECKLIST.item(name)
    if page.locator(f"select[name='{name}']").count():
        page.select_option(f"select[name='{name}']", told(item))
    elif item.widget is Widget.CHOICE:
        page.check(f"input[name='{name}'][value='{told(item)}']")
    elif item.widget is Widget.CHOICES:
        answer = example(CATEGORY).answers[name]
        assert isinstance(answer, tuple)
        for value in answer:
            page.check(f"input[name='{name}'][value='{value}']")
    elif item.widget is Widget.ROWS:
        fill_rows(page, item)
    else:
        page.fill(f"[name='{name}']", told(item))


def fill_rows(page: Page, item: Item) -> None:
    rows = example(CATEGORY).answers[item.name]
    assert isinstance(rows, tuple)
    for number, row in enumerate(rows):
        assert isinstance(row, Mapping)
        if not page.locator(f"[name='{item.name}-{number}-{item.columns[0].name}']").count():
            page.click(f"button[value='add:{item.name}']")
            page.wait_for_selector(f"[name='{item.name}-{number}-{item.columns[0].name}']")
        for column in item.columns:
            value = row.get(column.name, "")
            words = now(hours=1) if STAMP.match(value) else value
            page.fill(f"[name='{item.name}-{number}-{column.name}']", words)


def start(sam: Person) -> str:
    ticket = Ticket()
    sam.go("/packets/new")
    sam.page.fill("#ticket", ticket.reference)
    sam.page.fill("#customer", ticket.customer)
    sam.page.fill("#problem", ticket.problem)
    sam.page.fill("#people", CONTACT)
    sam.page.check(f"input[name='category'][value='{CATEGORY}']")
    sam.press("Start the packet")
    return sam.reference()


def paste_log(sam: Person) -> None:
    box = sam.page.locator("[name='logs-0-text']")
    if not box.is_visible():
        sam.page.locator("details.extras, details.more").filter(has=box).locator(
            "summary"
        ).first.click()
    sam.page.fill("[name='logs-0-source']", SOURCE)
    sam.page.fill("[name='logs-0-time_range']", "2026-11-18 09:00 to 10:00 +01:00")
    paste(sam.browser, box, messy_log())
    sam.press("^Save$")


def paste(browser: Browser, box: Locator, text: str) -> None:
    """Copy a text in a window of its own and paste it, as people do with a log.

    `fill` and `insert_text` give Chromium the same lines one by one, which takes it a hundred times
    as long.
    """
    window = browser.new_page()
    window.set_content("<textarea></textarea>")
    window.locator("textarea").evaluate("(copied, text) => { copied.value = text; }", text)
    window.locator("textarea").select_text()
    window.keyboard.press("ControlOrMeta+c")
    window.context.close()
    box.focus()
    box.press("ControlOrMeta+v")
    expect(box).to_have_value(text)


def first_gap(page: Page) -> Locator:
    return page.locator("[data-error-summary] a").first


def mend_every_gap(sam: Person) -> int:
    """Fix each gap through its link, one after the other; gives how many there were."""
    count = 0
    while first_gap(sam.page).count():
        link = first_gap(sam.page)
        href = str(link.get_attribute("href"))
        name = href.split("#")[1].split("-")[0]
        link.click()
        sam.page.wait_for_load_state()
        fill_item(sam.page, name)
        sam.press("Check and submit")
        count += 1
        assert count < 60, f"{name} is still a gap"
    return count


def bounce_on_two_items(engineer: Person, reference: str) -> None:
    engineer.go(f"/packets/{reference}/bounce")
    engineer.page.check("input[name='reason-0'][value='unusable']")
    for box in engineer.page.locator("input[name='items-0']:checked").all():
        box.uncheck()
    for name in ("actual", "problem"):
        engineer.page.check(f"input[name='items-0'][value='{name}']")
    engineer.page.fill("[name='wanted-0']", "Say what they see exactly, and since which sign-in.")
    engineer.press("Send it back")


def figures(lee: Person) -> str:
    lee.go("/scoreboard")
    return lee.page.locator("main").inner_text()


def file_it(sam: Person) -> str:
    """File the ticket, be stopped, mend every gap, submit; gives the reference."""
    reference = start(sam)
    paste_log(sam)
    sam.press("Check and submit")
    assert mend_every_gap(sam) > 5
    sam.press("Submit to ")
    expect(sam.page.locator("main")).to_contain_text(reference)
    return reference


def mend_the_bounce(sam: Person, reference: str) -> None:
    """See exactly the two items at fault, change them, submit again."""
    sam.go("/packets")
    expect(sam.page.locator("main")).to_contain_text("Say what they see exactly")
    sam.go(f"/packets/{reference}/check")
    assert sam.page.locator("[data-error-summary] a").count() == 2
    sam.go(f"/packets/{reference}/edit")
    sam.page.fill("[name='problem']", "Everybody of one company sees an empty page since 09:00")
    sam.page.fill("[name='actual']", f"{NEW_WORDS} with the frame, at every sign-in since 09:00.")
    sam.press("Check and submit")
    assert not first_gap(sam.page).count()
    sam.press("Submit to ")


def take_and_resolve(engineer: Person, reference: str) -> None:
    """See what changed, accept, resolve."""
    engineer.go(f"/packets/{reference}")
    changed = engineer.page.locator("main").inner_text()
    assert NEW_WORDS in changed
    assert "changed" in changed.lower()
    engineer.press("Accept")
    engineer.go(f"/packets/{reference}/resolve")
    engineer.page.fill("[name='summary']", "The start page had lost its default; it is set again.")
    engineer.page.check("input[name='root_cause'][value='configuration']")
    engineer.page.check("input[name='reproduced'][value='yes']")
    engineer.page.check("input[name='s1_could_have_solved'][value='no']")
    engineer.press("Resolve it")


def close_it(sam: Person, reference: str) -> None:
    """Confirm with the customer and close."""
    sam.go(f"/packets/{reference}/close")
    sam.press("close it")
    sam.go(f"/packets/{reference}")
    expect(sam.page.locator("main")).to_contain_text("Closed")


def everything_shown(people: dict[str, Person], reference: str) -> list[str]:
    """Give the exports and every page that others saw; Sam's own last."""
    sam, lee = people["sam"], people["lee"]
    paths = (f"/packets/{reference}.md", f"/packets/{reference}.json", "/scoreboard.csv")
    exports = [lee.page.request.get(path).text() for path in paths]
    others = [page for person in people.values() if person is not sam for page in person.seen]
    return [*exports, *others, sam.page.content()]


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
def test_the_whole_job(
    browser: Browser, served: Served, request: pytest.FixtureRequest, scripts: bool
) -> None:
    people = {
        name: Person(browser, served, email, scripts=scripts) for name, email in EMAILS.items()
    }
    sam, lee = people["sam"], people["lee"]
    assert "1 of 1" not in figures(lee)

    reference = file_it(sam)
    went_to = "theo" if "Platform S3" in sam.page.locator("main").inner_text() else "erin"
    engineer = people[went_to]
    engineer.go("/queue")
    expect(engineer.page.locator("main")).to_contain_text(reference)
    bounce_on_two_items(engineer, reference)
    mend_the_bounce(sam, reference)
    take_and_resolve(engineer, reference)
    close_it(sam, reference)

    after = figures(lee)
    assert "1 of 1" in after  # bounced at the first decision
    assert "0 of 1" in after  # accepted at the first decision
    engineer.go(f"/packets/{reference}")
    assert [person.complaints for person in people.values()] == [[], [], [], []]

    kept = stored(served, request)
    assert SOURCE in kept, "the log was not stored at all"
    kept = kept.casefold()
    everything = "\n".join((*everything_shown(people, reference), *served.log)).casefold()
    for value in PLANTED:
        for form in {value.casefold(), value.replace(" ", "").casefold()}:
            assert form not in kept, f"{form} is in the database"
            assert form not in everything, f"{form} is shown or logged"


def stored(served: Served, request: pytest.FixtureRequest) -> str:
    """Give all bytes of the database, and of every other file the application wrote."""
    content = b"".join(path.read_bytes() for path in served.folder.rglob("*") if path.is_file())
    if served.database_url.startswith("sqlite"):
        database = Path(served.database_url.removeprefix("sqlite:///"))
        for path in database.parent.glob(f"{database.name}*"):
            content += path.read_bytes()
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        content += server.dump(served.database_url.rsplit("/", 1)[1])
    return content.decode("utf-8", "replace")
