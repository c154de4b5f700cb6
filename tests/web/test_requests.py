"""What waits for a lead: exceptions and contested bounces, decided where they are listed."""

import pytest
from bs4 import BeautifulSoup

from escalator.domain.model import State
from escalator.services.drafts import Edit, save_draft
from escalator.services.exceptions import (
    ask_exception,
    break_glass,
    decide_exception,
    settle_debt,
)
from escalator.services.followup import contest
from escalator.services.review import bounce
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import Bounce, ExceptionRow, PacketRow
from escalator.store.words import ExceptionState, Ruling
from tests.house import House, missing
from tests.services.random_life import P1_FACTS
from tests.services.test_exceptions import value_for
from tests.web.pages import Visit
from tests.web.queries import counted_queries

MOST_QUERIES = 15
REASON = "The customer cannot be reached before noon."


def asked(house: House, author: str = "sam") -> ExceptionRow:
    """Ask for an exception for a packet that does not say what happens."""
    with writing():
        row = house.start(author)
        desk = house.desk(author)
        save_draft(desk, row.reference, Edit({"actual": None}, {}), version=None)
        return ask_exception(desk, row.reference, items=("actual",), reason=REASON, version=None)


def broken(house: House, category: str = "general") -> ExceptionRow:
    """Break the glass on a P1 that does not say what happens."""
    with writing():
        row = house.start("sam", category, **P1_FACTS)
        desk = house.desk("sam")
        save_draft(desk, row.reference, Edit({"actual": None}, {}), version=None)
        return break_glass(desk, row.reference, reason=REASON, version=None)


def contested(house: House, author: str = "sam") -> Bounce:
    """Have a packet bounced for what happens, and contest that."""
    with writing():
        row = house.submitted(author, actual="The page says 502 and stays white.")
        house.clock.advance(minutes=20)
        bounce(house.desk("erin"), row.reference, [missing("actual")], version=None)
        why = "It says so in the first line."
        return contest(house.desk(author), row.reference, why=why, version=None)


def stored_exception(house: House, number: int) -> ExceptionRow:
    with house.session() as session:
        return session.get_one(ExceptionRow, number)


def stored_bounce(house: House, number: int) -> Bounce:
    with house.session() as session:
        made = session.get_one(Bounce, number)
        _ = made.packet.first_decision
        return made


def form_of(kind: str, number: int) -> str:
    return f'form[action="/{kind}/{number}"]'


def text_of(page: BeautifulSoup) -> str:
    main = page.select_one("main")
    assert main is not None
    return main.get_text(" ", strip=True)


def test_nothing_waiting_is_said(visit: Visit) -> None:
    assert "Nothing waits for you." in text_of(visit("lee").get("/requests"))


def test_an_exception_is_shown_with_the_words_needed_to_decide(visit: Visit, house: House) -> None:
    made = asked(house)
    text = text_of(visit("lee").get("/requests"))
    for words in (REASON, "Sam Porter", "What the packet says", made.packet.ask, "Nothing"):
        assert words in text


def test_broken_glass_stands_first_with_what_is_owed(visit: Visit, house: House) -> None:
    asked(house)
    taken = broken(house)
    house.clock.advance(hours=1)
    page = visit("lee").get("/requests")
    first = page.select_one("article.request")
    assert first is not None
    assert taken.packet.reference in first.get_text()
    assert "What was left open is due in 3 h" in first.get_text(" ", strip=True)
    house.clock.advance(hours=5)
    assert "2 h overdue" in text_of(visit("lee").get("/requests"))


@pytest.mark.parametrize(
    ("press", "state", "said"),
    [
        ("approve", ExceptionState.APPROVED, "Approved: the exception for"),
        ("refuse", ExceptionState.REFUSED, "Refused: the exception for"),
    ],
)
def test_an_exception_is_decided_from_the_list(
    visit: Visit, house: House, press: str, state: ExceptionState, said: str
) -> None:
    made = asked(house)
    lee = visit("lee")
    fields = {"do": press, f"exception-{made.id}": "Ask the night desk for it."}
    page = lee.send(lee.get("/requests"), form_of("exceptions", made.id), 200, **fields)
    assert said in page.get_text()
    assert not page.select("article.request")
    decided = stored_exception(house, made.id)
    assert (decided.state, decided.decision_reason) == (state, "Ask the night desk for it.")


