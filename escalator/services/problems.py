"""What engineers and leads do with problem records: open, add and remove packets, change.

Each change is an event and counts the record's version up. A record of security packets is read
and changed by their team only, and holds nothing else.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select, true
from sqlalchemy.orm import joinedload

from escalator.domain.errors import InvalidEntry, NotAllowed, NotFound, StaleProblem
from escalator.domain.lifecycle import Relation
from escalator.domain.model import JSON, Role, State
from escalator.domain.problems import ProblemAction, ProblemState, problem_gaps
from escalator.services.access import find_packet, readable_problem, relations
from escalator.services.desk import Actor, Desk, verb
from escalator.services.review import check_url, refused
from escalator.services.scrubbing import scrub_apart
from escalator.store.problems import Gathered, Problem, ProblemEvent
from escalator.store.rows import PacketRow, Person

FIRST_REFERENCE = 100
KEEPERS = (Role.ENGINEER, Role.LEAD)
"""Who may change problem records, and own them."""

STORED_TITLE = 400
STORED_VERSION = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says about a problem.

    state: None when none was chosen, which is refused. owner: the person's number, None likewise.
    fixed_in: the version that holds the fix. known_issue: what S1 sees at filing, "" for nothing.
    """

    title: str
    state: ProblemState | None
    owner: int | None
    fixed_in: str = ""
    known_issue: str = ""
    defect_url: str = ""
    kb_url: str = ""


WORDS = ("title", "fixed_in", "known_issue", "defect_url", "kb_url")
"""What of it people write, in the order in which it is asked."""


def may_keep(actor: Actor) -> bool:
    """Tell whether a person may change the problem records that they can read."""
    return actor.role in KEEPERS


def find_problem(desk: Desk, reference: str, *, lock: bool = False) -> Problem:
    """Load a problem record with its owner.

    lock: hold it until the transaction ends; for verbs.

    Raises NotFound when there is none or it is not this person's to read.
    """
    query = select(Problem).where(Problem.reference == reference, readable_problem(desk.actor))
    if lock:
        query = query.with_for_update(of=Problem).execution_options(populate_existing=True)
    row = desk.session.scalar(query)
    if row is None:
        raise NotFound("problem record")
    return row


def owners(desk: Desk, team: int | None) -> tuple[Person, ...]:
    """Give those who may own a record, by name; team: whose security packets it holds, or None."""
    condition = Person.team_id == team if team else true()
    return tuple(
        desk.session.scalars(
            select(Person)
            .where(Person.active.is_(True), Person.role.in_(KEEPERS), condition)
            .order_by(Person.name)
        )
    )


@verb
def open_problem(desk: Desk, packet: str, said: Said) -> Problem:
    """Open a problem record with a packet.

    Raises NotFound, NotAllowed, or InvalidEntry when something is missing or the packet belongs to
    a record already.
    """
    row = _packet_to_gather(desk, packet)
    team = row.target_team_id if row.restricted else None
    words = _clean(desk, f"problem of {row.start_key}", _checked(desk, said, team))
    now = desk.now()
    made = Problem(
        reference=secrets.token_hex(9),  # replaced as soon as the number is known
        restricted=row.restricted,
        team_id=team,
        version=0,
        opened_at=now,
        updated_at=now,
        **_columns(words),
    )
    desk.session.add(made)
    desk.session.flush()
    made.reference = f"PRB-{FIRST_REFERENCE + made.id}"
    facts: dict[str, JSON] = {"title": made.title, "state": made.state.value}
    note(desk, made, ProblemAction.OPEN, facts=facts)
    gather(desk, made, row)
    note(desk, made, ProblemAction.ADD, packet=row)
    return made


@verb
def add_packet(desk: Desk, reference: str, packet: str, *, version: int | None) -> Problem:
    """Add a packet to a problem record.

    Raises NotFound, NotAllowed, StaleProblem, or InvalidEntry when it cannot be in this one.
    """
    row = _packet_to_gather(desk, packet)
    made = _to_change(desk, reference, version)
    if row.restricted != made.restricted or (made.team_id not in (None, row.target_team_id)):
        raise InvalidEntry(
            {"packet": "Security packets and others do not share a record; open one for them."}
        )
    gather(desk, made, row)
    note(desk, made, ProblemAction.ADD, packet=row)
    return made


@verb
def remove_packet(desk: Desk, reference: str, packet: str, *, version: int | None) -> Problem:
    """Take a packet out of a problem record.

    Raises NotFound, NotAllowed, StaleProblem, or InvalidEntry for a draft that ended here.
    """
    row = find_packet(desk, packet, lock=True)
    made = _to_change(desk, reference, version)
    found = desk.session.get(Gathered, row.id)
    if found is None or found.problem_id != made.id:
        raise InvalidEntry({"packet": f"{row.reference} is not in this record."})
    if found.is_attached:
        raise InvalidEntry({"packet": f"{row.reference} ended here, so it stays."})
    desk.session.delete(found)
    note(desk, made, ProblemAction.REMOVE, packet=row)
    return made


