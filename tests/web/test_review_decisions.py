from collections.abc import Mapping
from typing import TypeAlias

import pytest
from bs4 import BeautifulSoup

from escalator.domain.model import BounceReason, State
from escalator.services.drafts import Edit, save_draft
from escalator.services.review import accept
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import Bounce, EventRow, PacketRow, Question
from tests.house import House
from tests.web.pages import Visit, Visitor

Fields: TypeAlias = Mapping[str, str | list[str]]

WANTED = "Give one request ID per failing call, with its time."


@pytest.fixture
def row(house: House) -> PacketRow:
    """A packet of Sam's that waits for Platform S3."""
    return house.submitted(category="api-integration")


def url(row: PacketRow, rest: str = "") -> str:
    return f"/packets/{row.reference}{rest}"


def now(house: House, row: PacketRow) -> PacketRow:
    with house.session() as session:
        return session.get_one(PacketRow, row.id)


def bounces(house: House, row: PacketRow) -> list[Bounce]:
    with house.session() as session:
        found = session.query(Bounce).filter_by(packet_id=row.id).order_by(Bounce.id).all()
        for one in found:
            _ = [charge.faults for charge in one.charges]
        return found


def press(
    visitor: Visitor,
    page: BeautifulSoup,
    form: str,
    fields: Fields,
    *,
    status: int = 200,
) -> BeautifulSoup:
    """Send a form of the page with these fields, whose names need not be Python's."""
    return visitor.send(page, form, status=status, **fields)


def errors(page: BeautifulSoup) -> dict[str, str]:
    """Give what the summary says: field linked to -> sentence."""
    links = page.select("[data-error-summary] a")
    return {str(one["href"]).removeprefix("#"): one.get_text(strip=True) for one in links}


def typed(page: BeautifulSoup) -> list[str]:
    """Give what a refusal shows again."""
    return [one.get_text().strip() for one in page.select('textarea[id^="typed-"]')]


def accepted(house: House, row: PacketRow, name: str = "theo") -> PacketRow:
    with writing():
        accept(house.desk(name), row.reference, version=None)
    return row


# -- Accept -------------------------------------------------------------------------------------


def test_accepting_takes_one_press_and_says_so(house: House, visit: Visit, row: PacketRow) -> None:
    theo = visit("theo")
    page = theo.send(theo.get(url(row)), f'form[action="{url(row, "/accept")}"]')
    assert "Accepted. It is with you now." in page.get_text()
    assert now(house, row).state is State.ACCEPTED
    assert now(house, row).acceptor_id == house.people["theo"].id


def test_the_second_of_two_engineers_is_told_who_was_first(
    house: House, visit: Visit, row: PacketRow
) -> None:
    tess = visit("tess")
    seen = tess.get(url(row))
    accepted(house, row)
    page = tess.send(seen, f'form[action="{url(row, "/accept")}"]', status=409)
    assert "Theo Marsh accepted it while you had this page open." in page.get_text()
    assert page.select_one(f'a[href="{url(row)}"]') is not None
    assert now(house, row).acceptor_id == house.people["theo"].id


def test_a_bounce_that_comes_too_late_comes_back_as_typed_and_can_be_sent_again(
    house: House, visit: Visit, row: PacketRow
) -> None:
    tess = visit("tess")
    seen = tess.get(url(row, "/bounce"))
    accepted(house, row)
    fields: Fields = {"reason-0": "missing", "items-0": ["region", "logs"], "wanted-0": WANTED}
    page = press(tess, seen, "[data-bounce]", fields, status=409)
    assert "Theo Marsh accepted it while you had this page open." in page.get_text()
    assert bounces(house, row) == []
    press(tess, page, "[data-bounce]", {})
    (made,) = bounces(house, row)
    assert made.is_late
    assert [fault.item for fault in made.charges[0].faults] == ["region", "logs"]
    assert made.charges[0].wanted == WANTED


def test_a_move_that_is_gone_keeps_every_word(house: House, visit: Visit, row: PacketRow) -> None:
    tess = visit("tess")
    seen = tess.get(url(row, "/decline"))
    accepted(house, row)
    why = "The same outage as last week, see there."
    fields: Fields = {"kind": "duplicate", "duplicate_of": "E-1999", "why": why}
    page = press(tess, seen, "[data-guard]", fields, status=409)
    assert "Theo Marsh accepted it while you had this page open." in page.get_text()
    assert set(typed(page)) >= {why, "E-1999", "duplicate"}
    assert page.select_one(f'a[href="{url(row)}"]') is not None


