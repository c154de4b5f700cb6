"""The history of one packet, told from its events: its submissions, bounces and decisions.

Counts nothing across packets (figures.py does) and decides nothing (lifecycle.py does).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from escalator.domain.events import (
    Event,
    bool_fact,
    bounce_number,
    charges_of,
    moment_fact,
    text_fact,
)
from escalator.domain.model import Action, BounceCharge, Priority, State

DECISIONS = frozenset({Action.ACCEPT, Action.BOUNCE, Action.PASS_ON, Action.DECLINE})
"""What a target can decide on a submitted packet; a question is not a decision."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to but without `end`; both aware, made in the lead's time zone."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime | None) -> bool:
        """Return whether the moment lies in the period; None never does."""
        return moment is not None and self.start <= moment < self.end


class Outcome(StrEnum):
    """What a packet's first quality decision counts as.

    ACCEPTED: accepted, or bounced and the bounce was voided. BOUNCED: a bounce charged to the
    packet. BOUNCED_BY_SYSTEM: a bounce charged to the system only.
    """

    ACCEPTED = "accepted"
    BOUNCED = "bounced"
    BOUNCED_BY_SYSTEM = "bounced_by_system"


@dataclass(frozen=True, slots=True)
class BounceOnRecord:
    """A bounce with what is known of it by now.

    event: the bounce. charges: its reasons, in order. checklist: "name/version" it was filed under.
    is_late: it came after acceptance. is_voided: a lead voided it.
    """

    event: Event
    charges: tuple[BounceCharge, ...]
    checklist: str
    is_late: bool
    is_voided: bool

    @property
    def is_counted(self) -> bool:
        """Whether it stands and is charged to the packet, for one of its reasons at least."""
        is_charged = any(charge.reason.is_charged_to_packet for charge in self.charges)
        return is_charged and not self.is_voided


@dataclass(frozen=True, slots=True)
class FirstQualityDecision:
    """A packet's first accept or bounce, whatever passes-on and questions came before.

    packet: whose. at: when. outcome: what it counts as.
    """

    packet: int
    at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A submission and the first decision on it.

    submitted_at, decided_at: when. priority: as submitted. due_at: when it was due, None if
    unknown.
    """

    packet: int
    priority: Priority
    submitted_at: datetime
    decided_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened to one packet.

    packet: its number. events: oldest first, at least one. bounces: oldest first.
    """

    packet: int
    events: tuple[Event, ...]
    bounces: tuple[BounceOnRecord, ...]

    @property
    def state(self) -> State:
        """The state the events leave it in."""
        return self.events[-1].state_to

    @property
    def submitted_at(self) -> datetime | None:
        """When it was first submitted; None for a draft."""
        return next((event.at for event in self.of(Action.SUBMIT)), None)

    @property
    def first_quality_decision(self) -> FirstQualityDecision | None:
        """Its first accept or bounce, None when there is none yet."""
        for event in self.of(Action.ACCEPT, Action.BOUNCE):
            return FirstQualityDecision(self.packet, event.at, self._outcome(event))
        return None

    @property
    def acknowledgements(self) -> tuple[Acknowledgement, ...]:
        """Each submission with the first decision on it; those still undecided are left out."""
        found = []
        waiting: Event | None = None
        for event in self.events:
            if event.action is Action.SUBMIT:
                waiting = event
            elif event.action in DECISIONS and waiting is not None:
                found.append(_acknowledged(waiting, event))
                waiting = None
        return tuple(found)

    @property
    def standing_resolution(self) -> Event | None:
        """The latest resolution; None when there is none or the packet was reopened after it."""
        latest = self.of(Action.RESOLVE, Action.REOPEN)[-1:]
        return next((event for event in latest if event.action is Action.RESOLVE), None)

    @property
    def filed(self) -> Event | None:
        """The latest submission; None for a draft."""
        return next(iter(self.of(Action.SUBMIT)[-1:]), None)

    @property
    def category(self) -> str:
        """The checklist's name that it is filed under; "" for a draft."""
        return text_fact(self.filed, "checklist").partition("/")[0] if self.filed else ""

    def of(self, *actions: Action) -> tuple[Event, ...]:
        """Return the events of these actions, oldest first."""
        return tuple(event for event in self.events if event.action in actions)

    def _outcome(self, event: Event) -> Outcome:
        bounce = next((bounce for bounce in self.bounces if bounce.event is event), None)
        if bounce is None or bounce.is_voided:
            return Outcome.ACCEPTED
        return Outcome.BOUNCED if bounce.is_counted else Outcome.BOUNCED_BY_SYSTEM


def tell_histories(events: Iterable[Event]) -> tuple[History, ...]:
    """Return one history per packet, by packet number.

    events: of any packets, in the order in which they were appended among equal times.
    """
    by_packet: dict[int, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.at):
        by_packet[event.packet].append(event)
    return tuple(
        History(packet, tuple(by_packet[packet]), _bounces(by_packet[packet]))
        for packet in sorted(by_packet)
    )


def _bounces(events: list[Event]) -> tuple[BounceOnRecord, ...]:
    voided = {bounce_number(event) for event in events if event.action is Action.VOID}
    found = []
    checklist = ""
    for event in events:
        if event.action is Action.SUBMIT:
            checklist = text_fact(event, "checklist")
        elif event.action is Action.BOUNCE:
            found.append(
                BounceOnRecord(
                    event=event,
                    charges=charges_of(event),
                    checklist=checklist,
                    is_late=bool_fact(event, "late"),
                    is_voided=bounce_number(event) in voided,
                )
            )
    return tuple(found)


def _acknowledged(submission: Event, decision: Event) -> Acknowledgement:
    return Acknowledgement(
        packet=submission.packet,
        priority=Priority(text_fact(submission, "priority")),
        submitted_at=submission.at,
        decided_at=decision.at,
        due_at=moment_fact(submission, "due_at"),
    )
