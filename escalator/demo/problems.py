"""The faults of the demo that come again and again, and the problem records that gather them.

Each is played like a packet's life: opened when its second packet is there, told to S1 a few days
later, added to week by week. Some technicians attach their draft to it instead of escalating.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from escalator.demo.case import Case
from escalator.demo.cast import CUSTOMERS, DANA, ERIN, JONAH, MEI, NILS, OLGA, SAM
from escalator.demo.story import stories
from escalator.demo.telling import tell
from escalator.demo.world import World
from escalator.domain.errors import InvalidEntry, NotFound
from escalator.domain.problems import ProblemState
from escalator.services.attaching import attach
from escalator.services.desk import Desk
from escalator.services.problems import Said, add_packet, change_problem, open_problem

FIRST_LOOK = 70
"""How many days before today somebody first looks whether an error came again."""

LOOKS_EVERY = 4
SEED = 7


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and its record.

    story: what its packets tell. state, told: what the record comes to say. spared: days ago, and
    whose draft was attached to it then.
    """

    story: str
    title: str
    owner: str
    state: ProblemState
    told: str
    fixed_in: str = ""
    defect: str = ""
    kb: str = ""
    spared: Sequence[tuple[int, str]] = ()


FAULTS = (
    Fault(
        "orders-time-out",
        "Long orders end in 504 after 30 seconds, though half of them are made",
        ERIN,
        ProblemState.KNOWN,
        "Orders of many lines time out at the gateway while they are still being written.\n"
        "Workaround: ask for the order by its reference before sending it again, or send at most"
        " 200 lines in one call.",
        defect="https://tracker.example.com/DEF-1184",
        kb="https://kb.example.com/articles/3188",
        spared=((16, DANA), (9, OLGA), (4, NILS)),
    ),
    Fault(
        "webhooks-silent",
        "Webhooks stay silent after a pause: the circuit does not close again",
        JONAH,
        ProblemState.FIXING,
        "After a quarter of an hour of errors on the receiver's side, the subscription stays paused"
        " for good.\nWorkaround: delete the subscription and make it anew; events of the pause are"
        " sent again. A fix is being rolled out.",
        defect="https://tracker.example.com/DEF-1203",
        spared=((11, MEI), (2, SAM)),
    ),
    Fault(
        "rate-limit-too-early",
        "The rate limit strikes at a fraction of what was agreed",
        ERIN,
        ProblemState.FIXED,
        "Tenants moved in spring were counted in the default bucket. Fixed: ask the customer to"
        " try again; nothing has to be changed on their side.",
        fixed_in="2026.24",
        spared=((23, MEI),),
    ),
)


def faults_found(world: World) -> list[tuple[datetime, Iterator[datetime]]]:
    """Give the first moment and the play of each fault, told back from `world.now`."""
    plays = [
        play
        for fault in FAULTS
        for finding in [Finding(world, fault)]
        for play in (finding.gathered(), *(finding.spared(*one) for one in fault.spared))
    ]
    return [(next(play), play) for play in plays]


class Finding:
    """One fault while it is found out about."""

    def __init__(self, world: World, fault: Fault) -> None:
        self._world = world
        self._fault = fault
        self._today = world.now
        self._chance = random.Random(f"{SEED} {fault.story}")  # nosec B311: not a secret
        self._reference = ""
        self._is_told = False
        self._seen: set[str] = set()

    def gathered(self) -> Iterator[datetime]:
        """Open the record, tell S1, add what comes; gives each moment before anything is done."""
        for days in range(FIRST_LOOK, 0, -LOOKS_EVERY):
            yield self._days_ago(days)
            found = [
                one for one in self._world.filed.get(self._fault.story, ()) if one not in self._seen
            ]
            if self._reference:
                self._tell()
            elif len(found) >= 2:
                self._open(found.pop())
            if self._reference:
                self._add(found)

    def _days_ago(self, days: int) -> datetime:
        """Give a working day's moment so many days ago, or up to two more."""
        moment = self._today - timedelta(days=days)
        return moment - timedelta(days=max(0, moment.weekday() - 4))

    def _said(self, state: ProblemState, told: str = "") -> Said:
        fault, is_over = self._fault, state is ProblemState.FIXED
        return Said(
            title=fault.title,
            state=state,
            owner=self._world.people[fault.owner].id,
            fixed_in=fault.fixed_in if is_over else "",
            known_issue=told,
            defect_url=fault.defect,
            kb_url=fault.kb if told else "",
        )

    def _open(self, packet: str) -> None:
        with suppress(NotFound):  # passed on meanwhile, to a team whose packets they do not see
            said = self._said(ProblemState.OPEN)
            made = open_problem(self._desk(), packet, said)
            self._reference = made.reference
            self._seen.add(packet)

    def _tell(self) -> None:
        if not self._is_told:
            self._is_told = True
            said = self._said(self._fault.state, self._fault.told)
            change_problem(self._desk(), self._reference, said, version=None)

    def _add(self, packets: Sequence[str]) -> None:
        for packet in packets:
            self._seen.add(packet)
            with suppress(NotFound, InvalidEntry):  # not theirs to see, or withdrawn
                add_packet(self._desk(), self._reference, packet, version=None)

    def _desk(self) -> Desk:
        return self._world.desk(self._fault.owner)

    def spared(self, days: int, author: str) -> Iterator[datetime]:
        """Let a technician begin a packet, see that the issue is known, and attach it."""
        moment = self._days_ago(days)
        yield moment
        if not self._is_told:
            return
        filing = tell(
            stories()[self._fault.story],
            self._chance,
            customer=self._chance.choice(CUSTOMERS),
            filed_at=self._world.now,
            ticket=f"T-{45000 + 13 * days}",
        )
        case = Case(self._world, f"demo-{self._fault.story}-{days}", author, filing)
        case.begin()
        yield moment + timedelta(minutes=self._chance.randint(4, 15))
        attach(
            case.desk(),
            case.reference,
            self._reference,
            words="The customer has the workaround.",
            version=None,
        )
