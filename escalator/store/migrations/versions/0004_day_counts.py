"""Counts by day, so that the scoreboard need not count every packet; filled at the next start."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; services/figures/kept.py fills it when the application starts."""
    op.create_table(
        "day_counts",
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("figure", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("detail", sa.String(length=160), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "dimension", "key", "figure", "day", "detail", name="pk_day_counts"
        ),
    )
    op.create_index(
        "ix_submissions_waited",
        "submissions",
        ["priority", "waited", "decided_at", "packet_id"],
    )


def downgrade() -> None:
    """Drop the table; the events still say all that it held."""
    op.drop_index("ix_submissions_waited", "submissions")
    op.drop_table("day_counts")
