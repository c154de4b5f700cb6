"""The words of the scrubber as types: kinds, findings, placeholders and what a scrubbing returns.

A finding says where something was and what stands there now, never what it was.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias, cast

JSON: TypeAlias = "str | int | float | bool | Sequence[JSON] | Mapping[str, JSON] | None"
"""Any JSON value."""

Step: TypeAlias = str | int
"""One step of a path into JSON: a key or a 0-based index."""

GivenAnswer: TypeAlias = str | int | Sequence[str] | Sequence[Mapping[str, str]]
"""What a packet says to one item, as given: text, whole number, chosen options, or rows."""

CleanAnswer: TypeAlias = str | int | tuple[str, ...] | tuple[Mapping[str, str], ...]
"""The same after scrubbing; lists have become tuples."""


OWN_PREFIX: Final = "own_"
"""How the kinds that a team adds begin."""

_OWN: Final = re.compile(OWN_PREFIX + "[a-z][a-z0-9_]{1,39}", re.ASCII)


class Kind(StrEnum):
    """What a finding is. The placeholder's word is the value in capitals: `[EMAIL-1]`.

    Beside the members there is a kind for each `own_...` that a team adds (scrub/own.py), equal
    wherever it is made; listing the kinds leaves those out.
    """

    PRIVATE_KEY = "private_key"
    JWT = "jwt"
    KEY = "key"
    TOKEN = "token"
    COOKIE = "cookie"
    SECRET = "secret"
    CARD = "card"
    IBAN = "iban"
    WALLET = "wallet"
    NATIONAL_ID = "national_id"
    EMAIL = "email"
    MAC = "mac"
    IP = "ip"
    PHONE = "phone"
    HOST = "host"
    COORDINATES = "coordinates"
    PLATE = "plate"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    HIDDEN = "hidden"
    NAME = "name"
    USER = "user"

    @classmethod
    def _missing_(cls, value: object) -> "Kind | None":
        """Make the kind that a team added; anything else is no kind."""
        if not isinstance(value, str) or not _OWN.fullmatch(value):
            return None
        kind = str.__new__(cls, value)
        kind._name_ = value.upper()
        kind._value_ = value
        # setdefault, so that two threads get the same one.
        return cast("Kind", cls._value2member_map_.setdefault(value, kind))


SECRETS: Final = frozenset(
    {Kind.PRIVATE_KEY, Kind.JWT, Kind.KEY, Kind.TOKEN, Kind.SECRET, Kind.COOKIE}
)
"""Kinds that open something. They win over identities where both claim the same text."""

NEVER_TAKEN_BACK: Final = SECRETS | {Kind.CARD}
"""Kinds that nobody may call *not personal*."""

MAX_NUMBER: Final = 999_999
"""The highest number of a placeholder; anything above is a person's own text."""

_GROUP: Final = MAX_NUMBER + 1
"""A number above the highest holds two: a group's, in millions, and the one within the group."""

PLACEHOLDER: Final = re.compile(
    r"\[("
    + "|".join(kind.value.upper() for kind in Kind)
    + rf"|{OWN_PREFIX.upper()}[A-Z][A-Z0-9_]{{1,39}}"
    + r")-([1-9]\d{0,5}(?:\.[1-9]\d{0,5})?)\]",
    re.ASCII,
)
"""A placeholder: group 1 is the kind in capitals, group 2 the number, which may be `2.1`."""


def placeholder(kind: Kind, number: int) -> str:
    """Return what stands in place of the value: `[EMAIL-1]`, `[IP-2.1]` for one of a group."""
    group, one = split_number(number)
    return f"[{kind.value.upper()}-{group}.{one}]" if group else f"[{kind.value.upper()}-{one}]"


def read_placeholder(match: re.Match[str]) -> tuple[Kind, int]:
    """Return kind and number of a match of PLACEHOLDER."""
    group, dot, one = match[2].rpartition(".")
    return Kind(match[1].lower()), joined_number(int(group) if dot else 0, int(one))


def joined_number(group: int, one: int) -> int:
    """Return the number of one value in a group; group 0 is none."""
    return group * _GROUP + one


def split_number(number: int) -> tuple[int, int]:
    """Return the group of a number, 0 for none, and the number within it."""
    return divmod(number, _GROUP)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was hidden in a text.

    kind: what it was.
    start, end: where it was, in code points of the input.
    placeholder: what stands there now.
    """

    kind: Kind
    start: int
    end: int
    placeholder: str


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text after scrubbing.

    text: the text with placeholders.
    findings: in order of place; they never overlap.
    """

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class TreeFinding:
    """One thing that was hidden in a JSON tree.

    path: keys and 0-based indexes from the root to the string.
    finding: where in that string. In a value found by its key it covers the hidden part; in a
        base64 body its offsets count in the decoded text.
    """

    path: tuple[Step, ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """One thing that was hidden in an answer.

    item: name of the item.
    row: 0-based row or option; None for a single text.
    column: name of the column; None outside rows.
    finding: where in that text.
    """

    item: str
    row: int | None
    column: str | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that goes with a packet's answers.

    name: what it is called, a file's name for example.
    content: a text, or a tree such as a HAR file's.
    """

    name: str
    content: JSON


@dataclass(frozen=True, slots=True)
class ScrubbedEvidence:
    """The same after scrubbing.

    name, content: with placeholders.
    name_findings: what was hidden in the name.
    findings: what was hidden in the content; the path is empty where that is a text.
    """

    name: str
    content: JSON
    name_findings: tuple[Finding, ...]
    findings: tuple[TreeFinding, ...]


@dataclass(frozen=True, slots=True)
class ScrubbedAnswers:
    """A packet's answers after scrubbing.

    answers: same items in the same order; lists have become tuples.
    findings: in order of item, row, column, place.
    """

    answers: Mapping[str, CleanAnswer]
    findings: tuple[AnswerFinding, ...]


@dataclass(frozen=True, slots=True)
class ScrubbedPacket:
    """A whole packet after scrubbing.

    answers: its answers.
    evidence: what goes with them, in the given order.
    """

    answers: ScrubbedAnswers
    evidence: tuple[ScrubbedEvidence, ...]
