"""Accepting, bouncing and all that follows, through the services, on both databases."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from escalator.domain.errors import (
    IllegalMove,
    Incomplete,
    InvalidEntry,
    NotAllowed,
    NotFound,
    NotYet,
    StaleVersion,
)
from escalator.domain.lifecycle import Ball
from escalator.domain.model import (
    BounceCharge,
    BounceReason,
    DeclineKind,
    Resolution,
    RootCause,
    State,
)
from escalator.services.documents import STILL_AT_FAULT, verdict_on
from escalator.services.followup import close, contest, reopen, reply
from escalator.services.review import Decline, accept, ask, bounce, decline, pass_on, resolve
from escalator.services.rulings import rule_on_bounce
from escalator.services.submission import submit, withdraw
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from tests.house import House, missing
from tests.services.moves import engineer_of, reload, save

FIXED = Resolution(
    summary="The importer skipped the last page; fixed in 4.2.1, tell the customer to retry.",
    root_cause=RootCause.DEFECT,
    reproduced=True,
    s1_could_have_solved=False,
    defect_url="https://tracker.example.com/DEF-1",
)


def bounced(house: House, *items: str) -> PacketRow:
    row = house.submitted()
    with writing():
        bounce(
            house.desk(engineer_of(row)),
            row.reference,
            [missing(*(items or ("problem", "steps")))],
            version=row.version,
        )
    return reload(house, row)


def test_an_accepted_packet_is_with_its_target_and_counts_as_first_pass(house: House) -> None:
    row = house.submitted()
    with writing():
        taken = accept(house.desk(engineer_of(row)), row.reference, version=row.version)
    assert (taken.state, taken.ball, taken.first_decision) == (
        State.ACCEPTED,
        Ball.TARGET,
        "accepted",
    )


def test_of_two_engineers_one_wins_and_the_other_is_told_who(house: House) -> None:
    row = house.submitted(category="api-integration")
    assert row.target_team.slug == "platform-s3"
    with writing():
        accept(house.desk("theo"), row.reference, version=row.version)
    with pytest.raises(StaleVersion) as late, writing():
        bounce(house.desk("tess"), row.reference, [missing("problem")], version=row.version)
    assert late.value.changed_by == "Theo Marsh"
    assert reload(house, row).state is State.ACCEPTED


@pytest.mark.parametrize("name", ["sid", "lee"])
def test_only_the_target_decides(house: House, name: str) -> None:
    row = house.submitted()
    with pytest.raises(NotAllowed), writing():
        accept(house.desk(name), row.reference, version=row.version)


@pytest.mark.parametrize("name", ["olga", "ada", "sky"])
def test_a_packet_does_not_exist_for_people_it_is_not_for(house: House, name: str) -> None:
    row = house.submitted()
    with pytest.raises(NotFound), writing():
        accept(house.desk(name), row.reference, version=row.version)


def test_a_security_packet_is_for_its_author_and_the_security_team_alone(house: House) -> None:
    row = house.submitted(category="security")
    for name in ("sid", "lee", "erin", "theo"):
        with pytest.raises(NotFound), writing():
            accept(house.desk(name), row.reference, version=row.version)
    with writing():
        assert accept(house.desk("sky"), row.reference, version=row.version).acceptor_id


@pytest.mark.parametrize(
    ("charges", "field"),
    [
        ([], "reason"),
        ([BounceCharge(BounceReason.MISSING, (), "Give the tenant's ID.")], "items"),
        ([BounceCharge(BounceReason.MISSING, ("nonsense",), "Give the tenant's ID.")], "items"),
        ([BounceCharge(BounceReason.MISSING, ("problem",), "n/a")], "wanted"),
        ([BounceCharge(BounceReason.MISSING, ("problem",), "")], "wanted"),
    ],
)
def test_a_bounce_without_reason_item_or_way_out_is_refused(
    house: House, charges: list[BounceCharge], field: str
) -> None:
    row = house.submitted()
    with pytest.raises(InvalidEntry) as refused, writing():
        bounce(house.desk(engineer_of(row)), row.reference, charges, version=row.version)
    assert field in refused.value.problems


def test_more_blanks_change_nothing_of_what_was_at_fault(house: House) -> None:
    row = bounced(house, "problem")
    said = str(row_with_answers(house, row).answers["problem"])
    assert " " in said
    row = save(house, row, problem=said.replace(" ", "  "))
    verdict = verdict_on(house.desk("sam"), row_with_answers(house, row))
    assert [gap.item for gap in verdict.gaps if gap.code == STILL_AT_FAULT] == ["problem"]


def test_a_bounced_packet_is_resubmitted_only_when_each_item_was_changed_or_contested(
    house: House,
) -> None:
    row = bounced(house, "problem", "steps")
    verdict = verdict_on(house.desk("sam"), row_with_answers(house, row))
    assert {gap.item for gap in verdict.gaps if gap.code == STILL_AT_FAULT} == {"problem", "steps"}
    row = save(house, row, problem="The nightly export of invoices stops at row 1,000 every time")
    with pytest.raises(Incomplete) as stopped, writing():
        submit(house.desk("sam"), row.reference, version=row.version)
    assert [gap.item for gap in stopped.value.gaps] == ["steps"]
    with writing():
        contest(
            house.desk("sam"),
            row.reference,
            why="The steps are complete; the screenshot shows each of them.",
            item="steps",
            version=row.version,
        )
    with writing():
        again = submit(house.desk("sam"), row.reference, version=None)
    assert (again.state, again.revision) == (State.SUBMITTED, 2)


def row_with_answers(house: House, row: PacketRow) -> PacketRow:
    from escalator.services.access import find_packet

    return find_packet(house.desk("sam"), row.reference)


def test_only_the_author_contests_a_bounce_first_or_again(house: House) -> None:
    row = bounced(house, "problem", "steps")
    why = "It is all in the packet."
    for _ in range(2):
        for name in ("sid", "lee", "erin"):
            with pytest.raises(NotAllowed), writing():
                contest(house.desk(name), row.reference, why=why, item="steps", version=None)
        with writing():
            contest(house.desk("sam"), row.reference, why=why, item="problem", version=None)


def test_nobody_is_asked_to_rule_on_what_they_may_not_see(house: House) -> None:
    row = house.submitted(category="security")
    with writing():
        bounce(house.desk("sky"), row.reference, [missing("problem")], version=None)
    with pytest.raises(InvalidEntry), writing():
        contest(house.desk("sam"), row.reference, why="It is all in the packet.", version=None)


def test_a_bounce_for_the_systems_sake_is_not_charged_to_the_packet(house: House) -> None:
    row = house.submitted()
    charge = BounceCharge(BounceReason.NEW_INFORMATION, (), "The vendor found a second fault.")
    with writing():
        made = bounce(house.desk(engineer_of(row)), row.reference, [charge], version=row.version)
    assert not made.is_charged
    assert reload(house, row).first_decision == "bounced_system"


def test_a_late_bounce_is_marked_and_does_not_change_the_first_decision(house: House) -> None:
    row = house.submitted()
    who = engineer_of(row)
    with writing():
        row = accept(house.desk(who), row.reference, version=row.version)
    with writing():
        made = bounce(house.desk(who), row.reference, [missing("steps")], version=row.version)
    assert made.is_late
    assert reload(house, row).first_decision == "accepted"


@pytest.mark.parametrize(("void", "decision"), [(True, "accepted"), (False, "bounced")])
def test_a_lead_rules_on_a_contested_bounce(house: House, void: bool, decision: str) -> None:
    row = bounced(house, "problem")
    with writing():
        made = contest(
            house.desk("sam"), row.reference, why="The sentence says it all.", version=None
        )
    with writing():
        rule_on_bounce(house.desk("lee"), made.id, void=void, reason="Both sides were heard.")
    assert reload(house, row).first_decision == decision
    with pytest.raises(NotYet), writing():
        rule_on_bounce(house.desk("lee"), made.id, void=void, reason="Once more, with feeling.")


def test_a_question_hands_the_ball_to_the_author_until_they_reply(house: House) -> None:
    row = house.submitted()
    with writing():
        ask(house.desk(engineer_of(row)), row.reference, text="Which tenant is it?", version=None)
    assert reload(house, row).ball is Ball.AUTHOR
    with writing():
        reply(house.desk("sam"), row.reference, text="Tenant 4711, region eu-1.", version=None)
    row = reload(house, row)
    assert (row.ball, row.state, row.question_count) == (Ball.TARGET, State.SUBMITTED, 1)


def test_a_packet_passed_on_waits_with_the_other_team(house: House) -> None:
    row = house.submitted(category="general")
    assert row.target_team.slug == "applications-s2"
    with writing():
        pass_on(
            house.desk("erin"),
            row.reference,
            team="infrastructure-s2",
            why="The proxy drops it, not the application.",
            version=row.version,
        )
    assert reload(house, row).target_team_id == house.people["ivo"].team_id
    with writing():
        accept(house.desk("ivo"), row.reference, version=None)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Decline(DeclineKind.DUPLICATE, "It repeats another packet."), "duplicate_of"),
        (Decline(DeclineKind.SOLVABLE_BY_S1, "The article covers it."), "kb_url"),
        (Decline(DeclineKind.OUT_OF_SCOPE, ""), "why"),
        (
            Decline(DeclineKind.SOLVABLE_BY_S1, "The article covers it.", kb_url="javascript:x"),
            "kb_url",
        ),
    ],
)
def test_a_decline_says_why(house: House, given: Decline, field: str) -> None:
    row = house.submitted()
    with pytest.raises(InvalidEntry) as refused, writing():
        decline(house.desk(engineer_of(row)), row.reference, given, version=None)
    assert field in refused.value.problems


def test_a_resolved_packet_is_closed_or_reopened_by_its_author(house: House) -> None:
    row = house.submitted()
    who = engineer_of(row)
    steps: tuple[Callable[[], object], ...] = (
        lambda: accept(house.desk(who), row.reference, version=None),
        lambda: resolve(house.desk(who), row.reference, FIXED, version=None),
        lambda: reopen(
            house.desk("sam"), row.reference, why="It failed again tonight.", version=None
        ),
        lambda: resolve(house.desk(who), row.reference, FIXED, version=None),
        lambda: close(house.desk("sam"), row.reference, version=None),
    )
    for step in steps:
        with writing():
            step()
    assert reload(house, row).state is State.CLOSED
    with pytest.raises(IllegalMove), writing():
        reopen(house.desk("sam"), row.reference, why="Too late for that.", version=None)


@pytest.mark.parametrize("table", ["events", "revisions"])
def test_history_cannot_be_edited(house: House, table: str) -> None:
    house.submitted()
    with house.session() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(f"UPDATE {table} SET packet_id = packet_id"))


def test_a_bounce_closes_the_questions_that_were_open(house: House) -> None:
    row = house.submitted()
    with writing():
        ask(house.desk("erin"), row.reference, text="Which tenant is it?", version=None)
    with writing():
        bounce(house.desk("erin"), row.reference, [missing("problem")], version=None)
    save(house, row, problem="Exports of tenant 4711 stop at row 1,000 every night")
    with writing():
        again = submit(house.desk("sam"), row.reference, version=None)
    assert again.ball is Ball.TARGET


def test_a_note_that_nobody_would_read_is_refused(house: House) -> None:
    endless = "word " * 5_000
    row = house.submitted()
    erin = engineer_of(row)
    solved = replace(FIXED, summary=endless)
    for note in (
        lambda: ask(house.desk(erin), row.reference, text=endless, version=None),
        lambda: pass_on(
            house.desk(erin), row.reference, team="infrastructure-s2", why=endless, version=None
        ),
        lambda: decline(
            house.desk(erin),
            row.reference,
            Decline(DeclineKind.OUT_OF_SCOPE, endless),
            version=None,
        ),
        lambda: withdraw(house.desk("sam"), row.reference, why=endless, version=None),
    ):
        with pytest.raises(InvalidEntry, match="20,000"), writing():
            note()
    with writing():
        accept(house.desk(erin), row.reference, version=None)
    with pytest.raises(InvalidEntry, match="20,000"), writing():
        resolve(house.desk(erin), row.reference, solved, version=None)
