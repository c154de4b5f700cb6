"""One packet's life as its people live it, from its filing to its end.

Probabilities are the story: how often which team returns what, before and after the change.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from escalator.demo.case import Case
from escalator.demo.cast import AUTHORS, CUSTOMERS, ENGINEERS, FREQUENT, LEARNER
from escalator.demo.returns import LACKING, WANTED, WEIGHTS, reason_for, weak
from escalator.demo.telling import Filing
from escalator.demo.world import World
from escalator.domain.errors import Incomplete
from escalator.domain.model import (
    Answer,
    BounceReason,
    DeclineKind,
    Priority,
    Resolution,
    RootCause,
)
from escalator.services.followup import close, reopen, reply
from escalator.services.review import Decline, ask, decline, pass_on, resolve
from escalator.services.submission import withdraw

CATEGORIES = {
    "api-integration": 22,
    "login-sso": 12,
    "release-regression": 10,
    "performance-outage": 10,
    "general": 12,
    "data-integrity": 9,
    "network-connectivity": 8,
    "endpoint-device": 7,
    "email-delivery": 7,
    "security": 3,
}
"""How many of a hundred packets are of each."""

BEFORE_THE_CHANGE = {"request_ids": 11, "": 9}
"""What was weak in API packets while their checklist did not ask for request IDs."""

PHASES = (
    (0.54, {"weak": 5, "": 25}),
    (0.85, {"weak": 3, "": 27}),
    (1.0, {"weak": 1, "": 39}),
)
"""Until when in the half year how many of the other packets are weak: people learn, too."""

REFUSED = 0.2
"""The share of exceptions that the lead refuses."""

LATELY = 0.93
"""From here on no story is told that waits on somebody's desk today."""

OURS = "applications-s2"
PASSED_ON = frozenset({"api-integration", "login-sso", "performance-outage"})
"""What Applications S2 sometimes takes for a matter of the network."""

AFTER_THE_CHANGE = {"weak": 2, "": 23}
"""How many of their packets are weak since then."""


