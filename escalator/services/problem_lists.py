"""Lists of problem records, what one of them gathered, and the known issues that fit an error.

Reads only, and tells a reader of no packet that they may not read: a record counts all of its
packets, which is harmless because security packets have records of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import joinedload

from escalator.domain.problems import STANDING, TOLD, ProblemAction
from escalator.services.access import readable, readable_problem
from escalator.services.desk import Desk
from escalator.services.errors import digest_kept
from escalator.services.figures.filters import Days, today_in, weeks_to
from escalator.store.fingerprints import ErrorRow
from escalator.store.problems import Gathered, Problem, ProblemEvent
from escalator.store.rows import PacketRow, Person

PAGE = 50
LATELY = timedelta(weeks=4)
WEEKS = 12
"""How many weeks of a record are charted."""

MOST_KNOWN = 3
HISTORY = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """A problem record with its packets, attached tickets among them.

    lately: of the last four weeks. total: of all time.
    """

    problem: Problem
    lately: int
    total: int


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """One page of problem records. number: counted from 1. has_more: whether another follows."""

    rows: tuple[Counted, ...]
    number: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class WeekCount:
    """One week of a problem record.

    escalated: packets first submitted in it. attached: drafts that ended here instead.
    """

    days: Days
    escalated: int
    attached: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.escalated + self.attached


@dataclass(frozen=True, slots=True)
class Gathering:
    """The packets of a record as one person may see them.

    rows: those they may read, newest first, at most PAGE. counted: all, whoever may read them.
    unseen: how many are not in `rows`. shapes: how the errors read, most frequent first.
    """

    rows: tuple[Gathered, ...]
    counted: Counted
    unseen: int
    shapes: tuple[str, ...]


def _moment() -> ColumnElement[datetime]:
    """Give when a gathered packet happened: when it was escalated, or ended here instead."""
    return func.coalesce(PacketRow.first_submitted_at, Gathered.added_at)


def _counts(desk: Desk) -> Select[int, int, int]:
    """Select a record's number, and how many packets it has lately and in all."""
    is_late = _moment() >= desk.now() - LATELY
    return (
        select(
            Gathered.problem_id,
            func.sum(case((is_late, 1), else_=0)).label("lately"),
            func.count().label("total"),
        )
        .join(PacketRow, PacketRow.id == Gathered.packet_id)
        .where(PacketRow.is_test.is_(False))
        .group_by(Gathered.problem_id)
    )


def problem_records(desk: Desk, *, standing: bool = True, page: int = 1) -> ProblemsPage:
    """Give a page of the records a person may read, those with most packets lately first.

    standing: those that still make packets; otherwise the fixed and closed ones.
    """
    page = max(1, page)
    states = Problem.state.in_(STANDING)
    found = _counted(
        desk,
        readable_problem(desk.actor),
        states if standing else ~states,
        first=(page - 1) * PAGE,
        most=PAGE + 1,
    )
    return ProblemsPage(found[:PAGE], page, len(found) > PAGE)


def _counted(
    desk: Desk, *conditions: ColumnElement[bool], first: int = 0, most: int
) -> tuple[Counted, ...]:
    counting, busiest_first = _counting(desk)
    rows = desk.session.execute(
        counting.where(*conditions).order_by(*busiest_first).limit(most).offset(first)
    )
    return tuple(Counted(problem, int(recent), int(total)) for problem, recent, total in rows)


def _counting(desk: Desk) -> tuple[Select[Problem, int, int], tuple[ColumnElement[int], ...]]:
    """Select records with their counts; gives the order that puts the busiest first, too."""
    counts = _counts(desk).subquery()
    lately = func.coalesce(counts.c.lately, 0)
    query = select(Problem, lately, func.coalesce(counts.c.total, 0)).outerjoin(
        counts, counts.c.problem_id == Problem.id
    )
    return query, (lately.desc(), Problem.id.desc())


