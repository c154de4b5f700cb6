"""Problem records on pages: the list, one record, and what stands beside packets and drafts."""

import pytest

from escalator.domain.model import State
from escalator.domain.problems import ProblemState
from escalator.services.problems import Said, add_packet, change_problem, open_problem
from escalator.services.submission import withdraw
from escalator.store.engine import writing
from escalator.store.problems import Gathered, Problem
from escalator.store.rows import PacketRow
from tests.house import House
from tests.web.pages import Visit, heading
from tests.web.queries import counted_queries

ERROR = "EXPORT_TIMEOUT: job exp_5c90 exceeded 60000 ms in stage stream_rows"
SAME = "EXPORT_TIMEOUT: job exp_77aa exceeded 30000 ms in stage stream_rows"
TITLE = "Exports of many rows time out"
TELL = "Exports over 10,000 rows stop. Export one month at a time."


def record(house: House, row: PacketRow, tell: str = TELL, by: str = "erin") -> Problem:
    state = ProblemState.KNOWN if tell else ProblemState.OPEN
    with writing():
        said = Said(TITLE, state, house.people[by].id, known_issue=tell)
        return open_problem(house.desk(by), row.reference, said)


def test_an_engineer_opens_a_record_from_a_packet_and_reads_it(visit: Visit, house: House) -> None:
    row = house.submitted(error_text=ERROR)
    erin = visit("erin")
    page = erin.get(f"/packets/{row.reference}")
    link = page.select_one("aside a[href$='/problem']")
    assert link is not None
    form = erin.get(str(link["href"]))
    assert form.select_one("#title") is not None
    page = erin.send(
        form, "main form", title=f"{TITLE}, says mara@customer.example", known_issue=TELL
    )
    assert heading(page) == f"{TITLE}, says [EMAIL-1]"
    assert "Personal data was hidden" in page.text
    assert row.reference in page.text
    assert "EXPORT_TIMEOUT: job exp_… exceeded … ms" in page.text
    beside = erin.get(f"/packets/{row.reference}").select_one("aside")
    assert beside is not None
    assert TITLE in beside.text


def test_what_is_missing_in_a_record_is_named_and_the_rest_stays(
    visit: Visit, house: House
) -> None:
    row = house.submitted()
    lee = visit("lee")
    form = lee.get(f"/packets/{row.reference}/problem")
    page = lee.send(form, "main form", 422, title="", state="known", fixed_in="4.19", owner="")
    links = [link["href"] for link in page.select(".error-summary a")]
    assert links == ["#title", "#owner", "#known_issue"]
    kept = page.select_one("#fixed_in")
    assert kept is not None
    assert kept["value"] == "4.19"


def test_the_list_shows_open_records_and_on_another_view_those_that_are_over(
    visit: Visit, house: House
) -> None:
    lee = visit("lee")
    assert "No problem is known" in lee.get("/problems").text
    made = record(house, house.submitted())
    assert TITLE in lee.get("/problems").text
    assert TITLE not in lee.get("/problems?view=over").text
    with writing():
        closed = Said(TITLE, ProblemState.CLOSED, house.people["lee"].id)
        change_problem(house.desk("lee"), made.reference, closed, version=None)
    assert TITLE not in lee.get("/problems").text
    assert TITLE in lee.get("/problems?view=over").text


def test_a_technician_reads_a_known_issue_and_can_change_nothing(
    visit: Visit, house: House
) -> None:
    silent = record(house, house.submitted(), tell="")
    made = record(house, house.submitted("sam", error_text=ERROR))
    olga = visit("olga")
    page = olga.get(f"/problems/{made.reference}")
    assert TELL in page.text
    assert not page.select("main form")
    assert "1 is counted, not yours to open" in page.text
    assert heading(olga.get("/problems")) == "Known issues"
    olga.get(f"/problems/{silent.reference}", 404)
    for path in (f"/problems/{made.reference}/change", "/packets/E-1/problem"):
        olga.get(path, 403)


def test_packets_are_added_and_removed_on_the_records_page(visit: Visit, house: House) -> None:
    made, other = record(house, house.submitted()), house.submitted()
    erin = visit("erin")
    page = erin.get(f"/problems/{made.reference}")
    page = erin.send(page, "form[action$='/add']", packet=other.reference.lower())
    assert f"{other.reference} is in this record now" in page.text
    for wrong in ("", "E-999999", other.reference):
        refused = erin.send(page, "form[action$='/add']", 422, packet=wrong)
        typed = refused.select_one("#packet")
        assert typed is not None
        assert typed["value"] == wrong
    page = erin.send(page, "form[action$='/remove']")
    with house.session() as session:
        assert session.query(Gathered).count() == 1


def test_a_change_made_meanwhile_shows_both_texts_and_keeps_what_was_typed(
    visit: Visit, house: House
) -> None:
    made = record(house, house.submitted())
    erin = visit("erin")
    form = erin.get(f"/problems/{made.reference}/change")
    with writing():
        theirs = Said(f"{TITLE} at night", ProblemState.OPEN, house.people["lee"].id)
        change_problem(house.desk("lee"), made.reference, theirs, version=None)
    page = erin.send(form, "main form", 409, title=f"{TITLE} in June")
    assert "Lee Stone changed this problem record" in page.text
    texts = [one.text.strip() for one in page.select(".two-versions pre")]
    assert texts[:2] == [f"{TITLE} at night", f"{TITLE} in June"]
    assert heading(erin.send(page, "main form")) == f"{TITLE} in June"


