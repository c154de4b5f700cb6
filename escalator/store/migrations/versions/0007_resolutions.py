"""Standing resolutions and what packets stated at first, for the scoreboard.

Resolutions are filled by services/resolutions.py at the next start; what was stated is read here,
once, from the first revisions.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from escalator.store.types import BigId, Json, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ONE_READ = 200
"""Revisions read at a time; each can hold megabytes."""

revisions = sa.table(
    "revisions",
    sa.column("packet_id", BigId),
    sa.column("number", sa.Integer),
    sa.column("document", Json),
    sa.column("submitted_at", UtcDateTime()),
)


def upgrade() -> None:
    """Make the tables and read what was stated."""
    op.create_table(
        "resolutions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("priority", sa.String(length=24), nullable=False),
        sa.Column("root_cause", sa.String(length=24), nullable=False),
        sa.Column("reproduced", sa.Boolean(), nullable=False),
        sa.Column("s1_could_have_solved", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("took", "author", "target", "lead")
        ),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name="fk_resolutions_packet_id_packets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_resolutions"),
        sa.UniqueConstraint("packet_id", name="uq_resolutions_packet_id"),
    )
    in_court = ["at", "packet_id", "priority", "took", "author", "target", "lead"]
    op.create_index("ix_resolutions_at", "resolutions", in_court)
    op.create_index("ix_resolutions_took", "resolutions", ["took", "at", "packet_id"])
    stated = op.create_table(
        "stated",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name="fk_stated_packet_id_packets"),
        sa.PrimaryKeyConstraint("id", name="pk_stated"),
    )
    op.create_index("ix_stated_at", "stated", ["at", "about", "words", "packet_id"])
    op.create_index("ix_stated_packet_id", "stated", ["packet_id"])
    _read_what_was_stated(stated)


def _read_what_was_stated(stated: sa.Table) -> None:
    packet = 0
    while True:
        found = op.get_bind().execute(
            sa.select(revisions)
            .where(revisions.c.number == 1, revisions.c.packet_id > packet)
            .order_by(revisions.c.packet_id)
            .limit(ONE_READ)
        )
        read = found.mappings().all()
        if not read:
            return
        packet = read[-1]["packet_id"]
        if rows := list(told(read)):
            op.bulk_insert(stated, rows)


def told(read: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield one row for each thing stated; read: first revisions."""
    for one in read:
        document = one["document"]
        of = {"packet_id": one["packet_id"], "at": one["submitted_at"]}
        for item in document.get("not_available", {}):
            yield {**of, "about": "not_available", "words": item}
        if billable := document.get("answers", {}).get("billable"):
            yield {**of, "about": "billable", "words": billable}


def downgrade() -> None:
    """Drop the tables; events and revisions still say all that they held."""
    op.drop_table("stated")
    op.drop_table("resolutions")
