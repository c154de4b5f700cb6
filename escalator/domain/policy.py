"""What the team has decided: the priority matrix, targets and times, routing, reasons and hours.

It reads policy.json into types and refuses what contradicts itself; priority.py and routing.py
apply it. It holds no rule of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from itertools import product

from escalator.domain.errors import BadContract
from escalator.domain.hours import BusinessHours
from escalator.domain.model import (
    JSON,
    BounceReason,
    DeclineKind,
    Priority,
    RootCause,
    Target,
    Tier,
)
from escalator.domain.reading import Reader, Word
from escalator.domain.shape import shape_problems


class Scope(StrEnum):
    """How far the trouble reaches: the values of the item `scope`."""

    ONE_USER = "one_user"
    ONE_SITE = "one_site"
    ONE_CUSTOMER = "one_customer"
    MANY_CUSTOMERS = "many_customers"


class Blocked(StrEnum):
    """Whether work goes on: the values of the item `blocked`."""

    BLOCKED = "blocked"
    DEGRADED = "degraded"
    NOT_BLOCKED = "not_blocked"


class Workaround(StrEnum):
    """What can be done meanwhile: the values of the item `workaround`."""

    NONE = "none"
    PAINFUL = "painful"
    GOOD = "good"


Cell = tuple[Scope, Blocked, Workaround]
"""One cell of the priority matrix."""


@dataclass(frozen=True, slots=True)
class Raise:
    """A rule that makes a packet more urgent than its matrix cell.

    because: what is said about it, completing "... because".
    by: how many steps.
    at_stake: it applies when one of these is at stake; empty when it does not ask.
    deadline_within: it applies when the deadline is at most this far off; None when it does not
        ask.
    """

    because: str
    by: int
    at_stake: frozenset[str]
    deadline_within: timedelta | None


@dataclass(frozen=True, slots=True)
class PolicyTarget:
    """A team that packets can be escalated to.

    team: its slug. name: as people read it. tier: S2 or S3.
    only: the only categories it takes; empty for all.
    """

    team: str
    name: str
    tier: Tier
    only: tuple[str, ...]

    @property
    def target(self) -> Target:
        """The target as a packet carries it."""
        return Target(self.tier, self.team)


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """When a target is suggested; the first rule that fits wins.

    because: one sentence that says the rule.
    categories, priorities: it fits these; empty for any.
    answers: item -> the choices it fits; every item named must fit.
    """

    target: Target
    because: str
    categories: frozenset[str]
    priorities: frozenset[Priority]
    answers: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Option:
    """Something people choose from a list: its label and one sentence on when to choose it."""

    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A team's policy, complete and free of contradictions.

    matrix: a priority for every cell. raises: in the order they are told.
    acknowledge: minutes to a decision. update: minutes between customer updates, where promised.
    targets, routing: in order. bounce_reasons, decline_kinds, root_causes: every one described.
    business_hours: of the team. round_the_clock: priorities that do not wait for them.
    """

    matrix: Mapping[Cell, Priority] = field(repr=False)
    raises: tuple[Raise, ...]
    acknowledge: Mapping[Priority, int]
    update: Mapping[Priority, int]
    targets: tuple[PolicyTarget, ...]
    routing: tuple[RoutingRule, ...]
    bounce_reasons: Mapping[BounceReason, Option]
    decline_kinds: Mapping[DeclineKind, Option]
    root_causes: Mapping[RootCause, Option]
    business_hours: BusinessHours
    round_the_clock: frozenset[Priority]

    def acknowledge_minutes(self, priority: Priority) -> int:
        """Return the minutes from submission to decision.

        They are business minutes unless hours_for returns None.
        """
        return self.acknowledge[priority]

    def update_minutes(self, priority: Priority) -> int | None:
        """Return the minutes between customer updates, None when none are promised."""
        return self.update.get(priority)

    def hours_for(self, priority: Priority) -> BusinessHours | None:
        """Return the hours in which a priority's time runs, None for round the clock."""
        return None if priority in self.round_the_clock else self.business_hours

    def target_of(self, team: str) -> PolicyTarget | None:
        """Return the target a team is, None when it is none."""
        return next((target for target in self.targets if target.team == team), None)


def read_policy(value: JSON, file: str, *, schema: JSON) -> Policy:
    """Read policy.json.

    file: the name shown when it is refused. schema: policy.schema.json. Raises BadContract with
    the first thing that is wrong and its place.
    """
    for problem in policy_problems(value, file, schema=schema):
        raise problem
    return _PolicyReader(file).read(value)


def policy_problems(value: JSON, file: str, *, schema: JSON) -> Iterator[BadContract]:
    """Yield what is wrong with a policy file: its shape first, its meaning once that is right."""
    problems = shape_problems(value, file, schema=schema)
    yield from problems
    if not problems:
        try:
            _PolicyReader(file).read(value)
        except BadContract as problem:
            yield problem


