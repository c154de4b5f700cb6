"""The scoreboard's queries: equal to the plain-Python figures, and each equal to its list."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import pairwise

from sqlalchemy import event, select, update

from escalator.domain import figures as reference
from escalator.domain import timings
from escalator.domain.history import DECISIONS, History, Outcome, Period, tell_histories
from escalator.domain.metrics import Rate
from escalator.domain.model import Action, BounceReason, Priority, RootCause, State
from escalator.services.figures.filters import Days, Filters, confined, days_to, weeks_to
from escalator.services.figures.lists import packets_behind
from escalator.services.figures.marks import DETAILS, FOR_PROPOSALS, Of
from escalator.services.figures.rates import Tally
from escalator.services.figures.scoreboard import Counted, Scoreboard, scoreboard
from escalator.services.figures.sums import By
from escalator.services.followup import contest
from escalator.services.resolutions import event_of
from escalator.services.review import accept, bounce
from escalator.services.rulings import rule_on_bounce
from escalator.services.submission import withdraw
from escalator.services.waits import measure_waits
from escalator.store.checklist_rows import ReleasedChecklist
from escalator.store.engine import writing
from escalator.store.rows import EventRow, PacketRow, Submission
from tests.house import House, contracts, missing
from tests.services.random_life import CUSTOMERS, RandomLife

BERLIN = "Europe/Berlin"
BEFORE_SUMMER_TIME = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
"""Three weeks before Europe's clocks go forward."""


def histories_of(house: House) -> tuple[History, ...]:
    with house.session() as session:
        rows = session.scalars(select(EventRow).order_by(EventRow.id))
        return tell_histories(event_of(row) for row in rows)


def packets_of(house: House) -> dict[int, PacketRow]:
    with house.session() as session:
        rows = session.scalars(select(PacketRow)).all()
        for row in rows:
            _ = row.team, row.target_team, row.author
        return {row.id: row for row in rows}


def tally_of(quality: reference.Quality) -> Tally:
    found = Counter(decision.outcome for decision in quality.decisions)
    return Tally(found[Outcome.ACCEPTED], found[Outcome.BOUNCED], found[Outcome.BOUNCED_BY_SYSTEM])


def assert_equal(house: House, filters: Filters, keep: Callable[[PacketRow], bool]) -> Scoreboard:
    """Hold the database's figures against those counted from the events of kept packets."""
    rows = packets_of(house)
    test = {row.id for row in rows.values() if row.is_test}
    everything = [one for one in histories_of(house) if keep(rows[one.packet])]
    told = reference.countable(everything, test=test)
    found = scoreboard(house.desk("lee"), filters)
    days = filters.days
    assert found.now == tally_of(reference.quality(told, days.period))
    assert found.before == tally_of(reference.quality(told, days.before.period))
    for span in (*found.weeks, *found.months):
        assert span.tally == tally_of(reference.quality(told, span.days.period)), span.days
    for counted, period in ((found.counted, days.period), (found.earlier, days.before.period)):
        attached = reference.attached(everything, period, test=test)
        assert counted.totals.beside.attached == attached, period
        left_out = reference.left_out(everything, period, test=test)
        assert counted.totals.left_out == left_out, period
        for one, told_figure in compared(house, counted, told, period):
            assert one == told_figure, (period, one, told_figure)
    return found


def compared(
    house: House, counted: Counted, told: Sequence[History], period: Period
) -> Iterator[tuple[object, object]]:
    """Yield the figures of a period as they were queried, and as the events tell them."""
    quality, beside = reference.quality(told, period), counted.totals.beside
    hours = house.desk("lee").contracts.policy.business_hours
    yield beside.ever_bounced, quality.ever_bounced
    yield beside.late_bounced, quality.late_bounced
    yield beside.bounces, quality.bounces
    yield beside.bounces_per_packet, quality.bounces_per_packet
    yield beside.questions, quality.questions
    yield beside.questions_per_accepted, quality.questions_per_accepted
    yield beside.passed_on, reference.passed_on(told, period)
    yield beside.declined, reference.declined(told, period)
    yield counted.causes.reasons, reference.reasons(told, period)
    items = {(one.checklist, one.item): one.bounces for one in counted.causes.items}
    yield items, reference.items_at_fault(told, period)
    yield counted.totals.exceptions, reference.exceptions(told, period)
    yield counted.totals.ageing, timings.ageing(told, house.clock.now)
    yield counted.times, timings.times_to_acknowledge(told, period, hours)
    yield counted.resolving.times, timings.times_to_resolve(told, period)
    yield counted.resolving.courts, timings.courts(told, period)
    yield counted.outcomes.resolutions, reference.resolutions(told, period)
    yield counted.outcomes.filings, reference.filings(told, period)


