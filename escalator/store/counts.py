"""The table of counts by day, from which the scoreboard is read.

What is counted is services/figures' business. A module of its own because nothing else of the
store's refers to it.
"""

from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from escalator.store.rows import Base


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
    n: Mapped[int]
