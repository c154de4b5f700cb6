"""Ends a draft at a known issue instead of escalating it; counted as an escalation avoided."""

from escalator.domain.errors import NotFound
from escalator.domain.model import Action
from escalator.domain.problems import TOLD, ProblemAction
from escalator.services.access import find_packet
from escalator.services.desk import Desk, verb
from escalator.services.guards import guard
from escalator.services.problems import find_problem, gather, note
from escalator.services.record import record
from escalator.services.scrubbing import scrub_for
from escalator.services.submission import check_length
from escalator.store.problems import Problem
from escalator.store.rows import PacketRow


@verb
def attach(
    desk: Desk, reference: str, problem: str, *, words: str = "", version: int | None
) -> PacketRow:
    """End a draft at a known issue: it is withdrawn, its ticket stays with the problem record.

    words: what S1 leaves for whoever looks after the problem.

    Raises NotFound for a problem record that tells no known issue, or to which the packet may not
    go; otherwise what `withdraw` raises.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, Action.ATTACH, version=version)
    found = known_issue(desk, row, problem, lock=True)
    check_length(words, "note")
    said = scrub_for(desk, row, words) if words.strip() else ""
    gather(desk, found, row, note=said)
    note(desk, found, ProblemAction.ATTACH, packet=row, facts={"ticket": row.ticket, "note": said})
    record(desk, row, Action.ATTACH, {"problem": found.reference, "note": said})
    return row


def known_issue(desk: Desk, row: PacketRow, problem: str, *, lock: bool = False) -> Problem:
    """Load a known issue that a packet may be attached to; raises NotFound."""
    found = find_problem(desk, problem, lock=lock)
    is_told = bool(found.known_issue) and found.state in TOLD
    if row.restricted or found.restricted or not is_told:
        raise NotFound("known issue")
    return found
