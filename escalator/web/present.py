"""Turns rows, moments and spans of time into the words that pages show.

Reads nothing from the database and decides nothing; the words of closed lists are words.py's.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import url_for

from escalator.domain.lifecycle import Ball
from escalator.domain.model import State
from escalator.services.desk import Actor
from escalator.services.paging import PAGE, Page
from escalator.store.rows import PacketRow
from escalator.web.desk import contracts
from escalator.web.words import STATE_WORDS

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOON = 4
"""A target is near when less than one part in this many of its time is left."""

STOPPED_STATES = (State.DRAFT, State.BOUNCED)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as a page shows it: `<time datetime="{{ iso }}">{{ words }}</time>`.

    iso: RFC 3339, in UTC. words: in the person's time zone.
    """

    iso: str
    words: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the ball.

    who: "Platform S3", "Sam Ortega", "a lead", or "" for nobody. span: for how long, in words.
    is_you: whether it is the person who looks.
    """

    who: str
    span: str
    is_you: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A time target against now: `{{ ui.due(state, words) }}`.

    state: "fine", "soon", "late", or "none" when nothing is due. words: "due in 12 min".
    """

    state: str
    words: str


NOTHING_DUE = Due("none", "")


@dataclass(frozen=True, slots=True)
class PacketLine:
    """One packet as a list shows it; every value is words, ready to be shown.

    reference, url, edit_url: its number, the packet's page and its editor.
    problem, ask, customer, ticket, category: what it is about; category is the checklist's title.
    priority: "P1".."P4", with priority_reason. state: the state's name, state_words its word.
    holder: who has the ball; ball_words says it in a phrase: "With Platform S3 for 3 h 20 min".
    age_words: since when the target has it: "3 h 20 min", "" when it never got it.
    due: the time to a decision, while one is due; due_words and is_late repeat it.
    updated, submitted: when it last changed, when it was last submitted (None: never).
    target, author, team: names. acceptor: who accepted it, or "".
    revision: how often it was submitted. bounce_count, question_count: how often that happened.
    line_kind, line_words: the line in small: "stopped" or "go", and what it says.
    """

    reference: str
    url: str
    edit_url: str
    problem: str
    ask: str
    customer: str
    ticket: str
    category: str
    priority: str
    priority_reason: str
    state: str
    state_words: str
    holder: Holder
    ball_words: str
    age_words: str
    due: Due
    updated: Stamp
    submitted: Stamp | None
    target: str
    author: str
    team: str
    acceptor: str
    revision: int
    bounce_count: int
    question_count: int
    line_kind: str
    line_words: str

    @property
    def due_words(self) -> str:
        """What there is to say about its target: "40 min over target"."""
        return self.due.words

    @property
    def is_late(self) -> bool:
        """Whether its target time has passed."""
        return self.due.state == "late"

    @property
    def updated_words(self) -> str:
        """When it last changed."""
        return self.updated.words


def page_words(page: Page) -> str:
    """Say which packets of a list a page shows: "3 packets", "Packets 51 to 100"; "" for none."""
    first = (page.number - 1) * PAGE + 1
    last = first + len(page.rows) - 1
    if not page.rows:
        return ""
    if first == 1 and not page.has_more:
        return f"{last} packet{'' if last == 1 else 's'}"
    return f"Packet {first:,}" if first == last else f"Packets {first:,} to {last:,}"


