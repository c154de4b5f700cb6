"""Random but repeatable histories, lived through the services; who may not is refused."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import select

from escalator.domain.errors import EscalatorError
from escalator.domain.model import (
    BounceCharge,
    BounceReason,
    DeclineKind,
    Resolution,
    RootCause,
    State,
)
from escalator.domain.problems import ProblemState
from escalator.services.attaching import attach
from escalator.services.desk import Desk
from escalator.services.drafts import Edit, save_draft
from escalator.services.exceptions import ask_exception, break_glass, decide_exception, settle_debt
from escalator.services.followup import close, contest, reopen, reply
from escalator.services.problems import Said, open_problem
from escalator.services.review import Decline, accept, ask, bounce, decline, pass_on, resolve
from escalator.services.rulings import rule_on_bounce
from escalator.services.submission import submit, withdraw
from escalator.store.engine import writing
from escalator.store.problems import Problem
from escalator.store.rows import Bounce, ExceptionRow, PacketRow
from tests.house import House

AUTHORS = ("sam", "sid", "olga", "erin")
CATEGORIES = ("general", "general", "login-sso", "security")
CUSTOMERS = ("Northwind Tours (account 1)", "Larkspur Books (account 2)")
ENGINEERS = {
    "applications-s2": "erin",
    "infrastructure-s2": "ivo",
    "platform-s3": "theo",
    "security-s3": "sky",
}
ITEMS = ("actual", "recent_changes", "sop", "cannot_do")
UNKNOWN = ("region", "product_version", "last_seen")
"""Items that may be not available."""
SYSTEM_REASONS = (BounceReason.CHECKLIST_GAP, BounceReason.NEW_INFORMATION)
WANTED = "Give the exact words that the page shows."
P1_FACTS = {"scope": "many_customers", "blocked": "blocked", "workaround": "none"}


@dataclass
class RandomLife:
    """A house in which people act at random; `live` takes a number of steps.

    chance: decides everything, so that a seed gives the same history again. known: the known issue
    that drafts end at.
    """

    house: House
    chance: random.Random
    references: list[str] = field(default_factory=list)
    known: Problem | None = None

    def live(self, steps: int) -> None:
        """Take this many steps, hours or days apart."""
        for _ in range(steps):
            self.house.clock.advance(minutes=self.chance.choice((1, 7, 45, 170, 600, 2900)))
            with writing(), suppress(EscalatorError):  # not theirs to do, or not yet
                self.step()

    def step(self) -> None:
        """File a packet, or go on with one that is there."""
        if len(self.references) < 3 or self.chance.random() < 0.15:
            self.file()
            return
        under_way = self.references[-12:] if self.chance.random() < 0.8 else self.references
        row = self.row(self.chance.choice(under_way))
        self.chance.choice(self.moves(row))(row)

    def row(self, reference: str) -> PacketRow:
        """Give a packet as it is now, with its author and target."""
        with self.house.session() as session:
            row = session.scalars(select(PacketRow).where(PacketRow.reference == reference)).one()
            _ = row.author.email, row.target_team.slug
            return row

    def moves(self, row: PacketRow) -> Sequence[Callable[[PacketRow], None]]:
        """Give what may be done with a packet in its state, the usual things more than once."""
        later = [self.contest, self.rule]
        match row.state:
            case State.DRAFT:
                return [*(self.submit, self.except_gap) * 2, self.decide_or_attach]
            case State.SUBMITTED:
                usual = [self.accept, self.accept, self.bounce, self.bounce, self.ask, self.reply]
                return [*usual, self.pass_on, self.decline, self.withdraw, self.settle, *later]
            case State.BOUNCED:
                return [self.resubmit, self.resubmit, self.withdraw, self.withdraw, *later]
            case State.ACCEPTED:
                return [self.resolve, self.resolve, self.bounce, self.ask, self.reply, *later]
            case State.RESOLVED:
                return [self.close, self.reopen, *later]
            case _:
                return later

    def file(self) -> None:
        """Start a packet and most often submit it; some lack an answer, some are tests."""
        answers: dict[str, str] = {"customer": self.chance.choice(CUSTOMERS)}
        if self.chance.random() < 0.3:
            answers |= P1_FACTS
        answers["billable"] = self.chance.choice(("yes", "no", "unknown"))
        author = self.chance.choice(AUTHORS)
        category = self.chance.choice(CATEGORIES)
        row = self.house.start(author, category, **answers)
        self.references.append(row.reference)
        if self.chance.random() < 0.08:
            self._make_test(row)
        if self.chance.random() < 0.3:
            self._mark_not_available(row)
        if self.chance.random() < 0.4:
            gap = Edit({"actual": None}, {})
            save_draft(self.author(row), row.reference, gap, version=None)
        elif self.chance.random() < 0.9:
            self.submit(row)

    def _make_test(self, row: PacketRow) -> None:
        with self.house.session() as session:
            session.get_one(PacketRow, row.id).is_test = True
            session.commit()

    def _mark_not_available(self, row: PacketRow) -> None:
        unknown = self.chance.sample(UNKNOWN, self.chance.choice((1, 2)))
        said = dict.fromkeys(unknown, "The customer cannot tell us.")
        save_draft(self.author(row), row.reference, Edit({}, said), version=None)

    def author(self, row: PacketRow) -> Desk:
        """Give the author's desk."""
        found = self.row(row.reference)
        return self.house.desk(found.author.email.partition("@")[0])

    def engineer(self, row: PacketRow) -> Desk:
        """Give the desk of the target's engineer, who is refused on what they wrote themselves."""
        return self.house.desk(ENGINEERS[row.target_team.slug])

    def submit(self, row: PacketRow) -> None:
        """Submit; refused while there is a gap."""
        submit(self.author(row), row.reference, version=None)

    def except_gap(self, row: PacketRow) -> None:
        """Break the glass on a P1, else ask for an exception."""
        reason = "The customer is down and cannot say."
        if row.priority == "P1":
            break_glass(self.author(row), row.reference, reason=reason, version=None)
        else:
            ask_exception(
                self.author(row), row.reference, items=("actual",), reason=reason, version=None
            )

    def settle(self, row: PacketRow) -> None:
        """Hand in what a broken glass left open, here or in any packet."""
        with self.house.session() as session:
            open_debt = session.scalars(
                select(ExceptionRow)
                .where(ExceptionRow.broke_glass, ExceptionRow.settled_at.is_(None))
                .order_by(ExceptionRow.packet_id != row.id, ExceptionRow.id)
            ).first()
            reference = open_debt.packet.reference if open_debt else row.reference
        owing = self.row(reference)
        owed = {"actual": "The page stays white after the second step."}
        settle_debt(self.author(owing), owing.reference, owed, version=None)

    def decide(self, row: PacketRow) -> None:
        """Approve or refuse an exception, as the lead."""
        with self.house.session() as session:
            waiting = session.scalars(
                select(ExceptionRow.id)
                .where(ExceptionRow.packet_id == row.id)
                .order_by(ExceptionRow.id.desc())
            ).first()
        approve = self.chance.random() < 0.5
        decide_exception(
            self.house.desk("lee"), waiting or 0, approve=approve, reason="Ask the night desk."
        )

    def withdraw(self, row: PacketRow) -> None:
        """Withdraw, but not often."""
        if self.chance.random() < 0.3:
            withdraw(self.author(row), row.reference, why="Solved meanwhile.", version=None)

    def decide_or_attach(self, row: PacketRow) -> None:
        """Decide on a draft's exception, or now and then end the draft at a known issue."""
        if self.references.index(row.reference) % 6:
            self.decide(row)
        else:
            self.attach(row)

    def attach(self, row: PacketRow) -> None:
        """End a draft at a known issue, opened when there is none yet."""
        if self.known is None:
            packet, said = self._known_issue()
            self.known = open_problem(self.house.desk("erin"), packet, said)
        attach(self.author(row), row.reference, self.known.reference, version=None)

    def _known_issue(self) -> tuple[str, Said]:
        with self.house.session() as session:
            packet = session.scalars(
                select(PacketRow.reference).where(
                    PacketRow.state == State.SUBMITTED,
                    PacketRow.restricted.is_(False),
                    PacketRow.target_team.has(slug="applications-s2"),
                )
            ).first()
        told = "Exports stop; export one month at a time."
        owner = self.house.people["erin"].id
        return packet or "", Said("Exports of many rows stop", ProblemState.KNOWN, owner, "", told)

    def accept(self, row: PacketRow) -> None:
        """Accept."""
        accept(self.engineer(row), row.reference, version=None)

    def bounce(self, row: PacketRow) -> None:
        """Bounce for one or two reasons, late ones less often; both may cite the same item."""
        if row.state is State.ACCEPTED and self.chance.random() < 0.6:
            return
        charges = [
            BounceCharge(
                self.chance.choice((*BounceReason, *SYSTEM_REASONS)),
                tuple(self.chance.sample(ITEMS, self.chance.choice((1, 2)))),
                WANTED,
            )
            for _ in range(self.chance.choice((1, 1, 1, 2)))
        ]
        bounce(self.engineer(row), row.reference, charges, version=None)

    def pass_on(self, row: PacketRow) -> None:
        """Pass a packet on to the other S2 team."""
        here = row.target_team.slug
        other = "infrastructure-s2" if here == "applications-s2" else "applications-s2"
        pass_on(self.engineer(row), row.reference, team=other, why="It is theirs.", version=None)

    def decline(self, row: PacketRow) -> None:
        """Decline, in any way, but not often."""
        if self.chance.random() < 0.5:
            given = Decline(
                self.chance.choice(tuple(DeclineKind)),
                "It is known already.",
                duplicate_of="E-1",
                kb_url="https://kb.example.com/1",
            )
            decline(self.engineer(row), row.reference, given, version=None)

    def ask(self, row: PacketRow) -> None:
        """Ask a question."""
        ask(self.engineer(row), row.reference, text="Which of the two?", version=None)

    def reply(self, row: PacketRow) -> None:
        """Answer a question."""
        reply(self.author(row), row.reference, text="The second one.", version=None)

    def resubmit(self, row: PacketRow) -> None:
        """Change every item that can be at fault and submit again."""
        with self.house.session() as session:
            answers = dict(session.get_one(PacketRow, row.id).answers)
        changed = {item: f"{answers.get(item, 'Said')} again" for item in ITEMS}
        save_draft(self.author(row), row.reference, Edit(changed, {}), version=None)
        submit(self.author(row), row.reference, version=None)

    def resolve(self, row: PacketRow) -> None:
        """Resolve."""
        given = Resolution(
            "The index was rebuilt.",
            self.chance.choice(tuple(RootCause)),
            reproduced=self.chance.random() < 0.5,
            s1_could_have_solved=self.chance.random() < 0.2,
        )
        resolve(self.engineer(row), row.reference, given, version=None)

    def close(self, row: PacketRow) -> None:
        """Close."""
        close(self.author(row), row.reference, version=None)

    def reopen(self, row: PacketRow) -> None:
        """Reopen."""
        reopen(self.author(row), row.reference, why="It fails again.", version=None)

    def contest(self, row: PacketRow) -> None:
        """Contest the latest bounce."""
        contest(self.author(row), row.reference, why="It is all in there.", version=None)

    def rule(self, row: PacketRow) -> None:
        """Void or uphold a bounce, as the lead."""
        with self.house.session() as session:
            latest = session.scalars(
                select(Bounce.id).where(Bounce.packet_id == row.id).order_by(Bounce.id.desc())
            ).first()
        void = self.chance.random() < 0.6
        rule_on_bounce(self.house.desk("lee"), latest or 0, void=void, reason="It was in the log.")
