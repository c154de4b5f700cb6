"""The quality score: what the queries give equals plain Python, and the list behind it."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from escalator.domain.errors import InvalidEntry
from escalator.domain.metrics import weighted_kappa
from escalator.domain.model import State
from escalator.domain.quality import Given, Mean, quality_score
from escalator.services.figures.filters import Days, Filters, days_to, weeks_to
from escalator.services.figures.lists import packets_behind
from escalator.services.figures.marks import Of
from escalator.services.figures.quality import agreement, quality_scores, quality_trend
from escalator.services.review import accept, bounce
from escalator.services.reviewers import ask_second
from escalator.services.samples import draw_week
from escalator.services.scoring import score
from escalator.services.submission import withdraw
from escalator.store.engine import writing
from escalator.store.quality import Assignment, Sampled, Score
from escalator.store.rows import PacketRow, Person
from tests.house import House, contracts, missing
from tests.services.moves import engineer_of
from tests.services.random_life import RandomLife

LONDON = contracts.policy.business_hours.time_zone
LINES = tuple(one.name for one in contracts.rubric.lines)
WEEKS = 8
CATEGORIES = ("general", "data-integrity", "data-integrity", "login-sso")


def weeks_until_now(house: House) -> tuple[Days, ...]:
    return weeks_to(house.clock.now.date(), WEEKS, LONDON)


def scored_life(house: House, seed: int) -> None:
    """Let people act at random, draw each week that is over, and score at random."""
    house.clock.now = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    life = RandomLife(house, random.Random(seed))
    life.live(30)
    for _ in range(22):
        house.clock.advance(minutes=life.chance.choice((45, 600, 2900)))
        accept_one(house, life.chance)
    house.clock.advance(days=7)
    for days in weeks_until_now(house)[:-1]:
        with writing():
            draw_week(house.desk("lee"), days)
    give_scores(house, life.chance)
    for number in life.chance.sample(house_packets(house), 3):
        with house.session() as session:
            session.get_one(PacketRow, number).is_test = True
            session.commit()


def accept_one(house: House, chance: random.Random) -> None:
    """File a packet and accept it; some come back late, and some of these are withdrawn."""
    row = house.submitted(chance.choice(("sam", "sid", "olga")), chance.choice(CATEGORIES))
    engineer = house.desk(engineer_of(row))
    with writing():
        accept(engineer, row.reference, version=None)
    if chance.random() < 0.3:
        with writing():
            bounce(engineer, row.reference, [missing("actual")], version=None)
        if chance.random() < 0.4:
            author = row.author.email.partition("@")[0]
            with writing():
                withdraw(house.desk(author), row.reference, why="It is over.", version=None)


def house_packets(house: House) -> list[int]:
    with house.session() as session:
        return list(session.scalars(select(Sampled.packet_id).order_by(Sampled.packet_id)))


def give_scores(house: House, chance: random.Random) -> None:
    """Score most packets, some twice by the same person, some by a second one."""
    with house.session() as session:
        for number in session.scalars(select(Sampled.id)).all():
            if chance.random() < 0.5:
                with writing(), suppress(InvalidEntry):
                    ask_second(house.desk("lee"), number)
    with house.session() as session:
        reviews = session.scalars(select(Assignment).order_by(Assignment.id)).all()
        people = {one.id: one.email.partition("@")[0] for one in session.scalars(select(Person))}
    for one in reviews:
        for _ in range(chance.choice((0, 1, 1, 1, 2))):
            points: dict[str, int | None] = {name: chance.randint(1, 5) for name in LINES}
            with writing():
                score(house.desk(people[one.reviewer_id]), one.id, points, turn=None)


def given(house: House, keep: Callable[[PacketRow], bool]) -> tuple[list[Given], set[int]]:
    """Give all scores as they were kept of packets to keep, and which packets are left out."""
    with house.session() as session:
        rows = session.execute(
            select(Score, Sampled, PacketRow)
            .join(Sampled, Sampled.id == Score.sampled_id)
            .join(PacketRow, PacketRow.id == Sampled.packet_id)
        ).all()
        left_out = {row.id for _, _, row in rows if row.is_test or row.state is State.WITHDRAWN}
        return [
            Given(made.sampled_id, row.id, one.at, made.slot, made.turn, made.total, made.lines)
            for made, one, row in rows
            if keep(row)
        ], left_out


def same(found: Mean, told: Mean) -> bool:
    return found.n == told.n and found.total == pytest.approx(told.total)


@pytest.mark.parametrize("seed", [3, 4])
def test_the_score_and_its_list_are_what_plain_python_counts(house: House, seed: int) -> None:
    scored_life(house, seed)
    days = days_to(house.clock.now.date(), 28, "Europe/Berlin")
    sam = house.people["sam"].id
    cases: list[tuple[Filters, Callable[[PacketRow], bool]]] = [
        (Filters(days), lambda _: True),
        (Filters(days, person=sam), lambda row: row.author_id == sam),
        (Filters(days, category="general"), lambda row: row.checklist_name == "general"),
    ]
    for filters, keep in cases:
        scores, left_out = given(house, keep)
        now, before = quality_scores(house.desk("lee"), filters)
        assert same(now, quality_score(scores, days.period, left_out))
        assert same(before, quality_score(scores, days.before.period, left_out))
        assert packets_behind(house.desk("lee"), filters, Of.SCORED).total == now.n
    whole, _ = quality_scores(house.desk("lee"), cases[0][0])
    assert whole.n >= 5, "this seed scored too little to tell anything"


def test_the_trend_adds_up_to_the_score(house: House) -> None:
    scored_life(house, 5)
    weeks = weeks_until_now(house)
    days = Days(weeks[0].first, weeks[-1].last, LONDON)
    whole, _ = quality_scores(house.desk("lee"), Filters(days))
    trends = quality_trend(house.desk("lee"), weeks)
    assert all(len(one.weeks) == WEEKS for one in trends)
    added = Mean()
    for trend in trends:
        for week in trend.weeks:
            added = added.plus(week)
    assert same(added, whole)


def test_agreement_is_of_the_latest_scores_of_both_reviewers(house: House) -> None:
    scored_life(house, 6)
    with house.session() as session:
        latest = {
            (one.sampled_id, one.slot): {each.line: each.points for each in one.points}
            for one in session.scalars(select(Score).order_by(Score.turn))
        }
    twice = {number for number, slot in latest if slot == 2} & {
        number for number, slot in latest if slot == 1
    }
    found = agreement(house.desk("lee"), weeks_until_now(house))
    for line in LINES:
        pairs = [(latest[one, 1][line], latest[one, 2][line]) for one in sorted(twice)]
        assert found[line] == weighted_kappa(pairs)
    assert found[""].n == len(LINES) * len(twice) > 0


def test_without_a_score_there_is_no_figure(house: House) -> None:
    days = days_to(house.clock.now.date(), 28, LONDON)
    assert quality_scores(house.desk("lee"), Filters(days)) == (Mean(), Mean())
    assert quality_trend(house.desk("lee"), weeks_until_now(house)) == ()
    assert agreement(house.desk("lee"), weeks_until_now(house))[""].n == 0
    assert Mean().value is None
