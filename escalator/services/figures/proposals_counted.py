"""What proposals are made of, counted in one statement; proposal_counts.py tells it in Python.

Each count is that of a query of marks.py, so that it opens exactly the packets that it counts; a
test holds them equal.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from escalator.domain.history import Period
from escalator.domain.proposal_counts import ProposalCounts
from escalator.services.desk import Desk
from escalator.services.figures.by_decision import stands
from escalator.services.figures.by_outcome import stated
from escalator.services.figures.by_proposal import CHARGED, first_passed_on
from escalator.services.figures.filters import Filters, countable, decidable
from escalator.services.figures.marks import Of
from escalator.services.figures.shapes import Shape, shape_of
from escalator.services.figures.sums import (
    BLOCK,
    between,
    day_values,
    dimension_by,
    divide,
    midnight,
)
from escalator.services.resolutions import NOT_AVAILABLE
from escalator.store.counts import DayCount, Stated
from escalator.store.fingerprints import ErrorRow
from escalator.store.problems import Gathered
from escalator.store.rows import Bounce, Charge, EventRow, Fault, PacketRow, Team

Row: TypeAlias = "Select[*tuple[Any, ...]]"
Key: TypeAlias = ColumnElement[str] | InstrumentedAttribute[str]


@dataclass
class _Found:
    """Collects the rows of the statement; each adds to what it counts."""

    decided: Counter[str] = field(default_factory=Counter)
    by_person: Counter[int] = field(default_factory=Counter)
    cited: Counter[tuple[str, str]] = field(default_factory=Counter)
    charged: Counter[tuple[int, str]] = field(default_factory=Counter)
    came_to: Counter[tuple[str, str]] = field(default_factory=Counter)
    passed_on: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    filed: Counter[str] = field(default_factory=Counter)
    not_available: Counter[tuple[str, str]] = field(default_factory=Counter)
    accepted: int = 0

    def add(self, what: str, key: tuple[str, str, str], n: int, more: int) -> None:
        """Add a row; more: of what is counted, those that have something besides."""
        one, other, third = key
        match what:
            case "decided":
                self.decided[one] += n
                self.by_person[int(other)] += n
                self.came_to[one, third] += n
                self.accepted += more
            case "passed":
                came, _, went = other.partition(":")
                self.passed_on[one, came, went] += n
                self.came_to[one, came] += n
                self.came_to[one, third] -= n  # where it is now, it did not come to first
            case "cited":
                self.cited[one, third] += n
                self.charged[int(other), third] += more
            case "filed":
                self.filed[one] += n
            case "missing":
                self.not_available[one, other] += n
            case "error":
                self.errors[one] += n


def proposal_counts(desk: Desk, filters: Filters) -> ProposalCounts:
    """Count everything that is proposed from; filters should narrow nothing but the period."""
    blocks, parts = divide(filters.period, BLOCK)
    spans = [filters.period, *((Period(*map(midnight, blocks)),) if blocks else ()), *parts]
    shape, values = shape_of(filters, spans)
    query = _counts_of(shape, has_blocks=blocks is not None)
    found = _Found()
    for what, one, other, third, n, more in desk.session.execute(
        query, {**values, **day_values(spans)}
    ):
        found.add(what, (one, other, third), int(n), int(more))
    return ProposalCounts(
        decided=found.decided,
        by_person=found.by_person,
        accepted=found.accepted,
        cited=found.cited,
        charged=+found.charged,  # without those that no bounce charged to the packet
        came_to=+found.came_to,
        passed_on=found.passed_on,
        errors=found.errors,
        filed=found.filed,
        not_available=found.not_available,
    )


@lru_cache(maxsize=8)
def _counts_of(shape: Shape, *, has_blocks: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Select what, its keys and counts. The first span is the period, then blocks of days in it."""
    whole, *spans = shape.each()
    asked = [_decided(whole), _passed(whole), _cited(whole), _errors(whole)]
    asked.append(
        _row(stated(whole, NOT_AVAILABLE), "missing", PacketRow.checklist_name, Stated.words)
    )
    if has_blocks:
        asked.append(_filed_in_blocks(spans.pop(0)))
    asked += (_filed(part) for part in spans)
    return union_all(*asked)


