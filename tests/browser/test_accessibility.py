"""Every page, light and dark, at three widths: axe finds nothing, the policy refuses nothing."""

from pathlib import Path
from typing import Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from escalator.domain.json_places import Document, put
from escalator.domain.outline import take_out
from escalator.domain.problems import ProblemState
from escalator.domain.proposals import Choice as OnProposal
from escalator.domain.proposals import Kind
from escalator.services.attaching import attach
from escalator.services.coaching import About, write_note
from escalator.services.exceptions import ask_exception
from escalator.services.followup import contest
from escalator.services.hiding import Choice, Decision, decide_hidden
from escalator.services.problems import Said, open_problem
from escalator.services.proposals import Decided, decide_on_proposal, looked_at
from escalator.services.quality_lists import own_reviews
from escalator.services.review import accept, bounce
from escalator.services.samples import draw_week, sampled_week
from escalator.services.working_copies import change_copy
from escalator.store.engine import writing
from escalator.store.rows import Person
from tests.browser.conftest import PASSWORD, Opens, Served
from tests.house import House, missing
from tests.services.test_proposals import decided_on

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
WIDTHS = (375, 768, 1440)
PAGES = {
    "sam": (
        "/packets",
        "/packets/team",
        "/packets/new",
        "/packets/{draft}/edit",
        "/packets/{draft}/edit?show=gaps",
        "/packets/{draft}/check",
        "/packets/{draft}/hidden",
        "/packets/{full}/edit",
        "/packets/{full}/hidden",
        "/packets/{full}/check",
        "/packets/{draft}/exception",
        "/packets/{bounced}/edit",
        "/packets/{bounced}",
        "/packets/{waiting}/sent",
        "/packets/{waiting}/withdraw",
        "/packets/{bounced}/contest",
        "/figures",
        "/validator",
        "/account",
        "/packets/{known}/edit",
        "/packets/{known}/check",
        "/packets/{known}/attach/{problem}",
        "/problems",
        "/problems/{problem}",
        "/packets/E-999999",
        "/scoreboard",
    ),
    "erin": (
        "/queue",
        "/queue?view=all",
        "/queue?view=p1",
        "/packets/{waiting}",
        "/packets/{waiting}/bounce",
        "/packets/{waiting}/pass-on",
        "/packets/{waiting}/decline",
        "/packets/{waiting}/ask",
        "/problems",
        "/problems?view=over",
        "/problems/{problem}",
        "/problems/{problem}/change",
        "/packets/{waiting}/problem",
        "/packets/{alike}",
        "/quality",
        "/figures",
    ),
    "lee": (
        "/scoreboard",
        "/scoreboard/packets",
        "/scoreboard/fixes",
        "/scoreboard/fixes/require/general:recent_changes",
        "/scoreboard/fixes/require/general:known_issues_searched",
        "/checklists/general/items/recent_changes?due=always",
        "/requests",
        "/quality",
        "/quality?week=2026-W23",
        "/quality/reviews/{review}",
        "/quality/notes",
        "/packets/{sampled}/note",
        "/packets/team",
        "/checklists",
        "/checklists/general",
        "/checklists/general/items/region",
        "/checklists/general/items/request_ids",
        "/checklists/general/items/environment",
        "/checklists/general/add",
        "/checklists/general/add?widget=choice&section=context&label=Site",
        "/checklists/general/conditions/8",
        "/checklists/general/publish",
        "/checklists/general/preview",
        "/checklists/import/file",
    ),
    "ada": ("/people", "/people/new", "/teams", "/checklists/security"),
}


REFUSED = {("sam", "/packets/E-999999"): 404, ("sam", "/scoreboard"): 403}
"""Pages asked for to see their refusal."""


