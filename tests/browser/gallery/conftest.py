"""Serves the gallery to a real browser, with a stand-in for the server that drafts are saved to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread

import pytest
from flask import Flask, Response, request
from playwright.sync_api import Page
from werkzeug.serving import make_server

from escalator.domain.model import JSON
from tests.browser.gallery.app import create_gallery


@dataclass
class Desk:
    """What was sent to be saved, and what is answered to it.

    sent: the bodies, oldest first. status: of the next answers. answer: is laid over the plain one.
    """

    sent: list[dict[str, JSON]] = field(default_factory=list)
    status: int = 200
    answer: dict[str, JSON] = field(default_factory=dict)

    def save(self) -> Response:
        """Take one body and answer as told."""
        body = request.get_json()
        self.sent.append(body)
        plain: dict[str, JSON] = {
            "version": int(body["version"]) + 1,
            "saved_at": "12:05",
            "answers": {},
            "gaps": [],
            "sections": [],
            "progress": {"complete": 5, "total": 7},
        }
        text = json.dumps(plain | self.answer)
        return Response(text, self.status, mimetype="application/json")


@dataclass(frozen=True)
class Gallery:
    """A served gallery: where it is, and its desk."""

    url: str
    desk: Desk


@pytest.fixture
def gallery() -> Iterator[Gallery]:
    """Serve the gallery for one test."""
    desk = Desk()
    app: Flask = create_gallery()
    app.add_url_rule("/autosave", "autosave", desk.save, methods=["POST"])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Gallery(f"http://127.0.0.1:{server.server_port}", desk)
    server.shutdown()
    thread.join()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about on any page of this test: errors, refused content."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        lambda message: heard.append(message.text) if message.type == "error" else None,
    )
    return heard
