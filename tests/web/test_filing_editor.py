"""Writing a packet in its editor: saving, rows, marks, refusals, late forms."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import text

from escalator.domain.model import Priority
from escalator.services.drafts import Start, start_packet
from escalator.services.people import save_settings
from escalator.services.review import bounce
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import Base, PacketRow, Person
from tests.house import House, example, missing
from tests.web.pages import Visit, Visitor, form_values, heading
from tests.web.queries import counted_queries

FORM = "#packet-form"
PLANTED = ("mara.lindqvist@customer.example", "Mara", "Lindqvist", "203.0.113.77")


def blank(house: House, category: str = "api-integration", author: str = "sam") -> str:
    """Start a packet that says nothing yet and give its reference."""
    target = example(category).target
    with writing():
        row = start_packet(house.desk(author), Start(f"key-{category}", category, target, {}))
    return row.reference


def edit_url(reference: str) -> str:
    return f"/packets/{reference}/edit"


def stored(house: House, reference: str) -> PacketRow:
    with house.session() as session:
        row = session.query(PacketRow).filter_by(reference=reference).one()
        _ = row.answers, row.not_available, row.target_team.slug
        return row


def value_of(page: BeautifulSoup, name: str) -> str:
    field = page.select_one(f'[name="{name}"]:not([type=hidden])')
    assert field is not None, f"no field {name}"
    return field.get_text().removeprefix("\n") if field.name == "textarea" else str(field["value"])


def everything_stored(house: House) -> str:
    with house.session() as session:
        rows = [
            str(row)
            for table in Base.metadata.sorted_tables
            for row in session.execute(text(f"SELECT * FROM {table.name}"))
        ]
    return "\n".join(rows)


# -- What the page shows ---------------------------------------------------------------------------


def test_every_item_is_asked_with_why_and_an_example(visit: Visit, house: House) -> None:
    reference = blank(house)
    page = visit("sam").get(edit_url(reference))
    desk = house.desk("sam")
    for item in desk.contracts.checklists["api-integration"].items:
        field = page.select_one(f'[data-item="{item.name}"]')
        assert field is not None, item.name
        assert item.why in field.get_text(" ", strip=True)


def test_an_empty_form_says_nothing_is_wrong_yet(visit: Visit, house: House) -> None:
    page = visit("sam").get(edit_url(blank(house)))
    assert not page.select(".field-error")
    assert page.select_one(".error-summary") is None
    assert "Stopped:" in page.select_one(".line-words").get_text()  # type: ignore[union-attr]


def test_asked_for_gaps_each_is_named_and_links_to_its_control(visit: Visit, house: House) -> None:
    page = visit("sam").get(f"{edit_url(blank(house))}?show=gaps")
    links = [str(link["href"])[1:] for link in page.select(".error-summary a")]
    assert len(links) > 20
    for name in links:
        control = page.find(id=name)
        assert control is not None, name
        assert control.name in ("input", "textarea", "select", "fieldset")
        assert page.find(id=f"{name}-error") is not None, name


def test_as_many_rows_stand_ready_as_the_target_asks_for(visit: Visit, house: House) -> None:
    reference = blank(house, "data-integrity")
    page = visit("sam").get(edit_url(reference))
    rows = page.select('[data-rows="troubleshooting"] [data-row-list] > [data-row]')
    assert len(rows) == 3


def test_what_the_packet_does_not_need_is_folded_away_until_it_is_answered(
    visit: Visit, house: House
) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.get(edit_url(reference))
    assert page.select_one('details.more [data-item="feature_flags"]') is not None
    assert page.select_one('details.more [data-item="problem"]') is None
    page = sam.send(page, FORM, feature_flags="tax_engine_v3 on")
    assert page.select_one('details.more [data-item="feature_flags"]') is None
    assert page.select_one('[data-item="feature_flags"]') is not None


def test_items_that_packets_often_came_back_for_say_so(visit: Visit, house: House) -> None:
    for number in range(10):
        row = house.submitted(ticket=f"T-{number}")
        if number < 4:
            send_back(house, row)
    house.clock.advance(days=40)
    page = visit("sam").get(edit_url(blank(house, "general")))
    note = page.select_one('[data-item="steps"] .field-note')
    assert note is not None
    assert "Engineers returned 4 of 10 packets here because this was missing." in note.get_text()


@pytest.mark.parametrize("is_bounced", [False, True])
def test_the_editor_asks_the_database_a_bounded_number_of_times(
    visit: Visit, house: House, is_bounced: bool
) -> None:
    row = bounced(house) if is_bounced else house.start()
    sam = visit("sam")
    with counted_queries(house) as asked:
        sam.get(edit_url(row.reference))
    assert len(asked) <= 15, "\n".join(asked)


@pytest.mark.parametrize(
    ("name", "status", "where"),
    [("sam", 200, "edit"), ("sid", 200, "packet"), ("lee", 200, "packet"), ("olga", 404, "")],
)
def test_only_the_author_edits_and_strangers_find_nothing(
    visit: Visit, house: House, name: str, status: int, where: str
) -> None:
    reference = blank(house)
    page = visit(name).get(edit_url(reference), status)
    assert bool(page.select_one(FORM)) == (where == "edit")


def test_a_submitted_packet_is_read_and_not_edited(visit: Visit, house: House) -> None:
    row = house.submitted()
    page = visit("sam").get(edit_url(row.reference))
    assert page.select_one(FORM) is None


# -- Saving ----------------------------------------------------------------------------------------


def test_what_is_typed_comes_back_as_it_was(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    typed = {
        "problem": "Invoices of more than 200 lines time out",
        "steps": "1. Take a key\n2. Post 240 lines\n\n  indented",
        "error_text": '{"type": "upstream_timeout"}\n\ttrace',
        "affected_count": "24",
        "environment": "production",
    }
    page = sam.send(sam.get(edit_url(reference)), FORM, typed=typed)
    values = form_values(page.select_one(FORM))  # type: ignore[arg-type]
    assert {name: values[name] for name in typed} == typed
    assert stored(house, reference).answers["affected_count"] == 24


def test_saving_again_unchanged_changes_nothing(visit: Visit, house: House) -> None:
    row = house.start(category="api-integration")
    sam = visit("sam")
    sam.send(sam.get(edit_url(row.reference)), FORM)
    after = stored(house, row.reference)
    assert after.answers == row.answers
    assert after.not_available == row.not_available


def test_a_choice_box_left_empty_is_empty(visit: Visit, house: House) -> None:
    row = house.start(at_stake=("money", "contract"))
    sam = visit("sam")
    page = sam.get(edit_url(row.reference))
    for box in page.select("input[name=at_stake]"):
        del box["checked"]
    sam.send(page, FORM)
    assert "at_stake" not in stored(house, row.reference).answers


def test_a_form_cut_off_on_its_way_empties_no_boxes_and_rows(visit: Visit, house: House) -> None:
    row = house.start(at_stake=("money", "contract"))
    sam = visit("sam")
    sam.post(edit_url(row.reference), version=str(row.version), problem="Exports stop")
    after = stored(house, row.reference).answers
    assert after["at_stake"] == ["money", "contract"]
    assert after["troubleshooting"] == row.answers["troubleshooting"]
    assert after["problem"] == "Exports stop"


def test_a_number_that_is_none_is_kept_and_named(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.send(sam.get(edit_url(reference)), FORM, affected_count="a dozen")
    assert value_of(page, "affected_count") == "a dozen"
    error = page.find(id="affected_count-error")
    assert error is not None
    assert "whole number" in error.get_text()


def test_nul_bytes_and_broken_characters_do_no_harm(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.get(edit_url(reference))
    form = page.select_one(FORM)
    assert form is not None
    sent = [f"{name}={form_values(form)[name]}" for name in ("csrf_token", "version")]
    body = "&".join(sent)
    response = sam.client.post(
        edit_url(reference),
        data=body.encode() + b"&steps=one%00two%FF%ED%A0%80three",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 303
    kept = stored(house, reference).answers["steps"]
    assert isinstance(kept, str)
    assert kept.startswith("onetwo")
    assert kept.endswith("three")
    kept.encode()


def test_html_in_an_answer_stays_text(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    attack = '"><img src=x onerror=alert(1)></textarea><script>alert(2)</script>'
    page = sam.send(
        sam.get(edit_url(reference)), FORM, problem=attack, steps=attack, error_text=attack
    )
    assert page.select_one("img, script:not([src])") is None
    assert value_of(page, "steps") == attack


# -- Rows without JavaScript -----------------------------------------------------------------------


def test_rows_are_added_and_removed_by_buttons(visit: Visit, house: House) -> None:
    reference, sam = blank(house, "general"), visit("sam")
    page = sam.get(edit_url(reference))
    page = sam.send(
        page,
        FORM,
        typed={
            "troubleshooting-0-tried": "Cleared the cache",
            "troubleshooting-0-result": "No change",
            "troubleshooting-1-tried": "Another browser",
            "troubleshooting-1-result": "Same fault",
            "do": "add:troubleshooting",
        },
    )
    assert value_of(page, "troubleshooting-1-tried") == "Another browser"
    assert value_of(page, "troubleshooting-2-tried") == ""
    page = sam.send(page, FORM, do="remove:troubleshooting:0")
    assert value_of(page, "troubleshooting-0-tried") == "Another browser"
    rows = stored(house, reference).answers["troubleshooting"]
    assert rows == [{"tried": "Another browser", "result": "Same fault"}]


def test_adding_a_row_saves_everything_else_too(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    sam.send(sam.get(edit_url(reference)), FORM, problem="Still here", do="add:logs")
    assert stored(house, reference).problem == "Still here"


def test_a_long_log_is_named_and_kept_not_sent_again(visit: Visit, house: House) -> None:
    log = "\n".join(f"2026-06-01T08:{n % 60:02}:00Z worker {n} ok" for n in range(2_000))
    row = house.start(logs=({"source": "worker", "time_range": "08:00-09:00 Z", "text": log},))
    sam = visit("sam")
    page = sam.get(edit_url(row.reference))
    assert value_of(page, "logs-0-text") == ""
    assert "worker 1999" not in str(page.select_one(FORM))
    sam.send(page, FORM, typed={"logs-0-source": "the worker"})
    kept = stored(house, row.reference).answers["logs"]
    assert kept == [{"source": "the worker", "time_range": "08:00-09:00 Z", "text": log}]
    link = page.select_one(".kept a")
    assert link is not None
    assert "worker 1999" in sam.client.get(str(link["href"])).text


def test_a_kept_log_that_is_gone_is_said_to_be(visit: Visit, house: House) -> None:
    reference, sam = blank(house, "general"), visit("sam")
    page = sam.send(
        sam.get(edit_url(reference)),
        FORM,
        422,
        **{"logs-0-source": "worker", "logs-0-text-kept": "0" * 24},
    )
    assert "no longer stored" in page.text
    assert value_of(page, "logs-0-source") == "worker"


# -- Not available ---------------------------------------------------------------------------------


def test_not_available_with_a_reason_is_no_gap(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    sam.send(
        sam.get(edit_url(reference)),
        FORM,
        typed={"na-region": "1", "na_reason-region": "The customer's portal does not show it."},
    )
    page = sam.get(f"{edit_url(reference)}?show=gaps")
    assert page.find(id="region-error") is None
    assert page.find(id="na_reason-region-error") is None
    assert stored(house, reference).not_available["region"]


def test_not_available_without_a_reason_stays_ticked_and_asks_for_one(
    visit: Visit, house: House
) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.send(sam.get(edit_url(reference)), FORM, typed={"na-region": "1"})
    assert page.select_one("#na-region[checked]") is not None
    assert page.find(id="na_reason-region-error") is not None


def test_a_mark_is_taken_back(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.send(
        sam.get(edit_url(reference)),
        FORM,
        typed={"na-region": "1", "na_reason-region": "Not shown."},
    )
    box = page.select_one("#na-region")
    assert box is not None
    del box["checked"]
    sam.send(page, FORM)
    assert "region" not in stored(house, reference).not_available


# -- Target, priority, people ----------------------------------------------------------------------


def test_another_target_is_saved_and_asks_for_more(visit: Visit, house: House) -> None:
    reference, sam = blank(house, "general"), visit("sam")
    before = sam.get(f"{edit_url(reference)}?show=gaps")
    after = sam.send(before, FORM, target="platform-s3")
    assert stored(house, reference).target_team.slug == "platform-s3"
    gaps = [len(page.select(".error-summary a")) for page in (before, after)]
    assert gaps[1] > gaps[0]


@pytest.mark.parametrize("target", ["security-s3", "nowhere"])
def test_a_target_that_does_not_take_it_is_refused(visit: Visit, house: House, target: str) -> None:
    reference, sam = blank(house, "general"), visit("sam")
    page = sam.send(
        sam.get(edit_url(reference)), FORM, 422, target=target, problem="Typed and kept"
    )
    assert page.find(id="target-error") is not None
    assert value_of(page, "problem") == "Typed and kept"


def test_another_priority_needs_its_reason(visit: Visit, house: House) -> None:
    row, sam = house.start(), visit("sam")
    wanted = "P1" if row.priority is not Priority.P1 else "P2"
    page = sam.send(
        sam.get(edit_url(row.reference)), FORM, 422, priority=wanted, problem="Typed and kept"
    )
    assert page.find(id="priority_rationale-error") is not None
    assert value_of(page, "problem") == "Typed and kept"
    sam.send(page, FORM, priority_rationale="The customer goes live tomorrow morning.")
    assert stored(house, row.reference).priority == wanted


def test_no_name_or_address_reaches_the_database(visit: Visit, house: House) -> None:
    sam = visit("sam")
    page = sam.send(
        sam.get("/packets/new"),
        "main form",
        category="general",
        ticket="ZD-7",
        problem=f"Mail of {PLANTED[0]} is refused",
        people="Mara Lindqvist",
    )
    reference = stored_reference(house)
    page = sam.send(
        page,
        FORM,
        steps=f"Ask Mara Lindqvist to sign in from {PLANTED[3]}",
        typed={"logs-0-source": "gateway", "logs-0-text": f"login {PLANTED[0]} from {PLANTED[3]}"},
    )
    assert "Hidden before it was stored" in page.text
    assert "[NAME-1]" in value_of(page, "steps")
    response = autosave(
        sam, reference, stored(house, reference).version, {"actual": "Lindqvist is locked out"}
    )
    assert response["answers"]["actual"] == "[NAME-1] is locked out"
    everything = everything_stored(house)
    for value in PLANTED:
        assert value not in everything


def stored_reference(house: House) -> str:
    with house.session() as session:
        return session.query(PacketRow).one().reference


# -- Refusals that lose nothing --------------------------------------------------------------------


def test_five_megabytes_of_log_are_refused_with_the_limit_and_stay_in_the_form(
    visit: Visit, house: House
) -> None:
    reference, sam = blank(house, "general"), visit("sam")
    log = "2026-06-01T08:00:00Z worker ok\n" * 170_000
    page = sam.send(
        sam.get(edit_url(reference)),
        FORM,
        422,
        problem="Typed and kept",
        **{"logs-0-source": "worker", "logs-0-text": log},
    )
    link = page.select_one(".error-summary a")
    assert link is not None
    assert link["href"] == "#logs-0-text"
    assert "1,000,000 characters" in link.get_text()
    assert value_of(page, "logs-0-text") == log
    assert value_of(page, "problem") == "Typed and kept"
    assert stored(house, reference).answers == {}


def test_a_form_without_its_token_is_shown_again_whole(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.send(
        sam.get(edit_url(reference)), FORM, 400, csrf_token="stale", steps="A long story"
    )
    assert "A long story" in page.text


def test_a_form_sent_when_signed_out_is_shown_again_whole(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.get(edit_url(reference))
    with sam.client.session_transaction() as session:
        session.pop("_user_id")
    page = sam.send(page, FORM, 401, steps="A long story")
    assert "A long story" in page.text


def test_a_late_form_shows_both_texts_and_can_be_saved_over(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.get(edit_url(reference))
    sam.send(page, FORM, steps="Their story", problem="Same")
    late = sam.send(page, FORM, 409, steps="My story", problem="Same", **{"na-region": "1"})
    assert "Their story" in late.text
    assert "My story" in late.text
    assert stored(house, reference).answers["steps"] == "Their story"
    sam.send(late, "main form", do="save")
    after = stored(house, reference)
    assert after.answers["steps"] == "My story"
    assert "region" in after.not_available


def test_a_late_form_that_says_what_is_stored_goes_on(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    page = sam.get(edit_url(reference))
    typed = {"steps": "Write to mara.lindqvist@customer.example", "do": "check"}
    sam.send(page, FORM, typed=typed)
    again = sam.send(page, FORM, typed=typed)
    assert again.select_one('form[action$="/submit"]') is not None


def test_a_late_form_of_a_submitted_packet_keeps_its_words_without_saving(
    visit: Visit, house: House
) -> None:
    row, sam = house.start(), visit("sam")
    page = sam.get(edit_url(row.reference))
    with writing():
        submit(house.desk("sam"), row.reference, version=row.version)
    late = sam.send(page, FORM, 409, steps="My story")
    assert "My story" in late.text
    assert late.select_one("main form") is None


def test_another_teams_form_changes_nothing_and_tells_nothing(visit: Visit, house: House) -> None:
    row = house.start()
    olga = visit("olga")
    for url in (edit_url(row.reference), f"/packets/{row.reference}/submit"):
        page = olga.post(url, 404, version=str(row.version), problem="Mine now")
        assert row.problem not in page.text
    assert stored(house, row.reference).problem == row.problem


# -- A bounced packet ------------------------------------------------------------------------------


def send_back(house: House, row: PacketRow) -> None:
    charge = missing("region", "steps", wanted="Give the region and the exact steps.")
    with writing():
        bounce(house.desk("erin"), row.reference, [charge], version=row.version)


def bounced(house: House) -> PacketRow:
    row = house.submitted()
    send_back(house, row)
    return row


def test_a_bounced_packet_opens_at_the_items_at_fault(visit: Visit, house: House) -> None:
    row = bounced(house)
    page = visit("sam").get(edit_url(row.reference))
    card = page.select_one(".bounce")
    assert card is not None
    assert "Give the region and the exact steps." in card.get_text()
    for item in ("region", "steps"):
        assert card.select_one(f'a[href="#{item}"]') is not None
        field = page.select_one(f'[data-item="{item}"]')
        assert field is not None
        assert "at-fault" in field["class"]


def test_an_item_at_fault_is_contested_from_the_editor_and_the_text_is_saved(
    visit: Visit, house: House
) -> None:
    row, sam = bounced(house), visit("sam")
    page = sam.get(edit_url(row.reference))
    page = sam.send(
        page,
        FORM,
        region="eu-west-1, tenant 7f31c2, zone b",
        typed={"contest-steps": "The steps are complete, see 3.", "do": "contest:steps"},
    )
    field = page.select_one('[data-item="steps"]')
    assert field is not None
    assert "at-fault" not in field["class"]
    page = sam.send(page, FORM, do="check")
    page = sam.send(page, 'form[action$="/submit"]')
    assert heading(page).endswith("is with Applications S2")


@pytest.mark.parametrize("button", ["check", "save", "contest:steps"])
def test_a_reason_why_an_item_should_stand_counts_whichever_button_is_pressed(
    visit: Visit, house: House, button: str
) -> None:
    row, sam = bounced(house), visit("sam")
    typed = {"contest-steps": "The steps are complete, see 3.", "do": button}
    changed = "eu-west-1, tenant 7f31c2, zone b"
    page = sam.send(sam.get(edit_url(row.reference)), FORM, typed=typed, region=changed)
    assert "The steps are complete, see 3." in sam.get(edit_url(row.reference)).get_text()
    page = sam.get(f"/packets/{row.reference}/check")
    page = sam.send(page, 'form[action$="/submit"]')
    assert heading(page).endswith("is with Applications S2")


def test_contesting_without_a_reason_is_refused_at_its_box(visit: Visit, house: House) -> None:
    row, sam = bounced(house), visit("sam")
    page = sam.send(sam.get(edit_url(row.reference)), FORM, 422, do="contest:steps")
    assert page.find(id="contest-steps-error") is not None


# -- Autosave --------------------------------------------------------------------------------------


def autosave(
    visitor: Visitor,
    reference: str,
    version: int,
    answers: Mapping[str, object],
    status: int = 200,
    **more: object,
) -> dict[str, Any]:
    body = {"version": version, "answers": answers, "not_available": {}, **more}
    return send_json(visitor, reference, json.dumps(body), status)


def send_json(visitor: Visitor, reference: str, body: str | bytes, status: int) -> dict[str, Any]:
    response = visitor.client.post(
        f"/packets/{reference}/autosave",
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": visitor.csrf(), "Accept": "application/json"},
    )
    assert response.status_code == status, response.text
    found: dict[str, Any] = json.loads(response.text)
    return found


def test_a_time_without_a_zone_is_offered_the_person_s_own(visit: Visit, house: House) -> None:
    row = house.start(first_seen="24.09.2025 08:01")
    with house.session() as session:
        person = session.get_one(Person, house.people["sam"].id)
        save_settings(session, person, time_zone="Europe/Berlin", shortcuts=True)
    offer = "If it is Europe/Berlin time: 2025-09-24T08:01+02:00"
    sam = visit("sam")
    editor = sam.get(edit_url(row.reference))
    error = editor.select_one("#first_seen-error")
    assert error is not None
    assert offer in error.get_text()
    hint = editor.select_one("#first_seen-hint")
    assert hint is not None
    assert "Yours is Europe/Berlin" in hint.get_text()
    assert offer in sam.get(f"/packets/{row.reference}/check").get_text()


def test_autosave_answers_with_the_verdict(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    row = stored(house, reference)
    result = autosave(sam, reference, row.version, {"region": "eu-west-1", "problem": "It stops"})
    assert result["version"] == row.version + 1
    assert result["answers"] == {}
    assert "region" not in {gap["item"] for gap in result["gaps"]}
    assert set(result) >= {"saved_at", "hidden", "progress", "sections", "priority", "line"}
    assert "eu-west-1" in str(result["preview_html"])


def test_autosave_takes_answers_and_marks_away(visit: Visit, house: House) -> None:
    row, sam = house.start(), visit("sam")
    autosave(
        sam,
        row.reference,
        row.version,
        {"problem": None, "at_stake": None, "troubleshooting": None},
        not_available={"region": "Not shown to them."},
    )
    after = stored(house, row.reference)
    assert not {"problem", "at_stake", "troubleshooting"} & set(after.answers)
    assert after.not_available["region"] == "Not shown to them."


def test_autosave_gives_back_what_was_hidden(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    result = autosave(
        sam, reference, stored(house, reference).version, {"steps": f"Write to {PLANTED[0]}"}
    )
    assert result["answers"] == {"steps": "Write to [EMAIL-1]"}
    assert result["hidden"] == {"EMAIL": 1}


def test_autosave_sends_no_long_log_back(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    log = "\n".join(f"line {n} of 203.0.113.77" for n in range(2_000))
    rows = [{"source": PLANTED[0], "text": log}]
    result = autosave(sam, reference, stored(house, reference).version, {"logs": rows})
    assert result["answers"] == {"logs": [{"source": "[EMAIL-1]"}]}


def test_a_late_autosave_saves_nothing(visit: Visit, house: House) -> None:
    row, sam = house.start(), visit("sam")
    result = autosave(sam, row.reference, row.version - 1, {"problem": "Late"}, 409)
    assert result["error"] == "stale"
    assert stored(house, row.reference).problem == row.problem


@pytest.mark.parametrize(
    "body",
    [
        "{not json",
        b'{"version": 1, "answers": {"problem": "\xff"}}',
        "[]",
        "null",
        '{"answers": {}}',
        '{"version": true, "answers": {}}',
        '{"version": 1, "answers": []}',
        '{"version": 1, "answers": {}, "more": 1}',
        '{"version": 1, "answers": {"nonsense": "x"}}',
        '{"version": 1, "answers": {"problem": 7}}',
        '{"version": 1, "answers": {"problem": ["x"]}}',
        '{"version": 1, "answers": {"at_stake": "money"}}',
        '{"version": 1, "answers": {"troubleshooting": [{"nonsense": "x"}]}}',
        '{"version": 1, "answers": {"troubleshooting": ["x"]}}',
        '{"version": 1, "answers": {}, "not_available": {"region": 1}}',
        '{"version": 1, "answers": {}, "people": "Mara"}',
        '{"version": 1, "answers": {}, "target": "nowhere"}',
        '{"version": 1, "answers": {}, "priority": "P9"}',
        "[" * 100_000,
    ],
)
def test_broken_autosaves_are_refused_in_words(
    visit: Visit, house: House, body: str | bytes
) -> None:
    reference, sam = blank(house), visit("sam")
    result = send_json(sam, reference, body, 422)
    assert result["error"]
    assert str(result["message"]).endswith(".")
    assert stored(house, reference).answers == {}


def test_autosave_needs_its_token_and_a_sign_in(visit: Visit, house: House) -> None:
    reference, sam = blank(house), visit("sam")
    url = f"/packets/{reference}/autosave"
    no_token = sam.client.post(url, json={"version": 1, "answers": {}})
    assert (no_token.status_code, no_token.json) == (400, no_token.json)
    assert no_token.json is not None
    assert no_token.json["error"] == "csrf"
    token = sam.csrf()
    with sam.client.session_transaction() as session:
        session.pop("_user_id")
    out = sam.client.post(url, json={"version": 1}, headers={"X-CSRFToken": token})
    assert out.status_code == 401
    assert out.json is not None
    assert out.json["error"] == "signed_out"