def lived_through(house: House, seed: int, steps: int) -> RandomLife:
    house.clock.now = BEFORE_SUMMER_TIME
    life = RandomLife(house, random.Random(seed))
    life.live(steps)
    return life


def test_queries_and_kept_waits_tell_of_a_long_life_what_its_events_tell(house: House) -> None:
    lived_through(house, 21, 900)
    assert_waits_told(house)
    assert_figures_told(house)


def assert_waits_told(house: House) -> None:
    """Hold the waits kept with each decision against those told from the events."""
    tell = import_module("escalator.store.migrations.versions.0002_submissions").told
    with house.session() as session:
        events = select(EventRow.__table__).where(EventRow.action.in_((Action.SUBMIT, *DECISIONS)))
        in_order = events.order_by(EventRow.packet_id, EventRow.id)
        told = list(tell(session.execute(in_order).mappings()))
        kept = session.scalars(select(Submission).order_by(Submission.packet_id, Submission.id))
        assert told == [{name: getattr(row, name) for name in told[0]} for row in kept]
        assert any(wait["decided_at"] is None for wait in told)
        settled = select(EventRow).where(EventRow.action == Action.SETTLE_DEBT)
        assert session.scalars(settled).first() is not None


def assert_figures_told(house: House) -> None:
    """Hold the scoreboard, under many filters, against the figures told from the events."""
    everything = days_to(house.clock.now.date(), 300, BERLIN)
    sam = house.people["sam"]
    cases: Sequence[tuple[Filters, Callable[[PacketRow], bool]]] = (
        (Filters(Days(date(2026, 3, 23), date(2026, 4, 5), BERLIN)), lambda _: True),
        (Filters(Days(date(2026, 3, 29), date(2026, 3, 29), "America/New_York")), lambda _: True),
        (Filters(Days(date(2026, 3, 10), date(2026, 4, 20), "Asia/Kathmandu")), lambda _: True),
        (Filters(Days(date(2026, 4, 1), date(2026, 4, 30), BERLIN)), lambda _: True),
        (Filters(Days(date(2026, 3, 10), date(2026, 5, 20), "Pacific/Chatham")), lambda _: True),
        (Filters(everything, priority=Priority.P1), lambda row: row.priority is Priority.P1),
        (
            Filters(everything, team="desk-north"),
            lambda row: row.team is not None and row.team.slug == "desk-north",
        ),
        (
            Filters(everything, target="applications-s2"),
            lambda row: row.target_team.slug == "applications-s2",
        ),
        (
            Filters(everything, category="general", priority=Priority.P1),
            lambda row: row.checklist_name == "general" and row.priority is Priority.P1,
        ),
        (
            Filters(everything, version="login-sso/1"),
            lambda row: (row.checklist_name, row.checklist_version) == ("login-sso", 1),
        ),
        (Filters(everything, person=sam.id), lambda row: row.author_id == sam.id),
        (
            Filters(everything, customer=CUSTOMERS[0]),
            lambda row: row.customer == CUSTOMERS[0] and not row.restricted,
        ),
    )
    for filters, keep in cases:
        assert_equal(house, filters, keep)
    found = assert_equal(house, Filters(everything), lambda _: True)
    assert_broken_down(house, found, everything)
    for by in (By.TARGET, By.CATEGORY, By.PERSON, By.TEAM):
        assert sum(line.tally.decided for line in found.slices[by]) == found.now.decided
    never = [what for what, count in counts_on(found).items() if not count and not what[1]]
    assert not never, f"the random history never shows {never}"
    assert {history.state for history in histories_of(house)} == set(State)


