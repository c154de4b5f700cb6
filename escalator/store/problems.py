"""The tables of problem records: what one fault makes, the packets it made, and what was done.

No query and no rule stands here. Text that a person typed is scrubbed before it becomes a row.
"""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from escalator.domain.model import JSON
from escalator.domain.problems import ProblemAction, ProblemState
from escalator.store.rows import Base, PacketRow, Person
from escalator.store.types import BigId, Json, Word


class Problem(Base):
    """One problem record.

    `version` counts every change, for optimistic locking. restricted: holds security packets, and
    is read by engineers of `team_id` only; both are None and False for the others.
    known_issue: what S1 sees at filing; "" while it is for engineers and leads only.
    """

    __tablename__ = "problems"
    __table_args__ = (Index("ix_problems_state", "state", "restricted"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(400))
    state: Mapped[ProblemState] = mapped_column(Word(ProblemState))
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    restricted: Mapped[bool] = mapped_column(Boolean, default=False)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    fixed_in: Mapped[str] = mapped_column(String(200), default="")
    known_issue: Mapped[str] = mapped_column(Text, default="")
    defect_url: Mapped[str] = mapped_column(Text, default="")
    kb_url: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    owner: Mapped[Person] = relationship(lazy="joined")


class Gathered(Base):
    """A packet of a problem record; one packet belongs to one record at most.

    is_attached: the packet is a draft that ended here instead of being escalated; ticket and note
    are what its author left.
    """

    __tablename__ = "problem_packets"
    __table_args__ = (Index("ix_problem_packets_problem", "problem_id", "packet_id"),)

    packet_id: Mapped[int] = mapped_column(BigId, ForeignKey("packets.id"), primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"))
    is_attached: Mapped[bool] = mapped_column(Boolean, default=False)
    ticket: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    added_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]

    problem: Mapped[Problem] = relationship(lazy="joined")
    packet: Mapped[PacketRow] = relationship()


class ProblemEvent(Base):
    """One thing done to a problem record. Never edited: the database refuses an update."""

    __tablename__ = "problem_events"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"), index=True)
    at: Mapped[datetime]
    action: Mapped[ProblemAction] = mapped_column(Word(ProblemAction))
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    packet_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("packets.id"))
    facts: Mapped[dict[str, JSON]] = mapped_column(Json, default=dict)

    actor: Mapped[Person] = relationship()
    packet: Mapped[PacketRow | None] = relationship()
