"""The words of the product as types: tiers, priorities, states, actions, answers and gaps.

Nothing here knows the web, the database, the clock or a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]
"""One row of a repeated item: column name -> what was typed."""

Answer: TypeAlias = str | int | tuple[str, ...] | tuple[Row, ...]
"""What a packet says to one item: text, a whole number, chosen options, or rows."""

Answers: TypeAlias = Mapping[str, Answer]
"""Item name -> answer. An item without an answer is absent, never an empty string or tuple."""

JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"
"""Any JSON value."""


class Tier(StrEnum):
    """A level of support. A packet's target is S2 or S3."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"


class Priority(StrEnum):
    """How urgent a packet is; P1 is the most urgent."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Role(StrEnum):
    """What a person may do at all; which packets they may do it to is decided by team."""

    TECHNICIAN = "technician"
    ENGINEER = "engineer"
    LEAD = "lead"
    ADMIN = "admin"


class State(StrEnum):
    """Where in its life a packet is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    BOUNCED = "bounced"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """A move of a packet, or something on record that does not move it (a question, a contest)."""

    START = "start"
    EDIT = "edit"
    TAKE_BACK = "take_back"
    HIDE = "hide"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ATTACH = "attach"
    ACCEPT = "accept"
    BOUNCE = "bounce"
    PASS_ON = "pass_on"
    DECLINE = "decline"
    ASK = "ask"
    REPLY = "reply"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"
    ASK_EXCEPTION = "ask_exception"
    BREAK_GLASS = "break_glass"
    APPROVE_EXCEPTION = "approve_exception"
    REFUSE_EXCEPTION = "refuse_exception"
    SETTLE_DEBT = "settle_debt"
    CONTEST = "contest"
    UPHOLD = "uphold"
    VOID = "void"


class BounceReason(StrEnum):
    """Why a packet cannot be acted on as it stands."""

    MISSING = "missing"
    UNUSABLE = "unusable"
    DOES_NOT_REPRODUCE = "does_not_reproduce"
    SOP_SKIPPED = "sop_skipped"
    UNSCRUBBED = "unscrubbed"
    CHECKLIST_GAP = "checklist_gap"
    NEW_INFORMATION = "new_information"

    @property
    def is_charged_to_packet(self) -> bool:
        """Whether a bounce for this reason counts in the bounce-back rate."""
        return self not in (BounceReason.CHECKLIST_GAP, BounceReason.NEW_INFORMATION)


class DeclineKind(StrEnum):
    """Why a target does not take a packet at all."""

    DUPLICATE = "duplicate"
    SOLVABLE_BY_S1 = "solvable_by_s1"
    OUT_OF_SCOPE = "out_of_scope"


class RootCause(StrEnum):
    """What a resolved packet turned out to be."""

    DEFECT = "defect"
    CONFIGURATION = "configuration"
    USAGE = "usage"
    ENVIRONMENT = "environment"
    THIRD_PARTY = "third_party"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Target:
    """Who a packet is escalated to.

    tier: S2 or S3.
    team: the team's short name (a slug), as in policy.json.
    """

    tier: Tier
    team: str


@dataclass(frozen=True, slots=True)
class ChecklistId:
    """A released checklist: its name and its version, counted from 1."""

    name: str
    version: int

    def __str__(self) -> str:
        return f"{self.name}/{self.version}"


@dataclass(frozen=True, slots=True)
class GapException:
    """Leave to submit despite named gaps.

    items: names of the items it covers.
    reason: why they cannot wait, as the technician wrote it.
    broke_glass: taken first on a P1, to be approved after.
    """

    items: tuple[str, ...]
    reason: str
    broke_glass: bool = False


@dataclass(frozen=True, slots=True)
class Packet:
    """What one escalation says, apart from its life: everything the gate judges.

    checklist: the checklist (and version) it is filed under.
    target: who it goes to.
    priority: P1..P4 as computed, or as overridden with `priority_rationale`.
    answers: item name -> answer; unanswered items are absent.
    not_available: item name -> why it cannot be had.
    reference: "E-1042", empty until the packet is stored.
    revision: 0 for a draft never submitted, then 1, 2...
    priority_rationale: why the person changed the computed priority; empty when they did not.
    exceptions: granted or taken, oldest first; their items block no longer.
    """

    checklist: ChecklistId
    target: Target
    priority: Priority
    answers: Answers
    not_available: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""
    revision: int = 0
    priority_rationale: str = ""
    exceptions: tuple[GapException, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that is missing or unusable and blocks submission.

    item: the item's name.
    code: what is wrong, one of the codes listed in completeness.py.
    message: one plain sentence for the person who fills it.
    place: where inside the item, e.g. "2.result" for column `result` of the third row; else "".
    because: why engineers need it here (the checklist's condition), or "".
    """

    item: str
    code: str
    message: str
    place: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding about a packet that does not block: same shape as a gap, without a condition."""

    item: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class BounceCharge:
    """One reason of a bounce.

    reason: the code.
    items: names of the items at fault, in checklist order; at least one for reasons charged to
        the packet.
    wanted: one sentence: what would make it acceptable.
    """

    reason: BounceReason
    items: tuple[str, ...]
    wanted: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a packet was solved, as the engineer states it.

    summary: what was done and what S1 tells the customer.
    root_cause: what it was.
    reproduced: whether the engineer could reproduce it.
    s1_could_have_solved: whether S1 could have solved it.
    defect_url, kb_url: links, "" when none.
    """

    summary: str
    root_cause: RootCause
    reproduced: bool
    s1_could_have_solved: bool
    defect_url: str = ""
    kb_url: str = ""
