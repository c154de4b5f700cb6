"""What the target does with a packet: accept, bounce, pass on, decline, ask, resolve.

Each decision carries the version its form was made from; when someone else decided meanwhile it
is refused and nothing changes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from escalator.domain.checklist import Checklist
from escalator.domain.completeness import gaps
from escalator.domain.errors import Incomplete, InvalidEntry
from escalator.domain.filler import is_filler
from escalator.domain.model import (
    JSON,
    Action,
    BounceCharge,
    DeclineKind,
    Resolution,
    State,
    Target,
)
from escalator.services.access import find_packet
from escalator.services.desk import Desk, verb
from escalator.services.documents import checklist_of, packet_of
from escalator.services.drafts import find_target
from escalator.services.guards import guard
from escalator.services.record import record
from escalator.services.scrubbing import scrub_for, scrubber_for
from escalator.services.submission import LONGEST_NOTE, need_sentence
from escalator.store.rows import Bounce, Charge, Fault, PacketRow, Question, Team
from escalator.store.words import FaultState


@dataclass(frozen=True, slots=True)
class Decline:
    """Why a target does not take a packet at all.

    kind: duplicate, solvable by S1, or out of scope; None when none was chosen, which is refused.
    why: one sentence for the author.
    duplicate_of: the packet or ticket it repeats; needed for a duplicate.
    kb_url: the article S1 could have solved it with; needed for that kind.
    """

    kind: DeclineKind | None
    why: str
    duplicate_of: str = ""
    kb_url: str = ""


@verb
def accept(desk: Desk, reference: str, *, version: int | None) -> PacketRow:
    """Take a packet on.

    Raises NotFound, StaleVersion, IllegalMove or NotAllowed, as every decision here does.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.ACCEPT, version=version)
    row.accepted_at, row.acceptor_id = desk.now(), desk.actor.id
    _note_first_decision(desk, row, "accepted")
    record(desk, row, Action.ACCEPT)
    return row


@verb
def bounce(
    desk: Desk, reference: str, charges: Sequence[BounceCharge], *, version: int | None
) -> Bounce:
    """Send a packet back because nobody can act on it as it stands.

    charges: one or more reasons, each with its items and what would make it acceptable.

    Raises InvalidEntry when there is no reason, one names no item or an unknown one, or does not
    say what is wanted.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.BOUNCE, version=version)
    _check_charges(checklist_of(desk, row), charges)
    scrubber = scrubber_for(desk, row)
    clean = [replace(one, wanted=scrubber.text(one.wanted.strip())) for one in charges]
    scrubber.keep()
    is_charged = any(one.reason.is_charged_to_packet for one in clean)
    made = Bounce(
        packet_id=row.id,
        revision=row.revision,
        at=desk.now(),
        engineer_id=desk.actor.id,
        is_first=row.first_decision is None,
        is_charged=is_charged,
        is_late=row.state is State.ACCEPTED,
        charges=[_charge(one) for one in clean],
    )
    desk.session.add(made)
    _note_first_decision(desk, row, "bounced" if is_charged else "bounced_system")
    row.bounce_count += 1
    desk.session.flush()
    record(desk, row, Action.BOUNCE, _bounce_facts(made, clean))
    return made


def _check_charges(checklist: Checklist, charges: Sequence[BounceCharge]) -> None:
    if not charges:
        raise InvalidEntry({"reason": "Choose at least one reason."})
    problems: dict[str, str] = {}
    for charge in charges:
        problems |= charge_problems(checklist, charge)
    if problems:
        raise InvalidEntry(problems)


def charge_problems(checklist: Checklist, charge: BounceCharge) -> dict[str, str]:
    """Say what keeps one reason of a bounce from being given: "items" or "wanted" -> a sentence."""
    problems = {}
    if charge.reason.is_charged_to_packet and not charge.items:
        problems["items"] = "Tick the items that have to change."
    if not all(checklist.has_item(item) for item in charge.items):
        problems["items"] = "One of these items is not in this packet's checklist."
    if len(charge.wanted.strip()) < 10 or is_filler(charge.wanted):
        problems["wanted"] = "Say in one sentence what would make it acceptable."
    if len(charge.wanted) > LONGEST_NOTE:
        problems["wanted"] = f"At most {LONGEST_NOTE:,} characters."
    return problems


def _charge(charge: BounceCharge) -> Charge:
    return Charge(
        reason=charge.reason,
        wanted=charge.wanted,
        faults=[Fault(item=item, state=FaultState.OPEN) for item in charge.items],
    )


def _bounce_facts(made: Bounce, charges: Sequence[BounceCharge]) -> dict[str, JSON]:
    return {
        "bounce": made.id,
        "late": made.is_late,
        "charges": [
            {"reason": one.reason.value, "items": list(one.items), "wanted": one.wanted}
            for one in charges
        ],
    }


def _note_first_decision(desk: Desk, row: PacketRow, decision: str) -> None:
    if row.first_decision is None:
        row.first_decision, row.first_decision_at = decision, desk.now()


@verb
def pass_on(desk: Desk, reference: str, *, team: str, why: str, version: int | None) -> PacketRow:
    """Hand a packet that came to the wrong team on to the right one.

    team: the other team's slug.

    Raises Incomplete when it does not meet the checklist for that target; InvalidEntry for a team
    that does not take the category, the team it is with, or a missing reason.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.PASS_ON, version=version)
    other = desk.session.scalar(select(Team).where(Team.slug == team))
    is_other = other is not None and other.id != row.target_team_id
    problems = {} if is_other else {"team": "Choose another team."}
    problems |= refused(
        lambda: need_sentence(why, "why", "Say in a few words why it belongs there.")
    )
    if problems or other is None:
        raise InvalidEntry(problems)
    checklist = checklist_of(desk, row)
    target = Target(other.tier, other.slug)
    find_target(desk, checklist, target)
    missing = gaps(checklist, replace(packet_of(desk, row), target=target), now=desk.now())
    if missing:
        raise Incomplete(missing)
    came_from = row.target_team.slug
    row.target_team = other
    desk.session.flush()
    record(
        desk,
        row,
        Action.PASS_ON,
        {"team": other.slug, "from": came_from, "why": scrub_for(desk, row, why.strip())},
    )
    return row


