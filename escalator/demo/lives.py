"""One packet's life as its people live it, and what is on everybody's desk today.

Probabilities are the story: how often which team returns what, before and after the change.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from escalator.demo.cast import (
    AUTHORS,
    CUSTOMERS,
    ENGINEERS,
    FREQUENT,
    LEARNER,
    LEE,
)
from escalator.demo.packets import Filing, tell
from escalator.demo.stories import ADDED, RESOLVED, STORIES, WANTED, Story
from escalator.domain.errors import Incomplete
from escalator.domain.model import (
    Answer,
    BounceCharge,
    BounceReason,
    DeclineKind,
    Priority,
    Resolution,
    RootCause,
    State,
    Target,
    Tier,
)
from escalator.services.desk import Desk
from escalator.services.drafts import Edit, Start, save_draft, start_packet
from escalator.services.exceptions import (
    ask_exception,
    decide_exception,
)
from escalator.services.followup import close, contest, reopen, reply
from escalator.services.review import Decline, accept, ask, bounce, decline, pass_on, resolve
from escalator.services.rulings import rule_on_bounce
from escalator.services.submission import submit, withdraw

if TYPE_CHECKING:
    from escalator.demo.history import World

WEIGHTS = {
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
QUESTIONS = (
    ("Which of the two tenants is it, the live one or the one for training?", "The live one."),
    ("Does it happen in a private window as well?", "Yes, the same error in a private window."),
    ("May we restart the worker during the day?", "The customer agrees to any time after noon."),
)


@dataclass
class Life:
    """One packet from its filing to its end.

    world: the demo being played. number: counts its packets. progress: how far into the half
    year this one begins, 0..1.
    """

    world: World
    number: int
    progress: float
    author: str = ""
    reference: str = ""
    team: str = ""
    weakness: str = ""

    def play(self, day: datetime) -> Iterator[datetime]:
        """Live through it; gives the moment of each next step before taking it."""
        chance = self.world.chance
        self.author = chance.choice(AUTHORS)
        story = _draw_story(self.world)
        customer = chance.choice(FREQUENT if chance.random() < 0.35 else CUSTOMERS)
        filing = tell(
            story, chance, customer=customer, day=day, ticket=f"T-{40100 + 7 * self.number}"
        )
        yield filing.filed_at
        filing = self._usual(filing)
        self.weakness = self._draw_weakness(filing)
        self._start(filing)
        yield self.world.later(chance.randint(4, 25))
        if chance.random() < 0.02:
            withdraw(self._author(), self.reference, why="The customer solved it.", version=None)
            return
        yield from self._submitted()
        yield from self._decided(filing)

    def _usual(self, filing: Filing) -> Filing:
        """Make most of the examples' alarms everyday ones, and address them."""
        chance, answers = self.world.chance, dict(filing.answers)
        if answers.get("scope") == "many_customers" and chance.random() < 0.85:
            answers["scope"] = "one_customer"
        if chance.random() < 0.8:
            answers.pop("deadline", None)
        if "data" in str(answers.get("at_stake", "")) and chance.random() < 0.6:
            answers["at_stake"] = ("contract",)
        return replace(filing, answers=answers, target=self._target(filing))

    def _target(self, filing: Filing) -> Target:
        """Give the team it goes to: as in the example, but API questions start on S2."""
        if filing.packet.checklist.name == "api-integration":
            return Target(Tier.S2, "applications-s2")
        return filing.packet.target

    # What the author does

    def _author(self) -> Desk:
        return self.world.desk(self.author)

    def _start(self, filing: Filing) -> None:
        category = filing.packet.checklist.name
        answers = dict(filing.answers)
        if self.weakness:
            _weaken(answers, self.weakness)
        if category != "security" and self.world.chance.random() < 0.04:
            answers.pop("actual", None)  # the line will stop it: a lead has to let it pass
        asks = self.world.contracts.checklists[category]
        known = {name: one for name, one in answers.items() if asks.has_item(name)}
        start = Start(f"demo-{self.number}", category, filing.target, {}, filing.people)
        row = start_packet(self._author(), start)
        edit = Edit(known, {**filing.packet.not_available}, filing.people)
        saved = save_draft(self._author(), row.reference, edit, version=None)
        self.reference, self.team = row.reference, saved.row.target_team.slug

    def _draw_weakness(self, filing: Filing) -> str:
        """Give the item an engineer will return, or "" for a packet that is good at once."""
        chance, category = self.world.chance, filing.packet.checklist.name
        likely = 0.16 - 0.06 * self.progress
        if self.author == LEARNER:
            likely += 0.35 * (1 - self.progress)
        if category == "api-integration":
            if self.world.contracts.checklists[category].id.version == 1:
                return "request_ids" if chance.random() < 0.52 else ""
            likely = 0.14
        if chance.random() >= likely:
            return ""
        given = [name for name in WANTED if name in filing.answers and name != "request_ids"]
        return chance.choice(given)

    def _submitted(self) -> Iterator[datetime]:
        """Submit; a packet the line stops asks for an exception first."""
        try:
            submit(self._author(), self.reference, version=None)
        except Incomplete as stopped:
            items = tuple(dict.fromkeys(gap.item for gap in stopped.gaps))
            asked = ask_exception(
                self._author(),
                self.reference,
                items=items,
                reason="The customer cannot be reached before tomorrow, and it gets worse.",
                version=None,
            )
            yield self.world.later(40)
            decide_exception(self.world.desk(LEE), asked.id, approve=True, reason="")
            yield self.world.later(5)
            submit(self._author(), self.reference, version=None)

    # What the target does

    def _engineer(self) -> str:
        return self.world.chance.choice(ENGINEERS[self.team])

    def _wait(self, priority: Priority) -> datetime:
        """Give the moment of the decision: mostly within the target, sometimes well past it."""
        target = self.world.contracts.policy.acknowledge_minutes(priority)
        share = self.world.chance.lognormvariate(-0.9, 0.75)
        if priority is Priority.P1:
            return self.world.now + timedelta(minutes=max(2.0, target * share))
        return self.world.later(max(5.0, target * share))

    def _decided(self, filing: Filing) -> Iterator[datetime]:
        chance = self.world.chance
        yield self._wait(filing.packet.priority)
        who = self._engineer()
        if chance.random() < 0.12:
            question, answer = chance.choice(QUESTIONS)
            ask(self.world.desk(who), self.reference, text=question, version=None)
            yield self.world.later(chance.randint(15, 160))
            reply(self._author(), self.reference, text=answer, version=None)
            yield self.world.later(chance.randint(10, 90))
        if self.team == "applications-s2" and chance.random() < 0.12:
            self._passed_on(who)
            yield self._wait(filing.packet.priority)
            who = self._engineer()
        if chance.random() < 0.05:
            decline(self.world.desk(who), self.reference, _draw_decline(self), version=None)
            return
        if self.weakness:
            yield from self._returned(filing, who)
        if not self._accepted(who):
            return
        yield from self._resolved(filing, who)

    def _passed_on(self, who: str) -> None:
        other = "infrastructure-s2"
        why = "The traces end at the proxy; the application never sees the call."
        try:
            pass_on(self.world.desk(who), self.reference, team=other, why=why, version=None)
        except Incomplete:
            return
        self.team = other

    def _returned(self, filing: Filing, who: str) -> Iterator[datetime]:
        chance, item = self.world.chance, self.weakness
        reason = BounceReason.MISSING if item == "request_ids" else _reason_for(item, chance)
        made = bounce(
            self.world.desk(who),
            self.reference,
            [BounceCharge(reason, (item,), WANTED[item])],
            version=None,
        )
        yield self.world.later(chance.randint(30, 400))
        if chance.random() < 0.1 and self.team != "security-s3":
            why = "It was in the packet from the beginning, in the third row."
            contest(self._author(), self.reference, why=why, version=None)
            yield self.world.later(chance.randint(60, 300))
            is_void = chance.random() < 0.5
            ruling = (
                "The item was there; the return was a misreading."
                if is_void
                else ("The row repeats the problem; the engineer could not act on it.")
            )
            rule_on_bounce(self.world.desk(LEE), made.id, void=is_void, reason=ruling)
        self._mend(filing)
        yield self.world.later(chance.randint(5, 40))
        yield from self._submitted()
        yield self._wait(filing.packet.priority)

    def _mend(self, filing: Filing) -> None:
        item = self.weakness
        whole = filing.answers.get(item)
        added = ADDED.get(item, "")
        if isinstance(whole, str) and added:
            whole = f"{whole}\n{added}" if item not in SINGLE_LINES else f"{whole} {added}"
        if isinstance(whole, tuple) and item == "troubleshooting":
            whole = (*whole, {**EXTRA_ATTEMPT})
        changes: dict[str, Answer | None] = {item: whole}
        save_draft(self._author(), self.reference, Edit(changes, {}), version=None)

    def _accepted(self, who: str) -> bool:
        row = accept(self.world.desk(who), self.reference, version=None)
        return row.state is State.ACCEPTED

    def _resolved(self, filing: Filing, who: str) -> Iterator[datetime]:
        chance = self.world.chance
        hours = chance.choice((3, 6, 9, 16, 24, 40))
        yield self.world.later(60 * hours)
        if chance.random() < 0.03 and "steps" in filing.answers:
            self.weakness = "steps"
            yield from self._returned(filing, who)
            accept(self.world.desk(who), self.reference, version=None)
            yield self.world.later(240)
        resolve(
            self.world.desk(who),
            self.reference,
            _draw_resolution(chance, self.number),
            version=None,
        )
        yield self.world.later(chance.randint(30, 900))
        if chance.random() < 0.06:
            why = "It came back over night, with the same error."
            reopen(self._author(), self.reference, why=why, version=None)
            yield self.world.later(chance.randint(240, 900))
            again = _draw_resolution(chance, self.number)
            resolve(self.world.desk(who), self.reference, again, version=None)
            yield self.world.later(chance.randint(60, 500))
        close(self._author(), self.reference, version=None)