def _row(
    selected: Row,
    what: str,
    *keys: Key,
    n: ColumnElement[int] | None = None,
    more: ColumnElement[int] | None = None,
) -> Row:
    """Select a count by up to three keys, in the columns that all share."""
    filled = (*keys, *(literal(""),) * (3 - len(keys)))
    count = func.count() if n is None else n
    rest = literal(0) if more is None else more
    return selected.with_only_columns(literal(what), *filled, count, rest).group_by(*keys)


def _decided(scope: Shape) -> Row:
    keys = (PacketRow.checklist_name, PacketRow.author_id, PacketRow.target_team_id)
    grouped = (
        select(*keys, func.count().label("n"), func.count(PacketRow.accepted_at).label("accepted"))
        .where(*decidable(scope), scope.holds(PacketRow.first_decision_at))
        .group_by(*keys)
        .subquery("grouped")
    )
    return select(
        literal("decided"),
        grouped.c.checklist_name,
        cast(grouped.c.author_id, String),
        Team.slug,
        grouped.c.n,
        grouped.c.accepted,
    ).join(Team, Team.id == grouped.c.target_team_id)


def _passed(scope: Shape) -> Row:
    came, went = (EventRow.facts[name].as_string() for name in ("from", "team"))
    passed = (
        select(PacketRow.checklist_name, (came + ":" + went).label("route"), Team.slug)
        .join(EventRow, EventRow.packet_id == PacketRow.id)
        .join(Team, Team.id == PacketRow.target_team_id)
        .where(
            EventRow.id.in_(first_passed_on()),
            *decidable(scope),
            scope.holds(PacketRow.first_decision_at),
        )
        .subquery("passed")
    )
    return _row(select(passed), "passed", passed.c.checklist_name, passed.c.route, passed.c.slug)


def _cited(scope: Shape) -> Row:
    """Select from the bounces, which are few, and not from the packets."""
    citing = (
        select(Bounce.packet_id)
        .join(PacketRow, PacketRow.id == Bounce.packet_id)
        .join(Charge, Charge.bounce_id == Bounce.id)
        .join(Fault, Fault.charge_id == Charge.id)
        .where(
            Bounce.at
            >= bindparam("start_0", type_=Bounce.at.type),  # none comes before the first decision
            stands(),
            *decidable(scope),
            scope.holds(PacketRow.first_decision_at),
        )
    )
    charged = case((Charge.reason.in_(CHARGED), Bounce.packet_id))
    return _row(
        citing,
        "cited",
        PacketRow.checklist_name,
        cast(PacketRow.author_id, String),
        Fault.item,
        n=func.count(Bounce.packet_id.distinct()),
        more=func.count(charged.distinct()),
    )


def _filed_in_blocks(span: Shape) -> Row:
    """Select whole blocks of days from the counts."""
    counted = select(DayCount.n).where(
        DayCount.dimension == dimension_by("category", BLOCK),
        DayCount.figure == Of.FILED,
        *between(*span.spans),
    )
    return _row(counted, "filed", DayCount.key, n=func.sum(DayCount.n))


def _filed(part: Shape) -> Row:
    """Select what lies before and after them from the packets."""
    of_part = select(PacketRow.id).where(*countable(part), part.holds(PacketRow.first_submitted_at))
    return _row(of_part, "filed", PacketRow.checklist_name)


def _errors(scope: Shape) -> Row:
    recorded = select(ErrorRow.digest).join(Gathered, Gathered.packet_id == ErrorRow.packet_id)
    shown = (
        select(ErrorRow.packet_id)
        .join(PacketRow, PacketRow.id == ErrorRow.packet_id)
        .where(
            ErrorRow.digest != "",
            ErrorRow.digest.not_in(recorded),
            PacketRow.restricted.is_(False),
            PacketRow.accepted_at.is_not(None),
            *decidable(scope),
            scope.holds(PacketRow.first_decision_at),
        )
        .having(func.count() > 1)
    )
    return _row(shown, "error", ErrorRow.digest)
