"""The demo is true to itself: made by the services, and telling the story it should."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from escalator.demo import SIGN_INS, fill
from escalator.demo.cast import CUSTOMERS
from escalator.domain.model import Action, State
from escalator.store.engine import open_engine
from escalator.store.migrate import migrate
from escalator.store.rows import (
    Bounce,
    EventRow,
    ExceptionRow,
    PacketRow,
    Person,
    ReleasedChecklist,
    Revision,
)
from tests.house import SECRET, contracts
from tests.services.test_filing import everything_in

NOW = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo in a database of its own, a third of its size."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}")
    migrate(engine)
    assert fill(engine, contracts, SECRET, now=NOW, packets=100)
    yield engine
    engine.dispose()


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
        row.version: row.released_at
        for row in session.scalars(
            select(ReleasedChecklist).where(ReleasedChecklist.name == "api-integration")
        )
    }
    assert released[1] < released[2] < NOW


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


def test_the_lead_has_something_to_decide(session: Session) -> None:
    assert session.scalar(select(func.count(ExceptionRow.id)).where(ExceptionRow.state == "asked"))
    assert session.scalar(select(func.count(Bounce.id)).where(Bounce.ruling == "contested"))


def test_no_customers_person_is_in_the_database(demo: Engine) -> None:
    stored = everything_in(demo).casefold()
    for customer in CUSTOMERS:
        assert customer.mail not in stored
        assert customer.contact.casefold() not in stored