def test_adding_from_a_page_that_is_too_old_says_who_was_quicker(
    visit: Visit, house: House
) -> None:
    made, other = record(house, house.submitted()), house.submitted()
    erin = visit("erin")
    page = erin.get(f"/problems/{made.reference}")
    with writing():
        theirs = Said(f"{TITLE} at night", ProblemState.OPEN, house.people["lee"].id)
        change_problem(house.desk("lee"), made.reference, theirs, version=None)
    page = erin.send(page, "form[action$='/add']", 409, packet=other.reference)
    assert "Lee Stone changed this problem record" in page.text
    assert page.select_one(f"main a[href='/problems/{made.reference}']") is not None


def test_a_packet_with_the_same_error_is_added_at_review_with_one_press(
    visit: Visit, house: House
) -> None:
    made = record(house, house.submitted(error_text=ERROR))
    row = house.submitted("olga", error_text=SAME)
    erin = visit("erin")
    page = erin.get(f"/packets/{row.reference}")
    assert "Same error in 1 other packet" in page.text
    page = erin.send(page, "aside form[action$='/add']")
    assert heading(page) == TITLE
    assert row.reference in page.text
    assert made.reference in erin.get(f"/packets/{row.reference}").text


@pytest.mark.parametrize("path", ["edit", "check"])
def test_whoever_files_the_same_error_sees_the_known_issue_and_packets_alike(
    visit: Visit, house: House, path: str
) -> None:
    first = house.submitted(error_text=ERROR)
    record(house, first)
    mates, olgas = house.start("sid", error_text=SAME), house.start("olga", error_text=SAME)
    page = visit("sid").get(f"/packets/{mates.reference}/{path}")
    assert f"Known issue: {TITLE}" in page.text
    assert first.reference in page.text
    page = visit("olga").get(f"/packets/{olgas.reference}/{path}")
    assert f"Known issue: {TITLE}" in page.text
    assert first.reference not in page.text
    other = house.start("sid", error_text="MAIL_REFUSED: the other side said no to it")
    page = visit("sid").get(f"/packets/{other.reference}/{path}")
    assert "Known issue:" not in page.text


def test_saving_while_typing_answers_with_the_known_issue(visit: Visit, house: House) -> None:
    record(house, house.submitted(error_text=ERROR))
    row = house.start(error_text="MAIL_REFUSED: the other side said no to it")
    sam = visit("sam")

    def same_error(text: str, version: int) -> tuple[str, int]:
        body = {"version": version, "answers": {"error_text": text}}
        answer = sam.client.post(
            f"/packets/{row.reference}/autosave", json=body, headers={"X-CSRFToken": sam.csrf()}
        )
        assert answer.json is not None
        return answer.json["same_error_html"], answer.json["version"]

    found, version = same_error("MAIL_REFUSED: the other side said no to that", row.version)
    assert found == ""
    found, version = same_error(SAME, version)
    assert f"Known issue: {TITLE}" in found


def test_a_draft_is_attached_to_a_known_issue_instead_of_escalated(
    visit: Visit, house: House
) -> None:
    made = record(house, house.submitted(error_text=ERROR))
    row = house.start("olga", error_text=SAME)
    olga = visit("olga")
    page = olga.get(f"/packets/{row.reference}/check")
    link = page.select_one("a[href*='/attach/']")
    assert link is not None
    form = olga.get(str(link["href"]))
    assert TELL in form.text
    page = olga.send(form, "main form", note="Call them when it is fixed.")
    assert f"Attached to {made.reference}" in page.text
    with house.session() as session:
        assert session.get_one(PacketRow, row.id).state is State.WITHDRAWN
    page = visit("erin").get(f"/problems/{made.reference}")
    assert "Attached instead of escalated" not in page.text  # a draft is not theirs to read
    assert f"attached ticket {row.ticket}" in page.text
    page = visit("lee").get(f"/problems/{made.reference}")
    assert "Attached instead of escalated" in page.text
    assert "Call them when it is fixed." in page.text
    scoreboard = visit("lee").get("/scoreboard")
    line = next(one for one in scoreboard.select("tr") if "Escalations avoided" in one.text)
    behind = line.select_one("td a")
    assert behind is not None
    assert row.reference in visit("lee").get(str(behind["href"])).text
    assert olga.get(str(link["href"])) is not None  # leads to the packet as it is now


def test_a_security_packet_says_nothing_of_its_record_to_others(visit: Visit, house: House) -> None:
    row = house.submitted(category="security")
    made = record(house, row, by="sky")
    page = visit("sky").get(f"/packets/{row.reference}")
    assert made.reference in page.text
    assert "your team only" in visit("sky").get(f"/problems/{made.reference}").text
    page = visit("sam").get(f"/packets/{row.reference}")
    assert made.reference not in page.text
    assert TITLE not in page.text
    for name in ("sam", "erin", "lee"):
        assert TITLE not in visit(name).get("/problems").text
        visit(name).get(f"/problems/{made.reference}", 404)


def test_a_withdrawn_packet_offers_no_record(visit: Visit, house: House) -> None:
    row = house.submitted()
    with writing():
        withdraw(house.desk("sam"), row.reference, why="Solved meanwhile.", version=None)
    assert not visit("lee").get(f"/packets/{row.reference}").select("a[href$='/problem']")


def test_a_records_page_asks_as_many_questions_however_many_packets_it_has(
    visit: Visit, house: House
) -> None:
    made = record(house, house.submitted(error_text=ERROR))
    lee = visit("lee")
    lee.get(f"/problems/{made.reference}")
    counts = []
    for _ in range(2):
        for _ in range(3):
            row = house.submitted(error_text=ERROR)
            with writing():
                add_packet(house.desk("erin"), made.reference, row.reference, version=None)
        with counted_queries(house) as statements:
            lee.get(f"/problems/{made.reference}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
