"""Let the index of first decisions name the packet, so that bounces are joined from it alone."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INDEX = "ix_packets_first_decision"
COLUMNS = (
    "first_decision_at",
    "first_decision",
    "state",
    "is_test",
    "restricted",
    "accepted_at",
    "bounce_count",
    "team_id",
    "target_team_id",
    "author_id",
    "priority",
    "checklist_name",
    "customer",
)


def upgrade() -> None:
    """Make the index anew with the packet's number."""
    op.drop_index(INDEX, "packets")
    op.create_index(INDEX, "packets", [*COLUMNS, "id"])


def downgrade() -> None:
    """Make it anew without."""
    op.drop_index(INDEX, "packets")
    op.create_index(INDEX, "packets", [*COLUMNS])
