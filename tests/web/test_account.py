"""Signing in and out, settings, and the one-time link."""

import sqlite3

import pytest
from flask import Flask
from sqlalchemy import select

from escalator.services.people import make_set_up_link
from escalator.store.engine import writing
from escalator.store.rows import Person, SetUpLink
from escalator.web.database import db
from tests.house import House, empty
from tests.web.pages import Visit, heading

PASSWORD = "correct horse battery"
NEW = "a longer and better one"


def test_a_person_signs_in_and_lands_where_they_wanted(visit: Visit) -> None:
    visitor = visit()
    page = visitor.get("/account")
    assert "Sign in" in heading(page)
    page = visitor.send(page, email="SAM@north.example ", password=PASSWORD)
    assert heading(page) == "Settings"


@pytest.mark.parametrize(
    ("email", "password"),
    [("sam@north.example", "wrong"), ("who@north.example", PASSWORD), ("", "")],
)
def test_a_wrong_sign_in_does_not_say_which_part_is_wrong(
    visit: Visit, email: str, password: str
) -> None:
    visitor = visit()
    page = visitor.send(visitor.get("/sign-in"), status=422, email=email, password=password)
    assert "Address and password do not go together" in page.text
    assert password == "" or password not in str(page)


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nX-Header: typed",
        "//[",
        "http://[",
    ],
)
def test_signing_in_never_leads_to_another_site(visit: Visit, onward: str) -> None:
    visitor = visit()
    page = visitor.get("/sign-in")
    token = page.select_one("input[name=csrf_token]")
    assert token is not None
    response = visitor.client.post(
        "/sign-in",
        data={
            "csrf_token": token["value"],
            "email": "sam@north.example",
            "password": PASSWORD,
            "next": onward,
        },
    )
    assert response.status_code == 303
    assert response.location == "/"


def test_the_page_asked_for_is_where_signing_in_leads(visit: Visit) -> None:
    visitor = visit()
    response = visitor.client.get("/packets/team?q=pasted%20words&page=2")
    page = visitor.get(response.location)
    page = visitor.send(page, email="sam@north.example", password=PASSWORD)
    box = page.select_one("input[name=q]")
    assert box is not None
    assert box["value"] == "pasted words"


def test_someone_switched_off_cannot_sign_in_and_is_signed_out(
    app: Flask, house: House, visit: Visit
) -> None:
    sam = visit("sam")
    with app.app_context(), writing():
        person = db.session.get_one(Person, house.people["sam"].id)
        person.active = False
        db.session.commit()
    assert sam.client.get("/account").status_code == 303
    stranger = visit()
    stranger.send(
        stranger.get("/sign-in"), status=422, email="sam@north.example", password=PASSWORD
    )


def test_signing_out_ends_the_session(visit: Visit) -> None:
    sam = visit("sam")
    sam.post("/sign-out")
    assert sam.client.get("/account").status_code == 303


def test_a_new_password_ends_other_sessions(visit: Visit) -> None:
    here, elsewhere = visit("sam"), visit("sam")
    here.post("/account", do="password", current_password=PASSWORD, new_password=NEW)
    assert elsewhere.client.get("/account").status_code == 303
    assert here.client.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "words"),
    [
        ("wrong", NEW, "not your password"),
        (PASSWORD, "short", "at least 12"),
        (PASSWORD, "aaaaaaaaaaaaaaa", "different characters"),
    ],
)
def test_a_bad_new_password_is_refused_with_the_reason(
    visit: Visit, current: str, new: str, words: str
) -> None:
    page = visit("sam").post(
        "/account", status=422, do="password", current_password=current, new_password=new
    )
    assert words in page.text


def test_settings_are_kept(app: Flask, house: House, visit: Visit) -> None:
    visit("sam").post("/account", time_zone="Europe/Lisbon")
    with app.app_context():
        person = db.session.get_one(Person, house.people["sam"].id)
        assert (person.time_zone, person.shortcuts) == ("Europe/Lisbon", False)


