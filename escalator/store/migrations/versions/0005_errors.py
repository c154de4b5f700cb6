"""The errors by which packets are recognised as alike; filled at the next start."""

import sqlalchemy as sa
from alembic import op

from escalator.store.types import BigId

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; services/errors.py fills it when the application starts."""
    op.create_table(
        "errors",
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("made_as", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("shape", sa.String(length=400), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("version", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name="fk_errors_packet_id_packets"),
        sa.PrimaryKeyConstraint("packet_id", name="pk_errors"),
    )
    op.create_index("ix_errors_digest", "errors", ["digest", "packet_id"])


def downgrade() -> None:
    """Drop the table; the revisions still say all that it held."""
    op.drop_table("errors")