@verb
def change_problem(desk: Desk, reference: str, said: Said, *, version: int | None) -> Problem:
    """Change what a problem record says, its state or its owner; each is an event of its own.

    Raises NotFound, NotAllowed, StaleProblem, or InvalidEntry by field.
    """
    made = _to_change(desk, reference, version)
    words = _clean(desk, made.reference, _checked(desk, said, made.team_id))
    new = _columns(words)
    changed = {name: one for name, one in new.items() if getattr(made, name) != one}
    was = made.state
    for name, one in changed.items():
        setattr(made, name, one)
    if "state" in changed:
        facts: dict[str, JSON] = {"from": was.value, "to": made.state.value}
        note(desk, made, ProblemAction.CHANGE_STATE, facts=facts)
    if "owner_id" in changed:
        note(desk, made, ProblemAction.HAND_OVER, facts={"to": made.owner_id})
    edited: dict[str, JSON] = {name: getattr(made, name) for name in WORDS if name in changed}
    if edited:
        note(desk, made, ProblemAction.EDIT, facts=edited)
    return made


def gather(desk: Desk, made: Problem, row: PacketRow, *, note: str | None = None) -> None:
    """Put a packet, locked, into a record; note: what its author left when it ended there.

    Raises InvalidEntry when it is in a record already.
    """
    found = desk.session.get(Gathered, row.id)
    if found is not None:
        where = "this record" if found.problem_id == made.id else found.problem.reference
        raise InvalidEntry({"packet": f"{row.reference} is in {where} already."})
    desk.session.add(
        Gathered(
            packet_id=row.id,
            problem_id=made.id,
            is_attached=note is not None,
            ticket=row.ticket,
            note=note or "",
            added_by=desk.actor.id,
            added_at=desk.now(),
        )
    )


def note(
    desk: Desk,
    made: Problem,
    action: ProblemAction,
    *,
    packet: PacketRow | None = None,
    facts: dict[str, JSON] | None = None,
) -> None:
    """Append an event to a record and count the change."""
    desk.session.add(
        ProblemEvent(
            problem_id=made.id,
            at=desk.now(),
            action=action,
            actor_id=desk.actor.id,
            packet_id=packet.id if packet else None,
            facts=facts or {},
        )
    )
    made.version += 1
    made.updated_at = desk.now()
    desk.session.flush()


def _packet_to_gather(desk: Desk, reference: str) -> PacketRow:
    """Load a packet that goes into a record; raises NotFound, NotAllowed or InvalidEntry."""
    row = find_packet(desk, reference.strip().upper(), lock=True)
    is_theirs = not row.restricted or Relation.TARGET in relations(desk.actor, row)
    if not may_keep(desk.actor) or not is_theirs:
        raise NotAllowed("keep a problem record")
    if not row.revision or row.state is State.WITHDRAWN:
        raise InvalidEntry({"packet": f"{row.reference} was not submitted, or is withdrawn."})
    return row


def _to_change(desk: Desk, reference: str, version: int | None) -> Problem:
    made = find_problem(desk, reference, lock=True)
    if not may_keep(desk.actor):
        raise NotAllowed("keep a problem record")
    if version is not None and version != made.version:
        raise _stale(desk, made)
    return made


def _stale(desk: Desk, made: Problem) -> StaleProblem:
    latest = desk.session.scalar(
        select(ProblemEvent)
        .where(ProblemEvent.problem_id == made.id)
        .options(joinedload(ProblemEvent.actor))
        .order_by(ProblemEvent.id.desc())
        .limit(1)
    )
    is_other = latest is not None and latest.actor_id != desk.actor.id
    return StaleProblem(
        current=made.version, changed_by=latest.actor.name if latest and is_other else ""
    )


def _checked(desk: Desk, said: Said, team: int | None) -> Said:
    """Give what was said if it can be kept; raises InvalidEntry by field."""
    problems = problem_gaps(
        said.state, title=said.title, known_issue=said.known_issue, fixed_in=said.fixed_in
    )
    if said.owner not in {one.id for one in owners(desk, team)}:
        problems["owner"] = "Choose who looks after it."
    problems |= refused(
        lambda: check_url(said.defect_url, "defect_url"),
        lambda: check_url(said.kb_url, "kb_url"),
    )
    if problems:
        raise InvalidEntry({name: problems[name] for name in FIELDS if name in problems})
    return said


FIELDS = ("title", "state", "fixed_in", "owner", "known_issue", "defect_url", "kb_url")
"""Everything that is asked about a problem, in the order of its form."""


def _clean(desk: Desk, scope: str, said: Said) -> Said:
    typed = (said.title, said.fixed_in, said.known_issue, said.defect_url, said.kb_url)
    title, fixed_in, known_issue, defect_url, kb_url = scrub_apart(desk, scope, typed)
    return Said(
        title=title[:STORED_TITLE],
        state=said.state,
        owner=said.owner,
        fixed_in=fixed_in[:STORED_VERSION],
        known_issue=known_issue,
        defect_url=defect_url,
        kb_url=kb_url,
    )


def _columns(said: Said) -> Mapping[str, object]:
    return {
        "title": said.title,
        "state": said.state,
        "owner_id": said.owner,
        "fixed_in": said.fixed_in,
        "known_issue": said.known_issue,
        "defect_url": said.defect_url,
        "kb_url": said.kb_url,
    }