@pytest.fixture
def references(house: House) -> dict[str, str]:
    """Make one packet in each state a page looks different in; gives their references."""
    sampled, review = reviewed(house)
    draft, waiting, back = house.start(), house.submitted(), house.submitted()
    with writing():
        bounce(house.desk("erin"), back.reference, [missing("problem", "actual")], version=None)
    with writing():
        contest(house.desk("sam"), back.reference, why="It is all there.", version=None)
    stopped = house.start(actual="n/a")
    with writing():
        ask_exception(
            house.desk("sam"),
            stopped.reference,
            items=("actual",),
            reason="The customer is on a plane.",
            version=None,
        )
    same = "EXPORT_TIMEOUT: job exp_{} exceeded 60000 ms in stage stream_rows"
    first, alike = (house.submitted(error_text=same.format(n)) for n in (11, 12))
    told = Said(
        "Exports of many rows time out",
        ProblemState.KNOWN,
        house.people["erin"].id,
        known_issue="Export one month at a time.",
        kb_url="https://kb.example.com/articles/1",
    )
    with writing():
        problem = open_problem(house.desk("erin"), first.reference, told)
    known = house.start(error_text=same.format(13))
    ended = house.start(error_text=same.format(14))
    with writing():
        attach(
            house.desk("sam"), ended.reference, problem.reference, words="Call them.", version=None
        )
    full = house.start(
        actual="help@vendor.example, bo@customer.example, 203.0.113.9, password=hunter-and-7-ducks",
        steps="session q7Zk2pLx9Rv4Tt8WmB3x ends",
    )
    with writing():
        taken_back = Choice(Decision.TAKE_BACK, "EMAIL-1")
        decide_hidden(house.desk("sam"), full.reference, taken_back, version=None)
    with writing():
        change_copy(house.desk("lee"), "general", lambda one: take_out(one, "billable"), version=0)
        change_copy(house.desk("lee"), "general", without_why, version=1)
    fill_proposals(house)
    return {
        "sampled": sampled,
        "review": review,
        "draft": stopped.reference,
        "full": full.reference,
        "bounced": back.reference,
        "waiting": waiting.reference,
        "complete": draft.reference,
        "known": known.reference,
        "alike": alike.reference,
        "problem": problem.reference,
    }


def reviewed(house: House) -> tuple[str, str]:
    """Draw a packet accepted last week, and write a note on it; its reference, the review."""
    now = house.clock.now
    house.clock.advance(days=-now.weekday() - 5)
    row = house.submitted()
    with writing():
        accept(house.desk("erin"), row.reference, version=None)
    house.clock.now = now
    with writing():
        draw_week(house.desk("lee"), sampled_week(house.desk("lee")))
    with writing():
        told = "Say when it was last seen, with its time zone."
        write_note(house.desk("lee"), row.reference, About(line="evidence"), told)
    (review,) = own_reviews(house.desk("lee")).waiting
    return row.reference, str(review.id)


def fill_proposals(house: House) -> None:
    """Make one proposal open and one accepted."""
    for item in ("recent_changes", "known_issues_searched"):
        decided_on(house, cited=5, accepted=5, item=item)
    said = Decided(OnProposal.ACCEPT, "They wait a day for it.")
    proposal = (Kind.REQUIRE, "general:known_issues_searched")
    days = looked_at(house.clock.now.date(), "Europe/London")
    with writing():
        decide_on_proposal(house.desk("lee"), days, proposal, said, number=0)


