"""The migrations make exactly the tables that the models describe, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from escalator.store.engine import open_engine
from escalator.store.migrate import migrate
from escalator.store.rows import Base


def test_a_migrated_database_is_what_the_models_say(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
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