@verb
def decline(desk: Desk, reference: str, given: Decline, *, version: int | None) -> PacketRow:
    """Refuse a packet for good: a duplicate, S1's to solve, or out of scope.

    Raises InvalidEntry, in the order of the form, when the kind, the reason, the duplicate or the
    article is missing.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.DECLINE, version=version)
    problems = _decline_problems(given)
    if problems or given.kind is None:
        raise InvalidEntry(problems)
    scrubber = scrubber_for(desk, row)
    facts: dict[str, JSON] = {
        "kind": given.kind.value,
        "why": scrubber.text(given.why.strip()),
        "duplicate_of": scrubber.text(given.duplicate_of.strip()[:300]),
        "kb_url": scrubber.text(given.kb_url.strip()),
    }
    scrubber.keep()
    record(desk, row, Action.DECLINE, facts)
    return row


def _decline_problems(given: Decline) -> dict[str, str]:
    problems = {} if given.kind else {"kind": "Choose why it is declined."}
    problems |= refused(lambda: need_sentence(given.why, "why", "Say in one sentence why."))
    if given.kind is DeclineKind.DUPLICATE and not given.duplicate_of.strip():
        problems["duplicate_of"] = "Which packet or ticket does it repeat?"
    if given.kind is DeclineKind.SOLVABLE_BY_S1 and not given.kb_url.strip():
        problems["kb_url"] = "Which article solves it?"
    return problems | refused(lambda: check_url(given.kb_url, "kb_url"))


def refused(*checks: Callable[[], object]) -> dict[str, str]:
    """Run every check and give the problems of those that refuse."""
    problems: dict[str, str] = {}
    for check in checks:
        try:
            check()
        except InvalidEntry as error:
            problems |= error.problems
    return problems


def resolution_problems(summary: str, defect_url: str, kb_url: str) -> dict[str, str]:
    """Say by field what is wrong with the words of a resolution; empty when nothing is."""
    wanted = "Say what was done and what S1 tells the customer."
    return refused(
        lambda: need_sentence(summary, "summary", wanted),
        lambda: check_url(defect_url, "defect_url"),
        lambda: check_url(kb_url, "kb_url"),
    )


def check_url(url: str, field: str) -> None:
    """Refuse a link that is not http or https; an empty one is fine."""
    text = url.strip()
    if text and not text.startswith(("https://", "http://")):
        raise InvalidEntry({field: "A link starts with https://."})
    if len(text) > 2000:
        raise InvalidEntry({field: "At most 2,000 characters."})


@verb
def ask(desk: Desk, reference: str, *, text: str, version: int | None) -> Question:
    """Ask the author something without deciding; the ball is theirs until they reply."""
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.ASK, version=version)
    question = need_sentence(text, "text", "Write the question.")
    made = Question(
        packet_id=row.id,
        asked_by=desk.actor.id,
        asked_at=desk.now(),
        text=scrub_for(desk, row, question),
    )
    desk.session.add(made)
    row.question_count += 1
    desk.session.flush()
    record(desk, row, Action.ASK, {"question": made.id})
    return made


@verb
def resolve(desk: Desk, reference: str, given: Resolution, *, version: int | None) -> PacketRow:
    """State how an accepted packet was solved; S1 then tells the customer and closes.

    Raises InvalidEntry when the summary says next to nothing or a link is none.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.RESOLVE, version=version)
    problems = resolution_problems(given.summary, given.defect_url, given.kb_url)
    if problems:
        raise InvalidEntry(problems)
    scrubber = scrubber_for(desk, row)
    facts: dict[str, JSON] = {
        "summary": scrubber.text(given.summary.strip()),
        "root_cause": given.root_cause.value,
        "reproduced": given.reproduced,
        "s1_could_have_solved": given.s1_could_have_solved,
        "defect_url": scrubber.text(given.defect_url.strip()),
        "kb_url": scrubber.text(given.kb_url.strip()),
    }
    scrubber.keep()
    row.resolved_at = desk.now()
    record(desk, row, Action.RESOLVE, facts)
    return row
