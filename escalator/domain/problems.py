"""Problem records: what they can be, what was done to them, and what each state needs.

A problem record gathers the packets that one fault makes. Who may read or change one is the
services' to say.
"""

from enum import StrEnum


class ProblemState(StrEnum):
    """How far a problem is solved.

    OPEN: being looked into. KNOWN: with a workaround that S1 can give. FIXING: a fix is under way.
    FIXED: in a version. CLOSED: nothing more is expected of it.
    """

    OPEN = "open"
    KNOWN = "known"
    FIXING = "fixing"
    FIXED = "fixed"
    CLOSED = "closed"


STANDING = (ProblemState.OPEN, ProblemState.KNOWN, ProblemState.FIXING)
"""States in which the problem still makes packets."""

TOLD = (*STANDING, ProblemState.FIXED)
"""States in which a known issue is shown to whoever files the same error."""


class ProblemAction(StrEnum):
    """Something done to a problem record; each is an event on it.

    ADD, REMOVE: of a packet. ATTACH: a draft ended here instead of being escalated. HAND_OVER: to
    another owner.
    """

    OPEN = "open"
    ADD = "add"
    REMOVE = "remove"
    ATTACH = "attach"
    CHANGE_STATE = "change_state"
    HAND_OVER = "hand_over"
    EDIT = "edit"


SHORTEST_TITLE = 10
LONGEST_TITLE = 300
LONGEST_KNOWN_ISSUE = 4_000
LONGEST_VERSION = 120


def problem_gaps(
    state: ProblemState | None, *, title: str, known_issue: str, fixed_in: str
) -> dict[str, str]:
    """Say what keeps a problem record from being kept so: field name -> one plain sentence."""
    found = {}
    if len(title.strip()) < SHORTEST_TITLE:
        found["title"] = "Say in one sentence what goes wrong."
    elif len(title) > LONGEST_TITLE:
        found["title"] = f"At most {LONGEST_TITLE} characters."
    if state is None:
        found["state"] = "Choose how far it is."
    if state is ProblemState.FIXED and not fixed_in.strip():
        found["fixed_in"] = "Say in which version it is fixed."
    elif len(fixed_in) > LONGEST_VERSION:
        found["fixed_in"] = f"At most {LONGEST_VERSION} characters."
    if state is ProblemState.KNOWN and not known_issue.strip():
        found["known_issue"] = "Say what S1 can tell the customer, and the workaround."
    elif len(known_issue) > LONGEST_KNOWN_ISSUE:
        found["known_issue"] = f"At most {LONGEST_KNOWN_ISSUE:,} characters."
    return found
