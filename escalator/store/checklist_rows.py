"""The tables of checklists: the versions packets are filed under, and what leads work on.

What a checklist says is the domain's to read. A module of its own because no other table refers
to it: a packet names its checklist and version in words.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from escalator.domain.model import JSON
from escalator.store.rows import Base, Person
from escalator.store.types import Json


class ReleasedChecklist(Base):
    """A checklist version as it was when packets began to be filed under it; never changed.

    publication: who published it here and why; None for a version that came from a file.
    """

    __tablename__ = "checklists"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, JSON]] = mapped_column(Json, deferred=True)
    released_at: Mapped[datetime]

    publication: Mapped["Publication | None"] = relationship(lazy="joined")


class Publication(Base):
    """Who published a checklist version here, and the note that says why."""

    __tablename__ = "publications"

    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklists.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(Text)

    person: Mapped[Person] = relationship(lazy="joined")


class WorkingCopy(Base):
    """What leads work on before they publish it: one for each checklist, kept for good.

    is_begun: whether there is one; `document` is empty otherwise. base: the version it was begun
    from, 0 for a checklist that has none yet; once it was published, the version that came of it,
    once it was discarded, 0. version: counts every change, for optimistic
    locking, and goes on when a copy was published or discarded, so that no form is taken for a
    later one's.
    """

    __tablename__ = "working_copies"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    is_begun: Mapped[bool]
    document: Mapped[dict[str, JSON]] = mapped_column(Json, deferred=True)
    base: Mapped[int]
    version: Mapped[int]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]

    changed_by: Mapped[Person] = relationship(lazy="joined")
