"""The tables: people, packets, their revisions, events and decisions, exceptions, placeholders.

No query and no rule stands here. Text that a person typed is scrubbed before it becomes a row;
`placeholders` keeps keyed hashes only.
"""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from escalator.domain.lifecycle import Ball
from escalator.domain.model import JSON, Action, BounceReason, Priority, Role, State, Tier
from escalator.store.types import BigId, Json, UtcDateTime, Word
from escalator.store.words import ExceptionState, FaultState, Ruling

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables share: names of constraints, and Python types -> column types."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime(),
        dict[str, JSON]: Json,
        list[str]: Json,
        Action: Word(Action),
        Ball: Word(Ball),
        BounceReason: Word(BounceReason),
        ExceptionState: Word(ExceptionState),
        FaultState: Word(FaultState),
        Priority: Word(Priority),
        Role: Word(Role),
        Ruling: Word(Ruling),
        State: Word(State),
        Tier: Word(Tier),
    }


class Team(Base):
    """A team on one tier; its slug is what checklists, policy and packets call it."""

    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    tier: Mapped[Tier]


class Person(Base):
    """Someone who signs in: one role, one team (admins and leads may have none).

    The columns beyond name, role and team are those that Flask-Security works with.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    shortcuts: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime]

    team: Mapped[Team | None] = relationship(lazy="joined")


class PacketRow(Base):
    """One packet: where it is in its life, who has it, and what it says now.

    `version` counts every change, for optimistic locking; `revision` counts submissions.
    `ticket`, `customer`, `problem` and `ask` repeat their answers so that lists need not read
    `answers`, which can hold megabytes of logs. `first_decision*` repeat what the events say,
    kept in the same transaction, so that the scoreboard is one indexed query.
    """

    __tablename__ = "packets"
    __table_args__ = (
        Index("ix_packets_queue", "target_team_id", "state", "priority", "submitted_at"),
        Index("ix_packets_mine", "author_id", "state", "updated_at"),
        # One for each way to be allowed to read a packet, newest last: see services/paging.py.
        Index("ix_packets_author", "author_id", "id"),
        Index("ix_packets_team", "team_id", "restricted", "id"),
        Index("ix_packets_target", "target_team_id", "id", "revision"),
        Index("ix_packets_restricted", "restricted", "id"),
        Index("ix_packets_open", "state", "first_submitted_at", "is_test"),
        Index("ix_packets_category", "checklist_name", "first_submitted_at", "is_test"),
        # Holds all that the scoreboard's rates need, so that they are counted from it alone.
        Index(
            "ix_packets_first_decision",
            "first_decision_at",
            "first_decision",
            "state",
            "is_test",
            "restricted",
            "accepted_at",
            "bounce_count",
            "team_id",
            "target_team_id",
            "author_id",
            "priority",
            "checklist_name",
            "customer",
            "id",
        ),
        Index(
            "ix_packets_first_submitted",
            "first_submitted_at",
            "state",
            "is_test",
            "first_decision",
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    start_key: Mapped[str] = mapped_column(String(64), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    target_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    checklist_name: Mapped[str] = mapped_column(String(64))
    checklist_version: Mapped[int]
    restricted: Mapped[bool] = mapped_column(Boolean, default=False)
    is_test: Mapped[bool] = mapped_column(Boolean, default=False)

    state: Mapped[State]
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=0)
    ball: Mapped[Ball]
    ball_since: Mapped[datetime]

    priority: Mapped[Priority]
    priority_reason: Mapped[str] = mapped_column(String(500), default="")
    priority_override: Mapped[Priority | None]
    priority_rationale: Mapped[str] = mapped_column(String(500), default="")

    ticket: Mapped[str] = mapped_column(String(300), index=True)
    customer: Mapped[str] = mapped_column(String(300), default="")
    problem: Mapped[str] = mapped_column(String(300), default="")
    ask: Mapped[str] = mapped_column(String(300), default="")

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    first_submitted_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    acceptor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    first_decision: Mapped[str | None] = mapped_column(String(16))
    first_decision_at: Mapped[datetime | None]
    bounce_count: Mapped[int] = mapped_column(default=0)
    question_count: Mapped[int] = mapped_column(default=0)

    # Last in the table: SQLite reads a row from its start, and a log can be megabytes.
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    answers: Mapped[dict[str, JSON]] = mapped_column(Json, default=dict, deferred=True)
    not_available: Mapped[dict[str, JSON]] = mapped_column(Json, default=dict, deferred=True)

    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    acceptor: Mapped[Person | None] = relationship(foreign_keys=[acceptor_id])
    team: Mapped[Team | None] = relationship(foreign_keys=[team_id])
    target_team: Mapped[Team] = relationship(foreign_keys=[target_team_id])


class Revision(Base):
    """The immutable snapshot made by one submission; `document` is the packet's JSON form."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("packet_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"))
    number: Mapped[int]
    document: Mapped[dict[str, JSON]] = mapped_column(Json, deferred=True)
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[int] = mapped_column(ForeignKey("people.id"))


