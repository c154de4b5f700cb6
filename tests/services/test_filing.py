"""Starting, saving and submitting a packet through the services."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import Engine, event, func, select, text

from escalator.domain.errors import (
    Incomplete,
    InvalidEntry,
    NotAllowed,
    NotFound,
    StaleVersion,
)
from escalator.domain.lifecycle import Ball
from escalator.domain.model import Priority, State, Target, Tier
from escalator.services.desk import Desk
from escalator.services.documents import verdict_on
from escalator.services.drafts import Edit, Start, save_draft, similar_packets, start_packet
from escalator.services.submission import submit, withdraw
from escalator.store.engine import writing
from escalator.store.rows import Base, EventRow, PacketRow, Revision
from tests.house import SECRET, House, contracts, example

APPS = Target(Tier.S2, "applications-s2")
PLANTED = ("mara.lindqvist@customer.example", "Mara", "Lindqvist", "203.0.113.77")


def everything_in(engine: Engine) -> str:
    """Give all that the database holds, as one text."""
    with engine.connect() as connection:
        rows = [
            str(row)
            for table in Base.metadata.sorted_tables
            for row in connection.execute(text(f"SELECT * FROM {table.name}"))
        ]
    return "\n".join(rows)


def begin(house: House, key: str = "key", **answers: str) -> PacketRow:
    start = Start(key, "general", APPS, {"ticket": "T-1", **answers}, ("Mara Lindqvist",))
    with writing():
        return start_packet(house.desk("sam"), start)


def test_a_started_packet_is_a_draft_of_its_author(house: House) -> None:
    row = begin(house, problem="Exports stop at 1,000 rows")
    assert (row.state, row.ball, row.revision) == (State.DRAFT, Ball.AUTHOR, 0)
    assert row.reference.startswith("E-")
    assert row.problem == "Exports stop at 1,000 rows"


def test_a_form_sent_twice_starts_one_packet(house: House) -> None:
    first, second = begin(house), begin(house)
    assert first.reference == second.reference
    with house.session() as session:
        assert session.scalar(select(func.count(PacketRow.id))) == 1


def test_a_form_sent_twice_at_once_starts_one_packet(house: House) -> None:
    start = Start("key", "general", APPS, {"ticket": "T-1"})
    first, second = house.desk("sam"), house.session()
    desk = Desk(second, first.actor, contracts, SECRET, house.clock)
    came_in = Event()

    def again() -> str:
        with writing():
            return start_packet(desk, start).reference

    def notice(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("BEGIN", "INSERT INTO packets")):
            came_in.set()  # SQLite waits where it begins, PostgreSQL where it inserts

    with writing(), ThreadPoolExecutor(1) as other:
        row = start_packet.__wrapped__(first, start)  # type: ignore[attr-defined]  # uncommitted
        event.listen(house.engine, "before_cursor_execute", notice)
        sent = other.submit(again)
        came_in.wait()
        first.session.commit()
        assert sent.result() == row.reference
        event.remove(house.engine, "before_cursor_execute", notice)
    second.close()


def test_a_form_may_carry_any_key(house: House) -> None:
    row = begin(house)
    other = begin(house, key=row.reference)
    assert other.reference != row.reference


def test_an_admin_starts_no_packet(house: House) -> None:
    with pytest.raises(NotAllowed), writing():
        start_packet(house.desk("ada"), Start("k", "general", APPS, {}))


def test_a_category_goes_only_to_the_teams_that_take_it(house: House) -> None:
    with pytest.raises(InvalidEntry) as refused, writing():
        start_packet(house.desk("sam"), Start("k", "security", APPS, {}))
    assert "Security S3" in refused.value.problems["target"]


def test_nothing_personal_reaches_the_database(house: House) -> None:
    row = begin(house, problem="Mara cannot sign in from 203.0.113.77")
    edit = Edit({"actual": "Lindqvist <mara.lindqvist@customer.example> sees a blank page"}, {})
    with writing():
        save_draft(house.desk("sam"), row.reference, edit, version=row.version)
    stored = everything_in(house.engine)
    for value in PLANTED:
        assert value.casefold() not in stored.casefold(), f"{value} was stored"


def test_the_same_value_keeps_its_placeholder_across_saves(house: House) -> None:
    row = begin(house, problem="Mail from ann@customer.example is lost")
    first = row.answers["problem"]
    with writing():
        saved = save_draft(
            house.desk("sam"),
            row.reference,
            Edit({"actual": "bob@customer.example and ann@customer.example get nothing"}, {}),
            version=row.version,
        )
    assert "[EMAIL-1]" in str(first)
    assert str(saved.row.answers["actual"]).index("[EMAIL-2]") < str(
        saved.row.answers["actual"]
    ).index("[EMAIL-1]")
    assert saved.changed == ("actual",)
    assert saved.hidden["EMAIL"] == 2


def test_a_name_given_later_is_hidden_in_what_was_saved_before(house: House) -> None:
    row = begin(house, problem="Jonas Weidemann cannot print")
    with writing():
        saved = save_draft(
            house.desk("sam"),
            row.reference,
            Edit({}, {}, people=("Jonas Weidemann",)),
            version=row.version,
        )
    assert "Weidemann" not in json.dumps(saved.row.answers)


def test_saving_over_someone_elses_change_is_refused(house: House) -> None:
    row = begin(house)
    with writing():
        save_draft(
            house.desk("sam"), row.reference, Edit({"actual": "one"}, {}), version=row.version
        )
    with pytest.raises(StaleVersion), writing():
        save_draft(house.desk("sam"), row.reference, Edit({"actual": "two"}, {}), version=0)


def test_an_item_the_checklist_does_not_have_is_refused(house: House) -> None:
    row = begin(house)
    with pytest.raises(InvalidEntry) as refused, writing():
        save_draft(house.desk("sam"), row.reference, Edit({"nonsense": "x"}, {}), version=None)
    assert list(refused.value.problems) == ["nonsense"]


@pytest.mark.parametrize("name", ["olga", "ada", "erin", "theo"])
def test_a_draft_does_not_exist_for_others(house: House, name: str) -> None:
    row = begin(house)
    with pytest.raises(NotFound), writing():
        save_draft(house.desk(name), row.reference, Edit({"actual": "x"}, {}), version=None)


def test_a_teammate_reads_a_draft_but_does_not_write_it(house: House) -> None:
    row = begin(house)
    with pytest.raises(NotAllowed), writing():
        save_draft(house.desk("sid"), row.reference, Edit({"actual": "x"}, {}), version=None)


def test_submit_is_refused_while_a_gap_is_open(house: House) -> None:
    row = begin(house)
    with pytest.raises(Incomplete) as stopped, writing():
        submit(house.desk("sam"), row.reference, version=row.version)
    assert "problem" in {gap.item for gap in stopped.value.gaps}
    with house.session() as session:
        assert session.scalar(select(func.count(Revision.id))) == 0


def test_a_complete_packet_goes_to_its_target(house: House) -> None:
    row = house.submitted()
    assert (row.state, row.ball, row.revision) == (State.SUBMITTED, Ball.TARGET, 1)
    assert row.due_at is not None
    assert row.due_at > house.clock()
    with house.session() as session:
        last = session.scalars(select(EventRow).order_by(EventRow.id.desc())).first()
        assert last is not None
        assert last.facts["checklist"] == f"general/{row.checklist_version}"


def test_submitting_twice_makes_one_revision(house: House) -> None:
    row = house.start()
    version = row.version
    for _ in range(2):
        with writing():
            submit(house.desk("sam"), row.reference, version=version)
    with house.session() as session:
        assert session.scalar(select(func.count(Revision.id))) == 1


def test_a_changed_priority_needs_a_rationale(house: House) -> None:
    row = house.start()
    wanted = Priority.P1 if row.priority is not Priority.P1 else Priority.P2
    for rationale, is_fine in (("", False), ("The customer's launch is tomorrow morning.", True)):
        edit = Edit({}, {}, priority=wanted, priority_rationale=rationale, sets_priority=True)
        if not is_fine:
            with pytest.raises(InvalidEntry), writing():
                save_draft(house.desk("sam"), row.reference, edit, version=None)
        else:
            with writing():
                saved = save_draft(house.desk("sam"), row.reference, edit, version=None)
            assert saved.row.priority is wanted


def test_open_packets_of_the_same_ticket_and_problem_are_shown_before_a_new_one(
    house: House,
) -> None:
    same_ticket = begin(house, "one", problem="Nothing alike at all")
    with writing():
        start_packet(
            house.desk("sid"),
            Start("two", "general", APPS, {"ticket": "T-9", "problem": "Export of invoices stops"}),
        )
    found = similar_packets(house.desk("sam"), ticket="T-1", problem="Invoices export stops early")
    assert [row.ticket for row in found] == [same_ticket.ticket, "T-9"]
    assert similar_packets(house.desk("olga"), ticket="T-1", problem="Invoices export stops") == ()


def test_a_withdrawn_packet_is_out_of_the_queue_and_says_why(house: House) -> None:
    row = house.submitted()
    with writing():
        gone = withdraw(
            house.desk("sam"), row.reference, why="The customer found it", version=row.version
        )
    assert (gone.state, gone.ball) == (State.WITHDRAWN, Ball.NOBODY)


def test_the_verdict_of_a_complete_example_has_no_gap(house: House) -> None:
    for category in ("general", "api-integration", "login-sso"):
        row = house.start(category=category)
        assert verdict_on(house.desk("sam"), row).gaps == ()
        assert row.priority is example(category).priority
