"""Text that looks like code, in every item and on every page that shows it: it stays text."""

import json

import pytest
from playwright.sync_api import Dialog, Page, Request

from escalator.domain.checklist import Item, Widget
from escalator.domain.model import Answer
from escalator.services.drafts import Edit, save_draft
from escalator.services.review import bounce
from escalator.services.submission import submit
from escalator.store.engine import writing
from tests.browser.conftest import Opens
from tests.house import House, contracts, example, missing

HOSTILE = (
    "<script>window.hit = 1</script><img src=x onerror='window.hit = 2'>"
    '"><svg onload="window.hit = 3"> [x](javascript:window.hit=4) ![y](/sign-out) '
    "{{ 7 * 7 }} </textarea></details></main> <style>*{display:none}</style> "
    + "W" * 90
    + " ```` ~~~ | a | b | # \u202e\u0000"
)
TEXTS = frozenset({Widget.LINE, Widget.TEXT, Widget.CODE})
CATEGORY = "general"
SHOWN = ("/packets", "/packets/team", "{0}", "{0}/edit", "{0}/changes", "{0}.md", "{0}.json")


def hostile(item: Item, answer: Answer | None) -> Answer | None:
    """Give an answer of the item's kind with hostile words wherever words are typed."""
    if item.widget in TEXTS:
        return HOSTILE[: item.max_length or None]
    if item.widget is not Widget.ROWS or not isinstance(answer, tuple):
        return answer
    typed = {column.name for column in item.columns if column.widget in TEXTS}
    rows = [dict(row) for row in answer if not isinstance(row, str)]
    return tuple({**row, **dict.fromkeys(row.keys() & typed, HOSTILE)} for row in rows)


def looked_at(page: Page, path: str) -> list[str]:
    """Give what went wrong on a page: code that ran, what it asked for, what it refused."""
    complaints: list[str] = []

    def asked(request: Request) -> None:
        if request.url.endswith(("/x", "/sign-out")):
            complaints.append(request.url)

    def said(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", said)
    page.on("request", asked)
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    if page.evaluate("window.hit"):
        complaints.append(f"code ran on {path}")
    page.set_viewport_size({"width": 375, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        complaints.append(f"{path} scrolls sideways")
    return complaints


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
def test_text_that_looks_like_code_stays_text(house: House, opened: Opens) -> None:
    row = house.start(category=CATEGORY)
    answers = example(CATEGORY).answers
    items = contracts.checklists[CATEGORY].items
    typed = {item.name: hostile(item, answers.get(item.name)) for item in items}
    with writing():
        edit = Edit({name: value for name, value in typed.items() if value is not None}, {})
        save_draft(house.desk("sam"), row.reference, edit, version=None)
    sam = opened("sam@north.example", "/packets")
    home = f"/packets/{row.reference}"
    found = [*looked_at(sam, f"{home}/edit"), *looked_at(sam, f"{home}/check")]
    with writing():
        submit(house.desk("sam"), row.reference, version=None)
    erin = opened("erin@apps.example", "/queue")
    for path in ("/queue", home, f"{home}/bounce", f"{home}/ask"):
        found += looked_at(erin, path)
    with writing():
        charge = missing("actual", "problem", wanted=HOSTILE)
        bounce(house.desk("erin"), row.reference, [charge], version=None)
    for path in SHOWN[:4]:
        found += looked_at(sam, path.format(home))
    lee = opened("lee@lead.example", "/scoreboard")
    for path in ("/scoreboard", "/scoreboard/packets?of=decided", home):
        found += looked_at(lee, path)
    assert found == []
    assert json.loads(sam.request.get(f"{home}.json").text())["answers"]["actual"].startswith(
        "<script>"
    )
