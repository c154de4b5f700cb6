"""Moments as numbers inside a query, alike on SQLite and PostgreSQL.

No table is named here. Time zones are not a query's business: periods are made in Python.
"""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class milliseconds(FunctionElement[int]):  # noqa: N801 - reads as the SQL function that it is
    """Milliseconds since 1970 of a stored moment or of RFC 3339 text; NULL of NULL."""

    type = BigInteger()
    inherit_cache = True


@compiles(milliseconds, "sqlite")
def _on_sqlite(element: milliseconds, compiler: SQLCompiler, **options: Any) -> str:
    # julianday() counts whole milliseconds inside, so rounding gives them back exactly.
    moment = compiler.process(element.clauses, **options)
    return f"CAST(ROUND((julianday({moment}) - 2440587.5) * 86400000.0) AS INTEGER)"


@compiles(milliseconds, "postgresql")
def _on_postgresql(element: milliseconds, compiler: SQLCompiler, **options: Any) -> str:
    moment = compiler.process(element.clauses, **options)
    seconds = f"EXTRACT(EPOCH FROM CAST({moment} AS timestamptz))"
    return f"CAST(ROUND({seconds} * 1000) AS BIGINT)"
