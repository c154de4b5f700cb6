"""What a refused or broken request shows, and what it leaves in the server's log."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import text

from escalator.app import create_app
from escalator.config import load_settings
from escalator.store.engine import writing
from escalator.web.database import db
from tests.house import SECRET, House
from tests.web.pages import Visit, Visitor

SECRETS = {"current_password": "the one that I have", "new_password": "the one that I want"}


@pytest.mark.parametrize(("name", "status"), [("sam", 400), ("", 401)])
def test_a_refused_form_shows_no_password_again(visit: Visit, name: str, status: int) -> None:
    visitor = visit(name)
    page = visitor.client.post("/account", data={**SECRETS, "time_zone": "Europe/Lisbon"})
    assert page.status_code == status
    assert "Europe/Lisbon" in page.text
    assert [one for one in SECRETS.values() if one in page.text] == []


def test_a_form_sent_when_the_cookie_is_gone_says_signed_out_and_is_shown_again(
    visit: Visit, house: House
) -> None:
    reference, sam = house.start().reference, visit("sam")
    page = sam.get(f"/packets/{reference}/edit")
    sam.client.delete_cookie("escalator")
    refused = sam.send(page, "#packet-form", 401, steps="A long story")
    assert "You are signed out" in refused.text
    assert "A long story" in refused.text


def test_what_is_shown_again_of_a_packet_is_called_as_its_form_calls_it(
    visit: Visit, house: House
) -> None:
    url = f"/packets/{house.start().reference}/edit"
    typed = {
        "http_status": "502",
        "scope": "one_customer",
        "request_ids-1-id": "req_5f2",
        "na_reason-region": "They do not know it",
        "people": "Mara Lindqvist",
        "logs-0-text-kept": "a key of ours",
        "whole": "1",
    }
    page = BeautifulSoup(visit("sam").client.post(url, data=typed).text, "html.parser")
    shown = {
        label.get_text(): page.select_one(f"#{label['for']}").get_text().strip()  # type: ignore[union-attr]
        for label in page.select(".typed label")
    }
    assert shown == {
        "Status returned": "502",
        "How far does it reach?": "One customer",
        "Request, trace or correlation IDs, row 2: ID": "req_5f2",
        "Why it is not available: Region and tenant": "They do not know it",
        "People to hide": "Mara Lindqvist",
    }


def test_a_huge_text_is_shown_again_folded_and_whole(visit: Visit, house: House) -> None:
    reference, sam = house.start().reference, visit("sam")
    log = "2026-11-18T09:00:01Z DEBUG nothing of note\n" * 30_000
    page = sam.get(f"/packets/{reference}/edit")
    refused = sam.send(page, "#packet-form", 422, typed={"logs-0-text": log})
    box = refused.select_one('details:not([open]) textarea[name="logs-0-text"]')
    assert box is not None
    assert box.get_text().strip() == log.strip()


def test_what_is_shown_again_is_only_what_was_typed(visit: Visit) -> None:
    page = visit("sam").client.post("/packets/new", data={"key": "of-the-form", "ticket": "ZD-1"})
    assert page.status_code == 400
    assert "ZD-1" in page.text
    assert "of-the-form" not in page.text


def test_a_field_named_by_a_huge_number_is_shown_like_any_other(visit: Visit) -> None:
    name = "wanted-" + "9" * 5_000
    page = visit().client.post("/sign-in", data={name: "kept words"})
    assert page.status_code == 400
    assert "kept words" in page.text


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Visitor]:
    """A technician at an installation that lost the table with the packets' words."""
    app = create_app(load_settings(folder=tmp_path, secret=SECRET.decode()))
    with app.app_context(), writing():
        house = House(db.engine)
        house.fill()
        house.close()
        db.session.execute(text("DROP TABLE packet_words"))
        db.session.commit()
    visitor = Visitor(app.test_client())
    visitor.sign_in(house.people["sam"])
    yield visitor
    with app.app_context():
        db.engine.dispose()


def test_what_was_typed_is_in_no_log_when_a_request_breaks(
    broken: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    page = broken.client.get("/packets/team?q=marta.lindqvist%40halden.example")
    assert page.status_code == 500
    assert "OperationalError" in caplog.text
    assert "packets.team failed" in caplog.text
    assert "lists.py" in caplog.text, "whoever runs it has to find the place"
    assert "lindqvist" not in caplog.text


def test_a_request_that_breaks_before_its_page_can_be_made_is_answered_and_logged(
    broken: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with broken.client.application.app_context(), writing():
        db.session.execute(text("DROP TABLE questions"))  # the navigation counts them
        db.session.commit()
    page = broken.client.get("/packets/team?q=marta.lindqvist%40halden.example")
    assert page.status_code == 500
    assert "go back in the browser" in page.text
    assert "lindqvist" not in caplog.text
