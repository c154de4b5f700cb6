"""What an accepted proposal brought: its figure as long before as after the day it took effect.

Counted by the queries behind the figures, so that each number opens its packets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from escalator.domain.checklist import Checklist
from escalator.domain.checklist_diff import due_words
from escalator.domain.metrics import Rate
from escalator.domain.model import ChecklistId
from escalator.domain.proposals import LOOKED_AT, Kind
from escalator.services.checklists import read_release
from escalator.services.desk import Desk
from escalator.services.figures.filters import DAY, Days, Filters, today_in
from escalator.services.figures.marks import Of, marks
from escalator.services.proposals import OF_CHECKLISTS
from escalator.store.checklist_rows import ReleasedChecklist
from escalator.store.proposals import ProposalDecision


@dataclass(frozen=True, slots=True)
class Measure:
    """A rate as the figures that count it: part of whole, each with the detail that narrows it."""

    filters: Filters
    part: tuple[Of, str]
    whole: tuple[Of, str]


@dataclass(frozen=True, slots=True)
class Side:
    """The figure of some days."""

    measure: Measure
    rate: Rate


@dataclass(frozen=True, slots=True)
class Effect:
    """What came of an accepted proposal.

    since: the day it took effect, None while it has not. before, after: as many days on both sides
    of that day, which belongs to neither; None while there is no whole day after it.
    """

    since: date | None
    before: Side | None = None
    after: Side | None = None


def measure_of(kind: Kind, about: Sequence[str], days: Days) -> Measure:
    """Give the figures by which a proposal is made, and judged afterwards."""
    key = ":".join(about)
    match kind:
        case Kind.REQUIRE:
            filters = Filters(days, category=about[0])
            return Measure(filters, (Of.CITED, key), (Of.DECIDED, ""))
        case Kind.BELONGS:
            filters = Filters(days, category=about[0])
            return Measure(filters, (Of.NOT_AVAILABLE, key), (Of.FILED, ""))
        case Kind.ROUTE:
            came = f"{about[0]}:{about[1]}"
            return Measure(Filters(days), (Of.PASSED_TO, key), (Of.CAME_TO, came))
        case Kind.RECORD:
            return Measure(Filters(days), (Of.SAME_ERROR, key), (Of.EVER_ACCEPTED, ""))
        case Kind.COACH:
            filters = Filters(days, person=int(about[0]))
            return Measure(filters, (Of.CHARGED, f":{about[1]}"), (Of.DECIDED, ""))


def effects(desk: Desk, accepted: Sequence[ProposalDecision], *, zone: str) -> tuple[Effect, ...]:
    """Measure what accepted proposals brought, in their order; two queries at most."""
    today = today_in(zone, desk.now())
    begun = _days_in_effect(desk, accepted, zone)
    spans = [both_sides(since, today, zone) for since in begun]
    measures = [
        measure_of(row.kind, row.about.split(":"), days)
        for row, sides in zip(accepted, spans, strict=True)
        for days in sides
    ]
    rates = iter(_rates(desk, measures))
    sides = iter([Side(one, next(rates)) for one in measures])
    return tuple(
        Effect(since, next(sides), next(sides)) if both else Effect(since)
        for since, both in zip(begun, spans, strict=True)
    )


def both_sides(since: date | None, today: date, zone: str) -> tuple[Days, ...]:
    """Give as many whole days before a day as lie after it, at most 13 weeks; () for none."""
    if since is None or today - since <= DAY:
        return ()
    length = min(LOOKED_AT, today - since - DAY)
    return (Days(since - length, since - DAY, zone), Days(since + DAY, since + length, zone))


def _rates(desk: Desk, measures: Sequence[Measure]) -> list[Rate]:
    if not measures:
        return []
    now = desk.now()
    counted = [
        marks(one.filters, *figure, now=now).subquery()
        for one in measures
        for figure in (one.part, one.whole)
    ]
    asked = (select(func.count()).select_from(one).scalar_subquery() for one in counted)
    found = iter(desk.session.execute(select(*asked)).one())
    return [Rate(part, whole) for part, whole in zip(found, found, strict=True)]


@dataclass(frozen=True, slots=True)
class Version:
    """A released version of a checklist, and the day it came into use."""

    id: ChecklistId
    sha256: str
    day: date


def _days_in_effect(
    desk: Desk, accepted: Sequence[ProposalDecision], zone: str
) -> list[date | None]:
    names = {row.about.partition(":")[0] for row in accepted if row.kind in OF_CHECKLISTS}
    versions = _versions(desk, names, zone) if names else ()
    return [
        _day_of_change(desk, row, versions) if row.kind in OF_CHECKLISTS else row.since
        for row in accepted
    ]


def _versions(desk: Desk, names: set[str], zone: str) -> tuple[Version, ...]:
    rows = desk.session.execute(
        select(
            ReleasedChecklist.name,
            ReleasedChecklist.version,
            ReleasedChecklist.sha256,
            ReleasedChecklist.released_at,
        )
        .where(ReleasedChecklist.name.in_(names))
        .order_by(ReleasedChecklist.version)
    )
    return tuple(
        Version(ChecklistId(name, version), sha256, today_in(zone, at))
        for name, version, sha256, at in rows
    )


def _day_of_change(desk: Desk, row: ProposalDecision, versions: Sequence[Version]) -> date | None:
    """Give the day of the first version since the decision that asks otherwise for the item."""
    category, _, item = row.about.partition(":")
    since = [one for one in versions if one.id.name == category and one.id.version >= row.version]
    if len(since) < 2 or since[0].id.version != row.version:
        return None
    was, *asked = (_asks(read_release(desk.session, one.id, one.sha256), item) for one in since)
    changed = (one.day for one, asks in zip(since[1:], asked, strict=True) if asks != was)
    return next(changed, None)


def _asks(checklist: Checklist, item: str) -> tuple[tuple[str, ...], bool] | None:
    """Say how a checklist asks for an item; None when it does not."""
    if not checklist.has_item(item):
        return None
    return due_words(item, checklist), checklist.item(item).not_available
