"""Brings a database to the newest schema; the only door to Alembic at run time.

It does not fill tables.
"""

from importlib import resources

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from escalator.store.planner import describe

MIGRATIONS = "escalator.store"


def migrate(engine: Engine) -> None:
    """Apply every migration the database has not seen, and tell its planner what to expect."""
    with engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        describe(connection)


def alembic_config() -> Config:
    """Give an Alembic configuration that finds the migrations inside the package."""
    config = Config()
    config.set_main_option(
        "script_location", str(resources.files(MIGRATIONS).joinpath("migrations"))
    )
    return config
