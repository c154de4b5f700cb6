"""Finding packets by the words in them, through an index of the database's own.

SQLite keeps one in the table `packet_words` (triggers of migration 0003 fill it); PostgreSQL
keeps one on the column where its extension pg_trgm is installed, and reads the column without.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, literal, text, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from escalator.store.rows import PacketRow

SHORTEST_INDEXED = 3
"""The indexes hold sequences of three characters; shorter words are looked for in the column."""


FEW = 200
"""So many packets are looked at one by one; of more, the newest are looked at first."""


def has_words(words: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions that a packet's search text contains all words, folded as the text is."""
    conditions = [_contained(word) for word in words if len(word) < SHORTEST_INDEXED]
    if indexed := _indexable(words):
        contained = and_(true(), *(_contained(word) for word in indexed))
        conditions.append(_indexed(PacketRow.id, literal(_phrases(indexed)), contained))
    return tuple(conditions)


def few_with(session: Session, words: Sequence[str]) -> Sequence[int] | None:
    """Give the numbers of the packets with all words of three characters and more, when few.

    None when they are many, and where the database finds out by itself: SQLite cannot tell rare
    words from common ones before it plans, and each is slow in the other's way.
    """
    indexed = _indexable(words)
    if not indexed or session.get_bind().dialect.name != "sqlite":
        return None
    asked = {"phrases": _phrases(indexed), "most": FEW + 1}
    found = session.scalars(_FIRST, asked).all()
    return found if len(found) <= FEW else None


def _indexable(words: Sequence[str]) -> list[str]:
    return [word for word in words if len(word) >= SHORTEST_INDEXED]


def _phrases(words: Sequence[str]) -> str:
    return " AND ".join('"' + word.replace('"', '""') + '"' for word in words)


_FIRST = text("SELECT rowid FROM packet_words WHERE packet_words MATCH :phrases LIMIT :most")


def _contained(word: str) -> ColumnElement[bool]:
    return PacketRow.search_text.contains(word, autoescape=True)


class _indexed(FunctionElement[bool]):  # noqa: N801 - reads as the SQL function that it is
    """A packet's id, words as SQLite's index wants them, and the condition without an index."""

    type = Boolean()
    inherit_cache = True


@compiles(_indexed, "sqlite")
def _on_sqlite(element: _indexed, compiler: SQLCompiler, **options: Any) -> str:
    identity, phrases, _ = (compiler.process(one, **options) for one in element.clauses)
    found = f"SELECT rowid FROM packet_words WHERE packet_words MATCH {phrases}"  # nosec B608 - bound
    return f"{identity} IN ({found})"


@compiles(_indexed)
def _elsewhere(element: _indexed, compiler: SQLCompiler, **options: Any) -> str:
    _, _, contained = element.clauses
    return f"({compiler.process(contained, **options)})"
