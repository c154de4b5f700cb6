"""The pages of quality: a week's samples, scoring a packet, coaching notes."""

import pytest
from bs4 import BeautifulSoup

from escalator.services.coaching import PAGE
from escalator.services.review import accept
from escalator.services.samples import draw_week, sampled_week
from escalator.store.engine import writing
from escalator.store.quality import Sample
from escalator.store.rows import PacketRow
from tests.house import House
from tests.services.test_coaching import NOTE, noted
from tests.services.test_quality import (
    LINES,
    PLATFORM,
    WEEK,
    accepted,
    only,
    scored,
    shown,
)
from tests.web.pages import Visit, heading
from tests.web.queries import counted_queries

MOST_QUERIES = 15


def reviewed(house: House, category: str = "general") -> tuple[PacketRow, int]:
    """Accept a packet, let the week end and draw it; gives it and the review's number."""
    row = accepted(house, category=category)
    house.clock.advance(days=7)
    with writing():
        draw_week(house.desk("lee"), sampled_week(house.desk("lee"), WEEK))
    return row, only(shown(house, "lee")["desk-north"]).assignments[1].id


def text_of(page: BeautifulSoup) -> str:
    main = page.select_one("main")
    assert main is not None
    return main.get_text(" ", strip=True)


def samples(house: House) -> list[Sample]:
    with house.session() as session:
        return list(session.query(Sample).order_by(Sample.id))


def test_opening_the_week_s_page_draws_it_once(visit: Visit, house: House) -> None:
    row = accepted(house)
    assert "This week is not over." in text_of(visit("lee").get(f"/quality?week={WEEK}"))
    assert samples(house) == []
    house.clock.advance(days=7)
    page = visit("lee").get("/quality")
    assert row.reference in text_of(page)
    assert "1 of 1 accepted packet drawn" in text_of(page)
    before = [(one.id, one.seed) for one in samples(house)]
    visit("erin").get("/quality")
    assert [(one.id, one.seed) for one in samples(house)] == before


def test_an_engineer_s_page_draws_too(visit: Visit, house: House) -> None:
    accepted(house)
    house.clock.advance(days=7)
    visit("erin").get("/quality")
    assert samples(house)


def test_asking_for_the_head_draws_nothing(visit: Visit, house: House) -> None:
    accepted(house)
    house.clock.advance(days=7)
    assert visit("lee").client.head("/quality").status_code == 200
    assert samples(house) == []


def test_a_week_long_ago_is_left_to_the_command(visit: Visit, house: House) -> None:
    accepted(house)
    house.clock.advance(weeks=12)
    text = text_of(visit("lee").get(f"/quality?week={WEEK}"))
    assert f"escalator sample --week {WEEK}" in text
    assert samples(house) == []


def test_seed_and_rule_are_shown(visit: Visit, house: House) -> None:
    row, _ = reviewed(house)
    text = text_of(visit("lee").get(f"/quality?week={WEEK}"))
    seed = shown(house, "lee")["desk-north"].sample.seed
    assert f"printf '%s %s' {seed} {row.reference} | sha256sum" in text


@pytest.mark.parametrize("week", ["2026-W60", "last", "2026W23"])
def test_a_week_that_is_none_leads_nowhere(visit: Visit, week: str) -> None:
    visit("lee").get(f"/quality?week={week}", status=404)


def test_engineers_see_their_own_reviews_and_no_sample(visit: Visit, house: House) -> None:
    row, _ = reviewed(house)
    text = text_of(visit("theo").get("/quality"))
    assert "Nothing waits for your score." in text
    assert row.reference not in text
    assert "How it was drawn" not in text


def test_a_packet_is_scored_from_the_list(visit: Visit, house: House) -> None:
    row, number = reviewed(house)
    lee = visit("lee")
    page = lee.get("/quality")
    link = page.select_one(f'a[href="/quality/reviews/{number}"]')
    assert link is not None
    form = lee.get(str(link["href"]))
    assert row.problem in text_of(form)
    assert "Followed as written they show it" in text_of(form)
    done = lee.send(form, "main form", typed=dict.fromkeys(LINES, "4"))
    assert f"{row.reference} is scored." in done.get_text()
    assert "mean 4.0" in text_of(done)


