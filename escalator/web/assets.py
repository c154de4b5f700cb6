"""Static files as they are served: without comments, the style sheets of every page as one.

The files in static/ stay as they are read and written; nothing here decides what a page needs.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

import brotli
from flask import Flask, Response, request, url_for
from rcssmin import cssmin

from escalator.domain.errors import NotFound
from escalator.resources import static_folder
from escalator.web.access import allow_anyone

BUNDLES = {"css/page.css": ("css/tokens.css", "css/base.css", "css/components.css")}
"""Served name -> the files it is made of, in their order."""

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served. compressed: by brotli. tag: changes whenever the content does."""

    content: bytes
    compressed: bytes
    kind: str
    tag: str


_COMMENT = re.compile(r"(?m)^[ \t]*(?:/\*\*[\s\S]*?\*/|//[^\n]*)\n")
"""A comment that has its lines to itself; no text in our scripts goes over several lines."""


def _without_comments(script: str) -> str:
    return _COMMENT.sub("", script)


_SHORTER: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": _without_comments}


@cache
def find_asset(name: str) -> Asset:
    """Give a static file by its name below static/.

    Raises NotFound when there is none, or none of a kind that pages use.
    """
    folder, suffix = static_folder(), PurePosixPath(name).suffix
    known = {*BUNDLES, *(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))}
    if name not in known or suffix not in TYPES:
        raise NotFound("file")
    text = "\n".join((folder / part).read_text("utf-8") for part in BUNDLES.get(name, (name,)))
    content = _SHORTER.get(suffix, str)(text).encode()
    # Once for all, so at its best; pages are compressed anew each time, and quicker.
    compressed = brotli.compress(content, quality=11)
    return Asset(content, compressed, TYPES[suffix], hashlib.sha256(content).hexdigest()[:12])


def static_url(name: str) -> str:
    """Give the address of a static file, changing whenever its content does."""
    return url_for("static", name=name, v=find_asset(name).tag)


def init_assets(app: Flask) -> None:
    """Serve the static files, and hand their addresses to every template."""
    app.jinja_env.globals["static_url"] = static_url

    @app.get("/static/<path:name>", endpoint="static")
    @allow_anyone
    def static(name: str) -> Response:
        asset = find_asset(name)
        is_small = bool(request.accept_encodings["br"])
        response = Response(asset.compressed if is_small else asset.content, mimetype=asset.kind)
        response.vary.add("Accept-Encoding")
        if is_small:
            response.content_encoding = "br"
        response.set_etag(asset.tag + "-br" * is_small)
        response.make_conditional(request)
        return response