def test_a_resolution_that_comes_too_late_comes_back_as_typed(
    house: House, visit: Visit, row: PacketRow
) -> None:
    accepted(house, row)
    tess = visit("tess")
    seen = tess.get(url(row, "/resolve"))
    theo = visit("theo")
    theo.send(theo.get(url(row, "/ask")), "[data-guard]", text="Was a backup restored since?")
    fields: Fields = {
        "summary": "The retry queue was full; it was emptied.",
        "root_cause": "defect",
        "reproduced": "yes",
        "s1_could_have_solved": "no",
    }
    page = press(tess, seen, "[data-guard]", fields, status=409)
    assert "Theo Marsh asked a question while you had this page open." in page.get_text()
    press(tess, page, "[data-guard]", {})
    assert now(house, row).state is State.RESOLVED


# -- Bounce -------------------------------------------------------------------------------------


def test_a_bounce_names_items_and_what_would_make_it_acceptable(
    house: House, visit: Visit, row: PacketRow
) -> None:
    theo = visit("theo")
    fields: Fields = {"reason-0": "missing", "items-0": ["request_ids", "logs"], "wanted-0": WANTED}
    page = press(theo, theo.get(url(row, "/bounce")), "[data-bounce]", fields)
    assert "Sent back to Sam Porter." in page.get_text()
    assert now(house, row).state is State.BOUNCED
    (made,) = bounces(house, row)
    (charge,) = made.charges
    assert charge.reason is BounceReason.MISSING
    assert [fault.item for fault in charge.faults] == ["request_ids", "logs"]
    assert charge.wanted == WANTED


def test_a_bounce_can_have_several_reasons_without_javascript(
    house: House, visit: Visit, row: PacketRow
) -> None:
    theo = visit("theo")
    first = {"reason-0": "missing", "items-0": "request_ids", "wanted-0": WANTED}
    page = press(theo, theo.get(url(row, "/bounce")), "[data-bounce]", {**first, "do": "add"})
    assert len(page.select("[data-charge]")) == 2
    assert page.select_one('[name="reason-0"][value="missing"][checked]') is not None
    assert WANTED in page.get_text()
    second = {"reason-1": "does_not_reproduce", "items-1": "steps", "wanted-1": f"{WANTED} Again."}
    press(theo, page, "[data-bounce]", second)
    (made,) = bounces(house, row)
    assert [charge.reason.value for charge in made.charges] == ["missing", "does_not_reproduce"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {"reason-0"}),
        ({"reason-0": "nonsense", "wanted-0": WANTED}, {"reason-0"}),
        ({"reason-0": "missing"}, {"items-0", "wanted-0"}),
        ({"reason-0": "missing", "items-0": "nothing", "wanted-0": WANTED}, {"items-0"}),
        ({"reason-0": "missing", "items-0": "logs", "wanted-0": "asdf"}, {"wanted-0"}),
        ({"reason-0": "missing", "items-0": "logs", "wanted-0": "x" * 20_001}, {"wanted-0"}),
        ({"reason-0": "new_information"}, {"wanted-0"}),
        (
            {"reason-0": "missing", "items-0": "logs", "wanted-0": WANTED, "items-1": "steps"},
            {"reason-1"},
        ),
        (
            {"reason-0": "missing", "items-0": "logs", "wanted-0": WANTED, "reason-2": "unusable"},
            {"items-1", "wanted-1"},
        ),
    ],
)
def test_a_bounce_that_says_too_little_is_shown_again_as_typed(
    house: House, visit: Visit, row: PacketRow, fields: dict[str, str], wrong: set[str]
) -> None:
    theo = visit("theo")
    page = press(theo, theo.get(url(row, "/bounce")), "[data-bounce]", fields, status=422)
    assert set(errors(page)) == wrong
    if "wanted-0" in fields:
        assert fields["wanted-0"] in page.get_text()
    assert now(house, row).state is State.SUBMITTED


def test_new_information_needs_no_item(house: House, visit: Visit, row: PacketRow) -> None:
    theo = visit("theo")
    fields = {"reason-0": "new_information", "wanted-0": "The supplier had an outage: look there."}
    press(theo, theo.get(url(row, "/bounce")), "[data-bounce]", fields)
    (made,) = bounces(house, row)
    assert not made.is_charged


