"""Whatever a person types, wherever they type it: no personal value reaches the disk or the log."""

import logging
from collections.abc import Callable, Iterator, Mapping
from itertools import count, product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from escalator.domain.model import Action
from escalator.services.review import accept, bounce
from escalator.store.engine import writing
from escalator.store.rows import (
    Bounce,
    Charge,
    EventRow,
    ExceptionRow,
    Fault,
    PacketRow,
    Question,
    Revision,
)
from escalator.web.database import db
from tests.house import House, contracts, missing
from tests.web.pages import Visit, Visitor, form_values

HOST = "planted.example"
KEY = "AKIAZQ3DR5TN7XW2LB4K"
PLANTED = (HOST, KEY, "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32")
WORDS = "Write to p{}@" + HOST + " with {} about card {} or account {}"


@pytest.fixture
def values() -> Iterator[str]:
    """Sentences, each with an address of its own, a key, a card and an account in it."""
    numbers = count(1)
    return (WORDS.format(next(numbers), *PLANTED[1:]) for _ in iter(int, 1))


def stuffed(
    form: Tag, values: Iterator[str], *, only: str = "input, textarea"
) -> dict[str, object]:
    """Give what the form sends when every text box of it holds personal data."""
    typed: dict[str, object] = dict(form_values(form))
    for box in form.select(only):
        if box.name == "textarea" or box.get("type", "text") in ("text", "search", "url"):
            typed[str(box["name"])] = next(values)
        elif box.get("type") == "checkbox" and str(box["name"]).startswith("na-"):
            typed[str(box["name"])] = "1"
    return typed


def send_all(
    visitor: Visitor, url: str, values: Iterator[str], **chosen: object
) -> list[TestResponse]:
    """Open a page and send each of its forms: every box stuffed, and only the large ones."""
    page = BeautifulSoup(visitor.client.get(url).text, "html.parser")
    sent = []
    for form in page.select("main form[action]"):
        for only in ("input, textarea", "textarea"):
            fields = {**stuffed(form, values, only=only), **chosen}
            method = (
                visitor.client.get if form.get("method", "get") == "get" else visitor.client.post
            )
            how = (
                {"query_string": fields} if form.get("method", "get") == "get" else {"data": fields}
            )
            sent.append(method(str(form["action"]), **how))
    return sent


DECIDED: Mapping[str, dict[str, object]] = {
    "ask": {},
    "pass-on": {"team": "infrastructure-s2"},
    "decline": {"kind": "out_of_scope"},
    "bounce": {"reason-0": "missing", "items-0": ["steps"]},
}
SOLVED: dict[str, object] = {
    "root_cause": "defect",
    "reproduced": "yes",
    "s1_could_have_solved": "no",
}
"""What is chosen where somebody decides on a packet."""


def everything_on_disk(app: Flask) -> bytes:
    """Give all that the installation's folder holds, the database's log included."""
    with app.app_context():
        file = str(db.engine.url.database)
    return b"".join(one.read_bytes() for one in sorted(Path(file).parent.glob("*")))


def ways_in(house: House) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield who opens which page and chooses what there, in an order in which all is possible."""
    yield "sam", "/packets/new", {"category": "general"}
    yield "sam", "/packets/team", {}
    yield "erin", "/queue?view=all", {}
    yield "lee", "/scoreboard", {}
    yield "lee", "/validator", {}
    for category in ("general", "login-sso", "email-delivery"):
        draft = url(house.start(category=category))
        yield "sam", f"{draft}/edit", {"priority": "P1", "do": "save"}
        yield "sam", f"{draft}/edit", {"do": "check"}
        yield "sam", f"{draft}/edit", {"do": "add:troubleshooting"}
        yield "sam", f"{draft}/hidden", {"do": "hide", "kind": "hidden"}
        yield "sam", f"{draft}/hidden", {"do": "take_back:EMAIL-1"}
    gap = house.start(actual="")
    yield "sam", f"{url(gap)}/exception", {"items": "actual"}
    yield "lee", "/requests", {"do": "approve"}
    burning = house.start(actual="", scope="many_customers", blocked="blocked", workaround="none")
    yield "sam", f"{url(burning)}/exception", {"do": "break_glass"}
    yield "sam", f"{url(burning)}/settle", {}
    yield "sam", f"{url(house.start())}/withdraw", {}
    for step, chosen in DECIDED.items():
        row = house.submitted()
        yield "erin", f"{url(row)}/{step}", chosen
        yield "sam", f"{url(row)}/reply", {}
        yield "sam", url(row), {}
    yield from after_a_decision(house)


def after_a_decision(house: House) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield the same where a packet came back or was solved."""
    returned = house.submitted(actual=WORDS.format(0, *PLANTED[1:]))
    with writing():
        bounce(house.desk("erin"), returned.reference, [missing("steps")], version=None)
    yield "sam", f"{url(returned)}/edit", {}
    yield "sam", f"{url(returned)}/contest", {"item": "steps"}
    yield "sam", url(returned), {}
    yield "lee", "/requests", {"do": "uphold"}
    solved = house.submitted()
    with writing():
        accept(house.desk("erin"), solved.reference, version=None)
    yield "erin", f"{url(solved)}/resolve", SOLVED
    yield "sam", f"{url(solved)}/reopen", {}
    yield "erin", url(solved), {}


