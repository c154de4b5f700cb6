"""Starting a packet and writing its draft; nothing is stored before it is scrubbed.

A draft may be as incomplete as it likes: the gate stands at submission.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from escalator.domain.answers import with_choices
from escalator.domain.checklist import Checklist
from escalator.domain.errors import InvalidEntry, NotAllowed, NotFound
from escalator.domain.hidden import count_hidden, texts_of
from escalator.domain.lifecycle import FIRST_STATE, Ball
from escalator.domain.model import Action, Answer, Answers, Priority, Role, State, Target
from escalator.domain.packet import answers_from_json, answers_to_json
from escalator.domain.priority import compute_priority
from escalator.domain.routing import allowed_targets
from escalator.scrub import AnswerFinding
from escalator.services.access import find_packet, readable
from escalator.services.desk import Desk, verb
from escalator.services.documents import checklist_of
from escalator.services.guards import guard
from escalator.services.record import record, touch
from escalator.services.scrubbing import Scrubber, scrubber_for
from escalator.store.rows import PacketRow, Team

FIRST_REFERENCE = 1000
SIMILAR_LIMIT = 8
COMPARED = 500  # newest open packets whose problem is compared
ALIKE = 0.4  # from here on two problem sentences are shown as similar
SHORTEST_RATIONALE = 10
RATIONALE_LENGTH = 500
LIST_LENGTH = 300  # of ticket, customer, problem and ask as repeated for lists
OPEN_STATES = (State.DRAFT, State.SUBMITTED, State.BOUNCED, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Start:
    """What is known when a packet is begun.

    key: made with the form, so that a form sent twice starts one packet.
    category: the checklist's name.
    target: who it goes to.
    answers: first answers (ticket, customer, problem...).
    people: names of the customer's people, used to hide them and never stored.
    """

    key: str
    category: str
    target: Target
    answers: Mapping[str, Answer]
    people: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed in a draft since it was last saved.

    answers: item name -> new answer, or None to take the answer away.
    not_available: item name -> why it cannot be had, or None to take that back.
    people: names of the customer's people, used to hide them and never stored.
    target: another target, or None to leave it.
    priority: the priority the person insists on; None leaves it as it is computed.
    priority_rationale: why; needed with `priority`.
    sets_priority: whether this edit says anything about the priority at all.
    """

    answers: Mapping[str, Answer | None]
    not_available: Mapping[str, str | None]
    people: Sequence[str] = ()
    target: Target | None = None
    priority: Priority | None = None
    priority_rationale: str = ""
    sets_priority: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving came to.

    row: the packet as stored.
    changed: items whose stored answer is not what was sent, because something was hidden in it.
    findings: what was hidden.
    hidden: placeholders in the whole packet by kind.
    """

    row: PacketRow
    changed: tuple[str, ...]
    findings: tuple[AnswerFinding, ...]
    hidden: Mapping[str, int]


def new_start_key() -> str:
    """Make the key that a start form carries."""
    return secrets.token_urlsafe(24)


def similar_packets(desk: Desk, *, ticket: str, problem: str) -> tuple[PacketRow, ...]:
    """Give open packets the person can read on the same ticket or telling the same problem.

    Those of the same ticket come first, then the most alike; at most SIMILAR_LIMIT.
    """
    recent = desk.session.scalars(
        select(PacketRow)
        .where(readable(desk.actor), PacketRow.state.in_(OPEN_STATES))
        .order_by(PacketRow.id.desc())
        .limit(COMPARED)
    ).all()
    same = desk.session.scalars(
        select(PacketRow)
        .where(readable(desk.actor), PacketRow.ticket == ticket, PacketRow.state.in_(OPEN_STATES))
        .limit(SIMILAR_LIMIT)
    ).all()
    alike = sorted(
        ((likeness(problem, row.problem), row) for row in recent if row not in same),
        key=lambda pair: -pair[0],
    )
    return (*same, *(row for score, row in alike if score >= ALIKE))[:SIMILAR_LIMIT]


def likeness(one: str, other: str) -> float:
    """Tell how alike two problem sentences are: shared words / all words, 0..1 (Jaccard index).

    Words of up to three letters say nothing about a problem and are left out.
    """
    first, second = _telling_words(one), _telling_words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _telling_words(sentence: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", sentence.casefold()) if len(word) > 3)


@verb
def start_packet(desk: Desk, start: Start) -> PacketRow:
    """Begin a packet as a draft; the same key gives the packet it began.

    Raises NotAllowed for an admin, NotFound for an unknown category, InvalidEntry for a target
    that does not take the category.
    """
    if desk.actor.role is Role.ADMIN:
        raise NotAllowed(Action.START)
    if desk.session.scalar(select(PacketRow.id).where(PacketRow.start_key == start.key)):
        return _started_by(desk, start.key)
    checklist = desk.contracts.checklists.get(start.category)
    if checklist is None:
        raise NotFound("category")
    row = _new_row(desk, start, checklist)
    try:
        with desk.session.begin_nested():
            desk.session.add(row)
    except IntegrityError:  # the same form came in twice at once, and the other was first
        return _started_by(desk, start.key)
    row.reference = f"E-{FIRST_REFERENCE + row.id}"
    write_answers(desk, row, checklist, Edit(start.answers, {}, start.people))
    record(desk, row, Action.START, {"category": checklist.id.name})
    return row


def _started_by(desk: Desk, key: str) -> PacketRow:
    """Give the packet that a form began, if it is this person's to read."""
    reference = select(PacketRow.reference).where(PacketRow.start_key == key)
    return find_packet(desk, desk.session.scalars(reference).one())


