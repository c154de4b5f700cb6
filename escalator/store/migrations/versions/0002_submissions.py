"""How long each submission waited, so that times to acknowledge need not pair events."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from escalator.store.types import BigId, Json, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DECISIONS = ("accept", "bounce", "decline", "pass_on")

events = sa.table(
    "events",
    sa.column("id", BigId),
    sa.column("packet_id", BigId),
    sa.column("revision", sa.Integer),
    sa.column("at", UtcDateTime()),
    sa.column("action", sa.String),
    sa.column("facts", Json),
)


def upgrade() -> None:
    """Make the table and fill it from the events."""
    submissions = op.create_table(
        "submissions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("priority", sa.String(length=24), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("waited", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name="fk_submissions_packet_id_packets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("packet_id", "revision", name="uq_submissions_packet_id_revision"),
    )
    op.create_index(
        "ix_submissions_decided",
        "submissions",
        ["decided_at", "packet_id", "revision", "priority", "waited", "due_at"],
    )
    found = op.get_bind().execute(
        sa.select(events)
        .where(events.c.action.in_(("submit", *DECISIONS)))
        .order_by(events.c.packet_id, events.c.id)
    )
    rows = list(told(found.mappings()))
    if rows:
        op.bulk_insert(submissions, rows)


def told(happened: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield one row for each submission; happened: events by packet, oldest first."""
    waiting: dict[str, Any] | None = None
    for event in happened:
        if event["action"] == "submit":
            if waiting:
                yield waiting
            waiting = {
                "packet_id": event["packet_id"],
                "revision": event["revision"],
                "submitted_at": event["at"],
                "priority": event["facts"]["priority"],
                "due_at": datetime.fromisoformat(event["facts"]["due_at"]),
                "decided_at": None,
            }
        elif waiting and waiting["decided_at"] is None:
            waiting["decided_at"] = event["at"]
    if waiting:
        yield waiting


def downgrade() -> None:
    """Drop the table; the events still say all that it held."""
    op.drop_table("submissions")
