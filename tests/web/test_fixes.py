"""What to fix next: where the scoreboard ends, one proposal by itself, and what became of all."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from escalator.contracts import POLICY, in_offered_order
from escalator.domain.entry import put_entry, read_entry
from escalator.domain.json_places import Document
from escalator.domain.policy import read_policy
from escalator.domain.proposals import Choice, Kind
from escalator.domain.routing import check_routing
from escalator.resources import schemas_folder
from escalator.services.proposals import Decided, decide_on_proposal, looked_at
from escalator.services.review import accept, bounce, pass_on
from escalator.services.working_copies import change_copy, publish
from escalator.store.engine import writing
from tests.house import House, contracts, missing
from tests.services.test_proposals import ITEM, REQUIRE, decided_on
from tests.web.pages import Visit
from tests.web.queries import counted_queries

ALL = "/scoreboard/fixes"
ONE = f"{ALL}/require/general:{ITEM}"


def words(page: BeautifulSoup, css: str = "main") -> str:
    return " ".join(" ".join(one.get_text(" ", strip=True) for one in page.select(css)).split())


def decide(house: House, said: Decided, proposal: tuple[Kind, str] = REQUIRE) -> None:
    days = looked_at(house.clock.now.date(), "Europe/Berlin")
    with writing():
        decide_on_proposal(house.desk("lee"), days, proposal, said, number=None)


def test_a_scoreboard_without_anything_to_fix_says_so(visit: Visit) -> None:
    page = visit("lee").get("/scoreboard")
    assert "propose nothing that is not decided on" in words(page, "section[aria-labelledby=next]")
    assert words(visit("lee").get(ALL), "#open + p") == "Nothing is proposed now."


def test_the_scoreboard_ends_in_what_is_proposed_and_why(visit: Visit, house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    lee = visit("lee")
    sections = lee.get("/scoreboard?team=desk-south").select("main section")
    assert sections[-1]["aria-labelledby"] == "next"
    said = sections[-1].get_text(" ", strip=True)
    assert "Require “Recent changes” in General" in said
    assert "33.3 %, 95 % interval 15.2 to 58.3 %" in said


def test_each_count_opens_exactly_its_packets(visit: Visit, house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    lee = visit("lee")
    counts = lee.get(ONE).select('#why ~ p a[href^="/scoreboard/packets"]')
    assert [one.get_text() for one in counts] == ["5", "15"]
    for one in counts:
        listed = lee.get(str(one["href"]))
        assert len(listed.select("[data-row]")) == int(one.get_text())


def test_the_prepared_change_is_in_the_editor_and_not_saved(visit: Visit, house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    lee = visit("lee")
    link = lee.get(ONE).select_one("#step ~ a")
    assert link is not None
    editor = lee.get(str(link["href"]))
    assert "A change is prepared" in words(editor)
    checked = editor.select_one("input[name=always][checked]")
    assert checked is not None
    assert checked["value"] == "always"
    assert "Changed last by" not in words(lee.get("/checklists"))
    lee.send(editor, "form[action*=items]", typed={"do": "save"})
    again = lee.get(f"/checklists/general/items/{ITEM}")
    assert "What differs from the version in use" in words(again)


def test_a_decision_is_kept_with_who_and_why(visit: Visit, house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    lee = visit("lee")
    done = lee.send(
        lee.get(ONE), "main form", typed={"choice": "dismiss", "reason": "They say it in the ask."}
    )
    assert "Dismissed." in words(done, "body")
    assert "Lee Stone dismissed it, at 5 of 15" in words(done, ".timeline")
    listed = words(lee.get(ALL), "section[aria-labelledby=dismissed]")
    assert "They say it in the ask." in listed
    assert "5 of 15 packets decided on came back for it" in listed
    assert "Recent changes" not in words(lee.get("/scoreboard"), "section[aria-labelledby=next]")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"choice": "dismiss"}, "Say in a sentence why not."),
        ({"choice": "put_off", "reason": "Later."}, "Give a day after today, within a year."),
        ({"choice": "put_off", "until": "tomorrow"}, "Give a day after today, within a year."),
        ({"reason": "Hm."}, "Choose what to do with it."),
        ({"choice": "anything"}, "Choose what to do with it."),
    ],
)
def test_what_lacks_something_is_refused_and_keeps_what_was_typed(
    visit: Visit, house: House, typed: dict[str, str], problem: str
) -> None:
    decided_on(house, cited=5, accepted=10)
    lee = visit("lee")
    refused = lee.send(lee.get(ONE), "main form", status=422, typed=typed)
    assert problem in words(refused, ".error-summary")
    assert words(refused, "#reason") == typed.get("reason", "")


def test_the_second_of_two_is_told_who_was_first_and_keeps_their_words(
    visit: Visit, house: House
) -> None:
    decided_on(house, cited=5, accepted=10)
    lee = visit("lee")
    open_before = lee.get(ONE)
    decide(house, Decided(Choice.ACCEPT))
    typed = {"choice": "dismiss", "reason": "It is not worth it."}
    late = lee.send(open_before, "main form", status=409, typed=typed)
    assert "You, in another window, accepted it while you had this page open." in words(late)
    assert words(late, "#reason") == "It is not worth it."
    done = lee.send(late, "main form", typed=typed)
    assert "Dismissed." in words(done, "body")


def required(document: Document) -> Document:
    return put_entry(document, replace(read_entry(document, ITEM), always=True))


def test_what_an_accepted_change_brought_is_shown_with_its_packets(
    visit: Visit, house: House
) -> None:
    decided_on(house, cited=5, accepted=10)
    house.clock.advance(days=7)
    decide(house, Decided(Choice.ACCEPT, "It costs them a day."))
    lee = visit("lee")
    assert "Not in effect yet" in words(lee.get(ONE), "section[aria-labelledby=effect]")
    with writing():
        change_copy(house.desk("lee"), "general", required, version=0)
    with writing():
        publish(house.desk("lee"), "general", version=1, note="Engineers kept asking for it.")
    assert "no whole day after it" in words(lee.get(ONE), "section[aria-labelledby=effect]")
    house.clock.advance(days=8)
    decided_on(house, cited=0, accepted=12)
    house.clock.advance(days=1)
    page = lee.get(ALL)
    effect = words(page, "section[aria-labelledby=accepted] table")
    assert "In effect since 8 June 2026" in effect
    assert "Before, 31 May to 7 June 2026 15 5 33.3 %" in effect
    assert "Since, 9 to 16 June 2026 12 0 0.0 %" in effect
    assert "Every packet has to answer it now." in words(lee.get(ONE))
    for link in page.select("section[aria-labelledby=accepted] td a"):
        assert len(lee.get(str(link["href"])).select("[data-row]")) == int(link.get_text())


def test_under_ten_on_either_side_are_too_few_to_judge(visit: Visit, house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    house.clock.advance(days=3)
    decide(house, Decided(Choice.ACCEPT))
    with writing():
        change_copy(house.desk("lee"), "general", required, version=0)
    with writing():
        publish(house.desk("lee"), "general", version=1, note="Engineers kept asking for it.")
    house.clock.advance(days=3)
    decided_on(house, cited=0, accepted=9)
    house.clock.advance(days=1)
    accepted = words(visit("lee").get(ALL), "section[aria-labelledby=accepted]")
    assert "Too few to judge yet." in accepted
    assert "too few to judge" in accepted


def test_a_routing_rule_is_told_as_the_policy_takes_it(visit: Visit, house: House) -> None:
    for number in range(12):
        row = house.submitted(error_text=f"CODE_{chr(65 + number)} only")
        with writing():
            why = "The trace ends at the proxy."
            pass_on(
                house.desk("erin"), row.reference, team="infrastructure-s2", why=why, version=None
            )
            accept(house.desk("ivo"), row.reference, version=None)
    page = visit("lee").get(f"{ALL}/route/general:applications-s2:infrastructure-s2")
    assert words(page, "h1") == "Send General to Infrastructure S2 at once"
    rule = json.loads(words(page, "pre.rule"))
    folder = schemas_folder()
    policy = json.loads((folder / POLICY).read_text("utf-8"))
    policy["routing"].insert(0, rule)
    schema = json.loads((folder / "policy.schema.json").read_text("utf-8"))
    read = read_policy(policy, POLICY, schema=schema)
    assert read.routing[0].target.team == "infrastructure-s2"
    checklists = in_offered_order(contracts.checklists.values())
    assert not check_routing(read, checklists, POLICY)


def test_an_error_without_a_record_opens_the_form_with_its_newest_packet(
    visit: Visit, house: House
) -> None:
    rows = [
        house.submitted(
            error_text=f"EXPORT_TIMEOUT: job exp_{number} exceeded 60000 ms"
            if number < 5
            else f"CODE_{chr(65 + number)} only"
        )
        for number in range(10)
    ]
    for row in rows:
        with writing():
            accept(house.desk("erin"), row.reference, version=None)
    lee = visit("lee")
    (link,) = lee.get(ALL).select("section[aria-labelledby=open] h3 a")
    assert "EXPORT_TIMEOUT" in link.get_text()
    page = lee.get(str(link["href"]))
    step = page.select_one("#step ~ a")
    assert step is not None
    assert step["href"] == f"/packets/{rows[4].reference}/problem"
    assert words(lee.get(str(step["href"])), "#title")
    (shown, accepted) = page.select('#why ~ p a[href^="/scoreboard/packets"]')
    assert len(lee.get(str(shown["href"])).select("[data-row]")) == 5
    assert accepted.get_text() == "10"
    day = house.clock.now.date().isoformat()
    done = lee.send(page, "main form", typed={"choice": "accept", "since": day})
    assert "There is no whole day after it to compare yet." in words(done)


def test_a_person_with_a_habit_of_their_own_is_proposed_a_word(visit: Visit, house: House) -> None:
    for number in range(30):
        author = "sam" if number < 12 else "olga"
        row = house.submitted(author, error_text=f"CODE_{chr(65 + number % 26)} {number}")
        with writing():
            if number < 8:
                bounce(house.desk("erin"), row.reference, [missing("problem")], version=None)
            else:
                accept(house.desk("erin"), row.reference, version=None)
    lee = visit("lee")
    page = lee.get(f"{ALL}/coach/{house.people['sam'].id}:problem")
    assert "A word with Sam Porter about" in words(page, "h1")
    assert "8 of their 12 packets came back for it" in words(page)
    step = page.select_one("#step ~ a")
    assert step is not None
    assert step.get_text(strip=True) == "Write a coaching note"
    chosen = lee.get(str(step["href"])).select_one("option[selected], input[checked]")
    assert chosen is not None
    assert "problem" in str(chosen["value"])
    packets = page.select_one('#why ~ p a[href^="/scoreboard/packets"]')
    assert packets is not None
    assert len(lee.get(str(packets["href"])).select("[data-row]")) == 8


@pytest.mark.parametrize("name", ["sam", "erin", "ada"])
@pytest.mark.parametrize("path", [ALL, ONE])
def test_proposals_are_for_leads(visit: Visit, house: House, name: str, path: str) -> None:
    decided_on(house, cited=5, accepted=10)
    someone = visit(name)
    someone.get(path, status=403)
    assert someone.client.post(ONE, data={"choice": "accept"}).status_code in (400, 403)


@pytest.mark.parametrize(
    "path", ["require/general:nothing", "coach/999999:steps", "anything/general:steps", "route/x"]
)
def test_what_is_not_proposed_is_not_there(visit: Visit, path: str) -> None:
    visit("lee").get(f"{ALL}/{path}", status=404)


def test_pages_of_proposals_cost_as_many_queries_however_many_there_are(
    visit: Visit, house: House
) -> None:
    lee = visit("lee")
    counts = []
    for item in (ITEM, "known_issues_searched"):
        decided_on(house, cited=8, accepted=2, item=item)
        decide(house, Decided(Choice.ACCEPT), (Kind.REQUIRE, f"general:{item}"))
        house.clock.now += timedelta(days=2)
        with counted_queries(house) as asked:
            lee.client.get(ALL)
        counts.append(len(asked))
    assert counts[0] == counts[1]