def test_a_reason_ticks_items_only_where_it_points_at_few(visit: Visit, row: PacketRow) -> None:
    page = visit("theo").get(url(row))
    suggested: dict[str, list[str]] = {}
    for tick in page.select("[data-suggest]"):
        for reason in str(tick["data-suggest"]).split():
            suggested.setdefault(reason, []).append(str(tick["value"]))
    assert suggested["sop_skipped"] == ["troubleshooting", "sop", "known_issues_searched"]
    assert "steps" in suggested["does_not_reproduce"]
    assert all(len(items) <= 4 for items in suggested.values())
    assert "unusable" not in suggested


def test_an_item_given_up_is_suggested_as_missing(house: House, visit: Visit) -> None:
    row = house.start(category="api-integration")
    with writing():
        edit = Edit({"region": None}, {"region": "The customer does not know it"})
        saved = save_draft(house.desk("sam"), row.reference, edit, version=None)
    with writing():
        submit(house.desk("sam"), row.reference, version=saved.row.version)
    tick = visit("theo").get(url(row)).select_one('[data-suggest][value="region"]')
    assert tick is not None
    assert "missing" in str(tick["data-suggest"]).split()


def test_reasons_have_number_keys_in_their_order(visit: Visit, row: PacketRow) -> None:
    page = visit("theo").get(url(row, "/bounce"))
    keys = [(one["data-reason-key"], one["value"]) for one in page.select("[data-reason-key]")]
    assert keys == [(str(place), reason) for place, reason in enumerate(BounceReason, start=1)]


def test_the_form_of_a_bounce_shows_its_keys_and_what_becomes_of_personal_data(
    visit: Visit, row: PacketRow
) -> None:
    page = visit("theo").get(url(row))
    label = page.select_one('label[for="wanted-0"] kbd')
    assert label is not None
    assert label.get_text() == "w"
    preview = page.select_one("[data-bounce-preview]")
    assert preview is not None
    assert "Personal data is hidden when it is sent." in preview.get_text()


def test_a_bounce_after_accepting_is_late(house: House, visit: Visit, row: PacketRow) -> None:
    accepted(house, row)
    theo = visit("theo")
    fields = {"reason-0": "unusable", "items-0": "logs", "wanted-0": WANTED}
    page = press(theo, theo.get(url(row)), "[data-bounce]", fields)
    assert "after accepting it" in page.get_text()
    assert [made.is_late for made in bounces(house, row)] == [True]


def test_personal_data_in_a_bounce_is_hidden(house: House, visit: Visit, row: PacketRow) -> None:
    theo = visit("theo")
    wanted = "Ask kim@customer.example for the request IDs of Monday."
    fields = {"reason-0": "missing", "items-0": "request_ids", "wanted-0": wanted}
    page = press(theo, theo.get(url(row)), "[data-bounce]", fields)
    assert "kim@customer.example" not in page.get_text()
    assert "[EMAIL-1]" in bounces(house, row)[0].charges[0].wanted


def test_the_whole_way_from_bounce_to_diff(house: House, visit: Visit, row: PacketRow) -> None:
    theo = visit("theo")
    fields: Fields = {"reason-0": "missing", "items-0": ["region", "steps"], "wanted-0": WANTED}
    press(theo, theo.get(url(row)), "[data-bounce]", fields)
    stopped = visit("sam").get(url(row))
    assert "Stopped: 2 items to change" in stopped.get_text()
    with writing():
        edit = Edit({"region": "eu-central-1, tenant t-4411", "steps": "1. Call it twice"}, {})
        saved = save_draft(house.desk("sam"), row.reference, edit, version=None)
    with writing():
        submit(house.desk("sam"), row.reference, version=saved.row.version)
    page = theo.get(url(row))
    changed = [one.get_text(" ", strip=True) for one in page.select(".returned h3")]
    assert changed == [
        "Region and tenant was at fault, changed",
        "Steps to reproduce was at fault, changed",
    ]
    theo.send(page, f'form[action="{url(row, "/accept")}"]')
    assert now(house, row).state is State.ACCEPTED


# -- Pass on, decline, ask, resolve -------------------------------------------------------------