def test_what_was_chosen_stays_when_a_line_is_left_out(visit: Visit, house: House) -> None:
    _, number = reviewed(house)
    lee = visit("lee")
    form = lee.get(f"/quality/reviews/{number}")
    again = lee.send(form, "main form", 422, typed=dict.fromkeys(LINES[1:], "5"))
    assert "Score problem statement from 1 to 5." in text_of(again)
    assert again.select_one('input[name="impact"][value="5"][checked]')


def test_a_score_from_an_old_form_is_shown_again(visit: Visit, house: House) -> None:
    _, number = reviewed(house)
    lee = visit("lee")
    form = lee.get(f"/quality/reviews/{number}")
    scored(house, only(shown(house, "lee")["desk-north"]))
    again = lee.send(form, "main form", 409, typed=dict.fromkeys(LINES, "2"))
    assert "in another window" in text_of(again)
    assert len(again.select('input[value="2"][checked]')) == len(LINES)
    done = lee.send(again, "main form")
    assert "mean 2.0" in text_of(done)


def test_a_second_reviewer_is_asked_and_does_not_see_the_first_score(
    visit: Visit, house: House
) -> None:
    reviewed(house, PLATFORM)
    scored(house, only(shown(house, "lee")["desk-north"]), impact=1)
    lee = visit("lee")
    page = lee.send(lee.get("/quality"), 'form[action$="/second"]')
    assert "scores it too, without seeing the first score." in page.get_text()
    second = only(shown(house, "lee")["desk-north"]).assignments[2]
    who = next(name for name, one in house.people.items() if one.id == second.reviewer_id)
    form = visit(who).get(f"/quality/reviews/{second.id}")
    assert "second review" in text_of(form)
    assert not form.select("input[checked]")


def test_a_review_is_given_to_another(visit: Visit, house: House) -> None:
    _, number = reviewed(house, PLATFORM)
    lee = visit("lee")
    page = lee.send(lee.get("/quality"), 'form[action$="/hand-over"]')
    assert "reviews it now." in page.get_text()
    assert only(shown(house, "lee")["desk-north"]).assignments[1].id != number


def test_without_another_reviewer_nothing_changes(visit: Visit, house: House) -> None:
    _, number = reviewed(house)
    lee = visit("lee")
    page = lee.send(lee.get("/quality"), 'form[action$="/hand-over"]')
    assert "Nobody else may review it" in page.get_text()
    assert only(shown(house, "lee")["desk-north"]).assignments[1].id == number


def test_what_waits_for_a_reviewer_is_counted_in_the_navigation(visit: Visit, house: House) -> None:
    reviewed(house)
    entry = visit("lee").get("/quality").select_one('.site-nav a[href="/quality"]')
    assert entry is not None
    assert entry.get_text(" ", strip=True) == "Quality 1"


def test_a_note_reaches_its_person_and_does_not_stand_on_the_packet(
    visit: Visit, house: House
) -> None:
    row = accepted(house)
    lee = visit("lee")
    page = lee.get(f"/packets/{row.reference}")
    link = page.find("a", string="Write a coaching note")
    assert link is not None
    form = lee.get(str(link["href"]))
    assert heading(form) == "Coaching note to Sam Porter"
    sent = lee.send(form, "main form", about="item:last_seen", text=NOTE)
    assert "Sent to Sam Porter." in sent.get_text()
    assert NOTE in text_of(lee.get("/quality/notes"))
    for who in ("lee", "sam", "sid", "erin"):
        assert NOTE not in text_of(visit(who).get(f"/packets/{row.reference}"))


def test_the_address_of_a_note_says_what_it_is_about(visit: Visit, house: House) -> None:
    row = accepted(house)
    for asked, value in (("line=evidence", "line:evidence"), ("item=steps", "item:steps")):
        form = visit("lee").get(f"/packets/{row.reference}/note?{asked}")
        chosen = form.select_one("option[selected]")
        assert chosen is not None
        assert chosen["value"] == value


def test_a_note_without_words_keeps_what_was_chosen(visit: Visit, house: House) -> None:
    row = accepted(house)
    lee = visit("lee")
    form = lee.get(f"/packets/{row.reference}/note")
    again = lee.send(form, "main form", 422, about="line:evidence")
    assert "Write what to do another time." in text_of(again)
    assert again.select_one('option[value="line:evidence"][selected]')