@dataclass
class Life:
    """One packet of the half year.

    number: counts them. progress: how far into the half year this one begins, 0..1.
    """

    world: World
    number: int
    progress: float

    def play(self) -> Iterator[datetime]:
        """Live through it; gives the moment of each next step before taking it."""
        chance = self.world.chance
        category = self.world.draw_card("categories", CATEGORIES)
        story = self.world.draw_story(category, keeps=self.progress > LATELY)
        if story.is_rare:  # the round-the-clock ones come at night, too
            yield self.world.now + timedelta(hours=chance.uniform(0, 14))
        filing = self.world.tell(
            story,
            customer=chance.choice(FREQUENT if chance.random() < 0.3 else CUSTOMERS),
            ticket=f"T-{40100 + 7 * self.number}",
        )
        case = Case(self.world, f"demo-{self.number}", chance.choice(AUTHORS), filing)
        weakness = self._draw_weakness(case)
        case.begin(self._said(filing, weakness))
        yield self._soon(case, chance.randint(4, 25))
        if chance.random() < 0.02:
            why = "The customer solved it in the meantime."
            withdraw(case.desk(), case.reference, why=why, version=None)
            return
        yield from self._submitted(case)
        yield from self._decided(case, weakness)

    def _said(self, filing: Filing, weakness: str) -> dict[str, Answer]:
        said = dict(filing.answers)
        if weakness == "request_ids":
            del said["request_ids"]
        elif weakness:
            said[weakness] = weak(weakness, said[weakness])
        category = filing.story.category
        if category in LACKING and self.world.chance.random() < 0.04:
            said.pop(LACKING[category][0], None)  # the line will stop it
        return said

    def _draw_weakness(self, case: Case) -> str:
        """Give the item an engineer will return, or "" for a packet that is good at once."""
        world = self.world
        checklist = world.contracts.checklists[case.category]
        if case.category == "api-integration" and checklist.id.version == 1:
            return world.draw_card("before the change", BEFORE_THE_CHANGE)
        if not self._is_weak(case):
            return ""
        given = [
            name for name in WEIGHTS if name in case.filing.answers and checklist.has_item(name)
        ]
        return world.chance.choices(given, [WEIGHTS[name] for name in given])[0]

    def _is_weak(self, case: Case) -> bool:
        if case.category == "api-integration":
            return bool(self.world.draw_card("after the change", AFTER_THE_CHANGE))
        if case.author == LEARNER and self.world.chance.random() < 0.35 * (1 - self.progress):
            return True
        end, cards = next(phase for phase in PHASES if self.progress <= phase[0])
        return bool(self.world.draw_card(f"until {end}", cards))

    def _submitted(self, case: Case) -> Iterator[datetime]:
        """Submit; a packet the line stops asks for an exception first."""
        try:
            case.submit()
        except Incomplete as stopped:
            items = dict.fromkeys(gap.item for gap in stopped.gaps)
            asked = case.ask_exception([*items], LACKING[case.category][1])
            yield self._soon(case, self.world.chance.randint(8, 90))
            if self.world.chance.random() < REFUSED:
                case.refuse(asked, "It can wait until tomorrow, and engineers cannot do without.")
                yield self.world.later(self.world.chance.randint(240, 480))
                case.write({item: case.filing.answers[item] for item in items})
            else:
                case.approve(asked)
                yield self._soon(case, 5)
            case.submit()

    # What the target does

    def _soon(self, case: Case, minutes: float) -> datetime:
        """Give the moment so many minutes from now: working ones, unless it is a P1."""
        if case.priority is Priority.P1:
            return self.world.now + timedelta(minutes=minutes)
        return self.world.later(minutes)

    def _wait(self, case: Case) -> datetime:
        """Give the moment of the decision: mostly within the target, sometimes well past it."""
        target = self.world.contracts.policy.acknowledge_minutes(case.priority)
        share = self.world.chance.lognormvariate(-1.2, 0.75)
        return self._soon(case, max(3.0, target * share))

    def _engineer(self, case: Case) -> str:
        return self.world.chance.choice(ENGINEERS[case.team])

    def _decided(self, case: Case, weakness: str) -> Iterator[datetime]:
        chance = self.world.chance
        yield self._wait(case)
        who = self._engineer(case)
        if chance.random() < 0.12:
            question, answer = case.filing.asked
            ask(self.world.desk(who), case.reference, text=question, version=None)
            yield self._soon(case, chance.randint(15, 160))
            reply(case.desk(), case.reference, text=answer, version=None)
            yield self._soon(case, chance.randint(10, 90))
        if case.category in PASSED_ON and case.team == OURS and chance.random() < 0.12:
            self._passed_on(case, who)
            yield self._wait(case)
            who = self._engineer(case)
        if chance.random() < 0.06 and (why := self._draw_decline(case)) is not None:
            decline(self.world.desk(who), case.reference, why, version=None)
            return
        if weakness:
            yield from self._returned(case, who, weakness)
        elif chance.random() < 0.015:
            yield from self._new_information(case, who)
        if case.accept(who):
            yield from self._resolved(case, who)

    def _passed_on(self, case: Case, who: str) -> None:
        other = "infrastructure-s2"
        why = "The traces end at the proxy; the application never sees the call."
        try:
            pass_on(self.world.desk(who), case.reference, team=other, why=why, version=None)
        except Incomplete:
            return
        case.team = other

    def _returned(self, case: Case, who: str, item: str) -> Iterator[datetime]:
        chance = self.world.chance
        reason = reason_for(item, chance)
        if item == "request_ids" and chance.random() < 0.15:
            reason = BounceReason.CHECKLIST_GAP
        made = case.bounce(who, (reason, (item,), chance.choice(WANTED[item])))
        yield self._soon(case, chance.randint(30, 400))
        if chance.random() < 0.1 and case.team != "security-s3":
            case.contest("It was in the packet from the beginning, though in few words.")
            yield self.world.later(chance.randint(60, 300))
            is_void = chance.random() < 0.5
            if is_void:
                ruling = "The item was there; the return was a misreading."
            else:
                ruling = "As it stood, the engineer could not act on it."
            case.rule(made, void=is_void, reason=ruling)
        case.mend(item)
        yield self._soon(case, chance.randint(5, 40))
        yield from self._submitted(case)
        yield self._wait(case)

    def _new_information(self, case: Case, who: str) -> Iterator[datetime]:
        wanted = "The provider has just reported an incident; say whether it is still seen since."
        case.bounce(who, (BounceReason.NEW_INFORMATION, ("actual",), wanted))
        yield self._soon(case, self.world.chance.randint(60, 300))
        seen = "Seen again after the provider's all-clear, so it is not theirs."
        case.write({"actual": f"{case.filing.answers['actual']}\n{seen}"})
        yield from self._submitted(case)
        yield self._wait(case)

    def _resolved(self, case: Case, who: str) -> Iterator[datetime]:
        chance = self.world.chance
        yield self._soon(case, 60 * chance.choice((2, 3, 6, 9, 16, 24, 40)))
        if chance.random() < 0.03 and "steps" in case.filing.answers:
            yield from self._returned(case, who, "steps")
            case.accept(who)
            yield self.world.later(240)
        cause, summary = chance.choice(case.filing.solved)
        self._resolve(case, who, cause, summary)
        yield self.world.later(chance.randint(30, 900))
        if chance.random() < 0.06:
            why = "It came back over night, with the same error."
            reopen(case.desk(), case.reference, why=why, version=None)
            yield self.world.later(chance.randint(240, 900))
            again = f"The first mend did not hold after a restart. {summary}"
            self._resolve(case, who, cause, again)
            yield self.world.later(chance.randint(60, 500))
        close(case.desk(), case.reference, version=None)

    def _resolve(self, case: Case, who: str, cause: str, summary: str) -> None:
        given = resolution(self.world.chance, self.number, cause, summary)
        resolve(self.world.desk(who), case.reference, given, version=None)

    def _draw_decline(self, case: Case) -> Decline | None:
        """Give a reason to decline that fits the packet, or None when there is none."""
        causes = {cause for cause, _ in case.filing.solved}
        if "usage" in causes:
            return Decline(
                DeclineKind.SOLVABLE_BY_S1,
                "The article has the steps; S1 has the rights for them since spring.",
                kb_url=f"https://kb.example.com/articles/{3100 + self.number}",
            )
        if case.filing.answers.get("case_kind") in ("change", "how_to"):
            return Decline(
                DeclineKind.OUT_OF_SCOPE, "A change request belongs to the product team."
            )
        earlier = self.world.earlier(case.filing.story.name, case.reference)
        if not earlier or case.category == "security":
            return None
        why = "The same fault is being worked on already; the customer is on its list now."
        return Decline(DeclineKind.DUPLICATE, why, duplicate_of=earlier)


def resolution(chance: random.Random, number: int, cause: str, summary: str) -> Resolution:
    """Say how a packet was solved, with the links that belong to the cause."""
    return Resolution(
        summary=summary,
        root_cause=RootCause(cause),
        reproduced=chance.random() < 0.7,
        s1_could_have_solved=cause == "usage",
        defect_url=f"https://tracker.example.com/DEF-{900 + number}" if cause == "defect" else "",
        kb_url=f"https://kb.example.com/articles/{3100 + number}" if cause == "usage" else "",
    )