def gathering(desk: Desk, problem: Problem) -> Gathering:
    """Give the packets of a record."""
    (counted,) = _counted(desk, Problem.id == problem.id, most=1)
    mine = and_(Gathered.problem_id == problem.id, readable(desk.actor))
    rows = desk.session.scalars(
        select(Gathered)
        .join(PacketRow, PacketRow.id == Gathered.packet_id)
        .where(mine)
        .options(
            joinedload(Gathered.packet).joinedload(PacketRow.author),
            joinedload(Gathered.packet).joinedload(PacketRow.acceptor),
            joinedload(Gathered.packet).joinedload(PacketRow.team),
            joinedload(Gathered.packet).joinedload(PacketRow.target_team),
        )
        .order_by(_moment().desc(), Gathered.packet_id.desc())
        .limit(PAGE)
    ).all()
    shapes = desk.session.execute(
        select(func.min(ErrorRow.shape))
        .join(Gathered, Gathered.packet_id == ErrorRow.packet_id)
        .join(PacketRow, PacketRow.id == Gathered.packet_id)
        .where(mine, ErrorRow.digest != "")
        .group_by(ErrorRow.digest)
        .order_by(func.count().desc(), func.min(ErrorRow.packet_id))
        .limit(MOST_KNOWN)
    )
    return Gathering(
        tuple(rows),
        counted,
        max(0, counted.total - len(rows)),
        tuple(str(one) for (one,) in shapes),
    )


def weeks_of(desk: Desk, problem: Problem, zone: str) -> tuple[WeekCount, ...]:
    """Count the packets of a record by week, oldest first, in a time zone."""
    weeks = weeks_to(today_in(zone, desk.now()), WEEKS, zone)
    found = desk.session.execute(
        select(PacketRow.first_submitted_at, Gathered.added_at, Gathered.is_attached)
        .join(PacketRow, PacketRow.id == Gathered.packet_id)
        .where(
            Gathered.problem_id == problem.id,
            PacketRow.is_test.is_(False),
            _moment() >= weeks[0].period.start,
        )
    ).all()
    happened = [(submitted or added, attached) for submitted, added, attached in found]
    return tuple(
        WeekCount(
            week,
            sum(week.period.holds(at) and not attached for at, attached in happened),
            sum(week.period.holds(at) and attached for at, attached in happened),
        )
        for week in weeks
    )


def happened_to(desk: Desk, problem: Problem) -> tuple[ProblemEvent, ...]:
    """Give what was done to a record, newest first."""
    return tuple(
        desk.session.scalars(
            select(ProblemEvent)
            .where(ProblemEvent.problem_id == problem.id)
            .options(joinedload(ProblemEvent.actor), joinedload(ProblemEvent.packet))
            .order_by(ProblemEvent.id.desc())
            .limit(HISTORY)
        )
    )


def new_owners(desk: Desk, events: Sequence[ProblemEvent]) -> dict[int, str]:
    """Give the names of those to whom a record was handed, by their number."""
    to = [one.facts["to"] for one in events if one.action is ProblemAction.HAND_OVER]
    rows = desk.session.execute(select(Person.id, Person.name).where(Person.id.in_(to))).all()
    return {number: name for number, name in rows}  # noqa: C416  # a row is no tuple to mypy


def record_of(desk: Desk, row: PacketRow) -> Problem | None:
    """Give the record that a packet is in, None when in none or in one not theirs to read."""
    return records_beside(desk, row)[0]


def records_beside(desk: Desk, row: PacketRow) -> tuple[Problem | None, tuple[Counted, ...]]:
    """Give the record that a packet is in, and others that gather its error, busiest first.

    Only those that the person may read.
    """
    own = select(Gathered.problem_id).where(Gathered.packet_id == row.id).scalar_subquery()
    is_own = case((Problem.id == own, 1), else_=0)
    counting, busiest_first = _counting(desk)
    fits = or_(Problem.id == own, Problem.id.in_(_gathering(digest_kept(row))))
    rows = desk.session.execute(
        counting.add_columns(is_own)
        .where(readable_problem(desk.actor), fits)
        .order_by(is_own.desc(), *busiest_first)
        .limit(MOST_KNOWN)
    ).all()
    others = tuple(Counted(one, int(n), int(total)) for one, n, total, mine in rows if not mine)
    return next((one for one, _, _, mine in rows if mine), None), others


def known_issues(desk: Desk, digest: str) -> tuple[Counted, ...]:
    """Give the known issues to tell whoever is about to escalate this error, busiest first.

    A record of security packets tells nobody.
    """
    return _counted(
        desk,
        readable_problem(desk.actor),
        Problem.restricted.is_(False),
        Problem.known_issue != "",
        Problem.state.in_(TOLD),
        Problem.id.in_(_gathering(literal(digest))),
        most=MOST_KNOWN,
    )


def _gathering(digest: ColumnElement[str]) -> Select[int]:
    """Select the numbers of the records that gather packets with an error."""
    return (
        select(Gathered.problem_id)
        .join(ErrorRow, ErrorRow.packet_id == Gathered.packet_id)
        .where(ErrorRow.digest == digest, ErrorRow.digest != "")
    )
