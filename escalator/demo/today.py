"""What lies on everybody's desk in the demo today, so that each page has something to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from escalator.demo.cast import CUSTOMERS, ENGINEERS, SAM, THEO, Customer
from escalator.demo.packets import tell
from escalator.demo.stories import STORIES, WANTED
from escalator.domain.model import Answer, BounceCharge, BounceReason
from escalator.services.drafts import Edit, Start, save_draft, start_packet
from escalator.services.exceptions import ask_exception, break_glass, settle_debt
from escalator.services.followup import contest
from escalator.services.review import accept, ask, bounce
from escalator.services.submission import submit
from escalator.store.rows import PacketRow

if TYPE_CHECKING:
    from escalator.demo.history import World

P1: Mapping[str, Answer] = {"scope": "many_customers", "blocked": "blocked", "workaround": "none"}


def lay_out(world: World, now: datetime) -> None:
    """File what happened in the last hours, ending with what is waiting now."""
    today = Today(world, now)
    today.returned_to_sam()
    today.waiting_in_queues()
    today.waiting_for_the_lead()
    today.drafts_of_sam()


class Today:
    """The last hours before `now`."""

    def __init__(self, world: World, now: datetime) -> None:
        self._world = world
        self._now = now
        self._count = 0

    def _ago(self, hours: float) -> None:
        self._world.now = self._now - timedelta(hours=hours)

    def _file(
        self,
        number: int,
        customer: Customer,
        *,
        author: str = SAM,
        without: tuple[str, ...] = (),
        changes: Mapping[str, Answer] | None = None,
    ) -> PacketRow:
        world, story = self._world, STORIES[number]
        self._count += 1
        ticket = f"T-{49900 + self._count}"
        filing = tell(
            story, world.chance, customer=customer, day=world.now, ticket=ticket, by=world.now
        )
        start = Start(
            f"demo-today-{self._count}", story.category, filing.packet.target, {}, filing.people
        )
        desk = world.desk(author)
        row = start_packet(desk, start)
        answers = {**filing.answers, **(changes or {})}
        kept = {name: one for name, one in answers.items() if name not in without}
        return save_draft(
            desk,
            row.reference,
            Edit(kept, {**filing.packet.not_available}, filing.people),
            version=None,
        ).row

    def _submit(self, row: PacketRow, author: str = SAM) -> PacketRow:
        return submit(self._world.desk(author), row.reference, version=None)

    def returned_to_sam(self) -> None:
        """Two packets came back: one for its steps, one for two items and two reasons."""
        self._ago(26)
        first = self._submit(self._file(4, CUSTOMERS[3]))
        second = self._submit(self._file(24, CUSTOMERS[7]))
        self._ago(3)
        self._bounce(first, BounceCharge(BounceReason.UNUSABLE, ("steps",), WANTED["steps"]))
        self._bounce(
            second,
            BounceCharge(BounceReason.MISSING, ("not_affected",), WANTED["not_affected"]),
            BounceCharge(BounceReason.SOP_SKIPPED, ("sop",), WANTED["sop"]),
        )

    def _bounce(self, row: PacketRow, *charges: BounceCharge) -> None:
        who = ENGINEERS[row.target_team.slug][0]
        bounce(self._world.desk(who), row.reference, charges, version=None)

    def waiting_in_queues(self) -> None:
        """Fill the queues: some fresh, some past their target, a P1 of a few minutes ago."""
        for hours, number, customer in (
            (50, 1, 0), (30, 8, 4), (27, 11, 5), (9, 20, 8), (7, 28, 10), (5, 14, 11),
            (4, 25, 12), (2.5, 2, 6), (1.2, 17, 13), (0.6, 29, 14),
        ):  # fmt: skip
            self._ago(hours)
            self._submit(self._file(number, CUSTOMERS[customer]))
        self._ago(1.0)
        asked = self._submit(self._file(3, CUSTOMERS[9]))
        accept(self._world.desk(THEO), asked.reference, version=None)
        ask(
            self._world.desk(THEO),
            asked.reference,
            text="Which of their two keys is refused, the one for orders or the one for stock?",
            version=None,
        )
        self._ago(0.1)
        self._submit(self._file(22, CUSTOMERS[1]))

    def waiting_for_the_lead(self) -> None:
        """Ask for an exception, contest a bounce, and break the glass on a P1."""
        self._ago(2)
        stopped = self._file(5, CUSTOMERS[2], without=("actual",))
        ask_exception(
            self._world.desk(SAM),
            stopped.reference,
            items=("actual",),
            reason="Their only user who saw it is on a flight until tonight.",
            version=None,
        )
        contested = self._submit(self._file(7, CUSTOMERS[5]))
        self._ago(1.5)
        self._bounce(
            contested,
            BounceCharge(BounceReason.MISSING, ("recent_changes",), WANTED["recent_changes"]),
        )
        contest(
            self._world.desk(SAM),
            contested.reference,
            why="The change of the night job is named in the packet, with its time.",
            version=None,
        )
        self._ago(0.8)
        urgent = self._file(22, CUSTOMERS[12], without=("not_affected", "actual"), changes=P1)
        break_glass(
            self._world.desk(SAM),
            urgent.reference,
            reason="The whole region is dark and the phones do not stop.",
            version=None,
        )
        self._submit(urgent)

        self._ago(30)
        paid = self._file(22, CUSTOMERS[5], without=("actual",), changes=P1)
        break_glass(
            self._world.desk(SAM), paid.reference, reason="Every site is dark.", version=None
        )
        self._submit(paid)
        self._ago(28)
        owed: dict[str, Answer | None] = {"actual": "Every page answers 503 since ten o'clock."}
        settle_debt(self._world.desk(SAM), paid.reference, owed, version=None)
        accept(self._world.desk(ENGINEERS[paid.target_team.slug][0]), paid.reference, version=None)

    def drafts_of_sam(self) -> None:
        """Leave one draft nearly complete and one just begun."""
        self._ago(0.4)
        self._file(1, CUSTOMERS[0], without=("request_ids", "next_update"))
        self._ago(0.1)
        story = STORIES[25]
        filing = tell(
            story,
            self._world.chance,
            customer=CUSTOMERS[8],
            day=self._world.now,
            ticket="T-49999",
            by=self._world.now,
        )
        begun = {
            name: filing.answers[name]
            for name in ("ticket", "customer", "problem", "ask")
            if name in filing.answers
        }
        start = Start(
            "demo-today-begun", story.category, filing.packet.target, begun, filing.people
        )
        start_packet(self._world.desk(SAM), start)
