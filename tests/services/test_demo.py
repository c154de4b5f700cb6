"""The demo is true to itself: made by the services, and telling the story it should."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from escalator.demo import SIGN_INS, fill
from escalator.demo.cast import CUSTOMERS, ERIN, LEARNER, LEE, SAM, SKY, THEO, ZONE
from escalator.demo.history import CHANGE_WEEK, WEEKS
from escalator.demo.history import PACKETS as WHOLE
from escalator.demo.quality import WEEKS as SAMPLED_WEEKS
from escalator.domain.change import likely_change
from escalator.domain.model import Action, Priority, State
from escalator.domain.proposals import Kind, Standing
from escalator.services.checklists import contracts_in_use, release_checklists
from escalator.services.desk import Desk
from escalator.services.people import actor_for
from escalator.services.proposal_effects import effects
from escalator.services.proposals import looked_at, proposals
from escalator.store.checklist_rows import ReleasedChecklist
from escalator.store.counts import Stated
from escalator.store.engine import open_engine
from escalator.store.fingerprints import ErrorRow
from escalator.store.migrate import migrate
from escalator.store.problems import Gathered, Problem
from escalator.store.quality import CoachingNote, Sample, Score
from escalator.store.rows import (
    Bounce,
    EventRow,
    ExceptionRow,
    PacketRow,
    Person,
    Revision,
    Team,
)
from escalator.store.words import ExceptionState
from tests.house import SECRET, contracts
from tests.services.test_filing import everything_in

NOW = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
PACKETS = 150


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo in a database of its own, half its size."""
    engine = played(tmp_path_factory.mktemp("demo"), now=NOW, packets=PACKETS)
    yield engine
    engine.dispose()


def played(folder: Path, *, now: datetime, packets: int) -> Engine:
    engine = open_engine(f"sqlite:///{folder / 'demo.db'}")
    migrate(engine)
    assert fill(engine, contracts, SECRET, now=now, packets=packets)
    return engine


@pytest.fixture
def session(demo: Engine) -> Iterator[Session]:
    with Session(demo) as session:
        yield session


def test_it_fills_only_an_empty_database(demo: Engine) -> None:
    assert not fill(demo, contracts, SECRET, now=NOW, packets=1)


def test_everybody_who_is_announced_can_sign_in(session: Session) -> None:
    known = set(session.scalars(select(Person.email).where(Person.password.is_not(None))))
    assert {email for email, _ in SIGN_INS} <= known


def test_every_state_but_the_rare_has_a_packet_today(session: Session) -> None:
    states = set(session.scalars(select(PacketRow.state).distinct()))
    assert {State.DRAFT, State.SUBMITTED, State.BOUNCED, State.ACCEPTED, State.CLOSED} <= states


def test_a_packets_state_is_what_its_last_event_says(session: Session) -> None:
    newest = select(func.max(EventRow.id)).group_by(EventRow.packet_id)
    last = {
        event.packet_id: event.state_to
        for event in session.scalars(select(EventRow).where(EventRow.id.in_(newest)))
    }
    stored = {row.id: row.state for row in session.scalars(select(PacketRow))}
    assert last == stored


def test_nothing_happens_after_now(session: Session) -> None:
    assert session.scalars(select(func.max(EventRow.at))).one() <= NOW


def test_there_is_a_revision_for_every_submission(session: Session) -> None:
    moves = (Action.SUBMIT, Action.SETTLE_DEBT)
    submitted = session.scalar(select(func.count(EventRow.id)).where(EventRow.action.in_(moves)))
    assert session.scalar(select(func.count(Revision.id))) == submitted


def test_the_changed_checklist_falls_into_the_half_year(session: Session) -> None:
    released = {
        row.version: row
        for row in session.scalars(
            select(ReleasedChecklist).where(ReleasedChecklist.name == "api-integration")
        )
    }
    assert released[1].released_at < released[2].released_at < NOW
    assert released[1].publication is None
    published = released[2].publication
    assert published is not None
    assert published.person.name == "Lee Stone"
    assert published.note.startswith("Engineers kept asking for request IDs")


def test_serving_the_demo_takes_the_published_checklist_for_the_file_it_came_from(
    session: Session,
) -> None:
    release_checklists(session, contracts, now=NOW)
    assert contracts_in_use(session, contracts) == contracts


def test_request_ids_are_hardly_missed_since_they_are_required(session: Session) -> None:
    rows = session.scalars(
        select(PacketRow).where(
            PacketRow.checklist_name == "api-integration",
            PacketRow.first_decision.is_not(None),
        )
    ).all()
    rates = {}
    for version in (1, 2):
        decided = [row for row in rows if row.checklist_version == version]
        assert len(decided) >= 5
        bounced = sum(row.first_decision == "bounced" for row in decided)
        rates[version] = bounced / len(decided)
    assert rates[2] < rates[1] / 2


