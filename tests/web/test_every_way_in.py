"""Whatever a person types, wherever they type it: no personal value reaches the disk or the log."""

import logging
from collections.abc import Callable, Iterator
from itertools import count, product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from escalator.web.database import db
from tests.house import House, contracts
from tests.web.pages import Visit, Visitor
from tests.web.ways_in import not_reached, stuffed, url, ways_in

HOST = "planted.example"
KEY = "AKIAZQ3DR5TN7XW2LB4K"
PLANTED = (HOST, KEY, "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32")
WORDS = "Write to p{}@" + HOST + " with {} about card {} or account {}"


@pytest.fixture
def values() -> Iterator[str]:
    """Sentences, each with an address of its own, a key, a card and an account in it."""
    numbers = count(1)
    return (WORDS.format(next(numbers), *PLANTED[1:]) for _ in iter(int, 1))


def send_all(
    visitor: Visitor, url: str, values: Iterator[str], **chosen: object
) -> list[TestResponse]:
    """Open a page and send each of its forms: every box stuffed, and only the large ones."""
    page = BeautifulSoup(visitor.client.get(url).text, "html.parser")
    sent = []
    for form in page.select("main form[action]"):
        for only in ("input, textarea", "textarea"):
            fields = {**stuffed(form, lambda _: next(values), only=only), **chosen}
            method = (
                visitor.client.get if form.get("method", "get") == "get" else visitor.client.post
            )
            how = (
                {"query_string": fields} if form.get("method", "get") == "get" else {"data": fields}
            )
            sent.append(method(str(form["action"]), **how))
    return sent


def everything_on_disk(app: Flask) -> bytes:
    """Give all that the installation's folder holds, the database's log included."""
    with app.app_context():
        file = str(db.engine.url.database)
    return b"".join(one.read_bytes() for one in sorted(Path(file).parent.glob("*")))


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
        for name, page, chosen in ways_in(house, next(values))
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
