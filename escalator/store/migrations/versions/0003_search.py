"""Indexes for searching and for lists that stay quick however many packets there are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes; SQLite's for words is a table of its own."""
    op.drop_index("ix_events_actor", "events")
    op.create_index("ix_events_actor", "events", ["actor_id", "action", "packet_id"])
    op.drop_index("ix_packets_team_id", "packets")
    op.create_index("ix_packets_team", "packets", ["team_id", "restricted", "id"])
    op.create_index("ix_packets_target", "packets", ["target_team_id", "id", "revision"])
    op.create_index("ix_packets_open", "packets", ["state", "first_submitted_at", "is_test"])
    op.create_index("ix_packets_restricted", "packets", ["restricted", "id"])
    op.create_index(
        "ix_packets_category", "packets", ["checklist_name", "first_submitted_at", "is_test"]
    )
    op.create_index("ix_packets_author", "packets", ["author_id", "id"])
    open_questions = sa.text("replied_at IS NULL")
    op.create_index(
        "ix_questions_open",
        "questions",
        ["packet_id"],
        sqlite_where=open_questions,
        postgresql_where=open_questions,
    )
    if op.get_bind().dialect.name == "sqlite":
        index_words_on_sqlite()
    else:
        index_words_on_postgresql()


def index_words_on_sqlite() -> None:
    """Keep the sequences of three letters of every packet's search text."""
    op.execute(
        "CREATE VIRTUAL TABLE packet_words USING fts5("
        "search_text, content='packets', content_rowid='id', tokenize='trigram')"
    )
    forget = (
        "INSERT INTO packet_words(packet_words, rowid, search_text) "
        "VALUES ('delete', old.id, old.search_text)"
    )
    learn = "INSERT INTO packet_words(rowid, search_text) VALUES (new.id, new.search_text)"
    for name, moment, statements in (
        ("insert", "INSERT", (learn,)),
        ("update", "UPDATE OF search_text", (forget, learn)),
        ("delete", "DELETE", (forget,)),
    ):
        op.execute(
            f"CREATE TRIGGER packet_words_{name} AFTER {moment} ON packets "
            f"BEGIN {'; '.join(statements)}; END"
        )
    op.execute("INSERT INTO packet_words(packet_words) VALUES ('rebuild')")


def index_words_on_postgresql() -> None:
    """The same on PostgreSQL, where its extension may be had; searching works without, slower."""
    connection = op.get_bind()
    try:
        with connection.begin_nested():
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except sa.exc.DBAPIError:
        return
    op.execute("CREATE INDEX ix_packets_words ON packets USING gin (search_text gin_trgm_ops)")


def downgrade() -> None:
    """A backup is the way back."""
    raise NotImplementedError
