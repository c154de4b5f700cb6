"""The ways past a stopped line, through the services, on both databases."""

import pytest
from sqlalchemy import select

from escalator.domain.errors import Incomplete, NotFound, NotYet
from escalator.domain.lifecycle import Ball
from escalator.domain.model import State
from escalator.services.drafts import Edit, save_draft
from escalator.services.exceptions import (
    ask_exception,
    break_glass,
    decide_exception,
    open_debts,
    settle_debt,
)
from escalator.services.review import bounce
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import ExceptionRow, PacketRow
from tests.house import House, missing
from tests.services.moves import reload, save


def without_steps(house: House, **answers: str) -> PacketRow:
    row = house.start(**answers)
    with writing():
        return save_draft(
            house.desk("sam"), row.reference, Edit({"actual": None}, {}), version=None
        ).row


def test_an_approved_exception_lets_its_gaps_pass_and_no_others(house: House) -> None:
    row = without_steps(house)
    with writing():
        asked = ask_exception(
            house.desk("sam"),
            row.reference,
            items=("actual",),
            reason="The customer is on a plane until tomorrow.",
            version=None,
        )
    assert reload(house, row).ball is Ball.LEAD
    with pytest.raises(Incomplete), writing():
        submit(house.desk("sam"), row.reference, version=None)
    with writing():
        decide_exception(house.desk("lee"), asked.id, approve=True, reason="")
    with writing():
        assert submit(house.desk("sam"), row.reference, version=None).state is State.SUBMITTED


def test_a_refused_exception_keeps_the_line_stopped(house: House) -> None:
    row = without_steps(house)
    with writing():
        asked = ask_exception(
            house.desk("sam"), row.reference, items=("actual",), reason="No time now.", version=None
        )
    with pytest.raises(NotFound), writing():
        decide_exception(house.desk("ada"), asked.id, approve=True, reason="")
    with writing():
        decide_exception(house.desk("lee"), asked.id, approve=False, reason="Call them first.")
    with pytest.raises(Incomplete), writing():
        submit(house.desk("sam"), row.reference, version=None)


def test_broken_glass_is_for_p1_and_leaves_a_debt(house: House) -> None:
    row = without_steps(house)
    if row.priority != "P1":
        with pytest.raises(NotYet), writing():
            break_glass(house.desk("sam"), row.reference, reason="It burns.", version=None)
    row = save(
        house,
        row,
        scope="many_customers",
        blocked="blocked",
        workaround="none",
    )
    assert row.priority == "P1"
    with writing():
        debt = break_glass(
            house.desk("sam"), row.reference, reason="Everybody is down.", version=None
        )
    assert "actual" in debt.items
    with writing():
        submit(house.desk("sam"), row.reference, version=None)
    with pytest.raises(Incomplete), writing():
        settle_debt(house.desk("sam"), row.reference, {"actual": "n/a"}, version=None)
    owed = {"actual": "Every request to the export answers 503 after 30 seconds."}
    others = [item for item in debt.items if item != "actual"]
    with writing():
        settle_debt(
            house.desk("sam"),
            row.reference,
            {**owed, **{item: value_for(item) for item in others}},
            version=None,
        )
    assert reload(house, row).revision == 2


def on_fire(house: House) -> PacketRow:
    """Make a P1 with a gap, its glass broken."""
    row = save(
        house,
        without_steps(house),
        scope="many_customers",
        blocked="blocked",
        workaround="none",
    )
    with writing():
        break_glass(house.desk("sam"), row.reference, reason="Everybody is down.", version=None)
    return reload(house, row)


def test_broken_glass_opens_no_other_priority_until_a_lead_said_yes(house: House) -> None:
    row = on_fire(house)
    row = save(house, row, scope="one_user", blocked="not_blocked", workaround="good")
    assert row.priority != "P1"
    with pytest.raises(Incomplete), writing():
        submit(house.desk("sam"), row.reference, version=None)
    with writing():
        lee = house.desk("lee")
        taken = lee.session.scalars(select(ExceptionRow)).one()
        decide_exception(lee, taken.id, approve=True, reason="")
    with writing():
        assert submit(house.desk("sam"), row.reference, version=None).state is State.SUBMITTED


def test_what_is_handed_in_while_bounced_answers_the_bounce(house: House) -> None:
    row = on_fire(house)
    with writing():
        submit(house.desk("sam"), row.reference, version=None)
    with writing():
        bounce(house.desk("erin"), row.reference, [missing("actual")], version=None)
    desk = house.desk("sam")
    owed = [item for debt in open_debts(desk, row) for item in debt.items]
    good = {item: value_for(item) for item in owed if item != "actual"}
    with writing():
        answers = {"actual": "Every request to the export answers 503 after 30 seconds.", **good}
        settle_debt(house.desk("sam"), row.reference, answers, version=None)
    with writing():
        assert submit(house.desk("sam"), row.reference, version=None).state is State.SUBMITTED


def value_for(item: str) -> str | int:
    """Give a good answer to what a P1 asks besides."""
    good: dict[str, str | int] = {
        "affected_count": 40,
        "next_update": "2026-06-01T10:00:00+00:00",
        "last_update": "2026-06-01T08:00:00+00:00",
    }
    return good[item]
