"""Weekly samples, reviews, scores and coaching notes, through the services, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from escalator.domain.errors import InvalidEntry, NotAllowed, NotFound, StaleReview
from escalator.domain.sampling import Drawn, draw
from escalator.services.coaching import About, write_note
from escalator.services.quality_lists import (
    SampledLine,
    TeamSample,
    lead_counts,
    own_reviews,
    week_samples,
)
from escalator.services.review import accept, bounce
from escalator.services.reviewers import ask_second, hand_over
from escalator.services.samples import draw_week, is_drawn, sampled_week
from escalator.services.scoring import find_review, score
from escalator.store.engine import writing
from escalator.store.quality import Assignment, CoachingNote, Sample, Score
from escalator.store.rows import PacketRow, Team
from tests.house import House, missing
from tests.services.moves import engineer_of

WEEK = "2026-W23"
"""The week that every test begins in."""

LINES = ("problem_statement", "reproduction", "evidence", "impact", "troubleshooting")
FOURS = dict.fromkeys(LINES, 4)
PLATFORM = "data-integrity"
"""A category that goes to Platform S3, whose Theo and Tess may review for each other."""


def accepted(house: House, author: str = "sam", category: str = "general") -> PacketRow:
    """File a packet that its target accepts after ten minutes."""
    row = house.submitted(author, category)
    house.clock.advance(minutes=10)
    engineer = "sky" if category == "security" else engineer_of(row)
    with writing():
        return accept(house.desk(engineer), row.reference, version=None)


def bounced_late(house: House, row: PacketRow, category: str = "general") -> None:
    """Bounce an accepted packet."""
    engineer = "sky" if category == "security" else engineer_of(row)
    with writing():
        bounce(house.desk(engineer), row.reference, [missing("actual")], version=None)


def drawn(house: House, who: str = "lee") -> dict[str, TeamSample]:
    """Let the week end, draw it, and give the samples by team."""
    house.clock.advance(days=7)
    with writing():
        assert draw_week(house.desk(who), sampled_week(house.desk(who), WEEK))
    return shown(house, "lee")


def shown(house: House, who: str) -> dict[str, TeamSample]:
    desk = house.desk(who)
    found = week_samples(desk, sampled_week(desk, WEEK))
    return {one.sample.team.slug: one for one in found}


def only(sample: TeamSample) -> SampledLine:
    (line,) = sample.lines
    return line


def scored(house: House, line: SampledLine, slot: int = 1, **points: int) -> Score:
    assignment = line.assignments[slot]
    who = next(n for n, one in house.people.items() if one.id == assignment.reviewer_id)
    with writing():
        return score(house.desk(who), assignment.id, {**FOURS, **points}, turn=None)


def reviewer(house: House, line: SampledLine, slot: int = 1) -> str:
    number = line.assignments[slot].reviewer_id
    return next(name for name, one in house.people.items() if one.id == number)


def test_five_accepted_packets_of_a_team_are_drawn_and_all_late_bounces(house: House) -> None:
    rows = [accepted(house) for _ in range(8)]
    bounced_late(house, rows[3])
    lines = drawn(house)["desk-north"].lines
    assert [one.sampled.why for one in lines] == [Drawn.LATE_BOUNCE] + [Drawn.ACCEPTED] * 5
    assert lines[0].sampled.packet_id == rows[3].id


def test_whoever_has_seed_and_candidates_draws_the_same(house: House) -> None:
    for _ in range(8):
        accepted(house)
    found = drawn(house)["desk-north"]
    again = draw(found.sample.seed, found.sample.candidates, (), size=found.sample.size)
    assert [one.reference for one in again] == [one.sampled.packet.reference for one in found.lines]


def test_a_week_is_drawn_once(house: House) -> None:
    accepted(house)
    before = drawn(house)["desk-north"]
    with writing():
        assert not draw_week(house.desk("erin"), sampled_week(house.desk("erin"), WEEK))
    assert [one.sampled.id for one in shown(house, "lee")["desk-north"].lines] == [
        one.sampled.id for one in before.lines
    ]


def test_a_running_week_is_not_drawn(house: House) -> None:
    accepted(house)
    with writing(), pytest.raises(InvalidEntry):
        draw_week(house.desk("lee"), sampled_week(house.desk("lee"), WEEK))
    assert not is_drawn(house.desk("lee"), sampled_week(house.desk("lee"), WEEK))


def test_the_week_ends_by_the_team_s_wall_clock(house: House) -> None:
    """London is an hour ahead in June: what Sunday 23:30 UTC brings belongs to the next week."""
    row = house.submitted()
    house.clock.now += timedelta(days=6, hours=14, minutes=30)
    with writing():
        accept(house.desk(engineer_of(row)), row.reference, version=None)
    assert not drawn(house)["desk-north"].lines
    house.clock.advance(days=7)
    desk = house.desk("lee")
    with writing():
        draw_week(desk, sampled_week(desk, "2026-W24"))
    desk = house.desk("lee")
    next_week = week_samples(desk, sampled_week(desk, "2026-W24"))
    assert sum(len(one.lines) for one in next_week) == 1


def test_tests_and_packets_without_an_acceptance_are_not_drawn(house: House) -> None:
    house.submitted()
    row = accepted(house)
    with house.session() as session:
        session.get_one(PacketRow, row.id).is_test = True
        session.commit()
    assert not drawn(house)["desk-north"].sample.candidates


def test_reviewers_neither_wrote_nor_decided(house: House) -> None:
    accepted(house, "sam", PLATFORM)
    accepted(house, "erin", PLATFORM)
    for sample in drawn(house).values():
        for line in sample.lines:
            packet = line.sampled.packet
            assert line.assignments[1].reviewer_id not in (packet.author_id, packet.acceptor_id)
            assert reviewer(house, line) in ("tess", "lee")


def test_reviews_are_spread_over_those_who_may_give_them(house: House) -> None:
    for _ in range(4):
        accepted(house, category=PLATFORM)
    lines = drawn(house)["desk-north"].lines
    assert sorted(reviewer(house, one) for one in lines) == ["lee", "lee", "tess", "tess"]


def test_a_security_packet_is_drawn_only_for_somebody_who_may_read_it(house: House) -> None:
    accepted(house, category="security")
    found = drawn(house)["desk-north"]
    assert (found.lines, found.sample.candidates, found.sample.left_out) == ((), [], 1)


def test_a_security_packet_goes_to_its_own_team_and_tells_leads_nothing(house: House) -> None:
    row = house.submitted(category="security")
    with house.session() as session:
        session.execute(
            text("UPDATE people SET team_id = :team WHERE id = :tess"),
            {"team": row.target_team_id, "tess": house.people["tess"].id},
        )
        session.commit()
    with writing():
        accept(house.desk("sky"), row.reference, version=None)
    line = only(drawn(house)["desk-north"])
    assert reviewer(house, line) == "tess"
    assert not line.is_readable


def test_scores_are_kept_by_line_and_the_latest_counts(house: House) -> None:
    accepted(house)
    line = only(drawn(house)["desk-north"])
    scored(house, line)
    made = scored(house, line, evidence=2)
    assert (made.turn, made.total, made.lines, made.rubric) == (2, 18, 5, 1)
    assert only(shown(house, "lee")["desk-north"]).scores[1].id == made.id
    with house.session() as session:
        assert session.scalar(select(func.count(Score.id))) == 2


def test_a_score_from_an_old_form_is_refused(house: House) -> None:
    accepted(house)
    line = only(drawn(house)["desk-north"])
    scored(house, line)
    with writing(), pytest.raises(StaleReview) as stale:
        score(house.desk("lee"), line.assignments[1].id, FOURS, turn=0)
    assert stale.value.current == 1


def test_every_line_has_to_be_scored(house: House) -> None:
    accepted(house)
    line = only(drawn(house)["desk-north"])
    with writing(), pytest.raises(InvalidEntry) as refused:
        score(house.desk("lee"), line.assignments[1].id, {**FOURS, "impact": None}, turn=0)
    assert list(refused.value.problems) == ["impact"]


@pytest.mark.parametrize("who", ["sam", "erin", "theo", "tess", "sky", "olga", "ada"])
def test_a_review_is_its_reviewer_s_alone(house: House, who: str) -> None:
    accepted(house)
    line = only(drawn(house)["desk-north"])
    assert reviewer(house, line) == "lee"
    with pytest.raises(NotFound):
        find_review(house.desk(who), line.assignments[1].id)
    with writing(), pytest.raises(NotFound):
        score(house.desk(who), line.assignments[1].id, FOURS, turn=None)


def test_a_reviewer_sees_what_waits_and_what_they_scored(house: House) -> None:
    accepted(house)
    accepted(house)
    lines = drawn(house)["desk-north"].lines
    assert lead_counts(house.desk("lee")) == (0, 2)
    scored(house, lines[0])
    found = own_reviews(house.desk("lee"))
    assert [one.id for one in found.waiting] == [lines[1].assignments[1].id]
    assert [one.total for _, one in found.done] == [20]
    assert lead_counts(house.desk("lee")) == (0, 1)


def test_a_second_reviewer_is_another_one(house: House) -> None:
    accepted(house, category=PLATFORM)
    line = only(drawn(house)["desk-north"])
    scored(house, line)
    with writing():
        ask_second(house.desk("lee"), line.sampled.id)
    again = only(shown(house, "lee")["desk-north"])
    assert {reviewer(house, again), reviewer(house, again, slot=2)} == {"lee", "tess"}
    with writing(), pytest.raises(InvalidEntry):
        ask_second(house.desk("lee"), line.sampled.id)


def test_without_anybody_else_no_second_reviewer_can_be_asked(house: House) -> None:
    accepted(house)
    line = only(drawn(house)["desk-north"])
    with writing(), pytest.raises(InvalidEntry) as refused:
        ask_second(house.desk("lee"), line.sampled.id)
    assert "Nobody else" in refused.value.problems["reviewer"]


def test_a_review_can_be_given_to_another_until_it_is_scored(house: House) -> None:
    accepted(house, category=PLATFORM)
    line = only(drawn(house)["desk-north"])
    had, first = reviewer(house, line), line.assignments[1]
    with writing():
        made = hand_over(house.desk("lee"), line.sampled.id, 1, turn=1)
    assert made.turn == 2
    again = only(shown(house, "lee")["desk-north"])
    assert reviewer(house, again) != had
    with pytest.raises(NotFound):
        find_review(house.desk(had), first.id)
    with writing(), pytest.raises(InvalidEntry) as stale:
        hand_over(house.desk("lee"), line.sampled.id, 1, turn=1)
    assert "meanwhile" in stale.value.problems["hand_over"]
    scored(house, again)
    with writing(), pytest.raises(InvalidEntry) as late:
        hand_over(house.desk("lee"), line.sampled.id, 1, turn=2)
    assert "has scored it" in late.value.problems["hand_over"]


@pytest.mark.parametrize("who", ["sam", "erin", "tess", "ada"])
def test_only_a_lead_arranges_reviews(house: House, who: str) -> None:
    accepted(house)
    line = only(drawn(house)["desk-north"])
    for move in (ask_second, lambda desk, number: hand_over(desk, number, 1, turn=1)):
        with writing(), pytest.raises(NotAllowed):
            move(house.desk(who), line.sampled.id)


def test_what_was_drawn_scored_and_written_is_never_edited(house: House) -> None:
    row = accepted(house)
    line = only(drawn(house)["desk-north"])
    scored(house, line)
    with writing():
        write_note(house.desk("lee"), row.reference, About(line="evidence"), "Give the request ID.")
    for table, column in (
        (Sample.__tablename__, "size"),
        ("sampled_packets", "revision"),
        (Assignment.__tablename__, "slot"),
        (Score.__tablename__, "total"),
        ("line_scores", "points"),
        (CoachingNote.__tablename__, "line"),
    ):
        with house.session() as session, pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(f"UPDATE {table} SET {column} = {column}"))


def test_two_who_open_the_page_in_the_same_moment_draw_it_once(house: House) -> None:
    for _ in range(3):
        accepted(house)
    house.clock.advance(days=7)
    both_ready = Barrier(2)

    def open_page(name: str) -> bool:
        with house.session() as session:
            desk = house.desk_in(session, name)
            days = sampled_week(desk, WEEK)
            session.rollback()
            both_ready.wait()
            with writing():
                return draw_week(desk, days)

    with ThreadPoolExecutor(2) as pool:
        drew = sorted(pool.map(open_page, ("lee", "erin")))
    assert drew == [False, True]
    assert len(shown(house, "lee")["desk-north"].lines) == 3
    with house.session() as session:
        teams = session.scalar(select(func.count(Team.id)))
        assert session.scalar(select(func.count(Sample.id))) == teams
        assert session.scalar(select(func.count(Assignment.id))) == 3
