"""What people read for the closed lists of the domain; the product's words and no others."""

from collections.abc import Mapping

from escalator.domain.checklist import Widget
from escalator.domain.lifecycle import Guard
from escalator.domain.model import (
    Action,
    BounceReason,
    DeclineKind,
    Role,
    RootCause,
    State,
)
from escalator.store.words import ExceptionState

STATE_WORDS: Mapping[State, str] = {
    State.DRAFT: "Draft",
    State.SUBMITTED: "Submitted",
    State.BOUNCED: "Bounced",
    State.ACCEPTED: "Accepted",
    State.DECLINED: "Declined",
    State.RESOLVED: "Resolved",
    State.CLOSED: "Closed",
    State.WITHDRAWN: "Withdrawn",
}

MOVE_WORDS: Mapping[Action, str] = {
    Action.START: "started",
    Action.EDIT: "edited",
    Action.TAKE_BACK: "edited",
    Action.HIDE: "edited",
    Action.SUBMIT: "submitted",
    Action.WITHDRAW: "withdrawn",
    Action.ATTACH: "attached to a known issue",
    Action.ACCEPT: "accepted",
    Action.BOUNCE: "bounced",
    Action.PASS_ON: "passed on",
    Action.DECLINE: "declined",
    Action.ASK: "asked about",
    Action.REPLY: "replied to",
    Action.RESOLVE: "resolved",
    Action.CLOSE: "closed",
    Action.REOPEN: "reopened",
    Action.ASK_EXCEPTION: "given an exception",
    Action.BREAK_GLASS: "submitted by breaking the glass",
    Action.APPROVE_EXCEPTION: "given an exception",
    Action.REFUSE_EXCEPTION: "refused an exception",
    Action.SETTLE_DEBT: "completed",
    Action.CONTEST: "contested",
    Action.UPHOLD: "ruled on",
    Action.VOID: "ruled on",
}

EVENT_WORDS: Mapping[Action, str] = {
    Action.START: "started the packet",
    Action.EDIT: "edited the draft",
    Action.TAKE_BACK: "called a finding not personal",
    Action.HIDE: "hid something more",
    Action.SUBMIT: "submitted it",
    Action.WITHDRAW: "withdrew it",
    Action.ATTACH: "attached it to a known issue",
    Action.ACCEPT: "accepted it",
    Action.BOUNCE: "bounced it",
    Action.PASS_ON: "passed it on",
    Action.DECLINE: "declined it",
    Action.ASK: "asked a question",
    Action.REPLY: "replied",
    Action.RESOLVE: "resolved it",
    Action.CLOSE: "closed it",
    Action.REOPEN: "reopened it",
    Action.ASK_EXCEPTION: "asked for an exception",
    Action.BREAK_GLASS: "broke the glass",
    Action.APPROVE_EXCEPTION: "approved the exception",
    Action.REFUSE_EXCEPTION: "refused the exception",
    Action.SETTLE_DEBT: "handed in what was owed",
    Action.CONTEST: "contested the bounce",
    Action.UPHOLD: "upheld the bounce",
    Action.VOID: "voided the bounce",
}

GUARD_WORDS: Mapping[str, str] = {
    Guard.NO_GAPS: "The line is stopped: the packet still has gaps.",
    Guard.FAULTS_ANSWERED: "Each item at fault has to be changed or contested first.",
    Guard.NEW_TARGET_FITS: "The packet does not meet the checklist of that target.",
    Guard.IS_P1: "Breaking the glass is for P1 only; ask a lead for an exception instead.",
    Guard.HAS_GAPS: "The packet has no gap, so it needs no exception: you can submit it.",
    Guard.NOTHING_WAITING: "An exception of this packet waits for a lead already.",
    Guard.EXCEPTION_WAITING: "This exception has been decided already.",
    Guard.QUESTION_OPEN: "There is no open question.",
    Guard.DEBT_OPEN: "Nothing is owed on this packet any more.",
    Guard.BOUNCE_OPEN: "There is no bounce left to contest.",
    Guard.CONTEST_OPEN: "Nobody contests this bounce any more.",
}

REASON_WORDS: Mapping[BounceReason, str] = {
    BounceReason.MISSING: "Missing",
    BounceReason.UNUSABLE: "Unusable",
    BounceReason.DOES_NOT_REPRODUCE: "Does not reproduce",
    BounceReason.SOP_SKIPPED: "SOP skipped",
    BounceReason.UNSCRUBBED: "Personal data left in",
    BounceReason.CHECKLIST_GAP: "The checklist did not ask",
    BounceReason.NEW_INFORMATION: "New information",
}

EXCEPTION_WORDS: Mapping[ExceptionState, str] = {
    ExceptionState.ASKED: "Exception asked for",
    ExceptionState.TAKEN: "Glass broken",
    ExceptionState.APPROVED: "Exception given: submit it",
    ExceptionState.REFUSED: "Exception refused: see why",
}

DECLINE_WORDS: Mapping[DeclineKind, str] = {
    DeclineKind.DUPLICATE: "Duplicate",
    DeclineKind.SOLVABLE_BY_S1: "S1 can solve it",
    DeclineKind.OUT_OF_SCOPE: "Out of scope",
}

CAUSE_WORDS: Mapping[RootCause, str] = {
    RootCause.DEFECT: "Defect",
    RootCause.CONFIGURATION: "Configuration",
    RootCause.USAGE: "Usage",
    RootCause.ENVIRONMENT: "Environment",
    RootCause.THIRD_PARTY: "Third party",
    RootCause.UNKNOWN: "Unknown",
}

ROLE_WORDS: Mapping[Role, str] = {
    Role.TECHNICIAN: "Technician (S1)",
    Role.ENGINEER: "Engineer (S2/S3)",
    Role.LEAD: "Support lead",
    Role.ADMIN: "Administrator",
}

WIDGET_WORDS: Mapping[Widget, str] = {
    Widget.LINE: "One line",
    Widget.TEXT: "A few sentences",
    Widget.CODE: "Text from a machine",
    Widget.CHOICE: "One of several options",
    Widget.CHOICES: "Any of several options",
    Widget.NUMBER: "A whole number",
    Widget.TIMESTAMP: "A time with its zone",
    Widget.URL: "A link",
    Widget.ROWS: "Rows",
}