def assert_broken_down(house: House, found: Scoreboard, days: Days) -> None:
    """Hold every line of the breakdowns against the figures of its packets' events."""
    rows, histories = packets_of(house), histories_of(house)
    test = {row.id for row in rows.values() if row.is_test}
    key_of: dict[By, Callable[[PacketRow], object]] = {
        By.TEAM: lambda row: row.team_id,
        By.TARGET: lambda row: row.target_team_id,
        By.CATEGORY: lambda row: row.checklist_name,
        By.PERSON: lambda row: row.author_id,
        By.CUSTOMER: lambda row: row.customer if not row.restricted else None,
    }
    for by, key in key_of.items():
        lines = {line.key: line.tally for line in found.slices[by]}
        assert len(lines) >= 2, by
        for one, tally in lines.items():
            kept = [history for history in histories if str(key(rows[history.packet])) == one]
            told = reference.countable(kept, test=test)
            assert tally == tally_of(reference.quality(told, days.period)), (by, one)


def counts_on(found: Scoreboard) -> dict[tuple[Of, str], int]:
    """Give every count of a scoreboard by what it counts."""
    totals, beside = found.counted.totals, found.counted.totals.beside
    outcomes, causes = found.counted.outcomes, found.counted.causes
    exceptions, left_out, ageing = totals.exceptions, totals.left_out, totals.ageing
    counts = {
        (Of.DECIDED, ""): found.now.decided,
        (Of.ACCEPTED, ""): found.now.accepted,
        (Of.BOUNCED, ""): found.now.bounced,
        (Of.BY_SYSTEM, ""): found.now.by_system,
        (Of.EVER_BOUNCED, ""): beside.ever_bounced.k,
        (Of.BOUNCES, ""): beside.bounces,
        (Of.EVER_ACCEPTED, ""): beside.late_bounced.n,
        (Of.LATE_BOUNCED, ""): beside.late_bounced.k,
        (Of.QUESTIONS, ""): beside.questions,
        (Of.HANDLED, ""): beside.passed_on.n,
        (Of.PASSED_ON, ""): beside.passed_on.k,
        (Of.DECLINED, ""): sum(beside.declined.values()),
        (Of.REASON, ""): causes.bounces,
        (Of.ACKNOWLEDGED, ""): sum(times.count for times in found.counted.times.values()),
        (Of.ON_TIME, ""): sum(times.within.k for times in found.counted.times.values()),
        (Of.OPEN, ""): ageing.young + ageing.middle + ageing.old,
        (Of.OPEN, "young"): ageing.young,
        (Of.OPEN, "middle"): ageing.middle,
        (Of.OPEN, "old"): ageing.old,
        (Of.EXCEPTIONS_ASKED, ""): exceptions.asked,
        (Of.EXCEPTIONS_APPROVED, ""): exceptions.approved,
        (Of.EXCEPTIONS_REFUSED, ""): exceptions.refused,
        (Of.BROKEN_GLASS, ""): exceptions.broken_glass,
        (Of.EXCEPTED, ""): exceptions.later_bounced.n,
        (Of.LATER_BOUNCED, ""): exceptions.later_bounced.k,
        (Of.ATTACHED, ""): beside.attached,
        (Of.PENDING, ""): left_out.pending,
        (Of.WITHDRAWN, ""): left_out.withdrawn,
        (Of.WITHDRAWN_AFTER_BOUNCE, ""): left_out.withdrawn_after_bounce,
        (Of.TEST, ""): left_out.test,
        (Of.RESOLVED, ""): outcomes.resolved,
        (Of.REPRODUCED, ""): outcomes.resolutions.reproduced.k,
        (Of.S1_COULD_HAVE_SOLVED, ""): outcomes.resolutions.s1_could_have_solved.k,
        (Of.FILED, ""): outcomes.filings.packets,
        (Of.BILLABLE, ""): sum(outcomes.filings.billable.values()),
        (Of.NOT_AVAILABLE, ""): sum(outcomes.filings.not_available.values()),
    }
    counts |= {(Of.DECLINED, kind.value): n for kind, n in beside.declined.items()}
    counts |= {(Of.REASON, one.value): causes.reasons.get(one, 0) for one in BounceReason}
    counts |= {(Of.ITEM, f"{one.checklist}:{one.item}"): one.bounces for one in causes.items}
    resolved, filings = outcomes.resolutions, outcomes.filings
    counts |= {(Of.ROOT_CAUSE, one): resolved.root_causes.get(one, 0) for one in RootCause}
    counts |= {(Of.DRIVER, f"{of}:{one}"): n for (of, one), n in resolved.drivers.items()}
    counts |= {(Of.BILLABLE, one): filings.billable.get(one, 0) for one in DETAILS[Of.BILLABLE]}
    for (checklist, item), n in filings.not_available.items():
        counts[Of.NOT_AVAILABLE, f"{checklist}:{item}"] = n
    for priority, court in found.counted.resolving.courts.items():
        counts[Of.RESOLVED, priority.value] = court.packets
    for priority, times in found.counted.times.items():
        counts[Of.ACKNOWLEDGED, priority.value] = times.count
        counts[Of.ON_TIME, priority.value] = times.within.k
    return counts


