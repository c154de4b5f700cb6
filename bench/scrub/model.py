"""The words of the measurement: halves, roles, labels, documents, and what an engine returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Half(StrEnum):
    """Which half of every pool and template table a document was made from.

    Whoever writes rules may look at the tuning half; the held-out half is only counted.
    """

    TUNING = "tuning"
    HELD_OUT = "held-out"


class Role(StrEnum):
    """What should become of a labelled piece of text."""

    HIDE = "hide"
    KEEP = "keep"
    ALIKE = "alike"
    EITHER = "either"


class Label(NamedTuple):
    """One labelled piece of a text.

    start, end: code points.
    role: what should become of it. ALIKE must stay too, and looks like something to hide; EITHER
        (a company, an internal host) counts nowhere.
    kind: what it is: "email", "timestamp", "harmless id"...
    """

    start: int
    end: int
    role: Role
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as a person would paste it, with everything in it that counts.

    name: group, template family and number, such as "ticket/de/0012" or "log/openssh/1".
    language: two letters; of a log, that of its people.
    labels: in order of place, without overlap.
    form_names: people whom the ticket's own fields name.
    """

    name: str
    half: Half
    text: str
    labels: tuple[Label, ...]
    language: str = "en"
    form_names: tuple[str, ...] = ()


class Span(NamedTuple):
    """A piece of the input that an engine replaced, and what stands there now."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Output:
    """What an engine made of one text.

    spans: what it replaced, in order; None where it does not tell.
    """

    text: str
    spans: tuple[Span, ...] | None = None


class Engine(Protocol):
    """Anything that scrubs texts; each text is a document of its own."""

    @property
    def name(self) -> str:
        """Return what it is called."""

    @property
    def version(self) -> str:
        """Return which release was measured."""

    def scrub(self, documents: Sequence[Document]) -> list[Output]:
        """Scrub each document's text; outputs come in the same order."""
