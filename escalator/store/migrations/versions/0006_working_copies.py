"""Working copies of checklists, and who published a version, and why."""

import sqlalchemy as sa
from alembic import op

from escalator.store.types import Json, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; versions that came from files have no publication."""
    op.create_table(
        "publications",
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklists.id"], name="fk_publications_checklist_id_checklists"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_publications_person_id_people"
        ),
        sa.PrimaryKeyConstraint("checklist_id", name="pk_publications"),
    )
    op.create_table(
        "working_copies",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("is_begun", sa.Boolean(), nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["people.id"], name="fk_working_copies_changed_by_id_people"
        ),
        sa.PrimaryKeyConstraint("name", name="pk_working_copies"),
    )


def downgrade() -> None:
    """Drop both; the versions published stay."""
    op.drop_table("working_copies")
    op.drop_table("publications")
