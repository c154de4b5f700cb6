"""The tables of quality: weekly samples, who reviews what in them, scores, and coaching notes.

No query and no rule stands here. All of them only grow: the database refuses an update. Text that
a person typed is scrubbed before it becomes a row.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from escalator.domain.sampling import Drawn
from escalator.store.rows import Base, PacketRow, Person, Team
from escalator.store.types import BigId, Word


class Sample(Base):
    """What was drawn of a team's packets of one week.

    week: ISO, such as "2026-W46"; its days are those of `zone`. seed, size: what the draw was made
    with. candidates: the references drawn from. left_out: packets that nobody may review.
    drawn_by: None when a command drew it.
    """

    __tablename__ = "samples"
    __table_args__ = (UniqueConstraint("week", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(String(8))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    zone: Mapped[str] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    candidates: Mapped[list[str]]
    left_out: Mapped[int]
    drawn_at: Mapped[datetime]
    drawn_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    team: Mapped[Team] = relationship(lazy="joined")


class Sampled(Base):
    """A packet of a sample, as it was when it was accepted or bounced late, at `at`."""

    __tablename__ = "sampled_packets"
    __table_args__ = (
        UniqueConstraint("sample_id", "packet_id"),
        Index("ix_sampled_packets_at", "at", "packet_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("samples.id"))
    packet_id: Mapped[int] = mapped_column(BigId, ForeignKey("packets.id"), index=True)
    revision: Mapped[int]
    at: Mapped[datetime]
    why: Mapped[Drawn] = mapped_column(Word(Drawn))

    sample: Mapped[Sample] = relationship()
    packet: Mapped[PacketRow] = relationship()


class Assignment(Base):
    """Who reviews a sampled packet.

    slot: 1, or 2 for a second reviewer who scores it apart. turn: counts those of a slot; the
    latest one has it. assigned_by: None when the draw did it.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("sampled_id", "slot", "turn"),
        Index("ix_assignments_reviewer", "reviewer_id", "assigned_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sampled_id: Mapped[int] = mapped_column(ForeignKey("sampled_packets.id"))
    slot: Mapped[int]
    turn: Mapped[int]
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    assigned_at: Mapped[datetime]
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    sampled: Mapped[Sampled] = relationship()
    reviewer: Mapped[Person] = relationship(foreign_keys=[reviewer_id])


class Score(Base):
    """What a reviewer gave a packet; the latest of a slot counts.

    turn: counts those of a slot. rubric: the version it was given by. total: the sum of its
    `lines` lines.
    """

    __tablename__ = "scores"
    __table_args__ = (UniqueConstraint("sampled_id", "slot", "turn"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sampled_id: Mapped[int] = mapped_column(ForeignKey("sampled_packets.id"))
    slot: Mapped[int]
    turn: Mapped[int]
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    scored_at: Mapped[datetime]
    rubric: Mapped[int]
    total: Mapped[int]
    lines: Mapped[int]

    reviewer: Mapped[Person] = relationship()
    points: Mapped[list["LineScore"]] = relationship(lazy="selectin", cascade="all")


class LineScore(Base):
    """The points of one line of the rubric, 1 to 5."""

    __tablename__ = "line_scores"

    score_id: Mapped[int] = mapped_column(ForeignKey("scores.id"), primary_key=True)
    line: Mapped[str] = mapped_column(String(40), primary_key=True)
    points: Mapped[int]


class CoachingNote(Base):
    """A note to a packet's author, for them and the leads only.

    line, item: what it is about, a line of the rubric or an item of the checklist; the other is "".
    """

    __tablename__ = "coaching_notes"
    __table_args__ = (Index("ix_coaching_notes_person", "person_id", "written_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    packet_id: Mapped[int] = mapped_column(BigId, ForeignKey("packets.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    writer_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]
    line: Mapped[str] = mapped_column(String(40))
    item: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)

    packet: Mapped[PacketRow] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    writer: Mapped[Person] = relationship(foreign_keys=[writer_id])
