"""The table that each log format fills."""

from dataclasses import dataclass, field

from bench.scrub.writer import Slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One log format; even lines are for tuning, odd ones are held out.

    name: what it is called in names of documents.
    head: what every record starts with.
    lines: what may follow; some are several lines long.
    tail: what every record ends with.
    top: what a file of this format starts with.
    slots: values that only this format has.
    """

    name: str
    lines: tuple[str, ...]
    head: str = ""
    tail: str = ""
    top: str = ""
    slots: Slots = field(default_factory=dict)