def test_a_refusal_needs_a_word_and_keeps_what_was_typed(visit: Visit, house: House) -> None:
    made, other = asked(house), asked(house, "sid")
    lee = visit("lee")
    page = lee.send(
        lee.get("/requests"),
        form_of("exceptions", other.id),
        422,
        **{"do": "refuse", f"exception-{other.id}": "no"},
    )
    link = page.select_one("[data-error-summary] a")
    assert link is not None
    assert link["href"] == f"#exception-{other.id}"
    field = page.select_one(f"#exception-{other.id}")
    assert field is not None
    assert field.get_text().strip() == "no"
    untouched = page.select_one(f"#exception-{made.id}")
    assert untouched is not None
    assert not untouched.get_text().strip()
    assert stored_exception(house, other.id).state is ExceptionState.ASKED


@pytest.mark.parametrize("press", ["", "maybe", "void"])
def test_a_button_that_is_not_there_decides_nothing(visit: Visit, house: House, press: str) -> None:
    made = asked(house)
    visit("lee").post(f"/exceptions/{made.id}", 422, do=press)
    assert stored_exception(house, made.id).state is ExceptionState.ASKED
    dispute = contested(house)
    visit("lee").post(f"/contests/{dispute.id}", 422, do=press if press != "void" else "approve")
    assert stored_bounce(house, dispute.id).ruling is Ruling.CONTESTED


def test_an_exception_is_decided_once(visit: Visit, house: House) -> None:
    made = asked(house)
    lee = visit("lee")
    stale = lee.get("/requests")
    lee.send(stale, form_of("exceptions", made.id), do="approve")
    page = lee.send(
        stale,
        form_of("exceptions", made.id),
        409,
        **{"do": "refuse", f"exception-{made.id}": "Too late for this one."},
    )
    assert "Too late for this one." in page.get_text()
    assert stored_exception(house, made.id).state is ExceptionState.APPROVED


def test_a_contest_is_shown_with_both_sides(visit: Visit, house: House) -> None:
    contested(house)
    text = text_of(visit("lee").get("/requests"))
    for words in (
        "Erin Vale of Applications S2 bounced it",
        "Give the exact value from the log.",
        "The page says 502 and stays white.",
        "It says so in the first line.",
        "voided, the packet counts as accepted",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("press", "ruling", "decision"),
    [("void", Ruling.VOIDED, "accepted"), ("uphold", Ruling.UPHELD, "bounced")],
)
def test_a_contest_is_ruled_on_from_the_list_and_moves_the_figures(
    visit: Visit, house: House, press: str, ruling: Ruling, decision: str
) -> None:
    made = contested(house)
    lee = visit("lee")
    fields = {"do": press, f"contest-{made.id}": "The first line says it."}
    page = lee.send(lee.get("/requests"), form_of("contests", made.id), 200, **fields)
    assert not page.select("article.request")
    ruled = stored_bounce(house, made.id)
    assert (ruled.ruling, ruled.packet.first_decision) == (ruling, decision)
    assert ruled.ruling_reason == "The first line says it."


def test_a_ruling_needs_a_reason(visit: Visit, house: House) -> None:
    made = contested(house)
    lee = visit("lee")
    page = lee.send(lee.get("/requests"), form_of("contests", made.id), 422, do="void")
    assert "Say why, for both sides." in text_of(page)
    assert stored_bounce(house, made.id).ruling is Ruling.CONTESTED


def test_nobody_decides_on_what_they_wrote_themselves(visit: Visit, house: House) -> None:
    made = asked(house, "lee")
    lee = visit("lee")
    page = lee.get("/requests")
    assert "another lead decides" in text_of(page)
    assert not page.select(form_of("exceptions", made.id))
    lee.post(f"/exceptions/{made.id}", 403, do="approve")
    assert stored_exception(house, made.id).state is ExceptionState.ASKED


def test_what_concerns_security_is_not_shown_to_a_lead(visit: Visit, house: House) -> None:
    made = broken(house, "security")
    lee = visit("lee")
    assert "Nothing waits for you." in text_of(lee.get("/requests"))
    lee.post(f"/exceptions/{made.id}", 404, do="approve")


