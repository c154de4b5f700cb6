"""The demo's weekly samples: drawn each Monday, scored over the week, with notes to two people.

Points are drawn by how a packet fared: one that came back late reads worse than one taken at once.
"""

import random
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from escalator.demo.cast import LEARNER, LEE, SAM
from escalator.demo.world import World
from escalator.domain.errors import InvalidEntry
from escalator.domain.sampling import Drawn
from escalator.services.coaching import About, write_note
from escalator.services.figures.filters import Days
from escalator.services.quality_lists import week_samples
from escalator.services.reviewers import ask_second
from escalator.services.samples import draw_week
from escalator.services.scoring import score
from escalator.services.weeks import week_days
from escalator.store.quality import Assignment, Sampled
from escalator.store.rows import PacketRow

WEEKS = 10
"""How many weeks before today were sampled."""

SEED = 11
LEFT = 0.4
"""The share of the last week's reviews that nobody has given yet."""

SECOND = 0.35
"""The share of packets that a second reviewer scores too."""

AGREES = 0.75
"""How often a second reviewer gives a line the same points."""

HARDER = {"reproduction": 1, "evidence": 1}
"""Lines on which packets fall short more often."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note that the lead writes: so many days ago, to whom, about what."""

    days: int
    to: str
    about: About
    text: str


WITH_STEPS = ("api-integration", "general", "release-regression", "login-sso")
"""Categories whose checklists ask for steps."""

NOTES = (
    Note(
        3,
        SAM,
        About(line="evidence"),
        "The log excerpt was the right one, and the failure is in it. Next time write its time"
        " range with the time zone above it: the engineer had to work that out first.",
    ),
    Note(
        17,
        LEARNER,
        About(item="steps"),
        "Your steps began on the page where it failed. Begin with the account and how you got"
        " there; then whoever follows them sees what you saw. The second packet of the week did.",
    ),
)


def samples_scored(world: World) -> list[tuple[datetime, Iterator[datetime]]]:
    """Give the first moment and the play of each week's sample, told back from `world.now`."""
    plays = [SampledWeek(world, number).play() for number in range(1, WEEKS + 1)]
    plays += [_noted(world, one) for one in NOTES]
    return [(next(play), play) for play in plays]


class SampledWeek:
    """One week's samples, from their draw to their scores. number: 1 is the last whole week."""

    def __init__(self, world: World, number: int) -> None:
        self._world = world
        self._number = number
        self._today = world.now
        self._chance = random.Random(f"{SEED} {number}")  # nosec B311: not a secret

    def play(self) -> Iterator[datetime]:
        """Draw on Monday morning, score over the week; gives each moment before it does."""
        days = self._days()
        yield days.period.end + timedelta(hours=8, minutes=self._chance.randint(5, 50))
        draw_week(self._world.desk(LEE), days)
        drawn = self._world.now
        reviews = [
            (line.sampled, line.assignments[1])
            for one in week_samples(self._world.desk(LEE), days)
            for line in one.lines
        ]
        given = [one for one in reviews if self._number > 1 or self._chance.random() > LEFT]
        for moment, (sampled, assignment) in zip(
            self._moments(drawn, len(given)), given, strict=True
        ):
            yield moment
            points = self._points(sampled)
            self._score(assignment, points)
            if self._chance.random() < SECOND:
                self._second(sampled, points)

    def _moments(self, drawn: datetime, count: int) -> list[datetime]:
        """Give so many moments of the days after the draw, in order, none after today."""
        span = min(timedelta(days=4), self._today - drawn)
        return sorted(drawn + span * self._chance.random() for _ in range(count))

    def _days(self) -> Days:
        zone = self._world.contracts.policy.business_hours.time_zone
        last = week_days("", zone, now=self._today)
        back = timedelta(weeks=self._number - 1)
        return Days(last.first - back, last.last - back, last.zone)

    def _points(self, sampled: Sampled) -> Mapping[str, int]:
        """Draw the points of each line, worse for what came back."""
        row = sampled.packet
        base = 3 if sampled.why is Drawn.LATE_BOUNCE else 5
        low = 2 if row.bounce_count else 1
        return {
            line.name: max(1, base - self._fall(low + HARDER.get(line.name, 0)))
            for line in self._world.contracts.rubric.lines
        }

    def _fall(self, weight: int) -> int:
        return self._chance.choices((0, 1, 2), (9, 3 * weight, weight))[0]

    def _score(self, assignment: Assignment, points: Mapping[str, int]) -> None:
        email = next(
            mail
            for mail, person in self._world.people.items()
            if person.id == assignment.reviewer_id
        )
        score(self._world.desk(email), assignment.id, points, turn=None)

    def _second(self, sampled: Sampled, points: Mapping[str, int]) -> None:
        with suppress(InvalidEntry):  # nobody else may review it
            again = ask_second(self._world.desk(LEE), sampled.id)
            theirs = {
                name: one if self._chance.random() < AGREES else self._beside(one)
                for name, one in points.items()
            }
            self._score(again, theirs)

    def _beside(self, points: int) -> int:
        return min(5, max(1, points + self._chance.choice((-1, 1))))


def _noted(world: World, note: Note) -> Iterator[datetime]:
    """Have the lead write a note about the person's latest accepted packet."""
    day = world.now - timedelta(days=note.days)
    yield (day - timedelta(days=max(0, day.weekday() - 4))).replace(hour=13, minute=40)
    accepted = (
        select(PacketRow.reference)
        .where(
            PacketRow.author_id == world.people[note.to].id,
            PacketRow.accepted_at.is_not(None),
            PacketRow.restricted.is_(False),
            PacketRow.checklist_name.in_(WITH_STEPS),
        )
        .order_by(PacketRow.accepted_at.desc())
        .limit(1)
    )
    reference = world.session.scalar(accepted)
    if reference:
        write_note(world.desk(LEE), reference, note.about, note.text)
