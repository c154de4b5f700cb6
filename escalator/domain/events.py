"""The event: what happened to a packet, when, by whom, from which state to which.

Events are only ever appended; nothing here stores them, and nothing here counts them (figures.py
does).

Facts by action, beyond which an event may carry more for reading:

- SUBMIT: `priority` "P1".."P4", `due_at` RFC 3339 (when a decision is due), `checklist`
  "name/version"; at the first one `not_available`, a list of the items marked so, and `billable`,
  what it answered, where it did
- TAKE_BACK, HIDE: `kind` "email"..., `placeholder` "EMAIL-1", `items` a list of the items touched
- BOUNCE: `bounce` its number, `late` whether it came after acceptance, `charges` a list of
  `{"reason", "items", "wanted"}`
- CONTEST, UPHOLD, VOID: `bounce` the number of the bounce they speak about
- ATTACH: `problem` the reference of the problem record it went to
- PASS_ON: `team` the short name of the team it went to
- DECLINE: `kind`
- RESOLVE: `root_cause`, `reproduced`, `s1_could_have_solved`
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from escalator.domain.model import JSON, Action, BounceCharge, BounceReason, State


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one packet.

    packet: the packet's number in the store.
    at: when, aware, in UTC.
    action: what was done.
    state_from: the state before; None for the first event of a packet.
    state_to: the state after; the same for actions that do not move the packet.
    actor: the person's number in the store.
    revision: the packet's revision after the event; 0 before the first submission.
    facts: what the action has to say, as listed at the top of this module.
    """

    packet: int
    at: datetime
    action: Action
    state_from: State | None
    state_to: State
    actor: int
    revision: int = 0
    facts: Mapping[str, JSON] = field(default_factory=dict)


class Told(Protocol):
    """What happened, however it is kept: an `Event`, or a row of the store."""

    @property
    def action(self) -> Action:
        """What was done."""

    @property
    def facts(self) -> Mapping[str, JSON]:
        """What the action has to say."""


def taken_back(events: Iterable[Told]) -> tuple[str, ...]:
    """Return the placeholders ("EMAIL-1") called not personal and not hidden again since.

    events: of one packet, oldest first.
    """
    standing: dict[str, None] = {}
    for event in events:
        name = str(event.facts.get("placeholder"))
        if event.action is Action.TAKE_BACK:
            standing[name] = None
        elif event.action is Action.HIDE:
            standing.pop(name, None)
    return tuple(standing)


def text_fact(event: Event, name: str) -> str:
    """Return the fact if it is text, else "" (older events may lack it)."""
    value = event.facts.get(name)
    return value if isinstance(value, str) else ""


def texts_fact(event: Event, name: str) -> tuple[str, ...]:
    """Return the texts of a fact that is a list, else none."""
    value = event.facts.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def bool_fact(event: Event, name: str) -> bool:
    """Return whether the fact is there and true."""
    return event.facts.get(name) is True


def moment_fact(event: Event, name: str) -> datetime | None:
    """Return the fact if it is an RFC 3339 moment with an offset, else None."""
    try:
        moment = datetime.fromisoformat(text_fact(event, name))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def bounce_number(event: Event) -> int:
    """Return the number of the bounce that the event makes or is about; 0 when it names none."""
    value = event.facts.get("bounce")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def charges_of(event: Event) -> tuple[BounceCharge, ...]:
    """Return the charges of a bounce, in the order in which they were made."""
    charges = event.facts.get("charges")
    entries = charges if isinstance(charges, list) else []
    return tuple(_charge(entry) for entry in entries if isinstance(entry, dict))


def _charge(entry: Mapping[str, JSON]) -> BounceCharge:
    items = entry.get("items")
    names = items if isinstance(items, list) else []
    return BounceCharge(
        reason=BounceReason(str(entry.get("reason"))),
        items=tuple(name for name in names if isinstance(name, str)),
        wanted=str(entry.get("wanted") or ""),
    )