TYPED = (
    *(PacketRow.ticket, PacketRow.customer, PacketRow.problem, PacketRow.priority_rationale),
    *(PacketRow.answers, PacketRow.not_available, PacketRow.search_text),
    *(Bounce.contest, Bounce.ruling_reason, Charge.wanted, Fault.contest),
    *(Question.text, Question.reply, ExceptionRow.reason, ExceptionRow.decision_reason),
    *(Revision.document,),
)
SAID = (Action.WITHDRAW, Action.PASS_ON, Action.DECLINE, Action.RESOLVE, Action.REOPEN)
"""Where people's words are kept: in columns, and in the facts of these events."""


def not_reached(house: House) -> list[str]:
    """Give the places that hold no placeholder, where nothing personal was typed then."""
    with house.session() as session:
        said = {
            action: str(list(session.scalars(select(EventRow.facts).filter_by(action=action))))
            for action in SAID
        }
        typed = {str(column): str(list(session.scalars(select(column)))) for column in TYPED}
    texts = {**{str(action): text for action, text in said.items()}, **typed}
    return [place for place, text in texts.items() if "email-" not in text.lower()]


def url(row: PacketRow) -> str:
    return f"/packets/{row.reference}"


def test_nothing_personal_is_written_down_whichever_box_it_is_typed_into(
    app: Flask,
    house: House,
    visit: Visit,
    values: Iterator[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    visitors = {name: visit(name) for name in ("sam", "erin", "lee")}
    answered = [
        (page, answer.status_code)
        for name, page, chosen in ways_in(house)
        for answer in send_all(visitors[name], page, values, **chosen)
    ]
    assert {200, 302, 303, 404, 409, 422} >= {status for _, status in answered}, answered
    assert not_reached(house) == []
    assert_nothing_is_written(app, caplog)


def test_nothing_personal_is_written_down_by_saving_whatever_json_says(
    app: Flask,
    house: House,
    visit: Visit,
    values: Iterator[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    sam, row = visit("sam"), house.start()
    checklist = contracts.checklists["general"]
    token, version = sam.csrf(), row.version
    saved = 0
    for item, shape in product(checklist.items, SHAPES):
        for part in ("answers", "not_available"):
            body = {"version": version, part: {item.name: shape(next(values))}}
            answer = sam.client.post(
                f"{url(row)}/autosave", json=body, headers={"X-CSRFToken": token}
            )
            assert answer.status_code in (200, 422), answer.text
            assert HOST not in answer.text or answer.status_code == 422
            if answer.status_code == 200:
                saved, version = saved + 1, answer.get_json()["version"]
    assert saved > len(checklist.items)
    assert_nothing_is_written(app, caplog)


SHAPES: tuple[Callable[[str], object], ...] = (
    str,
    lambda text: [text],
    lambda text: [{"tried": text, "text": text, "id": text}],
    lambda text: {"a": {text: text}},
)
"""What a saved answer may look like, and what it may not."""


def assert_nothing_is_written(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    written = everything_on_disk(app).lower()
    assert b"[email-1]" in written
    found = {value: written.find(value.lower().encode()) for value in PLANTED}
    places = {value: written[at - 90 : at + 40] for value, at in found.items() if at >= 0}
    assert places == {}
    assert [value for value in PLANTED if value in caplog.text] == []
