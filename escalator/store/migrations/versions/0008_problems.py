"""Problem records, the packets they gather, and what was done to them."""

import sqlalchemy as sa
from alembic import op

from escalator.store.types import BigId, Json, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APPEND_ONLY = "problem_events"


def upgrade() -> None:
    """Make the tables; the database itself refuses to edit what was done."""
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("fixed_in", sa.String(length=200), nullable=False),
        sa.Column("known_issue", sa.Text(), nullable=False),
        sa.Column("defect_url", sa.Text(), nullable=False),
        sa.Column("kb_url", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_problems_owner_id_people"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_problems_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_problems"),
        sa.UniqueConstraint("reference", name="uq_problems_reference"),
    )
    op.create_index("ix_problems_state", "problems", ["state", "restricted"])
    op.create_table(
        "problem_packets",
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column("is_attached", sa.Boolean(), nullable=False),
        sa.Column("ticket", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name="fk_problem_packets_packet_id_packets"
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name="fk_problem_packets_problem_id_problems"
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["people.id"], name="fk_problem_packets_added_by_people"
        ),
        sa.PrimaryKeyConstraint("packet_id", name="pk_problem_packets"),
    )
    op.create_index("ix_problem_packets_problem", "problem_packets", ["problem_id", "packet_id"])
    op.create_table(
        APPEND_ONLY,
        sa.Column("id", BigId, nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("packet_id", BigId, nullable=True),
        sa.Column("facts", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name="fk_problem_events_problem_id_problems"
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["people.id"], name="fk_problem_events_actor_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name="fk_problem_events_packet_id_packets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_problem_events"),
    )
    op.create_index("ix_problem_events_problem_id", "problem_events", ["problem_id"])
    refuse_updates()


def refuse_updates() -> None:
    """As migration 0001 does for the packets' events."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {APPEND_ONLY}_append_only BEFORE UPDATE ON {APPEND_ONLY} "
            f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY} are append-only'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {APPEND_ONLY}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{APPEND_ONLY} are append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {APPEND_ONLY}_append_only BEFORE UPDATE ON {APPEND_ONLY} "
        f"FOR EACH ROW EXECUTE FUNCTION {APPEND_ONLY}_append_only()"
    )


def downgrade() -> None:
    """Drop the tables; what they held is gone, so take a backup first."""
    for table in (APPEND_ONLY, "problem_packets", "problems"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"DROP FUNCTION {APPEND_ONLY}_append_only()")