def test_words_of_people_never_become_markup(visit: Visit, house: House) -> None:
    with writing():
        row = house.start()
        desk = house.desk("sam")
        edit = Edit({"actual": None, "ask": "<b>Bold</b> & <script>alert(1)</script> please"}, {})
        save_draft(desk, row.reference, edit, version=None)
        ask_exception(
            desk, row.reference, items=("actual",), reason="<i>now</i> please", version=None
        )
    page = visit("lee").get("/requests")
    assert "<i>now</i> please" in text_of(page)
    assert "<script>alert(1)</script>" in text_of(page)


def test_what_waits_costs_a_fixed_number_of_queries(visit: Visit, house: House) -> None:
    lee = visit("lee")
    counts = []
    for author in ("sam", "sid"):
        asked(house, author)
        contested(house, author)
        with counted_queries(house) as queries:
            lee.client.get("/requests")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_withdrawn_packets_exception_waits_no_more(visit: Visit, house: House) -> None:
    made = asked(house)
    with writing(), house.session() as session:
        session.get_one(PacketRow, made.packet_id).state = State.WITHDRAWN
        session.commit()
    assert "Nothing waits for you." in text_of(visit("lee").get("/requests"))


@pytest.mark.parametrize("name", ["sam", "erin", "ada"])
def test_requests_are_for_leads(visit: Visit, house: House, name: str) -> None:
    made, dispute = asked(house), contested(house)
    visitor = visit(name)
    visitor.get("/requests", status=403)
    visitor.post(f"/exceptions/{made.id}", 403, do="approve")
    visitor.post(f"/contests/{dispute.id}", 403, do="void")


def test_a_request_that_does_not_exist_is_not_found(visit: Visit) -> None:
    lee = visit("lee")
    lee.post("/exceptions/4711", 404, do="approve")
    lee.post("/contests/4711", 404, do="void")


def test_what_waits_is_summed_up_with_the_longest_wait(visit: Visit, house: House) -> None:
    asked(house)
    house.clock.advance(hours=2)
    contested(house)
    asked(house, "sid")
    house.clock.advance(minutes=20)
    text = text_of(visit("lee").get("/requests"))
    words = "2 exceptions and 1 contested bounce wait for you, the longest for 2 h 40 min."
    assert words in text
    nav = visit("lee").get("/requests").select_one('.site-nav a[href="/requests"] .count')
    assert nav is not None
    assert nav.get_text() == "3"


def test_information_that_was_promised_and_is_overdue_stands_below(
    visit: Visit, house: House
) -> None:
    made = broken(house)
    reference = made.packet.reference
    with writing():
        submit(house.desk("sam"), reference, version=None)
    house.clock.advance(hours=5)
    lee = visit("lee")
    assert not lee.get("/requests").select("#debts"), "it stands among the exceptions"
    fields = {"do": "approve", f"exception-{made.id}": "Right, it could not wait."}
    page = lee.send(lee.get("/requests"), form_of("exceptions", made.id), 200, **fields)
    section = page.select_one('section[aria-labelledby="debts"]')
    assert section is not None
    text = section.get_text(" ", strip=True)
    for words in ("1 h overdue", "Sam Porter broke the glass", "Still owed: What happens"):
        assert words in text
    link = section.select_one("a.button")
    assert link is not None
    chosen = lee.get(str(link["href"])).select_one("option[selected]")
    assert chosen is not None
    assert chosen["value"] == "item:actual"


def test_what_was_handed_in_or_is_not_due_is_not_overdue(visit: Visit, house: House) -> None:
    made = broken(house)
    reference = made.packet.reference
    with writing():
        submit(house.desk("sam"), reference, version=None)
    with writing():
        decide_exception(house.desk("lee"), made.id, approve=True, reason="It could not wait.")
    assert "Nothing waits for you." in text_of(visit("lee").get("/requests"))
    house.clock.advance(hours=5)
    assert visit("lee").get("/requests").select("#debts")
    owed = {item: value_for(item) for item in made.items if item != "actual"}
    owed["actual"] = "The page stays white after the second step."
    with writing():
        settle_debt(house.desk("sam"), reference, owed, version=None)
    assert "Nothing waits for you." in text_of(visit("lee").get("/requests"))
