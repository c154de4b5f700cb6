"""The Flask application where ours differs: numbers in addresses, and what errors leave in the log.

Which page a person sees is errors.py's.
"""

from collections.abc import Iterator
from logging import Logger
from traceback import extract_tb
from types import TracebackType
from typing import Any

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

ExceptionInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


LARGEST_NUMBER = 2**31 - 1
"""The largest row number a database keeps (PostgreSQL, integer)."""


class _RowNumber(IntegerConverter):
    """A number in an address; one that no row can have is no address of ours."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_NUMBER, **kwargs})


class Application(Flask):
    """Logs errors without their text: a database's error quotes what a person typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_map.converters["int"] = _RowNumber

    def log_exception(self, exc_info: ExceptionInfo) -> None:
        """Write down an error that no page was made for; Flask calls this."""
        if exc_info[1] is not None:
            log_error(self.logger, exc_info[1])


def log_error(logger: Logger, error: BaseException) -> None:
    """Write down which view failed, the types of the errors and where they were raised."""
    # The endpoint and not the path, which carries references, words searched for and tokens.
    trail = "\n".join(_trail(error))
    logger.error("%s %s failed:\n%s", request.method, request.endpoint, trail)


def _trail(error: BaseException) -> Iterator[str]:
    """Yield each error of a chain, the latest first, with the lines it came through."""
    found: BaseException | None = error
    while found is not None:
        yield f"{type(found).__module__}.{type(found).__qualname__}"
        for frame in extract_tb(found.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
