"""The first tables, and the triggers that keep history append-only."""

import sqlalchemy as sa
from alembic import op

from escalator.store.types import BigId, Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("events", "revisions")


def upgrade() -> None:  # noqa: PLR0915  # one statement a table
    """Make the tables."""
    op.create_table(
        "checklists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklists")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_checklists_name_version")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("tier", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("slug", name=op.f("uq_teams_slug")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_people_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_people_fs_uniquifier")),
    )
    op.create_index("ix_people_team_id", "people", ["team_id"], unique=False)

    op.create_table(
        "packets",
        sa.Column("id", BigId, nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("start_key", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("target_team_id", sa.Integer(), nullable=False),
        sa.Column("checklist_name", sa.String(length=64), nullable=False),
        sa.Column("checklist_version", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ball", sa.String(length=24), nullable=False),
        sa.Column("ball_since", UtcDateTime(), nullable=False),
        sa.Column("priority", sa.String(length=24), nullable=False),
        sa.Column("priority_reason", sa.String(length=500), nullable=False),
        sa.Column("priority_override", sa.String(length=24), nullable=True),
        sa.Column("priority_rationale", sa.String(length=500), nullable=False),
        sa.Column("ticket", sa.String(length=300), nullable=False),
        sa.Column("customer", sa.String(length=300), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("ask", sa.String(length=300), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("first_submitted_at", UtcDateTime(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("acceptor_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("first_decision", sa.String(length=16), nullable=True),
        sa.Column("first_decision_at", UtcDateTime(), nullable=True),
        sa.Column("bounce_count", sa.Integer(), nullable=False),
        sa.Column("question_count", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("not_available", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["acceptor_id"], ["people.id"], name=op.f("fk_packets_acceptor_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_packets_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["target_team_id"], ["teams.id"], name=op.f("fk_packets_target_team_id_teams")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_packets_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packets")),
        sa.UniqueConstraint("reference", name=op.f("uq_packets_reference")),
        sa.UniqueConstraint("start_key", name=op.f("uq_packets_start_key")),
    )
    op.create_index(
        "ix_packets_first_decision",
        "packets",
        [
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
        ],
        unique=False,
    )
    op.create_index(
        "ix_packets_first_submitted",
        "packets",
        ["first_submitted_at", "state", "is_test", "first_decision"],
        unique=False,
    )
    op.create_index(
        "ix_packets_mine", "packets", ["author_id", "state", "updated_at"], unique=False
    )
    op.create_index(
        "ix_packets_queue",
        "packets",
        ["target_team_id", "state", "priority", "submitted_at"],
        unique=False,
    )
    op.create_index("ix_packets_team_id", "packets", ["team_id"], unique=False)
    op.create_index("ix_packets_ticket", "packets", ["ticket"], unique=False)

    op.create_table(
        "set_up_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_set_up_links_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_up_links")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_set_up_links_token_sha256")),
    )
    op.create_table(
        "bounces",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("engineer_id", sa.Integer(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("is_charged", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("ruling", sa.String(length=24), nullable=True),
        sa.Column("contest", sa.Text(), nullable=False),
        sa.Column("contested_at", UtcDateTime(), nullable=True),
        sa.Column("ruling_reason", sa.Text(), nullable=False),
        sa.Column("ruled_at", UtcDateTime(), nullable=True),
        sa.Column("ruled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["engineer_id"], ["people.id"], name=op.f("fk_bounces_engineer_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_bounces_packet_id_packets")
        ),
        sa.ForeignKeyConstraint(
            ["ruled_by"], ["people.id"], name=op.f("fk_bounces_ruled_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounces")),
    )
    op.create_index("ix_bounces_at", "bounces", ["at"], unique=False)
    op.create_index("ix_bounces_packet_id", "bounces", ["packet_id"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("state_from", sa.String(length=24), nullable=True),
        sa.Column("state_to", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["people.id"], name=op.f("fk_events_actor_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_events_packet_id_packets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_action", "events", ["action", "at", "packet_id"], unique=False)
    op.create_index("ix_events_actor", "events", ["actor_id", "action", "at"], unique=False)
    op.create_index("ix_events_at", "events", ["at"], unique=False)
    op.create_index("ix_events_packet_id", "events", ["packet_id"], unique=False)

    op.create_table(
        "exceptions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("items", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("broke_glass", sa.Boolean(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["people.id"], name=op.f("fk_exceptions_asked_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_exceptions_decided_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_exceptions_packet_id_packets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exceptions")),
    )
    op.create_index("ix_exceptions_packet_id", "exceptions", ["packet_id"], unique=False)
    op.create_index("ix_exceptions_state", "exceptions", ["state"], unique=False)

    op.create_table(
        "placeholders",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_placeholders_packet_id_packets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placeholders")),
        sa.UniqueConstraint(
            "packet_id",
            "kind",
            "digest",
            "number",
            name=op.f("uq_placeholders_packet_id_kind_digest_number"),
        ),
    )
    op.create_index("ix_placeholders_packet_id", "placeholders", ["packet_id"], unique=False)

    op.create_table(
        "questions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["people.id"], name=op.f("fk_questions_asked_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_questions_packet_id_packets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index("ix_questions_packet_id", "questions", ["packet_id"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("packet_id", BigId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_revisions_packet_id_packets")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["people.id"], name=op.f("fk_revisions_submitted_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("packet_id", "number", name=op.f("uq_revisions_packet_id_number")),
    )
    op.create_table(
        "charges",
        sa.Column("id", BigId, nullable=False),
        sa.Column("bounce_id", BigId, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bounce_id"], ["bounces.id"], name=op.f("fk_charges_bounce_id_bounces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
    )
    op.create_index("ix_charges_bounce_id", "charges", ["bounce_id"], unique=False)

    op.create_table(
        "faults",
        sa.Column("id", BigId, nullable=False),
        sa.Column("charge_id", BigId, nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("contest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charges.id"], name=op.f("fk_faults_charge_id_charges")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faults")),
    )
    op.create_index("ix_faults_charge_id", "faults", ["charge_id"], unique=False)
    op.create_index("ix_faults_item", "faults", ["item"], unique=False)
    for table in APPEND_ONLY:
        refuse_updates(table)


def refuse_updates(table: str) -> None:
    """Make the database itself refuse to edit history."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} are append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    )


def downgrade() -> None:
    """There is nothing before the first tables; a backup is the way back."""
    raise NotImplementedError
