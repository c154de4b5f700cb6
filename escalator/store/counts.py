"""The tables from which the scoreboard is read: counts by day, and what it would else look for
in the events and documents of many packets.

What is counted is services/figures' business. A module of its own because nothing else of the
store's refers to them.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from escalator.domain.model import Priority
from escalator.store.rows import Base
from escalator.store.types import BigId


class DayCount(Base):
    """How often something happened on one UTC day, to all packets or to those alike in one thing.

    dimension, key: what the packets have in common, such as "team" and the number of its row; both
    "" for all packets. figure, detail: what was counted. n: never 0, such rows are taken away.
    """

    __tablename__ = "day_counts"

    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    figure: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    detail: Mapped[str] = mapped_column(String(160), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)


class Resolved(Base):
    """The resolution of a packet that stands; gone when the packet is reopened.

    Repeats what the events say, kept in the same transaction. priority: as resolved. took: from
    first submission to resolution, in milliseconds; of them author, target and lead: how long each
    held the packet.
    """

    __tablename__ = "resolutions"
    __table_args__ = (
        # Holds all that times in court need, so that they are summed from it alone.
        Index(
            "ix_resolutions_at",
            "at",
            "packet_id",
            "priority",
            "took",
            "author",
            "target",
            "lead",
        ),
        Index("ix_resolutions_took", "took", "at", "packet_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"), unique=True)
    at: Mapped[datetime]
    priority: Mapped[Priority]
    root_cause: Mapped[str] = mapped_column(String(24))
    reproduced: Mapped[bool] = mapped_column(Boolean)
    s1_could_have_solved: Mapped[bool] = mapped_column(Boolean)
    took: Mapped[int] = mapped_column(BigInteger)
    author: Mapped[int] = mapped_column(BigInteger)
    target: Mapped[int] = mapped_column(BigInteger)
    lead: Mapped[int] = mapped_column(BigInteger)


class Stated(Base):
    """One thing that a packet stated when it was first submitted and that figures count.

    about: "not_available" or "billable". words: the item marked so, or what was answered. Kept
    because the documents that say it are large.
    """

    __tablename__ = "stated"
    __table_args__ = (Index("ix_stated_at", "at", "about", "words", "packet_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packets.id"), index=True)
    at: Mapped[datetime]
    about: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(String(64))
