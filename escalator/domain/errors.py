"""The one tree of errors that Escalator raises on purpose; each carries facts, never a raw value.

The web turns them into words and a status in one place; nothing here knows HTTP.
"""

from escalator.domain.model import Action, Gap, State


class EscalatorError(Exception):
    """Base of every error a person can be told about."""


class NotFound(EscalatorError):
    """No such thing, or its existence is not for this person to know.

    kind: the word for what was looked for ("packet", "team"...).
    """

    def __init__(self, kind: str) -> None:
        super().__init__(f"no such {kind}")
        self.kind = kind


class NotAllowed(EscalatorError):
    """The person may see the packet but not make this move."""

    def __init__(self, action: Action | str) -> None:
        super().__init__(f"not allowed: {action}")
        self.action = str(action)


class IllegalMove(EscalatorError):
    """The packet's state has no such move."""

    def __init__(self, action: Action, state: State) -> None:
        super().__init__(f"{action} is not a move from {state}")
        self.action = action
        self.state = state


class NotYet(EscalatorError):
    """The move is this person's to make, but something else has to hold first.

    action: the move. guard: the word of what does not hold, as in lifecycle.Guard.
    """

    def __init__(self, action: Action, guard: str) -> None:
        super().__init__(f"{action} needs {guard}")
        self.action = action
        self.guard = guard


class StaleVersion(EscalatorError):
    """The packet changed since the form was made.

    expected: the version the form was made from. current: the version now stored.
    changed_by: who made the latest move, as shown to people; "" when unknown or the person's own.
    action: that move; None when it is not known.
    """

    def __init__(
        self, *, expected: int, current: int, changed_by: str = "", action: Action | None = None
    ) -> None:
        super().__init__(f"version {expected} is stale, now {current}")
        self.expected = expected
        self.current = current
        self.changed_by = changed_by
        self.action = action


class StaleCopy(EscalatorError):
    """A checklist's working copy changed since the form was made.

    name: the checklist's. changed_by: who changed it last, "" for the person's own other window.
    published: the version that came of it meanwhile, 0 when it was only changed.
    """

    def __init__(self, name: str, *, changed_by: str, published: int = 0) -> None:
        who = changed_by or "the same person"
        super().__init__(f"there is a working copy of {name}, changed last by {who}")
        self.name = name
        self.changed_by = changed_by
        self.published = published


class StaleProblem(EscalatorError):
    """A problem record changed since the form was made.

    current: the version now stored. changed_by: who made the latest change; "" for the person.
    """

    def __init__(self, *, current: int, changed_by: str = "") -> None:
        super().__init__(f"the problem record is at version {current} now")
        self.current = current
        self.changed_by = changed_by


class StaleReview(EscalatorError):
    """A review was scored since the form was made, by the same person in another window.

    current: how often it was scored until now.
    """

    def __init__(self, *, current: int) -> None:
        super().__init__(f"the review was scored {current} times by now")
        self.current = current


class StaleProposal(EscalatorError):
    """Somebody decided on a proposal since the form was made.

    changed_by: who decided last; "" for the person's own other window. choice: what, as a word.
    """

    def __init__(self, *, changed_by: str = "", choice: str = "") -> None:
        super().__init__(f"the proposal was decided on meanwhile: {choice}")
        self.changed_by = changed_by
        self.choice = choice


class Incomplete(EscalatorError):
    """Stop the line: the packet has gaps, listed in checklist order."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        super().__init__(f"{len(gaps)} gaps")
        self.gaps = gaps


class InvalidEntry(EscalatorError):
    """Something typed into a form other than the checklist cannot be taken.

    problems: field name -> one plain sentence.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))
        self.problems = problems


class Unreadable(EscalatorError):
    """A packet file cannot be read as Markdown or JSON.

    reason: one plain sentence. line: 1-based line in the file, or 0 when it has none.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


class BadContract(EscalatorError):
    """A checklist or policy file is refused.

    file: its name. place: a JSON pointer into it ("" for the whole file). reason: one sentence.
    """

    def __init__(self, *, file: str, place: str, reason: str) -> None:
        super().__init__(f"{file}{f' at {place}' if place else ''}: {reason}")
        self.file = file
        self.place = place
        self.reason = reason
