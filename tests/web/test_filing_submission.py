"""Checking and submitting a packet, exceptions, and what the author does after."""

import pytest
from bs4 import BeautifulSoup

from escalator.domain.model import Resolution, RootCause, State
from escalator.services.review import accept, ask, bounce, resolve
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from tests.house import House, missing
from tests.web.pages import Visit, heading

SUBMIT = 'form[action$="/submit"]'
P1_FACTS = {"scope": "many_customers", "blocked": "blocked", "workaround": "none"}


def url(row: PacketRow, page: str) -> str:
    return f"/packets/{row.reference}/{page}"


def now(house: House, row: PacketRow) -> PacketRow:
    with house.session() as session:
        found = session.get_one(PacketRow, row.id)
        _ = found.answers, found.not_available
        return found


def without(house: House, *items: str, **answers: str) -> PacketRow:
    """Start a complete packet and take some answers away."""
    from escalator.services.drafts import Edit, save_draft

    row = house.start(**answers)
    with writing():
        edit = Edit(dict.fromkeys(items), {})
        return save_draft(house.desk("sam"), row.reference, edit, version=row.version).row


def accepted(house: House) -> PacketRow:
    row = house.submitted()
    with writing():
        return accept(house.desk("erin"), row.reference, version=row.version)


def resolved(house: House) -> PacketRow:
    row = accepted(house)
    given = Resolution("The export runs in batches now.", RootCause.DEFECT, True, False)
    with writing():
        return resolve(house.desk("erin"), row.reference, given, version=row.version)


def error_of(page: BeautifulSoup, name: str) -> str:
    found = page.find(id=f"{name}-error")
    assert found is not None, f"no error at {name}"
    return found.get_text(" ", strip=True)


# -- Check and submit ------------------------------------------------------------------------------


def test_a_whole_packet_is_checked_submitted_and_acknowledged(visit: Visit, house: House) -> None:
    row, sam = house.start(), visit("sam")
    page = sam.get(url(row, "check"))
    assert page.select_one(".error-summary") is None
    assert row.problem in page.select_one("article.packet").get_text() or page.select_one("h1")  # type: ignore[union-attr]
    page = sam.send(page, SUBMIT)
    assert heading(page) == f"{row.reference} is with Applications S2"
    assert now(house, row).state is State.SUBMITTED
    for ending in (".md", ".json"):
        assert page.select_one(f'a[href*="{row.reference}{ending}"]') is not None


def test_gaps_stop_the_line_and_each_leads_to_its_field(visit: Visit, house: House) -> None:
    row, sam = without(house, "problem", "scope", "troubleshooting"), visit("sam")
    page = sam.get(url(row, "check"))
    button = page.select_one(f"{SUBMIT} button")
    assert button is not None
    assert not button.has_attr("disabled")
    page = sam.send(page, SUBMIT, 422)
    assert "nothing was sent" in page.text
    links = [str(link["href"]) for link in page.select(".error-summary a")]
    assert [link.partition("#")[2] for link in links] == ["problem", "troubleshooting", "scope"]
    for link in links:
        address, _, name = link.partition("#")
        assert sam.get(address).find(id=name) is not None
    assert now(house, row).state is State.DRAFT


def test_submitting_twice_is_one_submission(visit: Visit, house: House) -> None:
    row, sam = house.start(), visit("sam")
    page = sam.get(url(row, "check"))
    sam.send(page, SUBMIT)
    again = sam.send(page, SUBMIT)
    assert heading(again) == f"{row.reference} is with Applications S2"
    assert now(house, row).revision == 1


def test_a_packet_changed_since_it_was_checked_is_not_submitted(visit: Visit, house: House) -> None:
    row, sam = house.start(), visit("sam")
    page = sam.get(url(row, "check"))
    sam.send(sam.get(url(row, "edit")), "#packet-form", problem="Now it says something else")
    sam.send(page, SUBMIT, 409)
    assert now(house, row).state is State.DRAFT


@pytest.mark.parametrize("page", ["check", "edit", "exception", "withdraw", "sent", "settle"])
def test_teammates_read_and_strangers_find_nothing(visit: Visit, house: House, page: str) -> None:
    row = without(house, "problem")
    assert visit("sid").get(url(row, page)).select_one(SUBMIT) is None
    visit("olga").get(url(row, page), 404)
    visit("ada").get(url(row, page), 403)


def test_the_confirmation_gives_a_median_only_from_ten_decisions_on(
    visit: Visit, house: House
) -> None:
    sam = visit("sam")
    for number in range(10):
        row = house.submitted(ticket=f"T-{number}")
        page = sam.get(url(row, "sent"))
        assert "median" not in page.text
        house.clock.advance(minutes=20)
        with writing():
            accept(house.desk("erin"), row.reference, version=row.version)
    page = sam.get(url(house.submitted(ticket="T-10"), "sent"))
    assert "within 20 min" in page.text
    assert "median of 10" in page.text


# -- Exceptions ------------------------------------------------------------------------------------


def test_an_exception_is_asked_for_named_gaps(visit: Visit, house: House) -> None:
    row, sam = without(house, "problem", "actual"), visit("sam")
    page = sam.get(url(row, "exception"))
    assert [box["value"] for box in page.select("input[name=items]")] == ["problem", "actual"]
    form = "main form"
    page = sam.send(page, form, 422, do="ask", reason="Too late")
    assert error_of(page, "items")
    page = sam.send(page, form, 422, do="ask", items="actual", reason="")
    assert error_of(page, "reason")
    page = sam.send(page, form, do="ask", items="actual", reason="The customer is asleep.")
    assert "not decided yet" in page.text