def without_why(document: Document) -> Document:
    """A checklist with something for lint to find."""
    return put(document, "properties", "region", "x-escalator", "why", value="x")


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_the_policy_refuses_nothing(
    browser: Browser,
    served: Served,
    references: dict[str, str],
    name: str,
    scheme: Literal["light", "dark"],
) -> None:
    context = browser.new_context(base_url=served.url, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto("/sign-in")
    found = look(page, "/sign-in")
    page.fill("#email", f"{EMAIL[name]}")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_load_state()
    for path in PAGES[name]:
        answer = page.goto(path.format(**references))
        assert answer is not None
        assert answer.status == REFUSED.get((name, path), 200), f"{path}: {answer.status}"
        found += look(page, path)
    assert found == []
    # A browser reports a 403 or 404 it was sent to as an error too; nothing else may be there.
    assert [line for line in complaints if "status of 40" not in line] == []
    context.close()


EMAIL = {
    "sam": "sam@north.example",
    "erin": "erin@apps.example",
    "theo": "theo@platform.example",
    "lee": "lee@lead.example",
    "ada": "ada@admin.example",
}


def look(page: Page, path: str) -> list[str]:
    """Give what is wrong with a page: axe's violations at each width, and sideways scroll."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width == WIDTHS[0]:
            page.evaluate(AXE.read_text(encoding="utf-8"))
        for violation in page.evaluate("async () => (await axe.run()).violations"):
            nodes = [node["target"] for node in violation["nodes"]][:3]
            found.append(f"{path} at {width}: {violation['id']} {nodes}")
    page.set_viewport_size({"width": 320, "height": 900})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{path} scrolls sideways at 320")
    return found


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_refusals_of_what_was_typed(
    opened: Opens, house: House, scheme: Literal["light", "dark"]
) -> None:
    row = house.submitted()
    late = opened(EMAIL["erin"], f"/packets/{row.reference}")
    too_old = opened(EMAIL["erin"], f"/packets/{row.reference}/ask")
    signed_out = opened(EMAIL["theo"], "/account")
    too_old.eval_on_selector_all(
        "[name=csrf_token]", "tokens => tokens.forEach(token => { token.value = 'of yesterday'; })"
    )
    with writing():
        accept(house.desk("erin"), row.reference, version=None)
    with house.session() as session:
        session.get_one(Person, house.people["theo"].id).fs_uniquifier = "after-a-new-password"
        session.commit()
    found = []
    for page, button, title in (
        (late, "Accept", "Someone was quicker"),
        (too_old, "Ask", "This page was too old to send"),
        (signed_out, "Save", "You are signed out"),
    ):
        page.emulate_media(color_scheme=scheme)
        for box in page.locator("main textarea:visible").all():
            box.fill("Which of the two accounts?")
        page.locator("main").get_by_role("button", name=button).first.click()
        expect(page).to_have_title(f"{title} - Escalator")
        found += look(page, title)
    assert found == []


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_one_decides_what_is_hidden(
    opened: Opens, references: dict[str, str], scheme: Literal["light", "dark"]
) -> None:
    page = opened(EMAIL["sam"], f"/packets/{references['full']}/edit")
    page.emulate_media(color_scheme=scheme)
    page.focus("#actual")
    page.locator("#actual").select_text()
    page.focus("#expected")
    page.fill("#expected", "Falcon")
    page.locator("#expected").select_text()
    expect(page.get_by_role("button", name="Hide “Falcon”")).to_be_visible()
    found = look(page, "a selection")
    beside = page.locator("[data-item='actual'] [data-hidden] button")
    for number, words in ((0, "Put it back"), (1, "Not personal"), (3, "always stay hidden")):
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        beside.nth(number).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text(words)
        if words == "Put it back":
            dialog.get_by_label("What stood in its place").fill("wrong")
            page.keyboard.press("Enter")
            expect(page.get_by_role("alert")).to_contain_text("This is not what stood")
        found += look(page, words)
        page.keyboard.press("Escape")
    for key in ("n", "h"):
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        page.locator("[data-hidden-page]").first.focus()
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        found += look(page, key)
        page.keyboard.press("Escape")
    assert found == []


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_hiding_was_refused(
    opened: Opens, references: dict[str, str], scheme: Literal["light", "dark"]
) -> None:
    page = opened(EMAIL["sam"], f"/packets/{references['full']}/hidden")
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("button", name="Hide it everywhere").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Say which words.")
    assert look(page, "refused") == []


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_a_checklist_is_refused(
    opened: Opens, references: dict[str, str], house: House, scheme: Literal["light", "dark"]
) -> None:
    assert references
    page = opened(EMAIL["lee"], "/checklists/general/publish")
    page.emulate_media(color_scheme=scheme)
    found = []
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Say in a sentence why")
    found += look(page, "nothing said")
    page.goto("/checklists/general/preview")
    page.get_by_role("button", name="Check what I typed").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("gaps")
    found += look(page, "gaps of a preview")
    page.goto("/checklists/import/file")
    page.fill("#text", "{")
    page.locator("main").get_by_role("button", name="Import").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("It is not JSON")
    found += look(page, "a bad file")
    page.goto("/checklists/general/items/region")
    with writing():
        change_copy(house.desk("ada"), "general", without_why, version=2)
    page.get_by_role("button", name="Save in the working copy").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Ada Finch changed")
    found += look(page, "too late")
    assert found == []
