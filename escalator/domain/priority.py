"""How urgent a packet is, from its facts, and why: the policy's matrix and what raises it.

It computes and explains; changing the result by hand, with a rationale, is a service's verb.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product
from typing import TypeVar

from escalator.domain.model import Answers, Priority
from escalator.domain.policy import Blocked, Cell, Policy, Raise, Scope, Workaround
from escalator.domain.timestamps import read_moment

Fact = TypeVar("Fact", bound=StrEnum)

_SUBJECT = {
    Scope.ONE_USER: "one user",
    Scope.ONE_SITE: "one site",
    Scope.ONE_CUSTOMER: "one customer",
    Scope.MANY_CUSTOMERS: "many customers",
}
_PREDICATE = {
    Blocked.BLOCKED: ("is blocked", "are blocked"),
    Blocked.DEGRADED: ("is slowed down", "are slowed down"),
    Blocked.NOT_BLOCKED: ("can work", "can work"),
}
_MEANWHILE = {
    Workaround.NONE: "there is no workaround",
    Workaround.PAINFUL: "the workaround is painful",
    Workaround.GOOD: "there is a good workaround",
}
_FACTS = {
    "scope": "how far it reaches",
    "blocked": "whether work is blocked",
    "workaround": "whether there is a workaround",
}
_ORDER = tuple(Priority)


@dataclass(frozen=True, slots=True)
class PriorityVerdict:
    """A computed priority.

    priority: P1..P4. reason: one sentence, beginning with the priority.
    missing: the facts not answered yet, in the order asked; while there are any, the priority is
        provisional: the least urgent one it can still become.
    """

    priority: Priority
    reason: str
    missing: tuple[str, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Whether a fact is missing."""
        return bool(self.missing)


def compute_priority(answers: Answers, policy: Policy, *, now: datetime) -> PriorityVerdict:
    """Return the priority that the answers amount to. now: aware, for the deadline."""
    scope = _known(Scope, answers.get("scope"))
    blocked = _known(Blocked, answers.get("blocked"))
    workaround = _known(Workaround, answers.get("workaround"))
    cells = product(
        (scope,) if scope else Scope,
        (blocked,) if blocked else Blocked,
        (workaround,) if workaround else Workaround,
    )
    base = max((policy.matrix[cell] for cell in cells), key=_ORDER.index)
    raises = tuple(rule for rule in policy.raises if _applies(rule, answers, now))
    steps = sum(rule.by for rule in raises)
    priority = _ORDER[max(_ORDER.index(base) - steps, 0)]
    if scope and blocked and workaround:
        cell = (scope, blocked, workaround)
        return PriorityVerdict(priority, _sentence(priority, base, cell=cell, raises=raises))
    found = {"scope": scope, "blocked": blocked, "workaround": workaround}
    missing = tuple(name for name, value in found.items() if value is None)
    return PriorityVerdict(priority, _provisional(priority, missing), missing)


def _known(kind: type[Fact], value: object) -> Fact | None:
    return next((member for member in kind if member == value), None)


def _applies(rule: Raise, answers: Answers, now: datetime) -> bool:
    if rule.at_stake:
        stakes = answers.get("at_stake")
        if not isinstance(stakes, tuple) or rule.at_stake.isdisjoint(map(str, stakes)):
            return False
    if rule.deadline_within is not None:
        text = answers.get("deadline")
        deadline = read_moment(text) if isinstance(text, str) else None
        if deadline is None or not deadline.has_zone:
            return False
        return deadline.at - now <= rule.deadline_within
    return True


def _sentence(priority: Priority, base: Priority, *, cell: Cell, raises: tuple[Raise, ...]) -> str:
    scope, blocked, workaround = cell
    verb = _PREDICATE[blocked][scope is Scope.MANY_CUSTOMERS]
    is_in_trouble = blocked is not Blocked.NOT_BLOCKED
    link = "but" if is_in_trouble == (workaround is Workaround.GOOD) else "and"
    facts = f"{_SUBJECT[scope]} {verb} {link} {_MEANWHILE[workaround]}"
    if priority is base:
        return f"{priority}: {facts}."
    because = " and ".join(rule.because for rule in raises)
    return f"{priority}: {facts}; raised from {base} because {because}."


def _provisional(priority: Priority, missing: tuple[str, ...]) -> str:
    facts = [_FACTS[name] for name in missing]
    said = " and ".join([", ".join(facts[:-1]), facts[-1]] if len(facts) > 1 else facts)
    return f"{priority} for now: say {said}."
