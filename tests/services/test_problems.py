"""Problem records: who may do what with them, that each change is an event, and what is told."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from escalator.domain.errors import (
    IllegalMove,
    InvalidEntry,
    NotAllowed,
    NotFound,
    StaleProblem,
    StaleVersion,
)
from escalator.domain.lifecycle import Ball
from escalator.domain.model import Action, State
from escalator.domain.problems import ProblemAction, ProblemState
from escalator.services.attaching import attach
from escalator.services.errors import error_of
from escalator.services.problem_lists import (
    gathering,
    happened_to,
    known_issues,
    problem_records,
    record_of,
    records_beside,
    weeks_of,
)
from escalator.services.problems import (
    Said,
    add_packet,
    change_problem,
    find_problem,
    open_problem,
    owners,
    remove_packet,
)
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.problems import Gathered, Problem, ProblemEvent
from escalator.store.rows import EventRow, PacketRow
from tests.house import House
from tests.services.moves import reload

ERROR = "EXPORT_TIMEOUT: job exp_5c90 exceeded 60000 ms in stage stream_rows"
SAME = "EXPORT_TIMEOUT: job exp_77aa exceeded 30000 ms in stage stream_rows"
TITLE = "Exports of many rows time out"
TELL = "Exports over 10,000 rows stop. Workaround: export one month at a time."


def said(house: House, by: str = "erin", **changes: object) -> Said:
    values: dict[str, object] = {
        "title": TITLE,
        "state": ProblemState.OPEN,
        "owner": house.people[by].id,
        **changes,
    }
    return Said(**values)  # type: ignore[arg-type]  # a test's own table


def opened(house: House, row: PacketRow, by: str = "erin", **changes: object) -> Problem:
    with writing():
        return open_problem(house.desk(by), row.reference, said(house, by, **changes))


def told(house: House, row: PacketRow, by: str = "erin", **changes: object) -> Problem:
    return opened(house, row, by, state=ProblemState.KNOWN, known_issue=TELL, **changes)


def events(house: House) -> list[tuple[ProblemAction, dict[str, object]]]:
    with house.session() as session:
        rows = session.scalars(select(ProblemEvent).order_by(ProblemEvent.id))
        return [(row.action, dict(row.facts)) for row in rows]


def test_a_record_is_opened_from_a_packet_and_gathers_it(house: House) -> None:
    row = house.submitted(error_text=ERROR)
    made = opened(house, row)
    assert made.reference.startswith("PRB-")
    found = record_of(house.desk("lee"), row)
    assert found is not None
    assert (found.title, found.state, found.owner.name) == (TITLE, ProblemState.OPEN, "Erin Vale")
    assert [action for action, _ in events(house)] == [ProblemAction.OPEN, ProblemAction.ADD]


@pytest.mark.parametrize("name", ["sam", "ada", "olga"])
def test_only_engineers_and_leads_open_a_record(house: House, name: str) -> None:
    row = house.submitted()
    with pytest.raises((NotAllowed, NotFound)), writing():
        open_problem(house.desk(name), row.reference, said(house))
    assert not events(house)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "Exports"}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"state": None}, "state"),
        ({"state": ProblemState.KNOWN}, "known_issue"),
        ({"state": ProblemState.FIXED}, "fixed_in"),
        ({"owner": None}, "owner"),
        ({"defect_url": "tracker/1"}, "defect_url"),
        ({"kb_url": "javascript:alert(1)"}, "kb_url"),
        ({"known_issue": "x" * 4001}, "known_issue"),
    ],
)
def test_what_is_missing_in_a_record_is_named(
    house: House, changes: dict[str, object], field: str
) -> None:
    row = house.submitted()
    with pytest.raises(InvalidEntry) as refused:
        opened(house, row, "erin", **changes)
    assert set(refused.value.problems) == {field}
    assert not events(house)


def test_a_technician_or_somebody_gone_cannot_own_a_record(house: House) -> None:
    row = house.submitted()
    with pytest.raises(InvalidEntry, match="owner"):
        opened(house, row, owner=house.people["sam"].id)
    assert "Sam Porter" not in {one.name for one in owners(house.desk("erin"), None)}


def test_packets_are_added_and_removed_and_each_is_an_event(house: House) -> None:
    first, second = house.submitted(error_text=ERROR), house.submitted(error_text=SAME)
    made = opened(house, first)
    with writing():
        made = add_packet(house.desk("lee"), made.reference, second.reference, version=made.version)
        made = remove_packet(
            house.desk("theo" if second.target_team.slug == "platform-s3" else "erin"),
            made.reference,
            first.reference,
            version=made.version,
        )
    found = gathering(house.desk("erin"), made)
    assert [one.packet_id for one in found.rows] == [second.id]
    assert [action for action, _ in events(house)][2:] == [ProblemAction.ADD, ProblemAction.REMOVE]
    assert record_of(house.desk("erin"), first) is None


def test_a_packet_is_in_one_record_only(house: House) -> None:
    row, other = house.submitted(), house.submitted()
    made, second = opened(house, row), opened(house, other)
    with pytest.raises(InvalidEntry, match="this record"), writing():
        add_packet(house.desk("erin"), made.reference, row.reference, version=None)
    with pytest.raises(InvalidEntry, match=made.reference), writing():
        add_packet(house.desk("erin"), second.reference, row.reference, version=None)
    with pytest.raises(InvalidEntry, match="not in this record"), writing():
        remove_packet(house.desk("erin"), second.reference, row.reference, version=None)


def test_a_draft_belongs_to_no_record(house: House) -> None:
    made, draft = opened(house, house.submitted()), house.start("erin")
    with pytest.raises(InvalidEntry), writing():
        add_packet(house.desk("erin"), made.reference, draft.reference, version=None)


def test_a_change_of_state_of_owner_and_of_words_are_events_of_their_own(house: House) -> None:
    made = opened(house, house.submitted())
    change = said(house, "theo", state=ProblemState.FIXED, fixed_in="4.19", title=TITLE)
    with writing():
        change_problem(house.desk("lee"), made.reference, change, version=made.version)
    theo = house.people["theo"].id
    assert events(house)[2:] == [
        (ProblemAction.CHANGE_STATE, {"from": "open", "to": "fixed"}),
        (ProblemAction.HAND_OVER, {"to": theo}),
        (ProblemAction.EDIT, {"fixed_in": "4.19"}),
    ]
    with writing():
        change_problem(house.desk("lee"), made.reference, change, version=None)
    assert len(events(house)) == 5  # nothing changed, nothing happened


def test_an_event_is_never_edited(house: House) -> None:
    opened(house, house.submitted())
    with house.session() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("UPDATE problem_events SET action = 'edit'"))


def test_a_change_that_came_too_late_is_refused_and_says_who_was_quicker(house: House) -> None:
    row, other = house.submitted(), house.submitted()
    made = opened(house, row)
    with writing():
        change_problem(
            house.desk("lee"), made.reference, said(house, title=f"{TITLE} now"), version=None
        )
    moves: tuple[Callable[[], object], ...] = (
        lambda: change_problem(
            house.desk("erin"), made.reference, said(house), version=made.version
        ),
        lambda: add_packet(
            house.desk("erin"), made.reference, other.reference, version=made.version
        ),
        lambda: remove_packet(
            house.desk("erin"), made.reference, row.reference, version=made.version
        ),
    )
    for move in moves:
        with pytest.raises(StaleProblem) as refused, writing():
            move()
        assert refused.value.changed_by == "Lee Stone"
    assert find_problem(house.desk("erin"), made.reference).title == f"{TITLE} now"


def test_what_is_written_in_a_record_is_scrubbed_first(house: House) -> None:
    words = "Ask mara@customer.example, then jon@other.example, as [EMAIL-1] did"
    made = opened(
        house,
        house.submitted(),
        title=f"{words} about exports",
        known_issue=words,
        kb_url="https://kb.example.com/1?user=mara@customer.example",
    )
    for one in (made.title, made.known_issue, made.kb_url, str(events(house))):
        assert "@" not in one
    assert made.known_issue == "Ask [EMAIL-2], then [EMAIL-3], as [EMAIL-1] did"
    assert "[EMAIL-2]" in made.kb_url


@pytest.mark.parametrize(
    ("name", "reads_open", "reads_told"),
    [
        ("sam", False, True),
        ("olga", False, True),
        ("erin", True, True),
        ("sky", True, True),
        ("lee", True, True),
        ("ada", False, False),
    ],
)
def test_technicians_read_the_records_that_tell_a_known_issue(
    house: House, name: str, reads_open: bool, reads_told: bool
) -> None:
    rows = [house.submitted(), house.submitted()]
    made = {
        opened(house, rows[0]).reference: reads_open,
        told(house, rows[1]).reference: reads_told,
    }
    listed = {one.problem.reference for one in problem_records(house.desk(name)).rows}
    assert listed == {reference for reference, is_read in made.items() if is_read}
    for reference, is_read in made.items():
        if is_read:
            assert find_problem(house.desk(name), reference).reference == reference
        else:
            with pytest.raises(NotFound):
                find_problem(house.desk(name), reference)


@pytest.mark.parametrize("name", ["sam", "olga"])
def test_a_technician_changes_nothing_about_a_record_they_read(house: House, name: str) -> None:
    row = house.submitted()
    made = told(house, row)
    with pytest.raises(NotAllowed), writing():
        change_problem(house.desk(name), made.reference, said(house), version=None)
    with pytest.raises((NotAllowed, NotFound)), writing():
        remove_packet(house.desk(name), made.reference, row.reference, version=None)


def test_a_record_counts_all_packets_and_shows_those_one_may_read(house: House) -> None:
    rows = [house.submitted(author, error_text=ERROR) for author in ("sam", "sid", "olga")]
    made = told(house, rows[0])
    for row in rows[1:]:
        with writing():
            add_packet(house.desk("erin"), made.reference, row.reference, version=None)
    for name, seen in (("sam", 2), ("olga", 1), ("erin", 3), ("lee", 3)):
        found = gathering(house.desk(name), made)
        assert (len(found.rows), found.unseen, found.counted.total) == (seen, 3 - seen, 3)
        assert found.shapes == ("EXPORT_TIMEOUT: job exp_… exceeded … ms in stage stream_rows",)


def test_records_stand_by_their_packets_of_the_last_four_weeks(house: House) -> None:
    old = [house.submitted() for _ in range(3)]
    busy_once = opened(house, old[0])
    for row in old[1:]:
        with writing():
            add_packet(house.desk("erin"), busy_once.reference, row.reference, version=None)
    house.clock.advance(weeks=5)
    busy_now = opened(house, house.submitted())
    done = opened(house, house.submitted(), state=ProblemState.CLOSED)
    page = problem_records(house.desk("lee"))
    assert [(one.problem.id, one.lately, one.total) for one in page.rows] == [
        (busy_now.id, 1, 1),
        (busy_once.id, 0, 3),
    ]
    page = problem_records(house.desk("lee"), standing=False)
    assert [one.problem.id for one in page.rows] == [done.id]


def test_weeks_are_counted_in_the_readers_zone(house: House) -> None:
    house.clock.advance(days=6, hours=13, minutes=30)  # Sunday evening, Monday in Tokyo
    made = told(house, house.submitted(error_text=ERROR))
    draft = house.start(error_text=SAME)
    with writing():
        attach(house.desk("sam"), draft.reference, made.reference, version=None)
    house.clock.advance(days=1)
    found = {zone: weeks_of(house.desk("lee"), made, zone) for zone in ("UTC", "Asia/Tokyo")}
    counts = {
        zone: [(one.escalated, one.attached) for one in weeks] for zone, weeks in found.items()
    }
    assert counts["UTC"][-2:] == [(1, 1), (0, 0)]
    assert counts["Asia/Tokyo"][-2:] == [(0, 0), (1, 1)]
    assert {len(weeks) for weeks in found.values()} == {12}


def test_whoever_files_the_same_error_is_told_of_the_known_issue(house: House) -> None:
    opened(house, house.submitted(error_text=ERROR))  # nothing to tell yet
    made = told(house, house.submitted(error_text=ERROR))
    row = house.submitted("olga", error_text=SAME)
    digest = error_of(row).digest
    found = known_issues(house.desk("olga"), digest)
    assert [(one.problem.id, one.lately) for one in found] == [(made.id, 1)]
    assert len(records_beside(house.desk("erin"), row)[1]) == 2
    with writing():
        closed = said(house, state=ProblemState.CLOSED, known_issue=TELL)
        change_problem(house.desk("erin"), made.reference, closed, version=None)
    assert known_issues(house.desk("olga"), digest) == ()
    assert known_issues(house.desk("olga"), "") == ()


def test_attaching_ends_a_draft_and_keeps_its_ticket_with_the_record(house: House) -> None:
    made = told(house, house.submitted(error_text=ERROR))
    draft = house.start("olga", error_text=SAME)
    with writing():
        attach(
            house.desk("olga"),
            draft.reference,
            made.reference,
            words="Told jon@other.example the workaround.",
            version=draft.version,
        )
    after = reload(house, draft)
    assert (after.state, after.ball, after.revision) == (State.WITHDRAWN, Ball.NOBODY, 0)
    with house.session() as session:
        kept = session.get_one(Gathered, draft.id)
        assert (kept.is_attached, kept.ticket, kept.problem_id) == (True, draft.ticket, made.id)
        assert kept.note.startswith("Told [EMAIL-")
        last = session.scalars(select(EventRow).order_by(EventRow.id.desc()).limit(1)).one()
        assert (last.action, last.facts["problem"]) == (Action.ATTACH, made.reference)
    action, facts = events(house)[-1]
    assert (action, facts["ticket"]) == (ProblemAction.ATTACH, draft.ticket)
    assert "@" not in str(facts)
    with pytest.raises(InvalidEntry, match="stays"), writing():
        remove_packet(house.desk("lee"), made.reference, draft.reference, version=None)


def test_only_a_draft_of_ones_own_is_attached_and_only_to_a_known_issue(house: House) -> None:
    silent = opened(house, house.submitted())
    made = told(house, house.submitted())
    draft, handed_up = house.start(), house.submitted()
    attempts: tuple[tuple[str, PacketRow, Problem, type[Exception]], ...] = (
        ("sid", draft, made, NotAllowed),
        ("olga", draft, made, NotFound),
        ("lee", draft, made, NotAllowed),
        ("sam", draft, silent, NotFound),
        ("sam", handed_up, made, IllegalMove),
    )
    for name, row, problem, refusal in attempts:
        with pytest.raises(refusal), writing():
            attach(house.desk(name), row.reference, problem.reference, version=None)
    with pytest.raises(StaleVersion), writing():
        attach(house.desk("sam"), draft.reference, made.reference, version=draft.version - 1)
    assert reload(house, draft).state is State.DRAFT
    with writing():
        attach(house.desk("sam"), draft.reference, made.reference, version=None)
    with pytest.raises(IllegalMove), writing():
        submit(house.desk("sam"), draft.reference, version=None)


def test_a_security_packet_has_a_record_that_only_its_team_reads(house: House) -> None:
    secret, plain = house.submitted(category="security"), house.submitted()
    with pytest.raises((NotFound, NotAllowed)):
        opened(house, secret, "lee")
    made = opened(house, secret, "sky", known_issue=TELL, state=ProblemState.KNOWN)
    assert made.restricted
    for name in ("sam", "erin", "lee", "ada"):
        with pytest.raises(NotFound):
            find_problem(house.desk(name), made.reference)
        assert problem_records(house.desk(name)).rows == ()
        assert record_of(house.desk(name), secret) is None
    assert [one.problem.id for one in problem_records(house.desk("sky")).rows] == [made.id]
    assert {one.name for one in owners(house.desk("sky"), made.team_id)} == {"Sky Hale"}
    draft = house.start()
    with pytest.raises(NotFound), writing():
        attach(house.desk("sam"), draft.reference, made.reference, version=None)
    public = opened(house, plain, known_issue=TELL, state=ProblemState.KNOWN)
    another = house.submitted(category="security")
    with pytest.raises(InvalidEntry), writing():
        add_packet(house.desk("sky"), public.reference, another.reference, version=None)


def test_a_security_draft_is_attached_to_nothing(house: House) -> None:
    made = told(house, house.submitted())
    draft = house.start(category="security")
    with pytest.raises(NotFound), writing():
        attach(house.desk("sam"), draft.reference, made.reference, version=None)


def test_what_was_done_is_told_newest_first(house: House) -> None:
    row = house.submitted()
    made = opened(house, row)
    found = happened_to(house.desk("lee"), made)
    assert [one.action for one in found] == [ProblemAction.ADD, ProblemAction.OPEN]
    assert (found[0].actor.name, found[0].packet_id) == ("Erin Vale", row.id)
