"""Finding packets by the words in them, through an index of the database's own.

SQLite keeps one in the table `packet_words` (triggers of migration 0003 fill it); PostgreSQL
keeps one on the column where its extension pg_trgm is installed, and reads the column without.
"""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from escalator.store.rows import PacketRow

SHORTEST_INDEXED = 3
"""The indexes hold sequences of three characters; shorter words are looked for in the column."""


def has_word(word: str) -> ColumnElement[bool]:
    """Give the condition that a packet's search text contains `word`, folded as the text is."""
    contained = PacketRow.search_text.contains(word, autoescape=True)
    if len(word) < SHORTEST_INDEXED:
        return contained
    phrase = '"' + word.replace('"', '""') + '"'
    return _indexed(PacketRow.id, literal(phrase), contained)


class _indexed(FunctionElement[bool]):  # noqa: N801 - reads as the SQL function that it is
    """A packet's id, the word as SQLite's index wants it, and the condition without an index."""

    type = Boolean()
    inherit_cache = True


@compiles(_indexed, "sqlite")
def _on_sqlite(element: _indexed, compiler: SQLCompiler, **options: Any) -> str:
    identity, phrase, _ = (compiler.process(one, **options) for one in element.clauses)
    found = f"SELECT rowid FROM packet_words WHERE packet_words MATCH {phrase}"  # nosec B608 - bound
    return f"{identity} IN ({found})"


@compiles(_indexed)
def _elsewhere(element: _indexed, compiler: SQLCompiler, **options: Any) -> str:
    _, _, contained = element.clauses
    return f"({compiler.process(contained, **options)})"
