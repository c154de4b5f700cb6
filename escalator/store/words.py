"""Closed lists that only rows use: what became of a ruling, a fault, an exception."""

from enum import StrEnum


class Ruling(StrEnum):
    """What became of a contested bounce."""

    CONTESTED = "contested"
    UPHELD = "upheld"
    VOIDED = "voided"


class FaultState(StrEnum):
    """Whether an item at fault was answered since the bounce."""

    OPEN = "open"
    CHANGED = "changed"
    CONTESTED = "contested"


class ExceptionState(StrEnum):
    """Where an exception is; a broken glass is TAKEN until a lead decides."""

    ASKED = "asked"
    TAKEN = "taken"
    APPROVED = "approved"
    REFUSED = "refused"