def _new_row(desk: Desk, start: Start, checklist: Checklist) -> PacketRow:
    now = desk.now()
    team = find_target(desk, checklist, start.target)
    return PacketRow(
        reference=secrets.token_hex(10),  # replaced as soon as the number is known
        start_key=start.key,
        author_id=desk.actor.id,
        team_id=desk.actor.team_id,
        target_team=team,
        checklist_name=checklist.id.name,
        checklist_version=checklist.id.version,
        restricted=bool(checklist.only_teams),
        state=FIRST_STATE,
        version=0,
        revision=0,
        ball=Ball.AUTHOR,
        ball_since=now,
        priority=Priority.P4,
        ticket="",
        answers={},
        not_available={},
        created_at=now,
        updated_at=now,
    )


def find_target(desk: Desk, checklist: Checklist, target: Target) -> Team:
    """Give the team of a target that takes this checklist's packets.

    Raises InvalidEntry naming those that do.
    """
    allowed = allowed_targets(checklist, desk.contracts.policy)
    if not any(one.team == target.team and one.tier == target.tier for one in allowed):
        names = ", ".join(one.name for one in allowed)
        raise InvalidEntry({"target": f"This category goes to {names}."})
    team = desk.session.scalar(select(Team).where(Team.slug == target.team))
    if team is None:
        raise InvalidEntry({"target": "This team does not exist here yet."})
    return team


@verb
def save_draft(desk: Desk, reference: str, edit: Edit, *, version: int | None) -> Saved:
    """Write what changed in a draft, scrubbed.

    version: the packet's version the person edited; None skips the check (imports).

    Raises NotFound, StaleVersion, IllegalMove, NotAllowed, or InvalidEntry for an unknown item,
    a target that does not take the category, or a changed priority without a rationale.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.EDIT, version=version)
    saved = write_edit(desk, row, edit, scrubber_for(desk, row))
    touch(desk, row)
    return saved


def write_edit(desk: Desk, row: PacketRow, edit: Edit, scrubber: Scrubber) -> Saved:
    """Write an edit of a draft that may be edited.

    Raises InvalidEntry as `save_draft` does.
    """
    checklist = checklist_of(desk, row)
    unknown = {*edit.answers, *edit.not_available} - {item.name for item in checklist.items}
    if unknown:
        raise InvalidEntry(dict.fromkeys(sorted(unknown), "This checklist has no such item."))
    if edit.target is not None:
        row.target_team = find_target(desk, checklist, edit.target)
    return write_scrubbed(desk, row, checklist, edit, scrubber)


def write_answers(desk: Desk, row: PacketRow, checklist: Checklist, edit: Edit) -> Saved:
    """Scrub what changed and write it into the row; whether it may change is the verb's to ask."""
    return write_scrubbed(desk, row, checklist, edit, scrubber_for(desk, row))


def write_scrubbed(
    desk: Desk, row: PacketRow, checklist: Checklist, edit: Edit, scrubber: Scrubber
) -> Saved:
    """Do the same with a scrubber that has been told what else to hide, or to let stand."""
    given = {name: one for name, one in edit.answers.items() if one is not None}
    stored = {
        name: one
        for name, one in answers_from_json(row.answers).items()
        if name not in edit.answers
    }
    clean = scrubber.answers(stored, given, edit.people)
    reasons = {**row.not_available, **edit.not_available}
    row.not_available = {
        name: scrubber.text(str(reason), edit.people)
        for name, reason in reasons.items()
        if reason is not None  # a mark without a reason stays: its gap asks for one
    }
    order = {item.name: place for place, item in enumerate(checklist.items)}
    kept = with_choices(checklist, {**stored, **given}, clean.answers)
    answers = dict(sorted(kept.items(), key=lambda pair: order.get(pair[0], -1)))
    row.answers = answers_to_json(answers)
    set_priority(desk, row, edit, scrubber)
    scrubber.keep()
    repeat_for_lists(row, answers)
    return Saved(
        row=row,
        changed=tuple(name for name, one in given.items() if answers.get(name) != one),
        findings=clean.findings,
        hidden=count_hidden(_whole_text(answers)),
    )


def _whole_text(answers: Answers) -> str:
    return "\n".join(text for answer in answers.values() for text in texts_of(answer))


def set_priority(desk: Desk, row: PacketRow, edit: Edit, scrubber: Scrubber) -> None:
    """Compute the priority from the stored facts, or keep the one a person insists on.

    Raises InvalidEntry when they changed it without saying why.
    """
    found = compute_priority(answers_from_json(row.answers), desk.contracts.policy, now=desk.now())
    if edit.sets_priority:
        insists = edit.priority if edit.priority is not found.priority else None
        rationale = scrubber.text(edit.priority_rationale.strip(), edit.people) if insists else ""
        if insists and len(rationale) < SHORTEST_RATIONALE:
            raise InvalidEntry(
                {"priority_rationale": "Say in a sentence why it is not " + found.priority + "."}
            )
        row.priority_override, row.priority_rationale = insists, rationale[:RATIONALE_LENGTH]
    elif scrubber.looks_again:
        row.priority_rationale = scrubber.text(row.priority_rationale)[:RATIONALE_LENGTH]
    row.priority = row.priority_override or found.priority
    row.priority_reason = found.reason


def repeat_for_lists(row: PacketRow, answers: Answers) -> None:
    """Copy the answers that lists and the search show into columns of their own."""
    for name in ("ticket", "customer", "problem", "ask"):
        setattr(row, name, str(answers.get(name, ""))[:LIST_LENGTH])
    row.search_text = fold(
        " ".join((row.reference, row.ticket, row.customer, row.problem, row.ask))
    )


def fold(text: str) -> str:
    """Bring a text to the form it is searched in: no accents, no case."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
