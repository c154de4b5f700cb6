"""SQLite under several writers: nobody is refused, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from escalator.domain.model import Tier
from escalator.store.engine import open_engine, writing
from escalator.store.rows import Base, SetUpLink, Team

WRITERS, TURNS = 6, 40


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'writers.db'}")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Team(slug="counter", name="0", tier=Tier.S1))
        session.commit()

    def count_up(_: int) -> None:
        for _turn in range(TURNS):
            with writing(), Session(engine) as session:
                team = session.get_one(Team, 1)
                team.name = str(int(team.name) + 1)
                session.commit()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_up, range(WRITERS)))
    with Session(engine) as session:
        assert session.get_one(Team, 1).name == str(WRITERS * TURNS)
    engine.dispose()


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'reader.db'}")
    Base.metadata.create_all(engine)
    with writing(), Session(engine) as writer:
        writer.add(Team(slug="a", name="A", tier=Tier.S1))
        writer.flush()
        with ThreadPoolExecutor(1) as pool:  # a context of its own: it does not mean to write
            read = pool.submit(_count_teams, engine).result(timeout=5)
        writer.commit()
    assert read == 0
    engine.dispose()


def _count_teams(engine: Engine) -> int:
    with Session(engine) as session:
        return int(session.execute(text("SELECT count(*) FROM teams")).scalar_one())


def test_a_naive_datetime_is_refused(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'naive.db'}")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(SetUpLink(token_sha256="x", expires_at=datetime(2026, 1, 1)))
        with pytest.raises(StatementError, match="naive"):
            session.commit()
        session.rollback()
        session.add(SetUpLink(token_sha256="x", expires_at=datetime(2026, 1, 1, tzinfo=UTC)))
        session.commit()
        assert session.get_one(SetUpLink, 1).expires_at.tzinfo is UTC
    engine.dispose()