def test_every_list_has_exactly_as_many_rows_as_its_figure_says(house: House) -> None:
    lived_through(house, 3, 150)
    filters = Filters(days_to(house.clock.now.date(), 60, BERLIN))
    lee = house.desk("lee")
    counts = counts_on(scoreboard(lee, filters))
    elsewhere = FOR_PROPOSALS | {Of.SCORED}  # theirs: test_proposals.py, test_quality_score.py
    assert {of for of, _ in counts} == set(Of) - elsewhere
    assert {(of, one) for of, some in DETAILS.items() for one in some} <= set(counts)
    for (of, detail), count in counts.items():
        page = packets_behind(lee, filters, of, detail)
        assert page.total == count, (of, detail)
        assert len(page.rows) == min(count, 50), (of, detail)


def test_a_list_names_packets_of_security_without_showing_them(house: House) -> None:
    with writing():
        row = house.submitted(category="security")
        accept(house.desk("sky"), row.reference, version=None)
    filters = Filters(days_to(house.clock.now.date(), 7, BERLIN))
    for name, is_readable in (("lee", False), ("sam", True), ("sky", True)):
        desk = house.desk(name)
        page = packets_behind(desk, confined(filters, desk.actor), Of.DECIDED)
        assert [one.is_readable for one in page.rows] == [is_readable], name


def test_a_security_packet_is_counted_under_no_customer(house: House) -> None:
    with writing():
        row = house.submitted(category="security", customer="Larkspur Books")
        accept(house.desk("sky"), row.reference, version=None)
    days = days_to(house.clock.now.date(), 7, BERLIN)
    found = scoreboard(house.desk("lee"), Filters(days))
    assert found.now.decided == 1
    assert not found.slices[By.CUSTOMER]
    assert scoreboard(house.desk("lee"), Filters(days, customer="Larkspur Books")).now.decided == 0


def test_people_count_only_what_is_theirs(house: House) -> None:
    with writing():
        for author in ("sam", "sid", "olga"):
            row = house.submitted(author)
            accept(house.desk("erin"), row.reference, version=None)
    days = days_to(house.clock.now.date(), 7, BERLIN)
    asked = Filters(days, person=house.people["olga"].id, target="platform-s3")
    sam, erin, theo = (house.desk(name).actor for name in ("sam", "erin", "theo"))
    assert confined(asked, sam).person == sam.id
    assert confined(Filters(days), erin).target == "applications-s2"
    assert confined(Filters(days), theo).target == "platform-s3"
    assert packets_behind(house.desk("sam"), confined(Filters(days), sam), Of.DECIDED).total == 1
    assert packets_behind(house.desk("erin"), confined(Filters(days), erin), Of.DECIDED).total == 3
    assert packets_behind(house.desk("theo"), confined(Filters(days), theo), Of.DECIDED).total == 0


def test_a_voided_bounce_counts_as_accepted_and_its_reasons_no_more(house: House) -> None:
    filters = Filters(days_to(house.clock.now.date(), 7, BERLIN))
    with writing():
        row = house.submitted()
        made = bounce(house.desk("erin"), row.reference, [missing("steps")], version=None)
    found = scoreboard(house.desk("lee"), filters)
    assert (found.now.bounce_back, found.counted.causes.bounces) == (Rate(1, 1), 1)
    with writing():
        contest(house.desk("sam"), row.reference, why="It is in the log.", version=None)
        rule_on_bounce(house.desk("lee"), made.id, void=True, reason="It is there.")
    found = scoreboard(house.desk("lee"), filters)
    assert (found.now.first_pass, found.counted.causes.bounces) == (Rate(1, 1), 0)
    assert not found.counted.causes.items


