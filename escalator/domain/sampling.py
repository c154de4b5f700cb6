"""Which packets of a week are looked at, and by whom: drawn so that anybody can draw them again.

A seed and the references are all there is to it; no random numbers, which differ from language to
language and from version to version.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Drawn(StrEnum):
    """Why a packet is in a sample: one of the accepted, or bounced after acceptance."""

    ACCEPTED = "accepted"
    LATE_BOUNCE = "late_bounce"


@dataclass(frozen=True, slots=True)
class Pick:
    """A packet of a sample, by its reference."""

    reference: str
    why: Drawn


def place_of(seed: str, reference: str) -> str:
    """Return what orders packets in a draw: the SHA-256 of "seed reference", in hexadecimal.

    The same as `printf '%s %s' SEED REFERENCE | sha256sum`.
    """
    return sha256(f"{seed} {reference}".encode()).hexdigest()


def draw(
    seed: str, accepted: Collection[str], late: Collection[str], *, size: int
) -> tuple[Pick, ...]:
    """Return a sample: all late bounces, then the `size` accepted packets that come first.

    Their order is that of place_of; a packet that was bounced late is not drawn once more.
    """
    others = sorted(set(accepted) - set(late), key=lambda one: place_of(seed, one))
    bounced = sorted(set(late), key=lambda one: place_of(seed, one))
    return (
        *(Pick(one, Drawn.LATE_BOUNCE) for one in bounced),
        *(Pick(one, Drawn.ACCEPTED) for one in others[:size]),
    )


def spread(
    seed: str, wanted: Mapping[str, Collection[int]], load: Mapping[int, int]
) -> dict[str, int]:
    """Return who reviews each packet, so that nobody has much more to do than another.

    wanted: reference -> those who may review it. load: how many they were given lately. Packets
    with fewest reviewers to choose from go first, each to whoever was given least; the seed breaks
    ties. A packet that nobody may review is left out.
    """
    given = dict(load)
    found: dict[str, int] = {}
    for reference in sorted(wanted, key=lambda one: (len(wanted[one]), place_of(seed, one))):
        who = least_loaded(seed, reference, wanted[reference], given)
        if who is not None:
            found[reference] = who
            given[who] = given.get(who, 0) + 1
    return found


def least_loaded(
    seed: str, reference: str, people: Collection[int], load: Mapping[int, int]
) -> int | None:
    """Return who of these was given least; None of nobody."""
    return min(
        people,
        key=lambda one: (load.get(one, 0), place_of(seed, f"{reference} {one}")),
        default=None,
    )
