"""Let a day's count be a sum of milliseconds, and find contested bounces by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the column; the counts are counted anew, as they are defined now, at the next start."""
    _retype(sa.Integer(), sa.BigInteger())
    op.create_index("ix_bounces_ruling", "bounces", ["ruling", "contested_at"])


def downgrade() -> None:
    """Take away what may not fit; an older application counts anew at its start."""
    op.drop_index("ix_bounces_ruling", "bounces")
    op.execute("DELETE FROM day_counts")
    _retype(sa.BigInteger(), sa.Integer())


def _retype(now: sa.Integer, wanted: sa.Integer) -> None:
    with op.batch_alter_table("day_counts") as table:
        table.alter_column("n", existing_type=now, type_=wanted, existing_nullable=False)
