"""What earlier packets tell an author, and what a late form would change."""

from escalator.domain.model import BounceReason
from escalator.services.access import find_packet
from escalator.services.conflicts import differences
from escalator.services.drafts import Edit
from escalator.services.precedents import KEPT_FOR, Returned, returned_for, usual_wait
from escalator.services.review import accept, bounce
from escalator.services.rulings import rule_on_bounce
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from tests.house import House, missing


def sent_back(house: House, count: int, *, of: int) -> list[PacketRow]:
    """Submit packets, of which the first `count` come back for their steps.

    Ends at a time of its own, so that no test sees what another's count was.
    """
    rows = [house.submitted(ticket=f"T-{number}") for number in range(of)]
    for row in rows[:count]:
        with writing():
            bounce(house.desk("erin"), row.reference, [missing("steps")], version=row.version)
    house.clock.advance(days=of)
    return rows


def test_items_that_packets_came_back_for_are_counted(house: House) -> None:
    sent_back(house, 3, of=12)
    found = returned_for(house.desk("sam"), "general")
    assert found == {"steps": Returned(3, 12, BounceReason.MISSING)}
    assert returned_for(house.desk("sam"), "api-integration") == {}


def test_below_ten_packets_nothing_is_said(house: House) -> None:
    sent_back(house, 5, of=9)
    assert returned_for(house.desk("sam"), "general") == {}


def test_a_voided_bounce_does_not_count(house: House) -> None:
    from escalator.services.followup import contest

    rows = sent_back(house, 2, of=10)
    with writing():
        made = contest(house.desk("sam"), rows[0].reference, why="They are there.", version=None)
        rule_on_bounce(house.desk("lee"), made.id, void=True, reason="They were there.")
    house.clock.advance(seconds=KEPT_FOR.total_seconds())
    assert returned_for(house.desk("sam"), "general")["steps"].count == 1


def test_the_usual_wait_is_a_median_in_business_time(house: House) -> None:
    house.clock.advance(hours=6, minutes=30)  # half past four in London: closing is at five
    rows = [house.submitted(ticket=f"T-{number}") for number in range(10)]
    house.clock.advance(hours=17)  # half past nine
    for number, row in enumerate(rows):
        known = usual_wait(house.desk("sam"), find_packet(house.desk("sam"), row.reference))
        assert known is None, number
        with writing():
            accept(house.desk("erin"), row.reference, version=row.version)
    found = usual_wait(house.desk("sam"), rows[0])
    assert found is not None
    assert (found.median.total_seconds(), found.count) == (3600, 10)


def test_a_late_form_differs_only_where_its_scrubbed_text_does(house: House) -> None:
    row = house.start(steps="Write to [EMAIL-1] first")
    with writing():
        from escalator.services.drafts import save_draft

        typed = Edit({"steps": "Write to mara.lindqvist@customer.example first"}, {})
        save_draft(house.desk("sam"), row.reference, typed, version=None)
    desk = house.desk("sam")
    now = find_packet(desk, row.reference)
    late = Edit({**typed.answers, "problem": "Something else"}, {"region": "Not shown."})
    assert differences(desk, now, late) == ("problem", "region")
