"""Weekly samples, who reviews what in them, scores, and coaching notes."""

import sqlalchemy as sa
from alembic import op

from escalator.store.types import BigId, Json, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "samples",
    "sampled_packets",
    "assignments",
    "scores",
    "line_scores",
    "coaching_notes",
)


def upgrade() -> None:
    """Make the tables; the database itself refuses to edit what was drawn, scored or written."""
    _make_samples()
    _make_assignments()
    _make_scores()
    _make_notes()
    refuse_updates()


def _make_samples() -> None:
    op.create_table(
        "samples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("candidates", Json, nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("drawn_at", UtcDateTime(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_samples_team_id_teams"),
        sa.ForeignKeyConstraint(["drawn_by"], ["people.id"], name="fk_samples_drawn_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_samples"),
        sa.UniqueConstraint("week", "team_id", name="uq_samples_week_team_id"),
    )
    op.create_table(
        "sampled_packets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("why", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["samples.id"], name="fk_sampled_packets_sample_id_samples"
        ),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name="fk_sampled_packets_packet_id_packets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sampled_packets"),
        sa.UniqueConstraint(
            "sample_id", "packet_id", name="uq_sampled_packets_sample_id_packet_id"
        ),
    )
    op.create_index("ix_sampled_packets_at", "sampled_packets", ["at", "packet_id"])
    op.create_index("ix_sampled_packets_packet_id", "sampled_packets", ["packet_id"])


def _make_assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sampled_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("assigned_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sampled_id"], ["sampled_packets.id"], name="fk_assignments_sampled_id_sampled_packets"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["people.id"], name="fk_assignments_reviewer_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["assigned_by"], ["people.id"], name="fk_assignments_assigned_by_people"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
        sa.UniqueConstraint(
            "sampled_id", "slot", "turn", name="uq_assignments_sampled_id_slot_turn"
        ),
    )
    op.create_index("ix_assignments_reviewer", "assignments", ["reviewer_id", "assigned_at"])


def _make_scores() -> None:
    op.create_table(
        "scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sampled_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("scored_at", UtcDateTime(), nullable=False),
        sa.Column("rubric", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sampled_id"], ["sampled_packets.id"], name="fk_scores_sampled_id_sampled_packets"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["people.id"], name="fk_scores_reviewer_id_people"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_scores"),
        sa.UniqueConstraint("sampled_id", "slot", "turn", name="uq_scores_sampled_id_slot_turn"),
    )
    op.create_table(
        "line_scores",
        sa.Column("score_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["score_id"], ["scores.id"], name="fk_line_scores_score_id_scores"),
        sa.PrimaryKeyConstraint("score_id", "line", name="pk_line_scores"),
    )


def _make_notes() -> None:
    op.create_table(
        "coaching_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name="fk_coaching_notes_packet_id_packets"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_coaching_notes_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["writer_id"], ["people.id"], name="fk_coaching_notes_writer_id_people"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_coaching_notes"),
    )
    op.create_index("ix_coaching_notes_person", "coaching_notes", ["person_id", "written_at"])
    op.create_index("ix_coaching_notes_packet_id", "coaching_notes", ["packet_id"])


def refuse_updates() -> None:
    """As migration 0001 does for the packets' events."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in APPEND_ONLY:
        if is_sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} are append-only'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
        )


def downgrade() -> None:
    """Drop the tables; what they held is gone, so take a backup first."""
    for table in (
        "coaching_notes",
        "line_scores",
        "scores",
        "assignments",
        "sampled_packets",
        "samples",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_append_only()")