class EventRow(Base):
    """One thing that happened to a packet. Never edited: the database refuses an update."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_action", "action", "at", "packet_id"),
        Index("ix_events_actor", "actor_id", "action", "packet_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    action: Mapped[Action]
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state_from: Mapped[State | None]
    state_to: Mapped[State]
    revision: Mapped[int]
    facts: Mapped[dict[str, JSON]] = mapped_column(Json, default=dict)

    actor: Mapped[Person] = relationship()


class Submission(Base):
    """How long one submission waited for its first decision.

    Repeats what the events say, kept in the same transaction, so that times to acknowledge need
    not pair the events of a period. priority, due_at: as submitted. decided_at: None while it
    waits. waited: until then, in milliseconds, of business time where the priority runs in it.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("packet_id", "revision"),
        Index(
            "ix_submissions_decided",
            "decided_at",
            "packet_id",
            "revision",
            "priority",
            "waited",
            "due_at",
        ),
        Index("ix_submissions_waited", "priority", "waited", "decided_at", "packet_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"))
    revision: Mapped[int]
    submitted_at: Mapped[datetime]
    priority: Mapped[Priority]
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    waited: Mapped[int | None] = mapped_column(BigInteger)


class Bounce(Base):
    """One bounce and what became of it.

    is_first: whether it is the packet's first quality decision. is_charged: at least one of its
    reasons is charged to the packet. is_late: made after an accept.
    """

    __tablename__ = "bounces"
    __table_args__ = (Index("ix_bounces_ruling", "ruling", "contested_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"), index=True)
    revision: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    engineer_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    is_first: Mapped[bool] = mapped_column(Boolean)
    is_charged: Mapped[bool] = mapped_column(Boolean)
    is_late: Mapped[bool] = mapped_column(Boolean)
    ruling: Mapped[Ruling | None]
    contest: Mapped[str] = mapped_column(Text, default="")
    contested_at: Mapped[datetime | None]
    ruling_reason: Mapped[str] = mapped_column(Text, default="")
    ruled_at: Mapped[datetime | None]
    ruled_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    engineer: Mapped[Person] = relationship(foreign_keys=[engineer_id])
    packet: Mapped[PacketRow] = relationship()
    charges: Mapped[list["Charge"]] = relationship(
        order_by="Charge.id", lazy="selectin", cascade="all"
    )


class Charge(Base):
    """One reason of a bounce, with its items at fault and what would make it acceptable."""

    __tablename__ = "charges"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bounce_id: Mapped[int] = mapped_column(ForeignKey("bounces.id"), index=True)
    reason: Mapped[BounceReason]
    wanted: Mapped[str] = mapped_column(Text)

    faults: Mapped[list["Fault"]] = relationship(
        order_by="Fault.id", lazy="selectin", cascade="all"
    )


class Fault(Base):
    """One item at fault in a bounce, and whether the author has answered it since."""

    __tablename__ = "faults"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    charge_id: Mapped[int] = mapped_column(ForeignKey("charges.id"), index=True)
    item: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[FaultState]
    contest: Mapped[str] = mapped_column(Text, default="")


OPEN = text("replied_at IS NULL")


class Question(Base):
    """A question from the target that is not a decision, and its reply."""

    __tablename__ = "questions"
    __table_args__ = (
        Index(
            "ix_questions_open",
            "packet_id",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    reply: Mapped[str] = mapped_column(Text, default="")
    replied_at: Mapped[datetime | None]

    engineer: Mapped[Person] = relationship()


class ExceptionRow(Base):
    """Leave to submit despite named gaps: asked and decided, or taken first (break glass)."""

    __tablename__ = "exceptions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"), index=True)
    items: Mapped[list[str]]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[ExceptionState] = mapped_column(index=True)
    broke_glass: Mapped[bool] = mapped_column(Boolean, default=False)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]

    packet: Mapped[PacketRow] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=[asked_by])


class Placeholder(Base):
    """What stands for a hidden value: a keyed hash of it and its number, never the value."""

    __tablename__ = "placeholders"
    __table_args__ = (UniqueConstraint("packet_id", "kind", "digest", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    digest: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]


class SetUpLink(Base):
    """A one-time link by which a person sets a password; only a hash of its token is kept.

    used_at: when it was used, or ended by a newer link, another password or a deactivation.
    """

    __tablename__ = "set_up_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


APPEND_ONLY = ("events", "revisions")
"""Tables whose rows the database itself refuses to update."""