def test_a_note_says_when_something_was_hidden(visit: Visit, house: House) -> None:
    row = accepted(house)
    lee = visit("lee")
    form = lee.get(f"/packets/{row.reference}/note")
    words = "Leave marta.lind@customer.example out."
    sent = lee.send(form, "main form", about="line:evidence", text=words)
    assert "Personal data was hidden in what you wrote." in sent.get_text()
    assert "marta.lind" not in text_of(lee.get("/quality/notes"))


@pytest.mark.parametrize("who", ["theo", "erin"])
def test_who_was_not_given_a_packet_writes_no_note(visit: Visit, house: House, who: str) -> None:
    row = accepted(house)
    status = 403 if who == "erin" else 404
    visit(who).get(f"/packets/{row.reference}/note", status=status)


def test_a_lead_sees_of_a_security_packet_that_it_is_there(visit: Visit, house: House) -> None:
    row = house.submitted(category="security")
    with house.session() as session:
        tess = session.get_one(type(house.people["tess"]), house.people["tess"].id)
        tess.team_id = row.target_team_id
        session.commit()
    with writing():
        accept(house.desk("sky"), row.reference, version=None)
    house.clock.advance(days=7)
    lee = visit("lee")
    text = text_of(lee.get("/quality"))
    assert row.reference in text
    assert "A security packet" in text
    assert row.problem not in text
    scored(house, only(shown(house, "lee")["desk-north"]))
    assert "4.0" not in text_of(lee.get("/quality")).replace("mean 4.0", "")
    form = visit("tess").get("/quality")
    assert row.problem in text_of(form)


def test_the_page_asks_the_same_number_of_queries_however_many_there_are(
    visit: Visit, house: House
) -> None:
    counts = []
    for more in (1, 6):
        for _ in range(more):
            accepted(house)
        house.clock.advance(days=7)
        lee = visit("lee")
        lee.get("/quality")
        with counted_queries(house) as asked:
            lee.get("/quality")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_technician_reads_their_notes_beside_their_own_figures(
    visit: Visit, house: House
) -> None:
    row, other = accepted(house, "sam"), accepted(house, "sid")
    assert "None yet." in text_of(visit("sam").get("/figures"))
    noted(house, "lee", row, "For Sam: say when it was last seen.")
    noted(house, "lee", other, "For Sid: give the request ID.")
    text = text_of(visit("sam").get("/figures"))
    assert "For Sam: say when it was last seen." in text
    assert "For Sid" not in text
    assert other.reference not in text


def test_notes_are_paged_newest_first(visit: Visit, house: House) -> None:
    row = accepted(house)
    for number in range(PAGE + 1):
        noted(house, "lee", row, f"Note number {number}.")
    sam = visit("sam")
    page = sam.get("/figures?weeks=13")
    assert f"Note number {PAGE}." in text_of(page)
    assert "Note number 0." not in text_of(page)
    older = page.select_one('a[rel="next"]')
    assert older is not None
    assert "Note number 0." in text_of(sam.get(str(older["href"])))


def test_an_engineer_who_files_reads_notes_on_their_team_s_page(visit: Visit, house: House) -> None:
    noted(house, "lee", accepted(house, "erin", PLATFORM))
    assert NOTE in text_of(visit("erin").get("/figures"))


def test_ten_scored_packets_make_a_figure_that_opens_their_list(visit: Visit, house: House) -> None:
    for number in range(10):
        accepted(house, "sam" if number % 2 else "olga")
    house.clock.advance(days=7)
    lee = visit("lee")
    lee.get("/quality")
    for sample in shown(house, "lee").values():
        for line in sample.lines:
            scored(house, line, impact=5)
    board = lee.get("/scoreboard")
    row = next(one for one in board.select("tr") if "Quality score" in one.get_text())
    assert row.get_text(" ", strip=True).startswith("Quality score 4.2 10 scored packets none")
    link = row.select_one("a")
    assert link is not None
    counted = lee.get(str(link["href"]))
    assert heading(counted) == "Scored packets of quality samples: 10"
    page = text_of(lee.get(f"/quality?week={WEEK}"))
    assert "The last four weeks: too few to judge, 5 scored packets; the goal is 4.5." in page
    assert "no packet was scored twice" in page
    own = text_of(visit("sam").get("/figures"))
    assert "Quality score too few to judge 5 scored packets" in own
    assert "4.2" not in own
