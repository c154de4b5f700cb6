"""Takes what a request carries in before anything is asked of the database, bounded and clean.

Reading what is in it is the forms' part.
"""

from io import BytesIO
from typing import IO

from flask import Flask, Request, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import NotFound, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property


class _CountedFields(FormDataParser):
    """Counts the fields of an ordinary form, as the library does for one with files."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Read a form; raises RequestEntityTooLarge for more fields than any form of ours has.

        Each field becomes many times its size once it is shown again on a page.
        """
        if mimetype == "application/x-www-form-urlencoded" and self.max_form_parts is not None:
            body = stream.read()
            if body.count(b"&") >= self.max_form_parts:
                raise RequestEntityTooLarge
            stream = BytesIO(body)
        rest, form, files = super().parse(stream, mimetype, content_length, options)
        return rest, MultiDict(_without_nul(form)), files


def _without_nul(fields: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Give fields without NUL, which no text of ours holds and databases choke on."""
    return [(name, text.replace("\0", "")) for name, text in fields.items(multi=True)]


class BoundedRequest(Request):
    """A request whose form has a bounded number of fields, and whose texts hold no NUL."""

    form_data_parser_class = _CountedFields

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """What the address carries after its question mark."""
        return ImmutableMultiDict(_without_nul(super().args))


def init_bodies(app: Flask) -> None:
    """Read each body to its end first; call this before the database is attached.

    Over a slow line a body arrives for minutes. A request that writes holds SQLite's one write
    lock from its first query on, and everybody else would wait for that line.
    """
    app.request_class = BoundedRequest

    @app.before_request
    def take_in() -> None:
        request.get_data()
        if "\0" in request.path:
            raise NotFound
