"""An administrator's pages: people, their roles and teams, and links handed over."""

import re

import pytest

from escalator.domain.model import Role
from escalator.store.rows import Person
from tests.house import House
from tests.web.pages import Visit


def stored(house: House, name: str) -> Person:
    with house.session() as session:
        return session.get_one(Person, house.people[name].id)


def edit_url(house: House, name: str) -> str:
    return f"/people/{house.people[name].id}"


def test_people_are_listed_with_role_team_and_whether_they_can_sign_in(visit: Visit) -> None:
    page = visit("ada").get("/people")
    rows = {
        row.th.get_text(strip=True): row.get_text(" ", strip=True)
        for row in page.select("tbody tr")
        if row.th
    }
    assert len(rows) == 10
    assert rows["Erin Vale"] == (
        "Erin Vale erin@apps.example Engineer (S2/S3) Applications S2 Active"
    )


def test_a_search_finds_people_by_name_or_address(visit: Visit) -> None:
    ada = visit("ada")
    for words, count in (("MARSH", 1), ("platform.example", 2), ("%", 0), ("nobody here", 0)):
        page = ada.get(f"/people?q={words}")
        assert len(page.select("tbody tr")) == count, words


def test_an_added_person_sets_a_password_with_a_link_shown_once(visit: Visit) -> None:
    ada = visit("ada")
    page = ada.get("/people/new")
    shown = ada.send(
        page,
        "main form",
        name="Noor Ames",
        email="noor@north.example",
        role="technician",
        team="desk-north",
    )
    address = shown.select_one("#set-up-link")
    assert address is not None
    path = re.sub(r"^https?://[^/]+", "", address.get_text())
    assert "No password yet" in ada.get("/people?q=noor").get_text()
    noor = visit()
    noor.send(noor.get(path), "main form", password="seven grey geese at dawn")
    assert "Noor Ames" in noor.get("/").get_text()
    visit().get(path, status=404)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"email": "no address"}, "This is not an e-mail address."),
        ({"email": "SAM@north.example"}, "Someone signs in with this address already."),
        ({"name": " "}, "Give a name"),
        ({"role": ""}, "Choose a role."),
        ({"role": "emperor"}, "Choose a role."),
        ({"team": ""}, "A technician needs a team."),
        ({"team": "nowhere"}, "There is no such team."),
        ({"role": "engineer"}, "An engineer's team takes packets"),
    ],
)
def test_a_bad_entry_is_refused_and_kept_in_the_form(
    visit: Visit, fields: dict[str, str], problem: str
) -> None:
    ada = visit("ada")
    good = {
        "name": "Noor Ames",
        "email": "noor@north.example",
        "role": "technician",
        "team": "desk-north",
    }
    page = ada.send(ada.get("/people/new"), "main form", 422, **{**good, **fields})
    summary = page.select_one("[data-error-summary]")
    assert summary is not None
    assert problem in summary.get_text()
    kept = page.select_one("#name")
    assert kept is not None
    assert kept["value"] == fields.get("name", "Noor Ames")


@pytest.mark.parametrize(
    ("path", "wrong"),
    [("/people/new", ["name", "email", "role"]), ("/teams", ["name", "slug", "tier"])],
)
def test_all_that_a_new_entry_lacks_is_named_at_once_in_the_order_of_the_page(
    visit: Visit, path: str, wrong: list[str]
) -> None:
    ada = visit("ada")
    page = ada.send(ada.get(path), "main form", 422, name="", role="", tier="")
    links = page.select("[data-error-summary] a")
    assert [str(one["href"]).removeprefix("#") for one in links] == wrong


def test_a_role_and_team_change_holds_at_once(visit: Visit, house: House) -> None:
    ada, sid = visit("ada"), visit("sid")
    sid.get("/packets")
    page = ada.get(edit_url(house, "sid"))
    ada.send(page, "main form", role="engineer", team="platform-s3")
    assert "Queue of Platform S3" in sid.get("/queue").get_text()
    assert stored(house, "sid").role is Role.ENGINEER


def test_a_deactivated_person_is_signed_out_and_can_come_back(visit: Visit, house: House) -> None:
    ada, sam = visit("ada"), visit("sam")
    sam.get("/packets")
    switch = 'form[action$="/active"]'
    ada.send(ada.get(edit_url(house, "sam")), switch, do="deactivate")
    assert sam.get("/packets").select_one("#password")
    sign_in = sam.get("/sign-in")
    sam.send(sign_in, "main form", 422, email="sam@north.example", password="correct horse battery")
    ada.send(ada.get(edit_url(house, "sam")), switch, do="activate")
    sam.send(
        sam.get("/sign-in"),
        "main form",
        email="sam@north.example",
        password="correct horse battery",
    )
    assert "Sam Porter" in sam.get("/packets").get_text()


def test_an_administrator_cannot_shut_themselves_out(visit: Visit, house: House) -> None:
    ada = visit("ada")
    own = edit_url(house, "ada")
    page = ada.get(own)
    assert not page.select('form[action$="/active"]')
    ada.post(f"{own}/active", 422, do="deactivate")
    ada.send(page, "main form", 422, role="lead")
    assert (stored(house, "ada").active, stored(house, "ada").role) == (True, Role.ADMIN)


def test_a_new_link_lets_someone_choose_another_password(visit: Visit, house: House) -> None:
    ada = visit("ada")
    page = ada.send(ada.get(edit_url(house, "olga")), 'form[action$="/link"]')
    address = page.select_one("#set-up-link")
    assert address is not None
    path = re.sub(r"^https?://[^/]+", "", address.get_text())
    olga = visit()
    olga.send(olga.get(path), "main form", password="a much newer password")
    assert "Olga Brandt" in olga.get("/").get_text()


def test_a_team_is_added_and_listed_with_its_people(visit: Visit) -> None:
    ada = visit("ada")
    page = ada.send(ada.get("/teams"), "main form", name="Desk West", slug="desk-west", tier="S1")
    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert "Desk West desk-west Tier S1 0" in rows
    assert "Desk North desk-north Tier S1 2" in rows


@pytest.mark.parametrize(
    "fields",
    [
        {"slug": "Desk West"},
        {"slug": ""},
        {"slug": "x" * 65},
        {"slug": "desk-north"},
        {"name": ""},
        {"tier": ""},
    ],
)
def test_a_bad_team_is_refused(visit: Visit, fields: dict[str, str]) -> None:
    ada = visit("ada")
    good = {"name": "Desk West", "slug": "desk-west", "tier": "S1"}
    page = ada.send(ada.get("/teams"), "main form", 422, **{**good, **fields})
    assert page.select_one("[data-error-summary] a")
    assert len(page.select("tbody tr")) == 6


@pytest.mark.parametrize("name", ["sam", "erin", "sky", "lee"])
@pytest.mark.parametrize("path", ["/people", "/people/new", "/people/1", "/teams"])
def test_only_administrators_keep_people(visit: Visit, name: str, path: str) -> None:
    visit(name).get(path, status=403)


def test_an_administrator_sees_no_packet(visit: Visit, house: House) -> None:
    row = house.submitted()
    ada = visit("ada")
    lead = ("/scoreboard", "/scoreboard/packets", "/requests", "/figures", "/scoreboard.csv")
    for path in (*lead, f"/packets/{row.reference}", f"/packets/{row.reference}.md"):
        ada.get(path, status=403)
    assert row.problem not in ada.get(edit_url(house, "sam")).get_text()


def test_nobody_unknown_is_shown(visit: Visit) -> None:
    visit("ada").get("/people/99999", status=404)
