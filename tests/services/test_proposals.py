"""What is proposed: counted as the events tell it, decided on by one lead, measured afterwards."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from escalator.domain import figures as reference
from escalator.domain.entry import put_entry, read_entry
from escalator.domain.errors import InvalidEntry, NotAllowed, NotFound, StaleProposal
from escalator.domain.json_places import Document
from escalator.domain.metrics import Rate
from escalator.domain.model import Role
from escalator.domain.problems import ProblemState
from escalator.domain.proposal_counts import Known, ProposalCounts, count_for_proposals
from escalator.domain.proposals import Choice, Kind, Standing
from escalator.services.figures.filters import Days, Filters, days_to
from escalator.services.figures.lists import packets_behind
from escalator.services.figures.marks import FOR_PROPOSALS, Of
from escalator.services.figures.proposals_counted import proposal_counts
from escalator.services.people import NewPerson, add_person
from escalator.services.problems import Said, open_problem
from escalator.services.proposal_effects import Effect, both_sides, effects
from escalator.services.proposals import (
    Decided,
    KnownProposal,
    decide_on_proposal,
    decisions_on,
    errors_shown,
    find_proposal,
    looked_at,
    proposals,
)
from escalator.services.review import accept, bounce, pass_on
from escalator.services.working_copies import change_copy, publish
from escalator.store.engine import writing
from escalator.store.fingerprints import ErrorRow
from escalator.store.problems import Gathered
from escalator.store.proposals import ProposalDecision
from tests.house import House, missing
from tests.services.test_figures import BERLIN, histories_of, lived_through, packets_of
from tests.web.queries import counted_queries

ITEM = "recent_changes"
REQUIRE = (Kind.REQUIRE, f"general:{ITEM}")


def told(house: House, days: Days) -> ProposalCounts:
    """Count the same from the events."""
    rows = packets_of(house)
    with house.session() as session:
        errors = dict(session.execute(select(ErrorRow.packet_id, ErrorRow.digest)).all())
        gathered = session.scalars(select(Gathered.packet_id)).all()
    known = Known(
        authors={number: row.author_id for number, row in rows.items()},
        targets={number: row.target_team.slug for number, row in rows.items()},
        errors={n: digest for n, digest in errors.items() if not rows[n].restricted},
        recorded={errors[number] for number in gathered if number in errors},
    )
    test = {row.id for row in rows.values() if row.is_test}
    countable = reference.countable(histories_of(house), test=test)
    return count_for_proposals(countable, days.period, known)


SPANS = (
    Days(date(2026, 3, 10), date(2026, 12, 31), BERLIN),
    Days(date(2026, 3, 23), date(2026, 4, 20), "Asia/Kathmandu"),
    Days(date(2026, 3, 29), date(2026, 3, 29), "America/New_York"),
)


@pytest.mark.parametrize(("seed", "steps"), [(8, 450), (4, 160)])
def test_the_query_equals_what_the_events_tell_and_each_count_its_list(
    house: House, seed: int, steps: int
) -> None:
    lived_through(house, seed, steps)
    lee = house.desk("lee")
    for days in SPANS:
        assert proposal_counts(lee, Filters(days)) == told(house, days), days
    counts = proposal_counts(lee, Filters(SPANS[0]))
    if steps == 450:
        never = [name for name in ProposalCounts.__dataclass_fields__ if not getattr(counts, name)]
        assert not never, f"the random history never shows {never}"
        assert {of for _, of, _, _ in lists_of(counts, SPANS[0])} >= FOR_PROPOSALS
    for filters, of, detail, n in lists_of(counts, SPANS[0]):
        assert packets_behind(lee, filters, of, detail).total == n, (of, detail)


def lists_of(counts: ProposalCounts, days: Days) -> Iterator[tuple[Filters, Of, str, int]]:
    """Yield every count with the list that it opens."""
    for category, n in counts.decided.items():
        yield Filters(days, category=category), Of.DECIDED, "", n
    for (category, item), n in counts.cited.items():
        yield Filters(days, category=category), Of.CITED, f"{category}:{item}", n
    for (person, item), n in counts.charged.items():
        yield Filters(days, person=person), Of.CHARGED, f":{item}", n
    for (category, team), n in counts.came_to.items():
        yield Filters(days), Of.CAME_TO, f"{category}:{team}", n
    for route, n in counts.passed_on.items():
        yield Filters(days), Of.PASSED_TO, ":".join(route), n
    for (category, item), n in counts.not_available.items():
        yield Filters(days), Of.NOT_AVAILABLE, f"{category}:{item}", n
    for digest, n in counts.errors.items():
        yield Filters(days), Of.SAME_ERROR, digest, n
    yield Filters(days), Of.EVER_ACCEPTED, "", counts.accepted


def decided_on(house: House, *, cited: int, accepted: int, item: str = ITEM) -> None:
    """Have general packets bounced for an item, and others accepted."""
    for number in range(cited + accepted):
        row = house.submitted(error_text=f"CODE_{chr(65 + number % 26)}: of its own {number}")
        with writing():
            if number < cited:
                bounce(house.desk("erin"), row.reference, [missing(item)], version=None)
            else:
                accept(house.desk("erin"), row.reference, version=None)


def days_of(house: House) -> Days:
    return looked_at(house.clock.now.date(), BERLIN)


def decide(
    house: House,
    said: Decided,
    proposal: tuple[Kind, str] = REQUIRE,
    *,
    by: str = "lee",
    number: int | None = None,
) -> ProposalDecision:
    with writing():
        return decide_on_proposal(house.desk(by), days_of(house), proposal, said, number=number)


def known(house: House, proposal: tuple[Kind, str] = REQUIRE) -> KnownProposal:
    return find_proposal(house.desk("lee"), days_of(house), *proposal)


def test_an_optional_item_that_comes_back_is_proposed_with_its_packets(house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    found = known(house)
    assert (found.standing, found.rate, found.number) == (Standing.OPEN, Rate(5, 15), 0)


def test_an_error_that_many_packets_show_is_proposed_until_it_has_a_record(house: House) -> None:
    for number in range(10):
        same = f"EXPORT_TIMEOUT: job exp_{number} exceeded 60000 ms"
        row = house.submitted(error_text=same if number < 5 else f"CODE_{'ABCDE'[number - 5]} only")
        with writing():
            accept(house.desk("erin"), row.reference, version=None)
    lee = house.desk("lee")
    (found,) = proposals(lee, days_of(house)).those(Standing.OPEN)
    assert (found.kind, found.rate) == (Kind.RECORD, Rate(5, 10))
    error = errors_shown(lee, (found.key,))[found.key]
    assert error.shape.startswith("EXPORT_TIMEOUT")
    said = Said("Exports time out", ProblemState.OPEN, house.people["erin"].id)
    with writing():
        open_problem(house.desk("erin"), error.packet, said)
    assert not proposals(house.desk("lee"), days_of(house)).known


def test_security_packets_propose_no_record(house: House) -> None:
    for _ in range(10):
        row = house.submitted(category="security")
        with writing():
            accept(house.desk("sky"), row.reference, version=None)
    assert not proposals(house.desk("lee"), days_of(house)).known


def test_a_team_that_passes_most_on_is_proposed_as_a_route(house: House) -> None:
    for number in range(12):
        row = house.submitted(error_text=f"CODE_{chr(65 + number)} only")
        with writing():
            if number < 11:
                why = "The trace ends at the proxy."
                desk = house.desk("erin")
                pass_on(desk, row.reference, team="infrastructure-s2", why=why, version=None)
            accept(house.desk("ivo" if number < 11 else "erin"), row.reference, version=None)
    (found,) = proposals(house.desk("lee"), days_of(house)).known
    assert found.about == ("general", "applications-s2", "infrastructure-s2")
    assert (found.kind, found.rate) == (Kind.ROUTE, Rate(11, 12))


def test_who_decided_what_and_why_is_kept_and_what_is_personal_in_it_hidden(house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    decide(house, Decided(Choice.DISMISS, "Bo Muster, bo@customer.example, knows why."))
    decide(house, Decided(Choice.REOPEN), number=1)
    latest, first = decisions_on(house.desk("lee"), *REQUIRE)
    assert (first.choice, latest.choice, latest.number) == (Choice.DISMISS, Choice.REOPEN, 2)
    assert "bo@customer.example" not in first.reason
    assert (first.actor.name, first.part, first.whole) == ("Lee Stone", 5, 15)
    assert first.at == house.clock.now
    assert known(house).standing is Standing.OPEN


def test_the_database_refuses_to_edit_a_decision(house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    decide(house, Decided(Choice.DISMISS, "Not now."))
    with house.session() as session, pytest.raises(DatabaseError, match="append-only"):
        session.execute(text("UPDATE proposal_decisions SET reason = 'Another'"))


def test_what_was_put_off_comes_back_on_its_day(house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    until = house.clock.now.date() + timedelta(days=7)
    decide(house, Decided(Choice.PUT_OFF, until=until))
    assert known(house).standing is Standing.PUT_OFF
    house.clock.advance(days=6)
    assert known(house).standing is Standing.PUT_OFF
    house.clock.advance(days=1)
    assert known(house).standing is Standing.OPEN


def test_what_was_dismissed_comes_back_when_the_figures_grew(house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    decide(house, Decided(Choice.DISMISS, "They say it in the ask."))
    decided_on(house, cited=4, accepted=0)
    assert known(house).standing is Standing.DISMISSED
    decided_on(house, cited=1, accepted=0)
    assert (known(house).standing, known(house).rate) == (Standing.OPEN, Rate(10, 20))


def test_what_was_decided_on_is_kept_when_the_figures_no_longer_propose_it(house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    decide(house, Decided(Choice.DISMISS, "They say it in the ask."))
    house.clock.advance(weeks=20)
    found = known(house)
    assert (found.rate, found.standing) == (None, Standing.DISMISSED)


TOMORROW, LATE = date(2026, 6, 2), date(2028, 1, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Decided(None), "choice"),
        (Decided(Choice.REOPEN), "choice"),
        (Decided(Choice.DISMISS), "reason"),
        (Decided(Choice.DISMISS, "x" * 501), "reason"),
        (Decided(Choice.PUT_OFF, "Later."), "until"),
        (Decided(Choice.PUT_OFF, until=date(2026, 6, 1)), "until"),
        (Decided(Choice.PUT_OFF, until=LATE), "until"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_by_field(
    house: House, said: Decided, field: str
) -> None:
    decided_on(house, cited=5, accepted=10)
    with pytest.raises(InvalidEntry) as refused:
        decide(house, said)
    assert list(refused.value.problems) == [field]
    assert known(house).number == 0


@pytest.mark.parametrize("name", ["sam", "erin", "ada"])
def test_only_a_lead_decides(house: House, name: str) -> None:
    decided_on(house, cited=5, accepted=10)
    with pytest.raises(NotAllowed):
        decide(house, Decided(Choice.DISMISS, "Not now."), by=name)


def test_what_nothing_proposes_cannot_be_decided_on(house: House) -> None:
    with pytest.raises(NotFound):
        decide(house, Decided(Choice.DISMISS, "Not now."))


def second_lead(house: House) -> None:
    with house.session() as session, writing():
        new = NewPerson("lou@lead.example", "Lou Field", Role.LEAD)
        house.people["lou"] = add_person(session, new, password_hash=None, now=house.clock.now)
        session.commit()


def test_the_second_of_two_leads_is_told_who_decided_what(house: House) -> None:
    second_lead(house)
    decided_on(house, cited=5, accepted=10)
    decide(house, Decided(Choice.PUT_OFF, until=TOMORROW), number=0)
    with pytest.raises(StaleProposal) as stale:
        decide(house, Decided(Choice.DISMISS, "Not now."), by="lou", number=0)
    assert (stale.value.changed_by, stale.value.choice) == ("Lee Stone", "put_off")


def test_of_two_leads_in_the_same_moment_one_decides(house: House) -> None:
    second_lead(house)
    decided_on(house, cited=5, accepted=10)

    def try_to(name: str) -> str:
        said = Decided(Choice.DISMISS, f"{name} says no.")
        with house.session() as session, writing():
            desk = house.desk_in(session, name)
            try:
                decide_on_proposal(desk, days_of(house), REQUIRE, said, number=0)
            except StaleProposal as error:
                return error.changed_by
        return "won"

    for turn in range(3):
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(try_to, ("lee", "lou")))
        assert "won" in told or turn
        assert sorted(told)[-1] == "won" if not turn else "won" not in told
    assert len(decisions_on(house.desk("lee"), *REQUIRE)) == 1


def effect_of(house: House) -> Effect:
    row = known(house).latest
    assert row is not None
    return effects(house.desk("lee"), [row], zone=BERLIN)[0]


def required(document: Document) -> Document:
    return put_entry(document, replace(read_entry(document, ITEM), always=True))


def test_an_accepted_change_is_measured_from_the_version_that_made_it(house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    house.clock.advance(days=7)
    decide(house, Decided(Choice.ACCEPT))
    assert effect_of(house) == Effect(None)
    house.clock.advance(days=7)
    with writing():
        change_copy(house.desk("lee"), "general", required, version=0)
    with writing():
        publish(house.desk("lee"), "general", version=1, note="Engineers kept asking for it.")
    begun = house.clock.now.date()
    assert effect_of(house) == Effect(begun)
    house.clock.advance(days=14)
    decided_on(house, cited=1, accepted=11)
    house.clock.advance(days=1)
    found = effect_of(house)
    assert found.since == begun
    assert found.before is not None
    assert found.after is not None
    assert (found.before.rate, found.after.rate) == (Rate(5, 15), Rate(1, 12))
    for side in (found.before, found.after):
        measure = side.measure
        for figure, n in ((measure.part, side.rate.k), (measure.whole, side.rate.n)):
            assert packets_behind(house.desk("lee"), measure.filters, *figure).total == n


@pytest.mark.parametrize(
    ("passed", "length"), [(0, 0), (1, 0), (2, 1), (15, 14), (92, 91), (400, 91)]
)
def test_both_sides_of_the_day_are_of_one_length_and_leave_it_out(passed: int, length: int) -> None:
    since = date(2026, 6, 1)
    sides = both_sides(since, since + timedelta(days=passed), BERLIN)
    assert [one.count for one in sides] == [length, length] * bool(length)
    if sides:
        before, after = sides
        assert before.last + timedelta(days=1) == since == after.first - timedelta(days=1)
        assert after.last < since + timedelta(days=passed)


def test_known_proposals_cost_two_queries_however_many_packets_there_are(house: House) -> None:
    decided_on(house, cited=5, accepted=10)
    decide(house, Decided(Choice.DISMISS, "Not now."))
    desk = house.desk("lee")
    with counted_queries(house) as asked:
        proposals(desk, days_of(house))
    assert len(asked) == 2


def test_days_looked_at_are_thirteen_weeks_up_to_today() -> None:
    assert looked_at(date(2026, 11, 24), BERLIN) == days_to(date(2026, 11, 24), 91, BERLIN)