def test_a_packet_of_another_team_is_passed_on(visit: Visit, row: PacketRow) -> None:
    theo = visit("theo")
    page = theo.get(url(row, "/pass-on"))
    teams = {str(one["value"]) for one in page.select('[name="team"]')}
    assert teams == {"applications-s2", "infrastructure-s2"}
    why = "The webhooks of this tenant are configured by you."
    after = theo.send(page, "[data-guard]", team="applications-s2", why=why)
    assert f"{row.reference} passed on to Applications S2." in after.get_text()
    assert why in visit("erin").get(url(row)).get_text()
    theo.get(url(row, "/pass-on"), status=403)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"team": "applications-s2", "why": ""}, "why"),
        ({"team": "", "why": "It is theirs, not ours."}, "team"),
        ({"team": "platform-s3", "why": "It is theirs, not ours."}, "team"),
        ({"team": "nobody", "why": "It is theirs, not ours."}, "team"),
    ],
)
def test_a_pass_on_that_cannot_be_is_shown_again(
    house: House, visit: Visit, row: PacketRow, fields: dict[str, str], wrong: str
) -> None:
    theo = visit("theo")
    page = press(theo, theo.get(url(row, "/pass-on")), "[data-guard]", fields, status=422)
    assert set(errors(page)) == {wrong}
    assert fields["why"] in page.get_text()
    assert now(house, row).target_team_id == row.target_team_id


def test_a_packet_is_not_passed_to_a_team_whose_checklist_it_misses(
    house: House, visit: Visit
) -> None:
    row = house.submitted(category="endpoint-device")
    with house.session() as session:
        events = session.query(EventRow).filter_by(packet_id=row.id).count()
    ivo = visit("ivo")
    page = ivo.get(url(row, "/pass-on"))
    teams = {str(one["value"]) for one in page.select('[name="team"]')}
    if "platform-s3" not in teams:
        pytest.fail("endpoint packets may go to S3")
    why = "It takes a change to the agent's code."
    refused = ivo.send(page, "[data-guard]", status=422, team="platform-s3", why=why)
    assert "does not meet the checklist" in refused.get_text()
    assert why in refused.get_text()
    with house.session() as session:
        assert session.query(EventRow).filter_by(packet_id=row.id).count() == events


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"why": "It is one of many."}, "kind"),
        ({"kind": "nonsense", "why": "It is one of many."}, "kind"),
        ({"kind": "out_of_scope", "why": ""}, "why"),
        ({"kind": "duplicate", "why": "It is one of many."}, "duplicate_of"),
        ({"kind": "solvable_by_s1", "why": "The article says how."}, "kb_url"),
        (
            {"kind": "solvable_by_s1", "why": "The article says how.", "kb_url": "javascript:a"},
            "kb_url",
        ),
    ],
)
def test_a_decline_without_its_reason_is_shown_again(
    house: House, visit: Visit, row: PacketRow, fields: dict[str, str], wrong: str
) -> None:
    theo = visit("theo")
    page = press(theo, theo.get(url(row, "/decline")), "[data-guard]", fields, status=422)
    assert set(errors(page)) == {wrong}
    assert fields.get("why", "") in page.get_text()
    assert now(house, row).state is State.SUBMITTED


@pytest.mark.parametrize(
    ("form", "fields", "wrong"),
    [
        ("decline", {}, ["kind", "why"]),
        ("decline", {"kind": "duplicate", "kb_url": "x"}, ["why", "duplicate_of", "kb_url"]),
        ("pass-on", {}, ["team", "why"]),
    ],
)
def test_all_that_a_decision_lacks_is_named_at_once_in_the_order_of_the_page(
    visit: Visit, row: PacketRow, form: str, fields: dict[str, str], wrong: list[str]
) -> None:
    theo = visit("theo")
    page = press(theo, theo.get(url(row, f"/{form}")), "[data-guard]", fields, status=422)
    assert list(errors(page)) == wrong


def test_a_declined_packet_says_of_what_it_is_a_duplicate(
    house: House, visit: Visit, row: PacketRow
) -> None:
    theo = visit("theo")
    fields = {"kind": "duplicate", "duplicate_of": "E-1999", "why": "The same outage, see there."}
    page = press(theo, theo.get(url(row, "/decline")), "[data-guard]", fields)
    assert "declined it: Duplicate, E-1999" in " ".join(page.get_text().split())
    assert now(house, row).state is State.DECLINED