def test_fewer_packets_come_back_since_the_change(session: Session) -> None:
    decided = session.scalars(select(PacketRow).where(PacketRow.first_decision.is_not(None))).all()
    changed_at = NOW - timedelta(weeks=WEEKS - CHANGE_WEEK)
    rates = []
    for chosen in (True, False):
        made = [row for row in decided if (row.created_at < changed_at) is chosen]
        rates.append(sum(row.first_decision == "bounced" for row in made) / len(made))
    assert rates[0] > 0.15 > rates[1]


def test_no_problem_is_told_twice_in_fifty_packets(session: Session) -> None:
    problems = session.scalars(select(PacketRow.problem).order_by(PacketRow.id)).all()
    for begin in range(0, len(problems), 10):
        shown = problems[begin : begin + 50]
        assert len(set(shown)) == len(shown)


def test_no_problem_is_told_more_than_twice(session: Session) -> None:
    told = Counter(session.scalars(select(PacketRow.problem)))
    assert max(told.values()) <= 2


def test_a_packet_names_no_customer_but_its_own(session: Session) -> None:
    for row in session.scalars(select(PacketRow)):
        written = f"{row.problem} {row.answers}"
        named = [one.name for one in CUSTOMERS if one.name in written]
        assert named == [row.customer.split(" (account")[0]]


def waiting_at(session: Session, team: str) -> list[PacketRow]:
    chosen = select(PacketRow).join(PacketRow.target_team).where(Team.slug == team)
    return [*session.scalars(chosen.where(PacketRow.state == State.SUBMITTED))]


@pytest.mark.parametrize("team", ["applications-s2", "platform-s3", "security-s3"])
def test_a_queue_has_some_of_everything_today(session: Session, team: str) -> None:
    waiting = waiting_at(session, team)
    left = [row.due_at - NOW for row in waiting if row.due_at]
    assert len({row.author_id for row in waiting}) >= 4
    assert [row.priority for row in waiting].count(Priority.P1) == 1
    assert 1 <= sum(time < timedelta(0) for time in left) <= 2
    assert any(timedelta(0) < time < timedelta(minutes=15) for time in left)
    assert any(row.submitted_at and NOW - row.submitted_at < timedelta(hours=1) for row in waiting)
    assert any(row.bounce_count for row in waiting)
    assert any(row.question_count for row in waiting)


def test_most_of_what_waits_is_within_its_target(session: Session) -> None:
    waiting = session.scalars(select(PacketRow).where(PacketRow.state == State.SUBMITTED)).all()
    late = [row for row in waiting if row.due_at and row.due_at < NOW]
    assert len(late) <= len(waiting) / 5


def test_a_p1_of_the_day_is_of_its_teams_trade(session: Session) -> None:
    trades = {
        row.target_team.slug: row.checklist_name
        for team in ("applications-s2", "platform-s3", "security-s3")
        for row in waiting_at(session, team)
        if row.priority == Priority.P1
    }
    assert trades == {
        "applications-s2": "general",
        "platform-s3": "performance-outage",
        "security-s3": "security",
    }


def test_sam_has_one_packet_of_each_kind(session: Session) -> None:
    sams = session.scalars(
        select(PacketRow).join(PacketRow.author).where(Person.email == SAM)
    ).all()
    states = Counter(row.state for row in sams)
    assert states[State.DRAFT] == 3  # nearly complete, just begun, stopped for an exception
    assert states[State.BOUNCED] >= 1
    assert states[State.ACCEPTED] >= 1
    assert states[State.RESOLVED] >= 1
    assert states[State.SUBMITTED] >= 1


@pytest.mark.parametrize("who", [ERIN, THEO, SKY])
def test_an_engineer_has_something_in_work(session: Session, who: str) -> None:
    theirs = select(PacketRow).join(PacketRow.acceptor).where(Person.email == who)
    assert session.scalars(theirs.where(PacketRow.state == State.ACCEPTED)).all()


def test_no_author_stands_out_among_what_waits(session: Session) -> None:
    waiting = session.scalars(select(PacketRow).where(PacketRow.state == State.SUBMITTED)).all()
    written = Counter(row.author_id for row in waiting)
    assert len(written) >= 6
    assert max(written.values()) <= len(waiting) / 3