def test_a_p1_breaks_the_glass_submits_and_hands_in_the_rest(visit: Visit, house: House) -> None:
    row, sam = without(house, "actual", **P1_FACTS), visit("sam")
    assert now(house, row).priority == "P1"
    page = sam.send(
        sam.get(url(row, "exception")),
        "main form",
        do="break",
        break_reason="Nobody can work, the rest follows.",
    )
    page = sam.send(page, SUBMIT)
    page = sam.get(url(row, "settle"))
    page = sam.send(page, "main form", 422, actual="The export stops after 1,000 rows.")
    assert error_of(page, "affected_count")
    sam.send(page, "main form", affected_count="340")
    after = now(house, row)
    assert after.revision == 2
    assert after.answers["actual"] == "The export stops after 1,000 rows."


def test_only_a_p1_may_break_the_glass(visit: Visit, house: House) -> None:
    row, sam = without(house, "actual"), visit("sam")
    page = sam.get(url(row, "exception"))
    assert page.select_one('button[value="break"]') is None
    sam.send(page, "main form", 409, do="break", break_reason="Nobody can work at all.")


# -- After submission ------------------------------------------------------------------------------


def test_a_packet_is_withdrawn_with_a_reason(visit: Visit, house: House) -> None:
    row, sam = house.submitted(), visit("sam")
    page = sam.get(url(row, "withdraw"))
    page = sam.send(page, "main form", 422, why=" ")
    assert error_of(page, "why")
    sam.send(page, "main form", why="The customer found it themselves.")
    assert now(house, row).state is State.WITHDRAWN


def test_a_question_is_answered(visit: Visit, house: House) -> None:
    row, sam = house.submitted(), visit("sam")
    with writing():
        ask(house.desk("erin"), row.reference, text="Which browser is it?", version=row.version)
    page = sam.get(url(row, "reply"))
    assert "Which browser is it?" in page.text
    page = sam.send(page, "main form", 422, text="")
    assert error_of(page, "text")
    sam.send(page, "main form", text="Firefox 140 on Linux.")
    assert now(house, row).ball == "target"


def test_a_resolved_packet_is_closed(visit: Visit, house: House) -> None:
    row, sam = resolved(house), visit("sam")
    page = sam.get(url(row, "close"))
    assert "The export runs in batches now." in page.text
    sam.send(page, "main form", note="")
    assert now(house, row).state is State.CLOSED


def test_a_fix_that_did_not_hold_is_reopened(visit: Visit, house: House) -> None:
    row, sam = resolved(house), visit("sam")
    page = sam.send(sam.get(url(row, "reopen")), "main form", 422, why="")
    sam.send(page, "main form", why="The second export stops again.")
    assert now(house, row).state is State.ACCEPTED


def test_a_bounce_is_contested_item_by_item(visit: Visit, house: House) -> None:
    row, sam = house.submitted(), visit("sam")
    with writing():
        bounce(house.desk("erin"), row.reference, [missing("steps")], version=row.version)
    page = sam.get(url(row, "contest") + "?item=steps")
    assert "Give the exact value from the log." in page.text
    page = sam.send(page, "main form", 422, why="")
    assert error_of(page, "why")
    sam.send(page, "main form", why="The steps are complete.")
    assert sam.get(url(row, "check")).select_one(".error-summary") is None


def test_a_reply_says_that_another_question_is_open(visit: Visit, house: House) -> None:
    row = house.submitted()
    with writing():
        for words in ("Which browser is it?", "Was a backup restored since?"):
            ask(house.desk("erin"), row.reference, text=words, version=None)
    sam = visit("sam")
    first = sam.send(sam.get(url(row, "reply")), "main form", text="It is the latest one.")
    assert "Your reply is with Erin Vale." in first.get_text()
    assert "Another question still waits for you." in first.get_text()
    second = sam.send(sam.get(url(row, "reply")), "main form", text="No, none was.")
    assert "Another question" not in second.get_text()


@pytest.mark.parametrize("page", ["reply", "contest", "close", "reopen", "settle", "exception"])
def test_a_page_whose_move_is_not_open_leads_to_the_packet(
    visit: Visit, house: House, page: str
) -> None:
    row = house.submitted()
    seen = visit("sam").get(url(row, page))
    assert heading(seen) == row.problem


@pytest.mark.parametrize("move", ["withdraw", "reply", "contest", "close", "reopen", "submit"])
def test_a_teammate_makes_no_move_of_the_author(visit: Visit, house: House, move: str) -> None:
    row = house.submitted()
    response = visit("sid")
    data = {"csrf_token": response.csrf(), "why": "Not mine to do", "text": "Not mine to do"}
    answer = response.client.post(url(row, move), data=data)
    assert answer.status_code in (403, 404, 409)
    assert now(house, row).version == row.version


def test_words_past_the_limit_are_refused_and_kept(visit: Visit, house: House) -> None:
    row, sam = house.submitted(), visit("sam")
    words = "word " * 2_000
    page = sam.send(sam.get(url(row, "withdraw")), "main form", 422, why=words)
    assert "5,000 characters" in error_of(page, "why")
    field = page.select_one("textarea[name=why]")
    assert field is not None
    assert field.get_text().strip() == words.strip()


def test_a_submitted_packet_that_is_late_keeps_the_typed_reason(visit: Visit, house: House) -> None:
    row, sam = house.start(), visit("sam")
    page = sam.get(url(row, "withdraw"))
    with writing():
        submit(house.desk("sam"), row.reference, version=row.version)
    late = sam.send(page, "main form", 409, why="The customer found it themselves.")
    assert "The customer found it themselves." in late.text
