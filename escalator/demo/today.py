"""What lies on everybody's desk in the demo today, so that each page has something to do.

Each scene is a packet whose moments are told back from now: in working minutes, as people live
them, so that a queue on a Sunday is the one they left on Friday; in minutes for a P1.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from escalator.demo.case import Case
from escalator.demo.cast import (
    CARLA,
    CUSTOMERS,
    DANA,
    ENGINEERS,
    JONAH,
    NILS,
    OLGA,
    SAM,
    TESS,
    THEO,
)
from escalator.demo.desks import (
    APPLICATIONS,
    IN_WORK,
    INFRASTRUCTURE,
    PLATFORM,
    SECURITY,
    Scene,
    Work,
)
from escalator.demo.lives import resolution
from escalator.demo.returns import LACKING, WANTED, reason_for, weak
from escalator.demo.story import stories
from escalator.demo.world import World
from escalator.domain.model import BounceReason
from escalator.services.exceptions import break_glass
from escalator.services.followup import reply
from escalator.services.review import ask, resolve

WRITING = 9  # minutes from beginning a packet to handing it up
NAMED = {one.name: one for one in CUSTOMERS}

Play = Callable[[], Iterator[datetime]]


def scenes_of_today(world: World) -> list[tuple[datetime, Iterator[datetime]]]:
    """Give the first moment and the play of each packet that ends on a desk at `world.now`."""
    today = Today(world)
    scenes = [today.queued(one) for one in (*APPLICATIONS, *PLATFORM, *SECURITY, *INFRASTRUCTURE)]
    others: tuple[Play, ...] = (
        today.returned_to_sam,
        today.solved_for_sam,
        today.stopped_for_sam,
        today.contested_by_olga,
        today.glass_broken_by_dana,
        today.glass_owed_by_nils,
        today.nearly_complete,
        today.just_begun,
    )
    scenes += [today.in_work(one) for one in IN_WORK]
    scenes += [play() for play in others]
    return [(next(scene), scene) for scene in scenes]


class Today:
    """The last hours before the moment the world stands at when this is made.

    Each method is a play that gives its first moment before it does anything.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._now = world.now
        self._count = 0

    def _ago(self, minutes: float) -> datetime:
        return self._world.working_minutes_before(self._now, minutes)

    def _really_ago(self, minutes: float) -> datetime:
        return self._now - timedelta(minutes=minutes)

    def _case(
        self, story: str, author: str, customer: str, details: Mapping[str, str] | None = None
    ) -> Case:
        self._count += 1
        ticket = f"T-{43900 + 11 * self._count}"
        filing = self._world.tell(
            stories()[story], customer=NAMED[customer], ticket=ticket, details=details
        )
        return Case(self._world, f"demo-today-{self._count}", author, filing)

    def queued(self, scene: Scene) -> Iterator[datetime]:
        """Leave a packet in its target's queue."""
        ago = self._really_ago if scene.is_p1 else self._ago
        earlier = 260 if scene.item else 0
        yield ago(scene.minutes + earlier + WRITING)
        case = self._case(scene.story, scene.author, scene.customer, scene.details)
        said = dict(case.filing.answers)
        if scene.item:
            said[scene.item] = weak(scene.item, said[scene.item])
        case.begin(said)
        yield ago(scene.minutes + earlier)
        case.submit()
        who = ENGINEERS[case.team][0]
        if scene.before == "back late":
            yield ago(scene.minutes + 235)
            case.accept(who)
        if scene.item:
            yield ago(scene.minutes + 190)
            reason = reason_for(scene.item, self._world.chance)
            case.bounce(who, (reason, (scene.item,), WANTED[scene.item][0]))
            yield ago(scene.minutes)
            case.mend(scene.item)
            case.submit()
        if scene.before == "answered":
            question, answer = case.filing.asked
            yield ago(scene.minutes * 0.6)
            ask(self._world.desk(who), case.reference, text=question, version=None)
            yield ago(scene.minutes * 0.15)
            reply(case.desk(), case.reference, text=answer, version=None)

    def returned_to_sam(self) -> Iterator[datetime]:
        """Bounce a packet of Sam's for two items and two reasons."""
        yield self._ago(420)
        case = self._case("csv-import-separator", SAM, "Granite Lane Builders")
        said = dict(case.filing.answers)
        case.begin({**said, "steps": weak("steps", said["steps"])})
        yield self._ago(410)
        case.submit()
        yield self._ago(95)
        case.bounce(
            THEO,
            (BounceReason.DOES_NOT_REPRODUCE, ("steps",), WANTED["steps"][1]),
            (BounceReason.MISSING, ("not_affected",), WANTED["not_affected"][1]),
        )

    def solved_for_sam(self) -> Iterator[datetime]:
        """Solve a packet of Sam's, who has yet to confirm it with the customer."""
        yield self._ago(700)
        case = self._case("booking-unreachable-new-range", SAM, "Copperline Rail")
        case.begin()
        yield self._ago(690)
        case.submit()
        yield self._ago(655)
        case.accept(CARLA)
        yield self._ago(55)
        given = resolution(self._world.chance, 880, *case.filing.solved[0])
        resolve(self._world.desk(CARLA), case.reference, given, version=None)

    def in_work(self, work: Work) -> Iterator[datetime]:
        """Accept a packet, and leave it in work."""
        yield self._ago(work.minutes + 150)
        case = self._case(work.story, work.author, work.customer)
        case.begin()
        yield self._ago(work.minutes + 150 - WRITING)
        case.submit()
        yield self._ago(work.minutes)
        case.accept(work.engineer)

    def stopped_for_sam(self) -> Iterator[datetime]:
        """Stop a packet of Sam's that waits for the lead's exception."""
        yield self._ago(45)
        case = self._case("dock-blue-screen", SAM, "Arrowmere Legal")
        item, _ = LACKING[case.category]
        case.begin({name: one for name, one in case.filing.answers.items() if name != item})
        yield self._ago(33)
        reason = (
            "The laptops are out with their owners until Thursday, and nobody wrote the tags down."
        )
        case.ask_exception([item], reason)

    def contested_by_olga(self) -> Iterator[datetime]:
        """Contest a bounce; the lead has yet to rule."""
        yield self._ago(390)
        case = self._case("certificate-expired-adfs", OLGA, "Saltmarsh Bank")
        case.begin()
        yield self._ago(380)
        case.submit()
        yield self._ago(150)
        wanted = WANTED["recent_changes"][0]
        case.bounce(JONAH, (BounceReason.MISSING, ("recent_changes",), wanted))
        yield self._ago(62)
        case.contest("It says that nothing was changed: the certificate came to its end by itself.")

    def glass_broken_by_dana(self) -> Iterator[datetime]:
        """Break the glass on a P1 that is in work; its gaps are still owed."""
        yield self._really_ago(58)
        case = self._case("attachments-swapped", DANA, "Birchwater Clinics")
        left_out = ("last_known_good", "backups")
        case.begin({k: one for k, one in case.filing.answers.items() if k not in left_out})
        yield self._really_ago(52)
        reason = "Staff can open strangers' files now; backups are looked up while you start."
        break_glass(case.desk(), case.reference, reason=reason, version=None)
        case.submit()
        yield self._really_ago(44)
        case.accept(TESS)

    def glass_owed_by_nils(self) -> Iterator[datetime]:
        """Leave a debt overdue: the glass was approved, the fault solved, the rest forgotten."""
        yield self._really_ago(75 * 60)
        case = self._case("oidc-key-rotated", NILS, "Pinefall Schools")
        left_out = ("not_affected", "known_issues_searched")
        case.begin({k: one for k, one in case.filing.answers.items() if k not in left_out})
        yield self._really_ago(75 * 60 - 4)
        reason = "Nobody of several schools gets in, and the phones do not stop."
        taken = break_glass(case.desk(), case.reference, reason=reason, version=None)
        case.submit()
        yield self._really_ago(75 * 60 - 13)
        case.accept(THEO)
        yield self._really_ago(70 * 60)
        case.approve(taken)
        given = resolution(self._world.chance, 881, *case.filing.solved[0])
        resolve(self._world.desk(THEO), case.reference, given, version=None)

    def nearly_complete(self) -> Iterator[datetime]:
        """Leave Sam a draft that lacks two answers."""
        yield self._ago(21)
        details = {"event": "shipment.delivered"}
        case = self._case("webhooks-silent", SAM, "Halden Freight", details)
        missing = ("request_ids", "next_update")
        case.begin({k: one for k, one in case.filing.answers.items() if k not in missing})

    def just_begun(self) -> Iterator[datetime]:
        """Leave Sam a draft of four answers."""
        yield self._ago(5)
        case = self._case("inbound-tickets-missing", SAM, "Quarrymen Insurance")
        begun = ("ticket", "customer", "problem", "ask")
        case.begin({name: case.filing.answers[name] for name in begun})