def test_the_first_admin_comes_in_by_a_link_that_works_once(
    app: Flask, house: House, visit: Visit
) -> None:
    with app.app_context(), writing():
        empty(db.engine)
        token = make_set_up_link(db.session(), None, now=house.clock())
    visitor = visit()
    page = visitor.send(
        visitor.get(f"/set-up/{token}"),
        email="first@admin.example",
        name="First Admin",
        password=NEW,
    )
    assert heading(page)
    assert visit().client.get(f"/set-up/{token}").status_code == 404


def test_all_that_the_first_admin_lacks_is_named_at_once(
    app: Flask, house: House, visit: Visit
) -> None:
    with app.app_context(), writing():
        empty(db.engine)
        token = make_set_up_link(db.session(), None, now=house.clock())
    visitor = visit()
    page = visitor.send(visitor.get(f"/set-up/{token}"), status=422)
    links = page.select("[data-error-summary] a")
    assert [str(one["href"]) for one in links] == ["#name", "#email", "#password"]


def test_an_expired_link_is_no_link(app: Flask, house: House, visit: Visit) -> None:
    with app.app_context(), writing():
        token = make_set_up_link(db.session(), house.people["sam"], now=house.clock())
    house.clock.advance(hours=25)
    assert visit().client.get(f"/set-up/{token}").status_code == 404


def link_for(app: Flask, house: House, name: str = "sam") -> str:
    with app.app_context(), writing():
        token = make_set_up_link(db.session(), house.people[name], now=house.clock())
    return f"/set-up/{token}"


def test_a_new_link_ends_the_one_before_and_nobody_elses(
    app: Flask, house: House, visit: Visit
) -> None:
    first, sids, second = link_for(app, house), link_for(app, house, "sid"), link_for(app, house)
    opened = [visit().client.get(link).status_code for link in (first, sids, second)]
    assert opened == [404, 200, 200]


def test_a_password_of_their_own_choice_ends_the_links_made_before(
    app: Flask, house: House, visit: Visit
) -> None:
    link = link_for(app, house)
    visit("sam").post("/account", do="password", current_password=PASSWORD, new_password=NEW)
    assert visit().client.get(link).status_code == 404


def test_deactivating_someone_ends_their_link(app: Flask, house: House, visit: Visit) -> None:
    link, number = link_for(app, house), house.people["sam"].id
    for pressed in ("deactivate", "activate"):
        visit("ada").post(f"/people/{number}/active", do=pressed)
    assert visit().client.get(link).status_code == 404


@pytest.mark.parametrize("email", ["sam@north.example", "who@north.example"])
def test_nobody_waits_while_a_strangers_password_is_compared(
    visit: Visit, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def compare(password: str, *_account: object) -> bool:
        other = sqlite3.connect(str(db.engine.url.database), timeout=0, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.close()
        asked.append(password)
        return False

    # The library's own two, which take long on purpose.
    monkeypatch.setattr("escalator.web.signin.verify_and_update_password", compare)
    monkeypatch.setattr("escalator.web.signin.hash_password", compare)
    visitor = visit()
    visitor.send(visitor.get("/sign-in"), status=422, email=email, password="a guess of mine")
    assert asked == ["a guess of mine"]


def test_an_endless_password_is_a_wrong_one(visit: Visit) -> None:
    endless, stranger = "x" * 5_000, visit()
    stranger.send(stranger.get("/sign-in"), status=422, email="sam@north.example", password=endless)
    visit("sam").post(
        "/account", status=422, do="password", current_password=endless, new_password=NEW
    )


def test_the_token_of_a_link_is_not_stored(app: Flask, house: House) -> None:
    with app.app_context(), writing():
        token = make_set_up_link(db.session(), house.people["sam"], now=house.clock())
        link = db.session.scalars(select(SetUpLink)).one()
        assert token not in link.token_sha256