def line_of(row: PacketRow, *, now: datetime, zone: str, reader: Actor | None = None) -> PacketLine:
    """Give a packet as a list shows it.

    zone: the person's time zone, such as "Europe/Berlin". reader: who looks, so that the page can
    say "you". The row's author, team, target team and acceptor should have been loaded with it.
    """
    holder = holder_of(row, now=now, reader=reader)
    kind, words = _line(row)
    return PacketLine(
        reference=row.reference,
        url=url_for("packet.show", reference=row.reference),
        edit_url=url_for("packets.edit", reference=row.reference),
        problem=row.problem or "No problem sentence yet",
        ask=row.ask,
        customer=row.customer,
        ticket=row.ticket,
        category=category_title(row.checklist_name),
        priority=row.priority.value,
        priority_reason=row.priority_reason,
        state=row.state.value,
        state_words=STATE_WORDS[row.state],
        holder=holder,
        ball_words=ball_words(holder),
        age_words=duration_words(now - row.submitted_at) if row.submitted_at else "",
        due=due_of(row, now=now),
        updated=stamp(row.updated_at, zone),
        submitted=stamp(row.submitted_at, zone) if row.submitted_at else None,
        target=row.target_team.name,
        author=row.author.name,
        team=row.team.name if row.team else "",
        acceptor=row.acceptor.name if row.acceptor else "",
        revision=row.revision,
        bounce_count=row.bounce_count,
        question_count=row.question_count,
        line_kind=kind,
        line_words=words,
    )


def _line(row: PacketRow) -> tuple[str, str]:
    if row.state is State.WITHDRAWN:
        return "stopped", "Withdrawn"
    if row.state in STOPPED_STATES:
        return "stopped", "Stopped" if row.state is State.BOUNCED else "Not submitted"
    return "go", "Running"


def category_title(name: str) -> str:
    """Give a checklist's title; a checklist no longer in use is called by its name."""
    checklist = contracts().checklists.get(name)
    return checklist.title if checklist else name.replace("-", " ").capitalize()


def holder_of(row: PacketRow, *, now: datetime, reader: Actor | None = None) -> Holder:
    """Tell who has the ball, and for how long."""
    span = duration_words(now - row.ball_since)
    match row.ball:
        case Ball.AUTHOR:
            is_you = reader is not None and reader.id == row.author_id
            return Holder(row.author.name, span, is_you)
        case Ball.TARGET:
            is_you = reader is not None and row.acceptor_id == reader.id
            return Holder(row.target_team.name, span, is_you and row.state is State.ACCEPTED)
        case Ball.LEAD:
            return Holder("a lead", span, False)
        case Ball.NOBODY:
            return Holder("", "", False)


def ball_words(holder: Holder) -> str:
    """Say who has the ball: "With Platform S3 for 3 h 20 min"."""
    if not holder.who:
        return "With nobody"
    return f"With {'you' if holder.is_you else holder.who} for {holder.span}"


def due_of(row: PacketRow, *, now: datetime) -> Due:
    """Tell how a submitted packet stands against the time in which it should be decided."""
    if row.state is not State.SUBMITTED or row.due_at is None or row.submitted_at is None:
        return NOTHING_DUE
    left = row.due_at - now
    if left < timedelta():
        return Due("late", f"{duration_words(-left)} over target")
    is_near = left * SOON < row.due_at - row.submitted_at
    return Due("soon" if is_near else "fine", f"due in {duration_words(left)}")


def stamp(moment: datetime, zone: str) -> Stamp:
    """Give a moment for a `<time>` element."""
    return Stamp(moment.astimezone(UTC).isoformat(timespec="seconds"), when(moment, zone))


def when(moment: datetime, zone: str) -> str:
    """Say a moment in a time zone: "12 Nov 2026, 14:05"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y, %H:%M}"


def clock(moment: datetime, zone: str) -> str:
    """Say the time of day in a time zone: "14:05"."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def ago(moment: datetime, now: datetime) -> str:
    """Say how long ago a moment was: "3 h 20 min ago", "just now"."""
    span = now - moment
    return "just now" if span < MINUTE else f"{duration_words(span)} ago"


def duration_words(span: timedelta) -> str:
    """Say a span of time in its two largest units: "45 min", "3 h 20 min", "2 days 4 h".

    From ten days on the hours are left out; a span below a minute, or negative, is "under 1 min".
    """
    minutes = int(span / MINUTE)
    if minutes < 1:
        return "under 1 min"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if not days:
        return _joined(f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")
    day_words = "1 day" if days == 1 else f"{days} days"
    return _joined(day_words, f"{hours} h" if hours and days < 10 else "")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