def test_a_question_hands_the_ball_to_the_author(
    house: House, visit: Visit, row: PacketRow
) -> None:
    theo = visit("theo")
    empty = theo.send(theo.get(url(row, "/ask")), "[data-guard]", status=422, text=" ")
    assert set(errors(empty)) == {"text"}
    page = theo.send(empty, "[data-guard]", text="Was a backup restored since?")
    assert "It is with Sam Porter until they reply." in page.get_text()
    assert now(house, row).state is State.SUBMITTED
    with house.session() as session:
        assert session.query(Question).filter_by(packet_id=row.id).count() == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"root_cause": ""}, {"root_cause"}),
        ({"root_cause": "nonsense", "reproduced": "maybe"}, {"root_cause", "reproduced"}),
        ({"s1_could_have_solved": ""}, {"s1_could_have_solved"}),
        ({"summary": "ok"}, {"summary"}),
        ({"defect_url": "ftp://x"}, {"defect_url"}),
        ({"summary": "ok", "root_cause": "", "kb_url": "x"}, {"summary", "root_cause", "kb_url"}),
    ],
)
def test_a_resolution_that_says_too_little_is_shown_again(
    house: House, visit: Visit, row: PacketRow, changes: dict[str, str], wrong: set[str]
) -> None:
    accepted(house, row)
    theo = visit("theo")
    fields = {
        "summary": "The retry queue was full; it was emptied.",
        "root_cause": "defect",
        "reproduced": "yes",
        "s1_could_have_solved": "no",
        **changes,
    }
    page = press(theo, theo.get(url(row, "/resolve")), "[data-guard]", fields, status=422)
    assert set(errors(page)) == wrong
    assert fields["summary"] in page.get_text()
    assert now(house, row).state is State.ACCEPTED


def test_an_empty_resolution_is_told_all_that_it_lacks_in_the_page_s_order(
    house: House, visit: Visit, row: PacketRow
) -> None:
    accepted(house, row)
    theo = visit("theo")
    page = theo.send(theo.get(url(row, "/resolve")), "[data-guard]", status=422)
    assert list(errors(page)) == ["summary", "root_cause", "reproduced", "s1_could_have_solved"]


def test_a_resolution_is_told_to_its_author(house: House, visit: Visit, row: PacketRow) -> None:
    accepted(house, row)
    theo = visit("theo")
    theo.send(
        theo.get(url(row, "/resolve")),
        "[data-guard]",
        summary="The retry queue was full; it was emptied.",
        root_cause="third_party",
        reproduced="no",
        s1_could_have_solved="no",
    )
    told = visit("sam").get(url(row)).get_text(" ", strip=True)
    assert "The retry queue was full; it was emptied." in told
    assert "Root cause Third party" in told


# -- Who may not --------------------------------------------------------------------------------

FORMS = ("bounce", "pass-on", "decline", "ask", "resolve")


@pytest.mark.parametrize("form", [*FORMS, "accept"])
@pytest.mark.parametrize("name", ["sam", "sid", "lee", "ada"])
def test_only_engineers_decide(visit: Visit, row: PacketRow, name: str, form: str) -> None:
    visit(name).post(url(row, f"/{form}"), status=403)


@pytest.mark.parametrize("form", [*FORMS, "accept"])
@pytest.mark.parametrize("name", ["erin", "ivo", "sky"])
def test_another_team_s_packet_is_not_there_for_an_engineer(
    visit: Visit, row: PacketRow, name: str, form: str
) -> None:
    visit(name).post(url(row, f"/{form}"), status=404)


@pytest.mark.parametrize("form", FORMS)
def test_a_security_packet_is_there_for_security_only(
    house: House, visit: Visit, form: str
) -> None:
    row = house.submitted(category="security")
    visit("theo").get(url(row, f"/{form}"), status=404)
    visit("sky").get(url(row, f"/{form}"), status=409 if form == "resolve" else 200)


@pytest.mark.parametrize("form", ["bounce", "pass-on", "decline", "ask"])
def test_nobody_decides_on_their_own_packet(house: House, visit: Visit, form: str) -> None:
    own = house.submitted("theo", "api-integration")
    theo = visit("theo")
    theo.get(url(own, f"/{form}"), status=403)
    fields = {
        "version": str(own.version),
        "reason-0": "missing",
        "items-0": "logs",
        "wanted-0": WANTED,
        "team": "applications-s2",
        "why": "It is theirs, not ours.",
        "kind": "out_of_scope",
        "text": "Was a backup restored?",
    }
    theo.post(url(own, f"/{form}"), status=403, **fields)
    assert now(house, own).state is State.SUBMITTED


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_is_over_says_so(visit: Visit, row: PacketRow, form: str) -> None:
    theo = visit("theo")
    theo.send(
        theo.get(url(row, "/decline")),
        "[data-guard]",
        kind="out_of_scope",
        why="Nobody supports this product any more.",
    )
    page = theo.get(url(row, f"/{form}"), status=409)
    assert "This packet is declined" in page.get_text()


def test_a_decision_needs_the_form_s_token(visit: Visit, row: PacketRow) -> None:
    response = visit("theo").client.post(url(row, "/accept"), data={"version": str(row.version)})
    assert response.status_code == 400
