"""The migrations make exactly the tables that the models describe, on both databases."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from escalator.store.checklist_rows import ReleasedChecklist
from escalator.store.counts import DayCount
from escalator.store.engine import open_engine
from escalator.store.fingerprints import ErrorRow
from escalator.store.migrate import migrate
from escalator.store.problems import Problem
from escalator.store.proposals import ProposalDecision
from escalator.store.quality import Sample
from escalator.store.rows import Base


def test_a_migrated_database_is_what_the_models_say(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    migrate(engine)
    rows = (DayCount, ErrorRow, Problem, ProposalDecision, ReleasedChecklist, Sample)
    for row in rows:
        assert row.metadata is Base.metadata  # its table is among those compared
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Leave out the index of words, which each database keeps in its own way."""
    return name is None or not name.startswith(("packet_words", "ix_packets_words"))


def test_sqlite_is_told_the_shape_of_every_index(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'escalator.db'}")
    migrate(engine)
    indexes = text(
        "SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index' "
        "AND tbl_name NOT LIKE 'packet_words%' AND tbl_name != 'alembic_version'"
    )
    told = text("SELECT tbl, idx FROM sqlite_stat1")
    with engine.connect() as connection:
        assert set(connection.execute(told).all()) == set(connection.execute(indexes).all())
    engine.dispose()


def test_migrating_twice_changes_nothing(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO teams (slug, name, tier) VALUES ('a', 'A', 'S1')"))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM teams")) == 1
    engine.dispose()
