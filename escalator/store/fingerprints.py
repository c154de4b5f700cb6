"""The table of errors by which packets are recognised as alike.

How an error is recognised is domain/fingerprint.py's. A module of its own, as counts.py is.
"""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from escalator.store.rows import Base
from escalator.store.types import BigId


class ErrorRow(Base):
    """The error that one packet shows, as last submitted.

    made_as: the definition it was made by. digest: equal for the same error, "" for none.
    shape: the text without what changes. area, version: of the product, as the packet says them.
    """

    __tablename__ = "errors"
    __table_args__ = (Index("ix_errors_digest", "digest", "packet_id"),)

    packet_id: Mapped[int] = mapped_column(BigId, ForeignKey("packets.id"), primary_key=True)
    made_as: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    shape: Mapped[str] = mapped_column(String(400))
    area: Mapped[str] = mapped_column(String(120))
    version: Mapped[str] = mapped_column(String(120))
