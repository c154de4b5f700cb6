"""The table of what leads decided on proposals.

What is proposed is counted each time (domain/proposals.py); only decisions are kept. Reasons are
scrubbed before they become a row.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from escalator.domain.proposals import Choice, Kind
from escalator.store.rows import Base, Person
from escalator.store.types import BigId, Word


class ProposalDecision(Base):
    """One decision on one proposal. Never edited: the database refuses an update.

    kind, about: the proposal, as `Proposal.key`. number: counted from 1 for each proposal; of two
    leads at once only one can take the next. part, whole: its figures then; first, last: the days
    they are of. until: when a proposal that was put off comes back. since: from when on what was
    accepted is in effect, None where a checklist version says so. version: the checklist's in
    use then, 0 where it is about none.
    """

    __tablename__ = "proposal_decisions"
    __table_args__ = (UniqueConstraint("kind", "about", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    about: Mapped[str] = mapped_column(String(200))
    number: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    choice: Mapped[Choice] = mapped_column(Word(Choice))
    reason: Mapped[str] = mapped_column(Text)
    part: Mapped[int]
    whole: Mapped[int]
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    since: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=0)

    actor: Mapped[Person] = relationship(lazy="joined")
