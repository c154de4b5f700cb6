"""One packet in the hands of its people: each verb calls one service at the right desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from escalator.demo.cast import LEE
from escalator.demo.returns import mended
from escalator.demo.telling import Filing
from escalator.demo.world import World
from escalator.domain.model import Answer, BounceCharge, BounceReason, Priority, State, Target
from escalator.domain.priority import compute_priority
from escalator.domain.routing import suggest_target
from escalator.services.desk import Desk
from escalator.services.drafts import Edit, Start, save_draft, start_packet
from escalator.services.exceptions import ask_exception, decide_exception
from escalator.services.followup import contest
from escalator.services.review import accept, bounce
from escalator.services.rulings import rule_on_bounce
from escalator.services.submission import submit
from escalator.store.rows import Bounce, ExceptionRow, PacketRow


@dataclass
class Case:
    """A packet and what its author knows.

    key: makes it one packet. author: whose it is. filing: what could be said, complete.
    reference, team, priority: as stored, once it is begun. said: what it says now.
    """

    world: World
    key: str
    author: str
    filing: Filing
    reference: str = ""
    team: str = ""
    priority: Priority = Priority.P4
    said: dict[str, Answer | None] = field(default_factory=dict)

    @property
    def category(self) -> str:
        """Give its checklist's name."""
        return self.filing.story.category

    def desk(self) -> Desk:
        """Give the author's desk at this moment."""
        return self.world.desk(self.author)

    def begin(self, answers: Mapping[str, Answer] | None = None) -> PacketRow:
        """Write a draft, of all there is to say or of `answers`, to the team the rules suggest."""
        self.said = {**(self.filing.answers if answers is None else answers)}
        asks = self.world.contracts.checklists[self.category]
        known = {name: one for name, one in self.said.items() if asks.has_item(name)}
        start = Start(self.key, self.category, self._target(), {}, self.filing.people)
        row = start_packet(self.desk(), start)
        edit = Edit(known, {**self.filing.story.not_available}, self.filing.people)
        saved = save_draft(self.desk(), row.reference, edit, version=None).row
        self.reference, self.team = saved.reference, saved.target_team.slug
        return saved

    def _target(self) -> Target:
        policy, said = self.world.contracts.policy, self.filing.answers
        priority = compute_priority(said, policy, now=self.world.now).priority
        return suggest_target(self.category, priority, said, policy).target

    def write(self, answers: Mapping[str, Answer | None]) -> None:
        """Change some answers of the draft."""
        edit = Edit(answers, {}, self.filing.people)
        save_draft(self.desk(), self.reference, edit, version=None)
        self.said |= answers

    def mend(self, item: str) -> None:
        """Put right what was returned."""
        self.write({item: mended(item, self.filing.answers[item], self.said.get(item))})

    def submit(self) -> PacketRow:
        """Hand it up; raises Incomplete when the line stops it."""
        row = submit(self.desk(), self.reference, version=None)
        self.priority = row.priority
        known = self.world.filed.setdefault(self.filing.story.name, [])
        if self.reference not in known:
            known.append(self.reference)
        return row

    def accept(self, who: str) -> bool:
        """Accept it; False when it is not accepted after all."""
        row = accept(self.world.desk(who), self.reference, version=None)
        return row.state is State.ACCEPTED

    def bounce(self, who: str, *charges: tuple[BounceReason, tuple[str, ...], str]) -> Bounce:
        """Return it; each charge is a reason, its items and what would make it acceptable."""
        given = [BounceCharge(reason, items, wanted) for reason, items, wanted in charges]
        return bounce(self.world.desk(who), self.reference, given, version=None)

    def contest(self, why: str) -> None:
        """Contest the latest bounce."""
        contest(self.desk(), self.reference, why=why, version=None)

    def rule(self, made: Bounce, *, void: bool, reason: str) -> None:
        """Let the lead rule on a contested bounce."""
        rule_on_bounce(self.world.desk(LEE), made.id, void=void, reason=reason)

    def ask_exception(self, items: Sequence[str], reason: str) -> ExceptionRow:
        """Ask the lead to let it pass without these items."""
        return ask_exception(
            self.desk(), self.reference, items=tuple(items), reason=reason, version=None
        )

    def approve(self, asked: ExceptionRow) -> None:
        """Let the lead approve an exception."""
        decide_exception(self.world.desk(LEE), asked.id, approve=True, reason="")

    def refuse(self, asked: ExceptionRow, reason: str) -> None:
        """Let the lead refuse an exception."""
        decide_exception(self.world.desk(LEE), asked.id, approve=False, reason=reason)
