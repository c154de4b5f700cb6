"""The form of a bounce: reasons, each with its items and what would make it acceptable.

Reads and shows; whether a reason can be given so is asked of services/review.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from escalator.domain.checklist import Checklist, Item
from escalator.domain.model import BounceCharge, BounceReason, Packet
from escalator.domain.policy import Policy
from escalator.services.review import charge_problems

MOST_SUGGESTED = 4
"""Above this a reason fits so many items that ticking them all would save nobody anything."""


@dataclass(frozen=True, slots=True)
class ChargeTyped:
    """One reason as it stands in the form; reason "" when none is chosen yet."""

    reason: str = ""
    item_names: tuple[str, ...] = ()
    wanted: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was said."""
        return not (self.reason or self.item_names or self.wanted.strip())


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """A reason to choose: what it is called, when to choose it, whether it counts."""

    value: str
    label: str
    description: str
    charged: bool


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """An item to tick, and the reasons that tick it by themselves."""

    name: str
    label: str
    section: str
    suggested: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BounceForm:
    """All that the form shows: what can be chosen, and what is chosen so far."""

    reasons: tuple[ReasonChoice, ...]
    items: tuple[ItemChoice, ...]
    charges: tuple[ChargeTyped, ...]

    @property
    def may_grow(self) -> bool:
        """Whether there is a reason left to add."""
        return len(self.charges) < len(self.reasons)


def bounce_form(
    policy: Policy,
    checklist: Checklist,
    packet: Packet,
    charges: Sequence[ChargeTyped] = (ChargeTyped(),),
) -> BounceForm:
    """Give the form for bouncing a packet; reasons in their order, their places the number keys."""
    return BounceForm(_reasons(policy), _items(checklist, packet), tuple(charges))


def _reasons(policy: Policy) -> tuple[ReasonChoice, ...]:
    return tuple(
        ReasonChoice(reason.value, option.label, option.description, reason.is_charged_to_packet)
        for reason, option in policy.bounce_reasons.items()
    )


def _items(checklist: Checklist, packet: Packet) -> tuple[ItemChoice, ...]:
    suggested = {reason: _suggested(checklist, packet, reason) for reason in BounceReason}
    return tuple(
        ItemChoice(
            item.name,
            item.label,
            checklist.section_of(item.name).title,
            tuple(reason.value for reason, names in suggested.items() if item.name in names),
        )
        for item in checklist.items
    )


def _suggested(checklist: Checklist, packet: Packet, reason: BounceReason) -> frozenset[str]:
    """Give the few items that a reason is usually about; none when they would be many."""
    names = [item.name for item in checklist.items if _fits(item, packet, reason)]
    return frozenset(names if len(names) <= MOST_SUGGESTED else ())


def _fits(item: Item, packet: Packet, reason: BounceReason) -> bool:
    if reason not in item.bounce_codes:
        return False
    if reason is BounceReason.MISSING:  # the gate let it pass: given up, or excepted
        excepted = {name for exception in packet.exceptions for name in exception.items}
        return item.name in packet.not_available or item.name in excepted
    return reason is BounceReason.SOP_SKIPPED or item.name in packet.answers


def read_charges(form: "MultiDict[str, str]") -> tuple[ChargeTyped, ...]:
    """Read the reasons from a form, blank ones after the first left out."""
    typed = [
        ChargeTyped(
            form.get(f"reason-{number}", ""),
            tuple(form.getlist(f"items-{number}")),
            form.get(f"wanted-{number}", ""),
        )
        for number in range(len(BounceReason))
    ]
    first, *more = typed
    return (first, *(one for one in more if not one.is_blank))


def form_problems(checklist: Checklist, typed: Sequence[ChargeTyped]) -> Mapping[str, str]:
    """Say what is wrong with each reason: field name ("items-0") -> one sentence."""
    problems: dict[str, str] = {}
    for number, one in enumerate(typed):
        if one.reason not in frozenset(BounceReason):
            problems[f"reason-{number}"] = "Choose a reason."
            continue
        for field, words in charge_problems(checklist, charge_of(one)).items():
            problems[f"{field}-{number}"] = words
    return problems


def charge_of(typed: ChargeTyped) -> BounceCharge:
    """Make the reason that the bounce carries; its reason must be one."""
    return BounceCharge(BounceReason(typed.reason), typed.item_names, typed.wanted)