SINGLE_LINES = frozenset({"recent_changes", "sop", "known_issues_searched"})
EXTRA_ATTEMPT = {
    "tried": "Repeated the failing step with a second account of the same tenant",
    "result": "Fails in the same way after the same time",
    "rules_out": "A fault of one account or its rights",
}


def _draw_story(world: World) -> Story:
    category = world.chance.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
    return world.chance.choice([one for one in STORIES if one.category == category])


def _weaken(answers: dict[str, Answer], item: str) -> None:
    """Leave in an answer what an engineer will ask to be better, without making it a gap."""
    whole = answers.get(item)
    if item == "request_ids":
        answers.pop(item, None)
    elif isinstance(whole, tuple) and item == "logs":
        answers[item] = whole[:-1]
    elif isinstance(whole, str) and item != "error_text":
        first = whole.split("\n")[0].split(". ")[0]
        answers[item] = first if len(first) > 25 else whole


def _reason_for(item: str, chance: random.Random) -> BounceReason:
    if item == "sop":
        return BounceReason.SOP_SKIPPED
    if item == "steps":
        return chance.choice((BounceReason.DOES_NOT_REPRODUCE, BounceReason.UNUSABLE))
    return chance.choice((BounceReason.MISSING, BounceReason.UNUSABLE, BounceReason.UNUSABLE))


def _draw_decline(life: Life) -> Decline:
    return life.world.chance.choice(
        (
            Decline(
                DeclineKind.DUPLICATE,
                "The same fault is being worked on already.",
                duplicate_of=f"E-{1001 + max(0, life.number - 5)}",
            ),
            Decline(
                DeclineKind.SOLVABLE_BY_S1,
                "The article has the steps; S1 has the rights for them since spring.",
                kb_url=f"https://kb.example.com/articles/{3100 + life.number}",
            ),
            Decline(DeclineKind.OUT_OF_SCOPE, "A change request belongs to the product team."),
        )
    )


def _draw_resolution(chance: random.Random, number: int) -> Resolution:
    cause, summary = chance.choice(RESOLVED)
    return Resolution(
        summary=summary,
        root_cause=RootCause(cause),
        reproduced=chance.random() < 0.7,
        s1_could_have_solved=cause == "usage",
        defect_url=f"https://tracker.example.com/DEF-{900 + number}" if cause == "defect" else "",
        kb_url="https://kb.example.com/articles/3177" if cause == "usage" else "",
    )
