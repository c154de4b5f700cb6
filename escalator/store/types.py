"""Column types that behave alike on SQLite and PostgreSQL.

No table is named here.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)

Json = JSON().with_variant(JSONB(), "postgresql")
"""A JSON value; JSONB on PostgreSQL."""

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A key that may grow past two thousand million; SQLite counts up INTEGER keys only."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; a naive one is a programming error and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC; SQLite keeps no offset, so it is cut there after conversion."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was about to be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every stored instant back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[E], Generic[E]):
    """A `StrEnum` kept as its value, so that a dump reads and a new member needs no migration."""

    impl = String(24)
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum
        self._members = {member.value: member for member in enum}  # a plain look-up is quicker

    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:
        """Refuse a word that is not a member before it reaches the database."""
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        """Give the member back."""
        return None if value is None else self._members[value]