MOMENTS = {
    "a Saturday night": datetime(2026, 7, 4, 2, 10, tzinfo=UTC),
    "the hour that is missing in spring": datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    "the hour that comes twice in autumn": datetime(2026, 10, 25, 1, 15, tzinfo=UTC),
    "a leap day": datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    "a Monday at opening": datetime(2026, 7, 6, 8, 0, tzinfo=UTC),
}


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
def test_it_fills_at_any_moment(now: datetime, tmp_path: Path) -> None:
    engine = played(tmp_path, now=now, packets=8)
    with Session(engine) as session:
        assert session.scalars(select(func.max(EventRow.at))).one() <= now
        assert len(waiting_at(session, "platform-s3")) >= 7
    engine.dispose()


def test_the_same_moment_tells_the_same_half_year(tmp_path: Path) -> None:
    told = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        engine = played(tmp_path / name, now=NOW, packets=8)
        with Session(engine) as session:
            rows = session.scalars(select(PacketRow).order_by(PacketRow.id))
            told.append([(row.reference, row.state, row.answers) for row in rows])
        engine.dispose()
    assert told[0] == told[1]


def test_the_lead_has_something_to_decide(session: Session) -> None:
    assert session.scalar(select(func.count(ExceptionRow.id)).where(ExceptionRow.state == "asked"))
    assert session.scalar(select(func.count(Bounce.id)).where(Bounce.ruling == "contested"))


def test_faults_that_come_again_have_records_that_tell_s1(session: Session) -> None:
    records = session.scalars(select(Problem)).all()
    assert len(records) >= 2
    assert all(one.known_issue for one in records)
    for one in records:
        gathered = session.scalars(select(Gathered).where(Gathered.problem_id == one.id)).all()
        shown = select(ErrorRow.digest).where(
            ErrorRow.packet_id.in_([each.packet_id for each in gathered if not each.is_attached])
        )
        assert len(gathered) >= 3
        assert len(set(session.scalars(shown))) == 1
    avoided = select(func.count(EventRow.id)).where(EventRow.action == Action.ATTACH)
    assert session.scalar(avoided)


@pytest.mark.timeout(600)  # the whole demo is played, which proposes more than half of it
def test_the_lead_accepted_one_proposal_dismissed_one_and_has_one_open(tmp_path: Path) -> None:
    engine = played(tmp_path, now=NOW, packets=WHOLE)
    with Session(engine) as session:
        person = session.scalars(select(Person).where(Person.email == LEE)).one()
        in_use = contracts_in_use(session, contracts)
        lee = Desk(session, actor_for(person), in_use, SECRET, lambda: NOW)
        found = proposals(lee, looked_at(NOW.date(), ZONE))
        accepted, *_ = found.those(Standing.ACCEPTED)
        assert (accepted.kind, accepted.key) == (Kind.REQUIRE, "api-integration:request_ids")
        assert accepted.latest is not None
        (brought,) = effects(lee, [accepted.latest], zone=ZONE)
        assert brought.before is not None
        assert brought.after is not None
        assert not brought.before.rate.is_too_few
        assert likely_change(brought.after.rate, brought.before.rate)
        dismissed = found.those(Standing.DISMISSED)
        assert dismissed
        assert all(one.latest and one.latest.reason for one in dismissed)
        assert found.those(Standing.OPEN)
    engine.dispose()


def test_no_customers_person_is_in_the_database(demo: Engine) -> None:
    stored = everything_in(demo).casefold()
    for customer in CUSTOMERS:
        assert customer.mail not in stored
        assert customer.contact.casefold() not in stored


def test_weeks_of_samples_are_scored_and_two_notes_written(session: Session) -> None:
    weeks = session.scalar(select(func.count(Sample.week.distinct())))
    assert weeks == SAMPLED_WEEKS
    first, second = (
        session.scalar(select(func.count(Score.id)).where(Score.slot == slot)) or 0
        for slot in (1, 2)
    )
    assert first > 20
    assert 5 < second < first
    assert {note.person.email for note in session.scalars(select(CoachingNote))} == {SAM, LEARNER}


def test_some_packets_are_billable(session: Session) -> None:
    said = Counter(session.scalars(select(Stated.words).where(Stated.about == "billable")))
    assert 0 < said["yes"] < said["no"]


def test_a_debt_is_overdue_for_the_lead_to_see(session: Session) -> None:
    overdue = session.scalars(
        select(ExceptionRow).where(
            ExceptionRow.due_at < NOW,
            ExceptionRow.settled_at.is_(None),
            ExceptionRow.state == ExceptionState.APPROVED,
        )
    )
    assert [debt.packet.author.name for debt in overdue] == ["Nils Ahlgren"]
