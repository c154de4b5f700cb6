"""The errors of the scrubber; none of them ever carries the text or value that caused it.

Nothing here decides what a person reads: the web and the command line turn an error into words.
"""

from escalator.scrub.model import Kind


class ScrubError(Exception):
    """Base of every error the scrubber raises on purpose.

    reason: one plain sentence without any part of the text.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotTakenBack(ScrubError):
    """A finding of this kind is never *not personal*: keys, cards, passwords.

    kind: what was found.
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"a finding of kind {kind} cannot be taken back")
        self.kind = kind


class NotHidden(ScrubError):
    """What a person marked cannot be hidden: no letter or digit in it, or far too long."""


class TooMuchWork(ScrubError):
    """A text takes far more work to search than texts of its length do."""

    def __init__(self) -> None:
        super().__init__("the text takes too much work to search; hand it in in shorter parts")


class BadLine(ScrubError):
    """A line of a JSON Lines input cannot be read.

    line: 1-based number of the line.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