def test_a_withdrawn_packet_leaves_the_rate_and_is_named_among_those_left_out(
    house: House,
) -> None:
    with writing():
        row = house.submitted()
        bounce(house.desk("erin"), row.reference, [missing("steps")], version=None)
        withdraw(house.desk("sam"), row.reference, why="Solved meanwhile.", version=None)
    found = scoreboard(house.desk("lee"), Filters(days_to(house.clock.now.date(), 7, BERLIN)))
    assert found.now.decided == 0
    assert (
        found.counted.totals.left_out.withdrawn,
        found.counted.totals.left_out.withdrawn_after_bounce,
    ) == (1, 1)


def test_a_decision_at_midnight_belongs_to_the_new_day_of_the_leads_zone(house: House) -> None:
    house.clock.now = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    with writing():
        row = house.submitted()
        house.clock.now = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)  # midnight in Berlin
        accept(house.desk("erin"), row.reference, version=None)
    counted = {
        (zone, day): scoreboard(
            house.desk("lee"), Filters(Days(date(2026, 3, day), date(2026, 3, day), zone))
        ).now.decided
        for zone in (BERLIN, "Europe/London")
        for day in (28, 29)
    }
    assert counted == {
        (BERLIN, 28): 0,
        (BERLIN, 29): 1,
        ("Europe/London", 28): 1,
        ("Europe/London", 29): 0,
    }


def test_a_day_on_which_the_clocks_change_has_23_or_25_hours() -> None:
    lengths = {
        day: Days(day, day, BERLIN).period.end - Days(day, day, BERLIN).period.start
        for day in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25))
    }
    assert list(lengths.values()) == [timedelta(hours=hours) for hours in (24, 23, 25)]


def test_weeks_run_from_monday_to_sunday_without_a_hole() -> None:
    weeks = weeks_to(date(2026, 11, 18), 26, BERLIN)
    assert len(weeks) == 26
    assert weeks[-1] == Days(date(2026, 11, 16), date(2026, 11, 22), BERLIN)
    for earlier, later in pairwise(weeks):
        assert earlier.period.end == later.period.start


def test_only_a_version_that_replaced_another_here_is_a_checklist_change(house: House) -> None:
    filters = Filters(days_to(house.clock.now.date(), 28, BERLIN))
    lee = house.desk("lee")  # before the version, whose document is none
    assert not scoreboard(lee, filters).changes
    with writing(), house.session() as session:
        session.add(
            ReleasedChecklist(
                name="general",
                version=99,
                sha256="0" * 64,
                document={},
                released_at=house.clock.advance(hours=1),
            )
        )
        session.commit()
    lee.session.rollback()  # and with it the view of the database before
    changes = scoreboard(lee, filters).changes
    assert [(one.name, one.version) for one in changes] == [("general", 99)]
    assert not scoreboard(lee, Filters(filters.days, category="security")).changes


def test_the_number_of_queries_does_not_grow_with_the_packets(house: House) -> None:
    counts = []
    for _ in range(2):
        with writing():
            for author in ("sam", "olga", "sid"):
                row = house.submitted(author)
                bounce(house.desk("erin"), row.reference, [missing("steps")], version=None)
        desk = house.desk("lee")
        statements: list[str] = []

        def note(*details: object, kept: list[str] = statements) -> None:
            kept.append(str(details[2]))

        event.listen(house.engine, "before_cursor_execute", note)
        scoreboard(desk, Filters(days_to(house.clock.now.date(), 28, BERLIN)))
        event.remove(house.engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 22


def test_waits_from_before_they_were_kept_are_measured_at_start(house: House) -> None:
    lived_through(house, 2, 120)
    by_packet = select(Submission.packet_id, Submission.waited).order_by(Submission.id)
    with writing(), house.session() as session:
        kept = session.execute(by_packet).all()
        session.execute(update(Submission).values(waited=None))
        measure_waits(session, contracts)
        assert session.execute(by_packet).all() == kept
        assert {wait is None for _, wait in kept} == {True, False}