class _PolicyReader(Reader):
    """Turns a policy of the right shape into types; raises BadContract on a contradiction."""

    def read(self, value: JSON) -> Policy:
        top = self.mapping(value, "")
        priority = self.mapping(top.get("priority"), "/priority")
        targets = tuple(self.read_targets(top))
        round_the_clock = {Priority.P1} if top.get("p1_round_the_clock") is True else set()
        return Policy(
            matrix=self.read_matrix(priority.get("matrix")),
            raises=tuple(self.read_raises(priority)),
            acknowledge=self.read_minutes(top, "acknowledge_minutes"),
            update=self.read_minutes(top, "update_minutes"),
            targets=targets,
            routing=tuple(self.read_routing(top, targets)),
            bounce_reasons=self.read_options(top, "bounce_reasons", BounceReason),
            decline_kinds=self.read_options(top, "decline_kinds", DeclineKind),
            root_causes=self.read_options(top, "root_causes", RootCause),
            business_hours=self.read_hours(top),
            round_the_clock=frozenset(round_the_clock),
        )

    def read_matrix(self, value: JSON) -> dict[Cell, Priority]:
        matrix: dict[Cell, Priority] = {}
        for scope, blocked, workaround in product(Scope, Blocked, Workaround):
            place = f"/priority/matrix/{scope}"
            row = self.mapping(self.mapping(value, "/priority/matrix").get(scope), place)
            cells = self.mapping(row.get(blocked), f"{place}/{blocked}")
            cell = (scope, blocked, workaround)
            matrix[cell] = self.one_of(Priority, cells, workaround, f"{place}/{blocked}")
        return matrix

    def read_raises(self, priority: dict[str, JSON]) -> Iterator[Raise]:
        for index, entry in enumerate(self.listing(priority.get("raise"), "/priority/raise")):
            place = f"/priority/raise/{index}"
            rule = self.mapping(entry, place)
            when = self.mapping(rule.get("when"), f"{place}/when")
            hours = when.get("deadline_within_hours")
            yield Raise(
                because=self.text(rule, "because", place),
                by=self.number(rule, "by", place),
                at_stake=frozenset(self.words(when.get("at_stake", []), f"{place}/when/at_stake")),
                deadline_within=timedelta(hours=hours) if isinstance(hours, int) else None,
            )

    def read_minutes(self, top: dict[str, JSON], key: str) -> dict[Priority, int]:
        minutes = self.mapping(top.get(key), f"/{key}")
        return {
            self.member(Priority, name, f"/{key}"): self.number(minutes, name, f"/{key}")
            for name in minutes
        }

    def read_targets(self, top: dict[str, JSON]) -> Iterator[PolicyTarget]:
        seen: set[str] = set()
        for index, entry in enumerate(self.listing(top.get("targets"), "/targets")):
            place = f"/targets/{index}"
            value = self.mapping(entry, place)
            team = self.text(value, "team", place)
            if team in seen:
                raise self.refuse(f"{place}/team", f"“{team}” is a target twice.")
            seen.add(team)
            yield PolicyTarget(
                team=team,
                name=self.text(value, "name", place),
                tier=self.one_of(Tier, value, "tier", place),
                only=self.words(value.get("only", []), f"{place}/only"),
            )

    def read_routing(
        self, top: dict[str, JSON], targets: tuple[PolicyTarget, ...]
    ) -> Iterator[RoutingRule]:
        by_team = {target.team: target.target for target in targets}
        for index, entry in enumerate(self.listing(top.get("routing"), "/routing")):
            place = f"/routing/{index}"
            rule = self.mapping(entry, place)
            team = self.text(rule, "team", place)
            if team not in by_team:
                raise self.refuse(f"{place}/team", f"“{team}” is not one of the targets.")
            when = self.mapping(rule.get("when"), f"{place}/when")
            answers = self.mapping(when.get("answers", {}), f"{place}/when/answers")
            words = self.words(when.get("priority", []), f"{place}/when/priority")
            yield RoutingRule(
                target=by_team[team],
                because=self.text(rule, "because", place),
                categories=frozenset(
                    self.words(when.get("category", []), f"{place}/when/category")
                ),
                priorities=frozenset(self.member(Priority, word, place) for word in words),
                answers={
                    name: frozenset(self.words(values, f"{place}/when/answers/{name}"))
                    for name, values in answers.items()
                },
            )

    def read_options(self, top: dict[str, JSON], key: str, kind: type[Word]) -> dict[Word, Option]:
        options = self.mapping(top.get(key), f"/{key}")
        found: dict[Word, Option] = {}
        for member in kind:
            place = f"/{key}/{member}"
            option = self.mapping(options.get(member), place)
            found[member] = Option(
                self.text(option, "label", place), self.text(option, "description", place)
            )
        return found

    def read_hours(self, top: dict[str, JSON]) -> BusinessHours:
        place = "/business_hours"
        hours = self.mapping(top.get("business_hours"), place)
        days = self.listing(hours.get("days"), f"{place}/days")
        try:
            return BusinessHours(
                time_zone=self.text(hours, "time_zone", place),
                days=frozenset(day for day in days if isinstance(day, int)),
                start=time.fromisoformat(self.text(hours, "start", place)),
                end=time.fromisoformat(self.text(hours, "end", place)),
            )
        except ValueError as error:
            raise self.refuse(place, f"{error}.") from error
